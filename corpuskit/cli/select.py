"""``corpuskit select``: some records of a finished corpus as a corpus of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpuskit.cli import choices, reporting
from corpuskit.counting import counted
from corpuskit.model import Exit


@click.command(
    "select",
    epilog="""\b
Examples:
  corpuskit select dist --where "date >= '2024-01-01' and outlet = 'RT'" --out rt
  corpuskit select dist --sample 100 --seed 1 --out hundred
  corpuskit select dist --split train=.8,test=.2 --by outlet --out parts   writes parts/train and parts/test
""",
)
@click.argument("dist", type=choices.Dist(), default="dist", metavar="[DIST]")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write.")
@click.option("--where", metavar="CONDITION", help="Only records that meet the condition (docs/conditions.md).")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Draw N records at random.")
@click.option("--seed", type=int, default=0, metavar="S", show_default=True, help="Seed of the random draw.")
@click.option("--split", metavar="NAME=SHARE,…", help="Parts with these shares, one folder each.")
@click.option("--by", metavar="COLUMN", help="Keep records with the same value in one part (default: the same text).")
@reporting.options
@reporting.quiet
def command(
    dist: Path,
    out: Path,
    where: str | None,
    sample: int | None,
    seed: int,
    split: str | None,
    by: str | None,
    told: reporting.Reporting,
) -> int:
    """Make a complete data set of some records of another, which states how they were chosen.

    The same choice gives the same records on every machine.
    """
    from corpuskit.arrow import without_pandas
    from corpuskit.cli import terminal

    without_pandas()
    from corpuskit.deriving.selecting import Choice, select

    with told.failures():
        shares = None if split is None else _shares(split)
        made = select(dist, out, Choice(where, sample, seed, shares, by))
    told.tell(())
    if not told.quiet:
        for name, manifest in made.items():
            sys.stderr.write(f"{counted(manifest.counts.records, 'record')} → {terminal.shown(out / name)}\n")
    return Exit.OK


def _shares(text: str) -> dict[str, float]:
    """``train=.8,test=.2`` as a mapping. Raises BadParameter."""
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, share = part.strip().partition("=")
        plain = name.replace("-", "").replace("_", "").isalnum() and name not in found
        try:
            found[name] = float(share)
        except ValueError:
            plain = False
        if not plain or not 0 < found[name] < 1:
            raise click.BadParameter(f"{part!r} is no NAME=SHARE, such as train=.8", param_hint="--split")
    return found
