"""Two records that are duplicates or nearly so, side by side: what differs between their texts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corpuskit.caveats.duplicates import CODES
from corpuskit.checking.differences.words import Change, changes
from corpuskit.checking.explain import Line, Style, find_record
from corpuskit.counting import counted
from corpuskit.model import CorpuskitError

#: Differences of a pair that are shown.
MOST = 8


def of_duplicates(dist: Path, record: Mapping[str, Any], width: int) -> list[Line]:
    """What differs between a record and each that its caveats name; nothing where it has no such caveat.

    ``width`` is the columns that both sides have together.
    """
    side = max(12, (width - 3) // 2)
    lines: list[Line] = []
    for caveat in record["caveats"]:
        if caveat["code"] in CODES and caveat["reference"]:
            try:
                other = find_record(dist, caveat["reference"])
            except CorpuskitError:  # it was taken out of this part of the corpus
                continue
            lines += [Line(""), *_pair(record, other, side)]
    return lines


def _pair(record: Mapping[str, Any], other: Mapping[str, Any], side: int) -> Iterator[Line]:
    yield Line(f"beside record {other['id']}", "heading")
    for name in ("title", "credit_line", "date"):
        yield from _columns(f"{record[name] or '(none)'}", f"{other[name] or '(none)'}", side, "paste")
    if record["text"] is None or other["text"] is None:
        yield Line("the texts are withheld", "dim")
        return
    found = list(changes(record["text"], other["text"]))
    if not found:
        yield Line("the words of the texts are the same", "dim")
    for change in found[:MOST]:
        yield from _columns(_shown(change, change.removed), _shown(change, change.added), side, "side")
    if len(found) > MOST:
        yield Line(counted(len(found) - MOST, "more difference"), "dim")


def _shown(change: Change, words: Sequence[str]) -> str:
    middle = " ".join(words) or "–"
    middle = middle if len(middle) <= 400 else middle[:399] + "…"
    return " ".join(["…", *change.before, f"[{middle}]", *change.after, "…"])


def _columns(one: str, two: str, side: int, style: Style) -> Iterator[Line]:
    left, right = textwrap.wrap(one, side) or [""], textwrap.wrap(two, side) or [""]
    for first, second in zip_longest(left, right, fillvalue=""):
        yield Line(f"{first:<{side}} | {second}", style)
    yield Line("")
