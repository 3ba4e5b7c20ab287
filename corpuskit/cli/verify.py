"""``corpuskit verify``: a finished corpus against itself and its seeds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import reporting
from corpuskit.model import Exit


@click.command(
    "verify",
    epilog="""\b
Examples:
  corpuskit verify dist                    checksums, counts, hashes, spans; and the seeds where they are found
  corpuskit verify dist --seeds ../seeds   the seeds lie elsewhere
""",
)
@click.argument("dist", type=click.Path(path_type=Path), default="dist", metavar="[DIST]")
@click.option(
    "--seeds", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the seeds (default: beside DIST)."
)
@reporting.options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
def command(dist: Path, seeds: Path | None, form: str, output: Path | None, extra: tuple[str, ...], quiet: bool) -> int:
    """Check that what is packaged is what was built: every byte, count and offset."""
    from corpuskit.arrow import without_pandas

    without_pandas()
    from corpuskit.checking import verify
    from corpuskit.cli import terminal

    told = reporting.Reporting.of(form, output, extra, quiet=quiet)
    with told.failures():
        found = verify.verify(dist, seeds)
    told.tell(found.problems)
    if not quiet:
        for line in found.checked:
            sys.stderr.write(f"{terminal.shown(line)}\n")
    return Exit.PROBLEMS if told.fails(found.problems) else Exit.OK
