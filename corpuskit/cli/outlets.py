"""``corpuskit outlets``: the registry of outlets, looked up, checked, and compared with a corpus."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpuskit.cli import choices
from corpuskit.model import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.lexicon.outlets import Registry

OWN = Path("seeds", "outlets.toml")


@click.command(
    "outlets",
    epilog="""\b
Examples:
  corpuskit outlets RT                              its history and sources
  corpuskit outlets voa --on 2025-06-01             and its affiliation on a day
  corpuskit outlets --country RS                    a list
  corpuskit outlets --check seeds/outlets.toml      every error in a registry file
  corpuskit outlets --missing dist >> seeds/outlets.toml
""",
)
@click.argument("names", nargs=-1, metavar="[NAME, ID or ADDRESS…]")
@click.option("--on", "date", metavar="DATE", help="The affiliation on a day, month or year.")
@click.option("--country", metavar="CODE", help="List outlets of a country (ISO 3166-1, such as RS).")
@click.option("--affiliation", metavar="WORD", help="List outlets of an affiliation.")
@click.option("--json", "as_json", is_flag=True, help="Print entries as JSON lines.")
@click.option("--check", type=click.Path(path_type=Path), metavar="FILE", help="Print every error in a registry file.")
@click.option(
    "--missing",
    type=choices.Dist(),
    metavar="DIST",
    help="Print a stanza to fill in for each credited outlet that the registry lacks.",
)
@click.option(
    "--registry",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Registry file that overrides the packaged one (default: seeds/outlets.toml, if any).",
)
def command(
    names: tuple[str, ...],
    date: str | None,
    country: str | None,
    affiliation: str | None,
    as_json: bool,
    check: Path | None,
    missing: Path | None,
    registry: Path | None,
) -> int:
    """Look up outlets: names, affiliation by period, what was asserted by whom, and where it can be read.

    Without a NAME all outlets are listed. An outlet that the registry lacks is unknown, which is not a finding of
    independence. The exit code is 1 if a name was not found.
    """
    if sum((bool(names), check is not None, missing is not None, bool(country or affiliation))) > 1:
        raise click.UsageError("look up names, list, --check or --missing: one at a time")
    if date is not None and not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", date):
        raise click.BadOptionUsage("--on", f"--on: {date!r} is no date; use YYYY, YYYY-MM or YYYY-MM-DD")
    if check is not None:
        return _check(check)
    from corpuskit.checking import outlets
    from corpuskit.lexicon.outlets.upkeep import laid_over

    own = registry or (OWN if OWN.is_file() else None)
    known = laid_over(*([own] if own is not None else []))
    if missing is not None:
        sys.stdout.writelines(outlets.stanzas(outlets.lacking(missing, known)))
        return Exit.OK
    if names:
        return _look_up(names, known, date, as_json)
    _list(known, country, affiliation, date, as_json)
    return Exit.OK


def _check(file: Path) -> int:
    from corpuskit.cli import terminal
    from corpuskit.lexicon.outlets import Registry
    from corpuskit.lexicon.outlets.upkeep import problems_of

    problems = problems_of(file, Registry.load())
    terminal.report(problems)
    if not problems:
        sys.stderr.write(f"{terminal.shown(file)}: no fault found\n")
    return Exit.PROBLEMS if problems else Exit.OK


def _look_up(names: Sequence[str], registry: Registry, date: str | None, as_json: bool) -> int:
    from corpuskit.checking import outlets
    from corpuskit.cli import terminal

    code = Exit.OK
    for number, name in enumerate(names):
        if number and not as_json:
            terminal.show_lines([("", "plain")])
        found = outlets.find(name, registry)
        if as_json:
            _print_json([outlets.as_json(entry, registry, date) for entry, _ in found])
        elif found:
            for entry, sure in found:
                terminal.show_lines(outlets.of_outlet(entry, registry, date, sure))
        else:
            terminal.show_lines(outlets.unlisted(name, registry))
        if not found:
            code = Exit.PROBLEMS
    return code


def _list(registry: Registry, country: str | None, affiliation: str | None, date: str | None, as_json: bool) -> None:
    from corpuskit.checking import outlets
    from corpuskit.cli import choices
    from corpuskit.reports.safe import show

    if affiliation is not None:
        words = dict.fromkeys(period.affiliation for entry in registry for period in entry.periods)
        choices.check("--affiliation", [affiliation], list(words))
    found = outlets.listed(registry, country, affiliation, date)
    if as_json:
        _print_json([outlets.as_json(entry, registry, date) for entry in found])
    else:
        for line in outlets.of_list(found, registry, date):
            sys.stdout.write(show(line) + "\n")
        sys.stderr.write(f"{len(found)} of {len(registry)} outlets in registry {registry.version}\n")


def _print_json(rows: Sequence[dict[str, object]]) -> None:
    from corpuskit.reports.safe import dumps

    for row in rows:
        sys.stdout.buffer.write(dumps(row).encode("utf-8") + b"\n")
