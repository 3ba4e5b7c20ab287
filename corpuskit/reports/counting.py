"""How many problems of each severity there are, worst first, and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from corpuskit.counting import counted
from corpuskit.model import Problem, Severity

#: Worst first.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def counts(problems: Iterable[Problem]) -> dict[Severity, int]:
    """Problems of each severity, zeros included."""
    found = Counter(problem.severity for problem in problems)
    return {severity: found[severity] for severity in SEVERITIES}


def in_words(problems: Iterable[Problem]) -> str:
    """Such as "2 errors, 1 warning"; "no problem" where there is none."""
    parts = [counted(count, severity) for severity, count in counts(problems).items() if count]
    return ", ".join(parts) or "no problem"


def worst_first(problems: Sequence[Problem]) -> list[Problem]:
    """Errors before warnings before notes; otherwise in the order in which they were found."""
    return sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
