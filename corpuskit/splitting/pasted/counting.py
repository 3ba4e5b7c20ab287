"""Counting habits from the roles that pass 1 found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.habits.counts import (
    RECORDS,
    WITH_ABOVE,
    WITH_BELOW,
    WITH_CLOCK,
    WITH_DATED,
    WITH_DATELINE,
    WITH_FOOT,
    WITH_SHARED,
    WITH_SUBTITLE,
    Habits,
)
from corpuskit.splitting.habits.recurring import clocks
from corpuskit.splitting.habits.sides import BEHIND, BETWEEN, CLOSING, FOOT, HEAD
from corpuskit.splitting.habits.untitled import FIRST
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pages.addresses import is_address
from corpuskit.splitting.scoring.emissions import near_date
from corpuskit.splitting.scoring.sight import Sight

_BODY = roles.one_of(roles.B0, roles.B1, roles.U)
_BETWEEN = roles.one_of(roles.CA, roles.CF)
_TITLE, _SUBTITLE = roles.one_of(roles.T, roles.TA), roles.one_of(roles.S, roles.SA)
_CREDIT = roles.one_of(roles.CA, roles.CB, roles.CF)
_FIRST = roles.one_of(roles.T, roles.CA)
_DATELINES = [c.DATELINE["with agency"], c.DATELINE["with date"], c.DATELINE["with full date"]]
States = npt.NDArray[np.int64]
Marked = npt.NDArray[np.bool_]
#: Clues of a line that shares words with what stands before it.
_SHARES = [*c.BEFORE[2:], c.SHARED["the line before"]]


def count_habits(
    habits: Habits,
    sight: Sight,
    path: States,
    rows: range | None = None,
    before: int | None = None,
    edges: tuple[bool, bool] = (True, True),
) -> None:
    """Adds the rows (all, or some of them) to the counts. ``before`` is the state of the row before the first one.

    ``edges``: whether the dump begins where nothing stands before, and whether it ends with the last row; a piece from
    its midst does neither.
    """
    some = np.arange(len(path)) if rows is None else np.arange(rows.start, rows.stop)
    if not len(some):
        return
    opens, closes = edges[0] and before is None, edges[1]
    _count_edges(habits, sight, path, some, opens, closes)
    _count_sides(habits, sight, path.tolist(), some[_BETWEEN[path[some]]].tolist())
    earlier = np.where(some > 0, path[some - 1], -1 if before is None else before)
    _count_gaps(habits, sight, path, some, earlier)
    habits.clutter.add(sight, some)
    decided = range(int(some[0]), int(some[-1]) + 1)
    forced = _forced(sight)[some]
    some, earlier = some[~forced], earlier[~forced]
    states = path[some]
    starts = (states == roles.T) | ((states == roles.CA) & (earlier != roles.CA))
    habits.count_lines(sight, some, states, starts)
    times = clocks(sight)
    _count_records(habits, sight, some, states, earlier, starts, times)
    habits.sides.addresses[BEHIND] += sum(_is_behind_text(sight, row) for row in some.tolist())
    habits.untitled.add(sight, some.tolist(), opens)
    habits.recurring.add(sight, some.tolist(), times, opens)
    habits.tongues.add(sight, some[starts])
    habits.listed.add(sight, path, decided)
    habits.marked.add(sight, decided, opens)
    habits.decks.add(sight, some.tolist())
    named = np.array(roles.ROLES)[path].tolist()
    habits.partings.add(sight, some.tolist(), decided, named, (opens, closes))
    if sight.untitled is not None:
        path = np.where((sight.untitled[: len(path)] == FIRST) & (path == roles.T), roles.CB, path)
        states = path[some]
    _count_credits(habits, sight, path, some[_CREDIT[states]].tolist())
    for j in some[_TITLE[states]].tolist():
        habits.titles.add(sight.texts[j].strip())


def _forced(sight: Sight) -> npt.NDArray[np.bool_]:
    """Rows that can only be text, whether or not a parting lets articles begin there."""
    return sight.forced if sight.apart is None else sight.forced | sight.apart


def _count_edges(habits: Habits, sight: Sight, path: States, some: States, opens: bool, closes: bool) -> None:
    """Counts with what the dump opens and closes, where ``some`` of its rows have these ends."""
    if opens and some[0] == 0:
        _count_opening(habits, path[:1].tolist())
        habits.first_heads.add(sight, path)
    if closes and some[-1] == len(path) - 1:
        habits.close_with(sight.seen[-1].shape)
        last = int(np.flatnonzero(~sight.lines.blank)[-1])  # set aside or not
        habits.sides.addresses[CLOSING] += is_address(sight.lines.text(last))


def _count_gaps(habits: Habits, sight: Sight, path: States, some: States, earlier: States) -> None:
    """Counts blank lines between paragraphs, and where there are more of them."""
    states = path[some]
    paragraphs = _BODY[earlier] & (_forced(sight)[some] | _BODY[states])
    habits.paragraph_gaps += np.bincount(np.minimum(sight.blanks[some[paragraphs]], 3), minlength=4)
    habits.wide_gaps.add(sight, some, _FIRST[states])


def _count_records(
    habits: Habits, sight: Sight, some: States, states: States, earlier: States, starts: Marked, times: Marked
) -> None:
    """Counts records, and how many have what: a credit below the title, a date in it, a subtitle …"""
    below = (states == roles.CB) & (earlier != roles.CB)
    for column, counted in (
        (RECORDS, starts),
        (WITH_SHARED, sight.matrix[sight.slot[some[starts]]][:, _SHARES].any(axis=1)),
        (WITH_BELOW, below),
        (WITH_DATED, below & near_date(sight)[some]),
        (WITH_ABOVE, states == roles.TA),
        (WITH_FOOT, (states == roles.CF) & (earlier != roles.CF)),
        (WITH_CLOCK, times[some] & below),
        (WITH_CLOCK, times[some - 1] & (states == roles.TA)),
        (WITH_DATELINE, _with_dateline(sight, some[starts])),
        (WITH_SUBTITLE, _SUBTITLE[states]),
    ):
        habits.records[column] += np.count_nonzero(counted)


def _with_dateline(sight: Sight, starts: States) -> Marked:
    """Which starts of articles have a line right below, or the one after it, that opens with an agency or a date."""
    found = np.zeros(len(starts), np.bool_)
    for below in (1, 2):
        rows = starts + below
        inside = rows < len(sight)
        slots = sight.slot[rows[inside]]
        found[inside] |= sight.matrix[slots][:, _DATELINES].any(axis=1) & (slots >= 0)
    return found


def _count_credits(habits: Habits, sight: Sight, path: States, rows: list[int]) -> None:
    """Adds the credits that ``rows`` are lines of; one whose end is not among them is left to whoever has it."""
    credit: list[str] = []
    for j in rows:
        credit.append(sight.texts[j])
        if j + 1 == len(path) or not _CREDIT[path[j + 1]]:
            habits.credits.add("\n".join(credit))
            credit = []


def _is_behind_text(sight: Sight, row: int) -> bool:
    """Whether a row is an address between a sentence and a line that is no paragraph."""
    if not 0 < row < len(sight) - 1 or not is_address(sight.texts[row]):
        return False
    lines, at = sight.lines, sight.at
    return bool(lines.stopped[at[row - 1]] and not lines.prose[at[row + 1]])


def _count_opening(habits: Habits, states: list[int]) -> None:
    """Notes whether a dump opens with a credit, or with a title: what stands over titles stands over the first too."""
    if states[0] == roles.CA:
        habits.sides.opening[HEAD] += 1
    elif states[0] == roles.T:
        habits.sides.opening[FOOT] += 1


def _count_sides(habits: Habits, sight: Sight, states: list[int], rows: list[int]) -> None:
    """Counts the credits between a text and a title of which ``rows`` has the last line."""
    for last in rows:
        if states[last + 1 : last + 2] not in ([roles.TA], [roles.T]):
            continue
        state = states[last]
        first = last
        while first and states[first - 1] == state:
            first -= 1
        if first:
            side = HEAD if state == roles.CA else FOOT
            habits.sides.add(side, int(sight.blanks[first]), int(sight.blanks[last + 1]))
            habits.sides.addresses[BETWEEN] += is_address(sight.texts[last])
