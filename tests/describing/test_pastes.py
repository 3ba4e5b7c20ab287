"""Small pastes as a user would make them, written by hand: what a person reads in them is what is found."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Seed
from corpuskit.reading import read

PASTES = Path(__file__).parents[1] / "dumps" / "pastes"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((PASTES / "expected.toml").read_text("utf-8"))


def records_of(name: str) -> list[dict[str, Any]]:
    view = read(Seed(f"{name}.txt", str(PASTES / f"{name}.txt"), {}))
    habits = splitting.learn(view)
    return [
        record
        for cut in splitting.cut(view, habits)
        for record in describe(cut, view, habits, registry=Registry.load(), with_language=False).to_pylist()
    ]


def test_every_paste_has_its_expectations() -> None:
    assert {path.stem for path in PASTES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_paste_is_cut_and_described_as_a_person_reads_it(name: str) -> None:
    records, wanted = records_of(name), EXPECTED[name]
    assert [record["title"] for record in records] == wanted["titles"]
    found = {
        "subtitles": [record["subtitle"] or "" for record in records],
        "authors": [record["authors"] for record in records],
        "outlets": [record["outlets"][0]["name"] if record["outlets"] else "" for record in records],
        "dates": [record["date"] or "" for record in records],
    }
    for field, values in wanted.items():
        if field != "titles":
            assert found[field] == values, field
