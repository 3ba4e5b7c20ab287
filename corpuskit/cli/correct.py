"""``corpuskit correct``: a person overrules what was found, looks at what is in doubt, or judges a sample."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpuskit.cli import choices, completing
from corpuskit.model import DOUBTFUL

if TYPE_CHECKING:
    from corpuskit.workspace import Workspace


@click.command(
    "correct",
    epilog="""\b
Examples:
  corpuskit correct 4f2a91 --set date=2024-08-30 --because "as in the print edition"
  corpuskit correct 4f2a91 --withdraw undated --because "not an article" --by "Given Family"
  corpuskit correct 4f2a91 --exclude takedown --because "the publisher asked for it"
  corpuskit correct 4f2a91 --withhold privacy --passage "+49 30 1234567" --because "a private number"
  corpuskit correct seeds/paste.txt:35 --continues --because "one article"
  corpuskit correct --next                       review what is in doubt, one by one
  corpuskit correct --audit 50 --seed 1          judge a random sample of 50 records
""",
)
@click.argument("target", metavar="[ID or FILE:LINE]", required=False, shell_complete=completing.targets)
@click.option(
    "--set", "fields", metavar="FIELD=VALUE", multiple=True, help="Set a field; separate the names of a list by `;`."
)
@click.option(
    "--withdraw", metavar="CODE", help="Withdraw a caveat; it stays visible.", shell_complete=completing.codes
)
@click.option(
    "--withhold",
    type=click.Choice(["privacy", "takedown", "other"]),
    help="Remove the words of --passage from the record.",
)
@click.option("--passage", metavar="WORDS", help="Words to remove; with --withdraw: only where these words are marked.")
@click.option("--exclude", type=click.Choice(["privacy", "takedown", "other"]), help="Exclude the record.")
@click.option("--begins", is_flag=True, help="A record begins at the line.")
@click.option("--continues", is_flag=True, help="No record begins at the line: it belongs to the one above.")
@click.option("--because", metavar="WHY", help="The reason; it is printed in the data set.")
@click.option("--by", metavar="NAME", help="Your name; it is printed in the data set.")
@click.option("--next", "next_", is_flag=True, help="Go through the boundaries in doubt, least sure first.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    metavar="X",
    default=DOUBTFUL,
    show_default=True,
    help="With --next: confidence below which a boundary is in doubt.",
)
@click.option("--audit", type=click.IntRange(1), metavar="N", help="Judge a random sample of N records.")
@click.option(
    "--seed", type=int, metavar="N", default=1, show_default=True, help="With --audit: seed of the random sample."
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=".",
    show_default=True,
    help="Folder of the workspace.",
)
@click.option(
    "--dist",
    type=choices.Dist(),
    metavar="DIST",
    help="The finished corpus (default: dist/ of the workspace).",
)
@click.option("--encoding", metavar="NAME", help="Encoding of seeds that are not UTF-8, as given to build.")
def command(target: str | None, workspace: Path, dist: Path | None, **options: Any) -> None:
    """Correct what was found: writes seeds/corrections.toml, which the next build applies.

    Records are those of the finished corpus (dist/), so build first.
    """
    from corpuskit.workspace import open_workspace

    opened = open_workspace([workspace])
    if opened.folder is None:
        reason = "holds no folder seeds/, in which corrections are kept (`corpuskit init` makes one)"
        raise click.UsageError(f"{workspace} is not a workspace: it {reason}")
    corpus = dist or workspace / "dist"
    _require_fit(target, options)
    if options["next_"] or options["audit"]:
        from corpuskit.cli import dialogue

        talk = dialogue.Talk(opened, corpus, options["by"], options["encoding"])
        if options["audit"]:
            talk.audit(options["audit"], options["seed"])
        else:
            talk.doubts(options["below"])
        return
    if target is None:
        raise click.UsageError("say which record (ID) or line (FILE:LINE), or use --next or --audit")
    write(opened, _entries(opened, corpus, target, options))


def _require_fit(target: str | None, options: Mapping[str, Any]) -> None:
    """Raises a usage error for what would be given and not heeded."""
    named = {"fields": "--set", "withdraw": "--withdraw", "withhold": "--withhold", "exclude": "--exclude"}
    about_record = [option for name, option in named.items() if options[name]]
    about_line = [f"--{name}" for name in ("begins", "continues") if options[name]]
    dialogues = [option for name, option in (("next_", "--next"), ("audit", "--audit")) if options[name]]
    because = ["--because"] if options["because"] else []
    if len(dialogues) > 1:
        raise click.UsageError("--next and --audit are two things to do: choose one")
    if dialogues and (given := [*about_record, *about_line, *because, *(["ID or FILE:LINE"] if target else [])]):
        raise click.UsageError(f"{dialogues[0]} asks record by record: it does not go with {given[0]}")
    if about_line and about_record:
        raise click.UsageError(f"{about_line[0]} is about a line, {about_record[0]} about a record: one at a time")
    if options["passage"] and not (options["withhold"] or options["withdraw"]):
        raise click.UsageError("--passage says which words --withhold or --withdraw means: give one of them too")


def _entries(workspace: Workspace, dist: Path, target: str, options: dict[str, Any]) -> list[str]:
    """The corrections that the options ask for."""
    if not options["because"]:
        raise click.UsageError("say why: --because WHY (it is printed in the data set)")
    if (at_line := choices.file_and_line(target)) is not None:
        return [_of_line(workspace, *at_line, options)]
    if options["begins"] or options["continues"]:
        raise click.UsageError("--begins and --continues are about a line: name FILE:LINE")
    from corpuskit.checking import correcting, explain

    kinds = _kinds(options)
    record = explain.find_record(dist, target)
    return [correcting.of_record(record, said, options["because"], options["by"]) for said in kinds]


def _kinds(options: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of a record, a mapping for each correction."""
    from corpuskit.checking import correcting

    said: list[dict[str, Any]] = []
    for pair in options["fields"]:
        field, equals, value = pair.partition("=")
        if not equals:
            raise click.BadOptionUsage("--set", f"--set: {pair!r} has no `=`; write --set date=2024-08-30")
        _known(field)
        said.append({"field": field, "value": correcting.field_value(field, value)})
    if options["withdraw"]:
        if not options["by"]:
            raise click.UsageError("a caveat is withdrawn with a name: --by NAME")
        said.append({"caveat": options["withdraw"]})
        if options["passage"]:
            said[-1]["passage"] = options["passage"]
    if options["withhold"]:
        if not options["passage"]:
            raise click.UsageError("say which words are withheld: --passage WORDS")
        said.append({"withhold": options["withhold"], "passage": options["passage"]})
    if options["exclude"]:
        said.append({"exclude": options["exclude"]})
    if not said:
        raise click.UsageError("say what is to be corrected: --set, --withdraw, --withhold or --exclude")
    return said


def _known(field: str) -> None:
    from corpuskit import contract

    stanza = contract.schema("corrections")["properties"]["correction"]["items"]["properties"]
    choices.check("--set", [field], stanza["field"]["enum"])


def _of_line(workspace: Workspace, named: str, line: int, options: dict[str, Any]) -> str:
    from corpuskit.checking import correcting, reviewing

    if options["begins"] == options["continues"]:
        raise click.UsageError("say whether a record begins at the line: --begins or --continues")
    assert workspace.folder is not None
    below = Path(named).absolute()
    if below.is_relative_to(workspace.folder.absolute()):
        named = below.relative_to(workspace.folder.absolute()).as_posix()
    found = reviewing.passage(workspace, named, line, options["encoding"])
    if found is None or not found.line:
        raise click.UsageError(f"{named}:{line} is not a line with text in a seed")
    return correcting.of_line(
        workspace, found, options["begins"], options["because"], options["by"], options["encoding"]
    )


def write(workspace: Workspace, entries: Sequence[str]) -> None:
    """Adds corrections to corrections.toml and says so."""
    from corpuskit.cli import terminal
    from corpuskit.corrections.writing import add
    from corpuskit.workspace import CORRECTIONS

    assert workspace.folder is not None
    path = workspace.folder / CORRECTIONS
    line = add(path, entries)
    sys.stderr.write(f"written to {terminal.shown(path)}:{line}; the next build applies it\n")
