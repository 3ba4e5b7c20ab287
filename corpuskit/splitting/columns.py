"""Rows of a table or of JSON, one article each: which column gives which field, and the pieces that a row becomes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpuskit.model import Exit, Piece, Place
from corpuskit.problems import failure
from corpuskit.reading.markup import looks_marked_up, paragraphs
from corpuskit.splitting import pieces
from corpuskit.splitting.names import names_in

LIST = Path(__file__).with_name("columns.toml")
#: In this order what a row states is written between its title and its text.
FIELDS = ("outlet", "authors", "date", "section", "page", "url", "source_id", "language", "rights")

#: A row: names of columns and what stands in each, several values of a column one after the other.
Row = Sequence[tuple[str, str]]


class Mapped:
    """Which column gives which field: what corpus.toml states, else the names that are known (columns.toml)."""

    def __init__(self, columns: Iterable[str], stated: Mapping[str, str], file: str) -> None:
        names = list(dict.fromkeys(columns))
        missing = [name for name in stated if name not in names]
        if missing:
            reason = f"`columns` names {missing[0]!r}, and {file} has no such column"
            shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
            raise failure("config-invalid", Place(file), Exit.USAGE, reason=reason, remedy=f"its columns: {shown}")
        self.fields: dict[str, str] = {name: field for name, field in stated.items() if field}
        taken = set(self.fields.values())
        for field in (name for name in _known() if name not in taken):
            name = _best(field, (name for name in names if name not in self.fields and name not in stated))
            if name is not None:
                self.fields[name] = field

    def __contains__(self, field: str) -> bool:
        return field in self.fields.values()

    @property
    def has_articles(self) -> bool:
        """Whether rows can be articles: they have a title or a text."""
        return "title" in self or "text" in self

    def pieces(self, record: int, row: Row, line: int | None = None) -> Iterator[Piece]:
        """The pieces of a row: title, subtitle, what it states, other columns, text."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, value in row:
            if value and not value.isspace():
                found.setdefault(self.fields.get(name, ""), []).append((name, value))
        if not found:
            return
        titles, texts = found.get("title", []), found.get("text", [])
        if not titles and not texts:
            text = "\n".join(f"{name}: {_lines(value)}" for name, value in row if value.strip())
            yield pieces.unread(text, "a title or a text", "neither in this row", line)
            return
        for _, value in titles[:1]:
            yield pieces.title(record, " ".join(value.split()), "column-title")
        for _, value in found.get("subtitle", [])[:1]:
            yield pieces.subtitle(record, " ".join(value.split()), "column-subtitle")
        for field in FIELDS:
            for name, value in found.get(field, []):
                if field == "authors":
                    yield _authors(record, name, _lines(value))
                    continue
                known = "date.dmy" if field == "date" and _plain(name) in _listed()["day_first"] else field
                yield pieces.field(record, known, _lines(value), f"column-{field.replace('_', '-')}", f"{name}: ")
        others = [*found.get("", []), *titles[1:], *found.get("subtitle", [])[1:]]
        for name, value in others:
            yield pieces.field(record, f"extra.{name}", _lines(value), "column-extra", f"{name}: ")
        for _, value in texts:
            yield pieces.body(record, "\n".join(text_lines(value)), "column-text")


def _authors(record: int, name: str, value: str) -> Piece:
    """A cell with one author or several, "By" before them or not."""
    start = len(name) + 2
    states = tuple(("authors", start + first, start + last) for first, last in names_in(value))
    return Piece(f"{name}: {value}", "credit", record, "column-authors", states)


class MappedRows:
    """Rows of JSON, whose keys differ from one to the next: each is mapped by the keys that it has."""

    def __init__(self, stated: Mapping[str, str], file: str) -> None:
        self.stated, self.file = stated, file
        self.seen: tuple[str, ...] = ()
        self.mapped = Mapped((), {}, file)

    def pieces(self, record: int, row: Row, line: int | None = None) -> list[Piece]:
        """The pieces of a row; see `Mapped.pieces`."""
        names = tuple(dict.fromkeys(name for name, _ in row))
        if names != self.seen:
            self.seen = names
            own = {name: field for name, field in self.stated.items() if name in names}
            self.mapped = Mapped(names, own, self.file)
        return list(self.mapped.pieces(record, row, line))


def text_lines(value: str) -> list[str]:
    """A text as lines; one in HTML by its paragraphs."""
    return paragraphs(value) if looks_marked_up(value) else _lines(value).split("\n")


def _lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n") if "\r" in value else value.strip("\n")


def export_word(key: str) -> str | None:
    """Which word of a statement a key beside the articles gives: count, query, database, date; None for others."""
    return next((word for word, names in _export().items() if _plain(key) in names), None)


def _best(field: str, names: Iterable[str]) -> str | None:
    """The most telling of the columns that can give a field."""
    known = _known()[field]
    ranked = [(known[key], number, name) for number, name in enumerate(names) if (key := _key(name, known)) is not None]
    return min(ranked)[2] if ranked else None


def _key(name: str, known: Mapping[str, int]) -> str | None:
    """The listed name that a column has; of nested JSON ``fields.headline`` is a headline."""
    if (whole := _plain(name)) in known:
        return whole
    *around, last = name.split(".")
    if around and all(_plain(part) in _wrappers() for part in around) and _plain(last) in known:
        return _plain(last)
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


@cache
def _listed() -> Mapping[str, Mapping[str, int]]:
    with LIST.open("rb") as file:
        listed = tomllib.load(file)
    groups = {field: names for field, names in listed.items() if field != "export"}
    groups |= {f"export.{word}": names for word, names in listed["export"].items()}
    return {field: _ranked(names) for field, names in groups.items()}


def _ranked(names: Sequence[str]) -> Mapping[str, int]:
    """Names as they are compared, with their rank; of two spellings the first counts."""
    return {_plain(name): rank for rank, name in reversed(list(enumerate(names)))}


@cache
def _known() -> Mapping[str, Mapping[str, int]]:
    return {
        field: names
        for field, names in _listed().items()
        if field not in ("wrappers", "day_first") and "." not in field
    }


@cache
def _wrappers() -> frozenset[str]:
    return frozenset(_listed()["wrappers"])


@cache
def _export() -> Mapping[str, Mapping[str, int]]:
    return {field.removeprefix("export."): names for field, names in _listed().items() if field.startswith("export.")}
