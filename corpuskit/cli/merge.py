"""``corpuskit merge``: finished corpora put together."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices, reporting
from corpuskit.counting import counted
from corpuskit.model import Exit


@click.command(
    "merge",
    epilog="""\b
Examples:
  corpuskit merge train test --out whole   parts of one corpus, or separate corpora
""",
)
@click.argument("dists", nargs=-1, required=True, type=choices.Dist(), metavar="DIST DIST…")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write.")
@reporting.options
@reporting.quiet
def command(dists: tuple[Path, ...], out: Path, told: reporting.Reporting) -> int:
    """Merge finished data sets: each record once, by its id, with its places in all of them.

    A record that the data sets describe differently is an error, and nothing is written. A record that one of them
    excludes is left out.
    """
    from corpuskit.arrow import without_pandas
    from corpuskit.cli import terminal

    without_pandas()
    from corpuskit.deriving.merging import merge

    with told.failures():
        made = merge(dists, out)
    told.tell(made.problems)
    if not told.quiet:
        records = counted(made.manifest.counts.records, "record")
        sys.stderr.write(f"{records} → {terminal.shown(out)}; in several of them: {made.twice:,}\n")
    return Exit.OK
