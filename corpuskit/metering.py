"""What each step costs: processor time and bytes, added up in this process and, with engines, in all that worked.

    with metered("cut") as meter:     # time in nested steps counts for those
        …
        meter.bytes += len(data)

Always on: two looks at the clock a step, for each thread by itself. ``corpuskit build --profile`` prints the sums.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter, process_time, thread_time
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

T = TypeVar("T")

#: The steps in the order of the data flow, as they are shown.
STEPS = (
    "read", "learn", "cut", "describe", "language", "caveats",
    "number", "validate", "measure", "jsonl", "parquet", "pages",
)  # fmt: skip

#: A step's seconds and bytes.
Costs = dict[str, tuple[float, int]]


class Profile(NamedTuple):
    """What a build cost: each step, seconds of processors and of the clock, and the most memory held, in bytes."""

    steps: Costs
    cpu: float  #: of this process
    wall: float
    peak: int  #: of this process
    workers: tuple[int, ...]  #: the most memory of each worker, the largest first


_seconds: dict[str, float] = {}
_bytes: dict[str, int] = {}
_counting = threading.Lock()
_peaks: dict[str, int] = {}


class _Running(threading.local):
    """The steps that a thread is in, the innermost last."""

    def __init__(self) -> None:
        self.steps: list[metered] = []


_here = _Running()


class metered:  # noqa: N801  used like a function
    """Counts the processor time between entry and exit for a step, less that of steps within."""

    __slots__ = ("bytes", "since", "step")

    def __init__(self, step: str) -> None:
        self.step = step
        self.bytes = 0

    def __enter__(self) -> Self:
        now, running = thread_time(), _here.steps
        if running:
            running[-1].stop(now)
        self.since = now
        running.append(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        now, running = thread_time(), _here.steps
        self.stop(now, self.bytes)
        running.pop()
        if running:
            running[-1].since = now

    def stop(self, now: float, size: int = 0) -> None:
        """Counts what has passed, and bytes; a step within begins."""
        add({self.step: (now - self.since, size)})


def each(step: str, made: Iterable[T]) -> Iterator[T]:
    """The same items; the time that it takes to make them counts for a step."""
    found = iter(made)
    while True:
        with metered(step):
            try:
                item = next(found)
            except StopIteration:
                return
        yield item


def taken() -> Costs:
    """What was counted since it was last taken; the peaks of workers are forgotten with it."""
    found = {step: (seconds, _bytes.get(step, 0)) for step, seconds in _seconds.items()}
    _seconds.clear()
    _bytes.clear()
    _peaks.clear()
    return found


def add(costs: Mapping[str, tuple[float, int]]) -> None:
    """Adds what another process has counted."""
    with _counting:
        for step, (seconds, size) in costs.items():
            _seconds[step] = _seconds.get(step, 0.0) + seconds
            _bytes[step] = _bytes.get(step, 0) + size


def peak() -> int:
    """The most memory that this process has held so far, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux" and (held := _high_water()) is not None:
        return held
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _high_water() -> int | None:
    """The same as Linux has it; `ru_maxrss` is there at least what the process held that started this one."""
    from pathlib import Path

    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)


def note_peak(worker: str, size: int) -> None:
    """Keeps the most memory that a worker has held."""
    _peaks[worker] = max(size, _peaks.get(worker, 0))


class Stopwatch:
    """Measures one build: begins anew when it is made."""

    def __init__(self) -> None:
        taken()
        self._wall, self._cpu = perf_counter(), process_time()

    def read(self) -> Profile:
        """What the build cost so far."""
        workers = peaks()
        cpu, wall = process_time() - self._cpu, perf_counter() - self._wall
        return Profile(taken(), cpu, wall, peak(), workers)


def peaks() -> tuple[int, ...]:
    """The most memory of each worker, the largest first."""
    return tuple(sorted(_peaks.values(), reverse=True))
