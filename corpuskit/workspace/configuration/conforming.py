"""A quick yes for a file that follows its schema, so that `jsonschema` is asked (and imported) only about mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from corpuskit.formats import is_date
from corpuskit.patterns import later

#: Keywords that ask nothing of a value.
_SILENT = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "default"})
#: Keywords that are looked at together.
_OF_PROPERTIES = frozenset({"properties", "patternProperties", "additionalProperties"})
#: The plainest addresses; what else may be one is left to the reference.
_PLAIN_ADDRESS = later(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:/[A-Za-z0-9._~/-]*)?")
_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


def conforms(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value is sure to follow a schema: never true of one that breaks it.

    Where a keyword is not known here, or an answer is not plain, it is false; the reference then has the last word.
    """
    return _follows(value, schema, schema)


def _follows(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    asked = [keyword for keyword in part.keys() - _SILENT - _OF_PROPERTIES if not keyword.startswith("x-")]
    return all(keyword in _CHECKS and _CHECKS[keyword](value, part, whole) for keyword in asked) and (
        part.keys().isdisjoint(_OF_PROPERTIES) or _has_properties(value, part, whole)
    )


def _refers(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    _, defs, name = part["$ref"].rpartition("#/$defs/")
    return bool(defs) and name in whole["$defs"] and _follows(value, whole["$defs"][name], whole)


def _has_properties(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    named, patterns, others = (
        part.get("properties", {}), part.get("patternProperties", {}), part.get("additionalProperties", True),
    )  # fmt: skip
    for key, inner in value.items():
        meant = [named[key]] if key in named else []
        meant += [definition for pattern, definition in patterns.items() if re.search(pattern, key)]
        if not meant and isinstance(others, dict):
            meant.append(others)
        elif not meant and not others:
            return False
        if not all(_follows(inner, definition, whole) for definition in meant):
            return False
    return True


def _has_items(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    return not isinstance(value, list) or all(_follows(item, part["items"], whole) for item in value)


def _is_of_type(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    names = [part["type"]] if isinstance(part["type"], str) else part["type"]
    return any(name in _TYPES and _TYPES[name](value) for name in names)


def _is_one_of(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    return isinstance(value, str) and value in part["enum"]


def _has_form(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    if not isinstance(value, str):
        return True
    match part["format"]:
        case "uri":
            return _PLAIN_ADDRESS.fullmatch(value) is not None
        case "email":
            return "@" in value
        case "date":
            return is_date(value)
    return False


_CHECKS: Mapping[str, Callable[[Any, Mapping[str, Any], Mapping[str, Any]], bool]] = {
    "$ref": _refers,
    "type": _is_of_type,
    "enum": _is_one_of,
    "required": lambda value, part, whole: not isinstance(value, dict) or value.keys() >= set(part["required"]),
    "items": _has_items,
    "format": _has_form,
    "pattern": lambda value, part, whole: not isinstance(value, str) or bool(re.search(part["pattern"], value)),
    "minLength": lambda value, part, whole: not isinstance(value, str) or len(value) >= part["minLength"],
    "maxLength": lambda value, part, whole: not isinstance(value, str) or len(value) <= part["maxLength"],
    "minimum": lambda value, part, whole: not isinstance(value, int | float) or value >= part["minimum"],
    "maximum": lambda value, part, whole: not isinstance(value, int | float) or value <= part["maximum"],
}
