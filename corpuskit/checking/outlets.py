"""The registry of outlets looked up: an outlet with its history and sources, a list, and what a corpus credits besides.

Returns plain lines, as `corpuskit.checking.explain` does; the command line makes them safe to show and colours them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpuskit.caveats.affiliation import history, unlisted_statement
from corpuskit.checking.explain import Line
from corpuskit.checking.loading import load
from corpuskit.counting import counted
from corpuskit.lexicon.outlets.matching import match_names
from corpuskit.lexicon.outlets.registry import Entry, Registry, Statement
from corpuskit.lexicon.outlets.upkeep import Missing, missing, stanza

#: What it takes to be sure of a name that is not the outlet's alone.
STRENGTHS = {
    "name": "",
    "context": ", beside a date, a byline or another outlet",
    "clue": ", only with a clue: its country, its address, the place of the dateline",
}


def find(asked: str, registry: Registry) -> list[tuple[Entry, str]]:
    """The entries that an id, a printed name, an address or a credit means, each with how sure that is, in words."""
    if asked in registry.entries:
        return [(registry.outlet(asked), "")]
    found = [(entry, STRENGTHS[strength]) for entry, strength in registry.lookup(asked)]
    if found:
        return found
    named = match_names([asked], registry=registry)
    return [(registry.outlet(one.id), "") for one in named if one.id is not None]


def of_outlet(entry: Entry, registry: Registry, date: str | None = None, sure: str = "") -> list[Line]:
    """All that the registry has of an outlet; with ``date`` (YYYY[-MM[-DD]]) the affiliation on it too."""
    lines = [Line(f"{entry.name} ({entry.country or 'no country'})", "title"), Line(f"id {entry.id}{sure}", "dim")]
    if date is not None:
        lines.append(Line(f"on {date}: {registry.reading(entry.id, date).affiliation}"))
    for title, values in (
        ("names", entry.names),
        ("names beside a date, a byline or another outlet", entry.names_in_context),
        ("names with a clue only", entry.names_with_clue),
        ("addresses", (*entry.domains, *entry.domains_unverified)),
    ):
        if values:
            lines.append(Line(f"{title}: {', '.join(values)}"))
    if entry.parent is not None:
        lines.append(Line(f"part of {entry.parent}; nothing is inherited from it"))
    if entry.active_from or entry.active_to:
        lines.append(Line(f"existed {entry.active_from or '…'} to {entry.active_to or '…'}"))
    if entry.note is not None:
        lines.append(Line(entry.note, "dim"))
    said = history(entry.id, registry)
    periods = len(entry.periods)
    lines += [Line("affiliation by period", "heading"), *(Line(f"- {line}") for line in said[:periods])]
    if said[periods:]:
        lines += [Line("assertions", "heading"), *(Line(f"- {line}") for line in said[periods:])]
    return lines


def unlisted(asked: str, registry: Registry) -> list[Line]:
    """What is said of a name that the registry lacks."""
    return [Line(asked, "title"), Line(f"unknown: {unlisted_statement(registry)}")]


def listed(registry: Registry, country: str | None, affiliation: str | None, date: str | None) -> list[Entry]:
    """The outlets of a country (ISO 3166-1) and of an affiliation (on ``date``, or in any period without)."""
    return [
        entry
        for entry in registry
        if (country is None or entry.country == country.upper())
        and (affiliation is None or affiliation in _affiliations(entry, registry, date))
    ]


def _affiliations(entry: Entry, registry: Registry, date: str | None) -> list[str]:
    """The words of an outlet: that of a date, or those of all its periods, in order of time."""
    if date is not None:
        return [registry.reading(entry.id, date).affiliation]
    return list(dict.fromkeys(period.affiliation for period in entry.periods))


def of_list(entries: list[Entry], registry: Registry, date: str | None) -> Iterator[str]:
    """A line an outlet: id, country, affiliation (by period, where it changed), name."""
    rows = [(one.id, one.country or "–", " → ".join(_affiliations(one, registry, date)), one.name) for one in entries]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    for row in rows:
        yield "  ".join([*(row[at].ljust(widths[at]) for at in range(3)), row[3]])


def as_json(entry: Entry, registry: Registry, date: str | None) -> dict[str, Any]:
    """An entry with its assertions, and the affiliation on a date where one is given, as plain data."""
    told = {"periods": entry.periods, "assertions": registry.assertions(entry.id)}
    found = entry._asdict() | {name: [_plain(one) for one in said] for name, said in told.items()}
    return found if date is None else found | {"on": date, "affiliation": registry.reading(entry.id, date).affiliation}


def _plain(said: Statement) -> dict[str, Any]:
    return asdict(said) | {"seen": [page._asdict() for page in said.seen]}


def lacking(dist: Path, registry: Registry) -> list[Missing]:
    """Credited names of a finished corpus that the registry lacks, the most frequent first.

    Raises CorpuskitError when there is no such corpus.
    """
    credited = load(dist, ["outlet_names", "outlet_ids"]).to_pylist()
    names = (
        name
        for row in credited
        for name, known in zip(row["outlet_names"], row["outlet_ids"], strict=True)
        if known is None
    )
    return missing(names, registry)


def stanzas(found: list[Missing]) -> Iterator[str]:
    """Registry entries to fill in, each under how often it is credited: TOML that is valid and claims nothing."""
    for one in found:
        yield f"# credited in {counted(one.records, 'record')}\n{stanza(one.name)}\n"
