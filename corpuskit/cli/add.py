"""``corpuskit add``: files put into seeds/ once it was seen what they would add."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpuskit.counting import counted
from corpuskit.model import Exit

if TYPE_CHECKING:
    from corpuskit.adding import Looked, Twin

#: Rows of a kind that are printed; more are counted.
MOST = 5


@click.command(
    "add",
    epilog="""\b
Examples:
  corpuskit add ~/paste.txt                    what it would add, then asks
  corpuskit add --yes ~/exports/*.html         for scripts: asks nothing
  corpuskit add --dry-run paste.txt            only looks
  corpuskit add paste.txt --as 2024/may.txt    another name
""",
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--as", "name", metavar="NAME", help="Path below seeds/ (default: the name of the file).")
@click.option(
    "--workspace", type=click.Path(path_type=Path), default=".", metavar="DIR", help="Folder of the workspace."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be added.")
@click.option("-y", "--yes", is_flag=True, help="Add without asking.")
def command(sources: tuple[Path, ...], name: str | None, workspace: Path, dry_run: bool, yes: bool) -> int:
    """Add files to seeds/, after showing what they would bring: records, outlets, duplicates, problems.

    Nothing is ever overwritten: a name that is taken gets a number, and a file that is already there is not added
    again. A file with which the corpus could not be built is not added.
    """
    from corpuskit import adding
    from corpuskit.arrow import without_pandas
    from corpuskit.cli import terminal

    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("there is no terminal to ask on: use --yes, or --dry-run to only look")
    without_pandas()
    looked = adding.look(workspace, sources, name)
    for source, seed in looked.known.items():
        sys.stderr.write(
            f"{terminal.shown(source)} is there already: seeds/{terminal.shown(seed)} has the same bytes\n"
        )
    if not looked.wanted:
        return Exit.OK
    sys.stderr.write(_said(looked))
    terminal.report(looked.problems)
    if any(problem.severity == "error" for problem in looked.problems):
        sys.stderr.write("not added: a build would stop at the errors\n")
        return Exit.PROBLEMS
    if dry_run:
        return Exit.OK
    if not yes and not click.confirm(f"Add {counted(len(looked.wanted), 'file')}?", default=True, err=True):
        return Exit.OK
    for path in adding.place(workspace, looked.wanted):
        sys.stdout.write(f"added {terminal.shown(path)}\n")
    place = "" if workspace == Path() else f" {terminal.typed(workspace)}"
    sys.stderr.write(f"next: corpuskit build{place}\n")
    return Exit.OK


def _said(looked: Looked) -> str:
    """What the files would add, in lines."""
    from corpuskit.cli import summary, terminal

    assert looked.figures is not None
    names = ", ".join(f"{terminal.shown(one.source)} → seeds/{terminal.shown(one.name)}" for one in looked.wanted)
    rows = [("as", names), *summary.rows(looked.figures)]
    rows.append(("first seen", summary.listed(map(terminal.shown, looked.first_seen))))
    if looked.unlisted:
        rows.append(("unlisted", f"{summary.listed(map(terminal.shown, looked.unlisted))} (not in the registry)"))
    rows += [("twins" if not number else "", line) for number, line in enumerate(_twins(looked.twins))]
    return summary.table(summary.records(looked.figures), rows, sys.stderr)


def _twins(twins: tuple[Twin, ...]) -> Iterator[str]:
    from corpuskit.cli import terminal

    for twin in twins[:MOST]:
        how = "the text of" if twin.code == "duplicate" else "nearly the text of"
        title = terminal.shown(twin.title or "without title")
        yield f"{title}: {how} record {', '.join(twin.others)}"
    if len(twins) > MOST:
        yield f"and {counted(len(twins) - MOST, 'more record')} with texts of others"
