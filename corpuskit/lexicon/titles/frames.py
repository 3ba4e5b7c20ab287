"""Titles that may hold their credit: "[Coast News] Title", "Title | Coast News", "Title (Coast News, 3 May 2021)".

A title alone does not say whether such a part is the credit or belongs to the headline: the dump does
(`corpuskit.lexicon.title_habits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.names import is_nameable, looks_like_name
from corpuskit.lexicon.credits.pieces import has_number, look_at_credit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.lexicon.credits.undated import Split
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.dates import find_dates
from corpuskit.patterns import later

#: Longer titles are not looked at, and a credit in one is shorter than this.
_TITLE, _PART = 400, 90
#: A name in a title is at most so many words long, and a part names at most so many.
_WORDS, _NAMES = 7, 3
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "］": "［", "〉": "〈", "》": "《"}
_OPENERS = {opener: closer for closer, opener in _BRACKETS.items()}
QUOTES = {"“": "”", "„": "“", "«": "»", '"': '"', "「": "」", "『": "』"}
#: Signs that part a credit from a headline. A colon does so in front of it only, a comma only beside a date.
_SIGN = re.compile(r"[ \u00a0](?:[|–—―·•⋅/»«-]|--|::|//)(?=[ \u00a0])|[|｜\t]")
_COLON = re.compile(r":(?=[ \u00a0])|：")
_COMMA = later(r",(?=[ \u00a0])")
_BLANK = " \u00a0"
_AROUND = " \u00a0\u3000\t|｜–—―·•⋅/-:：,"
#: Signs that show by themselves where a part ends, whatever stands in it.
_CLEAR = frozenset([*_OPENERS, "|", "｜", "\t"])

#: The head of a message in a chat, "[03/05/2024, 14:22:10] Ana: " or "03.05.24, 14:22 - Ana: ": who sent it, and when,
#: which is neither the outlet of an article nor its day.
_MESSAGE = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?\]?\s?[-–]?\s?"
    r"[^:\n]{1,40}:\s"
)

#: The number of a title in a list: "12. ", "(3) ", "#4: ".
_NUMBER = re.compile(r"(?P<before>[(\[#№]?)[ \u00a0]?\d{1,4}(?P<behind>[.)\]:/]{0,2})[ \u00a0\t]{1,4}(?=\S)")

#: Before or behind the headline.
FRONT, BACK = "<", ">"


_REFERENCES = frozenset(BACK + quote for quote in QUOTES)
#: "Lane, M., & Roe, J. (2021, May 3). Ferry strike ends. Coast News."
_APA = later(
    r"(?P<who>[^\W\d_][^()\n\d]{2,120}+)\((?P<day>(?:19|20)\d\d, [^()\n]{3,24}+)\)\. "
    r"(?P<title>[^\n]{8,300})[.?!] (?P<outlet>[^\W\d_][^.\n]{1,50}+)\.?$"
)


class Framed(NamedTuple):
    """A part of a title that reads as a credit; offsets are code points of the title."""

    frame: str  #: side, sign and what the part holds, all names and dates alike: ``>-N, D``; ``>(ND`` in brackets
    side: str
    start: int
    end: int
    low: int  #: ``low:high`` is the title without that part
    high: int
    names: tuple[str, ...]
    dated: bool  #: whether a day is printed in it


class InTitle(NamedTuple):
    """The parts of a title that are its credit, from left to right, and what is left: ``low:high``."""

    parts: tuple[Framed, ...]
    low: int
    high: int


@lru_cache(maxsize=1 << 12)  # a title is asked for when its dump is learned, and again and again when it is described
def framed_parts(title: str) -> tuple[Framed, ...]:
    """Every part at either end of a title that may be its credit."""
    if len(title) > _TITLE or not any(sign in title for sign in ("|", "｜", " ", "\t", "】", "）", "]", "：")):
        return ()
    if message_head(title):
        return ()
    found = []
    for side, sign, start, end, low, high in _candidates(title):
        part = _framed(title, side, sign, start, end, low, high)
        if part is not None:
            found.append(part)
    return tuple(found)


def reference(title: str) -> InTitle | None:
    """The credit that a reference holds: “Ferry strike ends”, Coast News, 3 May 2021; or, as the APA sets them, Lane,
    M. (2021, May 3). Ferry strike ends. Coast News. A number may stand before it. None where no day is printed.
    """
    if not has_number(title):
        return None
    end, _ = number_of(title)
    for part in framed_parts(title[end:]):
        named = part.names and all(map(looks_like_name, part.names))  # “…,” Coast News wrote on 3 May 2021.
        if part.frame[:2] in _REFERENCES and named and part.dated:
            low, high = end + part.low + 1, end + part.high
            high -= title[high - 1] in QUOTES.values()
            return InTitle((part._replace(start=end + part.start, end=end + part.end),), low, high)
    return _by_authors(title, end)


def _by_authors(title: str, start: int) -> InTitle | None:
    """A reference that begins with authors and a day in brackets, and ends with the outlet."""
    found = _APA.match(title, start)
    dates = find_dates(found["day"]) if found is not None else []
    if found is None or len(dates) != 1 or dates[0].precision != "day" or not looks_like_name(found["outlet"]):
        return None
    low, high = found.span("title")
    front = Framed("", FRONT, found.start("who"), found.end("day"), low, high, (), dated=True)
    back = Framed("", BACK, *found.span("outlet"), low, high, (found["outlet"],), dated=False)
    return InTitle((front, back), low, high)


def message_head(title: str) -> int:
    """Where the head of a message of a chat ends with which a title begins; 0 without one."""
    found = _MESSAGE.match(title)
    return found.end() if found is not None else 0


def forwarding(subject: str) -> int:
    """Where what mail programs put in front of a subject ends ("Fwd: ", "AW: WG: "); 0 without it."""
    found = _prefixes().match(subject)
    return 0 if found is None else found.end()


@cache
def _prefixes() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(words().sets["mail.prefixes"], key=lambda word: (-len(word), word))))
    return re.compile(rf"(?:(?:{listed})[ \u00a0]?[:：][ \u00a0]{{0,4}}+){{1,6}}+(?=\S)", re.IGNORECASE)


def number_of(title: str) -> tuple[int, str]:
    """Where the number ends with which a title opens, and how it is written ("1." as "."); 0 and "" without one.

    The day of a date is none: "3. Mai 2021: Ferry strike ends".
    """
    found = _NUMBER.match(title)
    written = found["before"] + found["behind"] if found is not None else ""
    if found is None or not written or any(date.outer_start < found.end() for date in find_dates(title[:_PART])):
        return 0, ""
    return found.end(), written


def _candidates(title: str) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Side, sign, part (start, end), rest (start, end)."""
    size = len(title)
    opener = _BRACKETS.get(title[-1:])
    at = title.rfind(opener) if opener else -1
    if opener and at > 0:
        yield BACK, opener, at + 1, size - 1, 0, at
    closer = _OPENERS.get(title[:1])
    at = title.find(closer) if closer else -1
    if 0 < at < size - 1:
        yield FRONT, title[0], 1, at, at + 1, size
    closer = QUOTES.get(title[:1])
    at = title.rfind(closer) if closer else -1
    if 1 < at < size - 1:
        yield BACK, title[0], at + 1, size, 0, at + 1
    signs = [match.span() for match in _SIGN.finditer(title)]
    for start, end in signs[-1:-4:-1]:
        yield BACK, title[start:end].strip(_BLANK), end, size, 0, start
    opening = sorted(signs[:2] + [match.span() for match in _COLON.finditer(title, 0, _PART)][:2])
    for start, end in opening[:3]:
        yield FRONT, title[start:end].strip(_BLANK), 0, start, end, size
    if has_number(title):
        yield from _dated(title)


def _dated(title: str) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Parts that a date alone shows: it opens the title, or stands behind a comma at its end."""
    dates = find_dates(title)
    if not dates:
        return
    first, last = dates[0], dates[-1]
    if not first.outer_start and first.outer_end < len(title):
        yield FRONT, "", 0, first.outer_end, first.outer_end, len(title)
    if last.outer_end == len(title):
        commas = [match.start() for match in _COMMA.finditer(title, 0, last.outer_start)]
        for at in commas[-1:-3:-1]:
            yield BACK, ",", at + 1, len(title), 0, at


def _framed(title: str, side: str, sign: str, start: int, end: int, low: int, high: int) -> Framed | None:
    start, end = _trimmed(title, start, end)
    low, high = _trimmed(title, low, high)
    if not 1 < end - start <= _PART or not any(letter.isalpha() for letter in title[low:high]):
        return None
    part = title[start:end]
    split = look_at_credit(part)
    names = tuple(piece.text for piece in split.pieces)
    if not _is_credit(split, names, part):
        return None
    frame = frame_of(split.undated)
    if frame is None:
        return None
    if sign in _CLEAR:
        frame = "|" * sum(map(part.count, "|｜")) + "N" * bool(names) + "D" * bool(split.dates)
    return Framed(f"{side}{sign}{frame}", side, start, end, low, high, names, bool(split.dates))


def _is_credit(split: Split, names: tuple[str, ...], part: str) -> bool:
    """Whether a part is nothing but a few names and at most one date, or a date alone."""
    if len(split.dates) > 1 or len(names) > _NAMES or not (names or split.dates):
        return False
    if any(date.precision in (None, "year") and not date.alternatives for date in split.dates):
        return False
    if not all(is_nameable(name) and len(name.split()) <= _WORDS and ": " not in name for name in names):
        return False
    if part.partition(":")[0].strip().casefold() in words().sets["label.title"]:  # "Title: Ferry strike: day two"
        return False
    sections = words().sets["text.sections"]
    return bool(split.dates) or not any(" ".join(name.casefold().split()) in sections for name in names)


def _trimmed(title: str, start: int, end: int) -> tuple[int, int]:
    while start < end and title[start] in _AROUND:
        start += 1
    while end > start and title[end - 1] in _AROUND:
        end -= 1
    return start, end
