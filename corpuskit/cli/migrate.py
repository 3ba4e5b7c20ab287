"""``corpuskit migrate``: a finished corpus of an earlier version, written anew in the present one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices, reporting
from corpuskit.model import Exit


@click.command(
    "migrate",
    epilog="""\b
Examples:
  corpuskit migrate old/dist --out dist   writes another folder, and leaves old/dist as it is
  corpuskit migrate dist                  in place
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write (default: DIST itself).")
@reporting.options
@reporting.quiet
def command(dist: Path, out: Path | None, told: reporting.Reporting) -> int:
    """Upgrade a data set that an earlier corpuskit wrote to the current schema, and say what changed.

    No seeds are needed: records are not cut or described again, as `corpuskit build` does. A data set of the current
    version is left as it is.
    """
    from corpuskit.arrow import without_pandas
    from corpuskit.cli import terminal

    without_pandas()
    from corpuskit.deriving.migrating import migrate

    with told.failures():
        found = migrate(dist, out)
    told.tell(())
    if not told.quiet:
        for change in found.changes:
            sys.stderr.write(f"{terminal.shown(change)}\n")
        if found.manifest is None:
            sys.stderr.write(f"{terminal.shown(dist)} is of the current version: nothing was written\n")
        else:
            sys.stderr.write(f"written to {terminal.shown(dist if out is None else out)}/\n")
    return Exit.OK
