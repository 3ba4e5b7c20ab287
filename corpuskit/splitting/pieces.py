"""The pieces that an export layout yields: titles, stated fields, paragraphs, and what is none of them.

``text`` is what stands in the view; of a layout that tiles the file's own lines it is whole lines with their ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpuskit.model import Fault, Piece
from corpuskit.patterns import later
from corpuskit.reading import Document
from corpuskit.reading.parsers.markup import damage

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: "Fri, 03 May 24 10:00:00 GMT"
_SHORT_YEAR = later(
    rf"\s{{0,9}}(?:[A-Z][a-z]{{2,8}},?\s{{1,9}})?(?P<day>0?[1-9]|[12]\d|3[01])\s{{1,9}}(?P<month>(?i:{'|'.join(_MONTHS)}))"
    r"\s{1,9}(?P<year>\d\d)(?=\s{1,9}\d|\s{0,9}$)"
)
#: The rule of text that the layout leaves to another one.
ANOTHER = "another-layout"
#: Text before an export that is shorter than this is part of it.
LEAST_BEFORE = 300
#: So many places of damage are named.
MOST_PLACES = 10


def title(record: int, text: str, rule: str, start: int = 0) -> Piece:
    """The headline of a record; ``start`` is where it begins behind a label."""
    return Piece(text, "title", record, rule, (("title", start, len(text)),) if start else ())


def subtitle(record: int, text: str, rule: str) -> Piece:
    """Its second headline."""
    return Piece(text, "subtitle", record, rule)


def body(record: int, text: str, rule: str) -> Piece:
    """A paragraph, or several with line ends between."""
    return Piece(text, "body", record, rule)


def heading(record: int, text: str, rule: str) -> Piece:
    """A heading within the text."""
    return Piece(text, "heading", record, rule)


def credit(record: int, text: str, rule: str) -> Piece:
    """A line about the record of which the layout does not say what it states: it is read as printed credits are."""
    return Piece(text, "credit", record, rule)


def field(record: int, name: str, value: str, rule: str, label: str = "") -> Piece:
    """A line that states one field: ``label`` as it is written before the value, and the value."""
    return Piece(label + value, "credit", record, rule, ((name, len(label), len(label) + len(value)),))


def mail_date(record: int, name: str, value: str, rule: str) -> Piece:
    """A line with a date as mail writes it. A year of two digits is that of RFC 2822, 4.3: up to 49 after 2000."""
    found = _SHORT_YEAR.match(value)
    if found is None:
        return field(record, "date", value, rule, f"{name}: ")
    year = int(found["year"])
    day = (
        f"{year + (2000 if year < 50 else 1900)}-{_MONTHS.index(found['month'].lower()) + 1:02}-{int(found['day']):02}"
    )
    told = (("date", day, f"{name}: a year of two digits, as RFC 2822 reads it"),)
    return field(record, f"extra.{name.lower()}", value, rule, f"{name}: ")._replace(told=told)


def fields(record: int, text: str, rule: str, **values: str) -> Piece:
    """A line that states several fields: each value is looked for behind the one before it.

    ``extra__edition`` is ``extra.edition``. Raises ValueError for a value that is not there: a fault of the layout.
    """
    states = []
    at = 0
    for name, value in values.items():
        if value and not value.isspace():
            start = text.index(value.strip(), at)
            at = start + len(value.strip())
            states.append((name.replace("__", "."), start, at))
    return Piece(text, "credit", record, rule, tuple(states))


def label(record: int, text: str, rule: str) -> Piece:
    """A line of a record that only says what follows ("BODY:"); it is no credit."""
    return Piece(text, "credit", record, rule, (("label", 0, len(text)),))


def statement(name: str, value: str, rule: str, label: str = "", kind: str = "footer") -> Piece:
    """A line in which the export says something of itself: ``name`` is database, query, date, count or another word."""
    return Piece(label + value, kind, -1, rule, ((f"export.{name}", len(label), len(label) + len(value)),))


def outside(text: str, kind: str, rule: str) -> Piece:
    """Text that belongs to no record; ``kind`` is one of `corpuskit.model.OUTSIDE_KINDS`."""
    return Piece(text, kind, -1, rule)


def before(lines: Sequence[str], rule: str) -> list[Piece]:
    """What stands in a file before the export begins: left to another layout where it is long enough for articles."""
    text = "".join(lines)
    if len(text.strip()) >= LEAST_BEFORE:
        return [outside(text, "unassigned", ANOTHER)]
    kinds = ("blank-outside", "blank-line"), ("footer", rule)
    return [outside(line, *kinds[bool(line.strip())]) for line in lines]


def unread(text: str, expected: str, found: str, line: int | None = None) -> Piece:
    """An article that cannot be read: its text stays as an outside span, and a problem names its place.

    ``line`` is the line of the file, for a view whose lines are others.
    """
    fault = Fault("article-unread", {"expected": expected, "found": found}, line)
    return Piece(text, "unassigned", -1, "unread", (), fault)


def cut_off(piece: Piece, reason: str, line: int | None = None) -> Piece:
    """A piece that the file ends in the middle of, with a problem that names where it begins."""
    return piece._replace(fault=Fault("export-cut-off", {"reason": reason}, line))


def with_damage(found: Iterable[Piece], document: Document) -> Iterator[Piece]:
    """The pieces of a file in XML; where it is damaged, with a problem that names the places."""
    lines = damage(document.text())
    fault = None
    if lines:
        places = ", ".join(map(str, lines[:MOST_PLACES])) + (" …" if len(lines) > MOST_PLACES else "")
        fault = Fault("markup-damaged", {"places": f"line{'s' * (len(lines) > 1)} {places}"}, lines[0])
    for piece in found:
        if fault is not None and piece.fault is None:
            yield piece._replace(fault=fault)
            fault = None
        else:
            yield piece
