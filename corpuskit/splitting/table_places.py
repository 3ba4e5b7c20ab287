"""Tables in the midst of other text: the lines that can name their columns, and where each table ends."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from corpuskit.patterns import later
from corpuskit.splitting.exports import columns

#: A name of a column is no longer.
LONGEST_NAME = 40

#: A line of two cells or more, behind the line end above it: by that it is found three times as fast where that is
#: one character.
_CELLS = rb"(?:\xef\xbb\xbf)?([^!?,;\t|\n\r]{1,60}+(?:[,;\t|][^!?,;\t|\n\r]{0,60}+){1,200}+)(?=[\r\n])"
_BELOW_FEED, _BELOW_ANY_END = re.compile(rb"\n" + _CELLS), later(rb"[\n\r]" + _CELLS)

_LINE_END = later(rb"\r\n?|\n")


def headers(data: bytes) -> Iterator[int]:
    """Where lines stand that can name the columns of a table."""
    lines = _BELOW_ANY_END if b"\r" in data else _BELOW_FEED
    for found in lines.finditer(b"\n" + data):  # so that places are those of lines, not of what ends above them
        if _is_header(_cells(found[1])):
            yield found.start()


def _cells(line: bytes) -> list[str]:
    text = line.decode("utf-8", "replace").strip("\ufeff\r\n")
    delimiter = _delimiter(text)
    cells = next(csv.reader([text], delimiter=delimiter), []) if '"' in text else text.split(delimiter)
    return [cell.strip() for cell in cells]


def _delimiter(line: str) -> str:
    return max(columns.DELIMITERS, key=line.count)


def _is_header(cells: Sequence[str]) -> bool:
    """Whether cells name a title or a text, and another field."""
    if len(cells) < 2 or any(len(cell) > LONGEST_NAME for cell in cells) or not columns.names_article(cells):
        return False
    if not all(map(columns.may_be_name, cells)):
        return False
    mapped = columns.Mapped(cells, {}, "")
    return mapped.has_articles and len(mapped.fields) > 1


class _Lines:
    """Lines of bytes from a place on, as a reader of tables takes them, up to an end; where each of them ends."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data, self.start, self.end = data, start, end
        self.places: list[int] = []
        self.objects: set[int] = set()  #: numbers of lines that begin as an object in JSON does, not within quotes

    def __iter__(self) -> Iterator[str]:
        at = self.start
        while at < self.end:
            found = _LINE_END.search(self.data, at, self.end)
            line = self.data[at : found.end() if found is not None else self.end]
            at += len(line)
            self.places.append(at)
            if line.startswith((b'{"', b'[{"')):
                self.objects.add(len(self.places))
            yield line.decode("utf-8", "replace")


def table_end(data: bytes, start: int, end: int) -> int:
    """Where the table ends whose names of columns stand at a place; 0 where no row fits them.

    It ends at names of columns again, and at a blank line below which a row does not fit any more. Rows of other
    sizes right below the last that fits are rows of it, as far as no prose has so many cells.
    """
    lines = _Lines(data, start, end)
    text = iter(lines)
    first = next(text, "")
    if first.strip("\ufeff \r\n").startswith("sep=") and len(first) < 16:
        first = next(text, "")
    delimiter = _delimiter(first)
    reader = csv.reader(chain([first], text), delimiter=delimiter)
    width = len(next(reader, []))
    least = columns.least_cells(width, delimiter)
    skipped = len(lines.places) - reader.line_num
    last, blank = 0, False
    before = reader.line_num
    for row in reader:
        opening, before = before + skipped + 1, reader.line_num
        if opening in lines.objects:
            break
        if not any(row):
            blank = True
        elif _is_header([cell.strip() for cell in row] if len(row) > 1 else _cells("".join(row).encode())):
            break
        elif len(row) == width or (last and not blank and len(row) >= least):
            last, blank = reader.line_num + skipped, False
        elif blank or not last:
            break
    return lines.places[last - 1] if last else 0
