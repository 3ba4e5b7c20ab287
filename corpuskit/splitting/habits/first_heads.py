"""The head of a dump's first article, printed again in the same form: another article begins there.

A dump of few articles shows no habit nine times. But a title with a dated credit right below it, and further down a
short line with a credit of the same form at the same distance, above text again, is what a reader takes for the next
article at once; so are several lines around a title (section, title, byline, day), each in the form that it has in the
first head. Mergeable; noted of the piece with which a dump begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.lines.roles import CA, CB, SA, TA, S, T

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

#: In a dump of more articles the form of one head says less than what all of them do; that of several lines says more.
_FEW, _SOME = 5, 20
#: Lines of a head with one credit, and of any at most.
_ONE, _MOST = 2, 8
#: A longer line is no title. A form without a name is a day alone, which stands below headings in texts as well.
_LONGEST, _NAME = 160, "N"
#: A line of a credit that has no name and no date is no longer ("Page 21").
_REST = 40
_CREDIT, _TITLE, _SUBTITLE = (CA, CB), (T, TA), (S, SA)
_NO_CREDIT = [c.LABEL["caption word"], c.LIST["quoted block"]]
#: One author or several, and names of any length, are one form.
_NAMES = re.compile(r"N+(?:(?:,|;| and| &| und| et| y| e) N+)*")
_NUMBER = re.compile(r"\d+")


class _Line(NamedTuple):
    """A line of a head: its role, its form if it is of a credit, and the blank lines above it, at most 3."""

    role: int
    form: str
    blanks: int


Head = tuple[_Line, ...]


@dataclass(slots=True)
class FirstHeads:
    """The heads with which dumps begin, line by line."""

    forms: set[Head] = field(default_factory=set)

    def merge(self, other: FirstHeads) -> None:
        """Adds what another part noted."""
        self.forms |= other.forms

    def add(self, sight: Sight, path: npt.NDArray[np.int64]) -> None:
        """Notes the head with which a dump begins, whose rows pass 1 gave the roles of ``path``."""
        head = tuple(_lines(sight, path[:_MOST].tolist()))
        if len(head) == len(path) or not any(line.role in _TITLE for line in head):
            return
        forms = [line.form for line in head if line.role in _CREDIT]
        several = len(forms) > 1
        if not several and [line.role for line in head] != [T, CB]:
            return
        if all(forms) and any(_NAME in form for form in forms) and (not several or _is_dated(sight, head)):
            self.forms.add(head)

    def alike(self, sight: Sight, records: int) -> Iterator[tuple[int, int]]:
        """The rows of heads that are printed as the first one of the dump is, each with its role, behind the first."""
        for head in self.forms:
            several = len(head) > _ONE
            if records > (_SOME if several else _FEW):
                continue
            text = (sight.lines.prose | sight.lines.stopped)[sight.at].tolist()
            for row in range(len(head), len(sight) - len(head)):
                apart = bool(sight.blanks[row]) if several else text[row - 1] and text[row + len(head)]
                if apart and _is_alike(sight, row, head, text):
                    yield from ((row + n, line.role) for n, line in enumerate(head))


def _lines(sight: Sight, path: list[int]) -> Iterator[_Line]:
    """The lines of the head with which a path begins."""
    form = _frame if sum(role in _CREDIT for role in path) > 1 else _shape
    titled = False
    for row, role in enumerate(path):
        blanks = min(int(sight.blanks[row]), 3)
        if role in _CREDIT:
            yield _Line(role, form(sight, row) or "", blanks)
        elif role in _SUBTITLE or (role in _TITLE and not titled):
            titled = True
            yield _Line(role, "", blanks)
        else:
            return


def _is_dated(sight: Sight, head: Head) -> bool:
    """Whether a credit of the first head prints a full date."""
    rows = [row for row, line in enumerate(head) if line.role in _CREDIT]
    return bool(sight.matrix[sight.slot[rows], c.DATE["full date"]].any())


def _is_alike(sight: Sight, first: int, head: Head, text: list[bool]) -> bool:
    """Whether the lines from a row on have the form of a head. That of one credit tells too little of a title that is a
    sentence, or has the form itself.
    """
    several = len(head) > _ONE
    form = _frame if several else _shape
    for row, line in enumerate(head, first):
        if row > first and min(int(sight.blanks[row]), 3) != line.blanks:
            return False
        if line.role in _CREDIT:
            fits = form(sight, row) == line.form
        else:
            fits = not sight.forced[row] and len(sight.texts[row]) <= _LONGEST
            fits = fits and (several or not (text[row] or form(sight, row) == head[-1].form))
        if not fits:
            return False
    return True


def _frame(sight: Sight, row: int) -> str | None:
    """One of several lines of a credit with its names, dates and numbers abstracted; None for others."""
    text = sight.texts[row].strip()
    if not _may_be_credit(sight, row) or len(text) > _LONGEST:
        return None
    frame = frame_of(look_at_credit(text).undated)
    if frame is not None:
        return _NAMES.sub(_NAME, frame)
    return _NUMBER.sub("0", text.casefold()) if len(text) <= _REST else None


def _shape(sight: Sight, row: int) -> str | None:
    """The shape of a credit of one line that has a name and a full date, or a name alone as it is printed; None for
    others.
    """
    shape = sight.seen[row].shape
    if not _may_be_credit(sight, row) or shape is None or _NAME not in shape:
        return None
    if sight.matrix[sight.slot[row], c.DATE["full date"]]:
        return shape
    return sight.texts[row].strip() if shape == _NAME else None


def _may_be_credit(sight: Sight, row: int) -> bool:
    slot = int(sight.slot[row])
    return slot >= 0 and not sight.matrix[slot, _NO_CREDIT].any()
