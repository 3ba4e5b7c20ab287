"""``corpuskit verify``: a finished corpus against itself and its seeds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices, reporting
from corpuskit.model import Exit


@click.command(
    "verify",
    epilog="""\b
Examples:
  corpuskit verify dist                    checksums, counts, hashes and spans; the seeds too, if found
  corpuskit verify dist --seeds ../seeds   seeds in another folder
  corpuskit verify dist --rebuild          build the seeds again in a temporary folder, and compare every file
  corpuskit verify s3://bucket/dist        a corpus in a store, copied to disk for the check
""",
)
@click.argument("dist", type=choices.DistSomewhere(), default="dist", metavar="[DIST]")
@click.option(
    "--seeds", type=choices.Somewhere(path_type=Path), metavar="DIR", help="Folder of the seeds (default: beside DIST)."
)
@click.option("--rebuild", is_flag=True, help="Build again in a temporary folder too, and compare every file.")
@reporting.options
@reporting.quiet
def command(dist: Path | str, seeds: Path | str | None, rebuild: bool, told: reporting.Reporting) -> int:
    """Check that what is packaged is what was built: every byte, count and offset."""
    from corpuskit.arrow import without_pandas

    without_pandas()
    from corpuskit.checking.verifying import verify
    from corpuskit.cli import terminal

    with told.failures():
        found = verify.verify(dist, seeds)
        problems, checked = found.problems, found.checked
        if rebuild:
            from corpuskit import rebuilding

            again = rebuilding.rebuild(dist, seeds)
            problems, checked = (*problems, *again.problems), (*checked, *again.checked)
    told.tell(problems)
    if not told.quiet:
        for line in checked:
            sys.stderr.writelines(f"{part}\n" for part in terminal.fitted(terminal.shown(line), sys.stderr))
    return Exit.PROBLEMS if told.fails(problems) else Exit.OK
