"""``corpuskit diff``: what changed between two builds, record by record."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import completing, reporting
from corpuskit.model import Exit


@click.command(
    "diff",
    epilog="""\b
Examples:
  corpuskit diff                           dist/ against what a build of seeds/ would contain now
  corpuskit diff HEAD~1                    that git revision against seeds/ as it is now
  corpuskit diff old/dist new/dist
  corpuskit diff main . --format markdown  for a comment on a pull request
""",
)
@click.argument("one", default="dist", metavar="[A]", shell_complete=completing.paths)
@click.argument("other", default=".", metavar="[B]", shell_complete=completing.paths)
@click.option("--format", "form", default="text", show_default=True, metavar="FORMAT", help="text, json or markdown.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing if nothing differs.")
def command(one: str, other: str, form: str, output: Path | None, quiet: bool) -> int:
    """Show which records were added, removed and changed from A to B.

    A and B are dist folders, files of records (JSON lines or Parquet), workspaces, or git revisions. Records are
    matched by id, then by similar texts. The exit code is 1 if they differ.
    """
    from corpuskit import comparing
    from corpuskit.cli import choices
    from corpuskit.reports import differences

    choices.check("--format", [form], list(differences.FORMATS))
    found = comparing.compare(one, other)
    if found or not quiet:
        told = differences.FORMATS[form](found)
        if output is None:
            sys.stdout.write(told)
        else:
            reporting.write(output, told)
    return Exit.PROBLEMS if found else Exit.OK
