"""What is kept of each text to find those that are the same or nearly so: a hash, and a sketch of 256 bytes.

A text is compared without case, punctuation and line breaks. Its sketch is a MinHash (Broder, SEQUENCES 1997) of runs
of 12 characters, by rensa: the share of places in which two sketches are equal estimates how much the texts have in
common (Jaccard), with a standard error of at most 0.045. Runs of characters need no words, so that any script will do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

N = TypeVar("N", "np.uint8", "np.uint32")

#: Places of a sketch; 16 bits of each are kept, so that two of them are equal by chance once in 65,536.
PLACES = 128
#: Shorter texts (in characters) are compared as a whole only: a sketch says little about them.
LEAST = 200
RUN = 12
_SEED = 1
_PRIME = 0x100000001B3
_MIX = 0x9E3779B97F4A7C15
#: A quarter of the runs is looked at, chosen by their hash alone: the same ones in every text.
_CHOSEN = 1 << 62
#: Characters whose runs are hashed at a time, of short texts together: what is worked on stays near the processor.
_AT_ONCE = 1 << 15


@dataclass(slots=True)
class Prints:
    """Row by row: the hash of the text (0: there is none), the sketch, and whether the sketch says anything."""

    exact: npt.NDArray[np.uint64]
    sketch: npt.NDArray[np.uint16]
    sketched: npt.NDArray[np.bool_]

    def of(self, rows: Sequence[int]) -> Prints:
        """Some of the rows."""
        return Prints(self.exact[rows], self.sketch[rows], self.sketched[rows])


_SPACE = 32
#: Letters of ASCII in small, digits, and a space for everything else.
_ASCII = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else _SPACE for code in range(256))


def prints_of(texts: pa.ChunkedArray) -> Prints:
    """The prints of a column of texts. They depend on the text alone, not on the machine or on what stands around."""
    import numpy as np

    plain = [plain_text(text or "") for text in texts.to_pylist()]
    exact = np.array([_hash(text) for text in plain], np.uint64)
    counts = np.zeros(len(plain), np.int64)
    runs = [np.zeros(0, np.uint64)]
    for first, last in _together([len(text) for text in plain]):
        counts[first:last], found = _runs(plain[first:last])
        runs += found
    sketched = counts > 0
    sketch = np.zeros((len(plain), PLACES), np.uint16)
    if sketched.any():
        sketch[sketched] = _sketches(np.concatenate(runs), counts[sketched])
    return Prints(exact, sketch, sketched)


def plain_text(text: str) -> npt.NDArray[Any]:
    """The code points of a text as it is compared: small letters and digits, one space between words.

    In a byte each where all are ASCII, so that texts are equal where their bytes are; else in four.
    """
    import numpy as np

    if text.isascii():
        return _one_space(np.frombuffer(text.encode("ascii").translate(_ASCII), np.uint8))
    points = np.frombuffer(text.casefold().encode("utf-32-le", "surrogatepass"), np.uint32)
    plain = _one_space(np.where(_is_word(points), points, np.uint32(_SPACE)))
    return plain.astype(np.uint8) if len(plain) and plain.max() < 128 else plain


def _one_space(points: npt.NDArray[N]) -> npt.NDArray[N]:
    """The words, with one space between two of them."""
    kept = points != _SPACE
    kept[1:] |= kept[:-1].copy()  # the first space behind a word
    found: npt.NDArray[N] = points[kept]
    return found[:-1] if len(found) and found[-1] == _SPACE else found


def _is_word(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Whether each code point is a letter or digit."""
    import numpy as np

    low = _low_words()
    high = points >= len(low)
    word: npt.NDArray[np.bool_] = low[np.where(high, 0, points)]
    if high.any():
        distinct, back = np.unique(points[high], return_inverse=True)
        word[high] = np.array([chr(point).isalnum() for point in distinct], bool)[back]
    return word


@cache
def _low_words() -> npt.NDArray[np.bool_]:
    """The same for the code points of most alphabets, as a table."""
    import numpy as np

    return np.array([chr(point).isalnum() for point in range(0x3000)], bool)


def _hash(plain: npt.NDArray[Any]) -> int:
    if not len(plain):
        return 0
    wide = plain.astype(f"<u{plain.itemsize}", copy=False)
    return int.from_bytes(hashlib.sha256(wide.tobytes()).digest()[:8], "little") | 1


def _together(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of texts that are looked at together: some `_AT_ONCE` characters, or a longer one."""
    first = size = 0
    for number, length in enumerate(lengths):
        if size and size + length > _AT_ONCE:
            yield first, number
            first, size = number, 0
        size += length
    if lengths:
        yield first, len(lengths)


def _runs(plain: Sequence[npt.NDArray[Any]]) -> tuple[npt.NDArray[np.int64], list[npt.NDArray[np.uint64]]]:
    """How many runs of 12 characters are chosen in each of some texts, and their hashes; none in a short text."""
    import numpy as np

    lengths = np.array([len(text) for text in plain], np.int64)
    ends = np.cumsum(lengths)
    begins, stops = ends - lengths, np.where(lengths >= LEAST, ends - RUN + 1, 0)  # of the runs of each
    joined = plain[0] if len(plain) == 1 else np.concatenate(plain)
    counts, found = np.zeros(len(plain), np.int64), []
    for at in range(0, len(joined) - RUN + 1, _AT_ONCE):
        hashes = _hashes(joined[at : at + _AT_ONCE + RUN - 1])
        places = np.flatnonzero(hashes * np.uint64(_MIX) < np.uint64(_CHOSEN))
        chosen = hashes[places]
        first = np.searchsorted(places, begins - at)
        last = np.maximum(np.searchsorted(places, stops - at), first)
        counts += last - first
        found += [chosen[low:high] for low, high in zip(first.tolist(), last.tolist(), strict=True)]
    return counts, found


def _hashes(plain: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """A hash of each run, built up from runs of 2, 4 and 8."""
    import numpy as np

    one = plain.astype(np.uint64)
    prime = [np.uint64(pow(_PRIME, power, 1 << 64)) for power in (1, 2, 4)]
    two = one[:-1] * prime[0]
    two += one[1:]
    four = two[:-2] * prime[1]
    four += two[2:]
    found = four[:-8] * prime[2]
    found += four[4:-4]
    found *= prime[2]
    found += four[8:]
    found ^= found >> np.uint64(31)
    found *= np.uint64(_MIX)
    found ^= found >> np.uint64(29)
    return found


def _sketches(runs: npt.NDArray[np.uint64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    import numpy as np
    from rensa import RMinHash

    offsets = np.append(0, np.cumsum(counts)).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(runs, offsets, PLACES, _SEED)
    return np.array(matrix.to_rows(), np.uint32).astype(np.uint16)
