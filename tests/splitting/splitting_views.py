"""Views made of text, with blocks of any size."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

from corpuskit.model import KINDS, Block, Cut, Seed, View
from corpuskit.splitting.lines import index_lines


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
