"""A credit line taken apart: dates, labels, separators, and the pieces between them that may be names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credit_words import label_at, words
from corpuskit.lexicon.dates import PrintedDate, find_dates

#: A credit is short; what is longer is prose and not read further.
MAX_CREDIT = 2_000
#: Only so many characters can be a relative time without a number ("yesterday").
_RELATIVE = 60

#: Signs that part fields. A hyphen, dash, slash or full stop does so only between spaces or behind a date.
_SEPARATOR = re.compile(
    r"[|｜•·●▪■◆»›‧∙・\t\n\r\[\]()（）【】;；]"
    r"|[ \u00a0](?:[-–—―~−*]|--|/|//|::|>)[ \u00a0]"
    r"|[,，、](?=[ \u00a0]|$)"
    r"|(?<=[\n\d])\.(?=[ \u00a0])"
    r"|^[ \u00a0]{0,8}(?:[-–—―>•*]+|by[ \u00a0]line:)[ \u00a0]"
    r"|:[ \u00a0]{0,2}$|(?<=[\n]):(?=[ \u00a0])|(?<=[\n])/|/(?=\n)"
)
#: An abbreviation in brackets behind a name is part of it: "Neue Zürcher Zeitung (NZZ)".
_KEPT_BRACKETS = re.compile(r"(?<=\w)[ \u00a0]\(([^\W\d_][^()\n|,;]{0,11})\)")
_STRIP = " \u00a0\t\r,.;:|-–—―−•·/\"'“”„«»‘’*_~#>（）()[]【】\u200b\ufeff"
_DOMAIN = re.compile(
    r"(?:\w[\w-]{0,60}\.){1,4}(?:com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|co|news|us|ca|"
    r"au|in|cn|jp|kr|tr|za|gov|edu|int|mx|ar|be|ie|cz|hu|ro|gr|blog|online|media|press)$",
    re.IGNORECASE,
)
#: A word left between a name and its date: "Die Zeit vom 5. Mai".
_BEFORE_DATE = re.compile(
    r"[ \u00a0](?:vom|am|on|of|le|du|el|del|em|il|van|op|den|от|dated|published|posted)[ \u00a0]{0,2}$", re.IGNORECASE
)
#: Labels that count only with a date behind them: they are articles and prepositions too.
_WEAK = frozenset(
    ["on", "am", "le", "el", "il", "del", "op", "den", "vom", "data", "stand", "date", "thứ", "from", "in", "aus"]
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "abu",
        "af",
        "av",
        "zu",
        "zur",
        "y",
        "e",
        "san",
        "st.",
        "mc",
        "o’",
        "o'",
        "d’",
        "d'",
        "und",
    ]
)
_ABBREVIATED = frozenset(["jr", "sr", "inc", "ltd", "co", "corp", "e.v", "u.s", "st"])
_ARTICLES = frozenset(["der", "die", "das", "the", "le", "la", "el", "il", "de", "o", "a", "al"])


class Named(NamedTuple):
    """A name as printed, where it stands, the rule that found it and how sure that rule is."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float


_NUMBER = re.compile(r"\d")
_ASCII_NUMBER = re.compile("[0-9]")


def has_number(text: str) -> bool:
    """Whether a date can be printed here: a digit of any script, or a Chinese year."""
    if text.isascii():
        return _ASCII_NUMBER.search(text) is not None
    return _NUMBER.search(text) is not None or "年" in text


class Piece(NamedTuple):
    """A part of a credit between separators. ``kind`` is what a label before it says, or "" without one."""

    kind: str
    text: str
    start: int
    end: int
    separator: str  #: the sign before it
    strong: bool = False  #: labelled by a word that says nothing else ("By", "Source:")


@dataclass(slots=True)
class Split:
    """A credit taken apart. ``labels`` says what labels, times and the like were seen."""

    pieces: list[Piece] = field(default_factory=list)
    dates: list[PrintedDate] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def split_credit(text: str, *, date_order: Mapping[str, str] | str | None = None) -> Split:
    """Takes credit lines (joined by a newline) apart. Linear in the length of ``text``, which is cut at 2,000
    characters.
    """
    text = text[:MAX_CREDIT]
    lists = words()
    split = Split()
    masked = text
    if has_number(text):
        split.dates = [d for d in find_dates(text, order=date_order) if d.rule != "relative"]
        masked = mask(masked, [(_outer_start(d, text), d.outer_end) for d in split.dates])
        if has_number(masked):
            for name, pattern in (
                ("reading-time", lists.reading_time),
                ("time", lists.time),
                ("relative-time", lists.relative_time),
            ):
                masked = _mask_found(split, name, masked, pattern)
        elif any(":" in text[d.outer_start : d.outer_end] for d in split.dates):
            split.labels.add("time")
    elif len(text) <= _RELATIVE:
        masked = _mask_found(split, "relative-time", masked, lists.relative_time)
    at, sign = 0, ""
    kept = [
        m.span() for m in _KEPT_BRACKETS.finditer(masked) if m.group(1).casefold() not in lists.sets["outlet.agencies"]
    ]
    for match in _SEPARATOR.finditer(masked):
        if any(start <= match.start() < end for start, end in kept):
            continue
        if match.start() > at:
            _add_piece(split, masked, at, match.start(), sign)
        at, sign = match.end(), match.group().strip() or "\n"
    if len(masked) > at:
        _add_piece(split, masked, at, len(masked), sign)
    return split


def _outer_start(date: PrintedDate, text: str) -> int:
    """Where a date and its weekday begin; a weekday glued to a word ("example.fr, 2.11.23") belongs to the word."""
    before = text[date.outer_start - 1 : date.outer_start]
    return date.start if before == "." or before.isalnum() else date.outer_start


def _mask_found(split: Split, name: str, masked: str, pattern: re.Pattern[str]) -> str:
    found = [m.span() for m in pattern.finditer(masked)]
    if found:
        split.labels.add(name)
        masked = mask(masked, found)
    return masked


def _add_piece(split: Split, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end] without labels and signs at its ends, when anything is left."""
    lists = words()
    kind, strong = "", False
    for _ in range(4):
        while start < end and text[start] in _STRIP and not (text[start] in "([" and ")" in text[start:end]):
            start += 1
        labelled = label_at(text, start, end)
        if labelled is None:
            break
        found, match = labelled
        printed = match.group().strip()
        if found in ("caption", "correction") or (found in ("editor", "other") and printed[-1:] not in ":："):
            break
        if printed.casefold() in _WEAK and match.end() < end:
            break
        strong = found == "author" or (
            found == "outlet" and (printed[-1:] in ":：" or printed.casefold() in ("via", "source"))
        )
        kind = "author" if found == "weak-author" else found
        split.labels.add(kind)
        start = match.end()
    if end < len(text) or text[end - 1 : end] == " ":
        trailing = _BEFORE_DATE.search(text, start, end)
        if trailing is not None and trailing.start() > start:
            end = trailing.start()
    while end > start and text[end - 1] in _STRIP and not _belongs(text, start, end):
        end -= 1
    if end <= start:
        return
    folded = text[start:end].casefold()
    if folded in lists.sets["text.relative_time"]:
        split.labels.add("relative-time")
    elif folded not in lists.sets["text.weekdays"] or (kind and not split.dates):
        split.pieces.append(Piece(kind, text[start:end], start, end, sign, strong))


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether the sign at the end is part of the name: "Jr.", "Inc.", "J. R. R.", a closing bracket of its own."""
    if text[end - 1] == ")":
        return "(" in text[start:end]
    if text[end - 1] != ".":
        return False
    word = text[start : end - 1].rsplit(" ", 1)[-1]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper())


def is_domain(text: str) -> bool:
    """Whether a name is that of a site: "example.org"."""
    return "." in text and _DOMAIN.search(text) is not None


def looks_like_name(text: str) -> bool:
    """Whether every word could be part of a name: capitalised, a particle, or of a script without capitals."""
    if not text or len(text) > 60:
        return False
    tokens = text.split()
    if len(tokens) > 7:
        return False
    for word in tokens:
        first = word[0]
        if first.islower():
            if word.casefold() not in PARTICLES:
                return False
        elif not first.isalnum() and word not in "&+-–.!" and first not in '("“„«#@':
            return False
    return True


@lru_cache(maxsize=16_384)
def person_score(text: str) -> float:
    """How much a name reads like a person's: above 0 a person, below 0 an organisation. Rough, and used with other
    clues.
    """
    lists = words()
    tokens = [t for t in (t.strip(".,()") for t in text.replace("\u00a0", " ").split()) if t]
    folded = [t.casefold() for t in tokens]
    if not tokens:
        return -1.0
    if " ".join(folded) in lists.sets["outlet.agencies"] or is_domain(text.strip()) or any(c.isdigit() for c in text):
        return -4.0
    given, organisation = lists.given_names, lists.sets["outlet.words"]
    score = -2.2 * sum(t in organisation and t not in PARTICLES for t in folded)
    if len(tokens) >= 2 and (folded[0] in given or folded[0].split("-")[0] in given):
        score += 2.5
    elif len(tokens) >= 2 and any(t in given for t in folded[1:-1]):
        score += 1.0
    serious = [t for t in tokens if t.casefold() not in PARTICLES]
    if len(tokens) == 1:
        score -= 1.5 if text.isascii() or tokens[0][0].isupper() else 0.3
    elif len(serious) in (2, 3):
        score += 0.5
    elif len(serious) > 4:
        score -= 1.0
    if any(len(t) == 1 and t.isupper() for t in tokens[1:]):
        score += 1.0
    if all(t.isupper() and 1 < len(t) <= 5 for t in tokens):
        score -= 1.0
    if any(t[0].islower() for t in serious):
        score -= 1.0
    if folded[0] in _ARTICLES:
        score -= 1.5
    return score


def is_nameable(text: str) -> bool:
    """Whether a piece without a label can name anybody: letters, not long, not a sentence in small letters."""
    tokens = text.split()
    if len(tokens) > 10 or len(text) > 90 or not any(c.isalpha() for c in text):
        return False
    lower = sum(t[0].islower() and t.casefold() not in PARTICLES for t in tokens)
    return lower <= max(1, len(tokens) // 2)


_DIGITS = re.compile(r"\d")


def shape_of(split: Split, text: str) -> str | None:
    """The credit with names, dates and numbers abstracted: ``by N | N | D``. None where nothing is left of it."""
    spans = [(d.start, d.end, "D") for d in split.dates] + [(p.start, p.end, _part_shape(p.text)) for p in split.pieces]
    if not spans:
        return None
    spans.sort()
    out: list[str] = []
    at = 0
    for start, end, sign in spans:
        if start < at:
            continue
        out += (_DIGITS.sub("0", text[at:start].casefold().replace("\u00a0", " ")), sign)
        at = end
    out.append(_DIGITS.sub("0", text[at:].casefold()))
    return "".join(out).strip()


def _part_shape(text: str) -> str:
    """N for a name, NN for a long one; small words between names are kept ("N in N"); x and xx for other words."""
    if is_domain(text):
        return "N"
    tokens = text.split()
    if looks_like_name(text):
        return "N" if len(tokens) < 5 else "NN"
    if len(tokens) > 7:
        return "xx"
    out: list[str] = []
    for word in tokens:
        if word[0].islower():
            out.append(word.casefold())
        elif not out or out[-1] != "N":
            out.append("N")
    return " ".join(out) if len(out) - out.count("N") < 3 and "N" in out else "x"
