"""Clues of one line: what can be seen of it by itself, as a list of named yes/no features (clue_names.py).

The weights that judge them are data (weights.json). `relations` (relations.py) adds what a line shares with its
neighbours, `Habits` (habits.py) what the whole dump does. Every clue is 0 or 1, so that scores are sums of whole
numbers: the same on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from corpuskit.lexicon.credit_names import is_domain, looks_like_name, person_score
from corpuskit.lexicon.credit_pieces import Piece, Split, has_number, split_credit
from corpuskit.lexicon.credit_shapes import shape_of
from corpuskit.lexicon.credit_words import label_at, words
from corpuskit.lexicon.datelines import parse_dateline
from corpuskit.lexicon.dates import PrintedDate
from corpuskit.splitting import clue_names as c
from corpuskit.splitting.outside import outside_kind

#: Lines longer than this hold no credit and no outside phrase: they are only measured.
SHORT = 170
#: A credit line is shorter than this where its shape is to be learned from.
SHAPED = 140

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
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = re.compile(r"https?://|www\.|\S@\w{1,40}\.\w")
_DOMAIN = re.compile(
    r"(?<![\w@/.])[\w-]{2,40}\.(?:com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|news|ca|au|in|"
    r"cn|jp|kr|blog|online)(?!\w)",
    re.IGNORECASE,
)
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
_STOPS = ".?!…。"
#: Lines shorter than this may be nothing but a relative time ("an hour ago").
_RELATIVE = 24
_FIELD_SIGN = re.compile(r"[|｜•·●»:;/(\[【（—–@©]| [-−*] |[,，、]")
_LAST_OF = {
    **dict.fromkeys(".。।", "a full stop"),
    **dict.fromkeys("?？", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(",;", "a comma"),
    **dict.fromkeys(")]）】", "a bracket"),
}
#: What may open a long line that has a dateline: a dash, slash, colon or bracket early on.
_DATELINE_SIGN = re.compile(r"[-–—:/)电電]")


@dataclass(slots=True)
class Seen:
    """What was seen of one line: its clues, the shape of its fields, parts that may be names, words for comparing."""

    clues: list[int]
    shape: str | None = None
    parts: tuple[str, ...] = ()
    dates: tuple[PrintedDate, ...] = ()
    look: str | None = None
    words: frozenset[str] = frozenset()
    language: str | None = None
    runs: list[str] | None = None  #: the words to tell the language by, until it is asked for


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
    return c.FIRST["a > sign" if sign == ">" else "another sign"]


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
        _credit_clues(seen, line)
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


@cache
def _label_clues() -> dict[str, tuple[int, ...]]:
    return {
        "author": (c.LABEL["byline word first"],),
        "weak-author": (c.LABEL["weak byline word first"],),
        "outlet": (c.LABEL["source label"],),
        "published": (c.LABEL["published label"],),
        "updated": (c.LABEL["updated label"],),
        "editor": (c.LABEL["editor label"],),
        "other": (c.LABEL["other label"],),
        "caption": (c.LABEL["caption word"],),
        "correction": (c.LABEL["correction word"],),
    }


def _credit_clues(seen: Seen, line: str) -> None:
    """What the line says if it is a credit: labels, dates, separators, and whether its parts can be names."""
    clues = seen.clues
    _address_clues(clues, line)
    opening = label_at(line, 0, len(line))
    if opening is not None:
        clues += _label_clues()[opening[0]]
    dated = has_number(line)
    if dated and _YEAR.search(line):
        clues.append(c.DATE["year"])
    signs = _FIELD_SIGN.search(line) is not None
    if not dated and opening is None and len(line) > 60 and (not signs or line[-1] in _STOPS):
        return
    if dated or signs or opening is not None or len(line) < _RELATIVE:
        split = split_credit(line)
    else:
        split = Split([Piece("", line, 0, len(line), "")])
    seen.dates = tuple(split.dates)
    _date_clues(clues, split, line)
    if signs:
        _sign_clues(clues, line)
    _name_clues(seen, split, line)
    for label in split.labels:
        if label == "author":
            if any(p.kind == "author" and p.start > 8 for p in split.pieces):
                clues.append(c.LABEL["byline word inside"])
        elif label in _label_clues():
            clues += _label_clues()[label]
    if len(line) <= SHAPED:
        seen.shape = shape_of(split, line)


def _address_clues(clues: list[int], line: str) -> None:
    if "." in line or "@" in line or "://" in line:
        if _ADDRESS.search(line):
            clues.append(c.LABEL["address or e-mail"])
        elif _DOMAIN.search(line):
            clues.append(c.LABEL["domain name"])
    if "©" in line or line.startswith(("(c)", "(C)")):
        clues.append(c.LABEL["copyright sign"])
    if not line.isascii() and words().byline_end.search(line):
        clues.append(c.LABEL["byline ending"])


def _date_clues(clues: list[int], split: Split, line: str) -> None:
    if split.dates:
        full = [d for d in split.dates if d.precision == "day" or d.ambiguous]
        clues.append(c.DATE["full date" if full else "partial date"])
        if len(split.dates) > 1:
            clues.append(c.DATE["several dates"])
        if any(d.ambiguous for d in split.dates):
            clues.append(c.DATE["ambiguous date"])
        first, last = split.dates[0], split.dates[-1]
        start, end = line[: first.outer_start].strip(" ([—–-|,"), line[last.outer_end :].strip(" )].,|")
        if not start:
            clues.append(c.DATE["date at the start"])
        if not end:
            clues.append(c.DATE["date at the end"])
        if not start and not end and len(split.dates) == 1:
            clues.append(c.DATE["date alone"])
        if any(d.weekday_agrees is not None for d in split.dates):
            clues.append(c.DATE["weekday"])
    if len(line) < 20 and line.rstrip(".,").casefold() in words().sets["text.weekdays"]:
        clues.append(c.DATE["weekday"])
    for label, name in (
        ("time", "time of day"), ("relative-time", "relative time"), ("reading-time", "reading time"),
    ):  # fmt: skip
        if label in split.labels:
            clues.append(c.DATE[name])


#: Signs between fields, each with what a line has to contain.
_SIGNS = (
    ("bar", ("|", "｜")), ("bullet", ("•", "·", "●", "∙", "・")), ("dash", (" – ", " — ")), ("hyphen", (" - ",)),
    ("slash", (" / ", " // ")), ("angle", (" > ", "»", "›")), ("semicolon", (";",)), ("colon", (":", "：")),
)  # fmt: skip


def _sign_clues(clues: list[int], line: str) -> None:
    spaced = line.replace("\u00a0", " ")
    clues += [c.SIGN[name] for name, signs in _SIGNS if any(sign in spaced for sign in signs)]
    commas = line.count(",") + line.count("，") + line.count("、")
    if commas:
        clues.append(c.SIGN["comma" if commas == 1 else "several commas"])
    if line[0] in "[【":
        clues.append(c.WRAP["in square brackets" if line[-1] in "]】" else "opens with square brackets"])
    elif line[0] in "(（" and line[-1] in ")）":
        clues.append(c.WRAP["in brackets"])
    elif "(" in line:
        clues.append(c.WRAP["has brackets"])


def _name_clues(seen: Seen, split: Split, line: str) -> None:
    clues, sets = seen.clues, words().sets
    names = prose = 0
    parts: list[str] = []
    for piece in split.pieces:
        if piece.kind in ("editor", "other", "updated"):
            continue
        folded = piece.text.casefold()
        if folded in sets["text.roles"]:
            clues.append(c.LABEL["job title"])
        elif folded in sets["outlet.agencies"]:
            clues.append(c.LABEL["agency"])
            names += 1
            parts.append(folded)
        elif looks_like_name(piece.text) or is_domain(piece.text):
            names += 1
            parts.append(folded)
            score = person_score(piece.text)
            clues.append(c.PERSON if score > 0.9 else c.ORGANISATION if score < -1.4 else c.UNSURE)
        else:
            prose += 1
    clues += (c.PIECES[min(names, 3)], c.PROSE[min(prose, 2)])
    seen.parts = tuple(parts[:6])
    if len(split.pieces) == 1 and names == 1 and not split.dates and not split.labels:
        score = person_score(line)
        clues.append(c.ALONE_PERSON if score > 0.9 else c.ALONE_OUTLET if score < -1.4 else c.ALONE_NAME)
        if parts[0] in sets["outlet.agencies"]:
            clues.append(c.LABEL["agency only"])


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
