"""Printed names made comparable: invisible characters, Unicode forms, case, accents, look-alike letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from corpuskit.ready import read_list

LOOKALIKES = Path(__file__).parent.parent / "data" / "lookalikes.toml"

#: Zero-width and direction characters and the soft hyphen: they are invisible, so they cannot tell two names apart.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\u300a\u300b", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a", "-"),
    }
)
#: Persian and Arabic keyboards write the same letter with different code points; hamza is optional.
_ARABIC_LETTERS = str.maketrans(
    {
        **dict.fromkeys("\u064a\u0649\u06d2", "\u06cc"),
        "\u0643": "\u06a9",
        "\u0629": "\u0647",
        **dict.fromkeys("\u0623\u0625\u0622\u0671", "\u0627"),
    }
)
#: Vowel signs and the stretching stroke are optional too.
_ARABIC_SIGNS = dict.fromkeys([0x0640, *range(0x064B, 0x0656), 0x0670])
#: Letters that canonical decomposition leaves whole.
_PLAIN = str.maketrans({"\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u0259": "e", "-": " "})
#: Letters from which an acronym is read as a word, and printed like one in many languages.
_PRONOUNCED = 5
_TRIM = " \t\r\n\"'.,:;*_،؛、"


def clean(text: str) -> str:
    """``text`` in compatibility form (NFKC), one kind of quote, apostrophe, dash and space, nothing invisible."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    text = text.translate(INVISIBLE).translate(_ONE_FORM)  # before NFKC, which makes a space and an accent of U+00B4
    text = unicodedata.normalize("NFKC", text).translate(_ONE_FORM).translate(_ARABIC_SIGNS)
    return " ".join(text.split())


def loose(text: str) -> str:
    """A cleaned text in small letters and one form of Arabic letters, as long as it was: for words around a name."""
    if text.isascii():
        return text.lower()
    return "".join(letter.lower()[0] for letter in text).translate(_ARABIC_LETTERS)


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """What two printings of one name have in common; accents still tell names apart (RTÉ is not RTE)."""
    return key_of(clean(text))


def key_of(cleaned: str) -> str:
    """`key` of a text that `clean` has gone over."""
    if '"' in cleaned:  # what stands on either side of one that stands apart is parted by one space
        cleaned = " ".join(cleaned.replace('"', "").split())
    text = cleaned.strip(_TRIM).casefold()
    return text if text.isascii() else text.translate(_ARABIC_LETTERS)


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """`key` without accents and with hyphens as spaces: for names that are printed both ways."""
    return unaccented(key(text))


def unaccented(text: str) -> str:
    """What `folded` makes of a `key`."""
    if text.isascii():
        return " ".join(text.replace("-", " ").split())
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", text)
    return " ".join(text.translate(_PLAIN).split())


def is_unspaced(letter: str) -> bool:
    """Whether a letter belongs to a script that puts no space between words (Han, kana)."""
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff"


@cache
def lookalikes() -> Mapping[int, str]:
    """For `str.translate`: letters of other alphabets, each to the Latin one that it looks like."""
    latin: dict[str, str] = read_list(LOOKALIKES)["latin"]
    return str.maketrans({letter: plain for plain, letters in latin.items() for letter in letters})


def skeleton(text: str) -> str:
    """`key` of the text with letters of other alphabets replaced by the Latin ones that they look like.

    The idea is that of Unicode Technical Standard 39 ("skeleton"), cut down to the alphabets in which outlet names are
    printed. Two names with the same skeleton look alike; that does not make them the same name.
    """
    return key(clean(text).translate(lookalikes()))


def is_acronym(name: str) -> bool:
    """Whether a name is one word in capitals (RT, TASS, RTÉ, AJ+), which in small letters is another word."""
    return " " not in name and "." not in name and len(name) <= 8 and name.isupper()


def case_agrees(printed: str, name: str) -> bool:
    """Whether the capitals of a printed name fit a listed one.

    Acronyms must be printed in capitals (those of five letters and more at least with the first: ANGOP, Angop), other
    single words not in small letters only (``rt`` and ``sputnik`` inside other text are words); names of several words
    and domain names may be printed in any case.
    """
    if " " in name or "." in name:
        return True
    shown = clean(printed)
    if is_acronym(name):
        shown = shown.strip(_TRIM)
        return shown.isupper() or (len(shown) >= _PRONOUNCED and shown.istitle())
    return not (shown.islower() and not name.islower())
