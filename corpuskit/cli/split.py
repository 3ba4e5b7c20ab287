"""``corpuskit split``: a dry run that shows how seeds are cut."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from corpuskit.cli import completing


@click.command(
    "split",
    epilog="""\b
Examples:
  corpuskit split paste.txt                    records as JSON lines
  corpuskit split paste.txt --spans            every byte of the file: which span, which record
  corpuskit split paste.txt --view             the text that byte offsets refer to
  corpuskit split paste.txt | jq -r .title
""",
)
@click.argument("paths", nargs=-1, required=True, type=str, metavar="FILE…", shell_complete=completing.paths)
@click.option("--spans", "form", flag_value="spans", help="Print the spans instead, one on each line.")
@click.option("--view", "form", flag_value="view", help="Print the text that offsets refer to (one file).")
@click.option("--encoding", metavar="NAME", help="Encoding of seeds that are not UTF-8, such as windows-1252.")
def command(paths: tuple[str, ...], form: str | None, encoding: str | None) -> None:
    """Print the records that a build would contain, as JSON lines. Nothing is written."""
    from corpuskit import pipeline

    options = pipeline.Options(encoding)
    if form == "view":
        _print_view(paths, options)
    elif form == "spans":
        _print(pipeline.spans(paths, options))
    else:
        _print(pipeline.split(paths, options))


def _print(rows: Iterable[Mapping[str, Any]]) -> None:
    from corpuskit.reports.safe import dumps

    for row in rows:
        sys.stdout.buffer.write(dumps(dict(row)).encode("utf-8") + b"\n")


def _print_view(paths: tuple[str, ...], options: Any) -> None:
    from corpuskit import pipeline

    if len(paths) != 1:
        raise click.UsageError("--view prints one file; name one")
    for piece in pipeline.view_bytes(paths[0], options):
        if sys.stdout.isatty():
            from corpuskit.reports.safe import show

            text = piece.decode("utf-8", "backslashreplace")
            sys.stdout.write("\n".join(show(line) for line in text.split("\n")))
        else:
            sys.stdout.buffer.write(piece)
