"""The pieces that an export layout yields: titles, stated fields, paragraphs, and what is none of them.

``text`` is what stands in the view; of a layout that tiles the file's own lines it is whole lines with their ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpuskit.model import Fault, Piece
from corpuskit.reading import Document
from corpuskit.reading.markup import damage

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
