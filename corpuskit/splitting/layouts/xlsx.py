"""The layout ``xlsx``: Excel workbooks with one article a row; exports of Integrum among them."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from corpuskit.model import CorpuskitError, Piece
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken, package
from corpuskit.reading.optional import optional
from corpuskit.splitting import pieces
from corpuskit.splitting.exports import unmapped_days
from corpuskit.splitting.exports.columns import Mapped
from corpuskit.splitting.layouts.csv import no_articles
from corpuskit.splitting.recognition import Recognised

NAME = "xlsx"
NEEDS = "rows"

#: The names of columns stand within so many rows from the top.
MOST_ABOVE = 20

Cells = list[str]


def recognise(sample: Sample) -> Recognised | None:
    """The parts of a workbook."""
    return Recognised("the parts of an Excel workbook", 0.95) if "xl/workbook.xml" in sample.names else None


def extract(document: Document) -> Iterator[Piece]:
    """A record for each row below the names of columns, sheet by sheet. What else a sheet has is kept outside."""
    yield from unmapped_days.named(_extracted(document))


def _extracted(document: Document) -> Iterator[Piece]:
    data, _ = package(document, "an Excel workbook")
    stated = document.seed.settings.get("columns", {})
    numbers = count()
    headers: Cells = []
    for rows in _sheets(document, data):
        filled = [number for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
        rows = [rows[number - 1] for number in filled]
        top = rows[:MOST_ABOVE]
        at = _names(top, stated)
        if at is None:
            headers = headers or (top or [[]])[0]
            yield from (pieces.outside(_line(row), "unassigned", "sheet-without-columns") for row in rows)
            continue
        yield from (pieces.outside(_line(row), "contents", "above-the-columns") for row in rows[:at])
        numbered = list(zip(filled, rows, strict=True))
        yield from _records(document, rows[at], numbered[at + 1 :], stated, numbers)
    if next(numbers) == 0:
        raise no_articles(document.name, "an Excel workbook with one article a row", headers)


def _records(
    document: Document,
    header: Cells,
    rows: Sequence[tuple[int, Cells]],
    stated: dict[str, str],
    numbers: Iterator[int],
) -> Iterator[Piece]:
    """The records of a sheet, whose rows have their numbers in it: a problem names its row as a spreadsheet does."""
    names = [name.strip() or f"column-{number}" for number, name in enumerate(header, 1)]
    mapped = Mapped(names, {name: field for name, field in stated.items() if name in names}, document.name)
    record = next(numbers)
    for number, row in rows:
        beyond = [f"column-{column}" for column in range(len(names) + 1, len(row) + 1)]
        found = list(mapped.pieces(record, list(zip([*names, *beyond], row, strict=False)), number))
        yield from found
        if any(piece.record >= 0 for piece in found):
            record = next(numbers)


def _names(top: Sequence[Cells], stated: dict[str, str]) -> int | None:
    """Which of the rows at the top holds the names of columns: the first that can, or, where that names groups of
    columns (in cells that were joined), the one below it that names more.
    """
    told = [_told(row, stated) for row in top]
    at = next((number for number, count in enumerate(told) if count), None)
    return at + 1 if at is not None and max(told[at + 1 : at + 2], default=0) > told[at] else at


def _told(row: Cells, stated: dict[str, str]) -> int:
    """How many fields a row names; 0 where it cannot hold the names of columns."""
    names = [name.strip() for name in row]
    mapped = Mapped(names, {name: field for name, field in stated.items() if name in names}, "")
    return len(mapped.fields) if mapped.has_articles and len(mapped.fields) > 1 else 0


def _sheets(document: Document, data: Any) -> Iterator[list[Cells]]:
    """The sheets of a workbook as text, a list of cells for each row."""
    openpyxl = optional("openpyxl", "xlsx", "Excel workbooks", document.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(data, read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # programs that write row by row state that a sheet is its first cell
                yield [[_written(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except CorpuskitError:
        raise
    except Exception as error:  # openpyxl raises whatever broken XML leads it to
        found = f"{type(error).__name__}: {error}"
        raise broken(document, "an Excel workbook", "sheets that can be read", found) from None


def _written(value: Any) -> str:
    """A cell as it would be typed; days as ISO dates, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _line(row: Cells) -> str:
    return "\t".join(" ".join(cell.split()) for cell in row).strip()
