"""The registry is looked up by whatever is printed, and says what it does not know."""

from __future__ import annotations

import pytest

from corpuskit.checking import outlets
from corpuskit.lexicon.outlets import Registry

REGISTRY = Registry.load()


def test_every_outlet_is_shown_with_a_source_for_each_period_and_assertion() -> None:
    for entry in REGISTRY:
        lines = [line.text for line in outlets.of_outlet(entry, REGISTRY)]
        sourced = [line for line in lines if line.startswith("- ")]
        assert len(sourced) == len(entry.periods) + len(REGISTRY.assertions(entry.id))
        assert all(line.endswith("]") for line in sourced)
        assert lines[0].startswith(entry.name)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("rt", ["rt"]),
        ("RT", ["rt"]),
        ("tass", ["tass"]),
        ("APS", ["aps-algeria", "aps-senegal"]),
        ("https://www.rt.com/news/1", ["rt"]),
        ("TASS/AFP", ["tass", "afp"]),
        ("طاقة", []),
        ("Example Tribune", []),
    ],
)
def test_an_outlet_is_found_by_id_name_address_or_credit(asked: str, ids: list[str]) -> None:
    assert [entry.id for entry, _ in outlets.find(asked, REGISTRY)] == ids


def test_a_name_of_several_outlets_says_what_it_takes() -> None:
    assert all("clue" in sure for _, sure in outlets.find("APS", REGISTRY))


def test_the_affiliation_on_a_date_is_shown_and_listed() -> None:
    voa = REGISTRY.outlet("voa")
    assert "on 2025: unknown" in [line.text for line in outlets.of_outlet(voa, REGISTRY, "2025")]
    assert "state-linked → state-controlled" in next(outlets.of_list([voa], REGISTRY, None))
    assert "state-controlled" in next(outlets.of_list([voa], REGISTRY, "2026"))
    assert voa in outlets.listed(REGISTRY, "us", "state-linked", "2024-02-07")
    assert voa not in outlets.listed(REGISTRY, "US", "state-linked", "2026")


def test_what_is_not_listed_is_unknown_and_nothing_else() -> None:
    text = " ".join(line.text for line in outlets.unlisted("Example Tribune", REGISTRY))
    assert f"no entry in registry {REGISTRY.version}; this is not a finding of independence" in text
