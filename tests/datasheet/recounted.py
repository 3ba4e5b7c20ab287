"""The figures of a corpus counted anew from its records.jsonl and outside.jsonl, in plain Python, one record at a time.

Nothing of `corpuskit.datasheet` is used: where both count alike, what the pages say is what the records hold.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpuskit import contract

NO_OUTLET = "no outlet credited"
ENDS = [0, 50, 100, 200, 500, 1000, 2000, 5000, 10000, None]
Rows = list[dict[str, Any]]


def lines(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def figures(dist: Path) -> dict[str, Any]:
    """What datasheet.json should have as figures, but for what only a build knows of its seeds."""
    records, outside = lines(dist / "records.jsonl"), lines(dist / "outside.jsonl")
    words = sorted(record["word_count"] for record in records)
    return {
        "records": len(records),
        "words": sum(words),
        "text_bytes": sum(len((record["text"] or "").encode()) for record in records),
        "length": {
            **{
                name: words[max(0, math.ceil(len(words) * percent / 100) - 1)] if words else None
                for name, percent in (
                    ("least", 0),
                    ("lower_quartile", 25),
                    ("median", 50),
                    ("upper_quartile", 75),
                    ("greatest", 100),
                )
            },
            "classes": classes(records),
        },
        "dates": dates(records),
        "outlets": outlets(records),
        "affiliations": most_first(Counter(map(affiliation, records)), "affiliation"),
        "languages": split(((record["language"], affiliation(record)) for record in records), "language"),
        "authors": {
            "names": len({name for record in records for name in record["authors"]}),
            "records": sum(bool(record["authors"]) for record in records),
        },
        "headings": {
            "headings": sum(len(record["headings"]) for record in records),
            "records": sum(bool(record["headings"]) for record in records),
        },
        "fields": fields(records),
        "extra": most_first(Counter(name for record in records for name in record["extra"]), "name"),
        "caveats": caveats(records),
        "outside": [
            {"kind": kind, "spans": len(sizes), "bytes": sum(sizes)}
            for kind, sizes in sorted(by_kind(outside).items(), key=lambda item: (-sum(item[1]), item[0]))
        ],
        "evidence": evidence(records),
        "confidence": confidence(records),
        "duplicates": {
            "repeated_records": sum("-" in record["id"] for record in records),
            "repeated_texts": len(texts := [record["text_sha256"] for record in records if record["text_sha256"]])
            - len(set(texts)),
        },
    }


def places(dist: Path) -> set[tuple[int, int]]:
    """Where the records lie in their seeds."""
    found = [record["provenance"] for record in lines(dist / "records.jsonl")]
    return {(place["byte_start"], place["byte_end"]) for place in found}


def inside(dist: Path) -> int:
    """Bytes of the seeds that are in records."""
    found = [record["provenance"] for record in lines(dist / "records.jsonl")]
    return sum(place["byte_end"] - place["byte_start"] for place in found)


def affiliation(record: dict[str, Any]) -> str:
    return str(record["outlets"][0]["affiliation"]) if record["outlets"] else NO_OUTLET


def most_first(counts: Counter[str], name: str) -> Rows:
    return [
        {name: key, "records": times} for key, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def split(pairs: Iterable[tuple[str, str]], name: str) -> Rows:
    """Values with their records and these by affiliation, the most first."""
    inner: dict[str, Counter[str]] = defaultdict(Counter)
    for value, word in pairs:
        inner[value][word] += 1
    rows = [
        {name: value, "records": sum(by.values()), "affiliations": dict(sorted(by.items()))}
        for value, by in inner.items()
    ]
    return sorted(rows, key=lambda row: (-row["records"], row[name]))


def classes(records: Rows) -> Rows:
    found = []
    for start, end in pairwise(ENDS):
        inside = [r for r in records if start <= r["word_count"] and (end is None or r["word_count"] < end)]
        by = Counter(map(affiliation, inside))
        found.append({"from": start, "below": end, "records": len(inside), "affiliations": dict(sorted(by.items()))})
    filled = [number for number, row in enumerate(found) if row["records"]]
    return found[filled[0] : filled[-1] + 1] if filled else []


def dates(records: Rows) -> dict[str, Any]:
    days = sorted(record["date"] for record in records if record["date"])
    known = [(record["date"] or record["date_partial"], affiliation(record)) for record in records]
    months = sorted(split(((day[:7], word) for day, word in known if day), "month"), key=lambda row: str(row["month"]))
    numbers = [int(m[:4]) * 12 + int(m[5:]) - 1 for row in months if len(m := row["month"]) == 7]
    near = days and (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days < 92
    by_day = split(((record["date"], affiliation(record)) for record in records if record["date"]), "day")
    precision = Counter(record["date_precision"] or "none" for record in records)
    return {
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        **{name: precision[name] for name in ("day", "month", "year", "none")},
        "ambiguous": sum(record["date_ambiguous"] for record in records),
        "months": months,
        "days": sorted(by_day, key=lambda row: str(row["day"])) if near else [],
        "gaps": [
            {"from": month(a + 1), "to": month(b - 1), "months": b - a - 1} for a, b in pairwise(numbers) if b - a > 1
        ],
    }


def month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def outlets(records: Rows) -> Rows:
    held: dict[tuple[Any, Any], dict[str, Any]] = {}
    for record in records:
        seen = set()
        day = record["date"] or record["date_partial"]
        for number, outlet in enumerate(record["outlets"]):
            key = (outlet["id"], None if outlet["id"] else outlet["name"])
            row = held.setdefault(
                key,
                {"id": outlet["id"], "names": Counter(), "countries": set(), "affiliations": Counter()}
                | {"main_affiliations": Counter(), "records": 0, "main": 0, "words": 0, "days": []},
            )
            row["names"][outlet["name"]] += 1
            row["countries"] |= {outlet["country"]} - {None}
            row["affiliations"][outlet["affiliation"]] += 1
            row["records"] += key not in seen
            seen.add(key)
            row["days"] += [day] if day else []
            if number == 0:
                row["main_affiliations"][outlet["affiliation"]] += 1
                row["main"] += 1
                row["words"] += record["word_count"]
    found = []
    for row in held.values():
        names = sorted(row["names"], key=lambda name: (-row["names"][name], name))
        days = row.pop("days")
        row |= {"name": names[0], "names": names, "countries": sorted(row["countries"])}
        row |= {name: dict(sorted(row[name].items())) for name in ("affiliations", "main_affiliations")}
        found.append(row | {"first": min(days, default=None), "last": max(days, default=None)})
    return sorted(found, key=lambda row: (-row["main"], -row["records"], row["name"], row["id"] or ""))


def fields(records: Rows) -> Rows:
    """In how many records each field is filled."""
    empty = Counter(n for record in records for n, value in record.items() if value is None or value in ([], {}, ""))
    return [
        {"name": known.name, "filled": len(records) - empty[known.name], "empty": empty[known.name]}
        for known in contract.fields()
    ]


def caveats(records: Rows) -> dict[str, Any]:
    force = [(r["id"], c) for r in records for c in r["caveats"] if not c["withdrawn"]]
    gone = Counter(c["code"] for r in records for c in r["caveats"] if c["withdrawn"])
    codes = {c["code"] for _, c in force} | set(gone)
    counted = [
        {
            "code": code,
            "caveats": sum(c["code"] == code for _, c in force),
            "records": len({name for name, c in force if c["code"] == code}),
            "withdrawn": gone[code],
        }
        for code in codes
    ]
    marks = Counter((c["code"], c["category"], c["speaker"]) for _, c in force if c["start"] is not None)
    return {
        "records": len({name for name, _ in force}),
        "codes": sorted(counted, key=lambda row: (-row["records"], row["code"])),
        "marks": dict(marks),
    }


def by_kind(outside: Rows) -> dict[str, list[int]]:
    found = defaultdict(list)
    for span in outside:
        found[span["kind"]].append(span["byte_end"] - span["byte_start"])
    return found


def evidence(records: Rows) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in (entry for record in records for entry in record["evidence"]):
        name = re.sub(r"\[[0-9]+\]", "", entry["field"])
        row = found.setdefault(name, {"from_bytes": 0, "from_elsewhere": 0, "rules": Counter()})
        row["from_elsewhere" if entry["byte_start"] is None else "from_bytes"] += 1
        row["rules"][entry["rule"]] += 1
    return found


def confidence(records: Rows) -> dict[str, Any]:
    sure = [record["confidence"] for record in records if record["confidence"] is not None]
    return {
        "measured": len(sure),
        "not_measured": len(records) - len(sure),
        "least": min(sure, default=None),
        "tenths": [sum(min(math.floor(value * 10 + 1e-9), 9) == number for value in sure) for number in range(10)],
    }
