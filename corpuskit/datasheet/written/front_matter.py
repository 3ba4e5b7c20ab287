"""YAML for the head of a data-set card and for CITATION.cff: all strings quoted, so that no title becomes a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpuskit.hidden import HIDDEN

#: A value that YAML writes: text, number, truth, or lists and mappings of them.
Value = Any


def emit(data: Mapping[str, Value]) -> str:
    """A mapping as YAML 1.2 in block style, strings in double quotes. Keys have to be plain words."""
    return "".join(f"{line}\n" for line in _mapping(data, ""))


def _mapping(data: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if not key.replace("_", "").replace("-", "").isalnum() or not key.isascii():
            raise ValueError(f"not a plain key: {key!r}")
        if isinstance(value, Mapping | list | tuple) and value:
            yield f"{indent}{key}:"
            yield from _inner(value, indent)
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _inner(value: Mapping[str, Value] | Sequence[Value], indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, f"{indent}  ")
        return
    for item in value:
        if isinstance(item, Mapping):
            lines = list(_mapping(item, f"{indent}  "))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{indent}- {_scalar(item)}"


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping | list | tuple) and not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    raise TypeError(f"not a value for YAML: {type(value).__name__}")


def quoted(text: str) -> str:
    """A double-quoted scalar on one line; what is hidden, or beyond 16 bits, is escaped the way YAML reads it."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    hidden = unicodedata.category(character) in HIDDEN or code >= 0xFFFE
    return f"\\u{code:04X}" if hidden else character
