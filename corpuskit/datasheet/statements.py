"""Who states what of an outlet: the statements on which its affiliation caveats rest, apart by what they really say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from corpuskit.caveats import affiliation
from corpuskit.datasheet.blocks import Block, table
from corpuskit.datasheet.tallies.figures import Figures
from corpuskit.datasheet.wording import paragraph, say
from corpuskit.lexicon.outlets.registry import Registry


class Said(NamedTuple):
    """A statement of an authority on an outlet, as it stands on ``records`` records.

    ``control`` says whether it asserts control or direction by a state or a party in its own words; a decision on
    other grounds does not, whoever made it. ``criterion`` is the authority's, or the instrument where none is known.
    """

    code: str
    outlet: str
    entry: str
    authority: str
    date: str | None
    criterion: str | None
    statement: str
    reference: str
    control: bool
    records: int


def said(figures: Figures) -> list[Said]:
    """Every statement behind an affiliation caveat: by code, by outlet in the order of the figures, by date."""
    order = {outlet["id"]: (place, outlet["name"]) for place, outlet in enumerate(figures["outlets"]) if outlet["id"]}
    found = []
    for group in figures["caveats"]["groups"]:
        if group["code"] not in affiliation.CODES or not group["authority"]:
            continue
        for entry in affiliation.entries_of(group["reference"] or ""):
            if entry in order:
                one = Said(
                    group["code"],
                    order[entry][1],
                    entry,
                    group["authority"],
                    group["as_of"],
                    group["basis"],
                    group["statement"],
                    group["reference"],
                    affiliation.asserts_control(group["rule"], group["statement"], group["basis"]),
                    group["records"],
                )
                found.append((order[entry][0], one))
    return [
        one for _, one in sorted(found, key=lambda pair: (pair[1].code, pair[0], pair[1].date or "", pair[1].authority))
    ]


def by_outlets(statements: Iterable[Said]) -> list[tuple[tuple[str, ...], str]]:
    """Who states it and when, once for all outlets of which the same is stated, those of most outlets first.

    The second of each pair is "A (2022-03-02); B (2024-09-04, 2024-09-13)", by first date.
    """
    of: dict[tuple[str, str], list[str]] = {}
    for one in statements:
        outlets = of.setdefault((one.date or "undated", one.authority), [])
        if one.outlet not in outlets:
            outlets.append(one.outlet)
    together: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for (date, authority), outlets in sorted(of.items()):
        together.setdefault(tuple(outlets), {}).setdefault(authority, []).append(date)
    return [
        (outlets, "; ".join(f"{authority} ({', '.join(dates)})" for authority, dates in named.items()))
        for outlets, named in sorted(together.items(), key=lambda pair: -len(pair[0]))
    ]


def tables(figures: Figures, registry: Registry) -> list[Block]:
    """Those that assert control or direction with their criterion, then the others; nothing where there is none."""
    every = said(figures)
    found: list[Block] = []
    for name, control in (("control", True), ("other", False)):
        if part := [one for one in every if one.control == control]:
            found += [paragraph("statements", name), table(_COLUMNS, _rows(part, registry), (1,), (6,))]
    return found


_COLUMNS = ("outlet", "records", "authority", "date", "criterion or basis", "page opened", "source")


def _rows(every: Iterable[Said], registry: Registry) -> list[tuple[object, ...]]:
    """A row a statement. Whether it was made before the article or after it does not show here: no row stands twice."""
    records: Counter[tuple[object, ...]] = Counter()
    for one in every:
        source = one.reference.partition(" ; outlet registry ")[0]
        seen = opened(one, registry)
        records[one.outlet, one.authority, one.date or "undated", one.criterion, seen, source] += one.records
    return [(outlet, count, *rest) for (outlet, *rest), count in records.items()]


def opened(one: Said, registry: Registry) -> str:
    """Whether the page behind a statement was opened when the registry was compiled, in a word."""
    entry = registry.entries.get(one.entry)
    rows = [*entry.periods, *registry.assertions(one.entry)] if entry else []
    of = [row for row in rows if (row.authority, row.date) == (one.authority, one.date)]
    if not of:
        return say("statements", "not_known")
    pages = [page for row in of for page in row.seen]
    if not pages:
        return say("statements", "unopened")
    return say("statements", "stored" if all(page.stored for page in pages) else "opened")
