"""Strings of others made safe to show: nothing that a terminal, or an eye, could be tricked with gets through raw."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: Categories that are never shown raw: controls, formats (bidi, zero-width, soft hyphen, tags), surrogates, line ends.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Letters and marks that look like nothing at all.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
#: What the eye knows already.
SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
ELLIPSIS = "…"

#: What runners of CI take for a command when it stands in a log: ``::name::`` at the start of a line, and ``##[name]``,
#: ``##vso[name]`` anywhere.
_COMMAND = re.compile(r"^(\s{0,1000}):(?=:)|(?<=#)#(?=[A-Za-z]{0,20}\[)")

#: What JSON has to escape beyond its own rules before it may reach a terminal, and what UTF-8 cannot carry.
_JSON_RAW = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_JSON_RAW_ASTRAL = re.compile("[\U000e0000-\U000e007f]")


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
    if written.isascii() and "\x7f" not in written:
        return written
    written = _JSON_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    return _JSON_RAW_ASTRAL.sub(lambda found: json.dumps(found[0])[1:-1], written)


def _visible(character: str) -> str:
    if character in SHORT:
        return SHORT[character]
    code = ord(character)
    if unicodedata.category(character) not in HIDDEN and character not in BLANK_LETTERS and not _is_none(code):
        return character
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name, kept by surrogateescape
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"<U+{code:04X}>"


def _is_none(code: int) -> bool:
    """Code points that are no characters (U+FDD0 to U+FDEF, the last two of each plane), which XML refuses."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
