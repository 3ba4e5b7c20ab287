"""``corpuskit validate``: records against schema and rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpuskit.cli import completing, reporting
from corpuskit.counting import counted
from corpuskit.model import Exit

if TYPE_CHECKING:
    from corpuskit.validating import Validation


@click.command(
    "validate",
    epilog="""\b
Examples:
  corpuskit validate                          the workspace in this folder, cut in memory
  corpuskit validate dist                     a finished corpus
  corpuskit validate records.jsonl data/records.parquet
  corpuskit validate --format github --report sarif=report.sarif
  corpuskit validate --update-baseline        accept today's problems; report new ones only from now on
""",
)
@click.argument("paths", nargs=-1, type=str, metavar="[PATH…]", shell_complete=completing.paths)
@reporting.options
@click.option(
    "--select",
    metavar="CODE[,CODE…]",
    default="",
    help="Report only these codes.",
    shell_complete=completing.code_list,
)
@click.option(
    "--ignore",
    metavar="CODE[,CODE…]",
    default="",
    help="Do not report these codes.",
    shell_complete=completing.code_list,
)
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take rules and severities from this corpus.toml (default: the workspace's).",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Accepted problems (default: corpuskit.baseline beside seeds/).",
)
@click.option("--update-baseline", is_flag=True, help="Accept every present problem: rewrite the baseline.")
@click.option("--fetch", is_flag=True, help="Download the seeds under [elsewhere] in corpus.toml.")
@click.option("--locked", is_flag=True, help="Fail if the workspace is not what corpuskit.lock says.")
@reporting.quiet
def command(
    paths: tuple[str, ...],
    told: reporting.Reporting,
    select: str,
    ignore: str,
    update_baseline: bool,
    **options: Any,
) -> int:
    """Check records in JSONL or Parquet, a dist folder, or a workspace. All problems are reported at once.

    Only the reports and the baseline that you ask for are written.
    """
    from corpuskit.arrow import without_pandas
    from corpuskit.threads import many_at_work

    without_pandas()
    many_at_work()
    from corpuskit import validation
    from corpuskit.cli import choices

    wanted, unwanted = choices.codes("--select", select), choices.codes("--ignore", ignore)
    if update_baseline and (wanted or unwanted):
        raise click.UsageError("--update-baseline accepts every problem: it goes with neither --select nor --ignore")
    with told.failures():
        found = validation.validate(paths or (".",), wanted, unwanted, update_baseline=update_baseline, **options)
    told.tell(found.problems)
    if told.form == "text" and told.output is None and not told.quiet:
        sys.stderr.write(_ending(found, update_baseline))
    return Exit.PROBLEMS if told.fails(found.problems) else Exit.OK


def _ending(found: Validation, updated: bool) -> str:
    if updated:
        return f"{counted(found.accepted, 'problem')} accepted and not reported again\n"
    accepted = f"{found.accepted:,} accepted by the baseline" if found.accepted else ""
    if not found.problems:
        said = f"{counted(found.records, 'record')} checked, no {'new ' if accepted else ''}problem found"
        return ", ".join(filter(None, (said, accepted))) + "\n"
    return f"{accepted}\n" if accepted else ""
