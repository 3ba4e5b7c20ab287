"""The line on which a key of a TOML file stands: its statements one by one, each read by the parser itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from corpuskit.patterns import later

Path = tuple[str | int, ...]

#: What a statement consists of, as far as its end depends on it: text in quotes (one that does not end reaches to the
#: end of the file or, on one line, of that), comments, brackets, line ends.
_PARTS = later(
    r'"""(?:[^"\\]++|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?|\'[^\'\n]*+\'?|#[^\n]*+|[\[{]|[\]}]|\n',
    re.DOTALL,
)


class Statement(NamedTuple):
    """A statement as it is written, with its line (1-based): a table's heading, or a key with its value."""

    line: int
    text: str


def statements(text: str) -> Iterator[Statement]:
    """The statements of a file, in order. In a file that is no TOML those are right that stand above the mistake."""
    start, line, first, depth = 0, 1, 1, 0
    for found in _PARTS.finditer(text):
        part = found[0]
        depth += (part in "[{") - (part in "]}")
        line += part.count("\n")
        if part == "\n" and depth <= 0:
            yield from _written(first, text[start : found.end()])
            start, first, depth = found.end(), line, 0
    yield from _written(first, text[start:])


def _written(line: int, text: str) -> Iterator[Statement]:
    if (bare := text.strip()) and not bare.startswith("#"):
        yield Statement(line, text)


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """Line (1-based) of the statement that first gives a key, by its path through tables and arrays; None when the
    file, which is TOML, never has it.
    """
    for line, table, given in _read(text):
        if has(_within(table, given), path):
            return line
    return None


@lru_cache(maxsize=2)
def _read(text: str) -> list[tuple[int, Path, Any]]:
    """Line, path of the table, and what is said there, of each statement: nothing of one that only names the table."""
    found: list[tuple[int, Path, Any]] = []
    table: Path = ()
    count: dict[Path, int] = {}
    for line, written in statements(text):
        given = tomllib.loads(written)
        if written.lstrip().startswith("["):
            table, given = _heading(given, count), {}
        found.append((line, table, given))
    return found


def _heading(given: Any, count: dict[Path, int]) -> Path:
    """The path of the table that a heading opens; ``count`` has how many tables each array of them has so far."""
    path: Path = ()
    while isinstance(given, dict) and given:
        ((key, given),) = given.items()
        path = (*path, key)
        if isinstance(given, list):
            count[path] = count.get(path, 0) + 1
        if path in count:
            path = (*path, count[path] - 1)
    return path


def _within(table: Path, given: Any) -> Any:
    for step in reversed(table):
        given = {step: given}
    return given


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
