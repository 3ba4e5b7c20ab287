"""The lines of files that problems are about, with the places underlined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from corpuskit.model import Place
from corpuskit.reading.line_ends import joined_ends, line_ends
from corpuskit.reports.safe import ELLIPSIS, cells, cut, show

#: Characters of a line that are looked at from the place on: lines of JSON can hold whole articles.
WINDOW = 1000
#: Bytes that are searched backwards for the start of a line of which only a byte is known.
LOOK_BACK = 1 << 16
#: Bytes in which a file that is no text has a NUL.
HEAD = 4096
#: Bytes read at a time, so that no line has to be held whole.
PART = 1 << 20


class Quote(NamedTuple):
    """A piece of a line, safe to print, and the cells of it to underline (none where only the line is known)."""

    text: str
    start: int
    width: int


def quotes(places: Iterable[Place], root: Path | None, width: int) -> dict[Place, Quote]:
    """A quote of at most ``width`` cells for each place whose file is at hand; each file is read once."""
    by_file: dict[str, list[Place]] = {}
    for place in places:
        if place.file is not None and (place.line is not None or place.byte is not None):
            by_file.setdefault(place.file, []).append(place)
    found: dict[Place, Quote] = {}
    for name, wanted in by_file.items():
        path = Path(name) if root is None else root / name
        try:
            if path.is_file():
                with path.open("rb") as file:
                    if b"\0" in file.read(HEAD):
                        continue  # no text: a workbook has rows, and no lines
                    found.update(_of_file(file, wanted, width))
        except (OSError, ValueError):  # ValueError: a name with NUL
            continue
    return found


def _of_file(file: BinaryIO, places: list[Place], width: int) -> dict[Place, Quote]:
    found = {place: _at_byte(file, place.byte, width) for place in places if place.byte is not None}
    rest = [place for place in places if place.byte is None]
    columns: dict[int, int] = {}
    for place in rest:
        line = place.line or 1
        columns[line] = max(columns.get(line, 1), place.column or 1)
    file.seek(0)
    lines = _lines(file, columns)
    for place in rest:
        text = lines.get(place.line or 1)
        if text is not None:
            at = (place.column or 1) - 1
            found[place] = _trim(text[:at], text[at : at + WINDOW], width, underline=place.column is not None)
    return found


def _at_byte(file: BinaryIO, byte: int, width: int) -> Quote:
    """What stands on the line around a byte offset."""
    start = max(0, byte - LOOK_BACK)
    file.seek(start)
    before = file.read(byte - start).replace(b"\r", b"\n").rpartition(b"\n")[2]
    after = file.read(4 * WINDOW).replace(b"\r", b"\n").partition(b"\n")[0]
    return _trim(_text(before), _text(after)[:WINDOW], width, underline=True)


def _lines(file: BinaryIO, columns: Mapping[int, int]) -> dict[int, str]:
    """The wanted lines as far as their columns need them, found in one pass; lines end as in all of corpuskit."""
    found: dict[int, bytes] = {}
    wanted, number = sorted(columns), 1
    for part in joined_ends(iter(partial(file.read, PART), b"")):
        at = bisect_left(wanted, number)
        if at == len(wanted):
            break
        ends = line_ends(part)
        if wanted[at] <= number + ends:
            for here, line in enumerate(part.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), number):
                if here in columns:
                    kept = found.get(here, b"")
                    found[here] = kept + line[: max(4 * (columns[here] + WINDOW) - len(kept), 0)]
        number += ends
    return {line: _text(data) for line, data in found.items()}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _trim(before: str, after: str, width: int, underline: bool) -> Quote:
    """A third of the room, at most, shows what precedes the place."""
    room = width // 3
    lead = show(before[len(before) - room :] if len(before) > room else before)
    whole = len(before) <= room
    while cells(lead) > room:
        lead, whole = lead[1:], False
    if not whole:
        lead = ELLIPSIS + lead
    rest = cut(show(after), max(1, width - cells(lead)))
    word = show(after.split(maxsplit=1)[0]) if after.strip() and not after[0].isspace() else " "
    return Quote(lead + rest, cells(lead), max(1, min(cells(word), cells(rest))) if underline else 0)
