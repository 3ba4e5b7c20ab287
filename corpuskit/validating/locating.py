"""Where in a line of JSON a field stands."""

from __future__ import annotations

from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]  # scanstring is documented, not typed

from corpuskit.patterns import later
from corpuskit.validating.faults import Pointer

_SPACE = later(r"[ \t\r\n]*")
_DECODER = JSONDecoder()


def locate(line: str, pointer: Pointer) -> int:
    """Column (1-based, in code points) of the value at the pointer, or of the innermost value above it that is there.

    ``line`` is valid JSON. Of names that stand twice the last counts, as it does for the parser.
    """
    at = _after_space(line, 0)
    for step in pointer:
        found = _member(line, at, step) if isinstance(step, str) else _item(line, at, step)
        if found is None:
            break
        at = found
    return at + 1


def repeated_name(line: str) -> tuple[str, int] | None:
    """The first name that stands twice in an object, and the column of its second place."""
    found: list[str] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = dict(pairs)
        if len(names) < len(pairs) and not found:
            seen: set[str] = set()
            found.extend(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        return names

    JSONDecoder(object_pairs_hook=unique).decode(line)
    if not found:
        return None
    return found[0], _second(line, found[0])


def _second(line: str, name: str) -> int:
    """Column of the second member of that name (written as any mix of escapes) in one object."""
    open_objects: list[bool] = []
    at = 0
    while at < len(line):
        character = line[at]
        if character == '"':
            read, end = scanstring(line, at + 1, True)
            after = _after_space(line, end)
            if line[after : after + 1] == ":" and open_objects and read == name:
                if open_objects[-1]:
                    return at + 1
                open_objects[-1] = True
            at = end
            continue
        if character in "{[":
            open_objects.append(False)
        elif character in "}]":
            open_objects.pop()
        at += 1
    raise AssertionError("a name that is repeated was not found twice")


def _member(line: str, at: int, wanted: str) -> int | None:
    if line[at : at + 1] != "{":
        return None
    place = None
    at = _after_space(line, at + 1)
    while line[at : at + 1] == '"':
        name, at = scanstring(line, at + 1, True)
        at = _after_space(line, _after_space(line, at) + 1)
        if name == wanted:
            place = at
        at = _next(line, at)
    return place


def _item(line: str, at: int, wanted: int) -> int | None:
    if line[at : at + 1] != "[":
        return None
    at = _after_space(line, at + 1)
    for _ in range(wanted):
        at = _next(line, at)
    return at


def _next(line: str, at: int) -> int:
    """The start of what follows a value and its comma."""
    _, end = _DECODER.raw_decode(line, at)
    end = _after_space(line, end)
    return _after_space(line, end + 1) if line[end : end + 1] == "," else end


def _after_space(line: str, at: int) -> int:
    space = _SPACE.match(line, at)
    return space.end() if space else at
