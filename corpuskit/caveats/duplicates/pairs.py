"""Which records have the same text, or nearly: pairs by hash, and by bands of their sketches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.caveats.duplicates.prints import PLACES, Prints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Places of a band: texts that have four fifths in common share one of the 32 bands nearly always (1 - 10⁻⁷).
BAND = 4


class Pair(NamedTuple):
    """Two rows, the first the lower one, and how much their texts have in common (1: the same)."""

    one: int
    other: int
    similarity: float


def pairs(
    prints: Prints, ids: Sequence[str], days: npt.NDArray[np.int64], least: float, within: int | None, candidates: int
) -> list[Pair]:
    """All pairs of at least that similarity, in the order of rows.

    ``days`` are the dates as numbers of days, below 0 where they are not known; with ``within``, pairs that lie further
    apart are left out, but for those with a date that is not known. Of a group of equal texts or bands each is compared
    with so many ``candidates``, in the order of the ids. The pairs do not depend on the order of the rows.
    """
    import numpy as np

    rank = np.empty(len(ids), np.int64)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    found: dict[tuple[int, int], float] = {}
    known = np.flatnonzero(prints.exact)
    for one, other in _groups(prints.exact[known], known, rank, candidates):
        keep = _near_in_time(one, other, days, within)
        found.update(dict.fromkeys(zip(one[keep].tolist(), other[keep].tolist(), strict=True), 1.0))
    rows = np.flatnonzero(prints.sketched)
    sketch = np.ascontiguousarray(prints.sketch[rows])
    for band in range(0, PLACES, BAND):
        keys = np.ascontiguousarray(sketch[:, band : band + BAND]).view(np.uint64).reshape(-1)
        for one, other in _groups(keys, rows, rank, candidates):
            keep = (prints.exact[one] != prints.exact[other]) & _near_in_time(one, other, days, within)
            one, other = one[keep], other[keep]
            equal = (prints.sketch[one] == prints.sketch[other]).sum(axis=1)
            alike = equal >= least * PLACES
            shares = (equal[alike] / PLACES).tolist()
            found.update(zip(zip(one[alike].tolist(), other[alike].tolist(), strict=True), shares, strict=True))
    return [Pair(one, other, share) for (one, other), share in sorted(found.items())]


def _groups(
    keys: npt.NDArray[np.uint64], rows: npt.NDArray[np.int64], rank: npt.NDArray[np.int64], candidates: int
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Pairs of rows with equal keys (lower row first): each member of a group with the next ones by rank."""
    import numpy as np

    order = np.lexsort((rank[rows], keys))
    keys, rows = keys[order], rows[order]
    for step in range(1, candidates + 1):
        at = np.flatnonzero(keys[:-step] == keys[step:]) if step < len(keys) else np.zeros(0, np.int64)
        if not len(at):
            return
        one, other = rows[at], rows[at + step]
        yield np.minimum(one, other), np.maximum(one, other)


def _near_in_time(
    one: npt.NDArray[np.int64], other: npt.NDArray[np.int64], days: npt.NDArray[np.int64], within: int | None
) -> npt.NDArray[np.bool_]:
    import numpy as np

    if within is None:
        return np.ones(len(one), bool)
    apart = np.abs(days[one] - days[other])
    near: npt.NDArray[np.bool_] = (days[one] < 0) | (days[other] < 0) | (apart <= within)
    return near
