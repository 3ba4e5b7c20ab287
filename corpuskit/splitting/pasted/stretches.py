"""Reading a view stretch by stretch so that no decision depends on where blocks end.

A stretch is context (rows already decided), the rows to decide, and rows that are only looked at. A row's score depends
on six rows on either side, a boundary's lead over its rivals on `MARGIN` rows more; what lies nearer to the end of the
stretch waits for the next block. Records are cut off only at a start that every continuation of the best path shares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit import problems
from corpuskit.model import Block, CorpuskitError, View
from corpuskit.reading.line_ends import line_ends
from corpuskit.splitting.clues.windows import REACH as WORDS
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.habits.partings import HEAD
from corpuskit.splitting.habits.subjects import WIDE
from corpuskit.splitting.lines import roles
from corpuskit.splitting.lines.index import Lines, index_lines
from corpuskit.splitting.lines.wrapping import unwrapped
from corpuskit.splitting.pages.furniture import set_aside
from corpuskit.splitting.pasted.blocks import (
    around_of,
    in_pieces,
    joined,
    line_ends_in,
    little_beyond,
    opened_at,
    with_last,
)
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.emissions import emissions
from corpuskit.splitting.scoring.owning import chained, owned
from corpuskit.splitting.scoring.sight import REACH, Sight, add_habits, look_at
from corpuskit.splitting.scoring.told import REACH as TOLD_REACH
from corpuskit.splitting.scoring.told import keep_to, told_rows

#: Rows on either side that a row's score can depend on: the reach of clues plus the reach of scores, and of a head
#: behind a parting; or the reach of words.
LOOK = max(2 * REACH + HEAD, WIDE, WORDS)
#: Rows on either side within which a boundary's lead is measured.
MARGIN = 24
#: Bytes on either side of a place that are looked at first to guess a seam, and behind the last one that is wanted.
AROUND = 32 * 1024
#: Rows of context before the first row to decide.
CONTEXT = LOOK + MARGIN


class Seam(NamedTuple):
    """A place at which a view can be parted: what lies behind it is decided alike whoever decided what lies before.

    It lies before a row that begins a record, or that stands outside of all as the row before it does, and that every
    continuation of the best path shares. ``states`` are the states of the chain in the last `CONTEXT` rows before it,
    and in the row behind it; ``context`` are the bytes from the first of those rows on up to the seam.
    """

    start: int  #: view offset
    line: int
    rows: int  #: rows of the file before the context; of a guess any number that is not small
    context: bytes
    states: tuple[int, ...]
    untold: int  #: state of the row before it on the path that knows nothing of what a person says
    aside: tuple[tuple[int, str], ...] = ()  #: lines of the context that were set aside, from 0, with their kinds

    def agrees(self, other: Seam) -> bool:
        """Whether both lie in one place, with the same states around it."""
        return (self.start, self.line, self.states, self.untold, self.aside) == (
            other.start, other.line, other.states, other.untold, other.aside
        )  # fmt: skip


@dataclass(slots=True)
class Stretch:
    """Decided rows ``first:stop`` of ``sight`` with their states, and the bytes that they and blank lines cover."""

    block: Block  #: the bytes decided, without context
    offset: int  #: where ``block.data`` begins in ``sight.lines.data``
    sight: Sight
    first: int
    stop: int
    path: segment.States  #: states of the chain, of all rows from the first context row on that are looked at
    states: segment.States  #: the role of each
    scores: network.Scores
    rows_before: int  #: rows of the file before row 0 of ``sight``
    untold: npt.NDArray[np.int64]  #: what ``path`` would be without what a person says; the same before ``first``
    told: frozenset[int] = frozenset()  #: rows of which a person says whether a record begins there

    @property
    def before(self) -> int | None:
        """The state of the row before the first one decided; None at the start of the file."""
        return int(self.states[self.first - 1]) if self.first else None

    @property
    def whole(self) -> bool:
        """Whether this is all of the view."""
        return not self.first and not self.rows_before and self.stop == len(self.sight)

    def leads(self, rows: list[int]) -> list[float]:
        """How far the best path with a record's start at each of some rows leads over the best one without."""
        scores, model = owned(self.sight, self.scores), chained(self.sight.chain)
        return segment.leads(scores, model, self.path, rows, MARGIN)

    def lines(self) -> tuple[int, int]:
        """The lines decided: number of the first, and of the one behind the last."""
        first, stop = np.searchsorted(
            self.sight.lines.start, (self.offset, self.offset + len(self.block.data))
        ).tolist()
        return first, stop

    def printed_lines(self) -> int:
        """How many lines, as they are printed, are decided."""
        number = self.sight.lines.number
        first, stop = self.lines()
        return int(number[stop] - number[first])

    def seam(self) -> Seam | None:
        """The place behind the stretch; None at the end of the view."""
        if self.stop >= len(self.states):
            return None
        size = len(self.block.data)
        keep = max(0, self.stop - CONTEXT)
        lines = self.sight.lines
        context = lines.printed[int(lines.start[self.sight.at[keep]]) : self.offset + size]
        return Seam(
            self.block.places([size])[0],
            self.block.line + self.printed_lines(),
            self.rows_before + keep,
            context,
            tuple(self.path[keep : self.stop + 1].tolist()),
            int(self.untold[self.stop - 1]),
            _aside_between(self.sight, keep, self.stop),
        )


def starts_record(state: int, before: int | None) -> bool:
    """Whether a row with ``state`` begins a record."""
    return state == roles.T or (state == roles.CA and before != roles.CA)


def stretches(
    view: View,
    block_size: int,
    habits: Habits | None,
    told: Mapping[int, bool] = {},
    since: Seam | None = None,
    until: int | None = None,
) -> Iterator[Stretch]:
    """Decided stretches that together cover the view behind its BOM, or a part of it.

    ``habits`` are those of the dump, where they are known: before that no record is too long, as they may show where it
    ends. ``told`` has the lines of which a person says whether a record begins there.

    The part begins at the seam ``since`` and ends at the first seam at or behind the view offset ``until``. Only a view
    with ``open_at`` can be read from a seam on.
    """
    here = since
    pending: Block | None = None
    wanted = 0
    opened = view.open_blocks(block_size) if since is None else opened_at(view, block_size, since.start)
    for block, last in with_last(in_pieces(little_beyond(opened, until, AROUND))):
        pending = block if pending is None else joined(pending, block)
        if len(pending.data) < wanted and not last:
            continue
        stretch = _decide(here, pending, last, habits, told, until)
        if stretch is None:
            long = len(pending.data) > 2 * view.record_bytes or line_ends_in(pending.data) > 2 * view.record_lines
            if long and habits is not None:
                raise too_long(view, pending.start, pending.line)
            wanted = 2 * len(pending.data)
            continue
        if habits is not None:
            _check_lengths(view, stretch)
        yield stretch
        here = stretch.seam()
        if here is None or (until is not None and here.start >= until):
            return
        wanted = 0
        pending = Block(pending.data[len(stretch.block.data) :], here.start, here.line, pending.codec)


def guess(view: View, habits: Habits, wanted: int) -> Seam | None:
    """The first seam at or behind the view offset ``wanted``, from what lies around it; None where it does not show.

    The rows before it are read from somewhere in the middle, so this is a guess, nearly always right: `Seam.agrees`
    tells, once what lies before is decided up to its own last seam.
    """
    reach = AROUND
    while reach <= 64 * AROUND and wanted - reach > view.bom:
        around = around_of(view, wanted - reach, 2 * reach)
        if around is None:  # a single line reaches from there to the end
            return None
        lines = _lines(around.data, habits, at_end=False)
        sight = look_at(lines, first_row=segment.DECIDED, at_end=False)
        add_habits(sight, habits)
        found = _guessed(sight, around, wanted) if len(sight) - sight.aside.undecided > LOOK + CONTEXT else None
        if found is not None:
            return found
        reach *= 4
    return None


def _guessed(sight: Sight, around: Block, wanted: int) -> Seam | None:
    model = chained(sight.chain)
    visible = len(sight) - sight.aside.undecided - LOOK
    scores = owned(sight, emissions(sight, network.weights(sight.chain)))[LOOK:visible]
    text = int(np.flatnonzero(model.roles == roles.B1)[-1])
    path, settled = segment.best_path(scores, sight.forced[LOOK:visible], model, text)
    starts = sight.lines.start[sight.at[LOOK : LOOK + len(path)]] + around.start
    row = _first_cut(model.roles[path], max(int(np.searchsorted(starts, wanted)), CONTEXT), settled - MARGIN)
    if row is None:
        return None
    lines, first = sight.lines, row - CONTEXT
    at, end = int(lines.start[sight.at[LOOK + first]]), int(lines.start[sight.at[LOOK + row]])
    line = around.line + int(lines.number[sight.at[LOOK + row]])
    states = tuple(path[first : row + 1].tolist())
    aside = _aside_between(sight, LOOK + first, LOOK + row)
    return Seam(around.start + end, line, segment.DECIDED, lines.printed[at:end], states, states[-2], aside)


def _aside_between(sight: Sight, first: int, stop: int) -> tuple[tuple[int, str], ...]:
    """The lines set aside between two rows, counted from the line of the first."""
    low, high = int(sight.at[first]), int(sight.at[stop])
    return tuple((at - low, kind) for at, kind in sorted(sight.aside.kinds.items()) if low <= at < high)


def too_long(view: View, start: int | None, line: int) -> CorpuskitError:
    """The error for a record over the limit that begins at a view offset, where that is known, and a line."""
    place = view.place(line, start)
    return problems.failure("record-too-long", place, bytes=view.record_bytes, lines=view.record_lines)


def _check_lengths(view: View, stretch: Stretch) -> None:
    """Refuses a record over the limit, so that it does not depend on where blocks end whether there is one."""
    lines = stretch.sight.lines
    if len(stretch.block.data) <= view.record_bytes and stretch.printed_lines() <= view.record_lines:
        return
    states = stretch.states
    starts = [j for j in range(stretch.first, stretch.stop) if starts_record(states[j], states[j - 1] if j else None)]
    first, stop = stretch.lines()
    edges = [*(int(stretch.sight.at[j]) for j in starts), stop]
    for line, after in pairwise(edges):
        end = int(lines.start[after]) if after < len(lines) else len(lines.data)
        printed = int(lines.number[after] - lines.number[line])
        if end - int(lines.start[line]) > view.record_bytes or printed > view.record_lines:
            start = stretch.block.places([int(lines.start[line]) - stretch.offset])[0]
            raise too_long(view, start, stretch.block.line + int(lines.number[line] - lines.number[first]))


def _lines(data: bytes, habits: Habits | None, *, apart: Collection[int] = (), at_end: bool) -> Lines:
    """The lines of a dump; of one that is wrapped its paragraphs."""
    lines = index_lines(data)
    width = None if habits is None else habits.wrapping.width
    return lines if width is None else unwrapped(lines, width, apart, at_end)


def _decide(
    here: Seam | None,
    pending: Block,
    at_end: bool,
    habits: Habits | None,
    told: Mapping[int, bool],
    until: int | None,
) -> Stretch | None:
    """Decides as many rows of ``pending`` as can be; None when more must be read first."""
    context, first, rows_before = (here.context, len(here.states) - 1, here.rows) if here is not None else (b"", 0, 0)
    line = pending.line - line_ends(context)  # of the first one
    sight = _seen(here, pending, at_end, habits, told, line)
    if habits is not None:
        add_habits(sight, habits)
    visible = len(sight)
    if not at_end:
        # What a person says of a line not yet read may reach back to rows that are.
        visible -= sight.aside.undecided + (max(LOOK, TOLD_REACH) if told else LOOK)
        if visible <= first:
            return None
    scores = emissions(sight, network.weights(sight.chain))
    rows = told_rows(told, sight, line) if told else None
    path, untold, settled = _paths(here, sight, scores, visible, rows, at_end)
    states = chained(sight.chain).roles[path]
    limit = len(states) if at_end else settled - MARGIN
    cut = None
    if until is not None:
        wanted = int(np.searchsorted(sight.lines.start[sight.at], until - pending.start + len(context)))
        cut = _first_cut(states, max(first + 1, wanted), limit)
    if cut is None and not at_end:
        cut = _last_cut(states, first, limit)
        if cut is None:
            return None
    stop, size = len(sight), len(pending.data)
    if cut is not None:
        stop, size = cut, int(sight.lines.start[sight.at[cut]]) - len(context)
    block = Block(pending.data[:size], pending.start, pending.line, pending.codec)
    return Stretch(
        block, len(context), sight, first, stop, path, states, scores, rows_before, untold, frozenset(rows or ())
    )


def _paths(
    here: Seam | None, sight: Sight, scores: network.Scores, visible: int, told: Mapping[int, bool] | None, at_end: bool
) -> tuple[segment.States, segment.States, int]:
    """The states of all rows up to ``visible``; what they are without what a person says of ``told`` rows (None where
    nothing is said in the whole dump); and up to which row the former are settled.
    """
    known, rows_before = (here.states[:-1], here.rows) if here is not None else ((), 0)
    before, untold_before = (known[-1], here.untold) if here is not None else (None, None)
    first, model = len(known), chained(sight.chain)

    def best(scores: network.Scores, stop: int, before: int | None) -> tuple[segment.States, int]:
        forced = sight.forced[first:stop]
        path, settled = segment.best_path(owned(sight, scores)[first:stop], forced, model, before, rows_before + first)
        return np.concatenate([np.array(known, np.int64), path]), first + settled

    untold, settled = best(scores, visible, untold_before)
    if told is None:
        return untold, untold, settled
    fixed = len(untold) if at_end else settled
    states, settled = best(keep_to(told, sight, scores, model.roles[untold[:fixed]]), fixed, before)
    return np.concatenate([states, untold[fixed:]]), untold, settled


def _seen(
    here: Seam | None, pending: Block, at_end: bool, habits: Habits | None, told: Mapping[int, bool], line: int
) -> Sight:
    """The context and ``pending`` as segmentation sees them, whose first line has the number ``line``; what pass 1 saw
    of a whole view is taken over.
    """
    seen = None if habits is None else habits.sight
    if seen is not None and at_end and here is None and seen.lines.printed == pending.data and not told:
        return seen.again()
    context, rows_before, aside = (here.context, here.rows, here.aside) if here is not None else (b"", 0, ())
    apart = [number - line for number in told if number >= line]
    lines = _lines(context + pending.data, habits, apart=apart, at_end=at_end)
    since = int(np.searchsorted(lines.start, len(context)))
    kept = frozenset(np.searchsorted(lines.number, apart).tolist())
    found = set_aside(lines, at_end=at_end, known=dict(aside), since=since, kept=kept)
    return look_at(lines, first_row=rows_before, at_end=at_end, aside=found)


def _last_cut(states: npt.NDArray[np.int64], first: int, limit: int) -> int | None:
    """The last row before ``limit`` (and behind ``first``) at which there can be a seam."""
    return next((j for j in range(min(limit, len(states)) - 1, first, -1) if _is_cut(states, j)), None)


def _first_cut(states: npt.NDArray[np.int64], first: int, limit: int) -> int | None:
    """The first row from ``first`` on and before ``limit`` at which there can be a seam."""
    return next((j for j in range(first, min(limit, len(states))) if _is_cut(states, j)), None)


def _is_cut(states: npt.NDArray[np.int64], j: int) -> bool:
    state, before = int(states[j]), int(states[j - 1])
    return starts_record(state, before) or (state in (roles.U, roles.P) and before == state)
