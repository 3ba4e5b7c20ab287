"""The command line: parses, calls the package, prints. One light file a command, loaded only when it is run."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from corpuskit.cli.helping import Context
from corpuskit.version import __version__

#: The commands in the order in which a newcomer meets them, with the line that `corpuskit --help` shows.
COMMANDS = {
    "init": "Start a workspace: seeds/ with a commented corpus.toml.",
    "add": "Add a file to seeds/, after showing what it would bring.",
    "build": "Build dist/ from seeds/: the main job.",
    "split": "Dry run: print the records that a build would contain.",
    "mark": "Print caveats only, for articles from other pipelines.",
    "validate": "Check records against schema and rules.",
    "verify": "Check that a dist folder is what was built.",
    "select": "Make a data set of some records: by condition, sample or split.",
    "merge": "Merge data sets, each record once.",
    "migrate": "Upgrade a data set of an earlier schema version.",
    "rehydrate": "Restore withheld texts from your own copy of the seeds.",
    "publish": "Publish a data set to a folder, a zip, a store or the hub.",
    "stats": "Show what a corpus contains.",
    "grep": "Search a corpus, and show matches in context.",
    "datasheet": "Show and answer the open questions of the datasheet.",
    "diff": "Show what changed between two builds, record by record.",
    "explain": "Explain a record, a line of a seed, or a problem code.",
    "correct": "Correct what was found; review what is in doubt.",
    "outlets": "Look up who is behind an outlet, with sources.",
    "layout": "Describe a kind of dump without code.",
    "schema": "Print a JSON Schema, such as that of records.",
}

EXIT_CODES = """\
\b
Exit codes:
  0    done
  1    problems in the data
  2    usage error: options, configuration, missing input
  3    partly done (--keep-going)
  70   a bug in corpuskit, or in the extension that is named
  74   system error: disk, permissions
  75   another build holds the lock
  130  interrupted; 143 terminated
"""


class Commands(click.Group):
    """Loads a command's file when the command is run; the help of the group needs none of them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"corpuskit.cli.{cmd_name}").command
        for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            one.context_class = Context
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from corpuskit.problems import near

            close = near(name, COMMANDS)
            ctx.fail(f"no command {name!r}." + (f" Did you mean {close!r}?" if close else ""))
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="corpuskit", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the Python traceback of a failure.")
def group(debug: bool) -> None:
    """From raw pasted or exported articles to a validated, documented data set.

    \b
    corpuskit init my-corpus      start a workspace, then put raw files into my-corpus/seeds/
    corpuskit build my-corpus     cut, check, package and document them in my-corpus/dist/
    """


def main() -> None:
    """Run the command line and exit with one of the documented codes."""
    from corpuskit.cli import failures

    sys.exit(failures.run(group, sys.argv[1:]))
