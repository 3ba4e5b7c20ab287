"""A stretch of a view as segmentation sees it: its lines that are not blank, and the clues of each.

Most of a dump is paragraphs among paragraphs. Such rows are *forced*: they can only be body, so nothing is computed for
them but what a neighbour needs. That keeps the work to a few lines a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.dates import find_dates
from corpuskit.lexicon.mojibake import repair
from corpuskit.lexicon.scripts import SENTENCE_ENDS
from corpuskit.patterns import later
from corpuskit.splitting.clues.clue_names import BLANKS, CLUE_NAMES, LENGTH_RATIO
from corpuskit.splitting.clues.compared import compare, words_of
from corpuskit.splitting.clues.line_clues import NEAR_START, Found, dateline_clues, edge_clues, line_clues, long_clues
from corpuskit.splitting.clues.relations import NEAR, relations
from corpuskit.splitting.clues.seen import Seen
from corpuskit.splitting.habits.counts import PLAIN, Chain, Habits
from corpuskit.splitting.habits.tongues import changes, scripts_of, turns
from corpuskit.splitting.lines.index import LONG, Lines
from corpuskit.splitting.pages.furniture import NOTHING, Aside, set_aside

#: Lines on either side that a line's clues and score can depend on (of those that are not blank).
REACH = NEAR
#: Bytes of a row that are read (all of one that is not long), those at its end, and characters that are compared, and
#: in which a dateline is looked for.
_HEAD, _TAIL, _COMPARED, _DATELINE = 4 * LONG, 12, LONG, 160
#: So much of each row is compared where many around it are, in bytes.
_WIDELY = 400
#: No credit line that is looked for below a long title is longer, in bytes.
_CREDIT = 120
#: A sentence ends here and another begins.
NEXT_SENTENCE = later(rf"[{''.join(SENTENCE_ENDS)}][\"'”’»)]{{0,2}}\s+\w|[。！？।]")
_NOTHING, _NOT_COMPARED = Seen(), np.zeros(0, np.int64)
#: Steps from much shorter (under a half) to much longer (over twice the line before), as fractions.
_RATIOS = ((2, 1), (5, 4), (4, 5), (1, 2))


class Words(NamedTuple):
    """Words of rows as numbers, each once a row, in order; ``row[i]`` is the place in ``rows`` of word i's row."""

    word: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]  #: ascending

    def places(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Where some of the rows stand among them."""
        return np.searchsorted(self.rows, rows)


@dataclass(slots=True)
class Sight:
    """Row j is line ``at[j]`` of ``lines``; ``matrix[slot[j]]`` has a 1 for every clue that holds (slot -1: not looked
    at).
    """

    lines: Lines
    at: npt.NDArray[np.int64]
    blanks: npt.NDArray[np.int64]  #: blank lines before each row
    forced: npt.NDArray[np.bool_]  #: rows that can only be body (or prose before the first title)
    seen: list[Seen]
    texts: list[str]  #: a row's text; of a forced row its head, or nothing where no neighbour needs it
    slot: npt.NDArray[np.int64]
    matrix: npt.NDArray[np.uint8]
    tongues: npt.NDArray[np.int64]  #: where the language changes: see `tongues.changes`
    turns: npt.NDArray[np.int64]  #: where scripts change: see `tongues.turns`
    aside: Aside = NOTHING  #: lines that are no rows, though not blank
    #: How much the dump's habit of printing the credit in its titles speaks for a title, row by row, in units of
    #: `network.UNIT`; None where it has no such habit.
    titled: npt.NDArray[np.float64] | None = None
    marked: Sequence[int] = ()  #: rows that are titles, as a line below each shows
    #: Titles that the dump prints twice, each with the row in which it stands again.
    twice: Sequence[tuple[int, int]] = ()
    #: Rows of heads in the form of the dump's first one, each with its role.
    heads: Sequence[tuple[int, int]] = ()
    #: What speaks against rows that recur (`recurring.NO_TITLE`, `NO_FIELD`); None where none does.
    recurring: npt.NDArray[np.int64] | None = None
    #: Lines of a page below its phrases (1), and lines right behind those (-1); None where the dump shows none.
    listed: npt.NDArray[np.int64] | None = None
    #: How often the odds of an article are halved where the language stays; None where the dump's seldom differ in it.
    differ: int | None = None
    #: Rows of the credits with which articles without a title begin (`untitled.FIRST`, `REST`); None where the dump's
    #: have titles.
    untitled: npt.NDArray[np.int8] | None = None
    #: Where the subject changes (columns of `subjects.subjects`); None where articles have credits.
    subjects: npt.NDArray[np.int64] | None = None
    stacked: npt.NDArray[np.int64] | None = None  #: what `subjects.stacked` says of two lines above a credit
    regular: npt.NDArray[np.bool_] | None = None  #: rows that end like nearly all credits of the dump
    chain: Chain = PLAIN  #: what the dump's habits change in the chain of roles
    #: What stands between articles says of each row (`partings.BEHIND`, …); None where nothing parts the dump's.
    parted: npt.NDArray[np.int64] | None = None
    apart: npt.NDArray[np.bool_] | None = None  #: rows that were forced until a parting let articles begin there
    dated: bool = False  #: whether many articles of the dump have a dated credit below their title
    opens: bool = False  #: whether row 0 is the first of the file
    closes: bool = False  #: whether the last row is the last of the file
    words: Words | None = None  #: of all rows, once they were asked for most of them: see `words_near`

    def __len__(self) -> int:
        return len(self.at)

    def holds(self, row: int, any_of: list[int]) -> bool:
        """Whether any of some clues holds for a row that was looked at."""
        return bool(self.matrix[self.slot[row], any_of].any())

    def holding(self, any_of: list[int]) -> npt.NDArray[np.bool_]:
        """Of which rows any of some clues holds; of none that was not looked at."""
        held = np.zeros(len(self.matrix) + 1, np.bool_)  # the last one for rows that were not looked at
        self.matrix[:, any_of].any(axis=1, out=held[:-1])
        found: npt.NDArray[np.bool_] = held[self.slot]
        return found

    def words_near(self, rows: npt.NDArray[np.int64]) -> Words:
        """The words of some rows, and perhaps of all: whoever asks looks no further than at the rows asked for."""
        if self.words is None:
            if 2 * len(rows) < len(self):
                return self._words_of(rows)
            self.words = self._words_of(np.arange(len(self)))
        return self.words

    def _words_of(self, rows: npt.NDArray[np.int64]) -> Words:
        heads = self.lines.heads(self.at[rows], _WIDELY)
        return Words(*words_of(heads, np.arange(len(rows))), rows)

    def let_begin(self, rows: npt.NDArray[np.bool_]) -> None:
        """Lets articles begin with some rows that were forced to be body, and notes which."""
        self.apart = rows
        self.forced[rows] = False

    def again(self) -> Sight:
        """The same with a matrix of its own, to which other clues can be added."""
        return replace(self, matrix=self.matrix.copy(), forced=self.forced.copy())


def look_at(lines: Lines, *, first_row: int = 0, at_end: bool = True, aside: Aside | None = None) -> Sight:
    """Sees every line. ``first_row`` is how many rows lie before this stretch in the file; ``at_end``: nothing follows
    it; ``aside``: the lines that do not become rows, where that was decided.
    """
    aside = aside or set_aside(lines, at_end=at_end)
    shown = ~lines.blank
    shown[list(aside.kinds)] = False
    at = np.flatnonzero(shown)
    blanks = np.diff(np.cumsum(lines.blank)[at], prepend=0)
    forced = _forced(lines, at)
    forced[_long_titles(lines, at, blanks)] = False
    noted = np.flatnonzero(_around(~forced))
    slot = np.full(len(at), -1, np.int64)
    slot[noted] = np.arange(len(noted))
    texts, misread = [""] * len(at), np.zeros(len(at), np.int64)
    for j, text in zip(noted.tolist(), lines.heads(at[noted], _HEAD), strict=True):
        texts[j] = text
        if not text.isascii():
            better = repair(text)
            misread[j] = 1 + (better is not None)
            texts[j] = text if better is None else better.text
    matrix = np.zeros((len(noted), len(CLUE_NAMES)), np.uint8)
    scripts = scripts_of(texts)
    kinds = turns(scripts, misread, np.flatnonzero(~forced))
    sight = Sight(
        lines, at, blanks, forced, [_NOTHING] * len(at), texts, slot, matrix, _NOT_COMPARED, kinds, aside,
        opens=first_row == 0, closes=at_end,
    )  # fmt: skip
    found = Found()
    _see(sight, found, np.flatnonzero(~forced))
    _see_forced(sight, found, noted[forced[noted]])
    _compare(sight, found, scripts)
    _see_edges(sight, found, first_row, at_end)
    found.add(np.arange(len(noted)), np.array(BLANKS)[np.minimum(blanks[noted], 3)])
    _compare_lengths(sight, found, noted)
    found.fill(matrix)
    return sight


def _see(sight: Sight, found: Found, rows: npt.NDArray[np.int64]) -> None:
    """What rows that are not forced show by themselves."""
    numbers = rows.tolist()
    seen = line_clues(found, sight.slot[rows], [sight.texts[j] for j in numbers])
    for j, one in zip(numbers, seen, strict=True):
        sight.seen[j] = one


def _see_forced(sight: Sight, found: Found, rows: npt.NDArray[np.int64]) -> None:
    """What forced rows show by themselves; one below a row that is not may open with a dateline."""
    numbers = rows.tolist()
    tails = sight.lines.tails(sight.at[rows], _TAIL)
    long_clues(found, sight.slot[rows], [sight.texts[j] for j in numbers], tails)
    opening = rows[rows > 0]
    opening = opening[~sight.forced[opening - 1]]
    datelines: list[list[int]] = []
    for j in opening.tolist():
        sight.seen[j] = Seen()
        datelines.append(dateline_clues(sight.seen[j], sight.texts[j][:_DATELINE]))
    found.add_lists(sight.slot[opening], datelines)


def _compare(sight: Sight, found: Found, scripts: npt.NDArray[np.int64] | None) -> None:
    """What rows share with their neighbours; ``scripts`` as `scripts_of` gives them."""
    compared = ~sight.forced & ~sight.lines.prose[sight.at]
    related = compared.copy()
    related[1:] |= ~sight.forced[1:] & compared[:-1]  # prose right below a title may be its subtitle
    rows = np.flatnonzero(_around(related))
    words = compare([sight.texts[j][:_COMPARED] for j in rows.tolist()], rows, len(sight))
    sight.tongues = changes(words.languages, scripts, np.flatnonzero(~sight.forced))
    told, columns = relations(words, np.flatnonzero(related))
    found.add(sight.slot[told], columns)


def _see_edges(sight: Sight, found: Found, first_row: int, at_end: bool) -> None:
    """Where rows stand in the file."""
    last = len(sight) - 1
    rows = [*range(min(len(sight), max(0, NEAR_START - first_row)))]
    if at_end and last >= len(rows):
        rows.append(last)
    rows = [j for j in rows if not sight.forced[j]]
    edges = [edge_clues(first_row + j, at_end and j == last) for j in rows]
    found.add_lists(sight.slot[rows], edges)


def _compare_lengths(sight: Sight, found: Found, noted: npt.NDArray[np.int64]) -> None:
    """How long a line is beside the one before it, in bytes."""
    size = (sight.lines.stop - sight.lines.start)[sight.at]
    rows = noted[noted > 0]
    own, before = size[rows], size[rows - 1]
    ratio = sum((own * part > before * whole).astype(np.int64) for part, whole in _RATIOS)
    found.add(sight.slot[rows], LENGTH_RATIO[0] + ratio)


def _around(rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The rows, and those within `REACH` of one."""
    near = rows.copy()
    for step in range(1, REACH + 1):
        near[:-step] |= rows[step:]
        near[step:] |= rows[:-step]
    return near


def _forced(lines: Lines, at: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Long lines, and prose between prose."""
    prose = lines.prose[at]
    forced = lines.long[at].copy()
    forced[1:-1] |= prose[1:-1] & prose[:-2] & prose[2:]
    return forced


def _long_titles(lines: Lines, at: npt.NDArray[np.int64], blanks: npt.NDArray[np.int64]) -> list[int]:
    """Rows too long for a title that may be one all the same: a paragraph of its own, with no end of a sentence in what
    is read of it, and a short line with a date right below.
    """
    own = np.flatnonzero(lines.long[at] & ~lines.stopped[at])
    own = own[(own + 1 < len(at)) & ((blanks[own] > 0) | (own == 0))]
    below = own + 1
    size = (lines.stop - lines.start)[at[below]]
    own = own[(blanks[below] == 0) & (size <= _CREDIT)]
    return [
        j
        for j, i in zip(own.tolist(), at[own].tolist(), strict=True)
        if not NEXT_SENTENCE.search(lines.head(i, _HEAD)) and find_dates(lines.text(int(at[j + 1])))
    ]


def add_habits(sight: Sight, habits: Habits) -> None:
    """Adds the clues of pass 1 to the matrix."""
    found = Found()
    habits.add_clues(sight, found)
    found.fill(sight.matrix)
