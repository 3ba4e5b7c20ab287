"""The report as JSON (schemas/report.schema.json): the true text of each problem, in a shape that stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpuskit.model import Problem
from corpuskit.reports import Options
from corpuskit.reports.counting import counts
from corpuskit.reports.safe import dumps
from corpuskit.version import __version__

#: Version of the shape; a new field raises nothing, a changed meaning does.
SHAPE = 1


def report(problems: Sequence[Problem], options: Options) -> dict[str, Any]:
    """What is written, as a mapping."""
    return {
        "report": SHAPE,
        "tool": {"name": "corpuskit", "version": __version__},
        "failed": any(problem.fails(options.strict) for problem in problems),
        "counts": counts(problems),
        "problems": [problem.plain() for problem in problems],
    }


def render(problems: Sequence[Problem], options: Options) -> str:
    return dumps(report(problems, options), indent=2) + "\n"
