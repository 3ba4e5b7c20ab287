"""``corpuskit build``: seeds to dist/, made again at changes (``--watch``) or mended (``--repair``)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from corpuskit.cli import completing, reporting
from corpuskit.model import ENGINES, FORMATS, STEPS, Exit

if TYPE_CHECKING:
    from corpuskit.pipeline import Build

#: What can be said of a repair.
_WITH_REPAIR = {"paths", "--repair", "--out", "--keep-going", "--strict", "--format", "--output", "--report", "-q"}


@click.command(
    "build",
    epilog="""\b
Examples:
  corpuskit build                        the workspace in this folder: seeds/ → dist/
  corpuskit build my-corpus              a workspace elsewhere
  corpuskit build paste.txt --out dist   loose files, no configuration
  corpuskit build s3://bucket/corpus     a workspace in a store → s3://bucket/corpus/dist
  corpuskit build --also csv,sqlite      also tables for spreadsheets and a database
  cat paste.txt | corpuskit build - --out dist
  corpuskit build --repair               restore what `verify` found damaged
  corpuskit build --watch                build again whenever a seed or corpus.toml changes
""",
)
@click.argument("paths", nargs=-1, type=str, metavar="[DIR or FILE…]", shell_complete=completing.paths)
@click.option(
    "--out",
    type=click.Path(path_type=str),
    metavar="DIR",
    help="Folder, or address in a store, to write (default: dist/ in the workspace).",
)
@click.option("--encoding", metavar="NAME", help="Encoding of seeds that are not UTF-8, such as windows-1252.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--keep-going", is_flag=True, help="Package the rest when a seed holds no article (exit 3).")
@click.option(
    "--without",
    metavar="STEP[,STEP…]",
    default="",
    help=f"Leave out steps: {', '.join(STEPS)}.",
    shell_complete=completing.listed(lambda: STEPS),
)
@click.option("--fetch", is_flag=True, help="Download the seeds under [elsewhere] in corpus.toml.")
@click.option(
    "--also",
    metavar="FORMAT[,FORMAT…]",
    default="",
    help="Write further formats: " + "; ".join(f"{name} ({what})" for name, what in FORMATS.items()) + ".",
    shell_complete=completing.listed(lambda: FORMATS),
)
@click.option(
    "--repair", is_flag=True, help="Restore damaged files of dist/ from the intact ones, else from the seeds."
)
@click.option("--withhold-text", is_flag=True, help="Leave out the texts; `rehydrate` restores them from the seeds.")
@click.option("--features", is_flag=True, help="With --withhold-text: add numbers that describe each text.")
@click.option("--locked", is_flag=True, help="Fail if the corpus is not what corpuskit.lock says.")
@click.option("--update-lock", is_flag=True, help="Rewrite corpuskit.lock, and show what changed.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Mark less sure boundaries with a caveat; `correct --next` goes through them.",
)
@reporting.options
@click.option(
    "--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="Where to run (ray needs the extra [ray])."
)
@click.option("--address", metavar="HOST:PORT", help="Ray cluster to run on ('auto': the one on this machine).")
@click.option("--profile", is_flag=True, help="Show what each step cost: time, bytes, memory.")
@click.option("--no-cache", is_flag=True, help="Cut every seed again, and cache nothing.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of processes (default: all cores).",
)
@click.option("--watch", is_flag=True, help="Build again whenever a seed changes, until Ctrl-C.")
@reporting.quiet
def command(
    paths: tuple[str, ...],
    told: reporting.Reporting,
    without: str,
    also: str,
    no_cache: bool,
    profile: bool,
    repair: bool,
    watch: bool,
    **options: Any,
) -> int:
    """Cut the seeds into records, check, package and document them.

    A build that fails or is interrupted leaves the earlier dist/ as it was.
    """
    from corpuskit.arrow import frugal, without_pandas

    frugal()
    without_pandas()
    out = options["out"]  # and what else `corpuskit.build` takes
    _require_fit(paths, out, watch, repair)
    if repair:
        return _repair(paths or (".",), out, options["keep_going"], told)
    options |= {
        "without": [step for step in without.split(",") if step],
        "also": [name for name in also.split(",") if name],
        "strict": told.strict,
        "cache": not no_cache,
    }
    run = partial(_build, paths, told, profile, **options)
    if not watch:
        return run()
    from corpuskit.cli import watching

    watching.watch(paths, run)
    return Exit.OK


def _require_fit(paths: Sequence[str], out: str | None, watch: bool, repair: bool) -> None:
    """Raises a usage error where --watch or --repair cannot do with what they are given."""
    from corpuskit.stores.addresses import is_address

    if watch and (repair or "-" in paths):
        raise click.UsageError("--watch looks at files that change: it goes with neither --repair nor standard input")
    if repair and (given := _given() - _WITH_REPAIR):
        raise click.UsageError(f"--repair takes the options of the build that it mends: it goes without {min(given)}")
    if (watch or repair) and any(map(is_address, (*paths, *([out] if out else [])))):
        raise click.UsageError("--watch and --repair work on local files, not in a store")


def _given() -> set[str]:
    """The options that stand on the command line."""
    context = click.get_current_context()
    return {
        parameter.opts[0]
        for parameter in context.command.params
        if context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    }


def _build(paths: Sequence[str], told: reporting.Reporting, profile: bool, **options: Any) -> int:
    """Builds, and says what was built; ``options`` are those of `corpuskit.build`."""
    import corpuskit
    from corpuskit.cli import summary, terminal

    progress = terminal.Progress(quiet=told.quiet)
    with told.failures(), progress:
        built = corpuskit.build(*paths, progress=progress, **options)
    told.tell(built.problems)
    if not told.quiet:
        _summary(built)
    if profile:
        sys.stderr.write(summary.of_profile(built.profile))
    return built.exit_code


def _repair(paths: Sequence[str], out: str | None, keep_going: bool, told: reporting.Reporting) -> int:
    """Mends dist/ and says what each file was made from."""
    from corpuskit import pipeline, repairing
    from corpuskit.cli import terminal

    progress = terminal.Progress(quiet=told.quiet)
    with told.failures(), progress:
        found = repairing.repair(paths, out, pipeline.Options(strict=told.strict, keep_going=keep_going), progress)
    told.tell(found.build.problems if found.build else ())
    if told.quiet:
        return found.build.exit_code if found.build else Exit.PARTIAL if found.left else Exit.OK
    if found.build:
        sys.stderr.write(
            "built again: the remaining files and the seeds do not give the bytes listed in the manifest\n"
        )
        _summary(found.build)
        return found.build.exit_code
    for path, source in sorted(found.made.items()):
        sys.stderr.write(f"restored from {source}: {terminal.shown(path)}\n")
    if found.left:
        listed = ", ".join(map(terminal.shown, found.left))
        sys.stderr.write(f"still damaged, since only the seeds can restore them, and there are none here: {listed}\n")
        return Exit.PARTIAL
    sys.stderr.write(f"{terminal.shown(found.dist)}/ is as it was built\n")
    return Exit.OK


def _summary(built: Build) -> None:
    from corpuskit.cli import summary

    sys.stderr.write(summary.of_build(built, sys.stderr))
    if built.lock_changes is not None:
        sys.stderr.write(summary.of_lock(built.lock_changes))
