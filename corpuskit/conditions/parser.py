"""Parses a condition (text → tree) by hand: one function for each rule of the grammar in docs/conditions.md."""

from __future__ import annotations

from corpuskit.conditions.tokens import ConditionError, Token, tokens
from corpuskit.conditions.tree import And, Column, Constant, IsNull, IsTrue, Length, Not, Operand, Or, Test
from corpuskit.conditions.type_checker import SIGNS, TypeChecker

#: Deepest nesting of brackets and "not".
MAX_DEPTH = 50
#: Reserved words; no column has such a name.
KEYWORDS = frozenset(
    "and or not is null in like ilike contains between true false length".split()  # noqa: SIM905  a list to read
)


def parse(text: str, table: str) -> Test:
    """The tree of a condition on a flat table. Raises ConditionError."""
    return _Parser(text, table).parse()


class _Parser:
    """A recursive-descent parser with one token of look-ahead."""

    def __init__(self, text: str, table: str) -> None:
        self.text = text
        self.checker = TypeChecker(text, table)
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def parse(self) -> Test:
        if len(self.tokens) == 1:
            raise self._error("the condition is empty", "such as: date >= '2024-01-01' and language = 'en'")
        found = self._disjunction()
        if self.token.kind != "end":
            raise self._error("the condition should end here", "join conditions with `and` or `or`")
        return found

    def _disjunction(self) -> Test:
        tests = [self._conjunction()]
        while self._accept("or"):
            tests.append(self._conjunction())
        return tests[0] if len(tests) == 1 else Or(tuple(tests))

    def _conjunction(self) -> Test:
        tests = [self._negation()]
        while self._accept("and"):
            tests.append(self._negation())
        return tests[0] if len(tests) == 1 else And(tuple(tests))

    def _negation(self) -> Test:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"conditions are nested more than {MAX_DEPTH} deep", "use fewer brackets")
        if self._accept("not"):
            found: Test = Not(self._negation())
        elif self.token.is_sign("("):
            self.at += 1
            found = self._disjunction()
            self._expect(")")
        else:
            found = self._test()
        self.depth -= 1
        return found

    def _test(self) -> Test:
        start = self.token
        left = self._operand()
        if self.token.kind == "sign" and self.token.value in SIGNS:
            sign = self.token
            self.at += 1
            return self.checker.compare(start, left, sign, self.token, self._operand())
        if self._accept("is"):
            negated = self._accept("not")
            if not self._accept("null"):
                raise self._error("`is` needs null after it", "write `is null`, `is not null`, or = for a value")
            return self._negate_if(negated, IsNull(self.checker.nullable(start, left)))
        negated = self._accept("not")
        if (found := self._named_test(start, left)) is not None:
            return self._negate_if(negated, found)
        if negated:
            raise self._error("`not` goes with in, like or contains here", "write `not` before the whole test")
        if isinstance(left, Column) and left.kind == "truth" and not left.listed:
            return IsTrue(left)
        raise self._error("a comparison is expected here", "such as =, !=, <, >=, in, like, contains, is null")

    def _named_test(self, start: Token, left: Operand) -> Test | None:
        """A test by a keyword after its value, such as `in` or `like`; None where no such keyword follows."""
        if self._accept("in"):
            return self._in_list(start, left)
        if self._accept("contains"):
            return self.checker.contains(start, left, self.token, self._operand())
        if self._accept("between"):
            low_at, low = self.token, self._operand()
            if not self._accept("and"):
                raise self._error("`between` needs two values", "write: between 10 and 20")
            high_at, high = self.token, self._operand()
            least = self.checker.compare(start, left, Token("sign", ">=", low_at.at), low_at, low)
            most = self.checker.compare(start, left, Token("sign", "<=", high_at.at), high_at, high)
            return And((least, most))
        for name in ("like", "ilike"):
            if self._accept(name):
                return self.checker.like(start, left, self.token, self._operand(), ignore_case=name == "ilike")
        return None

    def _in_list(self, start: Token, left: Operand) -> Test:
        if not self.token.is_sign("("):
            place = self.token
            return self.checker.has(place, self._operand(), start, left)
        self.at += 1
        listed = [(self.token, self._operand())]
        while self.token.is_sign(","):
            self.at += 1
            listed.append((self.token, self._operand()))
        self._expect(")")
        return self.checker.one_of(start, left, listed)

    def _operand(self) -> Operand:
        word = self.token
        self.at += word.kind != "end"
        if word.kind == "text":
            return Constant(word.value, "text")
        if word.kind == "number":
            return self.checker.number(word)
        if word.is_word("true") or word.is_word("false"):
            return Constant(word.is_word("true"), "truth")
        if word.is_word("length") and self.token.is_sign("("):
            self.at += 1
            place = self.token
            measured = self.checker.measurable(place, self._operand())
            self._expect(")")
            return Length(measured)
        if word.kind == "name" and word.value.lower() not in KEYWORDS:
            return self.checker.column(word)
        self.at -= word.kind != "end"
        if word.is_word("null"):
            raise self._error("null cannot be compared", "write `is null` or `is not null`")
        raise self._error("a column or a value is expected here", "such as 'text', 50, 0.5, '2024-09-30', true")

    def _accept(self, word: str) -> bool:
        """Consumes the next token if it is the keyword ``word``; returns whether it was."""
        if not self.token.is_word(word):
            return False
        self.at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self.token.is_sign(sign):
            raise self._error(f"{sign} is expected here", "close every bracket that is opened")
        self.at += 1

    @staticmethod
    def _negate_if(negated: bool, test: Test) -> Test:
        return Not(test) if negated else test

    def _error(self, wrong: str, hint: str) -> ConditionError:
        return ConditionError(self.text, self.token.at, wrong, hint)
