"""``corpuskit init``: a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(
    "init",
    epilog="""\b
Examples:
  corpuskit init --example my-corpus && corpuskit build my-corpus
  corpuskit init my-corpus && cp ~/paste.txt my-corpus/seeds/ && corpuskit build my-corpus
  corpuskit init --ci                 in a git repository: add the workflow and the hook
""",
)
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
@click.option(
    "--example", "with_dump", is_flag=True, help="Add a small dump to seeds/, so that the first build needs no file."
)
@click.option("--ci", is_flag=True, help="Add a workflow for GitHub and a hook for pre-commit.")
@click.option(
    "--from",
    "source",
    metavar="REQUIREMENT",
    help="What pip installs there: an address or a version (default: this version or its commit).",
)
def command(folder: Path, with_dump: bool, ci: bool, source: str | None) -> None:
    """Start a workspace in DIR: seeds/ with a commented corpus.toml. Existing files are not changed."""
    from corpuskit.cli import terminal
    from corpuskit.workspace import automation
    from corpuskit.workspace.starter import create, example

    if source and not ci:
        raise click.UsageError("--from says what --ci installs: give both")
    files = example() if with_dump else {}
    if ci:
        files |= automation.automation(source)
    made = create(folder, files)
    for path in made:
        sys.stdout.write(f"wrote {terminal.shown(path)}\n")
    for name in files:
        if folder / name not in made:
            sys.stdout.write(f"kept  {terminal.shown(folder / name)}, which already existed\n")
    if ci and not source and (here := automation.from_elsewhere()) is not None:
        sys.stderr.write(
            f"workflow and hook install {automation.requirement()} from the package index; what runs here came from "
            f"{terminal.shown(here)}: where the index does not have it, give --from ADDRESS\n"
        )
    place = "" if folder == Path() else f" {terminal.typed(folder)}"
    seeds = "" if with_dump else f"put raw files into {terminal.shown(folder / 'seeds')}/, then: "
    sys.stdout.write(f"next: {seeds}corpuskit build{place}\n")
