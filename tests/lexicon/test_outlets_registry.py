"""The registry says who said what and when; its files hold to their schema and to their own rules."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.outlets import Assertion, Registry, RegistryError, match_names
from corpuskit.lexicon.outlets.days import first_day, last_day, may_lie_within, surely_after, surely_not_after
from corpuskit.lexicon.outlets.registry import PACKAGED, in_force
from corpuskit.lexicon.outlets.upkeep import check

REGISTRY = Registry.load()
#: Rows that were taken over when the registry was begun and whose page nobody has opened yet.
UNOPENED_AT_MOST = 61
ROOT = Path(__file__).parents[2]
#: Acts that never set an affiliation by themselves, whoever performs them.
NEVER_SET_A_CLASS = {
    "agent-registration",
    "registration-order",
    "foreign-agent-listing",
    "platform-label",
    "platform-notice",
    "platform-panel",
    "platform-ban",
    "report-profile",
}
TIES = {
    "state-controlled",
    "party-organ",
    "captured-or-aligned",
    "designated-state-linked",
    "state-linked",
    "public-service",
}


def test_the_packaged_files_hold_to_the_schema_and_share_no_name_or_domain() -> None:
    files = sorted(PACKAGED.glob("*.json"))
    assert [file.name for file in files] == ["assertions.json", "outlets.json"]
    for file in files:
        assert check(file) == []


def test_every_assertion_is_about_a_listed_outlet() -> None:
    stated = json.loads((PACKAGED / "assertions.json").read_text("utf-8"))["assertions"]
    assert {assertion["outlet"] for assertion in stated} <= set(REGISTRY.entries)
    assert len(stated) == sum(len(REGISTRY.assertions(entry.id)) for entry in REGISTRY) > 150


def test_every_affiliation_has_authority_and_citation_and_a_date_where_it_states_a_tie() -> None:
    for entry in REGISTRY:
        for period in entry.periods:
            assert period.authority, entry.id
            assert len(period.citation) > 8, entry.id
            assert period.date is not None or period.affiliation not in TIES, entry.id


def test_every_row_names_a_page_that_was_opened_with_at_most_25_of_its_words() -> None:
    for entry in REGISTRY:
        for row in (*entry.periods, *REGISTRY.assertions(entry.id)):
            claims = isinstance(row, Assertion) or row.affiliation != "unknown"
            assert bool(row.seen) != row.unopened or not claims, entry.id
            for page in row.seen:
                assert len(page.words.split()) <= 25, entry.id
                assert re.match(r"https?://[^/\s.]+\.", page.address), entry.id
                assert "2026-11-01" <= page.date <= "2027-12-31", entry.id


def test_rows_without_an_opened_page_are_those_of_the_beginning_and_become_fewer() -> None:
    unopened = [row for entry in REGISTRY for row in (*entry.periods, *REGISTRY.assertions(entry.id)) if row.unopened]
    assert len(unopened) <= UNOPENED_AT_MOST, "open the page of a new row; lower the number when one was opened"


def test_registrations_labels_and_profiles_set_no_affiliation() -> None:
    for entry in REGISTRY:
        for period in entry.periods:
            assert period.act not in NEVER_SET_A_CLASS or period.affiliation == "unknown", entry.id


def test_the_code_of_the_rating_and_the_affiliation_agree() -> None:
    fitting = {
        "SMM:SC": {"state-controlled", "party-organ"},
        "SMM:CaPu": {"captured-or-aligned"},
        "SMM:CaPr": {"captured-or-aligned"},
        "SMM:ISFM": {"state-linked"},
        "SMM:ISF": {"state-linked"},
        "SMM:ISM": {"state-linked"},
        "SMM:IP": {"public-service"},
    }
    for entry in REGISTRY:
        for period in entry.periods:
            assert period.code is None or period.affiliation in fitting[period.code], entry.id


def test_each_affiliation_is_set_by_its_rule() -> None:
    designations = {"broadcast-suspension", "foreign-mission", "sanctions", "licence-revocation"}
    for entry in REGISTRY:
        for period in entry.periods:
            if period.affiliation in ("state-controlled", "party-organ") and entry.id != "voice-of-russia":
                assert period.code == "SMM:SC" or period.act in designations, entry.id
            if period.affiliation == "captured-or-aligned":
                assert period.code in ("SMM:CaPu", "SMM:CaPr"), entry.id
            if period.affiliation == "designated-state-linked":
                assert period.act in designations, entry.id
                assert period.start == period.date, entry.id
            if period.affiliation in ("state-linked", "public-service"):
                assert period.code is not None or period.act in ("statute", "funding-law"), entry.id
            if period.affiliation == "advocacy-or-think-tank":
                assert period.act == "self-description", entry.id


def test_the_coverage_in_the_documentation_is_current(page_maker: Callable[[str], Any]) -> None:
    module = page_maker("make_registry")
    page = module.page()
    assert module.PAGE.read_text("utf-8") == page, "run python docs/make_registry.py"
    countries = {entry.country for entry in REGISTRY if entry.country is not None}
    assert all(f"\n| {country} " in page for country in countries)


def test_the_example_of_the_documentation_is_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "registry.md").read_text("utf-8")
    file = tmp_path / "outlets.toml"
    file.write_text(page.partition("```toml\n")[2].partition("```")[0])
    assert check(file, REGISTRY) == []
    assert match_names(["Riverside Courier"], registry=Registry.load(file))[0].affiliation == "non-state-private"


def test_nothing_rests_on_general_knowledge() -> None:
    for file in PACKAGED.glob("*.json"):
        assert not re.search("general knowledge|believed|presumably", file.read_text("utf-8"), re.IGNORECASE)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    file = tmp_path / "outlets.toml"
    file.write_text('[[outlets]]\nid = "rt"\nnames = ["RT Testland"]\n')
    assert re.fullmatch(r"[0-9]{4}\.[0-9]{2}\+[0-9a-f]{12}", REGISTRY.version)
    assert Registry.load() is REGISTRY
    assert Registry.load(file).version != REGISTRY.version
    assert Registry.load(file).version == Registry.load(file).version


def test_a_file_beside_the_seeds_adds_and_overrides(tmp_path: Path) -> None:
    file = tmp_path / "outlets.toml"
    file.write_text(
        """
[[outlets]]
id = "rt"
names = ["RT Testland"]
country = "XX"

[[outlets]]
id = "riverside-courier"
names = ["Riverside Courier"]
[[outlets.periods]]
affiliation = "non-state-private"
act = "report"
authority = "its imprint"
date = "2024-01"
says = "owned by a family"
citation = "imprint of the paper"
confidence = "high"
seen = [{ address = "https://a.example/imprint", date = "2024-02-01", words = "owned by the founding family" }]

[[assertions]]
outlet = "riverside-courier"
act = "description"
authority = "a guide to the press"
instrument = "its entry"
says = "local daily"
citation = "guide, page 3"
confidence = "high"
seen = [{ address = "https://b.example/guide", date = "2024-02-01", words = "a local daily", stored = true }]
"""
    )
    assert check(file, REGISTRY) == []
    mine = Registry.load(file)
    assert mine.outlet("rt").names == (*REGISTRY.outlet("rt").names, "RT Testland")
    assert mine.outlet("rt").country == "XX"
    assert mine.outlet("rt").periods == REGISTRY.outlet("rt").periods
    assert mine.outlet("riverside-courier").periods[0].authority == "its imprint"
    assert [one.authority for one in mine.assertions("riverside-courier")] == ["a guide to the press"]
    assert len(mine) == len(REGISTRY) + 1


@pytest.mark.parametrize(
    "text", ["[[outlets]]\nid =", '[[outlets]]\nname = "x"\n', '[[outlets]]\nid = "new"\nnames = ["New"]\n', "\udcff"]
)
def test_a_file_that_is_no_registry_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RegistryError, match=r"mine\.toml"):
        Registry.load(file)


@pytest.mark.parametrize(
    ("outlet", "date", "affiliation"),
    [
        ("voa", "2024-05-01", "state-linked"),
        ("voa", "2025-10-01", "state-controlled"),
        ("voa", "2026", "state-controlled"),
        ("voa", "2025", "unknown"),  # the rating changed within the year
        ("voa", None, "unknown"),
        ("kbs", "2024-05-01", "public-service"),
        ("kbs", "2025-05-01", "unknown"),
        ("south-front", "2021-04-14", "unknown"),
        ("south-front", "2021-04-15", "designated-state-linked"),
        ("rt", "2009-01-01", "state-controlled"),  # rated later, with no limit of the period
        ("rt", None, "state-controlled"),
        ("ria-novosti", "2013-12-09", "state-controlled"),
        ("scmp", "1990-01-01", "unknown"),
        ("caixin", "2022-01-01", "unknown"),
    ],
)
def test_the_affiliation_is_that_of_the_article_s_date(outlet: str, date: str | None, affiliation: str) -> None:
    assert REGISTRY.reading(outlet, date).affiliation == affiliation


def test_assertions_are_in_force_from_their_date_to_their_end() -> None:
    (label,) = [one for one in REGISTRY.assertions("npr") if one.authority == "Twitter"]
    assert [in_force(label, day) for day in ("2023-04-04", "2023-04-05", "2023-04-21", "2023-04-22")] == [
        False,
        True,
        True,
        False,
    ]
    assert not in_force(label, "2023")  # some days of the year lie before it
    assert label in REGISTRY.assertions("npr", on="2023-04-10")
    assert label not in REGISTRY.assertions("npr", on="2024-04-10")


def test_lookup_gives_every_outlet_that_a_name_may_mean() -> None:
    assert [(entry.id, strength) for entry, strength in REGISTRY.lookup("APS")] == [
        ("aps-algeria", "clue"),
        ("aps-senegal", "clue"),
    ]
    assert [entry.id for entry, _ in REGISTRY.lookup("https://www.rt.com/x")] == ["rt"]
    assert [entry.id for entry, _ in REGISTRY.lookup("tass")] == ["tass"]
    assert REGISTRY.lookup("Example Tribune") == []


DATES = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@given(DATES, DATES)
def test_partial_dates_are_compared_without_pretending(one: str, other: str) -> None:
    assert first_day(one) <= last_day(one)
    assert not (surely_after(one, other) and surely_not_after(one, other))
    assert surely_after(one, other) != may_lie_within(one, None, other)
    assert may_lie_within(one, one, one)
