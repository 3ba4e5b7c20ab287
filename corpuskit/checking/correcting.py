"""Makes the line for corrections.toml out of what a person says of a record or a line of a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.checking.reviewing import Passage
from corpuskit.corrections import views
from corpuskit.corrections.finding import MOST, find
from corpuskit.corrections.placing import line
from corpuskit.corrections.stanzas import LISTS, Correction, short
from corpuskit.corrections.writing import beginning, entry, quote_of, stanza
from corpuskit.model import CorpuskitError
from corpuskit.problems import wrong_option
from corpuskit.workspace import CORRECTIONS, Workspace


def of_record(record: Mapping[str, Any], said: Mapping[str, Any], reason: str, by: str | None) -> str:
    """The correction of a record: ``said`` has the keys of its kind."""
    return entry(_named(record) | dict(said) | _signed(reason, by))


def field_value(field: str, value: str) -> str | list[str]:
    """A value as it is given on the command line: names of a list are parted by semicolons."""
    if field in LISTS:
        return [name.strip() for name in value.split(";") if name.strip()]
    return value.strip()


def of_line(
    workspace: Workspace, found: Passage, begins: bool, reason: str, by: str | None, encoding: str | None = None
) -> str:
    """The correction of a line, as `told_apart` says it. Raises CorpuskitError (exit 2) where nothing tells it."""
    return entry(dict(told_apart(workspace, found, begins, encoding)) | _signed(reason, by))


def told_apart(workspace: Workspace, found: Passage, begins: bool, encoding: str | None = None) -> Mapping[str, str]:
    """What a correction says of a line, so that the next build finds this line and no other of its text.

    The neighbour that belongs to the same record tells it from others. Where that does not, the nearest line above that
    stands in the seeds once does: in the furniture of pages the same lines stand beside each other over and over. Only
    an article that lies in two seeds needs the name of the seed as well.
    Raises CorpuskitError (exit 2) where nothing tells it.
    """
    kind, text = "begins" if begins else "continues", beginning(found.line)
    beside = {"below": found.below[:1]} if begins else {"above": found.above[-1:]}
    ahead = [beginning(line.text) for line in reversed(found.above)]
    standings = find((), dict.fromkeys((text, *ahead), MOST), views(workspace, encoding, [])).lines
    ways = [{key: beginning(line.text) for key, lines in beside.items() for line in lines}]
    ways += [{"after": one} for one in ahead]
    for way in (*ways, *({"file": found.file} | one for one in ways)):
        said = {kind: text} | way
        at, _, _ = line(Correction(kind, CORRECTIONS, 0, said), standings)
        if [(one.file, one.line) for one in at] == [(found.file, found.number)]:
            return said
    where = f"the line {short(text)} stands in {len(standings[text])} places, and no line above it tells them apart"
    raise wrong_option(where, f"everywhere = true in seeds/{CORRECTIONS}, if all of them are meant")


def to_paste(record: Mapping[str, Any]) -> Sequence[str]:
    """What to paste into corrections.toml for a record: a field as an example."""
    date = record["date"] or record["date_partial"] or ""
    return _lines(_named(record) | {"field": "date", "value": date} | _signed("", None))


def line_to_paste(workspace: Workspace, found: Passage, begins: bool, encoding: str | None = None) -> Sequence[str]:
    """What to paste into corrections.toml to say so of a line; with `everywhere` where nothing tells it from others."""
    try:
        said: dict[str, Any] = dict(told_apart(workspace, found, begins, encoding))
    except CorpuskitError as error:
        said = {"begins" if begins else "continues": beginning(found.line), "everywhere": True}
        return [f"# {error.problems[0].message}", *_lines(said | _signed("", None))]
    return _lines(said | _signed("", None))


def _lines(said: Mapping[str, Any]) -> list[str]:
    return stanza(said).rstrip("\n").split("\n")


def _named(record: Mapping[str, Any]) -> dict[str, str]:
    quote = quote_of(record)
    return {"record": record["id"]} | ({"quote": quote} if quote else {})


def _signed(reason: str, by: str | None) -> dict[str, str]:
    return {"reason": reason} | ({"by": by} if by else {})
