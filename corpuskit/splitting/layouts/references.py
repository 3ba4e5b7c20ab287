"""The layout ``references``: lists of references whose abstracts are given, as RIS, EndNote and BibTeX write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.parsers import bibtex
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.columns import Mapped, Row
from corpuskit.splitting.recognition import Recognised

NAME = "references"
NEEDS = "rows"

#: "TI  - Bridge closes" and "%T Bridge closes".
_RIS = later(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*)|(?!\S))")
_ENDNOTE = later(r"(?P<tag>%[0-9A-Z@!#$&()*+<=>?\[^~])(?: (?P<value>.*)|(?!\S))")
#: Lines of comments stand above the first entry.
_BIBTEX = later(r"\s*(?:%[^\n]{0,500}\n\s*){0,50}@[A-Za-z]{3,40}\s{0,9}\{[^,\n]{0,200},")
_YEAR = later(r"(?<!\d)\d{4}(?!\d)")
_MONTH_NUMBER = later(r"(?:0?[1-9]|1[0-2])\Z")
_AND = later(r"(?<!\s)\s+and\s+")

#: What gives a field, most telling first: the first that a reference has; all of authors.
_OF_RIS = {
    "title": ("TI", "T1", "CT"),
    "outlet": ("T2", "JF", "JO", "JA", "J2", "BT"),
    "authors": ("AU", "A1"),
    "date": ("DA", "Y1", "PY"),
    "section": ("SE",),
    "page": ("SP",),
    "url": ("UR", "L2"),
    "source_id": ("ID", "AN"),
    "language": ("LA",),
    "text": ("AB", "N2"),
}
_OF_ENDNOTE = {
    "title": ("%T",),
    "outlet": ("%J", "%B"),
    "authors": ("%A",),
    "date": ("%8, %D", "%8", "%D"),
    "section": ("%&",),
    "page": ("%P",),
    "url": ("%U",),
    "source_id": ("%M", "%F"),
    "language": ("%G",),
    "text": ("%X",),
}
_OF_BIBTEX = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "outlet": ("journaltitle", "journal", "newspaper"),
    "authors": ("author",),
    "date": ("date", "day, month, year", "year"),
    "page": ("pages",),
    "url": ("url",),
    "source_id": ("key",),
    "language": ("language", "langid"),
    "text": ("abstract",),
}


class Form(NamedTuple):
    """How a list is written: its tags, the one with which a reference begins, and which tags give which field."""

    name: str
    line: re.Pattern[str]
    first: str
    fields: Mapping[str, tuple[str, ...]]


_TAGGED = (Form("RIS", _RIS, "TY", _OF_RIS), Form("EndNote", _ENDNOTE, "%0", _OF_ENDNOTE))


def recognise(sample: Sample) -> Recognised | None:
    """The tag with which a reference begins, and one with an abstract. Without abstracts there is nothing to read."""
    if sample.kind != "text":
        return None
    text = sample.text.lstrip("\ufeff \t\r\n")
    if _BIBTEX.match(text):
        found = any(name == "abstract" and value for entry in bibtex.entries(text) for name, value in entry.fields)
        return Recognised("references in BibTeX with abstracts", 0.95) if found else None
    form = _form(text)
    if form is None:
        return None
    heads = (form.line.match(line) for line in text.splitlines())
    if not any(head is not None and head["tag"] in form.fields["text"] and head["value"] for head in heads):
        return None
    return Recognised(f"references of {form.name} with abstracts", 0.95)


def _form(text: str) -> Form | None:
    """Which tags a list has: with that of its first line, a reference begins."""
    first = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    heads = ((form, form.line.match(first)) for form in _TAGGED)
    return next((form for form, head in heads if head is not None and head["tag"] == form.first), None)


def extract(document: Document) -> Iterator[Piece]:
    """A record for each reference, whose text is its abstract. What stands between them is outside."""
    text = document.text().lstrip("\ufeff")
    form = _form(text)
    fields = _OF_BIBTEX if form is None else form.fields
    record = 0
    for reference in _of_bibtex(text) if form is None else _of_lines(text.splitlines(), form):
        if not reference.row:
            yield pieces.outside(reference.between, "unassigned", "between-references")
            continue
        found = list(_mapped(reference.row, fields, document.name).pieces(record, reference.row, reference.line))
        if found and not reference.ends:
            found[0] = pieces.cut_off(found[0], "a reference begins here and does not end", reference.line)
        yield from found
        record += any(piece.record >= 0 for piece in found)


class Reference(NamedTuple):
    """The cells of a reference, the line on which it begins, and whether it ends; or text between two of them."""

    row: Row
    line: int
    ends: bool = True
    between: str = ""


def _mapped(row: Row, fields: Mapping[str, tuple[str, ...]], file: str) -> Mapped:
    """Which tags of a reference give which field; all others are kept under their names."""
    names = list(dict.fromkeys(name for name, _ in row))
    given = {
        tag: field
        for field, tags in fields.items()
        for tag in [next((one for one in tags if one in names), None)]
        if tag
    }
    given |= {tag: "authors" for tag in fields["authors"] if tag in names}
    return Mapped(names, {name: given.get(name, "") for name in names}, file)


def _of_lines(lines: Iterable[str], form: Form) -> Iterator[Reference]:
    """The references of a list with tags, each with its line; a line without a tag belongs to the value above it."""
    row: list[tuple[str, str]] = []
    begun = 1
    for number, line in enumerate(lines, 1):
        head = form.line.match(line.rstrip())
        if head is not None and head["tag"] == form.first:
            if row:
                yield Reference(_dated(row), begun)
            row, begun = [(head["tag"], head["value"] or "")], number
        elif head is not None and head["tag"] == "ER" and form.first == "TY":
            if row:
                yield Reference(_dated(row), begun)
            row = []
        elif head is not None and row:
            row.append((head["tag"], head["value"] or ""))
        elif row and line.strip():
            row[-1] = (row[-1][0], f"{row[-1][1]}\n{line.strip()}")
        elif line.strip():
            yield Reference((), number, between=line.strip())
    if row:
        yield Reference(_dated(row), begun)


def _dated(row: Sequence[tuple[str, str]]) -> Row:
    """A row of EndNote whose day says no year, with the year behind it."""
    values = dict(row)
    day, year = values.get("%8"), values.get("%D")
    if not day or not year or _YEAR.search(day):
        return row
    return [*(cell for cell in row if cell[0] not in ("%8", "%D")), ("%8, %D", f"{day}, {year}")]


def _of_bibtex(text: str) -> Iterator[Reference]:
    at = 0
    for entry in bibtex.entries(text):
        if between := text[at : entry.start].strip("\ufeff \t\r\n"):
            yield Reference((), entry.line, between=between)
        at = entry.end
        cells = [("type", entry.kind), ("key", entry.key)]
        for name, value in entry.fields:
            parts = _AND.split(value) if name == "author" else [value]
            cells += [(name, bibtex.plain(part)) for part in parts]
        yield Reference(_with_day(cells), entry.line, entry.ends)
    if behind := text[at:].strip():
        yield Reference((), text.count("\n", 0, at) + 1, between=behind)


def _with_day(cells: Sequence[tuple[str, str]]) -> Row:
    """A row in which day, month and year of their own stand together, in an order that can be read one way only."""
    values = dict(cells)
    year, month, day = (values.get(name, "").strip() for name in ("year", "month", "day"))
    if not (_YEAR.fullmatch(year) and month) or values.get("date"):
        return cells
    written = f"{year}-{month:0>2}" if _MONTH_NUMBER.match(month) else f"{day} {month} {year}".strip()
    if _MONTH_NUMBER.match(month) and day.isdecimal():
        written += f"-{day:0>2}"
    return [*(cell for cell in cells if cell[0] not in ("year", "month", "day")), ("day, month, year", written)]
