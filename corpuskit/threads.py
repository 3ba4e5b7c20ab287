"""Settings of a process of our own: its threads, the cycle collector, and what malloc keeps of freed memory."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from typing import Any

#: Parameters of malloc by their numbers in glibc's malloc.h: bytes kept free at the end of the heap, bytes from
#: which a block is returned to the system when it is freed, and how many heaps there are.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
#: Bytes that are kept free for what comes next, and the largest blocks of which masks of columns are made.
KEPT, _LARGEST = 32 << 20, 8 << 20
#: Seconds after which a thread that waits for the interpreter is given it.
_PATIENCE = 0.0005
#: New containers after which the cycle collector runs. What modules, tables and registries are made of at the start has
#: no cycles and stays: to look through it at every 700 new ones, as Python does by itself, is a tenth of a small build,
#: which makes 260,000. What is in cycles afterwards is little.
ALLOCATED = 400_000


def cores() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def settle() -> None:
    """Settings of a process that does nothing else: the command line, and each of its workers."""
    gc.set_threshold(ALLOCATED)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products of small matrices: more threads wait for each other


def many_at_work() -> None:
    """For several threads that go over blocks of megabytes: freed blocks are kept, and threads take turns more often.

    glibc returns a large block to the system as soon as it is freed and asks for it anew for the next mask of a column:
    every page of it is filled with zeros once more, an eighth of the time of a validation. And a thread that comes back
    from a kernel waits up to 5 ms for another that is in Python, longer than most kernels take. Only for the command
    line, which owns its process: what malloc is told cannot be taken back.
    """
    sys.setswitchinterval(_PATIENCE)
    set_malloc({TRIM_THRESHOLD: KEPT, MMAP_THRESHOLD: _LARGEST})


def set_malloc(parameters: Mapping[int, int]) -> None:
    """Sets parameters of malloc for the rest of the process; nothing where the C library is not glibc."""
    mallopt = of_glibc("mallopt")
    for parameter, value in parameters.items() if mallopt is not None else ():
        mallopt(parameter, value)


def of_glibc(name: str) -> Any:
    """A function of the C library by its name; None where it has none."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
