"""``corpuskit stats``: what a finished corpus contains."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices


@click.command(
    "stats",
    epilog="""\b
Examples:
  corpuskit stats                 the corpus in dist/
  corpuskit stats other/dist
  corpuskit stats --json | jq .records
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(dist: Path, as_json: bool) -> None:
    """Show what a corpus contains, in the figures of its datasheet."""
    from corpuskit.checking import loading

    figures = loading.figures(dist)
    if as_json:
        from corpuskit.reports.safe import dumps

        sys.stdout.write(dumps(figures, indent=2) + "\n")
        return
    from corpuskit.cli import summary

    sys.stdout.write(summary.of_corpus(figures, sys.stdout))
