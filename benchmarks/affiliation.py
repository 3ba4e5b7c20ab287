"""How well credits are matched to outlets, and what that costs as a share of a build.

    python benchmarks/affiliation.py [--cases FILE.jsonl …] [--seed DUMP] [--wrong]

Cases are lines of JSON with ``credit``, ``expected`` (ids, or ["unknown"]) and optionally ``date``, ``accept``,
``partial``, ``affiliation``, ``kind``, ``held_out``. Without --cases those of the tests are taken. They were written
before the code was run on them, and half of them are held out: only the first run on those says what other credits
will see (docs/registry.md has it). With --seed a build of that dump is timed, then the matching of all its credits and
the marking of all its records by themselves.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.outlets import Outlet, Registry, match_credit, match_names

OWN = Path(__file__).parent.parent / "tests" / "lexicon" / "data" / "credit_cases.jsonl"


def right(case: dict[str, Any], found: list[Outlet]) -> bool:
    ids = [outlet.id for outlet in found if outlet.id is not None] or ["unknown"]
    exact = ids == case["expected"] or (len(ids) == 1 and ids[0] in case.get("accept", ()))
    if not exact and not (case.get("partial") and set(case["expected"]) <= set(ids)):
        return False
    affiliation = case.get("affiliation") or case.get("expected_affiliation")
    return not affiliation or [outlet.affiliation for outlet in found] == [affiliation]


def by_credit(case: dict[str, Any], registry: Registry) -> list[Outlet]:
    """As `corpuskit mark` matches: the raw credit line."""
    return match_credit(case["credit"], registry=registry, date=case.get("date") or None)


def by_names(case: dict[str, Any], registry: Registry) -> list[Outlet]:
    """As a build matches: the names that the credit parser finds, with the line that they stand in."""
    parsed = parse_credit(case["credit"])
    printed = parsed.date and (parsed.date.iso or parsed.date.partial)
    return match_names(
        [named.name for named in parsed.outlets],
        registry=registry,
        credit=case["credit"],
        starts=[named.start for named in parsed.outlets],
        date=case.get("date") or printed or None,
    )


WAYS: dict[str, Callable[[dict[str, Any], Registry], list[Outlet]]] = {"credit": by_credit, "names": by_names}


def accuracy(name: str, way: str, cases: list[dict[str, Any]], registry: Registry, show: bool) -> None:
    """Prints the share of exact results, by kind too, and how often an outlet was given where none should be."""
    kinds: Counter[str] = Counter(case.get("kind", "") for case in cases)
    good: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    unknown = given = 0
    for case in cases:
        found = WAYS[way](case, registry)
        rules.update(outlet.rule for outlet in found)
        if right(case, found):
            good[case.get("kind", "")] += 1
        elif show:
            print(f"    {case['credit']!r}: expected {case['expected']}, found {[(o.id, o.rule) for o in found]}")
        if case["expected"] == ["unknown"]:
            unknown += 1
            given += any(outlet.id is not None for outlet in found)
    total = len(cases)
    print(
        f"{name}, by {way}: {good.total()} of {total} exact ({good.total() / total:.3f}); "
        f"of {unknown} to stay unknown {given} given an outlet"
    )
    print("    " + ", ".join(f"{kind} {good[kind]}/{count}" for kind, count in sorted(kinds.items())))
    print("    rules: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common()))


def cost(seed: Path, registry: Registry) -> None:
    """Prints the processor seconds of a build in one process, and of matching and marking its records, as shares."""
    import pyarrow as pa

    import corpuskit
    from corpuskit.caveats import Context
    from corpuskit.caveats.affiliation import mark
    from corpuskit.contract import arrow_schema

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dist"
        started = time.process_time()
        corpuskit.build(str(seed), out=str(out), jobs=1)
        build = time.process_time() - started
        with (out / "records.jsonl").open(encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
    fresh = Registry.load(OWN.parent / "empty_registry.toml")  # with nothing remembered from the build
    started = time.process_time()
    for record in records:
        match_names(
            [outlet["name"] for outlet in record["outlets"]],
            registry=fresh,
            credit=record["credit_line"],
            dateline=record["dateline"],
            date=record["date"] or record["date_partial"],
            language=record["language"],
            url=record["url"],
        )
    matching = time.process_time() - started
    schema = pa.schema([arrow_schema().field(name) for name in ("outlets", "date", "date_partial")])
    rows = [{name: record[name] for name in schema.names} for record in records]
    table = pa.Table.from_pylist(rows, schema)
    started = time.process_time()
    caveats = sum(1 for _ in mark(table, Context(fresh)))
    marking = time.process_time() - started
    print(f"{len(records)} records: build {build:.2f} s of one core")
    print(f"    matching {matching:.3f} s = {matching / build:.2%} of the build")
    print(f"    marking {marking:.3f} s = {marking / build:.2%} of the build, {caveats} caveats")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--wrong", action="store_true", help="show what came out wrong")
    asked = parser.parse_args()
    registry = Registry.load()
    print(f"registry {registry.version}: {len(registry)} outlets")
    for path in asked.cases or [OWN]:
        cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for held_out in (False, True):
            part = [case for case in cases if bool(case.get("held_out")) == held_out]
            if part:
                for way in WAYS:
                    accuracy(f"{path.name}{', held out' if held_out else ''}", way, part, registry, asked.wrong)
    if asked.seed is not None:
        cost(asked.seed, registry)


if __name__ == "__main__":
    main()
