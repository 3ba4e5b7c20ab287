"""Writes the coverage of registry.md from the registry: ``python docs/make_registry.py``. A test holds it current."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.outlets.places import COUNTRIES

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
    seen = sum(bool(said.seen) for said in (*periods, *assertions))
    counted: dict[str, Counter[str]] = {}
    for entry in registry:
        counted.setdefault(entry.country or "–", Counter())[entry.periods[-1].affiliation] += 1
    lines = [
        f"{len(registry)} outlets, {len(periods)} periods, {len(assertions)} assertions; {len(seen_outlets(registry))} "
        f"outlets have a row of which the page, the day and the words are kept ({seen} rows).",
        "",
        "| country | outlets | " + " | ".join(GROUPS) + " |",
        "|---|---|" + "---|" * len(GROUPS),
    ]
    for country, words in sorted(counted.items(), key=lambda one: (-one[1].total(), one[0])):
        groups = (sum(words[word] for word in group) or "" for group in GROUPS.values())
        lines.append(f"| {country} {name_of(country)} | {words.total()} | " + " | ".join(map(str, groups)) + " |")
    return "\n".join(lines) + "\n"


def seen_outlets(registry: Registry) -> list[str]:
    """Outlets with at least one period or assertion whose page was opened and is kept."""
    return [entry.id for entry in registry if any(one.seen for one in (*entry.periods, *registry.assertions(entry.id)))]


def name_of(country: str) -> str:
    """The name of a country by its code; empty for one that the lists of places lack."""
    with COUNTRIES.open("rb") as file:
        known = tomllib.load(file)
    return str(known[country]["names"][0]) if country in known else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
