"""Buttons and other furniture of a page between the credit of an article and its text: "2", "Share", "Listen".

Such lines stand where nearly every line is decided by its neighbours, and would part a credit from its text. So they
are set aside before roles are weighed, as if they were not there, and belong afterwards to what stands around them. A
line is set aside only where it can be nothing else: a phrase of pages (or a number beside one), in a short run of such
lines, in a head. A head is a line with text right below the run, or a credit that has a line like a title above it.

A list of points between a title and its credit is set aside too: its lines are the subtitle. So is an address that
closes a text, which is where the record above was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credit_names import credited_person_score
from corpuskit.lexicon.credit_words import label_at, words
from corpuskit.lexicon.dates import find_dates
from corpuskit.sorted_numbers import distinct
from corpuskit.splitting.lines import Lines
from corpuskit.splitting.outside import is_button, is_of_article, outside_kind
from corpuskit.splitting.sides import is_address

#: Rule of a line that was set aside.
SET_ASIDE = "page-furniture"
#: What lines that were set aside as points under a headline are: a subtitle.
POINTS = "subtitle"
#: What an address that closes a text is.
ADDRESS, ADDRESS_AT_FOOT = "credit", "address-at-foot"
_LEAST_ADDRESS, _ADDRESS_SIGNS = 8, (b"://", b"www.")
#: What may stand in front of it: "Source: ".
_LABEL = re.compile(r"\s{0,9}[^\W\d_][^\W\d_ ]{0,15}(?: [^\W\d_ ]{1,15}){0,2} ?: ?")
#: No more lines are set aside together, nor fewer points, and so many rows behind them decide of it.
MOST, _LEAST_POINTS, _BEHIND = 10, 2, 4
_BULLET = re.compile(r"[-–—•·*▪●◦‣⁃∙■►][ \u00a0\t]{1,4}\S")
#: With which bytes bullets begin.
_BULLET_BYTES = np.array([0x2D, 0x2A, 0xC2, 0xE2], np.uint8)
#: So many stand in a row below a credit, and seldom below a text.
_ROW = 3
#: Lines above a run that may be of the credit of its article, or buttons within it.
_CREDIT_LINES = 8
#: No longer line is such a phrase, or a line of a credit, or of a head; no shorter line is text where it ends like a
#: sentence. In bytes.
_PHRASE, _CREDIT, _HEAD, _TEXT = 80, 160, 400, 60
_KINDS = frozenset({"share-buttons", "advertisement"})
_READING = re.compile(r"\d{1,3}[ \u00a0]?(?:min|mins|minutes|minuten|sec)\.?", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(?\d{1,6}(?:[.,]\d{1,3})?[ \u00a0]?[kKmM]?\)?\s*")
#: A name that reads like a person's at least so much.
_PERSON = 0.9


class Aside(NamedTuple):
    """Lines set aside, by number, each with its kind; and how many rows at the end may be once more is read."""

    kinds: dict[int, str]
    undecided: int


NOTHING = Aside({}, 0)


def set_aside(
    lines: Lines,
    *,
    at_end: bool,
    known: Mapping[int, str] = MappingProxyType({}),
    since: int = 0,
    kept: frozenset[int] = frozenset(),
) -> Aside:
    """The lines to set aside. Of those before line ``since`` it is ``known`` already; ``kept`` are lines that are not,
    whatever they look like.
    """
    heads = _Heads(lines, np.flatnonzero(~lines.blank))
    waiting = 0
    for runs, close in (
        (heads.phrase_runs(kept), heads.close),
        (heads.point_runs(kept), heads.close_points),
        (heads.addresses(kept), lambda run: heads.close_address(run[0], at_end)),
    ):
        for run in runs:
            close(run)
            if not at_end and len(run) <= MOST and run[-1] + _BEHIND >= len(heads.rows):
                waiting = max(waiting, len(heads.rows) - run[0])
    return Aside({**known, **{at: kind for at, kind in heads.found.items() if at >= since}}, waiting)


def _kind(text: str) -> str | None:
    """The kind of a phrase; "" for what is furniture beside a phrase alone, None for any other line."""
    known = outside_kind(text)
    if known is not None and (known[0] in _KINDS or is_of_article(text)):
        return known[0]
    if known is not None and known[0] != "navigation":
        return None
    weak = (
        _READING.fullmatch(text) is not None
        or _COUNT.fullmatch(text) is not None
        or is_button(text)
        or words().counted.fullmatch(text) is not None
    )
    return "" if weak else None


def _places(data: bytes, sign: bytes) -> Iterator[int]:
    """Where a sign stands."""
    at = data.find(sign)
    while at >= 0:
        yield at
        at = data.find(sign, at + 1)


def _is_closing(text: str) -> bool:
    """Whether a line is an address and nothing else, or one behind a label."""
    return is_address(text) or ((label := _LABEL.match(text)) is not None and is_address(text[label.end() :]))


class _Heads:
    """Tells runs of phrases, and of points, in heads from others. Rows are lines that are not blank."""

    def __init__(self, lines: Lines, rows: npt.NDArray[np.int64]) -> None:
        self.lines, self.rows = lines, rows
        self.phrases: dict[int, str] = {}  # rows and kinds
        self.found: dict[int, str] = {}  # lines and kinds

    def phrase_runs(self, kept: frozenset[int]) -> Iterator[list[int]]:
        """Rows in a row that are phrases; notes their kinds."""
        run: list[int] = []
        size = (self.lines.stop - self.lines.start)[self.rows]
        short = np.flatnonzero((size <= _PHRASE) & ~self.lines.prose[self.rows])
        texts = self.lines.heads(self.rows[short], _PHRASE)
        for row, text in zip(short.tolist(), texts, strict=True):
            kind = None if kept and int(self.rows[row]) in kept else _kind(text.strip())
            if run and (kind is None or row != run[-1] + 1):
                yield run
                run = []
            if kind is not None:
                self.phrases[row] = kind
                run.append(row)
        if run:
            yield run

    def point_runs(self, kept: frozenset[int]) -> Iterator[list[int]]:
        """Rows in a row that open with a bullet."""
        if not len(self.rows):
            return
        first = np.frombuffer(self.lines.data, np.uint8)[self.lines.start[self.rows]]
        size = (self.lines.stop - self.lines.start)[self.rows]
        run: list[int] = []
        for row in np.flatnonzero(np.isin(first, _BULLET_BYTES) & (size <= _HEAD)).tolist():
            at = int(self.rows[row])
            if at in kept or _BULLET.match(self.lines.text(at)) is None:
                continue
            if run and row != run[-1] + 1:
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def close_points(self, run: list[int]) -> None:
        """Sets points aside that stand between a line like a title and a credit with text below it."""
        below = run[-1] + 1
        if not _LEAST_POINTS <= len(run) <= MOST or not run[0] or not self._is_of_a_head(run[0] - 1):
            return
        behind = below
        while behind < len(self.rows) and behind - below < _BEHIND - 1 and self._is_of_credit(behind, names=True):
            behind += 1
        dated = any(self._is_of_credit(row) for row in range(below, behind))
        if dated and behind < len(self.rows) and self._is_text(behind) and not self._is_of_credit(run[0] - 1):
            self.found.update((int(self.rows[row]), POINTS) for row in run)

    def addresses(self, kept: frozenset[int]) -> Iterator[list[int]]:
        """Rows that are an address and nothing else, or one behind a label."""
        signs = np.array([at for sign in _ADDRESS_SIGNS for at in _places(self.lines.data, sign)], np.int64)
        for at in distinct(np.searchsorted(self.lines.start, signs, "right") - 1).tolist():
            size = self.lines.stop[at] - self.lines.start[at]
            if _LEAST_ADDRESS <= size <= _HEAD and at not in kept and _is_closing(self.lines.text(at)):
                yield [int(np.searchsorted(self.rows, at))]

    def close_address(self, row: int, at_end: bool) -> None:
        """Sets an address aside that closes a text: it stands closer to it than to the head of the next, which has a
        credit of its own.
        """
        if not row or not (self.lines.stopped[self.rows[row - 1]] or self.lines.prose[self.rows[row - 1]]):
            return
        last = row + 1 == len(self.rows)
        if last and not at_end:
            return
        before = int(self.rows[row] - self.rows[row - 1])
        head = range(row + 1, min(row + _BEHIND, len(self.rows)))
        closer = last or before < int(self.rows[row + 1] - self.rows[row])
        if closer and (last or any(self._is_of_credit(below) for below in head)):
            self.found[int(self.rows[row])] = ADDRESS

    def close(self, run: list[int]) -> None:
        """Sets a run aside where it stands in a head and has a row behind it."""
        if run[-1] + 1 >= len(self.rows):
            return
        kind = next((self.phrases[row] for row in run if self.phrases[row]), None)
        if kind is None or not run[0] or len(run) > MOST:
            return
        above, below = run[0] - 1, run[-1] + 1
        if len(run) == 1 and kind == "navigation" and not self._is_of_credit(above):
            return  # "About" below a title is an outlet
        if self._is_of_a_head(above) and (
            self._is_text(below)
            or (
                self._is_of_credit(above, names=True)
                and (self._is_of_credit(below) or self._opens_text(above, below, len(run)))
            )
        ):
            for row in run:
                kind = self.phrases[row] or kind
                self.found[int(self.rows[row])] = kind

    def _size(self, row: int) -> int:
        at = self.rows[row]
        return int(self.lines.stop[at] - self.lines.start[at])

    def _is_of_a_head(self, row: int) -> bool:
        at = self.rows[row]
        return not (self.lines.prose[at] or self.lines.stopped[at]) and self._size(row) <= _HEAD

    def _is_text(self, row: int) -> bool:
        at = self.rows[row]
        return bool(self.lines.prose[at] or (self.lines.stopped[at] and self._size(row) >= _TEXT))

    def _is_of_credit(self, row: int, *, names: bool = False) -> bool:
        """Whether a row opens with a byline or prints a day; with ``names``, also one that is the name of a person."""
        if self._size(row) > _CREDIT:
            return False
        text = self.lines.text(int(self.rows[row])).strip()
        if label_at(text, 0, len(text), ("author", "published", "updated")) is not None:
            return True
        if any(date.iso or date.alternatives for date in find_dates(text)):
            return True
        return names and credited_person_score(text) > _PERSON

    def _opens_text(self, row: int, below: int, length: int) -> bool:
        """Whether what stands above a credit is like a title, and what stands below the run opens a text though it is
        short: below a text a credit is the foot of it, and a short line may be the next title, unless text follows at
        once or the run is a whole row of buttons.
        """
        if length < _ROW and not (below + 1 < len(self.rows) and self._is_text(below + 1)):
            return False
        for above in range(row - 1, max(-1, row - 1 - _CREDIT_LINES), -1):
            if above not in self.phrases and not self._is_of_credit(above, names=True):
                return self._is_of_a_head(above)
        return False
