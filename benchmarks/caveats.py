"""What the caveats are worth, in tables: credits by kind of trap beside naive matchers, health claims, and the cost.

    python benchmarks/caveats.py [--cases FILE.jsonl …] [--seed DUMP] [--without-health] [--wrong]

The cases are those of the tests, and with `../shared` beside the checkout those collected by others. Both have been
seen by whoever wrote the rules: docs/registry.md has the first runs. The tables on health claims, by category and
origin, are those of benchmarks/health.py; with --seed benchmarks/affiliation.py times matching as a share of a build.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import affiliation
import health

from corpuskit.lexicon.outlets import Registry, match_credit

ROOT = Path(__file__).parent.parent
OTHERS = ROOT.parent / "shared" / "sources" / "credit_cases_dev.jsonl"
#: Kinds of case as the files name them (without "set-3-"), under the words of the table.
KINDS = {
    "plain credits": ("true-plain", "plain"),
    "names in other scripts": ("true-nonlatin", "nonlatin", "scripts"),
    "encoding and look-alike letters": ("encoding",),
    "datelines and copyright lines": ("true-dateline", "dateline"),
    "combined credits": ("true-combined", "combined"),
    "parts and editions of an outlet": ("true-subsidiary", "subsidiary", "edition"),
    "cities and regions beside a name": ("city", "place"),
    "authors and places with a name": ("person", "colon"),
    "right among near names": ("true-nearmiss", "nearmiss"),
    "several outlets of one name": ("samename",),
    "addresses": ("true-domain", "domain"),
    "addresses that only look so": ("trap-domain",),
    "names that only look so": ("trap", "trap-lookalike", "lookalike", "programme", "team-street"),
    "mentions, keywords and pictures": ("trap-mention", "trap-mixed", "mention", "trap2", "picture"),
    "status on a date": ("status-dated", "trap-dated", "dated", "status"),
    "unlisted, or no outlet": ("unknown-outlet", "unknown-generic", "generic", "outlet", "listed", "unlisted"),
    "rarer and mixed forms": ("further-forms", "last-written", "mixed"),
}
_SET = re.compile(r"^set-[0-9]+-")
Ids = list[str]
Matcher = Callable[[dict[str, Any]], Ids]


def matchers(registry: Registry) -> dict[str, Matcher]:
    """Ours, and three that anyone would write first: they know the same names and addresses, and search what stands
    there (credit and text) for them.
    """
    listed: dict[str, str] = {}
    for entry in registry:
        for name in (*entry.names, *entry.names_in_context, *entry.names_with_clue, *entry.domains):
            listed.setdefault(name, entry.id)
    longest = sorted(listed, key=lambda name: (-len(name), name))
    anywhere = re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    folded = {name.casefold(): outlet for name, outlet in listed.items()}

    def searched(pattern: re.Pattern[str], case: dict[str, Any]) -> Ids:
        found = pattern.findall(f"{case['credit']}\n{case.get('text') or ''}")
        return list(dict.fromkeys(folded[name.casefold()] for name in found if name.casefold() in folded))

    def segments(case: dict[str, Any]) -> Ids:
        found = (listed.get(part.strip()) for part in re.split(r"[|/,]| [-–—] ", case["credit"]))
        return list(dict.fromkeys(outlet for outlet in found if outlet is not None))

    def ours(case: dict[str, Any]) -> Ids:
        found = match_credit(case["credit"], registry=registry, date=case.get("date") or None)
        return [one.id for one in found if one.id is not None]

    return {
        "corpuskit": ours,
        "exact segment": segments,
        "whole word": lambda case: searched(words, case),
        "substring": lambda case: searched(anywhere, case),
    }


def exact(case: Mapping[str, Any], found: Ids) -> bool:
    """Whether the outlets are those expected; the affiliation is not asked of a naive matcher."""
    ids = found or ["unknown"]
    if ids == case["expected"] or (len(ids) == 1 and ids[0] in case.get("accept", ())):
        return True
    return bool(case.get("partial")) and set(case["expected"]) <= set(ids)


def kind_of(case: Mapping[str, Any]) -> str:
    """The kind of a case whichever set it came with."""
    return _SET.sub("", case["kind"])


def table(cases: list[dict[str, Any]], registry: Registry) -> str:
    """A Markdown table: a row a kind of case with the share exact by each matcher; last, what was given wrongly."""
    ways = matchers(registry)
    found = {name: [way(case) for case in cases] for name, way in ways.items()}
    lines = ["| credits | cases | " + " | ".join(ways) + " |", "|---|---|" + "---|" * len(ways)]

    def row(title: str, kept: list[int], right: Callable[[str, int], bool]) -> None:
        if kept:
            shares = (sum(right(name, at) for at in kept) / len(kept) for name in ways)
            lines.append(f"| {title} | {len(kept)} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")

    def is_exact(name: str, at: int) -> bool:
        return exact(cases[at], found[name][at])

    for title, kinds in KINDS.items():
        row(title, [at for at, case in enumerate(cases) if kind_of(case) in kinds], is_exact)
    row("**all, exact**", list(range(len(cases))), is_exact)
    unknown = [at for at, case in enumerate(cases) if case["expected"] == ["unknown"]]
    row("**to stay unknown, given an outlet**", unknown, lambda name, at: bool(found[name][at]))
    return "\n".join(lines) + "\n"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--without-health", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="show what came out wrong")
    asked = parser.parse_args()
    registry = Registry.load()
    print(f"registry {registry.version}: {len(registry)} outlets\n")
    for path in asked.cases or [affiliation.OWN, *([OTHERS] if OTHERS.is_file() else [])]:
        print(f"{path.name}\n\n{table(read(path), registry)}")
        if asked.wrong:
            affiliation.accuracy(path.name, "credit", read(path), registry, show=True)
    if asked.seed is not None:
        affiliation.cost(asked.seed, registry)
    if not asked.without_health:
        health.main()


if __name__ == "__main__":
    main()
