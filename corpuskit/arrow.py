"""PyArrow without pandas, without the memory that it no longer uses, and without copies of columns."""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

from corpuskit.threads import ARENA_MAX, KEPT, MMAP_THRESHOLD, TRIM_THRESHOLD, of_glibc, set_malloc

if TYPE_CHECKING:
    import pyarrow as pa

#: Bytes from which a block is returned to the system when it is freed.
LARGE = 2 << 20


class _NoPandas:
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ImportError("pandas is not needed here")
        return None


def without_pandas() -> None:
    """Has pyarrow find that there is no pandas. Others can import it afterwards.

    pyarrow imports pandas, where it is installed, as soon as an array is made of Python objects. That takes longer than
    building a small corpus, and nothing here needs it. pyarrow asks once in a process; only who owns the process (the
    command line, a worker) may answer for it, since tables cannot be turned into pandas' afterwards.
    """
    if "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow as pa

        pa.array([None])
    finally:
        sys.meta_path.remove(finder)


def one_array(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array. One chunk is taken as it is; `combine_chunks` would copy it."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def may_hold(strings: pa.Array, *sought: str) -> bool:
    """Whether one of some strings stands in the bytes of an array of strings; of a slice, in those around it too."""
    data = strings.buffers()[2]
    octets = b"" if data is None else data.to_pybytes()
    return any(one.encode() in octets for one in sought)


def is_ascii(strings: pa.ChunkedArray) -> bool:
    """Whether the bytes of a column of strings, and those around them, are all of ASCII."""
    import numpy as np

    data = (chunk.buffers()[2] for chunk in strings.chunks)
    return all(not buffer or int(np.frombuffer(buffer, np.uint8).max()) < 0x80 for buffer in data)


def release() -> None:
    """Gives back to the system what Arrow and the C library keep of freed memory: a few milliseconds.

    For the seams between steps, of which each would else hold its tables beside what the one before it has freed.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if (trim := of_glibc("malloc_trim")) is not None:
        trim(0)


def frugal() -> None:
    """Has Arrow take memory from the C library, and glibc return blocks from `LARGE` on once they are freed.

    Arrow's own pool keeps pages of 2 MiB of what it has freed, and glibc comes to keep ever larger blocks, and a heap
    for each of Arrow's threads. Where large blocks are returned, glibc would at every free also return the end of the
    heap, each page of which would have to be fetched again, so some of it is kept. Only for a process of our own, and
    before pyarrow is loaded: it asks for the name of the pool once.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    set_malloc({MMAP_THRESHOLD: LARGE, TRIM_THRESHOLD: KEPT, ARENA_MAX: 1})
