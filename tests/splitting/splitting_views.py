"""Views made of text, with blocks of any size."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import KINDS, Block, Cut, Seed, View
from corpuskit.splitting.lines.index import index_lines


def view_of(text: str | bytes, *, bom: bool = False) -> View:
    """A UTF-8 view that hands out blocks of whole lines of about the size asked for."""
    data = text.encode() if isinstance(text, str) else text
    raw = b"\xef\xbb\xbf" + data if bom else data
    ends = index_lines(data).end.tolist()

    def blocks(size: int) -> Iterator[Block]:
        start = line = 0
        for number, end in enumerate(ends, 1):
            if end - start >= size or end == len(data):
                yield Block(data[start:end], start + len(raw) - len(data), line + 1)
                start, line = end, number

    digest = hashlib.sha256(raw).hexdigest()
    return View(
        "dump.txt",
        digest,
        len(raw),
        None,
        digest,
        "utf-8",
        "valid-utf-8",
        1.0,
        3 * bom,
        Seed("dump.txt", None),
        blocks,
        lambda: io.BytesIO(raw),
    )


def tiles(cuts: Iterator[Cut]) -> list[tuple[str, int, int, int, str]]:
    """(kind, start, end, record, rule) of every span, in view offsets, records counted through the view."""
    found, records = [], 0
    for cut in cuts:
        spans = cut.spans
        for i in range(len(spans)):
            start, end = cut.block.places([spans.start[i], spans.end[i]])
            record = spans.record[i] + records if spans.record[i] >= 0 else -1
            found.append((KINDS[spans.kind[i]], start, end, record, spans.rule[i]))
        records += cut.record_count
    return found


def record_starts(text: str, size: int | None = None) -> list[int]:
    """The bytes at which the records of a text begin, cut in blocks of about a size."""
    view = view_of(text)
    cuts = splitting.cut(view, splitting.learn(view, block_size=size), block_size=size)
    return list({record: start for _, start, _, record, _ in reversed(tiles(cuts)) if record >= 0}.values())[::-1]


def counts_of(habits: Any) -> Any:
    """All counts of a dump, or of a part of them, as what can be compared."""
    if dataclasses.is_dataclass(habits):
        fields = (field.name for field in dataclasses.fields(habits) if field.name != "sight")
        return {name: counts_of(getattr(habits, name)) for name in fields}
    return habits.tolist() if isinstance(habits, np.ndarray) else habits


def records_of(text: str) -> list[dict[str, Any]]:
    """The described records of a text."""
    view = view_of(text)
    habits = splitting.learn(view)
    registry = Registry.load()
    return [
        record
        for cut in splitting.cut(view, habits)
        for record in describe(cut, view, habits, registry=registry).to_pylist()
    ]


def starts_of(text: str, size: int | None = None) -> list[int]:
    """The lines at which records begin."""
    return [text.encode()[:start].count(b"\n") + 1 for start in record_starts(text, size)]
