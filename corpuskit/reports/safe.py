"""Strings of others made safe to show: nothing that a terminal, or an eye, could be tricked with gets through raw."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from corpuskit.hidden import code, hides, in_json
from corpuskit.patterns import later

ELLIPSIS = "…"

#: What runners of CI take for a command when it stands in a log: ``::name::`` at the start of a line, and ``##[name]``,
#: ``##vso[name]`` anywhere.
_COMMAND = later(r"^(\s{0,1000}):(?=:)|(?<=#)#(?=[A-Za-z]{0,20}\[)")


def show(text: str, width: int | None = None) -> str:
    """The text on one line with hidden characters visible (``\\x1b``, ``<U+202E>``), cut to ``width`` terminal cells.

    A byte that a file name could not decode (surrogateescape) shows as ``\\xNN``. What is cut off ends in "…".
    """
    seen = text if text.isascii() and text.isprintable() else "".join(map(_visible, text))
    if "::" in seen or "##" in seen:
        seen = _COMMAND.sub(lambda found: r"\x23" if found[1] is None else found[1] + r"\x3a", seen)
    return seen if width is None else cut(seen, width)


def cut(text: str, width: int) -> str:
    """Text that is safe already, cut to ``width`` cells, the ellipsis included."""
    if cells(text) <= width:
        return text
    room, kept = max(width - 1, 0), 0
    for at, character in enumerate(text):
        kept += _cell(character)
        if kept > room:
            return text[:at] + ELLIPSIS if width > 0 else ""
    return text


def cells(text: str) -> int:
    """Columns of a terminal that the text takes: two for wide East Asian characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that keeps the true text, yet may be printed: hidden characters and lone surrogates stand as ``\\uXXXX``."""
    written = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    if "##" in written:
        written = _COMMAND.sub(r"\\u0023", written)  # JSON never begins with a colon
    return in_json(written)


def _visible(character: str) -> str:
    number = ord(character)
    if not hides(character) and not _is_none(number):
        return character
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name, kept by surrogateescape
        return f"\\x{number - 0xDC00:02x}"
    return code(character)


def _is_none(code: int) -> bool:
    """Code points that are no characters (U+FDD0 to U+FDEF, the last two of each plane), which XML refuses."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
