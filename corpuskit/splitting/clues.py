"""Clues of one line: what can be seen of it by itself, as a list of named yes/no features (clue_names.py).

The weights that judge them are data (weights.json). `relations` (relations.py) adds what a line shares with its
neighbours, `Habits` (habits.py) what the whole dump does. Every clue is 0 or 1, so that scores are sums of whole
numbers: the same on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from corpuskit.lexicon.datelines import parse_dateline
from corpuskit.lexicon.mojibake import repair
from corpuskit.splitting import clue_names as c
from corpuskit.splitting.credit_clues import credit_clues
from corpuskit.splitting.outside import outside_kind
from corpuskit.splitting.seen import Seen

#: Lines longer than this hold no credit and no outside phrase: they are only measured.
SHORT = 170
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
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)]?[ \u00a0](?=[^\W\d_])|[。！？](?=\w)")
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
    **dict.fromkeys(".。।", "a full stop"),
    **dict.fromkeys("?？", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(",;", "a comma"),
    **dict.fromkeys(")]）】", "a bracket"),
}
#: What may open a long line that has a dateline: a dash, slash, colon or bracket early on, or a year and a full stop.
_DATELINE_SIGN = re.compile(r"[-–—:/)电電]|\d\d\. ")


@lru_cache(maxsize=4096)
def _first(sign: str) -> int:
    if sign.isalpha():
        upper = sign.isupper() or sign.istitle()
        return c.FIRST["a capital" if upper else "a small letter" if sign.islower() else "a letter without case"]
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
        return "a stop and a quotation mark" if end[-2:-1] and end[-2:-1] in ".!?,。" else "a quotation mark"
    return _LAST_OF.get(sign, "another sign")


def _case(text: str, tokens: list[str]) -> tuple[str, int]:
    """(case class, words that begin with a small letter)."""
    upper = text.upper()
    if text == upper:
        return ("all capitals" if text != text.lower() else "script without case"), 0
    small = [t for t in tokens if t[0].islower()]
    if len(small) == len(tokens) and text == text.lower():
        return "small letters", len(small)
    serious = len([t for t in small if t not in _TITLE_LOWER])
    if serious == 0:
        return "title case", len(small)
    lettered = len([t for t in tokens if t[0].isalpha()]) or 1
    return ("mostly capitalised" if 10 * serious < 3 * lettered else "sentence case"), len(small)


def long_clues(head: str, tail: str) -> Seen:
    """Clues of a paragraph, from its first and last characters."""
    stripped, end = head.strip(), tail.rstrip()
    clues = [c.LENGTH[-1], c.WORD[-1]]
    if stripped:
        clues.append(_first(stripped[0]))
    if end:
        clues.append(c.LAST[_last(end[-3:])])
    return Seen(clues)


def add_dateline(seen: Seen, head: str) -> None:
    """The dateline clues of the first characters of a paragraph."""
    if not _DATELINE_SIGN.search(head, 0, 110):
        return
    dateline = parse_dateline(head)
    if dateline is None:
        return
    seen.clues.append(c.DATELINE["present"])
    if dateline.agency:
        seen.clues.append(c.DATELINE["with agency"])
    if dateline.date:
        seen.clues.append(c.DATELINE["with full date" if dateline.date.precision == "day" else "with date"])
        seen.dates = (dateline.date,)
    if not dateline.agency and not dateline.date:
        seen.clues.append(c.DATELINE["of place alone"])


def line_clues(text: str) -> Seen:
    """Everything that one line of at most 300 characters shows by itself."""
    repaired = repair(text)
    text = text if repaired is None else repaired.text
    line = text.strip(" \t\u00a0\u200b\ufeff\u2028\u2029\u3000\x0b\x0c") or text.strip() or "?"
    tokens = line.split() or [line]
    size, last = len(line), _last(line[-3:])
    case, lower = _case(line, tokens)
    clues = [
        c.LENGTH[bisect_left(c.LENGTHS, size)],
        c.WORD[bisect_left(c.WORDS, len(tokens))],
        _first(line[0]),
        c.LAST[last],
        c.CASE[case],
        c.LOWER[bisect_left((0, 1, 3, 6), lower)],
    ]
    if len(text) != size:
        _margin_clues(clues, text)
    if "\u00a0" in line:
        clues.append(c.WRAP["contains a no-break space"])
    if '"' in line or (not line.isascii() and any(q in line for q in "“”„«»「")):
        clues.append(c.WRAP["has a quotation"])
    ends = _sentence_ends(line) if size > 12 else 0
    if ends:
        clues.append(c.SENTENCES[min(ends, 2) - 1])
    if tokens[0].casefold() in _ASKS:
        clues.append(c.QUESTION)
    _list_clues(clues, line)
    seen = Seen(clues)
    seen.look = f"{case}/{last}/{bisect_left((30, 60, 90, 130), size)}"
    if size <= SHORT:
        found = outside_kind(line)
        if found is not None:
            clues += (c.OUTSIDE[found[0]], c.OUTSIDE_EXACT if found[1] else c.OUTSIDE_START)
        credit_clues(seen, line)
    if size > 24:
        add_dateline(seen, line)
    return seen


def _margin_clues(clues: list[int], text: str) -> None:
    if text[0] in " \t\u3000\u00a0":
        clues.append(c.WRAP["indented"])
    if text[-1] in " \t\u00a0":
        clues.append(c.WRAP["trailing space"])


def _sentence_ends(line: str) -> int:
    found = 0
    for match in _SENTENCE_END.finditer(line):
        found += not _ABBREVIATION.search(line, max(0, match.start() - 6), match.start())
    return found


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
    if number < 8:
        found.append(c.EDGE)
    if last:
        found.append(c.LAST_LINE)
    return found
