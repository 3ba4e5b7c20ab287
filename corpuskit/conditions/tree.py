"""A condition as a tree of tests. It is checked when it is made: types fit, and every column is one of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

#: What values are: of a column, of a literal, or of the entries of a list.
Kind = Literal["text", "number", "day", "truth"]
Sign = Literal["=", "!=", "<", "<=", ">", ">="]
Value = str | int | float | date | bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; ``listed`` where each of its values is a list."""

    name: str
    kind: Kind
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that the condition itself states."""

    value: Value
    kind: Kind


@dataclass(frozen=True, slots=True)
class Length:
    """Characters of a text, or entries of a list."""

    column: Column
    kind: Kind = "number"


Operand = Column | Constant | Length


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values in an order; null where either is."""

    sign: Sign
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether nothing is known: the only test that asks for it."""

    column: Column


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is among constants."""

    value: Operand
    constants: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Whether a list has a value among its entries."""

    column: Column
    value: Operand


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether a text has another text in it."""

    column: Column
    piece: str


@dataclass(frozen=True, slots=True)
class Like:
    """Whether a text, or an entry of a list of them, fits a pattern: % for any text, _ for one character."""

    column: Column
    pattern: str
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """A column of true and false, taken as it is."""

    column: Column


@dataclass(frozen=True, slots=True)
class Not:
    test: Test


@dataclass(frozen=True, slots=True)
class Every:
    """All tests hold ("and")."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one test holds ("or")."""

    tests: tuple[Test, ...]


Test = Compare | IsNull | OneOf | Has | Holds | Like | Is | Not | Every | Some


def columns_of(test: Test) -> Iterator[str]:
    """Names of the columns that a test reads, as often as it does."""
    match test:
        case Not(inner):
            yield from columns_of(inner)
        case Every(tests) | Some(tests):
            for inner in tests:
                yield from columns_of(inner)
        case Compare(_, left, right):
            yield from _names(left, right)
        case Has(column, value):
            yield from _names(column, value)
        case OneOf(value, _):
            yield from _names(value)
        case IsNull(column) | Holds(column, _) | Like(column, _, _) | Is(column):
            yield column.name


def _names(*operands: Operand) -> Iterator[str]:
    for operand in operands:
        if isinstance(operand, Column):
            yield operand.name
        elif isinstance(operand, Length):
            yield operand.column.name
