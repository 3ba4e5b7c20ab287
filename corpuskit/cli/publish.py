"""``corpuskit publish``: a finished corpus brought where others get it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from corpuskit.cli import choices, reporting
from corpuskit.model import Exit


@click.command(
    "publish",
    epilog="""\b
Examples:
  corpuskit publish dist --to /srv/data/my-corpus         a folder, swapped in whole
  corpuskit publish dist --to my-corpus.zip               for Zenodo, with its metadata beside it
  corpuskit publish dist --to s3://bucket/my-corpus       any address that fsspec knows
  corpuskit publish dist --to hf://datasets/me/my-corpus  says what would be sent; --push sends it
  corpuskit publish dist --to v2 --since v1 --changelog CHANGES.md
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option("--to", required=True, metavar="TARGET", help="Folder, NAME.zip, address, or hf://datasets/OWNER/NAME.")
@click.option("--push", is_flag=True, help="Upload to the hub; without it, nothing is sent there.")
@click.option(
    "--card",
    type=click.Choice(["refuse", "merge"]),
    default="refuse",
    show_default=True,
    help="What to do if the hub has a card that corpuskit did not write.",
)
@click.option("--overwrite", is_flag=True, help="Replace files on the hub that corpuskit did not write.")
@click.option("--since", type=choices.Dist(), metavar="DIST", help="Earlier edition: sets the version.")
@click.option(
    "--changelog", type=click.Path(path_type=Path), metavar="FILE", help="File that gets an entry on what changed."
)
@reporting.options
@reporting.quiet
def command(dist: Path, to: str, told: reporting.Reporting, **options: Any) -> int:
    """Publish a data set, provided that `corpuskit verify` finds nothing wrong with it.

    Nothing that corpuskit did not write is replaced.
    """
    from corpuskit.arrow import without_pandas
    from corpuskit.cli import terminal

    without_pandas()
    from corpuskit import publishing

    with told.failures():
        made = publishing.publish(dist, to, **options)
    told.tell(made.problems)
    if not told.quiet:
        for step in made.steps:
            sys.stderr.write(f"{terminal.shown(step)}\n")
    return Exit.OK
