"""Habits: what this dump does, as counts. Pass 1 fills them, pass 2 turns them into clues. Mergeable, of fixed size,
deterministic.

Counts lie in hashed buckets (CRC-32), so the size does not grow with the file and merging is addition.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.shapes import end_of
from corpuskit.lexicon.dates import OrderVotes
from corpuskit.lexicon.titles.habits import TitleHabits
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues.line_clues import SHORT
from corpuskit.splitting.habits.clutter import Clutter
from corpuskit.splitting.habits.decks import Decks
from corpuskit.splitting.habits.first_heads import FirstHeads
from corpuskit.splitting.habits.gaps import Gaps
from corpuskit.splitting.habits.marked_titles import MarkedTitles
from corpuskit.splitting.habits.page_lines import Listed
from corpuskit.splitting.habits.partings import Partings
from corpuskit.splitting.habits.recurring import Recurring
from corpuskit.splitting.habits.sides import HEAD, Sides
from corpuskit.splitting.habits.subjects import TITLE, stacked, subjects
from corpuskit.splitting.habits.tongues import Tongues
from corpuskit.splitting.habits.untitled import Untitled
from corpuskit.splitting.lines import roles
from corpuskit.splitting.lines.wrapping import Wrapping

if TYPE_CHECKING:
    from corpuskit.splitting.clues.line_clues import Found
    from corpuskit.splitting.scoring.sight import Sight

Counts = npt.NDArray[np.int64]
_REPEATED, _SHAPE_COUNT, _NAME_KNOWN = np.array(c.REPEATED), np.array(c.SHAPE_COUNT), np.array(c.NAME_KNOWN)
_GAP, _GAP_START = np.array(c.GAP), np.array(c.GAP_START)

SHAPE_BUCKETS = 1 << 14
LINE_BUCKETS = 1 << 17
NAME_BUCKETS = 1 << 15
#: Columns of the table of shapes: how often seen, and how often as a credit below, above and at the foot.
_TOTAL, _BELOW, _ABOVE, _FOOT = range(4)
#: Columns of the record counts.
RECORDS, WITH_BELOW, WITH_ABOVE, WITH_FOOT, WITH_SUBTITLE, WITH_SHARED, WITH_DATELINE, WITH_DATED, WITH_CLOCK = range(9)


def bucket(text: str, size: int) -> int:
    """The same bucket on every machine and in every run."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % size


#: A line ends like the credits of a dump where so many of its lines that end so are credits below a title, in percent,
#: and at least so many were counted.
_REGULAR, _ENOUGH = 90, 4
#: Of most dumps' articles, one in so many has its credit neither above nor below the title, one in so many above it,
#: and one in so many below it without a date; how many articles that expectation outweighs; and how often it is halved
#: at most.
_ONE_ALONE, _ONE_ABOVE, _ONE_UNDATED, _EXPECTED, _HALVED = 5, 10, 10, 5, 5

#: One article in so many has a dated credit below its title.
_ONE_DATED = 4

#: Lines that are no credits of the article, though they end like them.
_NO_CREDIT = np.array([c.LABEL["caption word"], c.LIST["quoted block"]])
_CREDIT = roles.one_of(roles.CB, roles.CA, roles.CF)
_TITLE, _SUBTITLE = roles.one_of(roles.T, roles.TA), roles.one_of(roles.S, roles.SA)


class Chain(NamedTuple):
    """What a dump's habits change in the chain of roles."""

    decks: bool = False  #: subtitles have several lines
    alone: int = 0  #: how often the odds of a title without a credit above or below it are halved
    above: int = 0  #: how often those of a credit above the title are
    undated: int = 0  #: how often those of a credit below it without a date are
    owning: bool = False  #: records have a text as a rule: see `owning`


#: The chain of a dump without such habits.
PLAIN = Chain()


#: Tables of counts, and habits that are counted apart.
_TABLES = ("shapes", "lines", "names", "gaps", "paragraph_gaps", "records")
_PARTS = (
    "sides", "order_votes", "credits", "titles", "untitled", "recurring", "listed", "tongues", "marked", "decks",
    "partings", "wide_gaps", "wrapping", "first_heads", "clutter",
)  # fmt: skip


@dataclass(slots=True)
class Habits:
    """Counts of a dump. ``a.merge(b)`` adds b's counts to a's; the order of merging makes no difference."""

    shapes: Counts = field(default_factory=lambda: np.zeros((SHAPE_BUCKETS, 4), np.int64))
    lines: Counts = field(default_factory=lambda: np.zeros(LINE_BUCKETS, np.int64))
    names: Counts = field(default_factory=lambda: np.zeros(NAME_BUCKETS, np.int64))
    gaps: Counts = field(
        default_factory=lambda: np.zeros((4, 2), np.int64)
    )  #: blank lines before × (lines, record starts)
    paragraph_gaps: Counts = field(default_factory=lambda: np.zeros(4, np.int64))  #: blank lines between two paragraphs
    records: Counts = field(default_factory=lambda: np.zeros(9, np.int64))
    sides: Sides = field(default_factory=Sides)  #: of credits between articles
    closing: dict[int, int] = field(default_factory=dict)  #: shape of the last line of the dump → 1
    looks: dict[str, list[int]] = field(default_factory=dict)  #: look → [lines, titles, subtitles]
    order_votes: OrderVotes = field(default_factory=OrderVotes)
    credits: CreditHabits = field(default_factory=CreditHabits)  #: for `parse_credit`: what stands where in a credit
    titles: TitleHabits = field(default_factory=TitleHabits)  #: the credits that titles hold
    untitled: Untitled = field(default_factory=Untitled)  #: credits that articles without a title begin with
    recurring: Recurring = field(default_factory=Recurring)  #: lines that are printed with every article
    listed: Listed = field(default_factory=Listed)  #: how many lines of a page stand below its phrases
    tongues: Tongues = field(default_factory=Tongues)  #: how often the language changes from article to article
    marked: MarkedTitles = field(default_factory=MarkedTitles)  #: titles above a line that recurs
    decks: Decks = field(default_factory=Decks)  #: subtitles of several lines
    partings: Partings = field(default_factory=Partings)  #: what a person puts between articles
    wide_gaps: Gaps = field(default_factory=Gaps)  #: blank lines that a person puts between articles without credits
    first_heads: FirstHeads = field(default_factory=FirstHeads)  #: the form of the head with which the dump begins
    clutter: Clutter = field(default_factory=Clutter)  #: lines of whole pages, far from any text
    wrapping: Wrapping = field(default_factory=Wrapping)  #: where lines end that run on in the next
    #: Of a view that was seen as one stretch, what was seen: pass 2 need not look again. Of no other part of a dump.
    sight: Sight | None = None

    def merge(self, other: Habits) -> None:
        """Adds the counts of another part of the dump."""
        self.sight = None
        for name in _TABLES:
            getattr(self, name).__iadd__(getattr(other, name))
        for look, theirs in other.looks.items():
            mine = self.looks.get(look, (0, 0, 0))
            self.looks[look] = [a + b for a, b in zip(mine, theirs, strict=True)]
        for shape, count in other.closing.items():
            self.closing[shape] = self.closing.get(shape, 0) + count
        for name in _PARTS:
            getattr(self, name).merge(getattr(other, name))

    @property
    def date_order(self) -> str | None:
        """What the dump's own unambiguous dates settle for dates such as 03/04/2024 ("dmy", "mdy"), or None."""
        return self.order_votes.settle()

    def count_lines(
        self, sight: Sight, rows: Counts, states: npt.NDArray[np.int64], starts: npt.NDArray[np.bool_]
    ) -> None:
        """Counts rows that are not forced, to which pass 1 gave roles."""
        marks = _marks(sight, rows)
        gaps = np.minimum(sight.blanks[rows], 3)
        self.gaps[:, 0] += np.bincount(gaps, minlength=4)
        self.gaps[:, 1] += np.bincount(gaps[starts], minlength=4)
        np.add.at(self.lines, marks.line[marks.line >= 0], 1)
        for column, role in ((_TOTAL, None), (_BELOW, roles.CB), (_ABOVE, roles.CA), (_FOOT, roles.CF)):
            in_role = np.ones(len(rows), bool) if role is None else states == role
            for buckets in (marks.shape, marks.end):
                np.add.at(self.shapes[:, column], buckets[(buckets >= 0) & in_role], 1)
        credited = _CREDIT[states]
        np.add.at(self.names, marks.part[credited[marks.part_of]], 1)
        for j in rows[credited].tolist():
            for printed in sight.seen[j].dates:
                self.order_votes.add(printed)
        kinds = zip(marks.look, _TITLE[states].tolist(), _SUBTITLE[states].tolist(), strict=True)
        for name, is_title, is_subtitle in kinds:
            if name is not None:
                look = self.looks.setdefault(name, [0, 0, 0])
                look[0] += 1
                look[1] += is_title
                look[2] += is_subtitle

    def close_with(self, shape: str | None) -> None:
        """Notes the shape of the last line of the dump."""
        if shape is not None:
            self.closing[bucket(shape, SHAPE_BUCKETS)] = 1

    def add_clues(self, sight: Sight, found: Found) -> None:
        """Adds what the dump's habits say of the rows of a sight that are not forced."""
        rows = np.flatnonzero(~sight.forced)
        shapes, records, gaps = self._settled()
        marks, slots = _marks(sight, rows), sight.slot[rows]
        for clue in (c.HABITS_KNOWN, *_dump_clues(records.tolist())):
            found.add(slots, clue)
        self._add_shapes(found, marks, slots, shapes)
        self._add_names(found, marks, slots)
        self._add_gaps(found, sight.blanks[rows], slots, gaps)
        ends = shapes[marks.end]
        regular = (ends[:, _BELOW] >= _ENOUGH) & (100 * ends[:, _BELOW] >= _REGULAR * ends[:, _TOTAL])
        sight.regular = np.zeros(len(sight), bool)
        sight.regular[rows] = regular & (marks.end >= 0) & ~sight.matrix[np.ix_(slots, _NO_CREDIT)].any(axis=1)
        owning = self.clutter.any() and not self.without_titles
        sight.chain = Chain(self.decks.any(), *_unusual(records.tolist()), owning)
        self._tell(sight, rows.tolist())

    def _add_shapes(self, found: Found, marks: _Marks, slots: Counts, shapes: Counts) -> None:
        """Adds how often lines, and lines of their shape and look, are printed, and as what."""
        again = np.where(marks.line >= 0, self.lines[marks.line], 0)
        found.add(slots[again > 1], _REPEATED[np.searchsorted((2, 5), again[again > 1])])
        counts = shapes[marks.shape]
        shaped = (marks.shape >= 0) & (counts[:, _TOTAL] > 1)
        counts, total = counts[shaped], counts[shaped, _TOTAL]
        found.add(slots[shaped], _SHAPE_COUNT[np.searchsorted((3, 9), total)])
        for column, role in ((_BELOW, "credit"), (_ABOVE, "head credit"), (_FOOT, "foot credit")):
            clues = np.array([c.SHAPE[role, level] for level in range(5)])
            found.add(slots[shaped], clues[_levels(counts[:, column], total)])
        looks = {name: self._look_clues(name) for name in set(marks.look)}
        found.add_lists(slots, [looks[name] for name in marks.look])

    def _add_names(self, found: Found, marks: _Marks, slots: Counts) -> None:
        """Adds how often what a line names is credited."""
        known = np.zeros(len(slots), np.int64)
        np.maximum.at(known, marks.part_of, self.names[marks.part])
        found.add(slots[known > 0], _NAME_KNOWN[(known[known > 0] > 2).astype(np.int64)])

    def _add_gaps(self, found: Found, blanks: Counts, slots: Counts, gaps: Counts) -> None:
        """Adds what the blank lines before a line say beside those of the dump."""
        usual = int(self.paragraph_gaps.argmax())
        found.add(slots, _GAP[np.clip(blanks - usual + 1, 0, 3)])
        lines, starts = gaps[np.minimum(blanks, 3)].T
        enough = lines > 4
        found.add(slots[enough], _GAP_START[_levels(starts[enough], lines[enough])])

    def _tell(self, sight: Sight, rows: list[int]) -> None:
        """Notes in a sight what is no clue of a line: titles, lines that recur, subjects, and what parts articles."""
        records = int(self.records[RECORDS])
        sight.dated = _ONE_DATED * int(self.records[WITH_DATED]) >= max(1, records)
        sight.recurring = self.recurring.against(sight, rows, records, self.sides.addresses_close, self.decks.heads)
        sight.parted = self.partings.parted(sight, rows, records)
        sight.listed = self.listed.below(sight)
        sight.differ = self.tongues.seldom if self.tongues.differ else None
        sight.twice = self.recurring.twice_of(sight, records)
        sight.heads = list(self.first_heads.alike(sight, records))
        sight.stacked = stacked(sight)
        sight.marked = self.marked.titles(sight, records, self._credited)
        if sight.parted is None and self.without_credits:
            sight.subjects = subjects(sight)
            sight.subjects[sight.marked, TITLE] = 0  # words say nothing against what every article shows
            sight.parted = self.wide_gaps.parted(sight, records, int(self.recurring.counts.max()))
        if self.without_titles:
            sight.untitled = self.untitled.opening(sight, rows, records)
            return
        settled = self.titles.any()
        if settled or self.titles.may_be_more():
            sight.titled = np.zeros(len(sight))
            sight.titled[rows] = [self.titles.speaks_for(sight.texts[j].strip(), settled) for j in rows]

    def _look_clues(self, look: str | None) -> list[int]:
        lines, titles, subtitles = self.looks.get(look or "", (0, 0, 0))
        return [c.LOOK[_level(titles, lines)], c.LOOK_BELOW[_level(subtitles, lines)]] if lines > 4 else []

    def _settled(self) -> tuple[Counts, Counts, Counts]:
        """Shapes, records and gaps; where credits between articles were read on the wrong side, as they would have been
        counted on the other.
        """
        wrong = self.misread()
        if wrong is None:
            return self.shapes, self.records, self.gaps
        shapes, records, gaps = self.shapes.copy(), self.records.copy(), self.gaps.copy()
        read, stands = (_ABOVE, _FOOT) if wrong == HEAD else (_FOOT, _ABOVE)
        shapes[:, stands] += shapes[:, read]
        shapes[:, read] = 0
        read, stands = (WITH_ABOVE, WITH_FOOT) if wrong == HEAD else (WITH_FOOT, WITH_ABOVE)
        records[stands] += records[read]
        records[read] = 0
        before, behind = self.sides.gaps[wrong]
        gaps[:, 1] += behind - before if wrong == HEAD else before - behind
        return shapes, records, gaps

    def misread(self) -> int | None:
        """The side (`HEAD` or `FOOT`) on which credits were read though they stand on the other; None as a rule."""
        return self.sides.misread(int(self.records[RECORDS]), self._closes_with_credit())

    @property
    def without_titles(self) -> bool:
        """Whether the articles of the dump have no titles, and begin with their credit."""
        return self.untitled.any(int(self.records[RECORDS]))

    @property
    def without_credits(self) -> bool:
        """Whether half of the articles that were found, or more, have a title and neither a credit, in it or beside it,
        nor a dateline.
        """
        if self.without_titles or self.titles.any():
            return False
        credited = self._credited
        if not self.recurring.clocks_open:
            credited -= int(self.records[WITH_CLOCK])
        return 2 * credited <= int(self.records[RECORDS])

    @property
    def _credited(self) -> int:
        """How many of the articles that were found have a credit or a dateline."""
        return int(self.records[[WITH_BELOW, WITH_ABOVE, WITH_FOOT, WITH_DATELINE]].sum())

    def _closes_with_credit(self) -> bool:
        """Whether the last line has the shape of credits between articles."""
        return any(self.shapes[shape, [_ABOVE, _FOOT]].sum() > 1 for shape in self.closing)

    @property
    def credits_at_foot(self) -> bool:
        """Whether the dump prints credits below the text as a habit: of a quarter of its records or more."""
        records = self._settled()[1]
        return 4 * int(records[WITH_FOOT]) >= max(1, int(records[RECORDS]))


def _dump_clues(counts: list[int]) -> list[int]:
    """What holds for every line of the dump."""
    records = counts[RECORDS]
    if records < 3:
        return []
    return [
        c.BELOW[_level(counts[WITH_BELOW], records)],
        c.ABOVE[_level(counts[WITH_ABOVE], records)],
        c.FOOT[_level(counts[WITH_FOOT], records)],
        c.SUBTITLES[_level(counts[WITH_SUBTITLE], records)],
        c.SHARING[_level(counts[WITH_SHARED], records)],
    ]


def _unusual(counts: list[int]) -> tuple[int, int, int]:
    """How often the odds of what the dump does seldom are halved, in the order of `Chain`."""
    records, below, above = counts[RECORDS], counts[WITH_BELOW], counts[WITH_ABOVE]
    return (
        _halved(records, max(0, records - below - above), _ONE_ALONE),
        _halved(records, above, _ONE_ABOVE),
        _halved(records, below - counts[WITH_DATED], _ONE_UNDATED),
    )


def _halved(records: int, count: int, one_in: int) -> int:
    """How often one record in so many must be halved to be as seldom as such ones are among the others of the dump."""
    others = max(0, count - 1)  # the one that is asked about says nothing of itself
    times = 17 * (records - 1 + _EXPECTED) // (12 * (one_in * others + _EXPECTED))  # 17/12: the root of two, to round
    return min(_HALVED, max(1, times).bit_length() - 1)


@dataclass(slots=True)
class _Marks:
    """The buckets in which rows are counted: of the whole line, its shape and the end of that (-1: none), of its parts,
    and its look.
    """

    line: Counts
    shape: Counts
    end: Counts
    part: Counts
    part_of: Counts  #: which of the rows has each part
    look: list[str | None]


def _marks(sight: Sight, rows: Counts) -> _Marks:
    numbers = rows.tolist()
    seen = [sight.seen[j] for j in numbers]
    texts = [sight.texts[j] for j in numbers]
    line = [bucket(text.strip().casefold(), LINE_BUCKETS) if len(text) <= SHORT else -1 for text in texts]
    shape = [-1 if one.shape is None else bucket(one.shape, SHAPE_BUCKETS) for one in seen]
    ends = [None if one.shape is None else end_of(one.shape) for one in seen]
    end = [-1 if one is None else bucket(one, SHAPE_BUCKETS) for one in ends]
    parts = [bucket(part, NAME_BUCKETS) for one in seen for part in one.parts]
    part_of = np.repeat(np.arange(len(seen)), np.fromiter((len(one.parts) for one in seen), np.int64, len(seen)))
    looks = [one.look for one in seen]
    of_lines, of_shapes, of_ends, of_parts = (np.array(each, np.int64) for each in (line, shape, end, parts))
    return _Marks(of_lines, of_shapes, of_ends, of_parts, part_of, looks)


def _levels(part: Counts, whole: Counts) -> Counts:
    """`_level` of many."""
    levels: Counts = np.searchsorted((3, 25, 60, 90), 100 * part // whole, "right")
    return levels


def _level(part: int, whole: int) -> int:
    """never, seldom, sometimes, mostly, always: in whole numbers, so that no machine rounds otherwise."""
    share = 100 * part // whole
    return 0 if share < 3 else 1 if share < 25 else 2 if share < 60 else 3 if share < 90 else 4
