"""The head of a dump's first article, printed again in the same form: another article begins there.

A dump of two or three articles shows no habit nine times. But a title with a dated credit right below it, and further
down a short line with a credit of the same form at the same distance, above text again, is what a reader takes for the
next article at once. Mergeable; noted of the piece with which a dump begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.lines.roles import ROLES

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

#: In a dump of more articles the form of one head says less than what all of them do.
_FEW = 5
#: A longer line is no title. A form without a name is a day alone, which stands below headings in texts as well.
_LONGEST, _NAME = 160, "N"
_TITLE, _CREDIT = ROLES.index("T"), ROLES.index("CB")
_NO_CREDIT = [c.LABEL["caption word"], c.LIST["quoted block"]]


@dataclass(slots=True)
class FirstHeads:
    """The forms of the credits right below the first titles, with the blank lines above each (at most 3)."""

    forms: set[tuple[str, int]] = field(default_factory=set)

    def merge(self, other: FirstHeads) -> None:
        """Adds what another part noted."""
        self.forms |= other.forms

    def add(self, sight: Sight, path: npt.NDArray[np.int64]) -> None:
        """Notes the head with which a dump begins, whose rows pass 1 gave the roles of ``path``."""
        if len(path) > 2 and (int(path[0]), int(path[1])) == (_TITLE, _CREDIT):
            form = _form(sight, 1)
            if form is not None:
                self.forms.add((form, min(int(sight.blanks[1]), 3)))

    def alike(self, sight: Sight, records: int) -> list[int]:
        """The credits that stand below a line as the first credit of the dump does, with text above and below both."""
        if not self.forms or records > _FEW:
            return []
        text = (sight.lines.prose | sight.lines.stopped)[sight.at].tolist()
        return [
            row
            for row in range(3, len(sight) - 1)
            if text[row - 2] and not text[row - 1] and text[row + 1] and self._is_alike(sight, row)
        ]

    def _is_alike(self, sight: Sight, row: int) -> bool:
        """Whether a row has the form, and above it stands a short line that has another."""
        form = _form(sight, row)
        if form is None or (form, min(int(sight.blanks[row]), 3)) not in self.forms:
            return False
        is_short = len(sight.texts[row - 1]) <= _LONGEST and not sight.forced[row - 1]
        return is_short and _form(sight, row - 1) != form


def _form(sight: Sight, row: int) -> str | None:
    """The shape of a credit that has a name and a full date, or a name alone as it is printed; None for other lines."""
    slot, seen = int(sight.slot[row]), sight.seen[row]
    if slot < 0 or seen.shape is None or _NAME not in seen.shape or sight.matrix[slot, _NO_CREDIT].any():
        return None
    if sight.matrix[slot, c.DATE["full date"]]:
        return seen.shape
    return sight.texts[row].strip() if seen.shape == _NAME else None
