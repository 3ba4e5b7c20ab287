"""Where the language changes: in a dump whose articles are in several languages hardly anything else shows so surely
that one ends and the next begins.

A line of another language in a text (a quotation, a caption) is no change: the languages of several lines on either
side are compared with what they would be if all of them were one text. How often articles that follow each other differ
the dump shows itself. Mergeable counts of fixed size.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.patterns import later

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Numbers = npt.NDArray[np.int64]
#: Rows before a row, and from it on, whose languages are compared, and so many of either must have one that is known.
_AROUND, _TELLING = 6, 2
#: Rows on either side with which a row is compared by itself.
TURN = 3
#: What `changes` says of a row: nothing, that the language stays, or how much speaks for an article in another, in
#: quarters of `network.UNIT`.
UNKNOWN, STAYS = -1, 0
#: The language changes where so many rows more fit one before a row and another from it on than fit one throughout. So
#: much speaks that for an article, and so much less for each row that fits neither, beyond those of a row so near.
_CHANGED, _SPEAKS, _LESS, _NEAR = 2, 8, 9, 5
#: So many characters of a row are looked at for letters; and the last code points of scripts (Greek, Cyrillic, …), of
#: which those beyond the last are of one that is written without spaces.
_READ = 60
_SCRIPTS = (0x3FF, 0x52F, 0x58F, 0x5FF, 0x6FF, 0x8FF, 0x97F, 0x9FF, 0xDFF, 0xE7F, 0x10FF, 0x10FFFF)
_NOT_LATIN = later(r"(?![\u1e00-\u1eff])[\u0370-\u1fff\u3040-\ud7a3](?<![\W\d_])")
_LETTER = later(r"[^\W\d_]")
#: A dump whose articles differ: of so many starts of which it is known, and of so many percent.
_ENOUGH, _OFTEN = 4, 20


@dataclass(slots=True)
class Tongues:
    """At how many starts of articles the language stays, and at how many it changes. ``a.merge(b)`` adds those of
    another part of the dump.
    """

    counts: Numbers = field(default_factory=lambda: np.zeros(2, np.int64))

    def add(self, sight: Sight, starts: Numbers) -> None:
        """Counts some starts of articles."""
        told = sight.tongues[starts]
        self.counts += (np.count_nonzero(told == STAYS), np.count_nonzero(told > STAYS))

    def merge(self, other: Tongues) -> None:
        """Adds the counts of another part."""
        self.counts += other.counts

    @property
    def differ(self) -> bool:
        """Whether articles that follow each other often are in different languages."""
        stays, changes = self.counts.tolist()
        return bool(changes >= _ENOUGH and 100 * changes >= _OFTEN * (stays + changes))

    @property
    def seldom(self) -> int:
        """How often the odds of an article are halved where the language stays."""
        stays, changes = self.counts.tolist()
        times: int = (stays + changes) // (stays + 1)
        return times.bit_length() - 1


def changes(languages: Numbers, scripts: Numbers | None, rows: Numbers) -> Numbers:
    """What the languages of all rows (0: unknown) and their scripts say of some, which may begin an article; `UNKNOWN`
    of all others.
    """
    told = _told(languages, rows)
    if scripts is not None:
        by_script = _told(scripts, rows)
        told = np.where(by_script > STAYS, by_script, told)
    found = np.full(len(languages), UNKNOWN)
    found[rows] = told
    return found


def turns(scripts: Numbers | None, misread: Numbers, rows: Numbers) -> Numbers:
    """What scripts, and whether letters beyond ASCII are misread (0: there are none, 1: they are not, 2: they are), say
    of some rows, added up: 1 where a row is as those below it are, and not as those above, -1 where it is the other way
    round. 0 of all other rows.

    This shows of a title of two words, whose language does not.
    """
    found = np.zeros(len(misread), np.int64)
    if (misread == 2).any():
        found[rows] += _turn(misread, rows)
    if scripts is not None:
        found[rows] += _turn(scripts, rows)
    return found


def _turn(kinds: Numbers, rows: Numbers) -> Numbers:
    """What the kinds of rows (0: unknown) say of some."""
    near, own = np.pad(kinds, TURN), kinds[rows]
    nearest, alike = [], []
    for way in (-1, 1):
        beside = near[rows + TURN + way * np.arange(1, TURN + 1)[:, None]]
        nearest.append(np.take_along_axis(beside, (beside > 0).argmax(axis=0)[None], axis=0)[0])
        alike.append((beside == own).any(axis=0))
    known = (own > 0) & (nearest[0] > 0) & (nearest[1] > 0)
    begins = known & (own == nearest[1]) & ~alike[0]
    ends = known & (own == nearest[0]) & ~alike[1]
    turned: Numbers = begins.astype(np.int64) - ends
    return turned


def _told(kinds: Numbers, rows: Numbers) -> Numbers:
    """What the kinds of rows (languages or scripts, 0: unknown) say of some."""
    near = np.pad(kinds, _AROUND)[rows + np.arange(2 * _AROUND)[:, None]]
    known = near > 0
    enough = (known[:_AROUND].sum(axis=0) >= _TELLING) & (known[_AROUND:].sum(axis=0) >= _TELLING)
    found = np.where(enough, STAYS, UNKNOWN)
    mixed = np.flatnonzero(enough & (np.where(known, near, near.max(axis=0)) != near.max(axis=0)).any(axis=0))
    if not len(mixed):
        return found
    near, known = near[:, mixed], known[:, mixed]
    alike = (near[:, None] == near) & known
    fit = _most(alike[:_AROUND, :_AROUND]) + _most(alike[_AROUND:, _AROUND:])
    more, others = fit - _most(alike), known.sum(axis=0) - fit
    changed = more >= _CHANGED
    least = np.full(len(kinds) + 2 * _NEAR, 2 * _AROUND)
    least[rows[mixed[changed]] + _NEAR] = others[changed]
    best = np.min([least[rows[mixed] + step] for step in range(2 * _NEAR + 1)], axis=0)
    speaks = _SPEAKS - _LESS * (others - best)
    found[mixed] = np.where(changed & (speaks > 0), speaks, np.where(more == 0, STAYS, UNKNOWN))
    return found


def _most(alike: npt.NDArray[np.bool_]) -> Numbers:
    """How many of some rows around each row are of the kind that most of them are; ``alike``: which are of one kind."""
    most: Numbers = alike.sum(axis=1).max(axis=0)
    return most


def scripts_of(texts: list[str]) -> Numbers | None:
    """A number for the script of each text; None where all are Latin."""
    beginnings = "\n".join([text[:_READ] for text in texts if not text.isascii()])
    if _NOT_LATIN.search(beginnings) is None:
        return None
    return np.array([_script(text[:_READ]) for text in texts], np.int64)


def _script(text: str) -> int:
    """A number for the script of a line: that of its first letter beyond Latin, or Latin; 0 where it has no letter."""
    if not text.isascii() and (found := _NOT_LATIN.search(text)) is not None:
        return 2 + bisect.bisect_left(_SCRIPTS, ord(found.group()))
    return 1 if _LETTER.search(text) is not None else 0
