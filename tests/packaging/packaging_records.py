"""Any valid record: a Hypothesis strategy derived from the schema, so that a new field is tested at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from corpuskit.contract import schema

#: Characters that break lines, JSON or tables somewhere; text is drawn from these and from all of Unicode.
AWKWARD = "\x00\t\n\v\f\r\x1b\x1c\x1e\x7f\x85\u2028\u2029\ufeff\\\"'/<>&é汉🙂\U0010ffff\u0301"
STRINGS = st.text(
    st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"])),
    max_size=12,
)


def values(definition: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a JSON Schema of the kind we write allows."""
    types = definition["type"]
    types = [types] if isinstance(types, str) else types
    if "enum" in definition:
        return st.sampled_from(definition["enum"])
    return st.one_of(*(_of_type(name, definition) for name in types))


def _of_type(name: str, definition: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    match name:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(definition.get("minimum", -(2**63)), 2**63 - 1)
        case "number":
            low, high = definition["minimum"], definition["maximum"]
            return st.one_of(st.floats(low, high), st.integers(0, 1000).map(lambda n: n / 1000))
        case "string":
            return _strings(definition)
        case "array":
            return st.lists(values(definition["items"]), max_size=3)
    if "properties" in definition:
        inner = {key: values(held) for key, held in definition["properties"].items()}
        return st.fixed_dictionaries(inner).map(lambda found: {key: found[key] for key in inner})
    return st.dictionaries(STRINGS, values(definition["additionalProperties"]), max_size=3)


def _strings(definition: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if "pattern" in definition:
        return st.from_regex(definition["pattern"], fullmatch=True)
    if definition.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    if definition.get("format") == "uri":
        return st.sampled_from(["https://example.org/a?b=c#d", "urn:x:y"])
    return STRINGS.filter(lambda text: len(text) >= definition.get("minLength", 0))


def records(max_size: int = 4) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Records of one corpus, as parsed JSON: each of another id."""
    return st.lists(values(schema()), max_size=max_size, unique_by=lambda record: record["id"])
