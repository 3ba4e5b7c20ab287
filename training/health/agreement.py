"""How far two readings of the same sentences agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, str]  #: a row of labels: `label`, `category`, `borderline`


def agreement(pairs: Sequence[tuple[Row, Row]]) -> dict[str, Any]:
    """Counts and shares of a first and a second reading, borderline sentences included where not said otherwise.

    `same` labels and Cohen's `kappa`; `clear` sentences, which neither reading calls borderline, and the share of
    these with the same label; the share of equal categories of what both call claims.
    """
    same = _share(pairs, "label")
    claims = [sum(pair[side]["label"] == "1" for pair in pairs) / len(pairs) for side in (0, 1)]
    chance = claims[0] * claims[1] + (1 - claims[0]) * (1 - claims[1])
    clear = [pair for pair in pairs if all(row["borderline"] == "0" for row in pair)]
    return {
        "sentences": len(pairs),
        "same": round(same, 3),
        "kappa": round((same - chance) / (1 - chance), 3),
        "clear": len(clear),
        "same_clear": round(_share(clear, "label"), 3),
        "same_category": round(
            _share([pair for pair in pairs if pair[0]["label"] == pair[1]["label"] == "1"], "category"), 3
        ),
    }


def _share(pairs: Sequence[tuple[Row, Row]], column: str) -> float:
    return sum(first[column] == second[column] for first, second in pairs) / len(pairs)
