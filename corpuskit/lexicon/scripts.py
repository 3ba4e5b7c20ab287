"""What signs and letters of the world's scripts say in print: which end a sentence, which have case in use."""

from __future__ import annotations

#: Full stops: of Latin, Greek and Cyrillic, of China and Japan (wide and half-width), dandas of India, Urdu, Armenian,
#: Ethiopian, Burmese, Mongolian, Khmer. In Tibetan the same sign closes headlines too.
FULL_STOPS = ".。｡।॥۔։።။᠃។៕"
#: Question marks: plain, wide, Arabic, Ethiopian.
QUESTION_MARKS = "?？؟፧"
EXCLAMATION_MARKS = "!！"
#: Commas and semicolons, of Arabic, China and Japan, Ethiopian and Burmese too.
COMMAS = ",;،؛，；、፣፤၊"
#: With each of these a sentence ends.
SENTENCE_ENDS = (*FULL_STOPS, *QUESTION_MARKS, *EXCLAMATION_MARKS, "…")
#: Letters of Thai and Lao, whose sentences end in no sign.
WITHOUT_STOPS = ("\u0e00", "\u0eff")
#: Letters of Georgian: small letters to Unicode since it has capitals for headlines, which hardly anybody types.
_GEORGIAN = ("\u10d0", "\u10ff")


def is_small(letter: str) -> bool:
    """Whether a character is a small letter of a script whose texts have capitals; False for no character."""
    return letter.islower() and not _GEORGIAN[0] <= letter <= _GEORGIAN[1]


def begins_small(text: str) -> bool:
    """Whether the first character of a text is a small letter where capitals are in use."""
    return is_small(text[:1])
