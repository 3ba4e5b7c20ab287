"""Evaluates a condition (tree → mask) on whole columns, with Arrow's compute kernels.

A test is true, false, or null where a value that it needs is null, as in SQL. `and`, `or` and `not` follow Kleene's
logic; in the resulting mask null counts as false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.conditions.tree import (
    And,
    Column,
    Compare,
    Constant,
    ContainsText,
    IsNull,
    IsTrue,
    Kind,
    Like,
    ListContains,
    Not,
    OneOf,
    Operand,
    Or,
    Test,
)

SIGNS = {"=": "equal", "!=": "not_equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}


def mask(test: Test, table: pa.Table) -> pa.BooleanArray:
    """For each row whether the test is true."""
    return _mask(test, table).fill_null(False)


def _mask(test: Test, table: pa.Table) -> pa.BooleanArray:
    match test:
        case And(tests):
            return reduce(pc.and_kleene, (_mask(inner, table) for inner in tests))
        case Or(tests):
            return reduce(pc.or_kleene, (_mask(inner, table) for inner in tests))
        case Not(inner):
            return pc.invert(_mask(inner, table))
        case Compare(sign, left, right):
            return getattr(pc, SIGNS[sign])(*_same_type(_evaluate(left, table), _evaluate(right, table)))
        case _:
            return _column_mask(test, table)


def _column_mask(test: Test, table: pa.Table) -> pa.BooleanArray:
    match test:
        case IsNull(column):
            return _values(column, table).is_null()
        case OneOf(value, constants):
            asked = _evaluate(value, table)
            among = pc.is_in(*_same_type(asked, _constants(constants)))
            return pc.if_else(asked.is_valid(), among, pa.scalar(None, pa.bool_()))
        case ListContains(column, value):
            return _any_entry(column, table, lambda entries, rows: pc.equal(entries, _repeated(value, table, rows)))
        case ContainsText(column, piece):
            return pc.match_substring(_values(column, table), piece)
        case Like(column, pattern, ignore_case):
            if column.listed:
                return _any_entry(column, table, lambda entries, _: _like(entries, pattern, ignore_case))
            return _like(_values(column, table), pattern, ignore_case)
        case IsTrue(column):
            return _values(column, table)
    raise TypeError(f"no test: {test!r}")


def _any_entry(column: Column, table: pa.Table, ask: Callable[[pa.Array, pa.Array], pa.Array]) -> pa.BooleanArray:
    """Whether a test holds of any entry of each list; ``ask`` is given all entries and the row of each."""
    lists = _values(column, table)
    rows = pc.list_parent_indices(lists)
    holds = ask(pc.list_flatten(lists), rows).fill_null(False).to_numpy(zero_copy_only=False)
    found = np.zeros(len(lists), dtype=bool)
    found[rows.to_numpy()[holds]] = True
    return pa.array(found)


def _like(texts: pa.Array, pattern: str, ignore_case: bool) -> pa.BooleanArray:
    return pc.match_substring_regex(texts, _expression(pattern), ignore_case=ignore_case)


def _expression(pattern: str) -> str:
    """The pattern for RE2, whose time is linear in the text. Arrow's match_like has a backslash of its own."""
    signs = {"%": ".*", "_": "."}
    return r"(?s)\A" + "".join(signs.get(c) or (f"\\x{{{ord(c):x}}}") for c in pattern) + r"\z"


def _evaluate(operand: Operand, table: pa.Table) -> Any:
    """An array with a value a row, or a scalar."""
    if isinstance(operand, Constant):
        return pa.scalar(operand.value, _type(operand.kind))
    if isinstance(operand, Column):
        return _values(operand, table)
    measured = _values(operand.column, table)
    count = pc.list_value_length(measured) if operand.column.listed else pc.utf8_length(measured)
    return count.cast(pa.int64())


def _repeated(operand: Operand, table: pa.Table, rows: pa.Array) -> Any:
    found = _evaluate(operand, table)
    return found if isinstance(operand, Constant) else found.take(rows)


def _same_type(left: Any, right: Any) -> tuple[Any, Any]:
    """Values of one type: whole numbers that meet others become such, which Arrow alone refuses beyond 2^53."""
    if pa.types.is_floating(left.type) != pa.types.is_floating(right.type):
        return tuple(v if pa.types.is_floating(v.type) else v.cast(pa.float64(), safe=False) for v in (left, right))
    return left, right


def _constants(constants: Sequence[Constant]) -> pa.Array:
    values = [constant.value for constant in constants]
    if any(isinstance(value, float) for value in values):
        return pa.array(values, pa.float64())
    return pa.array(values, _type(constants[0].kind))


def _type(kind: Kind) -> pa.DataType | None:
    """The Arrow type of constants; numbers are whole or not, as they are written."""
    return {"text": pa.string(), "day": pa.date32(), "truth": pa.bool_(), "number": None}[kind]


def _values(column: Column, table: pa.Table) -> pa.Array:
    return one_array(table.column(column.name))
