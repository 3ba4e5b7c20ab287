"""What is kept of all records until the last one is known: some 40 bytes of each, and its sketch.

Sketches are most of it. While they are few they are in memory, then in a temporary file, which is read in slices.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpuskit.caveats.duplicates.prints import PLACES, Prints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Numbers = npt.NDArray[np.uint64]

#: Bytes of sketches that are kept in memory: those of 32,768 records.
MOST = 8 << 20
#: Places of a band: texts that have four fifths in common share one of the 32 bands nearly always (1 - 10⁻⁷).
BAND = 4
BANDS = PLACES // BAND
#: Sketches that are read at a time: half a megabyte.
_AT_ONCE = 2048


def _file() -> tempfile.SpooledTemporaryFile[bytes]:
    return tempfile.SpooledTemporaryFile(MOST, prefix="corpuskit-")


@dataclass(slots=True)
class Collected:
    """Prints, ids and days of records, in the order of the corpus."""

    _ids: bytearray = field(default_factory=bytearray)
    _ends: array[int] = field(default_factory=lambda: array("q", [0]))  #: of the ids
    _days: array[int] = field(default_factory=lambda: array("i"))
    _exact: array[int] = field(default_factory=lambda: array("Q"))
    _sketched: bytearray = field(default_factory=bytearray)
    _sketches: tempfile.SpooledTemporaryFile[bytes] = field(default_factory=_file)

    def add(self, ids: Sequence[str], days: Iterable[int], prints: Prints) -> None:
        """The records that follow; ``days`` as numbers, below 0 where they are not known.

        Raises OSError when the disk is full.
        """
        for name in ids:
            self._ids += name.encode()
            self._ends.append(len(self._ids))
        self._days.extend(days)
        self._exact.frombytes(prints.exact.tobytes())
        self._sketched += prints.sketched.tobytes()
        self._sketches.write(prints.sketch.tobytes())

    def __len__(self) -> int:
        return len(self._days)

    def ids(self) -> pa.LargeStringArray:
        import pyarrow as pa

        buffers = [None, pa.py_buffer(self._ends), pa.py_buffer(self._ids)]
        return pa.Array.from_buffers(pa.large_string(), len(self), buffers)

    def days(self) -> npt.NDArray[np.int64]:
        import numpy as np

        return np.array(self._days, np.int64)

    def exact(self) -> Numbers:
        """The hash of each text; 0 where there is none."""
        import numpy as np

        return np.frombuffer(self._exact, np.uint64)

    def sketched(self) -> npt.NDArray[np.bool_]:
        """Whether the sketch of each text says anything."""
        import numpy as np

        return np.frombuffer(self._sketched, np.bool_)

    def bands(self, first: int, last: int) -> Numbers:
        """Some bands of all sketches: a row for each band, with the four places of each record as one number."""
        import numpy as np

        found = np.empty((last - first, len(self)), np.uint64)
        block = np.empty((_AT_ONCE, BANDS), np.uint64)
        self._sketches.seek(0)
        for at in range(0, len(self), _AT_ONCE):
            part = block[: len(self) - at]
            self._sketches.readinto(part.data)
            found[:, at : at + len(part)] = part[:, first:last].T
        return found

    def sketches(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
        """The sketches of some rows."""
        import numpy as np

        found = np.empty((len(rows), PLACES), np.uint16)
        for sketch, row in zip(found, rows.tolist(), strict=True):
            self._sketches.seek(row * sketch.nbytes)
            self._sketches.readinto(sketch.data)
        return found

    def close(self) -> None:
        """Lets go of the file."""
        self._sketches.close()
