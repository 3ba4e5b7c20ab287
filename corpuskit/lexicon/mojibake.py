"""UTF-8 that was read as Windows-1252 or Latin-1 ("Â·", "fÃ¼r"), read again to understand it.

Nothing is replaced: what is found in the repaired text is mapped back to where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


def _high_signs() -> Iterator[tuple[str, int]]:
    """The signs that the bytes 0x80 to 0xFF stand for in Windows-1252, or in Latin-1 where that has none."""
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode("cp1252", "replace")
        if sign != "\N{REPLACEMENT CHARACTER}":
            yield sign, byte
        if byte < 0xA0:  # a control character of Latin-1, which Windows-1252 writes as itself only where it has no sign
            yield chr(byte), byte


_HIGH = dict(sorted(_high_signs()))
_CLASS = {
    "lead": "".join(sign for sign, byte in _HIGH.items() if 0xC2 <= byte <= 0xF4),
    "tail": "".join(sign for sign, byte in _HIGH.items() if byte <= 0xBF),
}
_RUN = re.compile(rf"[{re.escape(_CLASS['lead'])}][{re.escape(_CLASS['tail'])}]{{1,3}}")


class Repaired(NamedTuple):
    """The text as it was meant; ``at[i]`` is where its character i stands in the printed one (and the end)."""

    text: str
    at: tuple[int, ...]


def repair(text: str) -> Repaired | None:
    """The text with misread characters put right, or None where there are none."""
    if text.isascii() or _RUN.search(text) is None:
        return None
    out: list[str] = []
    at: list[int] = []
    i = 0
    while i < len(text):
        sign, size = _character(text, i)
        out.append(sign)
        at.append(i)
        i += size
    if len(out) == len(text):
        return None
    return Repaired("".join(out), (*at, len(text)))


def _character(text: str, i: int) -> tuple[str, int]:
    """The character at i, and how many signs it takes."""
    first = _HIGH.get(text[i], 0)
    size = 2 if 0xC2 <= first <= 0xDF else 3 if 0xE0 <= first <= 0xEF else 4 if 0xF0 <= first <= 0xF4 else 1
    if size > 1 and i + size <= len(text):
        raw = bytes([first, *(_HIGH.get(sign, 0) for sign in text[i + 1 : i + size])])
        try:
            return raw.decode("utf-8"), size
        except UnicodeDecodeError:
            pass
    return text[i], 1
