"""Writes the coverage of registry.md from the registry: ``python docs/make_registry.py``. A test holds it current."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from corpuskit.lexicon.outlets import Entry, Registry
from corpuskit.lexicon.outlets.places import COUNTRIES
from corpuskit.lexicon.outlets.registry import Statement

PAGE = Path(__file__).with_name("registry.md")
#: What lies between the marks is written by this script.
MARKED = re.compile(r"(<!-- coverage -->\n).*?(<!-- /coverage -->)", re.DOTALL)
#: Affiliations in groups that fit into a table.
GROUPS = {
    "controlled, captured or designated": (
        "state-controlled",
        "party-organ",
        "captured-or-aligned",
        "designated-state-linked",
    ),
    "funded or governed": ("state-linked", "public-service"),
    "no state": ("party-aligned", "advocacy-or-think-tank", "non-state-private"),
    "unknown": ("unknown",),
}


def page() -> str:
    """The whole page, its coverage written anew."""
    text = PAGE.read_text(encoding="utf-8")
    return MARKED.sub(lambda match: f"{match[1]}\n{coverage(Registry.load())}\n{match[2]}", text)


def coverage(registry: Registry) -> str:
    """The counts, and outlets by country and by the group of their latest affiliation."""
    periods = [period for entry in registry for period in entry.periods]
    assertions = [said for entry in registry for said in registry.assertions(entry.id)]
    opened = set(seen_outlets(registry))
    by_country: dict[str, list[Entry]] = {}
    for entry in registry:
        by_country.setdefault(entry.country or "–", []).append(entry)
    lines = [
        f"{len(registry)} outlets in {len(by_country.keys() - {'–'})} countries. For {len(opened)} of them the page "
        "behind at least one row was opened, and its address, the day and the words are kept.",
        "",
        "| rows | all | page opened | affiliation unknown | page not opened |",
        "|---|---|---|---|---|",
        f"| periods | {_by_source(periods)} |",
        f"| assertions | {_by_source(assertions)} |",
        "",
        "| country | outlets | page opened | " + " | ".join(GROUPS) + " |",
        "|---|---|---|" + "---|" * len(GROUPS),
    ]
    for country, entries in sorted(by_country.items(), key=lambda one: (-len(one[1]), one[0])):
        words = Counter(entry.periods[-1].affiliation for entry in entries)
        groups = (sum(words[word] for word in group) or "" for group in GROUPS.values())
        cells = (f"{country} {name_of(country)}", len(entries), sum(one.id in opened for one in entries), *groups)
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def _by_source(rows: Sequence[Statement]) -> str:
    """How many rows there are, and how many by whether their page was opened."""
    opened = sum(bool(row.seen) for row in rows)
    unopened = sum(row.unopened for row in rows)
    return f"{len(rows)} | {opened} | {len(rows) - opened - unopened} | {unopened}"


def seen_outlets(registry: Registry) -> list[str]:
    """Outlets with at least one period or assertion whose page was opened and is kept."""
    return [entry.id for entry in registry if any(one.seen for one in (*entry.periods, *registry.assertions(entry.id)))]


def name_of(country: str) -> str:
    """The name of a country by its code; empty for one that the lists of places lack."""
    known = _countries()
    return str(known[country]["names"][0]) if country in known else ""


@cache
def _countries() -> dict[str, Any]:
    with COUNTRIES.open("rb") as file:
        return tomllib.load(file)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
