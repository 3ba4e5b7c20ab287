"""What authorities have asserted of the credited outlets: who rated, listed or designated them, when and under what.

One caveat says on what the affiliation word rests; others beside it give assertions of further authorities that were in
force on the article's date, so that authorities that disagree stand side by side. The wording is affiliation.toml's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.arrow import one_array
from corpuskit.lexicon.outlets.days import surely_after, surely_not_after
from corpuskit.lexicon.outlets.registry import UNKNOWN, Assertion, Entry, Period, Registry, Statement, in_force
from corpuskit.model import Caveat
from corpuskit.ready import read_list

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.caveats import Context

NAME = "affiliation"
CODES = ("state-affiliated-source", "state-funding-or-governance")
#: Statements that say whose organ a paper is, which its rating as state-controlled does not.
PARTY_SOURCES = ("description",)
WORDING = Path(__file__).with_name("affiliation.toml")
_ENTRY = re.compile(r"; outlet registry [^;]*, entry ([^ ;]+)")


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """The caveats of each credited outlet of each record, in the order of the credit."""
    import pyarrow.compute as pc

    registry = context.registry
    outlets = one_array(records["outlets"])
    ids = pc.struct_field(outlets.flatten(), "id").to_pylist()
    listed = [(at, outlet_id) for at, outlet_id in enumerate(ids) if outlet_id in registry.entries]
    if not listed:
        return
    rows = outlets.value_parent_indices().to_pylist()
    dates = pc.coalesce(records["date"], records["date_partial"]).to_pylist()
    for at, outlet_id in listed:
        for caveat in affiliation_caveats(outlet_id, dates[rows[at]], registry):
            yield rows[at], caveat


def affiliation_caveats(outlet_id: str, date: str | None, registry: Registry) -> tuple[Caveat, ...]:
    """The caveats that an outlet raises on an article of ``date`` (YYYY[-MM[-DD]], None when it is not known).

    None for an affiliation that raises no caveat, unknown above all. The same objects for the same outlet and date.
    Raises KeyError for an id that the registry lacks.
    """
    memory = registry.memory("affiliation")
    found: tuple[Caveat, ...] | None = memory.get((outlet_id, date))
    if found is None:
        found = memory[outlet_id, date] = tuple(_caveats(registry, registry.outlet(outlet_id), date))
    return found


def statement_of(said: Statement, entry: Entry) -> str:
    """A statement of the registry in a sentence: "X rated Y on DATE under Z"."""
    act = _wording()["acts"][said.act]
    code = _wording()["codes"].get(said.code) if isinstance(said, Period) and said.code else None
    assertion = said if isinstance(said, Assertion) else None
    worded = act.get("uncoded") if code is None else None
    if isinstance(said, Period):
        worded = worded or act.get("rating")
    template: str = worded or act["statement"]
    return template.format(
        authority=_closed(said.authority),
        name=entry.name,
        subject=_closed((assertion and assertion.subject) or entry.name),
        instrument=said.instrument,
        date=said.date,
        on_date=f"{'on' if said.date and len(said.date) == len('2024-09-30') else 'in'} {said.date or said.dated}",
        of_date=f" of {said.date}" if said.date else f" ({said.dated})",
        until=f" until {assertion.ended}" if assertion and assertion.ended else "",
        says=said.says,
        group=said.group if isinstance(said, Period) else None,
        **(code or {}),
    )


def asserts_control(rule: str | None, statement: str, basis: str | None) -> bool:
    """Whether the source of a caveat asserts control or direction by a state or a party, by its own words.

    Of a kind of statement that asserts ties at all, the criterion or what was said has to name control: a licence
    revoked, or a listing made, on other grounds does not.
    """
    kind, _, act = (rule or "").partition("/")
    if kind == "assertion" and not _wording()["acts"].get(act, {}).get("ties"):
        return False
    return _says(("control",), statement, basis)


def _says(kinds: tuple[str, ...], *texts: str | None) -> bool:
    """Whether a text holds words of one of these lists of affiliation.toml without denying them."""
    every = (words for kind in kinds for words in _words_of(kind))
    return any(found["denied"] is None for words in every for text in texts if text for found in words.finditer(text))


def entries_of(reference: str) -> list[str]:
    """The ids of the registry entries that a caveat's reference names, each once."""
    return list(dict.fromkeys(_ENTRY.findall(reference)))


def unlisted_statement(registry: Registry) -> str:
    """What is said of a credited name that the registry lacks."""
    return str(_wording()["unlisted"]["statement"]).format(version=registry.version)


def history(outlet_id: str, registry: Registry) -> list[str]:
    """All that the registry has of an outlet, in sentences: its affiliation by period, then every assertion by date.

    Each line ends in its citation in square brackets, with the words that were seen there, or that its page was not
    opened. Raises KeyError for an unknown id.
    """
    entry = registry.outlet(outlet_id)
    lines = []
    for period in entry.periods:
        limits = f"{period.start or '…'} to {period.end or '…'}" if period.start or period.end else "no limits known"
        word = period.affiliation
        if word == UNKNOWN:
            word = f"{UNKNOWN} ({_wording()['unlisted']['unset'].format(version=registry.version)})"
        lines.append(f"{word}, {limits}: {statement_of(period, entry)} {_source(period)}")
    return lines + [f"{statement_of(one, entry)} {_source(one)}" for one in registry.assertions(outlet_id)]


def _source(said: Statement) -> str:
    opened = _wording()["opened"]
    # an address that is all the citation has is not printed again
    alone = {page.address for page in said.seen if page.address in said.citation and said.citation.count("://") == 1}
    kinds = (("stored" if page.stored else "page") + ("_there" if page.address in alone else "") for page in said.seen)
    pages = (opened[kind].format(**page._asdict()) for kind, page in zip(kinds, said.seen, strict=True))
    return f"[{said.citation}{opened['none'] if said.unopened else ''.join(pages)}]"


@cache
def _wording() -> Mapping[str, Any]:
    return read_list(WORDING)


@cache
def _words_of(kind: str) -> tuple[re.Pattern[str], ...]:
    listed = _wording()[kind]
    denied, whole, unspaced = ("|".join(listed.get(key, ())) or "(?!)" for key in ("denied", "words", "unspaced"))
    return (
        re.compile(rf"(?<!\w)(?P<denied>(?:{denied}) (?:\w+ ){{0,3}})?(?:{whole})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?P<denied>[不未非無没])?(?:{unspaced})"),
    )


@cache
def _code_of() -> Mapping[str, str]:
    return {affiliation: code for code, raising in _wording()["raises"].items() for affiliation in raising}


def _caveats(registry: Registry, entry: Entry, date: str | None) -> Iterator[Caveat]:
    reading = registry.reading(entry.id, date)
    assertions = registry.assertions(entry.id)
    if len({period.affiliation for period in reading.periods}) > 1:
        yield from _undecided(registry, entry, reading.periods)
        return
    code = _code_of().get(reading.affiliation)
    if code is None:
        return
    period = reading.periods[-1]
    ties = ("control",) if code == CODES[0] else ("control", "funding")
    rule, note = _as_of(period, [one for one in assertions if _asserts_tie(one, entry, ties)], date)
    of_party = [one for one in assertions if one.act in PARTY_SOURCES] if reading.affiliation == "party-organ" else []
    yield Caveat(
        code,
        " ".join([statement_of(period, entry) + note, *(statement_of(one, entry) for one in of_party)]),
        basis=_basis(period),
        authority=period.authority,
        reference=" ; ".join([*(one.citation for one in of_party), _reference(period, entry, registry)]),
        as_of=period.date,
        category=reading.affiliation,
        rule=rule,
    )
    if date is not None:
        for assertion in _beside(period, assertions, date):
            yield _caveat_of(assertion, code, entry, registry)


def _asserts_tie(assertion: Assertion, entry: Entry, ties: tuple[str, ...]) -> bool:
    """Whether an assertion says of the outlet what its affiliation says, so that it may be the first to say so."""
    act = _wording()["acts"][assertion.act]
    return bool(act["ties"]) and _says(ties, statement_of(assertion, entry), assertion.criterion)


def _as_of(period: Period, ties: list[Assertion], date: str | None) -> tuple[str, str]:
    """By which rule the period's source speaks for an article of this date, and what its statement needs besides.

    ``ties`` are the assertions that say of the outlet what its affiliation says.
    """
    notes = _wording()["as_of"]
    if date is None:
        return "undated", notes["undated"]
    if period.date is None or not surely_after(period.date, date):
        return "in-force", ""
    first = min([*(one.date for one in ties if one.date is not None), period.date])
    if surely_not_after(first, date):
        return "source-later", notes["source-later"].format(first=first)
    return "asserted-later", notes["later"].format(first=first)


def _beside(period: Period, assertions: tuple[Assertion, ...], date: str) -> list[Assertion]:
    """The latest assertion in force of each authority and kind, but for that on which the affiliation itself rests."""
    latest: dict[tuple[str, str], Assertion] = {}
    for assertion in assertions:
        same = (assertion.authority, assertion.date) == (period.authority, period.date)
        if not same and _wording()["acts"][assertion.act]["beside"] and in_force(assertion, date):
            latest[assertion.authority, assertion.act] = assertion
    return sorted(latest.values(), key=lambda one: (one.date or "", one.authority))


def _caveat_of(assertion: Assertion, code: str, entry: Entry, registry: Registry) -> Caveat:
    return Caveat(
        code,
        statement_of(assertion, entry),
        basis=assertion.criterion or assertion.instrument,
        authority=assertion.authority,
        reference=_reference(assertion, entry, registry),
        as_of=assertion.date,
        rule=f"assertion/{assertion.act}",
    )


def _undecided(registry: Registry, entry: Entry, periods: tuple[Period, ...]) -> Iterator[Caveat]:
    """One caveat that names every rating which may apply, where the article's date does not tell them apart."""
    if not any(period.affiliation in _code_of() for period in periods):
        return
    said = " ".join(statement_of(period, entry) for period in periods)
    yield Caveat(
        "state-funding-or-governance",
        said + _wording()["as_of"]["undecided"],
        basis=" ; ".join(_basis(period) for period in periods),
        authority=" ; ".join(dict.fromkeys(period.authority for period in periods)),
        reference=" ; ".join(_reference(period, entry, registry) for period in periods),
        as_of=max((period.date for period in periods if period.date is not None), default=None),
        category=UNKNOWN,
        rule="undecided",
    )


def _basis(period: Period) -> str:
    if period.code is None:
        return period.instrument or period.act
    return f"{period.code} in {period.instrument} of {period.date}"


def _closed(noun: str) -> str:
    """A noun with an apposition ("X, as listed by Y") closed by a comma, to go on in the sentence."""
    return f"{noun}," if ", " in noun else noun


def _reference(said: Statement, entry: Entry, registry: Registry) -> str:
    return f"{said.citation} ; outlet registry {registry.version}, entry {entry.id}"
