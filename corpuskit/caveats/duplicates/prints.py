"""What is kept of each text to find those that are the same or nearly so: a hash, and a sketch of 256 bytes.

A text is compared without case, punctuation and line breaks. Its sketch is a MinHash (Broder, SEQUENCES 1997) of runs
of 12 characters, by rensa: the share of places in which two sketches are equal estimates how much the texts have in
common (Jaccard), with a standard error of at most 0.045. Runs of characters need no words, so that any script will do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

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
_CHOSEN = 62
#: Runs that are hashed at a time: a text takes a hundred bytes of memory a character meanwhile.
_AT_ONCE = 1 << 18


@dataclass(slots=True)
class Prints:
    """Row by row: the hash of the text (0: there is none), the sketch, and whether the sketch says anything."""

    exact: npt.NDArray[np.uint64]
    sketch: npt.NDArray[np.uint16]
    sketched: npt.NDArray[np.bool_]

    def of(self, rows: Sequence[int]) -> Prints:
        """Some of the rows."""
        return Prints(self.exact[rows], self.sketch[rows], self.sketched[rows])


#: Letters of ASCII in small, digits, and a space for everything else.
_ASCII = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))


def prints_of(texts: pa.ChunkedArray) -> Prints:
    """The prints of a column of texts. They depend on the text alone, not on the machine or on what stands around."""
    import numpy as np

    plain = [plain_text(text or "") for text in texts.to_pylist()]
    exact = np.array([_hash(text) for text in plain], np.uint64)
    runs = [_runs(text) if len(text) >= LEAST else np.zeros(0, np.uint64) for text in plain]
    sketched = np.array([len(found) > 0 for found in runs], bool)
    sketch = np.zeros((len(plain), PLACES), np.uint16)
    if sketched.any():
        sketch[sketched] = _sketches([found for found in runs if len(found)])
    return Prints(exact, sketch, sketched)


def plain_text(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text as it is compared: small letters and digits, one space between words."""
    import numpy as np

    if text.isascii():
        letters = np.frombuffer(text.encode("ascii").translate(_ASCII), np.uint8)
        return _one_space(letters, letters != 32).astype(np.uint32)
    points = np.frombuffer(text.casefold().encode("utf-32-le", "surrogatepass"), np.uint32)
    return _one_space(points, _is_word(points))


def _one_space(points: npt.NDArray[N], word: npt.NDArray[np.bool_]) -> npt.NDArray[N]:
    """The words, with one space between two of them."""
    import numpy as np

    kept = word.copy()
    kept[1:] |= word[:-1]  # the first sign behind a word becomes the space
    if not word.any():
        return points[:0]
    last = len(word) - int(word[::-1].argmax())
    return np.where(word, points, points.dtype.type(32))[:last][kept[:last]]


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


def _hash(plain: npt.NDArray[np.uint32]) -> int:
    if not len(plain):
        return 0
    return int.from_bytes(hashlib.sha256(plain.astype("<u4").tobytes()).digest()[:8], "little") | 1


def _runs(plain: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Hashes of the runs of 12 characters that are chosen, of a long text piece by piece."""
    import numpy as np

    pieces = [_chosen(plain[at : at + _AT_ONCE + RUN - 1]) for at in range(0, len(plain) - RUN + 1, _AT_ONCE)]
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _chosen(plain: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Those of a piece, built up from runs of 2, 4 and 8."""
    import numpy as np

    one = plain.astype(np.uint64)
    prime = [np.uint64(pow(_PRIME, power, 1 << 64)) for power in (1, 2, 4)]
    two = one[:-1] * prime[0] + one[1:]
    four = two[:-2] * prime[1] + two[2:]
    eight = four[:-4] * prime[2] + four[4:]
    found = eight[: len(one) - RUN + 1] * prime[2] + four[RUN - 4 :]
    found = (found ^ (found >> np.uint64(31))) * np.uint64(_MIX)
    found ^= found >> np.uint64(29)
    chosen: npt.NDArray[np.uint64] = found[(found * np.uint64(_MIX)) >> np.uint64(_CHOSEN) == 0]
    return chosen


def _sketches(runs: Sequence[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint16]:
    import numpy as np
    from rensa import RMinHash

    offsets = np.concatenate([[0], np.cumsum([len(found) for found in runs])]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(runs), offsets, PLACES, _SEED)
    return np.array(matrix.to_rows(), np.uint32).astype(np.uint16)
