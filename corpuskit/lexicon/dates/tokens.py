"""Text into tokens: numbers, words, date characters of Chinese, Japanese and Korean, blanks, single marks."""

from __future__ import annotations

import re

from corpuskit.lexicon.dates.folding import fold

#: Combining marks that belong to a word but not to ``\\w``, by block (accents, points, vowel signs), and joiners.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51"
    "\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3c-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u17dd\u3099\u309a\u200c\u200d"
)
#: Marks that print nothing: zero-width space, direction marks, byte-order mark, soft hyphen. They part nothing.
INVISIBLE = "".join(map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
#: Year, month, day and time characters count only right behind a number, and not where they begin a longer word:
#: 日本 (Japan), 時事 (a news agency), 月曜日 (Monday), 年度 (fiscal year), 시간 (hours), 월요일 (Monday), …
_DATE_CHARACTER = (
    "(?:年(?![前度間代报報])|月(?![曜刊前間份])|日(?![曜本報报刊经経間间前])|[号號]|時(?![事間報])|时(?![报间事代])|[点點]"
    "|分(?![前析類之])|秒(?!前)|년(?![간도])|월(?!요)|일(?![요보])|시(?![간사])|분(?!전)|초)"
)
_PRIMES = frozenset("\u02b9\u02bc")  # letters to Unicode, apostrophes in print
_LETTER = rf"[^\W\d_{''.join(sorted(_PRIMES))}]"
WORD = rf"{_LETTER}+(?:[{_MARKS}]{_LETTER}*)*"
#: Cuts a text into pieces that together are the text: numbers, date characters, words, blanks, single marks.
TOKEN = re.compile(rf"\d+|(?:(?<=\d)|(?<=\d\s)){_DATE_CHARACTER}|{WORD}|[\s{INVISIBLE}]+|.")


def _each(characters: str, stands_for: str) -> dict[str, str]:
    return dict.fromkeys(characters, stands_for)


#: One character for each kind of punctuation mark; all others are "p".
PUNCTUATION_KIND = {
    **_each(".．․॰׳۔", "."),
    **_each(",،，、၊;؛；", ","),
    **_each("-‐‑−﹣－", "-"),
    **_each("–—―‒~～〜", "="),
    **_each("/／⁄∕", "/"),
    **_each(":：∶", ":"),
    **_each("'’‘ʼʹ`´", "'"),
    **_each("([（【〔{«", "("),
    **_each(")]）】〕}»", ")"),
    **_each('|¦｜•●▪■◆‣›<>*★"“”„', "|"),
    **_each("·・‧∙⋅", "·"),
    **_each("#№§", "#"),
    **_each("_$€£¥@=\\", "_"),
    "+": "+",
    "&": "&",
}


def is_blank(token: str) -> bool:
    """Whether a token is white space or marks that print nothing."""
    return token[0].isspace() or token[0] in INVISIBLE


def tokens_of(spelling: str) -> tuple[str, ...]:
    """The tokens of a name in the data files as they compare with those of a printed one: folded, without blanks."""
    if spelling.isalpha() and _PRIMES.isdisjoint(spelling):  # one word, as most names are
        return (fold(spelling),)
    return tuple(comparable(token) for token in TOKEN.findall(spelling) if not is_blank(token))


def comparable(token: str) -> str:
    """A token as names of several tokens are compared by."""
    return PUNCTUATION_KIND.get(token) or fold(token)
