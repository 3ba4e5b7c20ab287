"""The quick yes is never given to what the reference objects to, and is given to what people write."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import contract
from corpuskit.workspace.configuration.conforming import conforms
from corpuskit.workspace.configuration.stated import _plain

SCHEMAS = ("corpus", "corrections", "audit", "layout")
SEED = Path(__file__).parent.parent.parent / "seeds" / "corpus.toml"
#: What a value of one file may be put in place of in another.
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3000), st.floats(allow_nan=True), st.text(max_size=6),
    st.sampled_from(["2024-11-12", "2024-13-45", "a@b", "https://example.org/x", "https://exa mple", "unknown", "en"]),
    st.lists(st.one_of(st.text(max_size=4), st.integers(0, 9)), max_size=2),
    st.dictionaries(st.sampled_from(["title", "source", "a b", "", "x-y"]), st.text(max_size=4), max_size=2),
)  # fmt: skip


def stated() -> dict[str, Any]:
    found: dict[str, Any] = _plain(tomllib.loads(SEED.read_text("utf-8")))
    return found


def accepted(value: Any, schema: Mapping[str, Any]) -> bool:
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )  # fmt: skip
    return checker.is_valid(value)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


def examples(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Any:
    """Something that follows a part of a schema, from its first examples."""
    if "$ref" in part:
        return examples(schema, schema["$defs"][part["$ref"].rpartition("/")[2]]) if not part.get("examples") else (
            part["examples"][0]
        )  # fmt: skip
    if part.get("examples"):
        return part["examples"][0]
    if "enum" in part:
        return part["enum"][0]
    if part.get("type") == "object":
        return {key: examples(schema, inner) for key, inner in part.get("properties", {}).items()}
    if part.get("type") == "array":
        return [examples(schema, part["items"])]
    return {"string": "x", "integer": 1, "number": 1, "boolean": True}.get(part.get("type", ""), "x")


def test_what_ships_needs_no_second_look() -> None:
    assert conforms(stated(), contract.schema("corpus"))


@pytest.mark.parametrize("name", SCHEMAS)
@given(data=st.data())
def test_no_file_is_passed_that_the_reference_objects_to(name: str, data: st.DataObject) -> None:
    schema = contract.schema(name)
    value = copy.deepcopy(stated() if name == "corpus" and data.draw(st.booleans()) else examples(schema, schema))
    for _ in range(data.draw(st.integers(0, 2))):
        path = data.draw(st.sampled_from(list(places(value))))
        if path:
            *above, key = path
            holder = value
            for step in above:
                holder = holder[step]
            holder[key] = data.draw(VALUES)
        elif isinstance(value, dict):
            value[data.draw(st.text(max_size=5))] = data.draw(VALUES)
    if conforms(value, schema):
        assert accepted(value, schema)


@pytest.mark.parametrize("schema", [{"const": 1}, {"type": "string", "format": "hostname"}, {"if": {}}])
def test_a_keyword_that_is_not_known_is_left_to_the_reference(schema: Mapping[str, Any]) -> None:
    assert not conforms("x", schema)
