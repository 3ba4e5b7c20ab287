"""PyArrow without pandas, and without the memory that it no longer uses."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any


class _NoPandas(MetaPathFinder):
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
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
