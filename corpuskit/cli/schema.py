"""``corpuskit schema``: prints the JSON Schema of records, or of another file."""

from __future__ import annotations

import sys

import click

from corpuskit.cli import completing


@click.command(
    "schema",
    epilog="""\b
Examples:
  corpuskit schema                 the record
  corpuskit schema corpus          corpus.toml
  corpuskit schema --list
""",
)
@click.argument("name", default="record", metavar="[NAME]", shell_complete=completing.schemas)
@click.option("--list", "names", is_flag=True, help="Print the names of the schemas.")
def command(name: str, names: bool) -> None:
    """Print a JSON Schema (draft 2020-12): the record, or another by NAME."""
    from corpuskit import contract
    from corpuskit.cli import choices

    if names:
        sys.stdout.write("\n".join(contract.schema_names()) + "\n")
        return
    choices.check("NAME", [name], contract.schema_names())
    sys.stdout.write(contract.schema_bytes(name).decode("utf-8"))
