"""The contract: loads schemas/ (wheel or checkout) and derives from it the fields and their Arrow types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

PACKED = Path(__file__).parent / "schemas"
CHECKOUT = Path(__file__).parent.parent / "schemas"


def schema_folder() -> Path:
    """Where the JSON Schemas lie: inside the package when installed from a wheel, else in the checkout.

    Build back ends cannot place a folder from outside the package into an editable install, hence the second place.
    """
    return PACKED if PACKED.is_dir() else CHECKOUT


def schema_names() -> list[str]:
    """Names for `schema`, such as "record"."""
    return sorted(path.name.removesuffix(".schema.json") for path in schema_folder().glob("*.schema.json"))


def schema_bytes(name: str = "record") -> bytes:
    """The schema file as it lies on disk. Raises KeyError for an unknown name."""
    path = schema_folder() / f"{name}.schema.json"
    if not path.is_file():
        raise KeyError(f"no schema {name!r}; there are {', '.join(schema_names())}")
    return path.read_bytes()


@cache
def schema(name: str = "record") -> Mapping[str, Any]:
    """A JSON Schema (draft 2020-12) as a mapping. Do not change it: it is shared."""
    loaded: dict[str, Any] = json.loads(schema_bytes(name))
    return loaded


def schema_version() -> str:
    """Version of the record schema, which each record carries."""
    version: str = schema()["x-schema-version"]
    return version


class Field(NamedTuple):
    """A field of the record, or a leaf below it (``provenance.file``, ``outlets.name``), as the schema defines it."""

    path: tuple[str, ...]
    type: str  #: "string", "integer", "number", "boolean", "array" or "object"
    nullable: bool
    description: str
    format: str | None
    column: str | None  #: its column in the flat Parquet table, where the schema names one (``x-column``)

    @property
    def name(self) -> str:
        return ".".join(self.path)


def type_of(definition: Mapping[str, Any]) -> str:
    """The JSON type of a field's values, besides null where that is allowed."""
    types: str | list[str] = definition["type"]
    return types if isinstance(types, str) else next(name for name in types if name != "null")


def _field(path: tuple[str, ...], definition: Mapping[str, Any]) -> Field:
    nullable, described = "null" in definition["type"], definition["description"]
    return Field(path, type_of(definition), nullable, described, definition.get("format"), definition.get("x-column"))


def fields(leaves: bool = False) -> list[Field]:
    """The record's fields in the order of the contract; with ``leaves`` also those below structs."""
    return list(_walk((), schema()["properties"], leaves))


def _walk(path: tuple[str, ...], properties: Mapping[str, Any], leaves: bool) -> Iterator[Field]:
    for name, definition in properties.items():
        found = _field((*path, name), definition)
        yield found
        if leaves:
            inner = definition.get("items", definition)
            if "properties" in inner:
                yield from _walk(found.path, inner["properties"], leaves)


def required_empty() -> dict[str, Any]:
    """A record with every field present and nothing known: the start of each description."""
    return {name: _empty(definition) for name, definition in schema()["properties"].items()}


def _empty(definition: Mapping[str, Any]) -> Any:
    types = definition["type"]
    if "null" in types:
        return None
    if types == "array":
        return []
    if types == "object":
        return {name: _empty(inner) for name, inner in definition.get("properties", {}).items()}
    return {"string": "", "boolean": False, "integer": 0, "number": 0.0}[types]


@cache
def arrow_schema() -> pa.Schema:
    """Arrow schema of a table of records in the shape of the JSON: nested, dates as ISO strings, extra as pairs.

    This is what travels between the rooms. The flat tables of dist/ are made from it by `corpuskit.packaging`.
    """
    import pyarrow as pa

    return pa.schema([_arrow_field(name, definition) for name, definition in schema()["properties"].items()])


def no_records() -> pa.Table:
    """A table of `arrow_schema` without a row."""
    return arrow_schema().empty_table()


def _arrow_field(name: str, definition: Mapping[str, Any]) -> pa.Field:
    import pyarrow as pa

    return pa.field(name, _arrow_type(definition), nullable="null" in definition["type"])


def _arrow_type(definition: Mapping[str, Any]) -> pa.DataType:
    import pyarrow as pa

    kind = type_of(definition)
    if kind == "array":
        return pa.list_(pa.field("item", _arrow_type(definition["items"]), nullable=False))
    if kind == "object" and "properties" in definition:
        return pa.struct([_arrow_field(name, inner) for name, inner in definition["properties"].items()])
    if kind == "object":
        pair = pa.struct([pa.field("key", pa.string(), nullable=False), pa.field("value", pa.string(), nullable=False)])
        return pa.list_(pa.field("item", pair, nullable=False))
    return {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}[kind]
