"""Which records have the same text, or nearly: pairs by hash, and by bands of their sketches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpuskit.caveats.duplicates.collected import BANDS, Collected
from corpuskit.caveats.duplicates.prints import PLACES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

#: What two texts have in common at most that are not the same: in long ones every place of the sketches may be equal.
NEARLY = 1 - 0.5 / PLACES
#: Bands that are read at a time, and pairs whose sketches are compared at a time.
_BANDS, _PAIRS = 4, 8192


class Pair(NamedTuple):
    """Two rows, the first the lower one, and how much their texts have in common (1: the same)."""

    one: int
    other: int
    similarity: float


def pairs(kept: Collected, least: float, within: int | None, candidates: int) -> list[Pair]:
    """All pairs of at least that similarity, in the order of rows.

    With ``within``, pairs that lie more days apart are left out, but for those with a date that is not known. Of a
    group of equal texts or bands each is compared with so many ``candidates``, in the order of the ids. The pairs do
    not depend on the order of the rows.
    """
    import numpy as np
    import pyarrow.compute as pc

    from corpuskit.sorted_numbers import among

    size, exact, days = len(kept), kept.exact(), kept.days()
    by_id = np.asarray(pc.array_sort_indices(kept.ids())).astype(np.int64)
    same = _near(_groups(exact, by_id[exact[by_id] != 0], size, candidates), size, days, within)
    rows = by_id[kept.sketched()[by_id]]
    looked_at = np.zeros(0, np.int64)
    found, shares = [same], [np.ones(len(same))]
    for band in range(BANDS if len(rows) else 0):
        if band % _BANDS == 0:
            bands = kept.bands(band, band + _BANDS)
        alike = _groups(bands[band % _BANDS], rows, size, candidates)
        # Texts that are nearly the same share most bands: each pair is looked at in the first only.
        alike = alike[~among(alike, looked_at)]
        looked_at = np.sort(np.concatenate([looked_at, alike]))
        alike = _near(alike, size, days, within)
        one, other = np.divmod(alike, size)
        alike = alike[exact[one] != exact[other]]
        equal = _equal_places(kept, *np.divmod(alike, size))
        enough = equal >= least * PLACES
        found.append(alike[enough])
        shares.append(np.minimum(equal[enough] / PLACES, NEARLY))
    codes, likeness = np.concatenate(found), np.concatenate(shares)
    order = np.argsort(codes)
    ones, others = np.divmod(codes[order], size)
    return [*map(Pair, ones.tolist(), others.tolist(), likeness[order].tolist())]


def _equal_places(kept: Collected, one: Rows, other: Rows) -> Rows:
    """In how many places the sketches of each pair are equal."""
    import numpy as np

    from corpuskit.sorted_numbers import distinct

    found = np.zeros(len(one), np.int64)
    for at in range(0, len(one), _PAIRS):
        ones, others = one[at : at + _PAIRS], other[at : at + _PAIRS]
        rows = distinct(np.concatenate([ones, others]))
        sketches = kept.sketches(rows)
        equal = sketches[np.searchsorted(rows, ones)] == sketches[np.searchsorted(rows, others)]
        found[at : at + _PAIRS] = equal.sum(axis=1)
    return found


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
