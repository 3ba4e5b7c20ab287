"""``corpuskit init``: a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(
    "init",
    epilog="""\b
Examples:
  corpuskit init my-corpus && cp ~/paste.txt my-corpus/seeds/ && corpuskit build my-corpus
""",
)
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
def command(folder: Path) -> None:
    """Start a workspace in DIR: seeds/ with a commented corpus.toml. Nothing that exists is changed."""
    from corpuskit import workspace
    from corpuskit.cli import terminal

    made = workspace.create(folder)
    for path in made:
        sys.stdout.write(f"wrote {terminal.shown(path)}\n")
    place = "" if folder == Path() else f" {terminal.shown(folder)}"
    sys.stdout.write(f"next: put raw files into {terminal.shown(folder / 'seeds')}/, then: corpuskit build{place}\n")
