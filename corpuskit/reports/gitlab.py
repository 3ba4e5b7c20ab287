"""The report as a GitLab code quality artifact, which a merge request shows at its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.model import Problem
from corpuskit.reports import Options
from corpuskit.reports.fingerprints import fingerprints
from corpuskit.reports.paths import path
from corpuskit.reports.safe import dumps, show

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(problems: Sequence[Problem], options: Options) -> str:
    marks = fingerprints(problems, options)
    entries = [_entry(problem, mark, options) for problem, mark in zip(problems, marks, strict=True)]
    return dumps(entries, indent=1) + "\n"


def _entry(problem: Problem, mark: str, options: Options) -> Mapping[str, Any]:
    """GitLab needs a path and a line; a problem of no file is placed at the folder that was checked."""
    record = f" (record {show(problem.place.record)})" if problem.place.record else ""
    hint = f"; hint: {show(problem.hint)}" if problem.hint else ""
    return {
        "description": show(problem.message) + record + hint,
        "check_name": problem.code,
        "fingerprint": mark,
        "severity": SEVERITIES[problem.severity],
        "location": {
            "path": show(path(problem.place, options) or "."),
            "lines": {"begin": problem.place.line or 1},
        },
    }
