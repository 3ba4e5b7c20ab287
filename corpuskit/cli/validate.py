"""``corpuskit validate``: records against schema and rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.model import Exit


@click.command(
    "validate",
    epilog="""\b
Examples:
  corpuskit validate                          the workspace you stand in, cut in memory
  corpuskit validate dist                     a finished corpus
  corpuskit validate records.jsonl data/records.parquet
  corpuskit validate --format json --output report.json
""",
)
@click.argument("paths", nargs=-1, type=str, metavar="[PATH…]")
@click.option("--format", "form", default="text", show_default=True, metavar="FORMAT", help="How problems are printed.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to a file.")
@click.option("--select", metavar="CODE[,…]", default="", help="Report only these codes.")
@click.option("--ignore", metavar="CODE[,…]", default="", help="Leave these codes out.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
def command(
    paths: tuple[str, ...], form: str, output: Path | None, select: str, ignore: str, strict: bool, quiet: bool
) -> int:
    """Check records in JSONL or Parquet, a dist folder, or a workspace. All problems are reported at once."""
    from corpuskit import pipeline, reports
    from corpuskit.cli import choices, terminal

    choices.check("--format", [form], reports.FORMATS)
    wanted, unwanted = choices.codes("--select", select), choices.codes("--ignore", ignore)
    found = pipeline.validate(paths or (".",), wanted, unwanted)
    problems = found.problems
    if output is not None:
        output.write_text(reports.render(problems, form, strict=strict), encoding="utf-8", newline="")
        if not quiet:
            sys.stderr.write(
                f"{len(problems)} problems in {found.records} records; report in {terminal.shown(output)}\n"
            )
    elif form == "text":
        terminal.report(problems)
        if not quiet and not problems:
            sys.stderr.write(f"{found.records:,} records checked, no problem found\n")
    else:
        sys.stdout.write(reports.render(problems, form, strict=strict))
    bad = any(p.severity == "error" or (strict and p.severity == "warning") for p in problems)
    return Exit.PROBLEMS if bad else Exit.OK
