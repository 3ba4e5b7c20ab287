"""JSON files that people read, such as manifest.json: the same content gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any


def indented(content: Mapping[str, Any]) -> bytes:
    """JSON for people: indented, in the order given, UTF-8, one line end at the end."""
    return f"{_indented(content, '')}\n".encode()


def _indented(value: Any, margin: str) -> str:
    """As the json module's ``indent=2``, which is slow: what holds plain values only is written by its C code."""
    is_object = isinstance(value, Mapping)
    if not value or not (is_object or isinstance(value, list | tuple)):
        return _encoder("")(value)
    inner = f"{margin}  "
    held = value.values() if is_object else value
    if not any(isinstance(one, Mapping | list | tuple) for one in held):
        body = _encoder(inner)(value)[1:-1]
    elif is_object:
        body = f",\n{inner}".join(f"{_encoder('')(key)}: {_indented(one, inner)}" for key, one in value.items())
    else:
        body = f",\n{inner}".join(_indented(one, inner) for one in value)
    opening, closing = "{}" if is_object else "[]"
    return f"{opening}\n{inner}{body}\n{margin}{closing}"


@lru_cache
def _encoder(margin: str) -> Callable[[Any], str]:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(f",\n{margin}", ": ")).encode
