"""The engine that makes every call in this process, when its result is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpuskit.engines import Call


@dataclass(slots=True)
class Asked:
    """A call that is made when its result is wanted."""

    call: Call

    def result(self) -> Any:
        function, arguments = self.call
        return function(*arguments)


class Here:
    """One call after the other."""

    jobs = 1

    def submit(self, call: Call) -> Asked:
        return Asked(call)

    def close(self) -> None:
        """Nothing runs between calls."""
