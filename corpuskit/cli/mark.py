"""``corpuskit mark``: the caveats alone, for articles that another pipeline has cut."""

from __future__ import annotations

import sys
from contextlib import nullcontext

import click

from corpuskit.cli import completing
from corpuskit.model import Exit


@click.command(
    "mark",
    epilog="""\b
Examples:
  corpuskit mark articles.jsonl
  corpuskit mark < articles.jsonl | jq -r '.caveats[].code' | sort | uniq -c
  echo '{"id": 1, "credit": "RT | 12 November 2024"}' | corpuskit mark
""",
)
@click.argument("file", default="-", type=str, metavar="[FILE]", shell_complete=completing.paths)
@click.option(
    "--registry", type=str, metavar="FILE", help="Registry file of your own, which overrides the packaged one."
)
def command(file: str, registry: str | None) -> int:
    """Print the caveats of articles as JSON lines, in the same order.

    FILE (or standard input) holds a JSON object on each line: id, text, and optionally credit, date and language, each
    of which may be empty, null or absent. The output has id, outlet_ids (ids of the registry only), affiliation
    (parallel to them) and caveats. Lines that are no such object are reported on standard error and skipped; the exit
    code is then 1.
    """
    from corpuskit import marking
    from corpuskit.cli import terminal
    from corpuskit.validating.findings import Findings

    if file == "-" and sys.stdin.isatty():
        raise click.UsageError("standard input is a terminal; name a file, or pipe lines in")
    findings = Findings()
    context = marking.context(registry)
    out = sys.stdout.buffer
    with nullcontext(sys.stdin.buffer) if file == "-" else marking.opened(file) as source:
        for line in marking.mark_lines(source, file, context, findings):
            out.write(line)
    out.flush()
    problems = findings.problems()
    terminal.report(problems)
    return Exit.PROBLEMS if problems else Exit.OK
