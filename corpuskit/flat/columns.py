"""The flat columns of the three tables in dist/data/, derived from the record schema.

A field of plain values is a column of its own name. An object's or a list's fields are the columns that the schema
names (``x-column``): plain values for an object, parallel lists for a list of objects. A list of objects whose fields
have no such name (caveats, evidence) is a table of its own with a row for each entry; a name is given there only to
those which SQL would take for its own words (``end``). ``extra`` becomes two lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from corpuskit.contract import arrow_schema, schema, type_of

if TYPE_CHECKING:
    import pyarrow as pa

Shape = Literal["plain", "list", "struct", "structs", "pairs", "rows"]

RECORDS = "records"


class Column(NamedTuple):
    """A column of a flat table.

    ``path`` leads to the field of the record that it holds; it is empty for a key column and for one that repeats
    others (``derived``), which is left out on the way back.
    """

    table: str
    name: str
    type: str  #: Arrow type as text: "string", "int64", "double", "bool", "date32[day]", "list<string>", "list<int64>"
    nullable: bool
    description: str
    path: tuple[str, ...] = ()
    derived: bool = False

    @property
    def is_list(self) -> bool:
        return self.type.startswith("list<")

    @property
    def item_type(self) -> str:
        """The type, of a list that of its items."""
        return self.type[5:-1] if self.is_list else self.type


#: Columns that repeat others, for the convenience of queries, by the field behind which they stand.
DERIVED: Mapping[str, tuple[Column, ...]] = {
    "authors": (
        Column(RECORDS, "outlet", "string", True, "The main outlet: the first of outlet_names.", derived=True),
        Column(RECORDS, "affiliation", "string", True, "The main outlet's: the first of affiliations.", derived=True),
    ),
    "confidence": (
        Column(
            RECORDS,
            "caveat_codes",
            "list<string>",
            False,
            "Distinct codes of the record's caveats, sorted, less those withdrawn; the table caveats has them whole.",
            derived=True,
        ),
    ),
}

#: The field that each of them is taken from, and its leaf there.
DERIVED_FROM: Mapping[str, tuple[str, str]] = {
    "outlet": ("outlets", "name"),
    "affiliation": ("outlets", "affiliation"),
    "caveat_codes": ("caveats", "code"),
}


@cache
def shapes() -> Mapping[str, Shape]:
    """How each field of a record is stored."""
    return {name: _shape(definition) for name, definition in schema()["properties"].items()}


def _shape(definition: Mapping[str, Any]) -> Shape:
    kind = type_of(definition)
    if kind == "object":
        return "struct" if "properties" in definition else "pairs"
    if kind != "array":
        return "plain"
    if type_of(definition["items"]) != "object":
        return "list"
    leaves = definition["items"]["properties"].values()
    return "structs" if all("x-column" in leaf for leaf in leaves) else "rows"


@cache
def columns(table: str = RECORDS) -> tuple[Column, ...]:
    """The columns of a table in order. Raises KeyError for an unknown table."""
    if table == RECORDS:
        return tuple(_of_records())
    if shapes()[table] != "rows":
        raise KeyError(table)
    key = schema()["properties"]["id"]["description"]
    return (
        Column(table, "record_id", "string", False, f"Id of the record. {key}"),
        Column(table, "position", "int64", False, f"Place among the record's {table}, from 0."),
        *_of_rows(table, (table,), schema()["properties"][table]["items"]["properties"]),
    )


def fields_of(names: Collection[str], table: str = RECORDS) -> frozenset[str]:
    """Fields of the record that hold what stands in the named columns of a table."""
    if table != RECORDS:
        return frozenset({"id", table})
    return frozenset(DERIVED_FROM.get(c.name, c.path)[0] for c in columns() if c.name in names)


def table_names() -> tuple[str, ...]:
    """The flat tables: records first, then one for each list of objects."""
    return (RECORDS, *(name for name, shape in shapes().items() if shape == "rows"))


def _of_records() -> Iterator[Column]:
    for name, definition in schema()["properties"].items():
        shape = shapes()[name]
        if shape in ("plain", "list"):
            yield _column(RECORDS, name, definition, (name,))
        elif shape == "struct":
            for leaf, inner in definition["properties"].items():
                yield _column(RECORDS, inner["x-column"], inner, (name, leaf))
        elif shape == "structs":
            for leaf, inner in definition["items"]["properties"].items():
                column = _column(RECORDS, inner["x-column"], inner, (name, leaf))
                described = f"{inner['description']} One entry for each of {name}."
                yield Column(RECORDS, column.name, f"list<{column.type}>", False, described, column.path)
        elif shape == "pairs":
            for part in ("key", "value"):
                described = f"{part.capitalize()}s of {name}, in parallel. {definition['description']}"
                yield Column(RECORDS, f"{name}_{part}s", "list<string>", False, described, (name, part))
        yield from DERIVED.get(name, ())


def _of_rows(table: str, path: tuple[str, ...], properties: Mapping[str, Any], outer: str = "") -> Iterator[Column]:
    for leaf, inner in properties.items():
        if type_of(inner) == "object":
            yield from _of_rows(table, (*path, leaf), inner["properties"], f"{leaf}_")
        else:
            column = _column(table, inner.get("x-column", f"{outer}{leaf}"), inner, (*path, leaf))
            nullable = column.nullable or bool(outer)
            yield Column(table, column.name, column.type, nullable, column.description, column.path)


def _column(table: str, name: str, definition: Mapping[str, Any], path: tuple[str, ...]) -> Column:
    kind = type_of(definition)
    if kind == "array":
        item = _column(table, name, definition["items"] | {"description": ""}, path)
        stored = f"list<{item.type}>"
    elif definition.get("format") == "date":
        stored = "date32[day]"
    else:
        stored = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool"}[kind]
    return Column(table, name, stored, "null" in definition["type"], definition["description"], path)


@cache
def flat_schema(table: str = RECORDS) -> pa.Schema:
    """Arrow schema of a flat table."""
    import pyarrow as pa

    return pa.schema([pa.field(c.name, _arrow_type(c), nullable=c.nullable) for c in columns(table)])


def _arrow_type(column: Column) -> pa.DataType:
    import pyarrow as pa

    plain = {
        "string": pa.string(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "date32[day]": pa.date32(),
    }
    if not column.is_list:
        return plain[column.type]
    return pa.list_(pa.field("element", plain[column.item_type], nullable=_items_nullable(column)))


def _items_nullable(column: Column) -> bool:
    """Whether an entry of a list column may be null, as with the ids of outlets that no registry lists."""
    if not column.path:
        return False
    held = arrow_schema().field(column.path[0]).type.value_type
    return bool(len(column.path) > 1 and held.field(column.path[1]).nullable)
