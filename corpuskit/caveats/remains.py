"""What machines left in a text: letters of a wrong decoding, markup, placeholders. The patterns are remains.toml's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.caveats import Context
from corpuskit.caveats.screening import screened
from corpuskit.model import Caveat
from corpuskit.patterns import later
from corpuskit.problems import codes
from corpuskit.ready import read_list

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "remains"
CODES = ("mojibake", "machine-remains")
KINDS = Path(__file__).with_name("remains.toml")


class Kind(NamedTuple):
    """A kind of remains. Every text with such remains matches one of the simple patterns of ``screen``."""

    code: str
    what: str
    screen: tuple[str, ...]
    pattern: re.Pattern[str]


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record and kind of remains, with the first place and how many there are."""
    found = []
    for name, kind in kinds().items():
        for row, text in _suspects(records["text"], kind):
            places = [match.span() for match in kind.pattern.finditer(text)]
            if places:
                found.append((row, _caveat(name, kind, places)))
    yield from sorted(found, key=lambda one: one[0])


def _suspects(texts: pa.ChunkedArray, kind: Kind) -> list[tuple[int, str]]:
    """The texts that may hold a kind of remains: Python's patterns are a hundred times slower than the screens."""
    if kind.screen:
        return screened(texts, kind.screen)
    return screened(texts, [kind.pattern.pattern]) if any(map(_has_control, texts.chunks)) else []


def _has_control(texts: pa.Array) -> bool:
    """Whether a control character stands anywhere in the bytes of a chunk of texts."""
    import numpy as np

    buffer = texts.buffers()[2]
    if buffer is None:
        return False
    data = np.frombuffer(buffer, np.uint8)
    spaces = sum(np.count_nonzero(data == space) for space in b"\t\n\r")
    return bool(np.count_nonzero(data < 32) > spaces or (data == 127).any())


def _caveat(name: str, kind: Kind, places: list[tuple[int, int]]) -> Caveat:
    often = "once" if len(places) == 1 else f"{len(places):,} times"
    statement = codes()[kind.code].message.format(what=kind.what, often=often)
    start, end = places[0]
    return Caveat(kind.code, statement, basis="the text", category=name, rule=name, start=start, end=end)


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds, by their names."""
    said = read_list(KINDS)
    return {
        name: Kind(one["code"], one["what"], tuple(one["screen"]), later(one["pattern"])) for name, one in said.items()
    }
