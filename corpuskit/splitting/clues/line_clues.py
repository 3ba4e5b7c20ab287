"""Clues of lines: what can be seen of each by itself, as named yes/no features (clue_names.py).

What shows in single characters is counted for all lines at once (signs.py); the rest is asked of the lines that it can
be true of. The weights that judge clues are data (weights.json). `relations` (relations.py) adds what a line shares
with its neighbours, `Habits` (habits.py) what the whole dump does. Every clue is 0 or 1, so that scores are sums of
whole numbers: the same on every machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.scripts import (
    COMMAS,
    EXCLAMATION_MARKS,
    FULL_STOPS,
    QUESTION_MARKS,
    SENTENCE_ENDS,
    WITHOUT_STOPS,
    is_small,
)
from corpuskit.sorted_numbers import among
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues.credit_clues import credit_clues
from corpuskit.splitting.clues.seen import Seen
from corpuskit.splitting.lines import signs as s
from corpuskit.splitting.lines.index import PROSE
from corpuskit.splitting.pages.outside import outside_kind

#: Lines longer than this hold no credit and no outside phrase: they are only measured.
SHORT = 170
#: Rows of the file that stand near its start.
NEAR_START = 8
_QUOTES = "\"'“”„«»‘’‚‹›「」『』《》"
_TITLE_LOWER = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
        "off",
        "per",
        "s",
    ]
)
#: What stands around a line without belonging to it.
_MARGIN = " \t\u00a0\u200b\ufeff\u2028\u2029\u3000\x0b\x0c"
_LONGEST_LOWER = 4
_SENTENCE_END = re.compile(rf"[{''.join(SENTENCE_ENDS)}](?:['\"”’»)]?[ \u00a0](?=[^\W\d_])|(?<=[。！？])(?=\w))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Jr|Sr|Prof|Gen|Sen|Rep|Gov|Inc|Ltd|Co|Nr|bzw|ca|etc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|"
    r"Oct|Nov|Dec)|\b\w|\d)$"
)
_ITEM = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\))\s")
_LETTER_ITEM = re.compile(r"(?:\([a-zA-Zivx]{1,4}\)|[a-z]\))\s")
_BULLET = re.compile(r"[-–—•·*▪●◦‣⁃∙→✓✔►]\s?\S")
_ASKS = frozenset(
    [
        "what",
        "why",
        "how",
        "who",
        "when",
        "where",
        "is",
        "are",
        "can",
        "will",
        "was",
        "wie",
        "warum",
        "was",
        "wer",
        "wann",
        "wo",
        "ist",
        "comment",
        "pourquoi",
        "qui",
        "quand",
        "qué",
        "por",
        "cómo",
        "quién",
        "como",
        "quem",
        "perché",
        "chi",
        "waarom",
        "hoe",
        "wat",
    ]
)
_LAST_OF = {
    **dict.fromkeys(FULL_STOPS, "a full stop"),
    **dict.fromkeys(QUESTION_MARKS, "a question mark"),
    **dict.fromkeys(EXCLAMATION_MARKS, "an exclamation mark"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(COMMAS, "a comma"),
    **dict.fromkeys(")]）】", "a bracket"),
}
#: What a quotation ends with that is a sentence, or part of one.
_CLOSED = "".join(SENTENCE_ENDS[:-1]) + ","
_CASES = (*c.CASE,)
_LENGTH, _WORD, _LOWER = np.array(c.LENGTH), np.array(c.WORD), np.array(c.LOWER)
#: What may open a long line that has a dateline: a dash, slash, colon or bracket early on, or a year and a full stop;
#: by its first character, which is fast.
_DATELINE_SIGN = re.compile(r"[-–—:/)电電\d](?:(?<!\d)|\d\. )")


@lru_cache(maxsize=4096)
def _first(sign: str) -> int:
    if sign.isalpha():
        upper = sign.isupper() or sign.istitle()
        return c.FIRST["a capital" if upper else "a small letter" if is_small(sign) else "a letter without case"]
    if sign.isdigit():
        return c.FIRST["a digit"]
    if sign in _QUOTES:
        return c.FIRST["a quotation mark"]
    if sign in "-–—•·*●▪":
        return c.FIRST["a dash or bullet"]
    if sign in "([（【":
        return c.FIRST["a bracket"]
    return c.FIRST["a > sign" if sign == ">" else "a # sign" if sign == "#" else "another sign"]


@lru_cache(maxsize=4096)
def _last(end: str) -> str:
    """What a line ends with; ``end`` is its last three characters."""
    sign = end[-1]
    if sign.isalpha():
        return "a letter"
    if sign.isdigit():
        return "a digit"
    if end == "..." or sign == "…":
        return "an ellipsis"
    if sign in _QUOTES:
        return "a stop and a quotation mark" if end[-2:-1] and end[-2:-1] in _CLOSED else "a quotation mark"
    return _LAST_OF.get(sign, "another sign")


def _closed(line: str | None, end: str) -> str:
    """The end of a line, or of a long one (None): a full stop if as long as a sentence in a script without."""
    without = end != "" and WITHOUT_STOPS[0] <= end[-1] <= WITHOUT_STOPS[1]
    return "." if without and (line is None or len(line) >= PROSE) else end


@lru_cache(maxsize=4096)
def _edges(opening: str, end: str) -> list[int]:
    """Clues of a paragraph's first character and its last three."""
    return [*([_first(opening)] if opening else ()), *([c.LAST[_last(end)]] if end else ())]


@dataclass(slots=True)
class Found:
    """Clues as they are found: the slots of lines, and the clue that holds for each."""

    slots: list[npt.NDArray[np.int64]] = field(default_factory=list)
    clues: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def add(self, slots: npt.NDArray[np.int64], clues: npt.NDArray[np.int64] | list[int] | int) -> None:
        """A clue of each slot, or the same of all."""
        self.slots.append(slots)
        self.clues.append(
            np.full(len(slots), clues, np.int64) if isinstance(clues, int) else np.asarray(clues, np.int64)
        )

    def add_lists(self, slots: npt.NDArray[np.int64], clues: list[list[int]]) -> None:
        """Any number of clues of each slot."""
        counts = np.fromiter(map(len, clues), np.int64, len(clues))
        self.slots.append(np.repeat(slots, counts))
        self.clues.append(np.fromiter(chain.from_iterable(clues), np.int64, int(counts.sum())))

    def fill(self, matrix: npt.NDArray[np.uint8]) -> None:
        """Sets what was found in a matrix of slots and clues."""
        if self.slots:
            matrix[np.concatenate(self.slots), np.concatenate(self.clues)] = 1


def long_clues(found: Found, slots: npt.NDArray[np.int64], heads: list[str], tails: list[str]) -> None:
    """Clues of paragraphs, from their first and last characters."""
    found.add(slots, c.LENGTH[-1])
    found.add(slots, c.WORD[-1])
    edges = zip(heads, tails, strict=True)
    found.add_lists(slots, [_edges(head.lstrip()[:1], _closed(None, tail.rstrip()[-3:])) for head, tail in edges])


def dateline_clues(seen: Seen, head: str) -> list[int]:
    """The dateline clues of the first characters of a paragraph."""
    if not _DATELINE_SIGN.search(head, 0, 110):
        return []
    dateline = parse_dateline(head)
    if dateline is None:
        return []
    clues = [c.DATELINE["present"]]
    if dateline.agency:
        clues.append(c.DATELINE["with agency"])
    if dateline.date:
        clues.append(c.DATELINE["with full date" if dateline.date.precision == "day" else "with date"])
        seen.dates = (dateline.date,)
    if not dateline.agency and not dateline.date:
        clues.append(c.DATELINE["of place alone"])
    return clues


_LOOKS = (30, 60, 90, 130)


def line_clues(found: Found, slots: npt.NDArray[np.int64], texts: list[str]) -> list[Seen]:
    """Everything that lines of at most 300 characters show by themselves; what else was seen of each."""
    if not texts:
        return []
    lines = [text.strip(_MARGIN) or text.strip() or "?" for text in texts]
    signs = s.signs_of(lines)
    kinds, size = signs.any_of(), np.diff(signs.begin) - 1
    last = [_last(_closed(line, line[-3:])) for line in lines]
    case, words, small = _cases(signs, kinds)
    found.add(slots, _LENGTH[np.searchsorted(c.LENGTHS, size)])
    found.add(slots, _WORD[np.searchsorted(c.WORDS, words)])
    found.add(slots, [_first(line[0]) for line in lines])
    found.add(slots, [c.LAST[end] for end in last])
    found.add(slots, [c.CASE[_CASES[number]] for number in case.tolist()])
    found.add(slots, _LOWER[np.searchsorted((0, 1, 3, 6), small)])
    found.add(slots[(kinds & s.NO_BREAK) > 0], c.WRAP["contains a no-break space"])
    found.add(slots[(kinds & s.QUOTE) > 0], c.WRAP["has a quotation"])
    ends = np.where(size > 12, _sentence_ends(lines, signs.begin), 0)
    for number, clue in enumerate(c.SENTENCES, 1):
        found.add(slots[(ends == number) if number < len(c.SENTENCES) else (ends >= number)], clue)
    numbers = zip(case.tolist(), last, np.searchsorted(_LOOKS, size).tolist(), strict=True)
    seen = [Seen(look=_look(*each)) for each in numbers]
    dated, signed = (kinds & s.DIGIT) > 0, ((kinds & s.FIELD) > 0) | signs.spaced()
    opens = (size > 24) & (((kinds & s.DATELINE) > 0) | dated)
    asked = zip(seen, lines, texts, dated.tolist(), signed.tolist(), opens.tolist(), strict=True)
    found.add_lists(slots, [_asked(*each) for each in asked])
    return seen


def _asked(seen: Seen, line: str, text: str, dated: bool, signed: bool, opens: bool) -> list[int]:
    """The clues that are asked of a single line."""
    clues: list[int] = []
    size = len(line)
    if len(text) != size:
        _margin_clues(clues, text)
    if line.split(None, 1)[0].casefold() in _ASKS:
        clues.append(c.QUESTION)
    _list_clues(clues, line)
    if size <= SHORT:
        kind = outside_kind(line)
        if kind is not None:
            clues += (c.OUTSIDE[kind[0]], c.OUTSIDE_EXACT if kind[1] else c.OUTSIDE_START)
        credit_clues(seen, clues, line, dated, signed)
    if opens:
        clues += dateline_clues(seen, line)
    return clues


def _cases(
    signs: s.Signs, kinds: s.Kinds
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of each line its case (number in `_CASES`), its words, and how many of them begin with a small letter."""
    start, size, line = signs.words()
    lines = len(kinds)
    words = np.bincount(line, minlength=lines)
    first = signs.kinds[start]
    begins_small = np.flatnonzero((first & s.SMALL) > 0)
    small = np.bincount(line[begins_small], minlength=lines)
    short = begins_small[size[begins_small] <= _LONGEST_LOWER]
    left = short[_is_title_lower(signs, start[short], size[short])]
    serious = small - np.bincount(line[left], minlength=lines)
    lettered = np.maximum(np.bincount(line[(first & s.LETTER) > 0], minlength=lines), 1)
    shouted = (kinds & s.NOT_CAPITAL) == 0
    with_case = (kinds & s.NOT_SMALL) > 0
    case = np.select(
        [shouted & with_case, shouted, (small == words) & ~with_case, serious == 0, 10 * serious < 3 * lettered],
        [0, 5, 4, 1, 2],
        3,
    )
    return case, np.maximum(words, 1), np.where(shouted, 0, small)


@cache
def _title_lower() -> npt.NDArray[np.int64]:
    return np.array(sorted(_packed([ord(sign) for sign in word]) for word in _TITLE_LOWER), np.int64)


def _packed(codes: list[int]) -> int:
    """Up to four characters of ASCII as one number."""
    return sum(code << 7 * place for place, code in enumerate(codes))


def _is_title_lower(signs: s.Signs, start: npt.NDArray[np.int64], size: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether words of up to four letters are those that a title leaves in small letters."""
    packed = np.zeros(len(start), np.int64)
    for place in range(_LONGEST_LOWER):
        longer = size > place
        packed[longer] += np.minimum(signs.codes[start[longer] + place], 127).astype(np.int64) << 7 * place
    return among(packed, _title_lower())


def _sentence_ends(lines: list[str], begin: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many sentences end inside each line."""
    joined = "\n".join(lines)
    ends = np.array([match.start() for match in _SENTENCE_END.finditer(joined)], np.int64)
    line = np.searchsorted(begin, ends, "right") - 1
    since = np.maximum(ends - 6, begin[line])
    places = zip(since.tolist(), ends.tolist(), strict=True)
    real = np.array([_ABBREVIATION.search(joined, low, high) is None for low, high in places], bool)
    return np.bincount(line[real], minlength=len(lines))


@lru_cache(maxsize=512)
def _look(case: int, last: str, length: int) -> str:
    """How a line looks: the name by which the habits of a dump are counted."""
    return f"{_CASES[case]}/{last}/{length}"


def _margin_clues(clues: list[int], text: str) -> None:
    if text[0] in " \t\u3000\u00a0":
        clues.append(c.WRAP["indented"])
    if text[-1] in " \t\u00a0":
        clues.append(c.WRAP["trailing space"])


def _list_clues(clues: list[int], line: str) -> None:
    first = line[0]
    if first.isalpha() and line[1:2] != ")":
        return
    if _ITEM.match(line):
        clues.append(c.LIST["numbered item"])
    elif _LETTER_ITEM.match(line):
        clues.append(c.LIST["lettered item"])
    elif first == ">":
        clues.append(c.LIST["quoted block"])
    elif _BULLET.match(line):
        clues.append(c.LIST["bulleted item"])


def edge_clues(number: int, last: bool) -> list[int]:
    """Clues of the place in the file: ``number`` counts lines that are not blank from 0."""
    found = []
    if number == 0:
        found.append(c.FIRST_LINE)
    if number < NEAR_START:
        found.append(c.EDGE)
    if last:
        found.append(c.LAST_LINE)
    return found
