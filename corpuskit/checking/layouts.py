"""What a written layout does with a file, and a layout proposed from a few examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Exit, Place, View
from corpuskit.problems import failure
from corpuskit.splitting.written_layout import LONGEST, Pattern, WrittenLayout

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
#: Lines at the head of an article in which its credit is looked for.
HEAD = 4


class Seen(NamedTuple):
    """A line of a file as a layout sees it; ``states`` are fields with the text that gives their value."""

    line: int
    kind: str
    record: int
    text: str
    states: tuple[tuple[str, str], ...]


def lines_of(view: View) -> Iterator[str]:
    """The lines of a view with their ends."""
    for block in view.open_blocks(1 << 20):
        text = block.data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        yield from (line + "\n" for line in text.removesuffix("\n").split("\n"))


def test(view: View, name: str, stated: Mapping[str, Any]) -> Iterator[Seen]:
    """What a layout makes of each line of a file."""
    for number, piece in enumerate(WrittenLayout.of(name, stated).tiled(lines_of(view)), 1):
        states = tuple((field, piece.text[start:end]) for field, start, end in piece.states)
        yield Seen(number, piece.kind, piece.record, piece.text.rstrip("\r\n"), states)


def learn(view: View, examples: Sequence[int]) -> dict[str, Any]:
    """A layout from the lines (1-based) at which a few articles begin, in the shape of its file.

    Raises CorpuskitError (exit 2) where the examples are no lines with text, or differ in where their credit stands.
    """
    lines = [line.strip() for line in lines_of(view)]
    heads, above = [], []
    for number in examples:
        if not 0 < number <= len(lines) or not lines[number - 1]:
            raise _refused(view, f"line {number} is no line with text", number)
        printed = [line for line in lines[number - 1 : number + 40] if line][:HEAD]
        heads.append(printed)
        above.append(next((line for line in reversed(lines[: number - 1]) if line), ""))
    places = [next((at for at, line in enumerate(head) if _credit_like(line)), None) for head in heads]
    separator = _separator(above)
    if not (len({*places}) == 1 or {*places} == {1, 2}) or ({*places} == {None} and separator is None):
        reason = "the examples have their credit on different lines, or none and no separator"
        raise _refused(view, reason, examples[0])
    found: dict[str, Any] = {"separator": separator} if separator else {}
    found["head"] = _roles({*places})
    patterns = dict.fromkeys(_pattern(head[at]) for head, at in zip(heads, places, strict=True) if at is not None)
    if patterns:  # the first that fits is taken, so what says more stands first
        found["credit"] = sorted(patterns, key=lambda written: -len(_PLACEHOLDER.sub("", written)))
    return found


def _roles(places: set[int | None]) -> list[str]:
    """The head of examples whose credit is their line number 0, 1, … (None: they have none)."""
    if len(places) > 1:
        return ["title", "subtitle?", "credit"]
    at = next(iter(places))
    if not at:
        return ["title"] if at is None else ["credit", "title"]
    return ["title", *["subtitle"] * (at - 1), "credit"]


def _refused(view: View, reason: str, line: int) -> Exception:
    remedy = "name lines at which articles begin: --example LINE"
    return failure("config-invalid", Place(view.file, line), Exit.USAGE, reason=reason, remedy=remedy)


def _credit_like(line: str) -> bool:
    return len(line) <= LONGEST and bool(find_dates(line))


def _separator(above: Sequence[str]) -> str | None:
    """The line that stands above all examples but the first, where it is always the same and has no word."""
    found = {line for line in above[1:] or above if line}
    line = found.pop() if len(found) == 1 else ""
    return line if line and not any(sign.isalnum() for sign in line) else None


def _pattern(line: str) -> str:
    """The credit line with placeholders for what it states, as far as that is known; else the part stays as it is."""
    read = parse_credit(line)
    parts = [(date.start, date.end, "date") for date in find_dates(line)[:1]]
    for name, listed in (("outlet", read.outlets[:1]), ("authors", read.authors)):
        if listed:
            parts.append((listed[0].start, listed[-1].end, name))
    made, at = "", 0
    for start, end, name in sorted(parts):
        if start >= at and (start > at or not made):
            made += line[at:start] + f"{{{name}}}"
            at = end
    return made + line[at:]


def written(stated: Mapping[str, Any], examples: Sequence[int]) -> str:
    """A layout as the text of its file."""
    articles = "the article at line" if len(examples) == 1 else "the articles at lines"
    head = f"# Proposed from {articles} {', '.join(map(str, examples))}; docs/layouts.md explains the keys.\n"
    return head + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in stated.items())


def understood(stated: Mapping[str, Any]) -> bool:
    """Whether every pattern can be used."""
    try:
        return all(Pattern.of(one) for one in stated.get("credit", ()))
    except ValueError:
        return False
