"""What a line of a paste can be, and which line may follow which."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Roles of a line. B0/B1: body of a record without/with a credit so far. TA, SA: title and subtitle under a credit. CA,
#: CB, CF: credit above the title, below it, at the foot. J: outside, behind a record. U, P: prose, and other lines,
#: before the first title.
ROLES = ("B0", "B1", "T", "TA", "S", "SA", "CA", "CB", "CF", "J", "U", "P")
B0, B1, T, TA, S, SA, CA, CB, CF, J, U, P = range(len(ROLES))
_NEXT: dict[int, tuple[int, ...]] = {
    B0: (B0, CF, T, CA, J),
    B1: (B1, T, CA, J),
    T: (B0, S, CB, J),
    TA: (B1, SA, J, CB),
    S: (B0, CB, J),
    SA: (B1, J, CB),
    CA: (CA, TA),
    CB: (CB, B1, T, J),
    CF: (CF, T, CA, J),
    J: (J, T, CA, B0, B1, CF),
    U: (U, T, CA, P),
    P: (P, T, CA, U),
}
FIRST = (T, CA, P, U)
#: What begins a record, and what can stand right above a text without a credit between them.
STARTS, ABOVE_TEXT = np.array([T, CA]), np.array([T, S])
#: States of a long line.
LONG_STATES = (B0, B1, U)
ALLOWED = np.array([[b in _NEXT[a] for b in range(len(ROLES))] for a in range(len(ROLES))])


def one_of(*roles: int) -> npt.NDArray[np.bool_]:
    """A table of roles that is True at some of them; its last entry, which -1 asks for (no line), at none."""
    table = np.zeros(len(ROLES) + 1, bool)
    table[list(roles)] = True
    return table
