"""``corpuskit layout``: propose a layout from examples, and try one on a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpuskit.counting import counted

if TYPE_CHECKING:
    from corpuskit.checking.layouts import Seen
    from corpuskit.model import View

EPILOG = """\b
Examples:
  corpuskit layout learn seeds/paste.txt --example 1 --example 7 > seeds/paste.layout.toml
  corpuskit layout test seeds/paste.txt seeds/paste.layout.toml
"""


@click.group("layout", epilog=EPILOG)
def command() -> None:
    """Describe a kind of dump without code: propose a layout, and try it."""


@command.command("learn", epilog=EPILOG, short_help="Propose a layout from examples.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--example",
    "examples",
    type=click.IntRange(1),
    multiple=True,
    metavar="LINE",
    required=True,
    help="Line at which an article begins (may be repeated).",
)
@click.option("--encoding", metavar="NAME", help="Encoding of FILE, if it is not UTF-8.")
def learn(file: Path, examples: tuple[int, ...], encoding: str | None) -> None:
    """Propose a layout from lines at which articles begin, and print it."""
    from corpuskit.checking import layouts
    from corpuskit.cli import terminal

    view = _view(file, encoding)
    found = layouts.learn(view, examples)
    if not layouts.understood(found):
        raise click.UsageError("the credits of the examples cannot be separated into parts; write the file by hand")
    records = {seen.record for seen in layouts.test(view, "proposed", found)} - {-1}
    sys.stdout.write(layouts.written(found, examples))
    begin = "begins" if len(records) == 1 else "begin"
    told = f"{counted(len(records), 'article')} of {terminal.shown(file)} {begin} so"
    sys.stderr.write(f"{told}; try it with `corpuskit layout test`\n")


@command.command("test", epilog=EPILOG, short_help="Show what a layout would do.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("layout", type=click.Path(path_type=Path))
@click.option("--encoding", metavar="NAME", help="Encoding of FILE, if it is not UTF-8.")
def test(file: Path, layout: Path, encoding: str | None) -> None:
    """Show how a layout would cut a file: the head of each article, and what is outside."""
    from corpuskit.checking import layouts
    from corpuskit.workspace import layouts as files

    stated = files.load(layout)
    records, body = set(), 0
    for seen in layouts.test(_view(file, encoding), layout.name, stated):
        records.add(seen.record)
        if seen.kind == "body":
            body += 1
            continue
        body = _told(body)
        if not seen.kind.startswith("blank"):
            _show(seen)
    _told(body)
    sys.stderr.write(counted(len(records - {-1}), "article") + "\n")


def _told(body: int) -> int:
    """Says how many lines of text there were; 0 from then on."""
    if body:
        sys.stdout.write(f"{'':>7}  {'text':<9} {counted(body, 'line')}\n")
    return 0


def _show(seen: Seen) -> None:
    from corpuskit.cli import terminal
    from corpuskit.reports.safe import show

    room = max(20, min(terminal.width(sys.stdout), 120) - 20)
    states = "; ".join(f"{name} = {value.strip()}" for name, value in seen.states)
    for text in (seen.text.strip(), f"  {states}" if states else ""):
        if text:
            head = f"{seen.line:>7}  {seen.kind:<9}" if text == seen.text.strip() else " " * 18
            sys.stdout.write(f"{head} {show(text, room)}\n")


def _view(file: Path, encoding: str | None) -> View:
    from corpuskit.model import Seed
    from corpuskit.reading import read

    return read(Seed(file.name, str(file)), encoding=encoding)
