"""``corpuskit explain``: why a record, a boundary or a problem is as it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from corpuskit.cli import choices, completing


@click.command(
    "explain",
    epilog="""\b
Examples:
  corpuskit explain unverified-health-claim      a problem or caveat code
  corpuskit explain 4f2a91                       a record, by the beginning of its id
  corpuskit explain seeds/paste.txt:35           why there is a boundary at this line, or none
""",
)
@click.argument("target", metavar="ID, FILE:LINE or CODE", shell_complete=completing.targets)
@click.option(
    "--dist",
    type=choices.Dist(),
    metavar="DIST",
    default="dist",
    show_default=True,
    help="The finished corpus.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of FILE, if it is not UTF-8.")
@click.option("--no-pager", is_flag=True, help="Do not use a pager.")
def command(target: str, dist: Path, encoding: str | None, no_pager: bool) -> None:
    """Explain a record with the evidence for each field, a line of a seed, or a code.

    On a terminal, output that does not fit the screen goes to the pager in PAGER, or to less.
    """
    from corpuskit import extensions, pipeline, problems
    from corpuskit.checking import explain
    from corpuskit.cli import terminal

    at_line = choices.file_and_line(target)
    if target in problems.codes():
        lines = explain.of_code(problems.codes()[target])
    elif at_line:
        lines = pipeline.why(_seed(Path(at_line[0])), at_line[1], pipeline.Options(encoding))
    elif not re.fullmatch(r"[0-9a-f]{4,16}(-\d{1,10})?", target):
        if "/" in target and (package := extensions.whose(target)):
            raise click.UsageError(f"{target} is a code of {package}, whose documentation says what it means")
        close = problems.near(target, problems.codes())
        hint = f"; did you mean {close!r}?" if close else ", and docs/problems.md lists all codes"
        known = "a record's id (its first 4 to 16 digits, 0 to f), FILE:LINE or a code"
        raise click.UsageError(f"{target!r} is not {known}{hint}")
    else:
        from corpuskit.checking.differences.side_by_side import of_duplicates

        record = explain.find_record(dist, target)
        lines = [*explain.of_record(record), *of_duplicates(dist, record, min(terminal.width(sys.stdout), 100))]
    terminal.show_lines(lines, pager=not no_pager)


def _seed(named: Path) -> Path:
    """The file as it is named, or below seeds/, as records name it."""
    below = Path("seeds") / named
    return below if below.exists() and not named.exists() else named
