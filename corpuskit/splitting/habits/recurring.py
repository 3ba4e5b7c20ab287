"""Lines that a dump prints with nearly every article and that are none of its fields: "Article 3 of 25", "1.2K views",
"Filed under: News".

Numbers in them count as one. Mergeable counts of fixed size.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.words import label_at
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.pages.addresses import is_address
from corpuskit.splitting.pages.outside import outside_kind

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

_BUCKETS = 1 << 14
#: A longer line is not looked at.
_LONG = 60
#: A line recurs that was seen so often, and as often as so many percent of the dump's articles.
_ENOUGH, _OFTEN = 4, 50
#: In a dump of few articles so often are enough, where each time another line follows: below a title that is printed
#: again (an article twice in a dump) the same does.
_TWICE = 2
#: So much of what follows is compared.
_FOLLOWING = 60
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*+")
#: What is spoken against: that a line is a title, that it is any field, that it stands over a title; and that it is a
#: title, less strongly, where only few were counted.
NO_TITLE, NO_FIELD, NO_HEAD, SELDOM_TITLE = 1, 2, 3, 4
#: A title that stands again does so within so many rows, and has more words than these; of a dump that begins with one
#: within so many rows, or has so many, they are titles.
_CLOSE, _FEW_WORDS, _FIRST, _MANY = 2, c.WORD[:2], 2, 20
#: Where so many percent of these stand right over a heading, they open articles.
_HEADED = 60
#: A time alone on its line stands over each entry of a live blog: "14:05", "2h ago", "3 May 14:05". In bytes.
_LONGEST_CLOCK = 24
_TIMES = [c.DATE["time of day"], c.DATE["relative time"]]
_NO_TIMES = [c.DATE["full date"], c.LABEL["published label"], c.LABEL["updated label"], *c.PROSE[1:]]


@dataclass(slots=True)
class Recurring:
    """How often short lines recur. ``a.merge(b)`` adds the counts of another part of the dump."""

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))
    #: The same of lines together with what follows each.
    pairs: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))
    #: Times alone on their lines, those that stand right over a heading, and dumps that do not begin with one.
    clocks: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(3, np.int64))
    #: Lines that stand again close below, and dumps that begin with one.
    twice: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(2, np.int64))

    def add(self, sight: Sight, rows: list[int], times: npt.NDArray[np.bool_], opens: bool) -> None:
        """Counts some rows of a sight, of which ``times`` are its `clocks`; ``opens``: the dump begins with the first
        of all.
        """
        self.clocks[2] += opens and not times[:1].any()
        pairs = [row for row, _ in printed_twice(sight) if rows and rows[0] <= row <= rows[-1]]
        self.twice += (len(pairs), opens and bool(pairs) and pairs[0] < _FIRST)
        for row in rows:
            key = _key(sight, row, times)
            if times[row]:
                self.clocks[:2] += (1, _is_over_heading(sight, row, times))
            if key is not None:
                self.counts[_bucket(key)] += 1
                self.pairs[_bucket(_with_next(sight, row, key))] += 1

    def merge(self, other: Recurring) -> None:
        """Adds the counts of another part."""
        self.counts += other.counts
        self.pairs += other.pairs
        self.clocks += other.clocks
        self.twice += other.twice

    def twice_of(self, sight: Sight, records: int) -> list[tuple[int, int]]:
        """Titles that stand again close below, of a dump that prints most of its titles twice, the first one too."""
        pairs, opening = self.twice.tolist()
        habit = 100 * pairs >= _OFTEN * records and (opening or pairs >= _MANY)
        return printed_twice(sight) if habit else []

    @property
    def clocks_open(self) -> bool:
        """Whether times over headings open articles, the first one too, and not the entries of one."""
        times, over_headings, bare = self.clocks.tolist()
        return bool(100 * over_headings >= _HEADED * times and not bare)

    def against(
        self, sight: Sight, rows: list[int], records: int, addresses_close: bool, heads: int
    ) -> npt.NDArray[np.int64] | None:
        """What the dump speaks against, row by row: nothing (0), `NO_TITLE` or `NO_FIELD` of lines that recur,
        `SELDOM_TITLE` of those that few articles have, `NO_HEAD` of addresses that close its articles, `NO_FIELD` if
        these have their credit in the head (``heads`` have); None where there are no such lines.
        """
        share = -(-_OFTEN * records // 100)
        least, few = max(_ENOUGH, share), max(_TWICE, share)
        if int(self.counts.max()) < few and not addresses_close:
            return None
        found = np.zeros(len(sight), np.int64)
        times = clocks(sight)
        for row in rows:
            if times[row]:
                if self.clocks_open:
                    continue
                if int(self.clocks[0]) >= least:
                    found[row + 1 : row + 2] = NO_TITLE
            if addresses_close and is_address(sight.texts[row]):
                found[row] = NO_FIELD if 2 * heads > records else NO_HEAD
                continue
            key = _key(sight, row, times)
            if key is None or (seen := self.counts[_bucket(key)]) < few:
                continue
            if seen >= least:
                found[row] = NO_FIELD if _is_of_no_field(sight.texts[row].strip(), key) else NO_TITLE
            elif not found[row] and self.pairs[_bucket(_with_next(sight, row, key))] == 1:
                found[row] = SELDOM_TITLE
        return found


def _is_over_heading(sight: Sight, row: int, times: npt.NDArray[np.bool_]) -> bool:
    """Whether a line like a title stands right below a row, and no further time behind it."""
    if row + 2 >= len(sight) or sight.blanks[row + 1] or sight.forced[row + 1]:
        return False
    return not sight.lines.stopped[sight.at[row + 1]] and not times[row + 2]


def printed_twice(sight: Sight) -> list[tuple[int, int]]:
    """Lines that stand again close below, with the name of a site before or behind or without, each with the row of the
    second.
    """
    found: list[tuple[int, int]] = []
    may_be = sight.holding([c.NEXT[-1]]) & ~sight.holding(_FEW_WORDS) & ~sight.forced
    for row in np.flatnonzero(may_be).tolist():
        text = sight.texts[row].strip().casefold()
        for below in range(row + 1, min(row + 1 + _CLOSE, len(sight))):
            again = sight.texts[below].strip().casefold()
            if 3 * len(again) >= 2 * len(text) and (text.startswith(again) or text.endswith(again)):
                found.append((row, below))
                break
    return found


def clocks(sight: Sight) -> npt.NDArray[np.bool_]:
    """Which rows are a time, with the day before it or without, and nothing else."""
    alone = sight.holding([c.PIECES[0]]) | (sight.holding([c.FIRST["a digit"]]) & sight.holding(c.LENGTH[:3]))
    short = (sight.lines.stop - sight.lines.start)[sight.at] <= _LONGEST_CLOCK
    found: npt.NDArray[np.bool_] = short & alone & sight.holding(_TIMES) & ~sight.holding(_NO_TIMES) & ~sight.forced
    return found


def _key(sight: Sight, row: int, times: npt.NDArray[np.bool_]) -> str | None:
    """A line without its numbers; None for a long one, one that prints a day, one without letters that is no time, and
    the phrases of pages, which are known without being counted.
    """
    text = sight.texts[row].strip()
    if (
        len(text) > _LONG
        or outside_kind(text) is not None
        or any(date.iso or date.alternatives for date in sight.seen[row].dates)
    ):
        return None
    key = _NUMBER.sub("0", text.casefold())
    return key if times[row] or any(letter.isalpha() for letter in key) else None


def _with_next(sight: Sight, row: int, key: str) -> str:
    """A line's key and the beginning of what follows."""
    following = sight.texts[row + 1].strip()[:_FOLLOWING] if row + 1 < len(sight) else ""
    return f"{key}\n{following}"


def _is_of_no_field(text: str, key: str) -> bool:
    """Whether a line that recurs is furniture: numbered, and not as a page is, or labelled as something else."""
    if "0" in key:
        return not look_at_credit(text).undated.page
    label = label_at(text, 0, len(text), ("other", "section"))
    return label is not None and ":" in label[1].group()


def _bucket(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % _BUCKETS
