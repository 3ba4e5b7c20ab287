"""The tokens of a condition: names, quoted texts, numbers, signs; and the error that says where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpuskit.patterns import later

TokenKind = Literal["name", "text", "number", "sign", "end"]

#: Longest condition in characters: a program that needs a longer one can use the Python API.
MAX_LENGTH = 10_000
_TOKEN = later(
    r"""(?P<space>\s+)
    | (?P<text>'(?:[^']|'')*' | "(?:[^"]|"")*")
    | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?![\w.]))
    | (?P<name>[^\W\d]\w*)
    | (?P<sign><=|>=|!=|<>|==|[=<>(),])""",
    re.VERBOSE,
)


class ConditionError(ValueError):
    """A text that is no condition: what is wrong, at which character (from 0), and what to do."""

    def __init__(self, text: str, at: int, wrong: str, hint: str) -> None:
        self.at = at
        self.wrong = wrong
        self.hint = hint
        shown = text[at : at + 40].strip() or text[-20:].strip()
        self.reason = f"{wrong} (character {at + 1}, near {shown!r})" if shown else wrong
        super().__init__(self.reason)


class Token(NamedTuple):
    """``value`` is a text without its quotes, a name as written, a number or sign as text."""

    kind: TokenKind
    value: str
    at: int

    def is_word(self, word: str) -> bool:
        """Whether it is the given keyword, in any case."""
        return self.kind == "name" and self.value.lower() == word

    def is_sign(self, sign: str) -> bool:
        return self.kind == "sign" and self.value == sign


def tokens(text: str) -> list[Token]:
    """The tokens of a condition, then one of kind "end". Raises ConditionError."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(
            text, MAX_LENGTH, f"the condition has more than {MAX_LENGTH:,} characters", "write a shorter one"
        )
    return [*_tokens(text), Token("end", "", len(text))]


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unreadable(text, at)
        if found["text"] is not None:
            quote = found["text"][0]
            yield Token("text", found["text"][1:-1].replace(quote * 2, quote), at)
        elif found["number"] is not None:
            yield Token("number", found["number"], at)
        elif found["name"] is not None:
            yield Token("name", found["name"], at)
        elif found["sign"] is not None:
            yield Token("sign", {"==": "=", "<>": "!="}.get(found["sign"], found["sign"]), at)
        at = found.end()


def _unreadable(text: str, at: int) -> ConditionError:
    if text[at] in "'\"":
        return ConditionError(text, at, "the closing quotation mark is missing", f"add {text[at]}")
    if text[at] in "“”„‘’":
        return ConditionError(text, at, "quotation marks in a condition must be straight", "write 'text'")
    if text[at].isdigit() or text[at] == "-":
        return ConditionError(
            text, at, "this is not a number", "write numbers as 50 or 0.5, days as '2024-09-30' in quotes"
        )
    return ConditionError(text, at, f"{text[at]!r} has no meaning in a condition", "docs/conditions.md has the grammar")
