"""JSON as it is printed: numbers keep their digits, and NaN, which programs write for what is missing, is null."""

from __future__ import annotations

import json

#: Of more digits no integer is made: Python refuses some 4,300 of them.
DIGITS = 1000


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


DECODER = json.JSONDecoder(parse_float=Number, parse_int=_whole, parse_constant=_constant)
