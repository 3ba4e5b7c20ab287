"""The line on which a key of a TOML file stands, found with the parser itself and so right for every spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """Line (1-based) of the statement that first gives a key, by its path through tables and arrays.

    The beginnings of the file that are TOML themselves either have the key or not; the first line after the longest one
    without it opens the statement. None when the file never has it.
    """
    lines = text.split("\n")
    parsed: dict[int, Any] = {0: {}}

    def state(count: int) -> tuple[int, Any]:
        """The longest beginning of at most ``count`` lines that is TOML, and what it says."""
        while count not in parsed:
            try:
                parsed[count] = tomllib.loads("\n".join(lines[:count]) + "\n")
            except tomllib.TOMLDecodeError:
                count -= 1
        return count, parsed[count]

    low, high = 0, len(lines)
    if not has(state(high)[1], path):
        return None
    while low < high:
        middle = (low + high) // 2
        if has(state(middle)[1], path):
            high = middle
        else:
            low = middle + 1
    return first_statement(lines, state(low - 1)[0], low)


def has(document: Any, path: Sequence[str | int]) -> bool:
    """Whether a parsed document has a value at the path."""
    for step in path:
        if isinstance(document, dict):
            if step not in document:
                return False
        elif not isinstance(document, list) or not isinstance(step, int) or step >= len(document):
            return False
        document = document[step]
    return True


def first_statement(lines: Sequence[str], after: int, last: int) -> int:
    """The first of the lines after a beginning that is neither blank nor a comment."""
    for number in range(after + 1, last + 1):
        written = lines[number - 1].strip()
        if written and not written.startswith("#"):
            return number
    return last
