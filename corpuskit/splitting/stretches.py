"""Reading a view stretch by stretch so that no decision depends on where blocks end.

A stretch is context (rows already decided), the rows to decide, and rows that are only looked at. A row's score depends
on six rows on either side, a boundary's lead over its rivals on `MARGIN` rows more; what lies nearer to the end of the
stretch waits for the next block. Records are cut off only at a start that every continuation of the best path shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpuskit import problems
from corpuskit.model import Block, CorpuskitError, Place, View
from corpuskit.splitting import segment
from corpuskit.splitting.lines import Lines, index_lines
from corpuskit.splitting.sight import REACH, Sight, look_at
from corpuskit.splitting.told import keep_to, told_rows

#: A record longer than this many bytes, or this many lines, is an error: a dump of articles has none, and memory stays
#: bounded.
MAX_RECORD = 32 * 1024 * 1024
MAX_LINES = 100_000
#: A block of more lines is taken in pieces: what is seen of a line takes far more memory than the line.
_LINES_AT_ONCE = 50_000
#: Rows on either side that a row's score can depend on: the reach of clues plus the reach of scores.
LOOK = 2 * REACH
#: Rows on either side within which a boundary's lead is measured.
MARGIN = 24
#: Rows of context before the first row to decide.
CONTEXT = LOOK + MARGIN


@dataclass(slots=True)
class Stretch:
    """Decided rows ``first:stop`` of ``sight`` with their states, and the bytes that they and blank lines cover."""

    block: Block  #: the bytes decided, without context
    offset: int  #: where ``block.data`` begins in ``sight.lines.data``
    sight: Sight
    first: int
    stop: int
    states: npt.NDArray[np.int64]  #: of all rows from the first context row on that are looked at
    scores: segment.Scores
    rows_before: int  #: rows of the file before row 0 of ``sight``
    told: frozenset[int] = frozenset()  #: rows of which a person says whether a record begins there

    @property
    def before(self) -> int | None:
        """The state of the row before the first one decided; None at the start of the file."""
        return int(self.states[self.first - 1]) if self.first else None


def starts_record(state: int, before: int | None) -> bool:
    """Whether a row with ``state`` begins a record."""
    return state == segment.T or (state == segment.CA and before != segment.CA)


def stretches(
    view: View, block_size: int, prepare: Callable[[Sight], None], told: Mapping[int, bool] = {}
) -> Iterator[Stretch]:
    """Decided stretches that together cover the view behind its BOM.

    ``prepare`` may add clues to a sight; ``told`` has the lines of which a person says whether a record begins there.
    """
    context = b""
    pending: Block | None = None
    context_states: list[int] = []
    rows_before = 0
    wanted = 0
    blocks = _in_pieces(view.open_blocks(block_size))
    while True:
        block = next(blocks, None)
        if block is not None:
            pending = (
                block
                if pending is None
                else Block(pending.data + block.data, pending.start, pending.line, pending.codec)
            )
            if len(pending.data) < wanted:
                continue
        if pending is None:
            return
        stretch = _decide(view, context, context_states, pending, rows_before, block is None, prepare, told)
        if stretch is None:
            if len(pending.data) > 2 * MAX_RECORD or _lines_in(pending.data) > 2 * MAX_LINES:
                raise _too_long(view, pending.start, pending.line)
            wanted = 2 * len(pending.data)
            continue
        _check_lengths(view, stretch)
        yield stretch
        if block is None:
            return
        wanted = 0
        size = len(stretch.block.data)
        start, line = stretch.block.places([size])[0], stretch.block.line + _line_count(stretch)
        pending = Block(pending.data[size:], start, line, pending.codec) if size < len(pending.data) else None
        keep = max(0, stretch.stop - CONTEXT)
        lines = stretch.sight.lines
        cut = stretch.offset + size
        context = lines.data[int(lines.start[stretch.sight.at[keep]]) : cut] if stretch.stop else lines.data[:cut]
        context_states = stretch.states[keep : stretch.stop].tolist()
        rows_before = stretch.rows_before + keep


def _too_long(view: View, start: int, line: int) -> CorpuskitError:
    place = Place(file=view.file, line=line, byte=start)
    return problems.failure("record-too-long", place, bytes=MAX_RECORD, lines=MAX_LINES)


def _check_lengths(view: View, stretch: Stretch) -> None:
    """Refuses a record over the limit, so that it does not depend on where blocks end whether there is one."""
    lines = stretch.sight.lines
    if len(stretch.block.data) <= MAX_RECORD and _lines_in(stretch.block.data) <= MAX_LINES:
        return
    states = stretch.states
    starts = [j for j in range(stretch.first, stretch.stop) if starts_record(states[j], states[j - 1] if j else None)]
    edges = [int(stretch.sight.at[j]) for j in starts]
    edges.append(int(np.searchsorted(lines.start, stretch.offset + len(stretch.block.data))))
    for line, after in pairwise(edges):
        end = int(lines.start[after]) if after < len(lines) else len(lines.data)
        if end - int(lines.start[line]) > MAX_RECORD or after - line > MAX_LINES:
            start = stretch.block.places([int(lines.start[line]) - stretch.offset])[0]
            first = int(np.searchsorted(lines.start, stretch.offset))
            raise _too_long(view, start, stretch.block.line + line - first)


def _in_pieces(blocks: Iterator[Block]) -> Iterator[Block]:
    """The same text in blocks of not too many lines."""
    for block in blocks:
        rest = block
        while _lines_in(rest.data) > _LINES_AT_ONCE:
            ends = index_lines(rest.data).end
            size = int(ends[min(_LINES_AT_ONCE, len(ends)) - 1])
            if size == len(rest.data):
                break
            yield Block(rest.data[:size], rest.start, rest.line, rest.codec)
            rest = Block(rest.data[size:], rest.places([size])[0], rest.line + _LINES_AT_ONCE, rest.codec)
        yield rest


def _lines_in(data: bytes) -> int:
    """Line ends, a CRLF counted twice at most."""
    return data.count(b"\n") + data.count(b"\r")


def _line_count(stretch: Stretch) -> int:
    lines = stretch.sight.lines
    end = stretch.offset + len(stretch.block.data)
    return int(np.searchsorted(lines.start, end) - np.searchsorted(lines.start, stretch.offset))


def _decide(
    view: View,
    context: bytes,
    context_states: list[int],
    pending: Block,
    rows_before: int,
    at_end: bool,
    prepare: Callable[[Sight], None],
    told: Mapping[int, bool],
) -> Stretch | None:
    """Decides as many rows of ``pending`` as can be; None when more must be read first."""
    model = segment.weights()
    lines: Lines = index_lines(context + pending.data)
    sight = look_at(lines, first_row=rows_before, at_end=at_end)
    prepare(sight)
    first = len(context_states)
    scores = segment.emissions(sight, model)
    visible = len(sight) if at_end else len(sight) - LOOK
    if visible <= first and not at_end:
        return None
    before = context_states[-1] if context_states else None
    path, settled = segment.best_path(scores[first:visible], sight.forced[first:visible], model, before)
    states = np.concatenate([np.array(context_states, np.int64), path])
    rows = told_rows(told, sight, pending.line - int(np.searchsorted(lines.start, len(context))), visible)
    if rows:
        keep_to(rows, sight, scores, states)
        path, again = segment.best_path(scores[first:visible], sight.forced[first:visible], model, before)
        states[first:], settled = path, min(settled, again)
    if at_end:
        stop, size = len(sight), len(pending.data)
    else:
        cut = _last_cut(states, first, first + settled - MARGIN)
        if cut is None:
            return None
        stop = cut
        size = int(lines.start[sight.at[stop]]) - len(context)
    block = Block(pending.data[:size], pending.start, pending.line, pending.codec)
    return Stretch(block, len(context), sight, first, stop, states, scores, rows_before, frozenset(rows))


def _last_cut(states: npt.NDArray[np.int64], first: int, limit: int) -> int | None:
    """The last row before ``limit`` (and behind ``first``) that begins a record, or stands outside of all."""
    for j in range(min(limit, len(states)) - 1, first, -1):
        state, before = int(states[j]), int(states[j - 1])
        if starts_record(state, before) or (state in (segment.U, segment.P) and before == state):
            return j
    return None
