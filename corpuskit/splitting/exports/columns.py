"""Rows of a table or of JSON, one article each: which column gives which field, and the pieces that a row becomes."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpuskit.model import Exit, Piece, Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading.parsers.markup import looks_marked_up, paragraphs, plain, unescaped
from corpuskit.ready import read_list
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.names import names_in

LIST = Path(__file__).with_name("columns.toml")
#: What stands between the cells of a table in text.
DELIMITERS = ",;\t|"
#: In this order what a row states is written between its title and its text.
FIELDS = ("outlet", "authors", "date", "section", "page", "url", "source_id", "language", "rights")

#: Seconds (10 digits: 2001 to 2286) or milliseconds (13) since 1970.
_SECONDS = later(r"(?P<seconds>[1-9]\d{9}|[1-9]\d{12})(?:\.\d*)?")
_ADDRESS = later(r"\s*https?://\S+\s*\Z")
#: What a column of sections holds where they are those of print: "A12".
_PAGE = later(r"[A-Z]{0,2}\d{1,4}")
_FIRST_DAY = datetime.date(1970, 1, 1)
#: "['Ana Vale', 'Piet Holm']"
_LIST_OF_NAMES = later(r"\s*\[\s*[\"'].*[\"']\s*\]\s*$", re.DOTALL)
_QUOTED = later(r"(?P<quote>[\"'])(?P<name>[^\"\n]{0,300}?)(?P=quote)(?=\s{0,9}[,\]])")
#: The lists of columns.toml that are no fields.
_NO_FIELDS = frozenset(["wrappers", "day_first", "kept", "keeping", "moments"])
#: What counts of no name in ASCII.
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
#: The full stop of "Ersch.-Datum" and "Fecha pub.", which parts no names of nested objects.
_OF_ABBREVIATION = later(r"\.(?=[^\w.:]|$)")
#: What ends a line within a cell.
_LINE_END = later("\r\n|[\r\v\u2028\u2029]")
#: A row: names of columns and what stands in each, several values of a column one after the other.
Row = Sequence[tuple[str, str]]


class Mapped:
    """Which column gives which field: what corpus.toml states, else the names that are known (columns.toml).

    ``empty`` are columns that a row has and that hold nothing in it; ``within`` are the paths of objects that only wrap
    the article, besides those that are known by their names.
    """

    def __init__(
        self,
        columns: Iterable[str],
        stated: Mapping[str, str],
        file: str,
        empty: Collection[str] = (),
        within: Collection[str] = (),
    ) -> None:
        names = list(dict.fromkeys(columns))
        missing = [name for name in stated if name not in names]
        if missing:
            reason = f"`columns` names {missing[0]!r}, and {file} has no such column"
            shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
            raise failure("config-invalid", Place(file), Exit.USAGE, reason=reason, remedy=f"its columns: {shown}")
        self.fields: dict[str, str] = {name: field for name, field in stated.items() if field}
        taken = set(self.fields.values())
        kept = _of_keeping(names, empty)
        for field in (name for name in _known() if name not in taken):
            free = (name for name in names if name not in self.fields and name not in stated)
            name = _best(field, (name for name in free if field != "date" or name not in kept), within)
            if name is not None:
                self.fields[name] = field
                if field == "authors":
                    listed = [one for one in names if _numbered(one) == _numbered(name) != one]
                    self.fields.update(dict.fromkeys(listed, field))

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
        _move_addresses(found)
        titles, texts = found.get("title", []), found.get("text", [])
        if not titles and not texts:
            text = "\n".join(f"{name}: {_lines(value)}" for name, value in row if value.strip())
            yield pieces.unread(text, "a title or a text", "neither in this row", line)
            return
        for _, value in titles[:1]:
            yield pieces.title(record, _line(value), "column-title")
        for _, value in found.get("subtitle", [])[:1]:
            yield pieces.subtitle(record, _line(value), "column-subtitle")
        for field in FIELDS:
            for name, value in found.get(field, []):
                yield _stating(record, field, name, _lines(value))
        others = [*found.get("", []), *titles[1:], *found.get("subtitle", [])[1:]]
        for name, value in others:
            yield pieces.field(record, f"extra.{name}", _lines(value), "column-extra", f"{name}: ")
        for _, value in texts:
            yield pieces.body(record, "\n".join(text_lines(value)), "column-text")


def _move_addresses(found: dict[str, list[tuple[str, str]]]) -> None:
    """An address names no outlet: one in a column for outlets is that of the article, where no other column has it. A
    link there is to the program that something was sent with.
    """
    for field in ("outlet", ""):
        cells = found.pop(field, [])
        for cell in cells:
            if field and cell[1].startswith("<a "):
                found.setdefault("", []).append(cell)
                continue
            address = _ADDRESS.match(cell[1]) is not None and _key(cell[0], _known()["outlet"]) is not None
            found.setdefault(field if not address else "" if "url" in found else "url", []).append(cell)


def _stating(record: int, field: str, name: str, value: str) -> Piece:
    """What a column states of a record."""
    if field == "authors":
        return _authors(record, name, value)
    if field == "date" and (counted := _counted_day(name, value)) is not None:
        return pieces.field(record, f"extra.{name}", value, "column-date", f"{name}: ")._replace(told=(counted,))
    if field == "section" and _PAGE.fullmatch(value.strip()):
        field = "page"
    known = "date.dmy" if field == "date" and _plain(name) in _listed()["day_first"] else field
    return pieces.field(record, known, value, f"column-{field.replace('_', '-')}", f"{name}: ")


def _authors(record: int, name: str, value: str) -> Piece:
    """A cell with one author or several, "By" before them or not, or a list as programs write it; a number is none."""
    start = len(name) + 2
    if not any(map(str.isalpha, value)):
        return pieces.field(record, f"extra.{name}", value, "column-extra", f"{name}: ")
    spans = (
        [found.span("name") for found in _QUOTED.finditer(value)] if _LIST_OF_NAMES.match(value) else names_in(value)
    )
    states = tuple(("authors", start + first, start + last) for first, last in spans)
    return Piece(f"{name}: {value}", "credit", record, "column-authors", states)


def _counted_day(column: str, value: str) -> tuple[str, str, str] | None:
    """The day of a cell that counts seconds or milliseconds since 1970; None for any other."""
    found = _SECONDS.fullmatch(value.strip())
    if found is None:
        return None
    seconds = int(found["seconds"]) // (1000 if len(found["seconds"]) > 11 else 1)
    unit = "milliseconds" if len(found["seconds"]) > 11 else "seconds"
    day = _FIRST_DAY + datetime.timedelta(seconds=seconds)
    return "date", day.isoformat(), f"column {column}: {unit} since 1970-01-01 (UTC)"


def text_lines(value: str) -> list[str]:
    """A text as lines; one in HTML by its paragraphs, one with the entities of HTML alone with what they stand for."""
    if looks_marked_up(value):
        return paragraphs(value)
    return (unescaped(_lines(value)) if "&" in value else _lines(value)).split("\n")


def _line(value: str) -> str:
    return plain(value) if "&" in value or looks_marked_up(value) else " ".join(value.split())


def _lines(value: str) -> str:
    """A value with LF between its lines, whatever parts them: databases write VT where a line of a cell ends."""
    return (value if value.isascii() and value.isprintable() else _LINE_END.sub("\n", value)).strip("\n")


def names_article(names: Iterable[str]) -> bool:
    """Whether one of several names is known for a column of titles or texts."""
    known = _names_of_articles()
    return any(_key(name, known) for name in names)


def gives(name: str, field: str) -> bool:
    """Whether a name is known for columns of a field."""
    return _key(name, _known()[field]) is not None


def export_word(key: str) -> str | None:
    """Which word of a statement a key beside the articles gives: count, query, database, date; None for others."""
    return next((word for word, names in _export().items() if _plain(key) in names), None)


def count_key(keys: Iterable[str]) -> str | None:
    """Of the keys beside the articles that which counts all of them: others count those of a page."""
    known = _export()["count"]
    return min((key for key in keys if _plain(key) in known), key=lambda key: known[_plain(key)], default=None)


def least_cells(width: int, delimiter: str) -> int:
    """How many cells a row has at least that is none of the table's width and yet one of its rows: prose has commas."""
    return width if delimiter == "," else width // 2 + 1


def may_be_name(cell: str) -> bool:
    """Whether a cell can be the name of a column: no formula, no address, no part of a call that a comma cut in two."""
    return not cell.startswith("=") and "://" not in cell and cell.count("(") == cell.count(")")


def is_day_of_keeping(key: str) -> bool:
    """Whether a key of a note is for the day on which somebody kept or changed it, which is no date of the article."""
    return _plain(key) in _listed()["kept"]


def _of_keeping(names: Sequence[str], empty: Collection[str]) -> frozenset[str]:
    """The columns whose days are none of publishing: in a list of what somebody kept to read those of keeping, and
    beside an empty column for that day those on which a row was made.
    """
    listed = _listed()
    keys = {name: _plain(name) for name in names}
    kept = set(listed["kept"])
    if not listed["keeping"].keys().isdisjoint(keys.values()):
        kept.update(listed["moments"])
    elif not any((key := _plain(name)) in listed["date"] and key not in kept for name in empty):
        return frozenset()
    return frozenset(name for name, key in keys.items() if key in kept)


def _best(field: str, names: Iterable[str], within: Collection[str]) -> str | None:
    """The most telling of the columns that can give a field."""
    known = _known()[field]
    keys = ((number, name, _key(_unwrapped(name, within), known)) for number, name in enumerate(names))
    ranked = [(known[key], number, name) for number, name, key in keys if key is not None]
    return min(ranked)[2] if ranked else None


def _unwrapped(name: str, within: Collection[str]) -> str:
    """A name without the path of the object that wraps the article."""
    return next((name[len(path) + 1 :] for path in within if name.startswith(f"{path}.")), name)


def _numbered(name: str) -> str:
    """The name without the numbers of a list: "authors.0.name" and "authors.1.name" are the same."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def _key(name: str, known: Mapping[str, int]) -> str | None:
    """The listed name that a column has; of nested JSON ``fields.headline`` is a headline."""
    name = _OF_ABBREVIATION.sub("", name) if "." in name else name
    if "." not in name and ":" not in name:
        key = _plain(name)
        return key if key in known and not name.isdigit() else None
    parts = _numbered(name.casefold().replace(":", ".")).split(".")
    while len(parts) > 1 and _plain(".".join(parts)) not in known and parts[0] in _wrappers():
        parts = parts[1:]
    if (key := _plain(".".join(parts))) in known:
        return key
    of_text = known is _known()["text"] and all(_plain(part) in known for part in parts)  # a text in parts: "body.text"
    return _plain(parts[-1]) if of_text else None


def _plain(name: str) -> str:
    """A name as it is compared: letters and digits, and the dots of nested names ("source.id" is not "source_id")."""
    if name.isascii() and "." not in name and ":" not in name:  # nearly all, and a tenth of the work
        return name.translate(_NO_LETTERS).lower()
    dotted = unicodedata.normalize("NFKC", name).casefold().replace(":", ".")
    return ".".join(filter(None, (re.sub(r"[\W_]+", "", part) for part in dotted.split("."))))


@cache
def _listed() -> Mapping[str, Mapping[str, int]]:
    listed = read_list(LIST)
    groups = {field: names for field, names in listed.items() if field not in ("export", "event", "sender")}
    groups |= {f"export.{word}": names for word, names in listed["export"].items()}
    return {field: _ranked(names) for field, names in groups.items()}


def _ranked(names: Sequence[str]) -> Mapping[str, int]:
    """Names as they are compared, with their rank; of two spellings the first counts."""
    return {_plain(name): rank for rank, name in reversed(list(enumerate(names)))}


@cache
def _known() -> Mapping[str, Mapping[str, int]]:
    return {field: names for field, names in _listed().items() if field not in _NO_FIELDS and "." not in field}


@cache
def _names_of_articles() -> Mapping[str, int]:
    return {**_known()["title"], **_known()["text"]}


@cache
def _wrappers() -> frozenset[str]:
    """As they are written: ``_source`` wraps an article, ``source`` is where it appeared."""
    return frozenset(read_list(LIST)["wrappers"])


@cache
def _export() -> Mapping[str, Mapping[str, int]]:
    return {field.removeprefix("export."): names for field, names in _listed().items() if field.startswith("export.")}
