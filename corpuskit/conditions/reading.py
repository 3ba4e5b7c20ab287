"""Parses a condition (text → tree) by hand: one function for each rule of the grammar in docs/conditions.md."""

from __future__ import annotations

from corpuskit.conditions.tokens import ConditionError, Token, tokens
from corpuskit.conditions.tree import Column, Constant, Every, Is, IsNull, Length, Not, Operand, Some, Test
from corpuskit.conditions.types import SIGNS, Types

#: Deepest nesting of brackets and "not".
DEEPEST = 50
#: Words of the language; no column is called so.
WORDS = frozenset(
    "and or not is null in like ilike contains between true false length".split()  # noqa: SIM905  a list to read
)


def read(text: str, table: str) -> Test:
    """The tree of a condition on a flat table. Raises ConditionError."""
    return _Parser(text, table).whole()


class _Parser:
    """Goes through the words once, from left to right."""

    def __init__(self, text: str, table: str) -> None:
        self.text = text
        self.types = Types(text, table)
        self.words = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def whole(self) -> Test:
        if len(self.words) == 1:
            raise self._error("the condition is empty", "such as: date >= '2024-01-01' and language = 'en'")
        found = self._either()
        if self.word.kind != "end":
            raise self._error("the condition should end here", "join conditions with `and` or `or`")
        return found

    def _either(self) -> Test:
        tests = [self._both()]
        while self._took("or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else Some(tuple(tests))

    def _both(self) -> Test:
        tests = [self._negated()]
        while self._took("and"):
            tests.append(self._negated())
        return tests[0] if len(tests) == 1 else Every(tuple(tests))

    def _negated(self) -> Test:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(f"conditions lie in each other more than {DEEPEST} deep", "write it with fewer brackets")
        if self._took("not"):
            found: Test = Not(self._negated())
        elif self.word.is_sign("("):
            self.at += 1
            found = self._either()
            self._sign(")")
        else:
            found = self._test()
        self.depth -= 1
        return found

    def _test(self) -> Test:
        start = self.word
        left = self._operand()
        if self.word.kind == "sign" and self.word.value in SIGNS:
            sign = self.word
            self.at += 1
            return self.types.compare(start, left, sign, self.word, self._operand())
        if self._took("is"):
            negated = self._took("not")
            if not self._took("null"):
                raise self._error("`is` asks for null alone", "write `is null`, `is not null`, or = for a value")
            return self._unless(negated, IsNull(self.types.nullable(start, left)))
        negated = self._took("not")
        if (found := self._by_word(start, left)) is not None:
            return self._unless(negated, found)
        if negated:
            raise self._error("`not` goes with in, like or contains here", "write `not` before the whole test")
        if isinstance(left, Column) and left.kind == "truth" and not left.listed:
            return Is(left)
        raise self._error("a comparison is missing here", "such as =, !=, <, >=, in, like, contains, is null")

    def _by_word(self, start: Token, left: Operand) -> Test | None:
        """A test whose name stands behind the value; None when none does."""
        if self._took("in"):
            return self._within(start, left)
        if self._took("contains"):
            return self.types.contains(start, left, self.word, self._operand())
        if self._took("between"):
            low_at, low = self.word, self._operand()
            if not self._took("and"):
                raise self._error("`between` needs two values", "write: between 10 and 20")
            high_at, high = self.word, self._operand()
            least = self.types.compare(start, left, Token("sign", ">=", low_at.at), low_at, low)
            most = self.types.compare(start, left, Token("sign", "<=", high_at.at), high_at, high)
            return Every((least, most))
        for name in ("like", "ilike"):
            if self._took(name):
                return self.types.like(start, left, self.word, self._operand(), any_case=name == "ilike")
        return None

    def _within(self, start: Token, left: Operand) -> Test:
        if not self.word.is_sign("("):
            place = self.word
            return self.types.has(place, self._operand(), start, left)
        self.at += 1
        listed = [(self.word, self._operand())]
        while self.word.is_sign(","):
            self.at += 1
            listed.append((self.word, self._operand()))
        self._sign(")")
        return self.types.one_of(start, left, listed)

    def _operand(self) -> Operand:
        word = self.word
        self.at += word.kind != "end"
        if word.kind == "text":
            return Constant(word.value, "text")
        if word.kind == "number":
            return self.types.number(word)
        if word.is_word("true") or word.is_word("false"):
            return Constant(word.is_word("true"), "truth")
        if word.is_word("length") and self.word.is_sign("("):
            self.at += 1
            place = self.word
            measured = self.types.measurable(place, self._operand())
            self._sign(")")
            return Length(measured)
        if word.kind == "name" and word.value.lower() not in WORDS:
            return self.types.column(word)
        self.at -= word.kind != "end"
        if word.is_word("null"):
            raise self._error("null is equal to nothing", "write `is null` or `is not null`")
        raise self._error("a column or a value is missing here", "such as 'text', 50, 0.5, '2024-09-30', true")

    def _took(self, word: str) -> bool:
        """Goes on if the next word is the given one."""
        if not self.word.is_word(word):
            return False
        self.at += 1
        return True

    def _sign(self, sign: str) -> None:
        if not self.word.is_sign(sign):
            raise self._error(f"{sign} is missing here", "every bracket that is opened is closed")
        self.at += 1

    @staticmethod
    def _unless(negated: bool, test: Test) -> Test:
        return Not(test) if negated else test

    def _error(self, wrong: str, hint: str) -> ConditionError:
        return ConditionError(self.text, self.word.at, wrong, hint)
