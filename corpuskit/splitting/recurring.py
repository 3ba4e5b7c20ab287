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

from corpuskit.lexicon.credit_words import label_at
from corpuskit.splitting.outside import outside_kind
from corpuskit.splitting.sides import is_address

if TYPE_CHECKING:
    from corpuskit.splitting.sight import Sight

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
#: Where so many percent of these stand right over a heading, they open articles.
_HEADED = 60
#: A time of day alone on its line, as stands over each entry of a live blog.
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?(?:Uhr|[ap]\.?m\.?|GMT|[A-Z]{2,4}))?", re.IGNORECASE)


@dataclass(slots=True)
class Recurring:
    """How often short lines recur. ``a.merge(b)`` adds the counts of another part of the dump."""

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))
    #: The same of lines together with what follows each.
    pairs: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))
    #: Times of day alone on their lines, and those that stand right over a heading.
    clocks: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(2, np.int64))

    def add(self, sight: Sight, rows: list[int]) -> None:
        """Counts some rows of a sight."""
        for row in rows:
            key = _key(sight, row)
            if is_clock(sight.texts[row].strip()):
                self.clocks += (1, _is_over_heading(sight, row))
            if key is not None:
                self.counts[_bucket(key)] += 1
                self.pairs[_bucket(_with_next(sight, row, key))] += 1

    def merge(self, other: Recurring) -> None:
        """Adds the counts of another part."""
        self.counts += other.counts
        self.pairs += other.pairs
        self.clocks += other.clocks

    @property
    def clocks_open(self) -> bool:
        """Whether times of day open articles, and not the entries of one."""
        clocks, over_headings = self.clocks.tolist()
        return bool(100 * over_headings >= _HEADED * clocks)

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
        for row in rows:
            if is_clock(sight.texts[row].strip()):
                if self.clocks_open:
                    continue
                if int(self.clocks[0]) >= _ENOUGH:
                    found[row + 1 : row + 2] = NO_TITLE
            if addresses_close and is_address(sight.texts[row]):
                found[row] = NO_FIELD if 2 * heads > records else NO_HEAD
                continue
            key = _key(sight, row)
            if key is None or (seen := self.counts[_bucket(key)]) < few:
                continue
            if seen >= least:
                found[row] = NO_FIELD if _is_of_no_field(sight.texts[row].strip(), key) else NO_TITLE
            elif not found[row] and self.pairs[_bucket(_with_next(sight, row, key))] == 1:
                found[row] = SELDOM_TITLE
        return found


def _is_over_heading(sight: Sight, row: int) -> bool:
    """Whether a line like a title stands right below a row, and another that is no such time behind it."""
    if row + 2 >= len(sight) or sight.blanks[row + 1] or sight.forced[row + 1]:
        return False
    return not sight.lines.stopped[sight.at[row + 1]] and not is_clock(sight.texts[row + 2].strip())


def is_clock(text: str) -> bool:
    """Whether a line is a time of day and nothing else."""
    return _CLOCK.fullmatch(text) is not None


def _key(sight: Sight, row: int) -> str | None:
    """A line without its numbers; None for a long one, one that prints a day, one without letters that is no time of
    day, and the phrases of pages, which are known without being counted.
    """
    text = sight.texts[row].strip()
    if (
        len(text) > _LONG
        or outside_kind(text) is not None
        or any(date.iso or date.alternatives for date in sight.seen[row].dates)
    ):
        return None
    key = _NUMBER.sub("0", text.casefold())
    return key if any(letter.isalpha() for letter in key) or is_clock(text) else None


def _with_next(sight: Sight, row: int, key: str) -> str:
    """A line's key and the beginning of what follows."""
    following = sight.texts[row + 1].strip()[:_FOLLOWING] if row + 1 < len(sight) else ""
    return f"{key}\n{following}"


def _is_of_no_field(text: str, key: str) -> bool:
    """Whether a line that recurs is furniture: numbered, or labelled as something else."""
    if "0" in key:
        return True
    label = label_at(text, 0, len(text), ("other", "section"))
    return label is not None and ":" in label[1].group()


def _bucket(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % _BUCKETS
