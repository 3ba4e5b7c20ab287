"""Objects in JSON as rows: nested keys with dots between them, values as they would be written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from corpuskit.model import Piece
from corpuskit.reading.parsers.json_text import Number
from corpuskit.ready import read_list
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.columns import LIST, Mapped, Row, gives

#: Objects nested deeper than this are kept as JSON.
DEEPEST = 6
#: Keys of an answer that says why it holds no articles; in an object that stands alone, or within another, they are no
#: text of one.
NOTICES = frozenset(["message", "description", "detail", "error", "summary"])
#: Keys of the parts of a name, in its order: "firstname" and "First_Name" are the same. First and last are needed.
_NAMES = (
    ("firstname", "givenname", "forename", "given"),
    ("middlename", "middle"),
    ("lastname", "familyname", "surname", "family"),
)


class MappedRows:
    """Objects, whose keys differ from one to the next: each is mapped by the keys that it has."""

    def __init__(self, stated: Mapping[str, str], file: str) -> None:
        self.stated, self.file = stated, file
        self.seen: tuple[str, ...] = ()
        self._of: tuple[Any, ...] = ()
        self._mapped = Mapped((), {}, file)

    def pieces(self, record: int, value: Mapping[str, Any], line: int | None = None) -> list[Piece]:
        """The pieces of an object; see `Mapped.pieces`. One that only tells what happened is outside."""
        row = flat(value)
        if _is_event(value):
            said = "\n".join(f"{name}: {cell}" for name, cell in row)
            return [pieces.outside(said, "unassigned", "entry-of-another-kind")]
        self.seen = tuple(dict.fromkeys(name for name, _ in row))
        empty = tuple(name for name, one in value.items() if written(one) is None)
        told, within = _told(value), _within(value)
        if (of := (self.seen, empty, told, within)) != self._of:
            self._of = of
            own = {name: field for name, field in {**dict(told), **self.stated}.items() if name in self.seen}
            self._mapped = Mapped(self.seen, own, self.file, empty, within)
        return list(self._mapped.pieces(record, row, line))


def _is_event(value: Mapping[str, Any]) -> bool:
    """Whether an object tells what happened in a chat, or holds a picture without words (columns.toml)."""
    return any(
        value.get(one["key"]) in one["says"] and any(key in value for key in one.get("beside", (one["key"],)))
        for one in _listed("event")
        if isinstance(value.get(one["key"]), str)
    )


def _told(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Which keys of an object give which fields by what another key of it says (columns.toml)."""
    return tuple(
        given
        for one in _listed("sender")
        if isinstance(said := value.get(one["key"]), str) and said.startswith(one["begins"])
        for given in one["gives"].items()
    )


@cache
def _listed(name: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = read_list(LIST)[name]
    return listed


def _within(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The path of the object within another that holds the article: the only one with a title and a text of its own,
    where the object around it has no text.
    """
    if not any(isinstance(inner, dict) for inner in value.values()) or _has_text(value):
        return ()
    paths = [path for path, inner in _objects("", value, 0) if _has_text(inner) and _has_title(inner)]
    return tuple(paths) if len(paths) == 1 else ()


def _objects(path: str, value: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects within an object, those of lists aside, each with its path."""
    for key, inner in value.items():
        if isinstance(inner, dict) and depth < DEEPEST:
            name = f"{path}.{key}" if path else str(key)
            yield name, inner
            yield from _objects(name, inner, depth + 1)


def _has_title(value: Mapping[str, Any]) -> bool:
    return any(isinstance(one, str) and one and gives(key, "title") for key, one in value.items())


def _has_text(value: Mapping[str, Any]) -> bool:
    """Whether an object has a text, in one piece or in a list of paragraphs."""
    return any(
        gives(key, "text") and key.lower() not in NOTICES
        for key, one in value.items()
        if one and (isinstance(one, str) or (isinstance(one, list) and isinstance(one[0], str)))
    )


def flat(value: Mapping[str, Any]) -> Row:
    """The row of an object. What is null or empty has no cell; a list gives a cell for each of its values."""
    return list(_cells("", value, 0))


def _cells(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and (day := _day_in_parts(value)) is not None:
        yield name, day
    elif isinstance(value, dict) and depth < DEEPEST and (keys := _name_keys(value)):
        yield name, " ".join(str(value[key]) for key in keys)
        yield from _cells(name, {key: one for key, one in value.items() if key not in keys}, depth)
    elif isinstance(value, dict) and depth < DEEPEST:
        for key, inner in value.items():
            yield from _cells(f"{name}.{key}" if name else str(key), inner, depth + 1)
    elif isinstance(value, list) and (text := _parted(name, value)) is not None:
        yield name, text
    elif isinstance(value, list) and depth < DEEPEST:
        for inner in value:
            yield from _cells(name, inner, depth + 1)
    elif (text := written(value)) is not None:
        yield name, text


def _parted(name: str, value: list[Any]) -> str | None:
    """A text in parts, some of them objects that say how theirs is set (bold, a link); None for any other list."""
    texts = [part.get("text") if isinstance(part, dict) else part for part in value]
    strings = [text for text in texts if isinstance(text, str)]
    kinds = {isinstance(part, dict) for part in value}
    mixed = kinds == {True, False} or (kinds == {True} and name.rpartition(".")[2] == "text")
    return "".join(strings) if mixed and len(strings) == len(value) else None


def _day_in_parts(value: Mapping[str, Any]) -> str | None:
    """A day as references in JSON have it, by its numbers or as it was printed; None for any other object."""
    days = value.get("date-parts")
    if not isinstance(days, list) or not days:
        printed = value.get("raw")
        return printed if isinstance(printed, str) and value.keys() <= {"raw", "date-parts"} else None
    if not all(isinstance(day, list) and day and all(map(_is_part, day)) for day in days):
        return None
    return "/".join("-".join(f"{int(part):02}" for part in day) for day in days)


def _is_part(part: Any) -> bool:
    return str(part).isdecimal() and len(str(part)) < 5


def _name_keys(value: Mapping[str, Any]) -> list[str]:
    """The keys of an object that hold the name of a person in parts, in the order of the name; none for any other."""
    by_word = {re.sub(r"[^a-z]", "", key.lower()): key for key, one in value.items() if isinstance(one, str) and one}
    found = [next((by_word[word] for word in words if word in by_word), None) for words in _NAMES]
    return [key for key in found if key is not None] if found[0] is not None and found[-1] is not None else []


def written(value: Any) -> str | None:
    """A value as text: strings and numbers as they are printed, truth values as JSON writes them; None for null."""
    if value is None or value == "" or value == {} or value == []:
        return None
    if isinstance(value, str):
        return value
    try:
        return _json(value)
    except RecursionError:
        return json.dumps(value, ensure_ascii=False)


def _json(value: Any) -> str:
    """A value as JSON, in which numbers keep their digits at every depth."""
    if isinstance(value, Number):
        return value.printed
    if isinstance(value, dict):
        entries = (f"{json.dumps(key, ensure_ascii=False)}: {_json(held)}" for key, held in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_json, value))}]"
    return json.dumps(value, ensure_ascii=False)


def known_columns(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether objects can be articles: some key of theirs is known to hold a title or a text."""
    return not fields_of(rows).keys().isdisjoint(("title", "text"))


def fields_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Which fields the keys of objects give, and the key of each."""
    return {field: name for name, field in mapped(rows, {}, "").fields.items()}


def mapped(rows: Sequence[Mapping[str, Any]], stated: Mapping[str, str], file: str) -> Mapped:
    """Which keys of several objects taken together give which fields."""
    names = dict.fromkeys(name for row in rows for name, _ in flat(row))
    return Mapped(names, stated, file, within=dict.fromkeys(path for row in rows for path in _within(row)))
