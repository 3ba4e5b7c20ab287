"""The report as Markdown, for the summary of a job or a comment on a change: a line of counts and a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpuskit.model import Problem
from corpuskit.reports import Options
from corpuskit.reports.counting import in_words, worst_first
from corpuskit.reports.safe import show
from corpuskit.reports.text import place_in_words

#: Problems in the table: a page that a person reads.
MOST = 50
#: Cells of a message, which may repeat what a file holds.
WIDTH = 300
SIGNS = {"error": "❌ error", "warning": "⚠️ warning", "note": "note"}
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;"}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&:.-])")


def render(problems: Sequence[Problem], options: Options) -> str:
    lines = [f"**corpuskit:** {in_words(problems)}", ""]
    if not problems:
        return lines[0] + "\n"
    lines += ["| | code | place | problem |", "|---|---|---|---|"]
    lines += [_row(problem) for problem in worst_first(problems)[:MOST]]
    if len(problems) > MOST:
        lines += ["", f"… and {len(problems) - MOST:,} more"]
    return "\n".join(lines) + "\n"


def _row(problem: Problem) -> str:
    told = escaped(show(problem.message, WIDTH))
    if problem.hint:
        told += f"<br>*hint:* {escaped(show(problem.hint, WIDTH))}"
    cells = (SIGNS[problem.severity], f"`{_code(problem.code)}`", escaped(place_in_words(problem.place)), told)
    return f"| {' | '.join(cells)} |"


def _code(code: str) -> str:
    return show(code).replace("`", "'").replace("|", "/")


def escaped(text: str) -> str:
    """Text in which Markdown and HTML find nothing: no link, no mention, no end of a cell."""
    return _MARKUP.sub(lambda found: ENTITIES.get(found[1]) or f"\\{found[1]}", text)
