"""The lines of a dump that are not blank, and what each can be, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import numpy as np

from corpuskit.lexicon.credits.names import credited_person_score, is_domain, looks_like_name
from corpuskit.lexicon.credits.pieces import has_number, look_at_credit
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.dates import find_dates
from corpuskit.patterns import reaches
from corpuskit.splitting.lines.index import Lines
from corpuskit.splitting.pages.outside import (
    COMMENTS,
    is_button,
    is_button_of_page,
    is_of_article,
    outside_kind,
    page_part,
)

#: No longer line is of a credit, or of a head; no shorter line is text where it ends like a sentence. In bytes.
CREDIT, HEAD, TEXT = 160, 400, 60
#: A name that reads like a person's at least so much.
_PERSON = 0.9
#: Before the words that credit a picture, how far from the end of a caption these stand, and how long one is at least.
_INNER, _TAKEN, _CAPTION = re.compile(r"(?:^|[\s.(|/–—-])(?=\w)"), 80, 4
_WORD, _UNPARTED = re.compile(r"[^\W\d_]{1,24}"), "\u2e80"
_KINDS = frozenset({"share-buttons", "advertisement"})
#: What opens a menu ("More"), which says something beside buttons alone.
_MORE = ("read-more", True)
#: So many characters without a letter are a number or what parts the pieces of a head: "·", "--".
_SIGNS = 2
#: A sign between a name and its date.
_PARTED = re.compile(r"[,，、|｜·•(–—/]|[ \u00a0]-[ \u00a0]")
_READING = re.compile(r"\d{1,3}[ \u00a0]?(?:min|mins|minutes|minuten|sec)\.?", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(?\d{1,6}(?:[.,]\d{1,3})?[ \u00a0]?[kKmM]?\)?\s*")


class Rows:
    """The lines that are not blank, and what each can be. ``at`` holds their numbers."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.at = np.flatnonzero(~lines.blank)
        self.sizes = (lines.stop - lines.start)[self.at]

    def text(self, row: int) -> str:
        return self.lines.text(int(self.at[row]))

    def short(self, kept: frozenset[int], row: int) -> str | None:
        """The text of a row; None for one that is a paragraph or ``kept``, and where there is none."""
        if not 0 <= row < len(self.at) or self.sizes[row] > HEAD or self.lines.prose[self.at[row]]:
            return None
        return None if int(self.at[row]) in kept else self.text(row)

    def is_of_a_head(self, row: int) -> bool:
        """Whether a row is short and no text."""
        at = self.at[row]
        return not (self.lines.prose[at] or self.lines.stopped[at]) and bool(self.sizes[row] <= HEAD)

    def is_apart(self, row: int) -> bool:
        """Whether a blank line stands above a row, or nothing."""
        return row == 0 or bool(self.at[row] - self.at[row - 1] > 1)

    def is_text(self, row: int) -> bool:
        at = self.at[row]
        return bool(self.lines.prose[at] or (self.lines.stopped[at] and self.sizes[row] >= TEXT))

    def is_of_credit(self, row: int, *, names: bool = False) -> bool:
        """Whether a row opens with a byline or prints a day; with ``names``, also one that is the name of a person."""
        if self.sizes[row] > CREDIT:
            return False
        text = self.text(row).strip()
        if label_at(text, 0, len(text), ("author", "published", "updated")) is not None:
            return True
        if self.is_dated(row):
            return True
        return names and credited_person_score(text) > _PERSON

    def is_dated(self, row: int) -> bool:
        """Whether a row prints a day."""
        return any(date.iso or date.alternatives for date in find_dates(self.text(row).strip()))

    def is_name_and_date(self, row: int) -> bool:
        """Whether a row is a name, a sign, and a month or how long ago it was: "Coast News, May 2021"."""
        text = self.text(row).strip() if self.sizes[row] <= CREDIT else ""
        split = look_at_credit(text)
        if not split.dates and not split.undated.distances:
            return False
        named = bool(split.pieces) and all(looks_like_name(one.text) or is_domain(one.text) for one in split.pieces)
        return named and _PARTED.search(text) is not None

    def has_byline(self, row: int) -> bool:
        """Whether a row opens with a byline."""
        text = self.text(row).strip()
        return self.sizes[row] <= CREDIT and label_at(text, 0, len(text), ("author",)) is not None

    def is_parted(self, row: int) -> bool:
        """Whether a blank line stands right above a row."""
        return row > 0 and bool(self.at[row] - self.at[row - 1] > 1)


def is_sign(text: str) -> bool:
    """Whether a line is a sign or a small number alone: "·", ">", "12"."""
    return 0 < len(text) <= _SIGNS and not any(map(str.isalpha, text))


def credits_picture(text: str) -> bool:
    """Whether a line is a caption that ends in who took the picture ("Ships in the port. Photo: Ida Berg"), or that
    alone.
    """
    tail = text[-_TAKEN:]
    if not reaches(tail, _UNPARTED) and _of_pictures().isdisjoint(map(str.casefold, _WORD.findall(tail))):
        return False  # as nearly all
    for inner in _INNER.finditer(text, max(0, len(text) - _TAKEN)):
        found = label_at(text, inner.end(), len(text), ("caption",))
        printed = found[1].group().strip() if found is not None else ""
        if printed[-1:] in (":", "：") or " " in printed:
            return not inner.end() or len(text[: inner.end()].split()) >= _CAPTION
    return False


@cache
def _of_pictures() -> frozenset[str]:
    """The first words of what credits a picture, folded."""
    return frozenset(word for word, kinds in words().openings.items() if "caption" in kinds)


@lru_cache(maxsize=4096)
def phrase_kind(text: str) -> str | None:
    """The kind of a phrase; "" for what is furniture beside a phrase alone, None for any other line."""
    if len(text) <= _SIGNS:
        return "" if is_sign(text) else None
    if page_part(text) == COMMENTS:
        return "share-buttons"
    known = outside_kind(text)
    if known is not None and (known[0] in _KINDS or is_of_article(text)):
        return known[0]
    if known is not None and known != _MORE and known[0] != "navigation":
        return None
    numbered = has_number(text)
    if numbered and words().reading_time.fullmatch(text.rstrip(".")):
        return "navigation"
    counts = numbered and (_READING.fullmatch(text) or _COUNT.fullmatch(text) or words().counted.fullmatch(text))
    return "" if counts or known == _MORE or is_button(text) or is_button_of_page(text) else None


def in_runs(rows: Iterable[int]) -> Iterator[list[int]]:
    """Rows that follow on each other, together."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
