"""Lines that are a page's and no article's, wherever they stand: what a list of phrases names, the headlines below
"Most read", and sentences that a dump prints below its texts again and again.

Between articles they belong to none; inside one they stay in its text, as all does that stands there.

How many lines of a page stand below such a phrase ("Most read" and three headlines, "Advertisement" and none) the dump
shows itself where it prints the phrase, or others of its kind, more than once: `Listed`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.sorted_numbers import distinct
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pages.outside import outside_kind

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Rows = npt.NDArray[np.int64]
#: Phrases of a single word are names of sections as well, and minutes of reading stand in heads.
_OF_A_HEAD = [c.WORD[0], *c.DATE.values()]
_PHRASES = [c.OUTSIDE[kind] for kind in ("share-buttons", "advertisement", "read-more", "navigation", "footer")]
_PHRASE = [c.OUTSIDE_EXACT]
_LISTING = [c.OUTSIDE["read-more"], c.OUTSIDE_EXACT]
#: So many headlines stand in a list, one below the other.
_FEWEST, _MOST = 2, 8
#: What recurs as credit has names or a date.
_FEW_WORDS = c.WORD[:3]
_CREDITS = [*c.PIECES[1:], c.ALONE_PERSON, c.ALONE_OUTLET, c.ALONE_NAME, *c.DATE.values()]
#: What tells a line of a credit from a headline.
_OF_CREDIT = [c.DATE["full date"], c.DATE["partial date"], c.LABEL["byline word first"], c.LABEL["published label"]]
#: A name, a sign and a day have one of each of these.
_NAME_AND_DAY = (
    [c.DATE["full date"], c.DATE["partial date"], c.DATE["relative time"]],
    c.PIECES[1:],
    c.PROSE[:1],
    [c.SIGN[sign] for sign in ("bar", "bullet", "dash", "hyphen", "slash", "comma", "several commas")],
)
#: Lines below a phrase are counted up to one less than so many; more count as the most.
_BUCKETS, _LINES = 1 << 10, 10
#: A phrase shows what stands below it once it was seen so often, the phrases of one kind once they were; and so many
#: percent of them must have as many lines below.
_OWN, _ALL, _MOSTLY = 3, 5, 60


@dataclass(slots=True)
class Listed:
    """How many lines of a page stand below phrases of pages, by phrase and by kind. ``a.merge(b)`` adds the counts of
    another part of the dump.
    """

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_BUCKETS, _LINES), np.int64))

    def add(self, sight: Sight, path: Rows, rows: range) -> None:
        """Counts what the roles that pass 1 found show below the phrases of some rows."""
        for row in _phrases(sight):
            if row not in rows or path[row] != roles.J:
                continue
            last = row
            while last + 1 < len(path) and last - row < _LINES - 1 and path[last + 1] == roles.J:
                if sight.holds(last + 1, _PHRASE):
                    break
                last += 1
            if last + 1 < len(path):
                for bucket in _buckets(sight.texts[row]):
                    self.counts[bucket, last - row] += 1

    def merge(self, other: Listed) -> None:
        """Adds the counts of another part."""
        self.counts += other.counts

    def below(self, sight: Sight) -> npt.NDArray[np.int64] | None:
        """Which rows the dump shows to be lines of a page below a phrase (1), and which to be none, right behind them
        (-1); None where it shows nothing.
        """
        found = np.zeros(len(sight), np.int64)
        for row in _phrases(sight):
            lines = self._usual(sight.texts[row])
            if lines is not None and not _is_head(sight, row + 1, lines):
                found[row + 1 : row + 1 + lines] = 1
                found[row + 1 + lines : row + 2 + lines] = -1
        return found if found.any() else None

    def _usual(self, text: str) -> int | None:
        """How many lines of a page stand below a phrase as a rule."""
        for bucket, enough in zip(_buckets(text), (_OWN, _ALL), strict=True):
            counts = self.counts[bucket]
            seen, usual = int(counts.sum()), int(counts.argmax())
            if seen >= enough:
                return usual if 100 * int(counts[usual]) >= _MOSTLY * seen else None
        return None


def _is_head(sight: Sight, row: int, lines: int) -> bool:
    """Whether one of some lines is text, or a name and its day: then all of them are the head of an article."""
    below = range(row, min(row + lines, len(sight)))
    return any(sight.forced[one] or all(sight.holds(one, clues) for clues in _NAME_AND_DAY) for one in below)


def _phrases(sight: Sight) -> list[int]:
    """The rows of phrases of pages below which no other one stands."""
    phrase = sight.holding(_PHRASE)
    phrase[:-1] &= ~phrase[1:]
    return np.flatnonzero(phrase).tolist()


def _buckets(text: str) -> list[int]:
    """Where a phrase is counted, and where its kind is."""
    kind = outside_kind(text.strip())
    return [
        zlib.crc32(key.encode("utf-8", "surrogatepass")) % _BUCKETS for key in (text.strip().casefold(), f"\n{kind}")
    ]


def page_lines(sight: Sight, rows: Rows, seen: npt.NDArray[np.uint8]) -> Rows:
    """Which of some rows, with the clues seen of each, are lines of a page."""
    found = seen[:, _PHRASES].any(axis=1) & ~seen[:, _OF_A_HEAD].any(axis=1)
    if sight.recurring is not None:
        again = (sight.recurring[rows] > 0) & ~seen[:, _FEW_WORDS + _CREDITS].any(axis=1)
        behind = rows - 1
        again &= (behind >= 0) & (sight.lines.stopped[sight.at[behind]] | np.isin(behind, rows[found]))
        found |= again
    listed = [row for at in rows[found & seen[:, _LISTING].all(axis=1)].tolist() for row in _below(sight, at)]
    return distinct(np.append(rows[found], np.array(listed, rows.dtype)))


def _below(sight: Sight, heading: int) -> range:
    """The rows of a list below its heading: lines that end like no sentence, with a blank line behind the last. A head
    below a phrase has a date, or a text behind it.
    """
    row = heading + 1
    while row < len(sight) and row - heading <= _MOST and not (sight.blanks[row] or sight.lines.stopped[sight.at[row]]):
        if sight.forced[row] or sight.holds(row, _OF_CREDIT):
            return range(0)
        row += 1
    if row - heading <= _FEWEST or row >= len(sight) or not sight.blanks[row] or sight.lines.prose[sight.at[row]]:
        return range(0)
    return range(heading + 1, row)
