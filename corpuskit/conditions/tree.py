"""The syntax tree of a condition. `type_checker` makes its nodes, so types fit and every column exists."""

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
    """Number of characters in a text, or of entries in a list."""

    column: Column
    kind: Kind = "number"


Operand = Column | Constant | Length


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values compared; null where either is null."""

    sign: Sign
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether the value is null; every other test gives null for null."""

    column: Column


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is among constants."""

    value: Operand
    constants: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class ListContains:
    """Whether a list has a value among its entries."""

    column: Column
    value: Operand


@dataclass(frozen=True, slots=True)
class ContainsText:
    """Whether a text contains another text."""

    column: Column
    piece: str


@dataclass(frozen=True, slots=True)
class Like:
    """Whether a text, or an entry of a list of them, matches a pattern: % for any text, _ for one character."""

    column: Column
    pattern: str
    ignore_case: bool = False


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A boolean column, used as a test."""

    column: Column


@dataclass(frozen=True, slots=True)
class Not:
    test: Test


@dataclass(frozen=True, slots=True)
class And:
    """All tests hold."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one test holds."""

    tests: tuple[Test, ...]


Test = Compare | IsNull | OneOf | ListContains | ContainsText | Like | IsTrue | Not | And | Or


def columns_of(test: Test) -> Iterator[str]:
    """Names of the columns that a test reads, as often as it does."""
    match test:
        case Not(inner):
            yield from columns_of(inner)
        case And(tests) | Or(tests):
            for inner in tests:
                yield from columns_of(inner)
        case Compare(_, left, right):
            yield from _names_of(left, right)
        case ListContains(column, value):
            yield from _names_of(column, value)
        case OneOf(value, _):
            yield from _names_of(value)
        case IsNull(column) | ContainsText(column, _) | Like(column, _, _) | IsTrue(column):
            yield column.name


def _names_of(*operands: Operand) -> Iterator[str]:
    for operand in operands:
        if isinstance(operand, Column):
            yield operand.name
        elif isinstance(operand, Length):
            yield operand.column.name
