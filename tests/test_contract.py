"""The contract: one schema, and everything that is derived from it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from corpuskit import contract
from corpuskit.validating.schema import faults

CHECKOUT = Path(__file__).parent.parent


def test_schemas_are_found_in_the_checkout_and_named() -> None:
    assert contract.schema_folder().is_dir()
    assert {"record", "report"} <= set(contract.schema_names())
    for name in contract.schema_names():
        assert json.loads(contract.schema_bytes(name)) == contract.schema(name)


def test_the_wheel_has_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "PACKED", tmp_path)
    assert contract.schema_folder() == tmp_path


def test_an_unknown_schema_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="record"):
        contract.schema_bytes("no-such")


def test_schemas_are_draft_2020_12_and_carry_their_version() -> None:
    from jsonschema import Draft202012Validator

    for name in contract.schema_names():
        definition = contract.schema(name)
        assert definition["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(definition)
    version = contract.schema_version()
    assert contract.schema()["$id"].endswith(f":{version}")
    assert [int(part) for part in version.split(".")]


def test_every_object_of_the_record_names_its_fields_and_lets_no_other_through() -> None:
    def walk(definition: dict[str, object], path: str) -> None:
        inner = definition.get("properties")
        if isinstance(inner, dict):
            assert all(held.get("description") for held in inner.values()), path
            assert definition["additionalProperties"] is False, path
            assert sorted(definition["required"]) == sorted(inner), path  # type: ignore[call-overload]
            for name, held in inner.items():
                walk(held, f"{path}/{name}")
        if isinstance(definition.get("items"), dict):
            walk(definition["items"], f"{path}/items")  # type: ignore[arg-type]

    walk(dict(contract.schema()), "")


def test_a_pattern_does_not_let_a_trailing_newline_pass() -> None:
    """In Python ``$`` matches before one."""

    def patterns(definition: object) -> list[str]:
        if isinstance(definition, dict):
            own = [definition["pattern"]] if isinstance(definition.get("pattern"), str) else []
            return own + [pattern for held in definition.values() for pattern in patterns(held)]
        return []

    for name in ("record", "report"):
        for pattern in patterns(dict(contract.schema(name))):
            assert not pattern.endswith("$"), f"{name}: {pattern}"


def test_fields_are_those_of_the_schema_in_its_order() -> None:
    assert [field.name for field in contract.fields()] == list(contract.schema()["properties"])
    names = [field.name for field in contract.fields(leaves=True)]
    assert names.index("provenance.file") == names.index("provenance") + 1
    assert {"outlets.id", "evidence.byte_end", "caveats.withdrawn.by"} <= set(names)
    by_name = {field.name: field for field in contract.fields(leaves=True)}
    assert (by_name["date"].type, by_name["date"].nullable, by_name["date"].format) == ("string", True, "date")
    assert by_name["outlets.name"].column == "outlet_names"
    assert not by_name["provenance.byte_start"].nullable


def test_the_arrow_schema_has_a_column_for_each_field() -> None:
    arrow = contract.arrow_schema()
    assert arrow.names == list(contract.schema()["properties"])
    for field in contract.fields():
        assert arrow.field(field.name).nullable == field.nullable
    assert arrow.field("word_count").type == pa.int64()
    assert arrow.field("confidence").type == pa.float64()
    assert arrow.field("date").type == pa.string()
    assert arrow.field("extra").type.value_type.names == ["key", "value"]
    assert arrow.field("provenance").type.field("view").nullable


def test_an_empty_record_has_every_field_and_nothing_known() -> None:
    empty = contract.required_empty()
    assert list(empty) == list(contract.schema()["properties"])
    assert empty["title"] is None
    assert empty["authors"] == []
    assert empty["provenance"]["line_start"] == 0
    codes = {fault.code for fault in faults(empty)}
    assert not codes & {"schema-missing-field", "schema-unknown-field", "schema-wrong-type"}
    empty["authors"].append("x")
    assert contract.required_empty()["authors"] == []
