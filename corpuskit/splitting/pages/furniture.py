"""Buttons and other furniture of a page between the credit of an article and its text: "2", "Share", "Listen".

Such lines stand where nearly every line is decided by its neighbours, and would part a credit from its text. So they
are set aside before roles are weighed, as if they were not there, and belong afterwards to what stands around them. A
line is set aside only where it can be nothing else: a phrase of pages (or a number beside one), in a short run of such
lines, in a head. A head is a line with text right below the run, or a credit that has a line like a title above it.

A list of points between a title and its credit is set aside too: its lines are the subtitle. So is an address that
closes a text, which is where the record above was found, what a browser prints on each sheet (sheets.py), and the head
of a message around an article (mail_heads.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.octets import any_of
from corpuskit.patterns import later
from corpuskit.sorted_numbers import distinct
from corpuskit.splitting.lines.index import Lines
from corpuskit.splitting.pages import mail_heads, sheets
from corpuskit.splitting.pages.addresses import is_address
from corpuskit.splitting.pages.outside import COMMENTS, LIST, MENU, REPLY
from corpuskit.splitting.pages.parts import page_parts, waits
from corpuskit.splitting.pages.rows import HEAD, TEXT, Rows, credits_picture, in_runs, phrase_kind

#: Rule of a line that was set aside.
SET_ASIDE = "page-furniture"
#: The same of lines that are of the page around an article, or name others in the midst of one.
OF_A_PAGE = "page-part"
#: What lines that were set aside as points under a headline are: a subtitle.
POINTS = "subtitle"
#: What a line in a head is that credits a picture.
PICTURE = "picture"
#: What an address that closes a text is.
ADDRESS, ADDRESS_AT_FOOT = "credit", "address-at-foot"
_LEAST_ADDRESS, _ADDRESS_SIGNS = 8, (b"://", b"www.")
#: What a browser prints on each sheet, and the rule of it; with which bytes its lines end that count sheets ("1/3",
#: "1 of 3 … 9:15 AM"), and how they count.
SHEET, PRINTED = "sheet", "printed-sheet"
#: What a mail program shows above an article, and the rule of it.
MESSAGE, MAILED = "message", "mail-head"
_COUNT_ENDS = any_of(b"0123456789mM")
_OF_SHEETS = later(r"\d ?(?:/|of|von|sur|de|di|van|av|z|из) ?\d", re.IGNORECASE)
#: No more lines are set aside together, nor fewer points, and so many rows behind them decide of it.
MOST, _LEAST_POINTS, _BEHIND = 10, 2, 4
_BULLET = re.compile(r"[-–—•·*▪●◦‣⁃∙■►][ \u00a0\t]{1,4}\S")
#: With which bytes bullets begin.
_BULLET_BYTES = any_of(b"-*\xc2\xe2")
#: So many stand in a row below a credit, and seldom below a text.
_ROW = 3
#: Lines above a run that may be of the credit of its article, or buttons within it.
_CREDIT_LINES = 8
#: No longer line is such a phrase, in bytes.
_PHRASE = 80
#: No longer is a label that has a line to itself.
_LABEL_ALONE = 24


class Aside(NamedTuple):
    """Lines set aside, by number, each with its kind; and how many rows at the end may be once more is read."""

    kinds: dict[int, str]
    undecided: int


NOTHING = Aside({}, 0)
_NO_FURNITURE = (POINTS, PICTURE, ADDRESS, SHEET, MESSAGE, MENU, LIST, COMMENTS, REPLY)
#: Runs of rows that may be set aside, each with the kinds of those that are.
Found = Iterator[tuple[list[int], Mapping[int, str]]]


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
    rows = Rows(lines)
    kinds: dict[int, str] = {}
    waiting = 0 if at_end else waits(rows, kept)
    for run, found in chain(
        page_parts(rows, kept, at_end),
        _phrases(rows, kept),
        _pictures(rows, kept),
        _points(rows, kept),
        _addresses(rows, kept, at_end),
        _sheets(rows, kept),
        _messages(rows, kept),
    ):
        kinds.update(found)
        if not at_end and len(run) <= MOST and run[-1] + _BEHIND >= len(rows.at):
            waiting = max(waiting, len(rows.at) - run[0])
    new = {int(rows.at[row]): kind for row, kind in kinds.items() if rows.at[row] >= since}
    return Aside({**known, **new}, waiting)


def in_pieces(aside: Aside, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The rows (``at`` has their lines) that furniture on either side shows to be pieces of a head."""
    behind = _behind_furniture(aside, at)
    close = np.flatnonzero(np.diff(behind) < _BEHIND)
    found = [row for first in close.tolist() for row in range(int(behind[first]), int(behind[first + 1]))]
    return np.array(found, np.int64)


def subjects(aside: Aside, at: npt.NDArray[np.int64], lines: Lines) -> npt.NDArray[np.int64]:
    """The rows that are the subject of a message below other lines of its head: the title of an article."""
    below = np.array(sorted(line + 1 for line, kind in aside.kinds.items() if kind == MESSAGE), np.int64)
    rows = np.flatnonzero(np.isin(at, below))
    return np.array([row for row in rows.tolist() if mail_heads.is_subject(lines.text(int(at[row])))], np.int64)


def above_text(aside: Aside, at: npt.NDArray[np.int64], lines: Lines) -> npt.NDArray[np.int64]:
    """The rows between the furniture of a head and the text below it, and its first paragraph, also right below a
    picture, or a list of other articles: no title, which stands above the furniture.
    """
    found: list[int] = []
    for first in _behind_furniture(aside, at).tolist():
        row = first
        while row < min(first + _BEHIND, len(at)) and not (lines.prose[at[row]] or lines.stopped[at[row]]):
            row += 1
        found += range(first, row + 1) if row < len(at) and row - first < _BEHIND else ()
    inside = np.array(sorted(line for line, kind in aside.kinds.items() if kind in (PICTURE, LIST)), np.int64)
    below = np.searchsorted(at, inside)
    below = below[below < len(at)]
    text = lines.stopped[at[below]] & ((lines.stop - lines.start)[at[below]] >= TEXT)
    return distinct(np.append(found, below[text]).astype(np.int64))


def behind_menus(aside: Aside, at: npt.NDArray[np.int64], lines: Lines) -> npt.NDArray[np.int64]:
    """The rows right behind menus that are no text: what a page has above its title has an article below it."""
    menus = np.array(sorted(line for line, kind in aside.kinds.items() if kind == MENU), np.int64)
    behind = distinct(np.searchsorted(at, menus))
    behind = behind[behind < len(at)]
    return behind[~(lines.prose | lines.stopped)[at[behind]]]


def _behind_furniture(aside: Aside, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The rows right behind what was set aside as furniture."""
    lines = np.array(sorted(line for line, kind in aside.kinds.items() if kind not in _NO_FURNITURE), np.int64)
    return distinct(np.searchsorted(at, lines))


def _places(data: bytes, sign: bytes) -> Iterator[int]:
    """Where a sign stands."""
    at = data.find(sign)
    while at >= 0:
        yield at
        at = data.find(sign, at + 1)


def _phrases(rows: Rows, kept: frozenset[int]) -> Found:
    """Runs of phrases of pages in heads."""
    kinds: dict[int, str] = {}
    short = np.flatnonzero((rows.sizes <= _PHRASE) & ~rows.lines.prose[rows.at])
    for row, text in zip(short.tolist(), rows.lines.heads(rows.at[short], _PHRASE), strict=True):
        kind = None if kept and int(rows.at[row]) in kept else phrase_kind(text.strip())
        if kind is not None:
            kinds[row] = kind
    for runs in _heads(rows, list(in_runs(kinds))):
        while runs and not _is_set_aside(rows, runs, kinds):
            yield runs.pop(0), {}
        aside = {}
        kind = next((kinds[row] for run in runs for row in run if kinds[row]), "")
        for row in chain.from_iterable(runs):
            aside[row] = kind = kinds[row] or kind
        if runs:
            yield [*chain.from_iterable(runs)], aside


def _heads(rows: Rows, runs: list[list[int]]) -> Iterator[list[list[int]]]:
    """Runs that stand in one head: a few short lines lie between two of them, one of a credit among these."""
    head: list[list[int]] = []
    for run in runs:
        if head:
            between = range(head[-1][-1] + 1, run[0])
            if not (_parts_a_head(rows, between) and sum(map(len, head)) <= MOST):
                yield head
                head = []
        head.append(run)
    if head:
        yield head


def _parts_a_head(rows: Rows, between: range) -> bool:
    """Whether what stands between two runs is a few lines of one head."""
    return (
        len(between) < _BEHIND
        and all(rows.sizes[row] <= _PHRASE and rows.is_of_a_head(row) for row in between)
        and any(rows.is_of_credit(row, names=True) for row in between)
    )


def _is_set_aside(rows: Rows, runs: list[list[int]], kinds: Mapping[int, str]) -> bool:
    """Whether runs that are close to each other are the furniture of a head."""
    kind = next((kinds[row] for run in runs for row in run if kinds[row]), "")
    return bool(kind) and max(map(len, runs)) <= MOST and _stands_in_a_head(rows, runs, kind, kinds)


def _stands_in_a_head(rows: Rows, runs: list[list[int]], kind: str, phrases: Mapping[int, str]) -> bool:
    """Whether what is around runs of phrases is a head, with a row behind the last."""
    first, above, below = runs[0][0] - 1, runs[-1][0] - 1, runs[-1][-1] + 1
    if first < 0 or below >= len(rows.at):
        return False
    if len(runs) == len(runs[0]) == 1 and kind == "navigation" and not rows.is_of_credit(above):
        return False  # "About" below a title is an outlet
    return (
        rows.is_of_a_head(first)
        and rows.is_of_a_head(above)
        and (
            rows.is_text(below)
            or (
                _is_below_credit(rows, above, phrases)
                and (rows.is_of_credit(below) or _opens_text(rows, runs, phrases))
            )
        )
    )


def _is_below_credit(rows: Rows, row: int, phrases: Mapping[int, str]) -> bool:
    """Whether a row is of a credit, or the line below one that a label alone on its line asks for ("Published in")."""
    if rows.is_of_credit(row, names=True):
        return True
    return row > 0 and row - 1 not in phrases and rows.is_of_credit(row - 1) and rows.sizes[row - 1] <= _LABEL_ALONE


def _opens_text(rows: Rows, runs: list[list[int]], phrases: Mapping[int, str]) -> bool:
    """Whether what stands above the credit over runs is like a title, and what stands below them opens a text though
    it is short: below a text a credit is the foot of it, and a short line may be the next title, unless text follows at
    once or the runs are a whole row of buttons.
    """
    if sum(map(len, runs)) < _ROW and not _leads_to_text(rows, runs[-1][-1] + 1):
        return False
    for above in range(runs[0][0] - 1, max(-1, runs[0][0] - 2 - _CREDIT_LINES), -1):
        if above not in phrases and not rows.is_of_credit(above, names=True):
            return rows.is_of_a_head(above)
        if above < runs[0][0] - 1 and rows.is_apart(above):  # a title that reads like a name
            return True
    return False


def _leads_to_text(rows: Rows, row: int) -> bool:
    """Whether text stands right below a row. Below the name of a person an office or an outlet may stand between, and
    below a line that no blank one parts from the runs, where one parts them from the text.
    """
    below, named = row + 1, row < len(rows.at) and rows.is_of_credit(row, names=True)
    if named or not rows.is_apart(row):
        while below < min(row + _BEHIND, len(rows.at)) and rows.is_of_a_head(below):
            below += 1
    return below < len(rows.at) and rows.is_text(below) and (named or below == row + 1 or rows.is_apart(below))


def _pictures(rows: Rows, kept: frozenset[int]) -> Found:
    """Rows that say what a picture shows and who took it, in a head: a line with text below it, and none above."""
    prose, stopped = rows.lines.prose[rows.at], rows.lines.stopped[rows.at]
    head = ~(prose | stopped) & (rows.sizes <= HEAD)
    leads = prose | (stopped & (rows.sizes >= TEXT))  # text, and then the rows that it follows
    above_text = np.zeros(len(head), bool)
    for _ in range(_BEHIND - 1):
        leads = np.append(leads[1:], False)[: len(head)] & head
        above_text |= leads
    for row in (np.flatnonzero(above_text[1:] & head[:-1]) + 1).tolist():
        if int(rows.at[row]) not in kept and credits_picture(rows.text(row)):
            yield [row], {} if rows.is_of_credit(row) else {row: PICTURE}


def _points(rows: Rows, kept: frozenset[int]) -> Found:
    """Runs of rows that open with a bullet, between a line like a title and a credit with text below it."""
    first = np.frombuffer(rows.lines.data, np.uint8)[rows.lines.start[rows.at]]
    bullets = np.flatnonzero(_BULLET_BYTES[first] & (rows.sizes <= HEAD)).tolist()
    for run in in_runs(row for row in bullets if int(rows.at[row]) not in kept and _BULLET.match(rows.text(row))):
        yield run, dict.fromkeys(run, POINTS) if _are_a_subtitle(rows, run) else {}


def _are_a_subtitle(rows: Rows, run: list[int]) -> bool:
    above, below = run[0] - 1, run[-1] + 1
    if not _LEAST_POINTS <= len(run) <= MOST or above < 0 or not rows.is_of_a_head(above):
        return False
    behind = below
    while behind < len(rows.at) and behind - below < _BEHIND - 1 and rows.is_of_credit(behind, names=True):
        behind += 1
    dated = any(rows.is_of_credit(row) for row in range(below, behind))
    return dated and behind < len(rows.at) and rows.is_text(behind) and not rows.is_of_credit(above)


def _sheets(rows: Rows, kept: frozenset[int]) -> Found:
    """What a browser prints between two sheets, and above the first."""
    lines = rows.lines
    text = partial(rows.short, kept)
    last = np.frombuffer(lines.data, np.uint8)[lines.stop[rows.at] - 1]
    ends = np.flatnonzero(_COUNT_ENDS[last] & (rows.sizes <= HEAD) & ~lines.prose[rows.at])
    tails = zip(ends.tolist(), lines.heads(rows.at[ends], HEAD), strict=True)
    counted = [row for row, line in tails if _OF_SHEETS.search(line)]
    for run, found in sheets.breaks(counted, text):
        yield run, dict.fromkeys(found, SHEET)
    if counted:
        run = [*sheets.opening(text)]
        yield (run or [0]), dict.fromkeys(run, SHEET)


def _messages(rows: Rows, kept: frozenset[int]) -> Found:
    """The heads of messages around articles."""
    lines = rows.lines
    candidates = mail_heads.labelled(lines.data, lines.start[rows.at], lines.stop[rows.at]).tolist()
    for run, found in mail_heads.heads(candidates, partial(rows.short, kept)):
        yield run, dict.fromkeys(found, MESSAGE)


def _addresses(rows: Rows, kept: frozenset[int], at_end: bool) -> Found:
    """Rows that are an address and nothing else, or one behind a label; set aside where they close a text."""
    lines = rows.lines
    signs = np.array([at for sign in _ADDRESS_SIGNS for at in _places(lines.data, sign)], np.int64)
    for at in distinct(np.searchsorted(lines.start, signs, "right") - 1).tolist():
        if at not in kept and _LEAST_ADDRESS <= lines.stop[at] - lines.start[at] <= HEAD and is_address(lines.text(at)):
            row = int(np.searchsorted(rows.at, at))
            yield [row], {row: ADDRESS} if _closes_a_text(rows, row, at_end) else {}


def _closes_a_text(rows: Rows, row: int, at_end: bool) -> bool:
    """Whether a row stands closer to a text than to the head of the next, which has a credit of its own."""
    if not row or not (rows.lines.stopped[rows.at[row - 1]] or rows.lines.prose[rows.at[row - 1]]):
        return False
    if row + 1 == len(rows.at):
        return at_end
    closer = bool(rows.at[row] - rows.at[row - 1] < rows.at[row + 1] - rows.at[row])
    return closer and any(rows.is_of_credit(below) for below in range(row + 1, min(row + _BEHIND, len(rows.at))))
