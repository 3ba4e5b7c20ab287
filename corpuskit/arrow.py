"""PyArrow without pandas, and without the memory that it no longer uses."""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec
from typing import Any

#: Bytes from which a block is returned to the system when it is freed, and those that are kept free at the end of the
#: heap for what comes next; numbers of parameters in glibc's malloc.h.
LARGE, _MMAP_THRESHOLD = 2 << 20, -3
KEPT, _TRIM_THRESHOLD = 32 << 20, -1
_ARENA_MAX = -8


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


def release() -> None:
    """Gives back to the system what Arrow and the C library keep of freed memory: a few milliseconds.

    For the seams between steps, of which each would else hold its tables beside what the one before it has freed.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def frugal() -> None:
    """Has Arrow take memory from the C library, and glibc return blocks from `LARGE` on once they are freed.

    Arrow's own pool keeps pages of 2 MiB of what it has freed, and glibc comes to keep ever larger blocks, and a heap
    for each of Arrow's threads. Where large blocks are returned, glibc would at every free also return the end of the
    heap, each page of which would have to be fetched again, so `KEPT` is left there. Only for who owns the process; to
    be called before pyarrow is loaded, which looks but then which pool is named.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    set_to = _of_glibc("mallopt")
    if set_to is not None:
        set_to(_MMAP_THRESHOLD, LARGE)
        set_to(_TRIM_THRESHOLD, KEPT)
        set_to(_ARENA_MAX, 1)


def _of_glibc(name: str) -> Any:
    """A function of the C library; None where it has none."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
