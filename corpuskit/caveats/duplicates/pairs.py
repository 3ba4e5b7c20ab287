"""Which records have the same text, or nearly: pairs by hash, and by bands of their sketches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.caveats.duplicates.prints import PLACES, Prints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

#: Places of a band: texts that have four fifths in common share one of the 32 bands nearly always (1 - 10⁻⁷).
BAND = 4


class Pair(NamedTuple):
    """Two rows, the first the lower one, and how much their texts have in common (1: the same)."""

    one: int
    other: int
    similarity: float


def pairs(
    prints: Prints, ids: Sequence[str], days: Rows, least: float, within: int | None, candidates: int
) -> list[Pair]:
    """All pairs of at least that similarity, in the order of rows.

    ``days`` are the dates as numbers of days, below 0 where they are not known; with ``within``, pairs that lie further
    apart are left out, but for those with a date that is not known. Of a group of equal texts or bands each is compared
    with so many ``candidates``, in the order of the ids. The pairs do not depend on the order of the rows.
    """
    import numpy as np

    from corpuskit.sorted_numbers import among

    size = len(ids)
    by_id = np.array(sorted(range(size), key=ids.__getitem__), np.int64)
    same = _near(_groups(prints.exact, by_id[prints.exact[by_id] != 0], size, candidates), size, days, within)
    rows = by_id[prints.sketched[by_id]]
    bands = prints.sketch.view(np.uint64)  # a band of four places of 16 bits is one number
    looked_at = np.zeros(0, np.int64)
    found, shares = [same], [np.ones(len(same))]
    for band in range(PLACES // BAND):
        alike = _groups(bands[:, band], rows, size, candidates)
        # Texts that are nearly the same share most bands: each pair is looked at in the first only.
        alike = alike[~among(alike, looked_at)]
        looked_at = np.sort(np.concatenate([looked_at, alike]))
        alike = _near(alike, size, days, within)
        one, other = np.divmod(alike, size)
        differ = prints.exact[one] != prints.exact[other]
        alike, one, other = alike[differ], one[differ], other[differ]
        equal = (prints.sketch[one] == prints.sketch[other]).sum(axis=1)
        enough = equal >= least * PLACES
        found.append(alike[enough])
        shares.append(equal[enough] / PLACES)
    codes, likeness = np.concatenate(found), np.concatenate(shares)
    order = np.argsort(codes)
    ones, others = np.divmod(codes[order], size)
    return [*map(Pair, ones.tolist(), others.tolist(), likeness[order].tolist())]


def _groups(keys: npt.NDArray[np.uint64], rows: Rows, size: int, candidates: int) -> Rows:
    """Pairs of rows with equal keys, each once, as lower row * ``size`` + higher row, in order.

    Each member of a group is paired with so many of those that follow it in ``rows``.
    """
    import numpy as np

    own = keys[rows]
    order = np.argsort(own, kind="stable")
    own, rows = own[order], rows[order]
    found = []
    for step in range(1, min(candidates + 1, len(own))):
        at = np.flatnonzero(own[:-step] == own[step:])
        if not len(at):
            break
        one, other = rows[at], rows[at + step]
        found.append(np.minimum(one, other) * size + np.maximum(one, other))
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _near(found: Rows, size: int, days: Rows, within: int | None) -> Rows:
    """The pairs that do not lie too far apart in time."""
    import numpy as np

    if within is None:
        return found
    one, other = np.divmod(found, size)
    near: Rows = found[(days[one] < 0) | (days[other] < 0) | (np.abs(days[one] - days[other]) <= within)]
    return near
