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
  corpuskit rehydrate dist --seeds my-copy              puts the texts back into dist
  corpuskit rehydrate dist --seeds my-copy --out full   writes another folder, and leaves dist as it is
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option(
    "--seeds", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder (or file) of your own copy."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write (default: DIST itself).")
@reporting.options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
def command(dist: Path, seeds: Path, out: Path | None, told: reporting.Reporting) -> int:
    """Put the texts back into a release that was built with --withhold-text, from your own copy of its seeds.

    Your copy may have other line ends, a byte-order mark or other file names. Each text is proved by its hash; records
    that are not found stay withheld, are told, and make the exit code 3.
    """
    from corpuskit.arrow import without_pandas

    without_pandas()
    from corpuskit.deriving.rehydrating import rehydrate

    with told.failures():
        found = rehydrate(dist, seeds, out)
    told.tell(found.problems)
    if not told.quiet:
        sys.stderr.write(
            f"{found.restored:,} of {counted(found.records, 'text')} put back, each proved by its SHA-256\n"
        )
        if found.same_as_built:
            sys.stderr.write("the records are the same, byte for byte, as those that were built with their texts\n")
    return found.exit_code
