"""The report for a person: one paragraph per problem (place, message, quoted line, hint), and a line of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from corpuskit.model import Place, Problem
from corpuskit.reports import Options
from corpuskit.reports.counting import in_words
from corpuskit.reports.quoting import Quote, quotes
from corpuskit.reports.safe import show

#: Problems of one code that are printed; the rest is counted. The other formats list them all.
PER_CODE = 10
#: Colours of the severities, as SGR parameters.
COLOURS = {"error": "31;1", "warning": "33;1", "note": "36;1"}
DIM = "2"


def render(problems: Sequence[Problem], options: Options) -> str:
    """Nothing for no problem: silence is good news."""
    if not problems:
        return ""
    total, seen = Counter(problem.code for problem in problems), Counter[str]()
    printed: list[tuple[Problem, bool]] = []  #: with whether it is the last of its code that is printed
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= PER_CODE:
            printed.append((problem, seen[problem.code] == PER_CODE))
    quoted = quotes((problem.place for problem, _ in printed), options.root, max(20, options.width - 4))
    paragraphs = []
    for problem, is_last in printed:
        paragraphs.append(_paragraph(problem, quoted, options))
        if is_last and (left := total[problem.code] - PER_CODE):
            paragraphs.append(f"… and {left:,} more {show(problem.code)} (--format json lists all)\n")
    return "\n".join(paragraphs) + "\n" + in_words(problems) + "\n"


def _paragraph(problem: Problem, quoted: Mapping[Place, Quote], options: Options) -> str:

    def paint(text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if options.colour else text

    where = place_in_words(problem.place)
    if where:
        where = show(f"{where}: ")  # together: a place ":" and the colon behind it would make a command of CI runners
    head = paint(f"{problem.severity}[{show(problem.code)}]", COLOURS[problem.severity])
    lines = [f"{where}{head} {show(problem.message)}"]
    quote = quoted.get(problem.place)
    if quote is not None:
        lines.append(f"  | {quote.text}")
        if quote.width:
            lines.append("  | " + " " * quote.start + paint("^" * quote.width, COLOURS[problem.severity]))
    if problem.hint:
        lines.append(f"  {paint('hint:', DIM)} {show(problem.hint)}")
    return "\n".join(lines) + "\n"


def place_in_words(place: Place) -> str:
    """``file:line:column``, then the record and its field: as much as is known; empty when nothing is."""
    file = ""
    if place.file is not None:
        file = show(place.file)
        if place.line is not None:
            file += f":{place.line}"
            if place.column is not None:
                file += f":{place.column}"
        elif place.byte is not None:
            file += f": byte {place.byte:,}"
    record = f"record {show(place.record)}" if place.record is not None else ""
    return " ".join(part for part in (file, record, show(place.field) if place.field else "") if part)
