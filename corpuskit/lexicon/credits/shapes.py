"""A credit with what it names abstracted: the shape by which a dump's habits are counted."""

from __future__ import annotations

import re
from functools import lru_cache

from corpuskit.lexicon.credits.names import is_domain, looks_like_name
from corpuskit.lexicon.credits.undated import Undated
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.scripts import is_small

_DIGITS = re.compile(r"\d")
_ZEROS = re.compile(r"0+")
_END = re.compile(r"(?:(?<= )[^\w\s]{1,3}|,) D$")
_WORD = re.compile(r"[^\W\d_]+")


def shape_of(credit: Undated) -> str | None:
    """The credit with names, dates and numbers abstracted: ``by N | N | D``. None where nothing is left of it."""
    return (_remembered_shape if credit.gaps else _shape)(credit)


def _shape(credit: Undated) -> str | None:
    if not credit.gaps and len(credit.pieces) == 1 and credit.pieces[0].text == credit.text:  # as most titles are
        return _part_shape(credit.text)
    return _abstract(credit, [_part_shape(piece.text) for piece in credit.pieces])


_remembered_shape = lru_cache(maxsize=4096)(_shape)


@lru_cache(maxsize=4096)
def frame_of(credit: Undated) -> str | None:
    """The same with every part abstracted alike, whatever it looks like; all numbers are one, and all weekdays."""
    found = _abstract(credit, ["N"] * len(credit.pieces))
    return None if found is None else _WORD.sub(_weekday, _ZEROS.sub("0", found))


def end_of(shape: str) -> str | None:
    """The last sign between fields and the date behind it, with which nearly all credits of a dump may end, whatever
    their names look like. None where a shape does not end so.
    """
    found = _END.search(shape) if shape.endswith("D") else None
    return None if found is None else f"… {found.group()}"


def _weekday(match: re.Match[str]) -> str:
    return "W" if match.group() in words().sets["text.weekdays"] else match.group()


def _abstract(credit: Undated, parts: list[str]) -> str | None:
    text = credit.text
    spans = [(gap.start, gap.end, "D") for gap in credit.gaps]
    spans += [(p.start, p.end, part) for p, part in zip(credit.pieces, parts, strict=True)]
    if not spans:
        return None
    spans.sort()
    out: list[str] = []
    at = 0
    for start, end, sign in spans:
        if start < at:
            continue
        out += (_between(text[at:start]), sign)
        at = end
    out.append(_plain(text[at:]))
    return "".join(out).strip()


@lru_cache(maxsize=4096)
def _between(text: str) -> str:
    """What stands between parts, nearly always some signs that a dump prints again and again."""
    return _plain(text).replace("\u00a0", " ")


def _plain(text: str) -> str:
    return _DIGITS.sub("0", text.casefold()) if text else ""


@lru_cache(maxsize=4096)
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
        if is_small(word[0]):
            out.append(word.casefold())
        elif not out or out[-1] != "N":
            out.append("N")
    return " ".join(out) if len(out) - out.count("N") < 3 and "N" in out else "x"
