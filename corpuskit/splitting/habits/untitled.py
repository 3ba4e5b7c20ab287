"""Dumps without titles: "Coast News | 3 May 2021", and the text right below it.

A credit has a title above it, or below it where it heads its article or stands at the foot of the one before. Where the
lines that read as a dated credit stand between paragraphs, nearly all of them and in one frame, they are what articles
begin with, and there are no titles. So it is with posts, which begin with who wrote them, what that person does, and
how old the post is ("6mo"), each on a line of its own: the dump opens with such a head, and above nearly every age
stands one. Mergeable counts of fixed size.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.patterns import later
from corpuskit.splitting.clues import clue_names as c

if TYPE_CHECKING:
    from corpuskit.splitting.clues.seen import Seen
    from corpuskit.splitting.scoring.sight import Sight

_FRAMES = 1024
#: Of each frame of a dated line: how often seen, how often with nothing but short names, how often with sentences above
#: it, and with a paragraph below it.
_SEEN, _NAMES, _ABOVE, _BELOW = range(4)
#: A dump has the habit once it has so many credits of a frame …
_ENOUGH = 4
#: … of which so many percent have nothing but names, and stand below sentences and above paragraphs …
_NEARLY_ALL, _BELOW_SENTENCES, _ABOVE_PARAGRAPHS = 80, 40, 50
#: … and which are so many percent of all dated lines of names, and of the articles found before this was known.
_MOST, _OF_RECORDS = 70, 60
#: Names beside each other, which are as one: "Coast News, Inc., 3 May 2021".
_SEVERAL = re.compile(r"N[^ND]{1,5}N(?:[^ND]{1,5}N)*+")
#: No credit that an article begins with is longer.
_LONG = 120
#: The age of a post in short: "6mo", "2d •", "3w · Edited •". In bytes no age is longer.
_AGE = later(
    r"\s{0,9}\d{1,2} ?(?:s|min|m|hr?s?|std|d|t|j|w|wk|sem|mon?|mos|y|yrs?)\.?"
    r"(?: ?[·•](?: ?[^\W\d_]{4,12})?){0,2}\s{0,9}"
)
_LONGEST_AGE = 40
_AGES = [c.DATE["relative time"]]
_NO_AGES = [*c.PROSE[1:], c.DATE["full date"], c.DATE["reading time"]]
_PERSONS = [c.ALONE_PERSON, c.ALONE_NAME]
#: So many lines a head has above the age at most; and so many percent of the ages have such a head.
_HEAD, _AGED = 3, 75
#: Rows of `Untitled.posts`.
_ALL, _TEXT, _OPENS = range(3)
#: What a row that opens an article without a title is, and a further one of its credit.
FIRST, REST = 1, 2


@dataclass(slots=True)
class Untitled:
    """Counts of dated lines by what stands around them. ``a.merge(b)`` adds those of another part of the dump."""

    frames: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_FRAMES, 4), np.int64))
    #: Ages (the first column), and those with so many lines above them that are the head of a post; all of them, and
    #: those above a paragraph, and those that a dump opens with.
    posts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((3, _HEAD + 1), np.int64))

    def add(self, sight: Sight, rows: list[int], opens: bool) -> None:
        """Counts those of some rows that are dated; ``opens``: the dump begins with the first of all."""
        ages = _ages(sight)
        for row in rows:
            if ages[row]:
                heads = [0, *(lines for lines in range(1, _HEAD + 1) if _is_head(sight, row, lines, person=True))]
                self.posts[_ALL, heads] += 1
                self.posts[_TEXT, heads] += _above_paragraph(sight, row)
                if opens and row in heads:
                    self.posts[_OPENS, row] += 1
            frame = _frame(sight.seen[row], sight.texts[row].strip())
            if frame is None:
                continue
            names = _is_of_names(sight.seen[row])
            self.frames[_bucket(frame)] += (1, names, _below_sentences(sight, row), _above_paragraph(sight, row))

    def merge(self, other: Untitled) -> None:
        """Adds the counts of another part of the dump."""
        self.frames += other.frames
        self.posts += other.posts

    def any(self, records: int) -> bool:
        """Whether a dump in which so many articles were found has the habit."""
        return bool(self._of_posts(records) or self._habitual(records).any())

    def opening(self, sight: Sight, rows: list[int], records: int) -> npt.NDArray[np.int8]:
        """Which rows of a sight are the credit that an article without a title begins with: `FIRST`, `REST`, or 0."""
        found = np.zeros(len(sight), np.int8)
        lines = self._of_posts(records)
        if lines:
            for row in np.flatnonzero(_ages(sight)).tolist():
                if _is_head(sight, row, lines):
                    found[row - lines : row + 1] = (FIRST, *[REST] * lines)
            return found
        habitual = self._habitual(records)
        for row in rows:
            frame = _frame(sight.seen[row], sight.texts[row].strip())
            found[row] = frame is not None and bool(habitual[_bucket(frame)])
        return found

    def _of_posts(self, records: int) -> int:
        """How many lines stand above the age in the head of each post; 0 where the dump has no such heads."""
        lines = int(self.posts[_OPENS].argmax())
        heads, texts, opens = self.posts[:, lines].tolist()
        if not lines or not opens or 2 * texts < heads:
            return 0
        return lines if 100 * heads >= _AGED * int(self.posts[_ALL, 0]) and 2 * heads >= records else 0

    def _habitual(self, records: int) -> npt.NDArray[np.bool_]:
        seen, names, above, below = self.frames.T
        habitual: npt.NDArray[np.bool_] = (seen >= _ENOUGH) & (100 * names >= _NEARLY_ALL * seen)
        habitual &= (100 * above >= _BELOW_SENTENCES * seen) & (100 * below >= _ABOVE_PARAGRAPHS * seen)
        if 100 * int(names[habitual].sum()) < max(_MOST * int(names.sum()), _OF_RECORDS * records):
            habitual[:] = False
        return habitual


def _ages(sight: Sight) -> npt.NDArray[np.bool_]:
    """Which rows are nothing but the age of a post."""
    found = ~sight.forced & ((sight.lines.stop - sight.lines.start)[sight.at] <= _LONGEST_AGE)
    rows = np.flatnonzero(found)
    seen = sight.matrix[sight.slot[rows]]
    stated = seen[:, _AGES].any(axis=1) & ~seen[:, _NO_AGES].any(axis=1)
    short = [_AGE.fullmatch(sight.texts[row]) is not None for row in rows.tolist()]
    found[rows] = stated | np.array(short, np.bool_)
    return found


def _is_head(sight: Sight, row: int, lines: int, *, person: bool = False) -> bool:
    """Whether so many lines above an age can be the head of a post with it; with ``person``, one that opens with the
    name of one.
    """
    first = row - lines
    if first < 0 or sight.forced[first:row].any() or sight.lines.stopped[sight.at[first:row]].any():
        return False
    return not person or sight.holds(first, _PERSONS)


def _frame(seen: Seen, text: str) -> str | None:
    """The frame of a line that prints one day and something beside it; None of any other."""
    if len(seen.dates) != 1 or len(text) > _LONG:
        return None
    date = seen.dates[0]
    if date.precision != "day" and not date.alternatives:
        return None
    credit = look_at_credit(text).undated
    frame = frame_of(credit) if credit.pieces else None
    return None if frame is None else _SEVERAL.sub("N", frame)


def _is_of_names(seen: Seen) -> bool:
    """Whether a shape has short names, and no other words than those of a label."""
    return seen.shape is not None and "NN" not in seen.shape and "x" not in seen.shape


def _below_sentences(sight: Sight, row: int) -> bool:
    """Whether two lines that end like sentences stand above a line, or one that such a credit precedes; or nothing."""
    stopped, at = sight.lines.stopped, sight.at
    if row == 0:
        return True
    if not stopped[at[row - 1]]:
        return False
    return row == 1 or bool(stopped[at[row - 2]]) or _frame(sight.seen[row - 2], sight.texts[row - 2]) is not None


def _above_paragraph(sight: Sight, row: int) -> bool:
    return row + 1 < len(sight) and bool(sight.lines.prose[sight.at[row + 1]])


def _bucket(frame: str) -> int:
    return zlib.crc32(frame.encode("utf-8", "surrogatepass")) % _FRAMES
