"""Where the work runs: in this process, on all cores of this machine, or on a cluster.

An engine takes calls of functions (importable by name, with arguments and results that can be pickled) and gives their
results, whichever process they ran in. A call depends on nothing but its arguments and may be made twice, so that one
whose process was killed is made again, and the results are the same on every engine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

T = TypeVar("T", covariant=True)

#: A function and its arguments.
Call = tuple[Callable[..., Any], tuple[Any, ...]]


class Pending(Protocol[T]):
    """A call that was handed in."""

    def result(self) -> T:
        """What the function returned, or raises what it raised. Waits until that is known."""


class Engine(Protocol):
    """What makes calls."""

    @property
    def jobs(self) -> int:
        """How many calls are made at the same time."""

    def submit(self, call: Call) -> Pending[Any]:
        """Hands a call in. Calls are begun in the order in which they were handed in."""

    def close(self) -> None:
        """Ends what is running. Nothing of it stays behind."""


def in_order(engine: Engine, calls: Iterable[Call]) -> Iterator[Any]:
    """The results of calls in their order. Few calls are handed in ahead, so that few results wait in memory."""
    waiting: deque[Pending[Any]] = deque()
    ahead = 0 if engine.jobs == 1 else 2 * engine.jobs
    for call in calls:
        waiting.append(engine.submit(call))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
