"""What a line shares with its neighbours: words, and language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from corpuskit.splitting import clue_names as c
from corpuskit.splitting.seen import Seen

#: Letters of ASCII, and a space for everything else; the same in small letters.
_ASCII_RUNS = bytes(code if chr(code).isalpha() else 32 for code in range(256))
_ASCII_FOLDED = _ASCII_RUNS.lower()
#: What may be a letter beyond ASCII: anything but what typesetting adds to English text.
_OTHER_LETTER = re.compile("[^\x00-\x7f\u00a0«»\u2010-\u201f\u2026]")
#: The first five letters of a word of four and more; words of two or three capitals.
_LONG_WORD = re.compile(r"(?<![a-z])[a-z]{4,5}")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,3}(?![A-Za-z])")
_RUN = re.compile(r"[^\W\d_]+")
#: Languages told by their script, by the first letter of the line: first and last letter of the range.
_SCRIPTS = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u052f", None),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u1000", "\u109f", "my"),
    ("\u3040", "\u30ff", "ja"),
    ("\u4e00", "\u9fff", "zh"),
    ("\uac00", "\ud7a3", "ko"),
)
_UNSPACED = frozenset(("ja", "zh", "th", "my"))


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(resources.files("corpuskit.lexicon").joinpath("data/function_words.toml").read_text("utf-8"))
    table: dict[str, tuple[str, ...]] = {}
    for language, listed in data.items():
        for word in listed:
            table[word] = (*table.get(word, ()), language)
    return table


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_languages())


@cache
def _common() -> frozenset[str]:
    """Function words of four letters and more, as words are compared."""
    return frozenset(word[:5] for word in _function_words() if len(word) > 3)


def compare_by(seen: Seen, text: str) -> None:
    """Fills in the words of a line, and what its language is told by."""
    script = None if text.isascii() else _script(text[:40])
    if script in _UNSPACED:
        pairs = (text[i : i + 2] for i in range(min(len(text) - 1, 120)))
        seen.words, seen.language = frozenset(p for p in pairs if p.isalpha()), "ja" if _has_kana(text) else script
        return
    if text.isascii() or _OTHER_LETTER.search(text) is None:
        octets = text.encode("ascii", "replace")
        whole = octets.translate(_ASCII_FOLDED).decode()
        folded = whole.split() or [""]
        words = _LONG_WORD.findall(whole)
        acronyms = _ACRONYM.findall(octets.translate(_ASCII_RUNS).decode())
    else:
        runs = _RUN.findall(text)
        folded = " ".join(runs).casefold().split(" ")
        words = [w[:5] for w in folded if len(w) > 3]
        acronyms = [w for w in runs if 1 < len(w) < 4 and w.isupper()]
    if acronyms and not text.isupper():  # an acronym is short and says more than most words
        words += [w.casefold() for w in acronyms]
    seen.words = frozenset(words) - _common()
    seen.language, seen.runs = script, folded


def _has_kana(text: str) -> bool:
    return any("\u3040" <= sign <= "\u30ff" for sign in text[:80])


def _script(text: str) -> str | None:
    for sign in text:
        if sign > "\u036f" and sign.isalpha():
            return next((name for low, high, name in _SCRIPTS if low <= sign <= high), None)
    return None


def language_of(seen: Seen) -> str | None:
    """The language of a line, found when it is first asked for."""
    if seen.runs is not None:
        seen.language = seen.language or language_of_words(seen.runs)
        seen.runs = None
    return seen.language


def language_of_words(runs: list[str]) -> str | None:
    """The language with the most different function words (at least two, and more than the next), or None."""
    table = _languages()
    votes: dict[str, int] = {}
    for word in _function_words().intersection(runs):
        for language in table[word]:
            votes[language] = votes.get(language, 0) + 1
    if not votes:
        return None
    best = max(votes.values())
    top = [language for language, count in votes.items() if count == best]
    return top[0] if best > 1 and len(top) == 1 else None


def relations(line: Seen, before: list[Seen], after: list[Seen]) -> list[int]:
    """Clues from a line and up to three lines on either side that are not blank (with words and language)."""
    clues: list[int] = []
    own = line.words
    if len(own) >= 2:
        forth = len(own.intersection(frozenset().union(*[s.words for s in after])))
        back = len(own.intersection(frozenset().union(*[s.words for s in before])))
        if after:
            clues.append(c.NEXT[_share(forth, len(own))])
        if before:
            clues.append(c.BEFORE[_share(back, len(own))])
        if 20 * (forth - back) > 3 * len(own):
            clues.append(c.MORE_NEXT)
        elif 20 * (back - forth) > 3 * len(own):
            clues.append(c.MORE_BEFORE)
    if after and own & after[0].words:
        clues.append(c.SHARED["the next line"])
    if before and own & before[-1].words:
        clues.append(c.SHARED["the line before"])
    earlier = next(filter(None, map(language_of, reversed(before))), None)
    later = next(filter(None, map(language_of, after)), None)
    own_language = language_of(line)
    if earlier and later:
        clues.append(c.LANG["language stays around it" if earlier == later else "language changes around it"])
    if own_language and earlier:
        clues.append(c.LANG["language as before" if own_language == earlier else "language differs from before"])
    if own_language and later:
        clues.append(c.LANG["language as after" if own_language == later else "language differs from after"])
    return clues


def _share(part: int, whole: int) -> int:
    """none, few, some, many: in whole numbers."""
    return 0 if part == 0 else 1 if 5 * part <= whole else 2 if 20 * part <= 9 * whole else 3
