"""Characters that hide, reorder or look like nothing: said once, for terminals, pages and reports alike."""

from __future__ import annotations

import json
import re
import unicodedata

#: Categories that are never shown raw: controls, formats (bidi, zero-width, soft hyphen, tags), surrogates, line ends.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Letters and marks that look like nothing at all.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
#: What the eye knows already.
SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

#: What JSON has to escape beyond its own rules where someone may look at it, and what UTF-8 cannot carry.
_JSON_RAW = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def hides(character: str) -> bool:
    """Whether a character is never shown raw."""
    return unicodedata.category(character) in HIDDEN or character in BLANK_LETTERS


def code(character: str) -> str:
    """What stands for a character that hides: ``\\n``, ``\\x1b``, ``<U+202E>``."""
    if character in SHORT:
        return SHORT[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"<U+{number:04X}>"


def in_json(written: str) -> str:
    """JSON that keeps the true text, with what would hide or reorder its source as ``\\uXXXX``."""
    if written.isascii() and "\x7f" not in written:
        return written
    return _JSON_RAW.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else json.dumps(character)[1:-1]
