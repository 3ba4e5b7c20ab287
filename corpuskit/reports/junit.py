"""The report as JUnit XML (the schema of Jenkins' xunit plug-in): one suite per file, one case per problem."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from corpuskit.model import Problem
from corpuskit.reports import Options
from corpuskit.reports.paths import path
from corpuskit.reports.safe import show
from corpuskit.reports.text import place_in_words

NOWHERE = "corpuskit"


def render(problems: Sequence[Problem], options: Options) -> str:
    """What does not fail the command is a case that passes and says so; with no problem at all one case passes."""
    suites: dict[str, list[Problem]] = {}
    for problem in problems:
        suites.setdefault(path(problem.place, options) or NOWHERE, []).append(problem)
    failures = sum(problem.fails(options.strict) for problem in problems)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="corpuskit" tests="{max(1, len(problems))}" failures="{failures}" errors="0">',
    ]
    for name, found in suites.items():
        lines += _suite(name, found, options)
    if not problems:
        lines += [_head(NOWHERE, 1, 0), f'<testcase classname="{NOWHERE}" name="no problem"/>', "</testsuite>"]
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(name: str, problems: Sequence[Problem], options: Options) -> list[str]:
    cases = [_case(name, problem, options) for problem in problems]
    return [
        _head(name, len(problems), sum(problem.fails(options.strict) for problem in problems)),
        *cases,
        "</testsuite>",
    ]


def _head(name: str, tests: int, failures: int) -> str:
    return f'<testsuite name={_attribute(name)} tests="{tests}" failures="{failures}" errors="0" skipped="0">'


def _case(suite: str, problem: Problem, options: Options) -> str:
    place = place_in_words(problem.place)
    title = f"{problem.code} {place}".strip()
    told = f"{problem.severity}[{problem.code}] {problem.message}"
    lines = [show(line) for line in (place, told, f"hint: {problem.hint}" if problem.hint else "") if line]
    words = escape("\n".join(lines))
    if problem.fails(options.strict):
        inside = f"<failure type={_attribute(problem.code)} message={_attribute(problem.message)}>{words}</failure>"
    else:
        inside = f"<system-out>{words}</system-out>"
    return f"<testcase classname={_attribute(suite)} name={_attribute(title)}>{inside}</testcase>"


def _attribute(text: str) -> str:
    """A quoted value: `show` leaves nothing that XML 1.0 forbids."""
    return quoteattr(show(text))
