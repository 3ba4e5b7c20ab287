"""Places in seeds as people and services look for them: the file's path, with line and column as well as the byte."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from corpuskit import stores
from corpuskit.model import CorpuskitError, Place, Problem, Seed
from corpuskit.workspace.files import shown_name

#: What parts a container from its member in the name of a seed: bytes are those of the member, not of the file.
MEMBER = "!/"
#: Bytes read at a time.
PART = 1 << 20
LINE_END = re.compile(rb"\r\n?|\n")
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
    """Line and column (code points, from 1) of ascending byte offsets; empty where the file cannot tell them.

    Lines end as those of records do: with a line feed, a carriage return, or both.
    """
    found: dict[int, tuple[int, int]] = {}
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(WIDE):
                file.seek(0)
                found.update(_found(file, deque(wanted)))
    except (OSError, CorpuskitError):
        return found
    return found


def _found(file: BinaryIO, waiting: deque[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    number, start, kept = 1, 0, b""  #: the line at hand, where it begins, and what was read of it
    while waiting and (part := file.read(PART)):
        if part.endswith(b"\r") and (more := file.read(1)):  # a line feed behind it is of the same line end
            if more == b"\n":
                part += more
            else:
                file.seek(-1, os.SEEK_CUR)
        read = 0
        for end in LINE_END.finditer(part):
            line = kept + part[read : end.end()]
            while waiting and waiting[0] < start + len(line):
                yield waiting[0], (number, _column(line[: waiting.popleft() - start]))
            number, start, kept, read = number + 1, start + len(line), b"", end.end()
        kept += part[read:]
    while kept and waiting:  # behind the last line end
        yield waiting[0], (number, _column(kept[: waiting.popleft() - start]))


def _column(before: bytes) -> int:
    """Bytes that are no UTF-8 count as a character each, as in the encodings of one byte."""
    return len(before.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")) + 1
