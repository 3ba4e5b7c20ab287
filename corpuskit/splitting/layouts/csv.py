"""The layout ``csv``: a table in text with one article a row (comma, semicolon, tab or bar between columns)."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from corpuskit.model import Fault, Piece, Place
from corpuskit.problems import failure
from corpuskit.reading import Document, Sample
from corpuskit.reading.line_ends import lines_of
from corpuskit.splitting import pieces
from corpuskit.splitting.exports import unmapped_days
from corpuskit.splitting.exports.columns import DELIMITERS, Mapped, least_cells, may_be_name
from corpuskit.splitting.exports.unmapped_days import is_day
from corpuskit.splitting.recognition import Recognised

NAME = "csv"
NEEDS = "rows"

#: The line with which Excel is told the delimiter.
_EXCEL = re.compile(r"\ufeff?sep=.\s*$")
#: So many lines are looked at to tell what a table is.
LOOKED_AT = 400
#: So many rows below one that does not fit are looked at.
LOOKED_AHEAD = 20
#: Characters of a name of a column that is not known, at most.
SHORT = 40
#: A cell may hold a whole article.
csv.field_size_limit(2**31 - 1)


def recognise(sample: Sample) -> Recognised | None:
    """A first row that names known columns, and rows below with as many cells.

    What can be nothing but a table is one whatever its columns are called: as pasted text it would be one article.
    """
    if sample.kind != "text":
        return None
    lines = lines_of(sample.text.lstrip("\ufeff"))[:LOOKED_AT]
    lines = lines[1:] if lines and _EXCEL.match(lines[0]) else lines
    delimiter = _delimiter(lines)
    if delimiter is None:
        return None
    rows = _of_table(csv.reader(lines, delimiter=delimiter, escapechar=escape(lines, delimiter)))
    if not rows:
        return None
    header = [name.strip() for name in rows[0]]
    if not all(map(may_be_name, header)):
        return None
    mapped = Mapped(header, {}, sample.seed.name)
    # the last row may be cut off with the sample
    fitting = [len(row) == len(header) for row in rows[1:-1]] or [len(row) == len(header) for row in rows[1:]]
    least = 0.8 if len(mapped.fields) > 1 else 1.0
    cells = least_cells(len(header), delimiter)
    if not mapped.has_articles and _is_table(lines, header, fitting, delimiter):
        return Recognised("rows of as many cells as the first, which names no column that is known", 0.6)
    if not mapped.has_articles or len(fitting) < 3 - len(mapped.fields):
        return None
    if sum(fitting) < least * len(fitting) and (not any(fitting) or any(len(row) < cells for row in rows[1:])):
        return None
    known = ", ".join(sorted(mapped.fields)[:5])
    return Recognised(f"a table whose first row names {known}", 0.95)


def _is_table(lines: Sequence[str], header: Sequence[str], fitting: Sequence[bool], delimiter: str) -> bool:
    """Whether a file can be nothing but a table: different short names, three rows or more of as many cells, no blank
    line, and cells in quotation marks or between tabs, which nobody types.
    """
    return (
        len(header) == len(set(header)) > 2
        and all(name and len(name) <= SHORT and not name.isdecimal() for name in header)
        and len(fitting) > 1
        and all(fitting)
        and not any(line.isspace() for line in lines)
        and (delimiter == "\t" or any(f'{delimiter}"' in line for line in lines))
    )


def extract(document: Document) -> Iterator[Piece]:
    """A record for each row. Rows with more cells than the first row has names are kept outside, with a problem."""
    yield from unmapped_days.named(_extracted(document))


def _extracted(document: Document) -> Iterator[Piece]:
    lines = document.lines()
    head = next(lines, "")
    above = 0
    if _EXCEL.match(head):
        above = 1
        yield pieces.outside(head.strip(), "separator", "delimiter-line")
        head = next(lines, "")
    delimiter = _delimiter([head]) or ","
    reader = _Rows(chain([head], lines), delimiter, escape(list(islice(document.lines(), LOOKED_AT)), delimiter))
    header = [name.strip() or f"column-{number}" for number, name in enumerate(next(iter(reader), []), 1)]
    mapped = Mapped(header, document.seed.settings.get("columns", {}), document.name)
    if not mapped.has_articles:
        raise no_articles(document.name, "a table with one article a row", header)
    dates = [at for at, name in enumerate(header) if mapped.fields.get(name) == "date"]
    record = 0
    line = reader.line_num + above
    for row in reader:
        line, first = reader.line_num + above, line + 1
        if reader.below_blank and len(row) != len(header) and not reader.goes_on(len(header)):
            yield from pieces.before(reader.rest(), "below-the-table")
            return
        if any(cell.strip() for cell in row[len(header) :]):
            text = delimiter.join(row).replace("\r\n", "\n").replace("\r", "\n")
            yield pieces.unread(text, f"{len(header)} cells", f"{len(row)}", first)
            continue
        found = list(mapped.pieces(record, list(zip(header, row, strict=False)), first))
        if found and reader.ends_quoted():
            found[0] = pieces.cut_off(found[0], "a cell in quotation marks begins in this row and does not end", first)
        elif found and dates and (within := _row_within(row, len(header), delimiter, dates)) is not None:
            found[0] = found[0]._replace(fault=Fault("articles-may-follow", {"title": within[:80]}, first))
        yield from found
        record += any(cell.strip() for cell in row)


def _row_within(row: Sequence[str], width: int, delimiter: str, dates: Sequence[int]) -> str | None:
    """The line of a cell that has as many cells as the table, and a day where its rows have one: the quotation mark
    that should end the cell is missing. None where there is no such line.
    """
    lines = (
        line for cell in row if "\n" in cell for line in cell.split("\n")[1:] if line.count(delimiter) >= width - 1
    )
    for line in lines:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if len(cells) == width and all(is_day(cells[at]) for at in dates):
            return line.strip()
    return None


def escape(lines: Sequence[str], delimiter: str) -> str | None:
    """What stands before a quote within a cell: a backslash, as databases write it, where more rows have the cells of
    the first one so; None where quotes are doubled.
    """
    if not any('\\"' in line for line in lines):
        return None
    fitting = []
    for sign in (None, "\\"):
        sizes = [len(row) for row in csv.reader(lines, delimiter=delimiter, escapechar=sign) if any(row)]
        fitting.append(sizes.count(sizes[0]) / len(sizes) if sizes else 0.0)
    return "\\" if fitting[1] > fitting[0] else None


def _of_table(reader: Iterator[list[str]]) -> list[list[str]]:
    """The rows up to a blank line below which a row has another number of cells: what follows is no table."""
    rows: list[list[str]] = []
    blank = False
    for row in reader:
        if not any(row):
            blank = True
            continue
        if blank and rows and len(row) != len(rows[0]):
            break
        rows.append(row)
        blank = False
    return rows


class _Row(NamedTuple):
    """The cells of a row, the lines that it was read from, and the number of its last line."""

    cells: list[str]
    lines: list[str]
    line_num: int


class _Rows:
    """The rows of a table, with what is needed to tell where it ends."""

    def __init__(self, lines: Iterator[str], delimiter: str, escaped_by: str | None) -> None:
        self._lines = lines
        self._held: list[str] = []
        self._parsed = partial(csv.reader, delimiter=delimiter, escapechar=escaped_by)
        self._reader = self._parsed(self._read())
        self._ahead: deque[_Row] = deque()
        self._row = _Row([], [], 0)
        self.below_blank = False

    def _read(self) -> Iterator[str]:
        for line in self._lines:
            self._held.append(line)
            yield line

    def _next(self) -> _Row | None:
        self._held = []
        cells = next(self._reader, None)
        return None if cells is None else _Row(cells, self._held, self._reader.line_num)

    def __iter__(self) -> Iterator[list[str]]:
        while (row := self._ahead.popleft() if self._ahead else self._next()) is not None:
            self.below_blank = not any(self._row.cells)
            self._row = row
            yield row.cells

    @property
    def line_num(self) -> int:
        """The last line of the row that was given last."""
        return self._row.line_num

    def goes_on(self, width: int) -> bool:
        """Whether at least half of the rows that follow have so many cells."""
        while len(self._ahead) < LOOKED_AHEAD and (row := self._next()) is not None:
            self._ahead.append(row)
        sizes = [len(row.cells) for row in self._ahead if any(row.cells)]
        return bool(sizes) and 2 * sizes.count(width) >= len(sizes)

    def ends_quoted(self) -> bool:
        """Whether the row that was given last is the last one, and a quotation in it goes on to the end of the file."""
        if not self._ahead and (row := self._next()) is not None:
            self._ahead.append(row)
        return not self._ahead and len(list(self._parsed([*self._row.lines, "\n"]))) == 1

    def rest(self) -> list[str]:
        """The lines from those of the row that was given last on."""
        return [line for row in (self._row, *self._ahead) for line in row.lines] + list(self._lines)


def no_articles(name: str, layout: str, columns: list[str]) -> Exception:
    """The error for rows that no column makes an article."""
    shown = ", ".join(columns[:12]) + (" …" if len(columns) > 12 else "")
    expected = 'a column with titles or texts (state it: `columns = {COLUMN = "title"}` in corpus.toml)'
    return failure("layout-broken", Place(name), file=name, layout=layout, expected=expected, found=shown or "none")


def _delimiter(lines: list[str]) -> str | None:
    """What parts the cells of the first row: of the signs that can, the one that makes most cells."""
    if not lines:
        return None
    counts = {sign: len(next(csv.reader(lines[:50], delimiter=sign), [])) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] > 1 else None
