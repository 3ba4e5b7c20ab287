"""A fault: what is wrong in a record, and where in it, before anyone knows which file the record lies in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Way from the record down to a value: names of fields and positions in lists.
Pointer = tuple[str | int, ...]

#: Longest piece of a value that a message repeats: enough to find it, never an article.
QUOTED = 60
TYPES = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


class Fault(NamedTuple):
    """A code of problems.toml, the place in the record, and what fills the code's message and hint."""

    code: str
    pointer: Pointer = ()
    values: Mapping[str, Any] = {}


def json_pointer(pointer: Pointer) -> str:
    """RFC 6901: ``/evidence/3/field``; the empty string is the record itself."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def named(pointer: Pointer) -> str:
    """The place for a person: ``evidence[3].field``, counted from 0 as in JSON Pointer; "the record" at the top."""
    words = ""
    for step in pointer:
        words += f"[{step}]" if isinstance(step, int) else f".{step}"
    return words.removeprefix(".") or "the record"


def quote(value: Any) -> str:
    """A value as a message may repeat it: JSON, on one line, short; lists and objects by their kind alone."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= QUOTED else value[: QUOTED - 1] + "…", ensure_ascii=False)
    if isinstance(value, int | float) or value is None:
        return "a huge number" if isinstance(value, int) and abs(value) >= 10**QUOTED else json.dumps(value)
    return kind(value)


def kind(value: Any) -> str:
    """The JSON type of a value in words."""
    return TYPES.get(type(value), type(value).__name__)
