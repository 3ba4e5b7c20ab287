"""``corpuskit init``: a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

#: Services that somebody may name behind --ci as if it took a value.
SERVICES = frozenset(["github", "gitlab"])


@click.command(
    "init",
    epilog="""\b
Examples:
  corpuskit init --example my-corpus && corpuskit build my-corpus
  corpuskit init my-corpus && cp ~/paste.txt my-corpus/seeds/ && corpuskit build my-corpus
  corpuskit init --ci                 in a git repository: add the workflow and the hook
""",
)
@click.argument("folders", nargs=-1, metavar="[DIR]")
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
def command(folders: tuple[str, ...], with_dump: bool, ci: bool, source: str | None) -> None:
    """Start a workspace in DIR: seeds/ with a commented corpus.toml. Existing files are not changed."""
    from corpuskit.cli import terminal
    from corpuskit.workspace import automation
    from corpuskit.workspace.starter import create, example

    if source and not ci:
        raise click.UsageError("--from says what --ci installs: give both")
    folder = _folder(folders, ci)
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
    if ci and (root := automation.repository_around(folder)) is not None:
        within = terminal.typed(folder.resolve().relative_to(root))
        sys.stderr.write(
            f"workflow and hook are read at the root of a repository alone: move them to {terminal.shown(root)}, put "
            f"{within} behind each `corpuskit validate` and `corpuskit build` in them, and begin paths with it\n"
        )
    place = "" if folder == Path() else f" {terminal.typed(folder)}"
    seeds = "" if with_dump else f"put raw files into {terminal.shown(folder / 'seeds')}/, then: "
    sys.stdout.write(f"next: {seeds}corpuskit build{place}\n")


def _folder(words: tuple[str, ...], ci: bool) -> Path:
    """The folder that the command line names: the current one without a name. A service behind --ci is no folder."""
    if ci and (service := next((word for word in words if word.lower() in SERVICES), None)) is not None:
        raise click.UsageError(
            "--ci takes no value: it writes a workflow for GitHub and a hook for pre-commit, and docs/ci.md has what "
            f"to write for GitLab. For a folder of this name: ./{service}"
        )
    if len(words) > 1:
        raise click.UsageError(f"init takes one folder, not {len(words)}: {' '.join(words)}")
    return Path(words[0] if words else ".")
