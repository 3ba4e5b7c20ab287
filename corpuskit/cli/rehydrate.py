"""``corpuskit rehydrate``: the texts of a release put back from the seeds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices, reporting
from corpuskit.counting import counted


@click.command(
    "rehydrate",
    epilog="""\b
Examples:
  corpuskit rehydrate dist --seeds my-copy              restores the texts in dist
  corpuskit rehydrate dist --seeds my-copy --out full   writes another folder, and leaves dist as it is
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option(
    "--seeds", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder (or file) of your own copy."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write (default: DIST itself).")
@reporting.options
@reporting.quiet
def command(dist: Path, seeds: Path, out: Path | None, told: reporting.Reporting) -> int:
    """Restore the texts of a release built with --withhold-text, from your own copy of its seeds.

    Line ends, byte-order marks and file names may differ in your copy. Each text is checked against its hash; records
    that are not found stay withheld and are reported, with exit code 3.
    """
    from corpuskit.arrow import without_pandas

    without_pandas()
    from corpuskit.deriving.rehydrating import rehydrate

    with told.failures():
        found = rehydrate(dist, seeds, out)
    told.tell(found.problems)
    if not told.quiet:
        sys.stderr.write(
            f"{found.restored:,} of {counted(found.records, 'text')} restored, each checked against its SHA-256\n"
        )
        if found.same_as_built:
            sys.stderr.write("the records are the same, byte for byte, as before their texts were withheld\n")
    return found.exit_code
