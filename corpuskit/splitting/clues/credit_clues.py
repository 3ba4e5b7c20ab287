"""Clues of a line that may be a credit: labels, dates, signs between fields, and whether its parts can be names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpuskit.lexicon.credits.names import is_domain, is_role, looks_like_name, person_score
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.shapes import shape_of
from corpuskit.lexicon.credits.undated import Piece, Split, Undated, with_dates
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.scripts import SENTENCE_ENDS
from corpuskit.patterns import later
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues.seen import Seen

#: A credit line is shorter than this where its shape is to be learned from.
SHAPED = 140

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = later(r"https?://|www\.|\S@\w{1,40}\.\w")
_DOMAIN = re.compile(
    r"(?<![\w@/.])[\w-]{2,40}\.(?:com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|news|ca|au|in|"
    r"cn|jp|kr|blog|online)(?!\w)",
    re.IGNORECASE,
)
#: A full stop that a word follows, as in every name of a site.
_DOT_INSIDE = re.compile(r"[.](?=\w)")
_STOPS = "".join(SENTENCE_ENDS)
#: Lines shorter than this may be nothing but a relative time ("an hour ago").
_RELATIVE = 24


@cache
def _label_clues() -> dict[str, tuple[int, ...]]:
    return {
        "author": (c.LABEL["byline word first"],),
        "weak-author": (c.LABEL["weak byline word first"],),
        "outlet": (c.LABEL["source label"],),
        "published": (c.LABEL["published label"],),
        "updated": (c.LABEL["updated label"],),
        "seen": (c.LABEL["updated label"],),
        "helper": (c.LABEL["editor label"],),
        "section": (c.LABEL["other label"],),
        "page": (c.LABEL["other label"],),
        "other": (c.LABEL["other label"],),
        "caption": (c.LABEL["caption word"],),
        "correction": (c.LABEL["correction word"],),
    }


def credit_clues(seen: Seen, clues: list[int], line: str, dated: bool, signs: bool) -> None:
    """What the line says if it is a credit: labels, dates, separators, and whether its parts can be names.

    ``dated``: a date can be printed in it (`has_number`); ``signs``: it has a sign that parts fields.
    """
    _address_clues(clues, line)
    opening = label_at(line, 0, len(line))
    if opening is not None:
        clues += _label_clues()[opening[0]]
    if dated and _YEAR.search(line):
        clues.append(c.DATE["year"])
    if not dated and opening is None and len(line) > 60 and (not signs or line[-1] in _STOPS):
        return
    if dated or signs or opening is not None or len(line) < _RELATIVE:
        split = look_at_credit(line)
    else:
        split = with_dates(Undated(line, pieces=[Piece("", line, 0, len(line), "")]), [])
    seen.dates = tuple(split.dates)
    _date_clues(clues, split, line)
    if signs:
        _sign_clues(clues, line)
    found, seen.parts, names = (_remembered_names if split.dates else _names)(split.undated)
    clues += found
    if len(split.pieces) == 1 and names == 1 and not split.dates and not split.labels:
        score = person_score(line)
        clues.append(c.ALONE_PERSON if score > 0.9 else c.ALONE_OUTLET if score < -1.4 else c.ALONE_NAME)
        if seen.parts[0] in words().sets["outlet.agencies"]:
            clues.append(c.LABEL["agency only"])
    if "author" in split.labels and any(p.kind == "author" and p.start > 8 for p in split.pieces):
        clues.append(c.LABEL["byline word inside"])
    if len(line) <= SHAPED:
        seen.shape = shape_of(split.undated)


def _address_clues(clues: list[int], line: str) -> None:
    if "." in line or "@" in line or "://" in line:
        if ("@" in line or "://" in line or "www." in line) and _ADDRESS.search(line):
            clues.append(c.LABEL["address or e-mail"])
            if " " not in line:
                clues.append(c.LABEL["address alone"])
        elif _DOT_INSIDE.search(line) and _DOMAIN.search(line):
            clues.append(c.LABEL["domain name"])
    if "©" in line or line.startswith(("(c)", "(C)")):
        clues.append(c.LABEL["copyright sign"])
    if not line.isascii() and line.endswith(words().byline_ends):
        clues.append(c.LABEL["byline ending"])


_TIMES = (
    ("time", c.DATE["time of day"]), ("relative-time", c.DATE["relative time"]),
    ("reading-time", c.DATE["reading time"]),
)  # fmt: skip


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
    if split.labels:
        clues += [clue for label, clue in _TIMES if label in split.labels]


#: Signs between fields: of one character, and between spaces.
_SIGNS = {
    sign: c.SIGN[name]
    for name, signs in (
        ("bar", "|｜"), ("bullet", "•·●∙・"), ("angle", "»›"), ("semicolon", ";"), ("colon", ":："),
    )
    for sign in signs
}  # fmt: skip
_SPACED = (
    (" – ", c.SIGN["dash"]), (" — ", c.SIGN["dash"]), (" - ", c.SIGN["hyphen"]), (" / ", c.SIGN["slash"]),
    (" // ", c.SIGN["slash"]), (" > ", c.SIGN["angle"]),
)  # fmt: skip


def _sign_clues(clues: list[int], line: str) -> None:
    clues += [clue for sign, clue in _SIGNS.items() if sign in line]
    spaced = line.replace("\u00a0", " ")
    clues += [clue for sign, clue in _SPACED if sign in spaced]
    commas = line.count(",") + line.count("，") + line.count("、")
    if commas:
        clues.append(c.SIGN["comma" if commas == 1 else "several commas"])
    if line[0] in "[【":
        clues.append(c.WRAP["in square brackets" if line[-1] in "]】" else "opens with square brackets"])
    elif line[0] in "(（" and line[-1] in ")）":
        clues.append(c.WRAP["in brackets"])
    elif "(" in line:
        clues.append(c.WRAP["has brackets"])


def _names(credit: Undated) -> tuple[list[int], tuple[str, ...], int]:
    """What the parts of a credit say by themselves, and its labels; the parts that can be names, the first six of them
    folded; and how many there are.
    """
    sets = words().sets
    clues = [clue for label in credit.labels if label != "author" for clue in _label_clues().get(label, ())]
    prose = 0
    parts: list[str] = []
    for piece in credit.pieces:
        if piece.kind in ("helper", "section", "page", "other", "updated", "seen"):
            continue
        folded = piece.text.casefold()
        if is_role(piece.text):
            clues.append(c.LABEL["job title"])
        elif folded in sets["outlet.agencies"]:
            clues.append(c.LABEL["agency"])
            parts.append(folded)
        elif looks_like_name(piece.text) or is_domain(piece.text):
            parts.append(folded)
            score = person_score(piece.text)
            clues.append(c.PERSON if score > 0.9 else c.ORGANISATION if score < -1.4 else c.UNSURE)
        else:
            prose += 1
    clues += (c.PIECES[min(len(parts), 3)], c.PROSE[min(prose, 2)])
    return clues, tuple(parts[:6]), len(parts)


_remembered_names = lru_cache(maxsize=4096)(_names)
