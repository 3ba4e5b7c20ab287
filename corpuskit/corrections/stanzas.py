"""corrections.toml: what a person may overrule, read and checked; a mistake is named with its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.model import Problem
from corpuskit.patterns import later
from corpuskit.workspace.configuration import stated
from corpuskit.workspace.configuration.lines import line_of
from corpuskit.workspace.files import shown_name

#: Each kind of correction: the keys that it needs besides ``reason``, and those that it may have.
KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "begins": ((), ("above", "after", "below", "everywhere", "file")),
    "continues": ((), ("above", "after", "below", "everywhere", "file")),
    "field": (("record", "value"), ("quote", "private")),
    "outlet": (("id",), ("record", "quote")),
    "caveat": (("record", "by"), ("quote", "passage")),
    "exclude": (("record",), ("quote",)),
    "withhold": (("record", "passage"), ("quote",)),
}
#: Those about a line of a seed.
LINES = ("begins", "continues")
LISTS = frozenset(("authors", "outlets"))
_HEADER = later(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)
_KEYED = later(r"""[ \t]*("[^"\\]*"|'[^']*'|[\w-]+)[ \t]*=[ \t]*\{""", re.ASCII)
_DAY = later(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: A language as corpus.schema.json wants it: "english" and "EN" would be languages of their own beside "en".
_LANGUAGE = later(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,8}")


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """One ``[[correction]]``, or a line below ``[corrections]``: its kind (a key of `KINDS`), file and line where it
    stands, and what it says.
    """

    kind: str
    path: str
    line: int
    said: Mapping[str, Any]

    @property
    def record(self) -> str | None:
        """Id of the record that it is about; None for lines, and for an outlet wherever it is credited."""
        return self.said.get("record")

    @property
    def quote(self) -> str | None:
        return self.said.get("quote")

    @property
    def reason(self) -> str:
        return str(self.said["reason"])

    @property
    def by(self) -> str | None:
        return self.said.get("by")

    def about(self) -> str:
        """What it is about, in a few words."""
        match self.kind:
            case "begins" | "continues":
                verb = "begins" if self.kind == "begins" else "does not begin"
                return f"a record {verb} at {short(self.said[self.kind])}"
            case "field":
                return f"{self.said['field']} of record {self.record}"
            case "outlet":
                return f"outlet {short(self.said['outlet'])}" + (f" of record {self.record}" if self.record else "")
            case "caveat":
                return f"caveat {self.said['caveat']} of record {self.record}"
            case "withhold":
                return f"words of record {self.record} withheld"
            case _:
                return f"record {self.record} excluded"


def short(text: str, limit: int = 60) -> str:
    """A printed line in quotation marks, cut to a length that fits a message."""
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def load(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file in their order; raises CorpuskitError (exit 2) with every mistake in it."""
    return parse(path, stated.text_of(path))


def parse(path: Path, text: str) -> tuple[Correction, ...]:
    """The same for text that the file holds, or is to hold."""
    content = stated.parse(path, text, "corrections", _mistakes)
    lines = [*_lines(text, len(content.get("correction", ()))), *_keyed_lines(text, content.get("corrections", {}))]
    found = [
        Correction(_kinds(entry.said)[0], shown_name(path), line, entry.said)
        for entry, line in zip(_entries(content), lines, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: one.line))


class _Entry(NamedTuple):
    """A correction as it is written: where in the content, and how it is called in a message."""

    where: tuple[str | int, ...]
    name: str
    said: Mapping[str, Any]


def _entries(content: Mapping[str, Any]) -> list[_Entry]:
    """Blocks first, then lines."""
    blocks = enumerate(content.get("correction", ()))
    return [
        *(_Entry(("correction", number), f"correction {number + 1}", said) for number, said in blocks),
        *(_Entry(("corrections", k), f"correction {k}", said) for k, said in content.get("corrections", {}).items()),
    ]


def _lines(text: str, count: int) -> list[int]:
    """The line on which each stanza begins."""
    found = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    return found if len(found) == count else [line_of(text, ("correction", n)) or 1 for n in range(count)]


def _keyed_lines(text: str, keys: Iterable[str]) -> list[int]:
    """The line of each correction that has one of its own."""
    known: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if (match := _KEYED.match(line)) is not None:
            known.setdefault(match[1].strip("\"'"), number)
    return [known.get(key) or line_of(text, ("corrections", key)) or 1 for key in keys]


def _kinds(said: Mapping[str, Any]) -> list[str]:
    return [kind for kind in KINDS if kind in said]


def _mistakes(path: Path, text: str, content: Mapping[str, Any]) -> list[Problem]:
    """What the schema cannot say: each is of one kind with its keys, and no two say different things of the same."""
    found: list[Problem] = []
    seen: dict[tuple[object, ...], _Entry] = {}
    for entry in _entries(content):
        for key, reason, remedy in (*_wrong_keys(entry.said), *_wrong_value(entry.said)):
            where = (*entry.where, key) if key else entry.where
            found.append(stated.placed(path, text, where, f"{entry.name} {reason}", remedy))
        if not found and (target := _target(entry.said)) is not None:
            earlier = seen.setdefault(target, entry)
            if earlier is not entry:
                reason = f"{entry.name} is about the same as {earlier.name}"
                remedy = f"keep one of the two: the other stands in line {line_of(text, earlier.where)}"
                found.append(stated.placed(path, text, entry.where, reason, remedy))
    return found


def _wrong_keys(said: Mapping[str, Any]) -> Iterator[tuple[str | None, str, str]]:
    kinds = _kinds(said)
    if len(kinds) != 1:
        reason = f"has {' and '.join(kinds)}" if kinds else "says nothing that can be corrected"
        yield None, reason, f"give it one of {', '.join(KINDS)}"
        return
    needed, allowed = KINDS[kinds[0]]
    for key in needed:
        if key not in said:
            yield None, f"({kinds[0]}) has no {key}", f"add {key} = …"
    for key in said:
        if key not in (kinds[0], "reason", "by", *needed, *allowed):
            yield key, f"({kinds[0]}) has {key}, which says nothing there", "take it away"
    if "quote" in said and "record" not in said:
        yield "quote", "has a quote and no record", "add record = …, or take the quote away"


def _wrong_value(said: Mapping[str, Any]) -> Iterator[tuple[str | None, str, str]]:
    if "withhold" in said and (words := " ".join(said.get("passage", "").split())):
        for key in ("reason", "by"):
            if words in " ".join(said.get(key, "").split()):
                yield key, f"repeats in its {key} what it withholds", "say it without these words: it is published"
    if "field" not in said or "value" not in said:
        return
    field, value = said["field"], said["value"]
    if (field in LISTS) != isinstance(value, list):
        wanted = 'a list: value = ["…"]' if field in LISTS else 'text in quotes: value = "…"'
        yield "value", f"gives {field} {'text' if isinstance(value, str) else 'a list'}", f"write {wanted}"
    elif field == "language" and value and not _LANGUAGE.fullmatch(value):
        yield (
            "value",
            f"gives the language {value!r}, which is no tag of BCP 47 in small letters",
            'write "de" or "pt-BR"',
        )
    elif field == "date" and value and not _is_day(value):
        yield "value", f"gives the date {value!r}, which is not a date", 'write "2024-08-30", "2024-08" or "2024"'


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _target(said: Mapping[str, Any]) -> tuple[object, ...] | None:
    """What a correction decides, so that two of them can be told to contradict each other."""
    kinds = _kinds(said)
    if len(kinds) != 1:
        return None
    if kinds[0] in LINES:
        return ("line", said[kinds[0]], *(said.get(key) for key in ("above", "after", "below", "file")))
    what = said[kinds[0]] if kinds[0] not in ("exclude", "withhold") else None
    return kinds[0], said.get("record"), what, said.get("passage")
