"""``corpuskit grep``: words in a finished corpus, with what stands around them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpuskit.cli import choices
from corpuskit.counting import counted
from corpuskit.model import Exit

if TYPE_CHECKING:
    from corpuskit.checking.grep import Hit, Tally


#: How records without an outlet or a month are called.
NONE_OF = {"outlet": "no outlet", "month": "no date"}


@click.command(
    "grep",
    epilog="""\b
Examples:
  corpuskit grep ferry                        in titles and texts of the corpus in dist/
  corpuskit grep -i -e 'ferr(y|ies)' my/dist  a regular expression (RE2), either case
  corpuskit grep ferry --count-by month       how many records, by outlet or month
  corpuskit grep ferry --json | jq .record.id
""",
)
@click.argument("pattern")
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option("-e", "--regex", is_flag=True, help="PATTERN is a regular expression (RE2).")
@click.option("-i", "--ignore-case", is_flag=True, help="Ignore case.")
@click.option(
    "--field", "fields", default="title,text", show_default=True, metavar="NAME[,NAME…]", help="Fields to search."
)
@click.option("--count-by", type=click.Choice(["outlet", "month"]), help="Print counts of records instead of matches.")
@click.option("--json", "as_json", is_flag=True, help="Print each match (or count) as a JSON line.")
def command(
    pattern: str, dist: Path, regex: bool, ignore_case: bool, fields: str, count_by: str | None, as_json: bool
) -> int:
    """Search the records of DIST, and show each match in context."""
    from corpuskit.checking import grep

    wanted = [name.strip() for name in fields.split(",") if name.strip()]
    if not wanted:
        raise click.BadOptionUsage("--field", "--field: name a column, such as text")
    last = None
    for found in grep.search(dist, pattern, regex=regex, ignore_case=ignore_case, fields=wanted, count_by=count_by):
        if isinstance(found, grep.Tally):
            _tally(found, count_by, as_json)
            if not found.matches and not as_json:
                _say_how_else(pattern, regex, ignore_case)
        elif not count_by:
            last = _hit(found, last, as_json)
    return Exit.OK


def _hit(hit: Hit, last: str | None, as_json: bool) -> str:
    """Prints a hit, and before the first of a record what record it is; returns the record's id."""
    from corpuskit.cli import terminal
    from corpuskit.reports.safe import dumps, show

    record = {name: str(value) if value is not None else None for name, value in hit.record.items()}
    out = sys.stdout
    if as_json:
        told = {"record": record} | {
            name: getattr(hit, name) for name in ("field", "start", "end", "before", "match", "after")
        }
        out.write(dumps(told) + "\n")
        return str(record["id"])
    if record["id"] != last:
        known = [record["id"], record["date"] or record["date_partial"], record["outlet"], record["title"]]
        out.write(terminal.style("  ".join(show(part, 80) for part in known if part), out, bold=True) + "\n")
    match = terminal.style(show(hit.match, 200), out, fg="red", bold=True)
    match = match if terminal.colour(out) else f"[{match}]"
    out.write(f"  {hit.field}: {show(hit.before)}{match}{show(hit.after)}\n")
    return str(record["id"])


def _say_how_else(pattern: str, regex: bool, ignore_case: bool) -> None:
    """After no match: the options by which the same pattern would match more."""
    ways = [] if ignore_case else ["-i ignores case"]
    if not regex and re.search(r"[|*+?\[(^$\\]", pattern):
        ways.append("-e takes the pattern as a regular expression")
    if ways:
        sys.stderr.write(f"hint: {', '.join(ways)}\n")


def _tally(tally: Tally, count_by: str | None, as_json: bool) -> None:
    from corpuskit.cli import terminal
    from corpuskit.reports.safe import dumps

    rows = sorted(tally.by.items(), key=lambda row: (-row[1], row[0] or ""))
    if as_json:
        sys.stdout.writelines(dumps({count_by: name, "records": count}) + "\n" for name, count in rows)
        return
    without = NONE_OF[count_by] if count_by else ""
    for name, count in rows:
        sys.stdout.write(f"{count:>8,}  {terminal.shown(name or without)}\n")
    of = f"{tally.records:,} of {counted(tally.of, 'record')}" if tally.matches else counted(tally.of, "record")
    sys.stderr.write(f"{counted(tally.matches, 'match', 'matches')} in {of}\n")
