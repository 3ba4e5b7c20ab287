"""The report as GitHub workflow commands, which become annotations of a change; the rest of them is counted."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.model import Place, Problem
from corpuskit.reports import Options
from corpuskit.reports.counting import SEVERITIES, in_words
from corpuskit.reports.paths import path
from corpuskit.reports.safe import show

#: Annotations of a kind that GitHub shows for one step.
MOST = 10
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(problems: Sequence[Problem], options: Options) -> str:
    """Up to `MOST` annotations of each severity, worst first, then how many there are where some were left out."""
    lines = []
    left = 0
    for severity in SEVERITIES:
        found = [problem for problem in problems if problem.severity == severity]
        lines += [_command(problem, options) for problem in found[:MOST]]
        left += max(0, len(found) - MOST)
    if left:
        lines.append(f"{left:,} more are not annotated ({in_words(problems)} in all); --format text lists more")
    return "".join(line + "\n" for line in lines)


def _command(problem: Problem, options: Options) -> str:
    properties = [f"{name}={_property(value)}" for name, value in _place(problem.place, options)]
    properties.append(f"title={_property('corpuskit ' + show(problem.code))}")
    message = show(problem.message) + _record(problem.place)
    if problem.hint:
        message += f"\nhint: {show(problem.hint)}"
    return f"::{COMMANDS[problem.severity]} {','.join(properties)}::{_data(message)}"


def _place(place: Place, options: Options) -> list[tuple[str, str]]:
    file = path(place, options)
    if file is None:
        return []
    found = [("file", show(file))]
    if place.line is not None:
        found.append(("line", str(place.line)))
        if place.column is not None:
            found.append(("col", str(place.column)))
    return found


def _record(place: Place) -> str:
    words = [show(word) for word in (place.record, place.field) if word]
    return f" (record {' '.join(words)})" if place.record else ""


def _data(text: str) -> str:
    """Escaped as the runner of GitHub unescapes it: the percent sign first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
