"""How many words a text has, the same on every machine and for every language.

A word is a run of characters that are no white space. In scripts that are written without spaces each Han ideograph and
each hiragana is one, and each run of katakana, as Unicode's default word boundaries have it (Standard Annex 29); their
punctuation counts as white space.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpuskit.patterns import later

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Counts = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Octets = npt.NDArray[np.uint8]

_HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_PUNCTUATION = (
    "\u3000-\u3004\u3008-\u3020\u3030-\u3037\u303c-\u3040\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_WORD = later(f"[{_HAN}{_HIRAGANA}]|[{_KATAKANA}]+|[^\\s{_HAN}{_HIRAGANA}{_KATAKANA}{_PUNCTUATION}]+", re.UNICODE)
#: White space of three bytes in UTF-8, as ascending numbers.
_WIDE = [
    int.from_bytes(chr(code).encode(), "big")
    for code in (0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
]


def word_count(text: str) -> int:
    """The words of a text."""
    return len(_WORD.findall(text))


def word_counts(texts: pa.Array) -> Counts:
    """The words of each text of a column of strings, counted in its buffer; equal to `word_count` of each."""
    import numpy as np

    _, offsets_buffer, data = texts.buffers()
    offsets = np.frombuffer(offsets_buffer, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    if offsets[-1] == offsets[0]:
        return np.zeros(len(texts), np.int64)
    octets = np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]]
    offsets -= offsets[0]
    space = _ascii_space(octets)
    wide = int(octets.max()) >= 0x80
    if wide:
        _mark_wide_space(octets, space)
    begins = np.empty(len(octets), np.bool_)
    np.greater(space[:-1], space[1:], out=begins[1:])
    first = offsets[:-1][offsets[:-1] < offsets[1:]]  # a text begins a word whatever stands before it in the buffer
    begins[first] = ~space[first]
    counts = _sums(begins, offsets)
    if wide:
        for row in np.flatnonzero(_sums(_unspaced(octets), offsets)).tolist():
            counts[row] = word_count(texts[row].as_py())
    return counts


def _sums(flags: Flags, offsets: Counts) -> Counts:
    """How many flags are set in each text."""
    import numpy as np

    return np.array([np.count_nonzero(flags[start:end]) for start, end in pairwise(offsets.tolist())], np.int64)


def _ascii_space(octets: Octets) -> Flags:
    """Which bytes are white space of ASCII: tab to return, 1C to space."""
    import numpy as np

    from corpuskit.octets import PIECE, pieces

    space = np.empty(len(octets), np.bool_)
    moved, separator = np.empty(PIECE, np.uint8), np.empty(PIECE, np.bool_)
    for at, piece in pieces(octets):
        size = len(piece)
        flags = space[at : at + size]
        # Numbers of a byte wrap around, so that one comparison bounds them on either side.
        np.less(np.subtract(piece, 0x09, out=moved[:size]), 0x05, out=flags)
        np.less(np.subtract(piece, 0x1C, out=moved[:size]), 0x05, out=separator[:size])
        flags |= separator[:size]
    return space


def _mark_wide_space(octets: Octets, space: Flags) -> None:
    """Marks the bytes of white space beyond ASCII: U+0085, 00A0, 1680, 2000–200A, 2028, 2029, 202F, 205F, 3000."""
    import numpy as np

    from corpuskit.sorted_numbers import among

    (two,) = np.nonzero(octets == 0xC2)
    second = octets[two + 1]
    two = two[(second == 0x85) | (second == 0xA0)]
    (three,) = np.nonzero((octets >= 0xE1) & (octets <= 0xE3))
    code = (octets[three].astype(np.int64) << 16) + (octets[three + 1].astype(np.int64) << 8) + octets[three + 2]
    three = three[among(code, np.array(_WIDE, np.int64))]
    for found, size in ((two, 2), (three, 3)):
        for step in range(size):
            space[found + step] = True


def _unspaced(octets: Octets) -> Flags:
    """Where characters begin that may be of a script without spaces: from U+3000 on, but for private and surrogates."""
    after = octets.copy()
    after[:-1] = octets[1:]
    flags: Flags = (octets >= 0xE3) & (octets <= 0xE9)
    flags |= (octets == 0xEF) & (after >= 0xA4)
    flags |= (octets == 0xF0) & (after >= 0xA0)
    return flags
