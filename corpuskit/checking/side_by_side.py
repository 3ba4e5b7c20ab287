"""Two records that are duplicates or nearly so, side by side: what differs between their texts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corpuskit.caveats.duplicates import CODES
from corpuskit.checking.explain import Line, Style, find_record
from corpuskit.model import CorpuskitError

#: Words of a text that are compared; what lies behind is not shown.
MOST_WORDS = 4000
#: Differences of a pair that are shown.
MOST = 8
#: Words of the same text that are shown on either end of a difference.
AROUND = 4


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
    found = list(_differences(record["text"].split()[:MOST_WORDS], other["text"].split()[:MOST_WORDS]))
    if not found:
        yield Line("the words of the texts are the same", "dim")
    for one, two in found[:MOST]:
        yield from _columns(one, two, side, "side")
    if len(found) > MOST:
        yield Line(f"{len(found) - MOST:,} more differences", "dim")


def _differences(one: list[str], two: list[str]) -> Iterator[tuple[str, str]]:
    """Each difference with some words on either end; a side that lacks the words has a dash for them."""
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _shown(one, a, b), _shown(two, c, d)


def _shown(words: list[str], start: int, end: int) -> str:
    middle = " ".join(words[start:end]) or "–"
    middle = middle if len(middle) <= 400 else middle[:399] + "…"
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    return " ".join(["…", *before, f"[{middle}]", *after, "…"])


def _columns(one: str, two: str, side: int, style: Style) -> Iterator[Line]:
    left, right = textwrap.wrap(one, side) or [""], textwrap.wrap(two, side) or [""]
    for first, second in zip_longest(left, right, fillvalue=""):
        yield Line(f"{first:<{side}} | {second}", style)
    yield Line("")
