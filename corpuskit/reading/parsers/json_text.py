"""JSON as it is printed: numbers keep their digits, keys that stand there again all that they say, and NaN, which
programs write for what is missing, is null.
"""

from __future__ import annotations

import json
import re
from typing import Any

from corpuskit.patterns import later

#: Of more digits no integer is made: Python refuses some 4,300 of them.
DIGITS = 1000


#: "window.posts = [", "const DATA = {": how a script gives JSON a name.
_NAMED = later(
    r"[\ufeff\s]{0,100}+(?:(?:var|let|const)\s{1,9})?[A-Za-z_$][\w$.]{0,100}\s{0,9}=\s{0,99}(?=[\[{]\s*+[\[{\"\]}])"
)
#: Strings, and what opens and closes objects and lists; a quotation mark alone is that of a string that does not end.
_BRACKETS = later(r'"(?:[^"\\]|\\.)*+"|["\[\]{}]', re.DOTALL)


class Number(float):
    """A number that remembers how it is printed: 1.10 is not 1.1, and a long one is not rounded."""

    printed: str

    def __new__(cls, printed: str) -> Number:
        number = super().__new__(cls, printed)
        number.printed = printed
        return number


def _whole(printed: str) -> int | Number:
    return int(printed) if len(printed) <= DIGITS else Number(printed)


def _constant(name: str) -> Number | None:
    return None if name == "NaN" else Number(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. What a key says that stands in it again, which most readers pass over, is a list of all of it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        said: dict[str, list[Any]] = {}
        for key, value in pairs:
            if [value] != said.setdefault(key, [])[-1:]:
                said[key].append(value)
        found = {key: values if len(values) > 1 else values[0] for key, values in said.items()}
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=Number, parse_int=_whole, parse_constant=_constant)


def unnamed(text: str) -> str:
    """JSON that a script gives a name, with blanks in place of the name and no semicolon; other text as it is."""
    found = _NAMED.match(text)
    if found is None:
        return text
    blank = re.sub(r"[^\n]", " ", found[0])
    return blank + text[found.end() :].rstrip("; \t\r\n")


def goes_on(text: str, start: int = 0, depth: int = 0) -> bool:
    """Whether objects and lists of JSON are still open where the text ends, as in a file that was cut off; ``depth`` is
    how many are open where it starts.
    """
    for found in _BRACKETS.finditer(text, start):
        sign = found[0]
        if sign == '"':
            return True
        depth += (sign in "[{") - (sign in "]}")
        if depth <= 0 and sign in "[]{}":
            return False
    return depth > 0
