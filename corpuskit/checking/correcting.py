"""What a person says of a record or a line → the line for corrections.toml, with what it takes to be found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.checking.reviewing import Passage
from corpuskit.corrections.stanzas import LISTS
from corpuskit.corrections.writing import beginning, entry, quote_of, stanza


def of_record(record: Mapping[str, Any], said: Mapping[str, Any], reason: str, by: str | None) -> str:
    """The correction of a record: ``said`` has the keys of its kind."""
    return entry(_named(record) | dict(said) | _signed(reason, by))


def field_value(field: str, value: str) -> str | list[str]:
    """A value as it is given on the command line: names of a list are parted by semicolons."""
    if field in LISTS:
        return [name.strip() for name in value.split(";") if name.strip()]
    return value.strip()


def of_line(found: Passage, begins: bool, reason: str, by: str | None) -> str:
    """The correction of a line: the neighbour that belongs to the same record tells it from other lines of its text."""
    said = {"begins" if begins else "continues": beginning(found.line)}
    if begins and found.below:
        said["below"] = beginning(found.below[0])
    elif not begins and found.above:
        said["above"] = beginning(found.above[-1])
    return entry(said | _signed(reason, by))


def to_paste(record: Mapping[str, Any]) -> Sequence[str]:
    """What to paste into corrections.toml for a record: a field as an example."""
    date = record["date"] or record["date_partial"] or ""
    text = stanza(_named(record) | {"field": "date", "value": date} | _signed("", None))
    return text.rstrip("\n").split("\n")


def line_to_paste(line: str, *, begins: bool) -> Sequence[str]:
    """What to paste into corrections.toml to say the opposite of a line."""
    said = {"begins" if begins else "continues": beginning(line.strip())}
    return stanza(said | _signed("", None)).rstrip("\n").split("\n")


def _named(record: Mapping[str, Any]) -> dict[str, str]:
    quote = quote_of(record)
    return {"record": record["id"]} | ({"quote": quote} if quote else {})


def _signed(reason: str, by: str | None) -> dict[str, str]:
    return {"reason": reason} | ({"by": by} if by else {})
