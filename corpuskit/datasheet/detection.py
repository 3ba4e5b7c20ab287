"""How often marks of health statements are wrong or missing, in words that need no statistics."""

from __future__ import annotations

from typing import Any

from corpuskit.caveats import health
from corpuskit.corrections.audit import wilson
from corpuskit.datasheet.wording import say


def scores() -> dict[str, Any]:
    """What the sentences on errors name: counts of the test with the figures made of them.

    The test is that of sentences which the detector had not learnt from; counts of marks follow from its precision and
    recall, which are given to three decimals.
    """
    by = health.detector()
    test = by.measured["unseen"]
    claims = int(test["claims"])
    right = round(by.recall * claims)
    marked = round(right / by.precision) if by.precision else 0
    return {
        "detector": by,
        "sentences": f"{test['sentences']:,}",
        "claims": f"{claims:,}",
        "marked": f"{marked:,}",
        "right": f"{right:,}",
        "missed_count": f"{claims - right:,}",
        "precision": f"{by.precision:.2f}",
        "recall": f"{by.recall:.2f}",
        "precision_interval": _interval(right, marked),
        "recall_interval": _interval(right, claims),
        "wrong": _rate("wrong", marked - right, marked),
        "missed": _rate("missed", claims - right, claims),
    }


def in_plain_words() -> str:
    """How many marks are wrong and how many are missing, with the size of the test."""
    return say("errors", "marks", **scores())


def _rate(what: str, part: int, whole: int) -> str:
    if not part:
        return say("errors", f"{what}_none")
    rate = one_in(part, whole)
    return say("errors", f"{what}_about" if rate.startswith("1 ") else f"{what}_many", rate=rate)


def one_in(part: int, whole: int) -> str:
    """A share as people say it: "1 in 5"; one that is not near such a share as so many in 10."""
    if 5 * part <= 2 * whole:
        return f"1 in {round(whole / part):,}"
    return f"{min(round(10 * part / whole), 9)} in 10"


def _interval(right: int, whole: int) -> str:
    low, high = wilson(right, whole) if whole else (0.0, 1.0)
    return f"{low:.2f} to {high:.2f}"
