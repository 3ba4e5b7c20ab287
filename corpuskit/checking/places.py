"""Places in seeds as people and services look for them: the file's path, with line and column as well as the byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpuskit import stores
from corpuskit.model import CorpuskitError, Place, Problem, Seed
from corpuskit.workspace.files import shown_name

#: What parts a container from its member in the name of a seed: bytes are those of the member, not of the file.
MEMBER = "!/"
#: Bytes read at a time.
PART = 1 << 20
#: Beginnings of files whose line ends are not the byte 0x0A: UTF-16 and UTF-32.
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def on_disk(problems: Sequence[Problem], seeds: Iterable[Seed]) -> list[Problem]:
    """The problems with the names of seeds replaced by their paths, and with line and column where a byte is known.

    They come in the order of the files; what is in no file, such as a count of others, comes last.
    """
    paths = {seed.name: seed.path for seed in seeds if seed.path is not None and MEMBER not in seed.name}
    wanted: dict[str, set[int]] = {}
    for problem in problems:
        place = problem.place
        if place.file in paths and place.byte is not None:
            wanted.setdefault(place.file, set()).add(place.byte)
    found = {name: _lines_and_columns(stores.path_of(paths[name]), sorted(bytes_)) for name, bytes_ in wanted.items()}
    moved = [problem._replace(place=_moved(problem.place, paths, found)) for problem in problems]
    return sorted(moved, key=_order)


def _order(problem: Problem) -> tuple[bool, str, int, int]:
    place = problem.place
    return place.file is None, place.file or "", place.line or 0, place.column or 0


def _moved(place: Place, paths: Mapping[str, str], found: Mapping[str, Mapping[int, tuple[int, int]]]) -> Place:
    if place.file is None or place.file not in paths:
        return place
    line, column = place.line, place.column
    if place.byte is not None:
        line, column = found[place.file].get(place.byte, (line, column))
    return place._replace(file=shown_name(paths[place.file]), line=line, column=column)


def _lines_and_columns(path: Path | stores.Stored, wanted: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Line and column (code points, from 1) of ascending byte offsets; empty where the file cannot tell them."""
    found: dict[int, tuple[int, int]] = {}
    waiting = list(reversed(wanted))
    try:
        with path.open("rb") as file:
            if file.read(4).startswith(WIDE):
                return {}
            file.seek(0)
            number, start, kept = 1, 0, b""
            while waiting and (part := file.readline(PART)):
                kept = kept + part if kept else part
                end = start + len(kept)
                ended = kept.endswith(b"\n")
                while waiting and (waiting[-1] < end or (not ended and len(part) < PART)):
                    found[waiting[-1]] = (number, _column(kept[: waiting[-1] - start]))
                    waiting.pop()
                if ended:
                    number, start, kept = number + 1, end, b""
    except (OSError, CorpuskitError):
        return found
    return found


def _column(before: bytes) -> int:
    """Bytes that are no UTF-8 count as a character each, as in the encodings of one byte."""
    return len(before.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")) + 1
