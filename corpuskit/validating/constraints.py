"""The fast path: what the schema asks beyond types, compiled into Arrow kernels that run over whole columns.

A row that any kernel objects to is a suspect: the reference (`schema.faults`) looks at it again and has the last word.
A row that no kernel objects to follows the schema; tests compare the two on records good and bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.contract import schema
from corpuskit.formats import FORMATS

#: From an array without nulls to an array of true (holds) and false.
Kernel = Callable[["pa.Array"], "pa.Array"]

#: Keywords that hold by the shape of the Arrow table, or that only describe.
SHAPE = frozenset({"type", "properties", "required", "additionalProperties", "items"})
SILENT = frozenset({"description", "title", "$schema", "$id"})
#: End of a pattern that Python needs (``$`` alone would let a trailing newline pass) and RE2 neither needs nor knows.
PYTHON_END = r"(?!\n)"


def suspects(records: pa.Table) -> set[int]:
    """Rows of a table of the contract's Arrow schema that may break the JSON Schema."""
    found: set[int] = set()
    for name, check in compiled().items():
        column = one_array(records.column(name))
        for rows in check.bad(column, np.arange(len(column))):
            found.update(rows.tolist())
    return found


@cache
def compiled() -> Mapping[str, Check]:
    """A check for each field of the record that has something to check."""
    root = schema()
    _shape_is_known(root)
    checks = {name: Check(definition) for name, definition in root["properties"].items()}
    return {name: check for name, check in checks.items() if check.needed}


class Check:
    """The checks of a value and of what lies in it, compiled from its definition.

    Raises ValueError for a definition with a keyword that is not known here: none is passed over in silence.
    """

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.nullable = "null" in definition["type"] and None in definition.get("enum", [None])
        self.kernels = list(_kernels(definition))
        self.items: Check | None = None
        self.inner: dict[str, Check] = {}
        if "items" in definition:
            self.items = Check(definition["items"])
        elif "properties" in definition:
            _shape_is_known(definition)
            self.inner = {name: Check(inner) for name, inner in definition["properties"].items()}
        elif isinstance(definition.get("additionalProperties"), Mapping):
            pair = {"type": "object", "additionalProperties": False, "required": ["key", "value"]}
            held = {"key": {"type": "string"}, "value": definition["additionalProperties"]}
            self.items = Check({**pair, "properties": held})

    @property
    def needed(self) -> bool:
        """Whether an array could fail: Arrow itself does not hold that a column is never null."""
        return not self.nullable or bool(self.kernels or self.items or self.inner)

    def bad(self, values: pa.Array, owners: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
        """Arrays of the owners (rows of the table) of values that fail."""
        if values.null_count:
            valid = values.is_valid().to_numpy(zero_copy_only=False)
            if not self.nullable:
                yield owners[~valid]
            values, owners = values.drop_null(), owners[valid]
        for kernel in self.kernels:
            holds = kernel(values)
            if holds.true_count < len(values):
                yield owners[~holds.to_numpy(zero_copy_only=False)]
        if self.items is not None:
            yield from self._in_items(self.items, values, owners)
        for at, check in enumerate(self.inner.values()):
            yield from check.bad(values.field(at), owners)

    @staticmethod
    def _in_items(check: Check, values: pa.Array, owners: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
        yield from check.bad(values.flatten(), np.repeat(owners, values.value_lengths().to_numpy()))


def _kernels(definition: Mapping[str, Any]) -> Iterator[Kernel]:
    """A kernel for each keyword that asks something of the value itself."""
    for keyword, expected in definition.items():
        if keyword in KERNELS:
            yield KERNELS[keyword](expected)
        elif keyword not in SHAPE | SILENT and not keyword.startswith("x-"):
            raise ValueError(f"no kernel for the keyword {keyword!r} of the schema")


def _enum(expected: list[Any]) -> Kernel:
    choices = pa.array([choice for choice in expected if choice is not None])
    return lambda values: pc.is_in(values, value_set=choices.cast(values.type))


def _pattern(expected: str) -> Kernel:
    plain = expected.removesuffix(PYTHON_END)
    if "(?" in plain.replace("(?:", ""):
        raise ValueError(f"no kernel for the pattern {expected!r}: RE2 knows no look-around")
    return lambda values: pc.match_substring_regex(values, plain)


#: Strings that surely have the format, so that they need no look in Python: plain addresses of web pages. For RE2,
#: whose time is linear whatever the pattern.
SURELY = {
    "iri": r"^https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~-]*)?$",
    "uri": r"^https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~-]*)?$",
}


def _format(expected: str) -> Kernel:
    """Asked once for each different value that is not plain: formats take Python, and a column of dates holds few."""
    holds = FORMATS[expected]

    def asked(values: pa.Array) -> pa.Array:
        encoded = values.dictionary_encode()
        return pa.array([holds(value) for value in encoded.dictionary.to_pylist()], pa.bool_()).take(encoded.indices)

    def kernel(values: pa.Array) -> pa.Array:
        plain = pc.match_substring_regex(values, SURELY[expected])
        return plain if plain.true_count == len(values) else pc.or_(plain, asked(values))

    return kernel if expected in SURELY else asked


KERNELS: Mapping[str, Callable[[Any], Kernel]] = {
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minimum": lambda least: lambda values: pc.greater_equal(values, least),  # NaN, which JSON has not, fails too
    "maximum": lambda most: lambda values: pc.less_equal(values, most),
    "minLength": lambda least: lambda values: pc.greater_equal(pc.utf8_length(values), least),
}


def _shape_is_known(definition: Mapping[str, Any]) -> None:
    """An Arrow struct has all its fields and no other; the schema has to ask for just that."""
    if definition.get("additionalProperties") is not False or set(definition["required"]) != set(
        definition["properties"]
    ):
        raise ValueError("an object of the record has fields that may be absent or unknown; Arrow cannot tell")
