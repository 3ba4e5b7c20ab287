"""Which tests fit which columns: a condition that could never be asked is refused, with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast, get_args

from corpuskit.conditions.tokens import ConditionError, Token
from corpuskit.conditions.tree import (
    Column,
    Compare,
    Constant,
    Has,
    Holds,
    Kind,
    Length,
    Like,
    OneOf,
    Operand,
    Sign,
    Test,
)
from corpuskit.flat import columns
from corpuskit.problems import near

SIGNS: frozenset[str] = frozenset(get_args(Sign))
KINDS: dict[str, Kind] = {
    "string": "text",
    "int64": "number",
    "double": "number",
    "date32[day]": "day",
    "bool": "truth",
}
NAMED: dict[Kind, str] = {"text": "text", "number": "a number", "day": "a day", "truth": "true or false"}
#: Largest whole number of a condition: every one up to it is exact where it meets numbers that are not whole.
LARGEST = 2**53


class Types:
    """Makes tests out of operands, for the columns of a flat table."""

    def __init__(self, text: str, table: str) -> None:
        self.text = text
        self.columns = {found.name: _column(found) for found in columns.columns(table)}

    def column(self, word: Token) -> Column:
        """The column of a name. Raises ConditionError with the nearest name for another one."""
        found = self.columns.get(word.value)
        if found is None:
            close = near(word.value.lower(), self.columns)
            hint = f"did you mean {close}?" if close else f"columns are {', '.join(self.columns)}"
            raise self._error(word, f"there is no column {word.value!r}", hint)
        return found

    def number(self, word: Token) -> Constant:
        """A number; whole ones have to fit into a column."""
        if "." in word.value:
            return Constant(float(word.value), "number")
        if len(word.value) > len(str(LARGEST)) + 1 or abs(int(word.value)) > LARGEST:
            raise self._error(word, "the number is too large", f"whole numbers go up to {LARGEST:,}")
        return Constant(int(word.value), "number")

    def compare(self, place: Token, left: Operand, sign: Token, at: Token, right: Operand) -> Test:
        """Two single values of one kind."""
        if isinstance(left, Constant) and isinstance(right, Constant):
            raise self._error(place, "two values are compared, and no column", "texts stand in quotes, columns do not")
        for operand in (left, right):
            if isinstance(operand, Column) and operand.listed:
                hint = f"write: 'value' in {operand.name}, or length({operand.name}) = 0"
                raise self._error(sign, f"{operand.name} holds a list, which is compared with nothing", hint)
        left, right = self._alike(place, left, right), self._alike(at, right, left)
        if left.kind == "truth" and sign.value not in ("=", "!="):
            raise self._error(sign, "true and false have no order", "use = or !=")
        return Compare(cast(Sign, sign.value), left, right)

    def nullable(self, place: Token, operand: Operand) -> Column:
        if not isinstance(operand, Column):
            raise self._error(place, "only a column can be null", "write the name of a column without quotes")
        if operand.listed:
            raise self._error(
                place, f"{operand.name} holds a list, which is never null", f"write: length({operand.name}) = 0"
            )
        return operand

    def measurable(self, place: Token, operand: Operand) -> Column:
        if not isinstance(operand, Column) or not (operand.listed or operand.kind == "text"):
            raise self._error(
                place, "length is that of a text or a list", "such as: length(title) > 200, length(authors) = 0"
            )
        return operand

    def contains(self, place: Token, left: Operand, at: Token, right: Operand) -> Test:
        """A text in a text, or a value in a list."""
        if isinstance(left, Column) and left.listed:
            return self.has(place, left, at, right)
        if not isinstance(left, Column) or left.kind != "text":
            raise self._error(place, "only a text or a list contains something", "such as: title contains 'ferry'")
        return Holds(left, self._text(at, right))

    def has(self, place: Token, listed: Operand, at: Token, value: Operand) -> Test:
        """A value among the entries of a list."""
        if not isinstance(listed, Column) or not listed.listed:
            raise self._error(place, "what follows `in` is a list", "such as: 'x' in caveat_codes, or ('en', 'de')")
        if isinstance(value, Column) and value.listed:
            raise self._error(at, f"{value.name} holds a list", "a single value is looked for in a list")
        return Has(listed, self._alike(at, value, Constant("", listed.kind)))

    def one_of(self, place: Token, value: Operand, listed: Sequence[tuple[Token, Operand]]) -> Test:
        """A value among constants."""
        if isinstance(value, Constant) or (isinstance(value, Column) and value.listed):
            raise self._error(place, "a column stands before `in (…)`", "such as: language in ('en', 'de')")
        constants = []
        for word, operand in listed:
            if not isinstance(operand, Constant):
                raise self._error(word, "a list in brackets holds values, no columns", "texts stand in quotes")
            constants.append(cast(Constant, self._alike(word, operand, value)))
        return OneOf(value, tuple(constants))

    def like(self, place: Token, left: Operand, at: Token, right: Operand, any_case: bool) -> Test:
        if not isinstance(left, Column) or left.kind != "text":
            raise self._error(place, "`like` is asked of a column of texts", "such as: title like '%ferry%'")
        return Like(left, self._text(at, right), any_case)

    def _text(self, at: Token, operand: Operand) -> str:
        if not isinstance(operand, Constant) or not isinstance(operand.value, str):
            raise self._error(at, "a text in quotes is wanted here", "such as 'ferry'")
        return operand.value

    def _alike(self, at: Token, operand: Operand, other: Operand) -> Operand:
        """The operand as what the other is: a text that is compared with a day is one."""
        made_a_day = operand.kind == "day" and other.kind == "text" and isinstance(other, Constant)
        if operand.kind == other.kind or made_a_day:
            return operand
        if other.kind == "day" and isinstance(operand, Constant) and isinstance(operand.value, str):
            return self._day(at, operand.value)
        named = f"{_named(operand)} is {NAMED[operand.kind]}, {_named(other)} is {NAMED[other.kind]}"
        raise self._error(at, named, "texts and days stand in quotes, numbers do not")

    def _day(self, at: Token, written: str) -> Constant:
        try:
            if len(written) != len("2024-09-30"):  # Python also takes 20240930 and week dates
                raise ValueError
            return Constant(date.fromisoformat(written), "day")
        except ValueError:
            raise self._error(at, f"{written!r} is not a day", "days are written '2024-09-30'") from None

    def _error(self, place: Token, wrong: str, hint: str) -> ConditionError:
        return ConditionError(self.text, place.at, wrong, hint)


def _column(found: columns.Column) -> Column:
    listed = found.type.startswith("list<")
    return Column(found.name, KINDS[found.type[5:-1] if listed else found.type], listed)


def _named(operand: Operand) -> str:
    if isinstance(operand, Column):
        return operand.name
    if isinstance(operand, Length):
        return f"length({operand.column.name})"
    return repr(operand.value) if operand.kind != "day" else f"'{operand.value}'"
