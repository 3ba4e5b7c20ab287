"""Type checks of conditions: a test that does not fit its column is refused, with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast, get_args

from corpuskit.conditions.tokens import ConditionError, Token
from corpuskit.conditions.tree import (
    Column,
    Compare,
    Constant,
    ContainsText,
    Kind,
    Length,
    Like,
    ListContains,
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
KIND_NAMES: dict[Kind, str] = {"text": "text", "number": "a number", "day": "a day", "truth": "true or false"}
#: Largest whole number of a condition: every one up to it is exact where it meets numbers that are not whole.
MAX_WHOLE_NUMBER = 2**53


class TypeChecker:
    """Makes tests of operands on the columns of a flat table. Raises ConditionError where their types do not fit."""

    def __init__(self, text: str, table: str) -> None:
        self.text = text
        self.columns = {found.name: _column(found) for found in columns.columns(table)}

    def column(self, word: Token) -> Column:
        """The column of a name. Raises ConditionError with the nearest name for another one."""
        found = self.columns.get(word.value)
        if found is None:
            close = near(word.value.lower(), self.columns)
            hint = f"did you mean {close}?" if close else f"the columns are {', '.join(self.columns)}"
            raise self._error(word, f"there is no column {word.value!r}", hint)
        return found

    def number(self, word: Token) -> Constant:
        """A number; whole ones have to fit into a column."""
        if "." in word.value:
            return Constant(float(word.value), "number")
        if len(word.value) > len(str(MAX_WHOLE_NUMBER)) + 1 or abs(int(word.value)) > MAX_WHOLE_NUMBER:
            raise self._error(word, "the number is too large", f"whole numbers go up to {MAX_WHOLE_NUMBER:,}")
        return Constant(int(word.value), "number")

    def compare(self, place: Token, left: Operand, sign: Token, at: Token, right: Operand) -> Test:
        """Two single values of one kind."""
        if isinstance(left, Constant) and isinstance(right, Constant):
            raise self._error(place, "neither side is a column", "write texts in quotes and columns without")
        for operand in (left, right):
            if isinstance(operand, Column) and operand.listed:
                hint = f"write: 'value' in {operand.name}, or length({operand.name}) = 0"
                raise self._error(sign, f"{operand.name} holds a list, which cannot be compared", hint)
        left, right = self._coerced(place, left, right), self._coerced(at, right, left)
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
                place, "length needs a column of texts or lists", "such as: length(title) > 200, length(authors) = 0"
            )
        return operand

    def contains(self, place: Token, left: Operand, at: Token, right: Operand) -> Test:
        """A text in a text, or a value in a list."""
        if isinstance(left, Column) and left.listed:
            return self.has(place, left, at, right)
        if not isinstance(left, Column) or left.kind != "text":
            raise self._error(place, "only texts and lists can contain something", "such as: title contains 'ferry'")
        return ContainsText(left, self._text(at, right))

    def has(self, place: Token, listed: Operand, at: Token, value: Operand) -> Test:
        """A value among the entries of a list."""
        if not isinstance(listed, Column) or not listed.listed:
            raise self._error(place, "`in` needs a list after it", "such as: 'x' in caveat_codes, or ('en', 'de')")
        if isinstance(value, Column) and value.listed:
            raise self._error(at, f"{value.name} holds a list", "look for a single value in a list")
        return ListContains(listed, self._coerced(at, value, Constant("", listed.kind)))

    def one_of(self, place: Token, value: Operand, listed: Sequence[tuple[Token, Operand]]) -> Test:
        """A value among constants."""
        if isinstance(value, Constant) or (isinstance(value, Column) and value.listed):
            raise self._error(place, "`in (…)` needs a column before it", "such as: language in ('en', 'de')")
        constants = []
        for word, operand in listed:
            if not isinstance(operand, Constant):
                raise self._error(word, "a list in brackets can only hold values, not columns", "write texts in quotes")
            constants.append(cast(Constant, self._coerced(word, operand, value)))
        return OneOf(value, tuple(constants))

    def like(self, place: Token, left: Operand, at: Token, right: Operand, ignore_case: bool) -> Test:
        if not isinstance(left, Column) or left.kind != "text":
            raise self._error(place, "`like` needs a column of texts before it", "such as: title like '%ferry%'")
        return Like(left, self._text(at, right), ignore_case)

    def _text(self, at: Token, operand: Operand) -> str:
        if not isinstance(operand, Constant) or not isinstance(operand.value, str):
            raise self._error(at, "a text in quotes is expected here", "such as 'ferry'")
        return operand.value

    def _coerced(self, at: Token, operand: Operand, other: Operand) -> Operand:
        """The operand in the type of the other: a text that is compared with a day becomes one."""
        made_a_day = operand.kind == "day" and other.kind == "text" and isinstance(other, Constant)
        if operand.kind == other.kind or made_a_day:
            return operand
        if other.kind == "day" and isinstance(operand, Constant) and isinstance(operand.value, str):
            return self._day(at, operand.value)
        named = f"{_named(operand)} is {KIND_NAMES[operand.kind]}, {_named(other)} is {KIND_NAMES[other.kind]}"
        raise self._error(at, named, "write texts and days in quotes, numbers without")

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
    return Column(found.name, KINDS[found.item_type], found.is_list)


def _named(operand: Operand) -> str:
    if isinstance(operand, Column):
        return operand.name
    if isinstance(operand, Length):
        return f"length({operand.column.name})"
    return repr(operand.value) if operand.kind != "day" else f"'{operand.value}'"
