"""Every warning about an outlet is sourced, dated, and worded as a statement of the one who made it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from corpuskit.caveats import Context
from corpuskit.caveats.affiliation import (
    CODES,
    NAME,
    _wording,
    affiliation_caveats,
    history,
    mark,
    statement_of,
    unlisted_statement,
)
from corpuskit.contract import arrow_schema
from corpuskit.lexicon.outlets import Registry, match_names
from corpuskit.lexicon.outlets.registry import Period
from corpuskit.model import Caveat
from corpuskit.problems import codes

REGISTRY = Registry.load()
#: One day before, between and after the changes that the registry knows of, and dates that are not known to the day.
DATES = (None, "2010-01-01", "2018-06-01", "2020-09-15", "2022-06-15", "2024-02-07", "2024-11", "2025", "2025-11-01")
EVERY = [(entry.id, date) for entry in REGISTRY for date in DATES]
RAISES = {
    "state-controlled": "state-affiliated-source",
    "party-organ": "state-affiliated-source",
    "captured-or-aligned": "state-affiliated-source",
    "designated-state-linked": "state-affiliated-source",
    "state-linked": "state-funding-or-governance",
    "public-service": "state-funding-or-governance",
}


def of(outlet: str, date: str | None) -> tuple[Caveat, ...]:
    return affiliation_caveats(outlet, date, REGISTRY)


def without_quotations(text: str) -> str:
    return re.sub(r"“[^”]*”", "", text)


def test_every_caveat_has_authority_date_and_citation_and_names_them_in_its_statement() -> None:
    raised = 0
    for outlet, date in EVERY:
        for caveat in of(outlet, date):
            raised += 1
            assert caveat.code in CODES
            assert caveat.authority
            assert caveat.basis
            assert caveat.reference
            assert REGISTRY.version in caveat.reference
            assert caveat.as_of is not None
            assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", caveat.as_of)
            assert caveat.as_of in caveat.statement
            assert all(authority in caveat.statement for authority in caveat.authority.split(" ; "))
            assert caveat.confidence is None  # nobody measured it
            assert caveat.rule
    assert raised > len(REGISTRY)


def test_every_affiliation_that_is_set_has_authority_date_and_citation_and_states_them() -> None:
    """Those that raise no caveat, too; a source without a date has the day on which it was seen."""
    found = 0
    for entry in REGISTRY:
        for period in entry.periods:
            if period.affiliation == "unknown":
                continue
            found += 1
            statement = statement_of(period, entry)
            assert faults_of(period, statement) == [], entry.id
            (line,) = {line for line in history(entry.id, REGISTRY) if line.startswith(period.affiliation)} & {
                line for line in history(entry.id, REGISTRY) if statement in line
            }
            assert period.citation in line, entry.id
    assert found > 400


def faults_of(period: Period, statement: str) -> list[str]:
    """What an affiliation lacks for someone to look it up."""
    faults = [name for name in ("authority", "citation") if not getattr(period, name)]
    if not re.search(r"[0-9]{4}", period.dated):
        faults.append("date")
    stated = (period.authority, period.date or period.dated)
    return faults + [part for part in stated if part and part not in statement and period.act != "self-description"]


def test_an_organ_of_a_party_is_called_so_by_a_source_that_the_record_names() -> None:
    organs = [entry for entry in REGISTRY if any(period.affiliation == "party-organ" for period in entry.periods)]
    assert len(organs) > 5
    for entry in organs:
        said = " ".join(f"{caveat.statement} {caveat.basis}" for caveat in of(entry.id, "2024-06-01"))
        assert re.search(r"Party|Hezbollah|Hizballah", said), entry.id


def test_an_affiliation_without_date_or_citation_is_found() -> None:
    entry = REGISTRY.outlet("reuters")
    (period,) = entry.periods
    for planted, fault in (
        (replace(period, citation=""), "citation"),
        (replace(period, authority=""), "authority"),
        (replace(period, date=None, seen=()), "date"),
    ):
        assert fault in faults_of(planted, statement_of(planted, entry))
    assert "nobody" in faults_of(replace(period, authority="nobody"), statement_of(period, entry))


def test_an_affiliation_raises_its_caveat_and_unknown_raises_none() -> None:
    for outlet, date in EVERY:
        reading = REGISTRY.reading(outlet, date)
        found = {caveat.code for caveat in of(outlet, date)}
        if len({period.affiliation for period in reading.periods}) <= 1:
            expected = RAISES.get(reading.affiliation)
            assert found == ({expected} if expected else set()), (outlet, date)


def test_unknown_is_never_rendered_as_anything_else() -> None:
    for outlet, date in EVERY:
        if REGISTRY.reading(outlet, date).affiliation == "unknown":
            named = match_names([REGISTRY.outlet(outlet).name], registry=REGISTRY, date=date)
            assert {one.affiliation for one in named} == {"unknown"}, outlet
            assert {caveat.category for caveat in of(outlet, date)} <= {"unknown"}, outlet


def test_no_statement_passes_a_verdict_in_our_words() -> None:
    lines = [caveat.statement for outlet, date in EVERY for caveat in of(outlet, date)]
    lines += [line.rpartition(" [")[0] for entry in REGISTRY for line in history(entry.id, REGISTRY)]
    lines += [entry.note for entry in REGISTRY if entry.note]
    for line in lines:
        said = without_quotations(line).replace("this is not a finding of independence", "")
        said = said.replace("Independent Media (South Africa)", "")  # its name
        assert not re.search("independen|propaganda|fake|trustworth", said, re.IGNORECASE), line


def test_every_statement_of_the_registry_is_a_whole_sentence() -> None:
    for entry in REGISTRY:
        for said in (*entry.periods, *REGISTRY.assertions(entry.id)):
            line = statement_of(said, entry)
            assert "None" not in line, line
            assert "  " not in line, line
            assert not re.search(r"\bon \d{4}(?:-\d\d)?(?![-\d])", line), line  # a year is "in", a day is "on"
            assert line.endswith("."), line
            assert said.authority in line, line
            assert said.dated in line, line
            assert said.date is None or f"({said.date})" not in line, line
            assert line.count("“") == line.count("”"), line


def test_every_act_and_code_of_the_schema_is_worded_and_no_other() -> None:
    from corpuskit.contract import schema

    definitions = schema("outlet-registry")["$defs"]
    assert set(definitions["period"]["properties"]["act"]["enum"]) == set(_wording()["acts"])
    assert set(definitions["period"]["properties"]["code"]["enum"]) == set(_wording()["codes"])
    assert {word for words in _wording()["raises"].values() for word in words} == set(RAISES)


def test_a_source_made_after_the_article_says_so_with_the_first_assertion() -> None:
    first = of("rt", "2014-01-01")[0]
    assert first.rule == "asserted-later"
    assert "Asserted later: the first assertion found is of 2020-06-04" in first.statement
    assert of("rt", "2023-01-01")[0].rule == "source-later"
    assert of("rt", "2024-11-12")[0].rule == "in-force"
    assert of("rt", None)[0].rule == "undated"


CONTROL = re.compile(r"control|run by|owned by|on behalf of|seeks? tasking|tied to", re.IGNORECASE)


def test_the_first_assertion_found_is_one_that_says_what_the_affiliation_says() -> None:
    """A regulator that finds a licensee not fit and proper, or a list that follows another, says nothing of control."""
    found = 0
    for outlet, date in EVERY:
        for caveat in of(outlet, date):
            told = re.search(
                r"(?:first assertion found is|earlier assertion was found,) of ([0-9-]+)", caveat.statement
            )
            if told is None or caveat.code != "state-affiliated-source":
                continue
            found += 1
            entry = REGISTRY.outlet(outlet)
            said = [statement_of(one, entry) for one in entry.periods if one.date == told[1]]
            said += [
                f"{statement_of(one, entry)} {one.criterion}"
                for one in REGISTRY.assertions(outlet)
                if one.date == told[1] and one.act != "declined"
            ]
            assert any(map(CONTROL.search, said)) or caveat.as_of == told[1], (outlet, said)
    assert found > 100


TWO_ASSERTIONS = """
[[outlets]]
id = "harbour-wire"
names = ["Harbour Wire"]
[[outlets.periods]]
affiliation = "state-controlled"
act = "classification"
code = "SMM:SC"
authority = "A rating office"
instrument = "its list"
date = "2024-02-07"
citation = "https://rating.example/list"
confidence = "high"

[[assertions]]
outlet = "harbour-wire"
act = "licence-revocation"
authority = "A regulator"
instrument = "a decision"
date = "2020-01-01"
says = "SAYS"
citation = "https://regulator.example/decision"
confidence = "high"
"""


@pytest.mark.parametrize(
    ("says", "first"),
    [
        ("the licensee was held not fit and proper", "2024-02-07"),
        ("editorial control of it was exercised by the ministry", "2020-01-01"),
    ],
)
def test_a_revocation_counts_as_first_assertion_only_where_it_names_control(
    tmp_path: Path, says: str, first: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TWO_ASSERTIONS.replace("SAYS", says))
    caveat = affiliation_caveats("harbour-wire", "2015-01-01", Registry.load(file))[0]
    assert f"the first assertion found is of {first}" in caveat.statement


def test_authorities_that_disagree_stand_side_by_side() -> None:
    found = {caveat.authority: caveat for caveat in of("rt", "2024-11-12")}
    assert "listed RT for suspension of broadcasting on 2022-03-02" in found["Council of the EU"].statement
    assert "decided on 2022-03-25 not to apply" in found["Swiss Federal Council"].statement
    poland = {caveat.authority for caveat in of("tvp", "2024-05-01")}
    assert "Government of Poland" in poland


@pytest.mark.parametrize(("date", "labelled"), [("2023-04-04", False), ("2023-04-10", True), ("2023-04-22", False)])
def test_a_label_counts_only_while_it_was_there(date: str, labelled: bool) -> None:
    assert ("Twitter" in {caveat.authority for caveat in of("npr", date)}) == labelled


def test_registrations_of_agents_are_shown_with_the_outlet_and_not_on_records() -> None:
    for outlet, date in EVERY:
        assert not {"assertion/agent-registration", "assertion/foreign-agent-listing"} & {
            c.rule for c in of(outlet, date)
        }
    assert any("registration is no finding" in line for line in history("xinhua", REGISTRY))


def test_where_the_date_does_not_tell_two_ratings_apart_both_are_named_and_neither_is_chosen() -> None:
    (caveat,) = of("voa", None)
    assert (caveat.code, caveat.category, caveat.rule) == ("state-funding-or-governance", "unknown", "undecided")
    assert "2024-02-07" in caveat.statement
    assert "2025-10-01" in caveat.statement
    assert "no affiliation is stated" in caveat.statement


def test_self_descriptions_are_marked_as_such_and_raise_nothing() -> None:
    for outlet in ("savims", "brownstone-institute", "libertarian-institute"):
        assert of(outlet, "2024-08-01") == ()
        assert "describes itself" in history(outlet, REGISTRY)[0]


def test_an_unlisted_outlet_is_no_finding() -> None:
    expected = f"no entry in registry {REGISTRY.version}; this is not a finding of independence"
    assert unlisted_statement(REGISTRY) == expected


def test_the_codes_are_listed_as_caveats() -> None:
    assert NAME == "affiliation"
    assert all(codes()[code].kind == "caveat" for code in CODES)


def table(rows: list[dict[str, Any]]) -> pa.Table:
    schema = pa.schema([arrow_schema().field(name) for name in ("outlets", "date", "date_partial")])
    return pa.Table.from_pylist(rows, schema)


def outlet(name: str, outlet_id: str | None) -> dict[str, Any]:
    return {"name": name, "id": outlet_id, "country": None, "affiliation": "unknown"}


def test_records_are_marked_by_row_and_unlisted_outlets_add_nothing() -> None:
    rows = [
        {"outlets": [outlet("Nobody", None)], "date": "2024-01-01", "date_partial": None},
        {"outlets": [outlet("RT", "rt"), outlet("AFP", "afp")], "date": None, "date_partial": "2024-11"},
        {"outlets": [], "date": None, "date_partial": None},
        {"outlets": [outlet("SAVIMS", "savims")], "date": "2024-08-23", "date_partial": None},
        {"outlets": [outlet("Gone", "removed-since")], "date": "2024-08-23", "date_partial": None},
    ]
    both = pa.concat_tables([table(rows), table(rows)])
    found = list(mark(both, Context(REGISTRY)))
    assert {row for row, _ in found} == {1, 6}
    assert [caveat for row, caveat in found if row == 6] == [*of("rt", "2024-11"), *of("afp", "2024-11")]
    assert list(mark(table([]), Context(REGISTRY))) == []
    of_second = [caveat for row, caveat in found if row == 1]
    assert list(mark(table(rows).slice(1), Context(REGISTRY))) == [(0, caveat) for caveat in of_second]
