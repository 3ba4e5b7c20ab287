"""Which texts can hold something at all: a pass over the Arrow column, so that the others cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

#: Bytes of texts up to which looking for the beginning of a pattern costs less than a call of Arrow's.
_FEW = 1 << 14
#: What a pattern begins with, up to its first sign that stands for others; a letter or sign behind which a number of
#: times is said may be missing.
_LITERAL = re.compile(r"(?:(?:\\[^\w\s]|[^\\\[\](){}?*+|.^$])(?![?*{]))+(?!.*\|)", re.DOTALL)


def screened(texts: pa.ChunkedArray, patterns: Sequence[str]) -> list[tuple[int, str]]:
    """(row, text) of the texts that match one of several patterns of RE2.

    A pattern that begins with a literal character costs 20 times less than another (RE2 looks for its first byte), the
    less often it stands in texts the less: most for an "a". That makes several of them cheaper than one with
    alternatives, and cheaper than Arrow's search for a literal.
    """
    import pyarrow.compute as pc

    octets = _octets(texts)
    asked = patterns if octets is None else [pattern for pattern in patterns if _literal(pattern) in octets]
    if not asked:
        return []
    found = reduce(pc.or_, (pc.match_substring_regex(texts, pattern) for pattern in asked))
    rows = pc.indices_nonzero(pc.fill_null(found, False))
    return list(zip(rows.to_pylist(), texts.take(rows).to_pylist(), strict=True)) if len(rows) else []


def _octets(texts: pa.ChunkedArray) -> bytes | None:
    """The bytes of all texts, and perhaps of others, where these are few; None where they are not."""
    data = [chunk.buffers()[2] for chunk in texts.chunks]
    if sum(buffer.size for buffer in data if buffer is not None) > _FEW:
        return None
    return b"\0".join(buffer.to_pybytes() for buffer in data if buffer is not None)


@cache
def _literal(pattern: str) -> bytes:
    """What every match of a pattern begins with, where that is plain; else nothing."""
    found = _LITERAL.match(pattern)
    return re.sub(r"\\(.)", r"\1", found.group()).encode() if found is not None else b""
