"""Tallies as figures: the one mapping, in the shape of JSON, from which every page of dist/ takes its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from corpuskit import contract
from corpuskit.datasheet.tallies.measures import Measures, OutletKey, OutletTally, SpanTally, ViewKey
from corpuskit.problems import codes
from corpuskit.sorted_numbers import distinct

Figures = Mapping[str, Any]
#: Upper ends (exclusive) of the classes in which lengths are shown, in words; the last class is open.
LENGTH_CLASSES = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
#: Days that a corpus may span to be counted by day.
MOST_DAYS = 92
#: What a seed's table in corpus.toml may state that belongs into a datasheet.
SEED_STATED = ("description", "source", "collected", "rights")


def figures(measures: Measures) -> dict[str, Any]:
    """All figures of a corpus, with every list in an order that depends on the corpus alone.

    Documented in schemas/datasheet.schema.json, under ``figures``.
    """
    measures.settle()
    return {
        "records": measures.records,
        "words": measures.words,
        "text_bytes": measures.text_bytes,
        "length": _length(measures),
        "dates": _dates(measures),
        "outlets": _outlets(measures.outlets),
        "affiliations": _most_first(measures.affiliations, "affiliation"),
        "languages": _by_affiliation(measures.languages, "language"),
        "authors": {"names": len(measures.author_hashes), "records": measures.records_with_author},
        "headings": {"headings": measures.headings, "records": measures.records_with_heading},
        "fields": _fields(measures),
        "extra": _most_first(measures.extra, "name"),
        "caveats": _caveats(measures),
        "seeds": _seeds(measures),
        "bytes": _bytes(measures),
        "outside": _outside(measures),
        "evidence": _evidence(measures),
        "confidence": _confidence(measures),
        "duplicates": {
            "repeated_records": measures.repeated_records,
            "repeated_texts": len(measures.text_hashes) - len(distinct(np.asarray(measures.text_hashes))),
        },
    }


def _most_first(counts: Counter[str], name: str) -> list[dict[str, Any]]:
    """Counts as a list, the greatest first and equal ones by name."""
    return [{name: key, "records": counts[key]} for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _by_affiliation(counts: Counter[tuple[str, str]], name: str) -> list[dict[str, Any]]:
    """Counts of (value, affiliation) as a list by value, the greatest first."""
    inner: dict[str, Counter[str]] = {}
    for (value, word), times in counts.items():
        inner.setdefault(value, Counter())[word] += times
    rows = [
        {name: value, "records": split.total(), "affiliations": dict(sorted(split.items()))}
        for value, split in inner.items()
    ]
    return sorted(rows, key=lambda row: (-row["records"], row[name]))


def _length(measures: Measures) -> dict[str, Any]:
    lengths: Counter[int] = Counter()
    classes: dict[int, Counter[str]] = {}
    for (words, affiliation), times in measures.lengths.items():
        lengths[words] += times
        number = sum(words >= end for end in LENGTH_CLASSES)
        classes.setdefault(number, Counter())[affiliation] += times
    ends = [None, *LENGTH_CLASSES, None]
    shown = range(min(classes), max(classes) + 1) if classes else range(0)
    return {
        **{name: quantile(lengths, share) for name, share in _QUANTILES},
        "classes": [
            {
                "from": ends[number] or 0,
                "below": ends[number + 1],
                "records": classes.get(number, Counter()).total(),
                "affiliations": dict(sorted(classes.get(number, Counter()).items())),
            }
            for number in shown
        ],
    }


_QUANTILES = (("least", 0), ("lower_quartile", 25), ("median", 50), ("upper_quartile", 75), ("greatest", 100))


def quantile(lengths: Counter[int], percent: int) -> int | None:
    """The least value that at least ``percent`` of 100 do not exceed (nearest rank); None of nothing."""
    rank = max(1, -(-percent * lengths.total() // 100))
    for length in sorted(lengths):
        rank -= lengths[length]
        if rank <= 0:
            return length
    return None


def _dates(measures: Measures) -> dict[str, Any]:
    months = sorted(_by_affiliation(measures.months, "month"), key=lambda row: str(row["month"]))
    found = [row["month"] for row in months if len(row["month"]) == len("YYYY-MM")]
    return {
        "first": measures.first_date,
        "last": measures.last_date,
        **{name: measures.date_precision[name] for name in ("day", "month", "year", "none")},
        "ambiguous": measures.ambiguous_dates,
        "months": months,
        "days": _days(measures),
        "gaps": list(_gaps(found)),
    }


def _days(measures: Measures) -> list[dict[str, Any]]:
    """Records by day, where the corpus spans few enough days that they say more than months."""
    if measures.first_date is None or measures.last_date is None:
        return []
    span = (date.fromisoformat(measures.last_date) - date.fromisoformat(measures.first_date)).days
    if span >= MOST_DAYS:
        return []
    return sorted(_by_affiliation(measures.days, "day"), key=lambda row: str(row["day"]))


def _gaps(months: list[str]) -> Iterable[dict[str, Any]]:
    """Runs of months without a record between two that have one; ``months`` ascend."""
    numbers = map(month_number, months)
    for before, after in pairwise(numbers):
        if after - before > 1:
            yield {"from": month_named(before + 1), "to": month_named(after - 1), "months": after - before - 1}


def month_number(month: str) -> int:
    """The place of a month (YYYY-MM) among all."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def month_named(number: int) -> str:
    """The month of a number, as YYYY-MM."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _outlets(outlets: Mapping[OutletKey, OutletTally]) -> list[dict[str, Any]]:
    rows = [_outlet(key, tally) for key, tally in outlets.items()]
    return sorted(rows, key=lambda row: (-row["main"], -row["records"], row["name"], row["id"] or ""))


def _outlet(key: OutletKey, tally: OutletTally) -> dict[str, Any]:
    names = sorted(tally.names, key=lambda name: (-tally.names[name], name))
    return {
        "id": key.id,
        "name": names[0],
        "names": names,
        "countries": sorted(tally.countries),
        "affiliations": dict(sorted(tally.affiliations.items())),
        "main_affiliations": dict(sorted(tally.main_affiliations.items())),
        "records": tally.credited,
        "main": tally.main,
        "words": tally.words,
        "first": tally.first,
        "last": tally.last,
    }


def _fields(measures: Measures) -> list[dict[str, Any]]:
    """The data dictionary: every field of the contract, with in how many records it is empty."""
    return [
        {
            "name": known.name,
            "type": known.type,
            "nullable": known.nullable,
            "description": known.description,
            "filled": measures.records - measures.empty[known.name],
            "empty": measures.empty[known.name],
            "example": measures.examples.get(known.name),
        }
        for known in contract.fields()
    ]


def _caveats(measures: Measures) -> dict[str, Any]:
    by_code = sorted(measures.caveat_codes.items(), key=lambda item: (-item[1].records, item[0]))
    groups = sorted(
        measures.caveats.items(), key=lambda item: (item[0].code, -item[1].records, [part or "" for part in item[0]])
    )
    marks = sorted(measures.marks.items(), key=lambda item: (item[0][0], -item[1], item[0]))
    return {
        "records": measures.records_with_caveat,
        "codes": [
            {
                "code": code,
                "severity": codes()[code].severity if code in codes() else None,
                "caveats": tally.caveats,
                "records": tally.records,
                "withdrawn": tally.withdrawn,
            }
            for code, tally in by_code
        ],
        "groups": [
            {**key._asdict(), "caveats": tally.caveats, "records": tally.records, "statement": tally.statement}
            for key, tally in groups
        ],
        "marks": [
            {"code": code, "category": category or None, "speaker": speaker or None, "passages": times}
            for (code, category, speaker), times in marks
        ],
    }


def _seeds(measures: Measures) -> list[dict[str, Any]]:
    layouts: dict[ViewKey, Counter[str]] = {}
    for (place, layout), times in measures.layouts.items():
        layouts.setdefault(place, Counter())[layout] += times
    return [
        {
            "file": place.file,
            "view": place.view,
            "size": facts.size,
            "sha256": facts.file_sha256,
            "view_sha256": facts.view_sha256,
            "encoding": facts.encoding,
            "encoding_rule": facts.encoding_rule,
            "encoding_confidence": facts.encoding_confidence,
            "layouts": sorted(layouts.get(place, ())),
            "records": measures.inside.get(place, SpanTally()).spans,
            "bytes_in_records": measures.inside.get(place, SpanTally()).bytes,
            "stated": {name: facts.settings[name] for name in SEED_STATED if name in facts.settings},
            "export": dict(sorted(measures.statements.get(place, {}).items())),
        }
        for place, facts in sorted(measures.seeds.items(), key=lambda item: (item[0].file.encode(), item[0].view or ""))
    ]


def _bytes(measures: Measures) -> dict[str, int]:
    total = sum(facts.size for facts in measures.seeds.values())
    inside = sum(tally.bytes for tally in measures.inside.values())
    outside = sum(tally.bytes for tally in measures.outside.values())
    return {"total": total, "in_records": inside, "outside": outside, "unaccounted": total - inside - outside}


def _outside(measures: Measures) -> list[dict[str, Any]]:
    by_kind: dict[str, SpanTally] = {}
    for (_, kind), tally in measures.outside.items():
        of_kind = by_kind.setdefault(kind, SpanTally())
        of_kind.spans += tally.spans
        of_kind.bytes += tally.bytes
    ordered = sorted(by_kind.items(), key=lambda item: (-item[1].bytes, item[0]))
    return [{"kind": kind, "spans": tally.spans, "bytes": tally.bytes} for kind, tally in ordered]


def _evidence(measures: Measures) -> list[dict[str, Any]]:
    """How each field was found, in the order of the contract and then by name."""
    found: dict[str, dict[str, Any]] = {}
    for (name, rule, by), times in sorted(measures.evidence.items()):
        row = found.setdefault(name, {"field": name, "from_bytes": 0, "from_elsewhere": 0, "rules": {}})
        row["from_bytes" if by == "bytes" else "from_elsewhere"] += times
        row["rules"][rule] = row["rules"].get(rule, 0) + times
    order = {known.name: number for number, known in enumerate(contract.fields())}
    return sorted(found.values(), key=lambda row: (order.get(row["field"].split(".")[0], len(order)), row["field"]))


def _confidence(measures: Measures) -> dict[str, Any]:
    known = {value: times for value, times in measures.confidence.items() if value is not None}
    tenths = Counter[int]()
    for value, times in known.items():
        tenths[min(int(value * 10 + 1e-9), 9)] += times
    return {
        "measured": sum(known.values()),
        "not_measured": measures.confidence[None],
        "least": min(known, default=None),
        "tenths": [tenths[number] for number in range(10)],
    }


def share(part: int, whole: int) -> str:
    """A part in words of a whole: "6 of 9 (67 %)"; a percentage that is not zero is never printed as 0."""
    if not whole:
        return f"{part:,} of {whole:,}"
    percent = 100 * part / whole
    rounded = "under 1" if 0 < percent < 1 else "over 99" if 99 < percent < 100 else f"{percent:.0f}"
    return f"{part:,} of {whole:,} ({rounded} %)"
