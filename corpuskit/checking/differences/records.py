"""Compares the records of two builds: matched by id, then by similar texts, then field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from sys import intern
from typing import Any

from corpuskit import contract
from corpuskit.checking.differences.likeness import pairs
from corpuskit.checking.differences.words import Change, changes

Json = Mapping[str, Any]
#: Opens the records of a build, in corpus order; it is called twice.
Side = Callable[[], Iterable[Json]]

#: Fields that say where a record lies, how sure that is and who wrote it, or that follow from others.
_ASIDE = frozenset(
    "id schema_version provenance evidence confidence caveats text text_sha256 word_count".split()  # noqa: SIM905
)
#: What makes two caveats the same one, wherever their passages lie.
_CAVEAT = ("code", "statement", "category", "speaker", "authority", "as_of", "reference")


@dataclass(frozen=True, slots=True)
class Changed:
    """A record before and after; ``fields``: name → (before, after). ``likeness`` is None where the id is the same."""

    before: Json
    after: Json
    likeness: float | None
    fields: Mapping[str, tuple[Any, Any]]
    text: tuple[Change, ...]
    gained: tuple[Json, ...]
    lost: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Two builds compared; each list in corpus order. ``moved``: names of a seed before and after → records in both,
    which makes no difference of them.
    """

    added: list[Json] = field(default_factory=list)
    removed: list[Json] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    moved: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@cache
def compared() -> tuple[str, ...]:
    """Names of the fields that are compared one by one, in the order of the contract."""
    return tuple(name for name in contract.schema("record")["properties"] if name not in _ASIDE)


def differences(one: Side, other: Side) -> Differences:
    """What makes the second build of the first.

    Records are matched by id, then those left by the likeness of their texts. Memory holds a hash for each record, and
    whole only the records that differ.
    """
    before, after = _prints(one()), _prints(other())
    same = {name for name, (seen, _) in before.items() if name in after and after[name][0] == seen}
    gone = {record["id"]: record for record in one() if record["id"] not in same}
    come = {record["id"]: record for record in other() if record["id"] not in same}
    matched: dict[str, tuple[str, float | None]] = {name: (name, None) for name in come if name in gone}
    left = [record for name, record in gone.items() if name not in come]
    fresh = [record for name, record in come.items() if name not in gone]
    matched |= {fresh[pair.come]["id"]: (left[pair.gone]["id"], pair.likeness) for pair in pairs(left, fresh)}
    formerly = {name for name, _ in matched.values()}
    found = [
        _changed(gone[matched[name][0]], record, matched[name][1]) for name, record in come.items() if name in matched
    ]
    files = [(before[name][1], after[name][1]) for name in same]
    files += [(_file(change.before), _file(change.after)) for change in found]
    return Differences(
        [record for name, record in come.items() if name not in matched],
        [record for name, record in gone.items() if name not in formerly],
        found,
        len(same),
        dict(sorted(Counter(pair for pair in files if pair[0] != pair[1]).items())),
    )


def _prints(records: Iterable[Json]) -> dict[str, tuple[bytes, str]]:
    """Id → hash of everything that is compared, and the seed."""
    return {record["id"]: (_print(record), intern(_file(record))) for record in records}


def _file(record: Json) -> str:
    return str(record["provenance"]["file"])


def _print(record: Json) -> bytes:
    seen = [_field(record, name) for name in compared()]
    caveats = sorted(json.dumps(_caveat(record, caveat)) for caveat in record["caveats"])
    text = [record["text"], record["text_sha256"] if record["text"] is None else None]
    return blake2b(json.dumps([seen, text, caveats], sort_keys=True).encode(), digest_size=16).digest()


def _field(record: Json, name: str) -> Any:
    """A field as it is compared: of headings the words, since their places move with the text."""
    value = record.get(name)
    return [heading["text"] for heading in value] if name == "headings" and value else value


def _caveat(record: Json, caveat: Json) -> list[Any]:
    """What a caveat says, and of which words: offsets move when a text is edited."""
    passage = None
    if caveat["start"] is not None and record["text"] is not None:
        passage = record["text"][caveat["start"] : caveat["end"]]
    return [passage, caveat["withdrawn"], *(caveat[name] for name in _CAVEAT)]


def _changed(before: Json, after: Json, likeness: float | None) -> Changed:
    fields = {name: (_field(before, name), _field(after, name)) for name in compared()}
    if before["text"] is None or after["text"] is None:
        fields["text_sha256"] = (before["text_sha256"], after["text_sha256"])
    return Changed(
        before,
        after,
        likeness,
        {name: pair for name, pair in fields.items() if pair[0] != pair[1]},
        tuple(changes(before["text"], after["text"])) if None not in (before["text"], after["text"]) else (),
        _only(after, before),
        _only(before, after),
    )


def _only(record: Json, other: Json) -> tuple[Json, ...]:
    """The caveats of a record that the other does not have, or not as often."""
    known = Counter(json.dumps(_caveat(other, caveat)) for caveat in other["caveats"])
    found = []
    for caveat in record["caveats"]:
        said = json.dumps(_caveat(record, caveat))
        if known[said]:
            known[said] -= 1
        else:
            found.append(caveat)
    return tuple(found)
