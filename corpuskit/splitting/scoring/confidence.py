"""From the lead of a boundary over its rivals to the share of such boundaries that are right (calibration.json).

The table was measured on pastes of outlets that nothing was trained on (training/splitting/calibrate.py); without a
table there is no confidence.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

from corpuskit.splitting.scoring.network import UNIT

TABLE = Path(__file__).with_name("calibration.json")


@cache
def _table() -> tuple[tuple[float, ...], tuple[float, ...]]:
    if not TABLE.is_file():
        return (), ()
    data = json.loads(TABLE.read_text("utf-8"))
    return tuple(data["lead"]), tuple(data["right"])


def confidence(lead: float) -> float | None:
    """Share of boundaries with such a lead that are right (three decimals), or None without a calibration."""
    leads, right = _table()
    if not leads:
        return None
    at = bisect_right(leads, lead / UNIT)
    if at == 0:
        return right[0]
    if at == len(leads):
        return right[-1]
    low, high = leads[at - 1], leads[at]
    part = (lead / UNIT - low) / (high - low)
    return round(right[at - 1] + part * (right[at] - right[at - 1]), 3)
