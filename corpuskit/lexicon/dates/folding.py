"""One form for spellings that are the same to a reader: case, accents, points, joiners, letters that look alike."""

from __future__ import annotations

import unicodedata


class _Plain(dict[int, int | None]):
    """A table for `str.translate` that drops combining marks and joiners; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        dropped = unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"
        self[code] = None if dropped else code
        return self[code]


#: Letters that are one name's spelling or another's, by writer and keyboard: dotless i, Arabic and Persian yeh and kaf.
_PLAIN = _Plain({ord(a): ord(b) for a, b in zip("ıيىكةłø", "iییکهlo", strict=True)} | {ord("ـ"): None})


def fold(word: str) -> str:
    """The form that is compared. ``fold("ΜΑΪΟΥ") == fold("Μαΐου")``, ``fold("Ağustos") == fold("AĞUSTOS")``."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKD", word.casefold()).translate(_PLAIN)
