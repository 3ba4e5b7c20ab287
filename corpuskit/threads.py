"""What suits a process that goes over blocks of megabytes on several threads, and how many those are.

glibc returns a large block to the system as soon as it is freed and asks for it anew for the next mask of a column:
every page of it is filled with zeros once more, an eighth of the time of a validation. And a thread that comes back
from a kernel waits up to 5 ms for another that is in Python, longer than most kernels take.
"""

from __future__ import annotations

import gc
import os
import sys

#: Numbers of parameters in glibc's malloc.h, and what they are set to, in bytes.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _LARGEST = 32 << 20, 8 << 20
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
    """Has a thread keep up to 32 MiB that it has freed (with glibc), and threads take turns more often.

    For who owns the process (the command line): the first cannot be taken back.
    """
    sys.setswitchinterval(_PATIENCE)
    if sys.platform != "linux":
        return
    import ctypes

    set_to = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_to is not None:
        set_to(_TRIM_THRESHOLD, _KEPT)
        set_to(_MMAP_THRESHOLD, _LARGEST)
