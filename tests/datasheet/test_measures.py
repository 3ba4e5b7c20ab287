"""What is counted of a corpus is right, and does not depend on how the corpus was divided."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import datasheet_corpus as corpus
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.datasheet import Measures, figures
from corpuskit.datasheet.tallies.figures import quantile, share


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return figures(corpus.measured())


def test_records_words_and_lengths_are_counted(sample: dict[str, Any]) -> None:
    words = sorted(row["word_count"] for row in corpus.sample())
    assert sample["records"] == 6
    assert sample["words"] == sum(words)
    assert sample["length"]["least"] == words[0]
    assert sample["length"]["median"] == words[2]
    assert sample["length"]["greatest"] == words[-1]
    assert sum(row["records"] for row in sample["length"]["classes"]) == 6


def test_every_byte_of_the_seeds_is_in_records_or_outside(sample: dict[str, Any]) -> None:
    assert sample["bytes"] == {"total": 4000, "in_records": 3000, "outside": 1000, "unaccounted": 0}
    assert sample["outside"] == [{"kind": "separator", "spans": 6, "bytes": 1000}]


def test_a_lost_byte_shows() -> None:
    measures = corpus.measured()
    measures.add_outside(corpus.outside([(0, 7, "footer")]))
    assert figures(measures)["bytes"]["unaccounted"] == -7


def test_an_outlet_counts_where_it_stands_first_and_wherever_it_is_credited(sample: dict[str, Any]) -> None:
    by_name = {outlet["name"]: outlet for outlet in sample["outlets"]}
    assert (by_name["Sputnik"]["main"], by_name["Sputnik"]["records"]) == (1, 2)
    assert by_name["Sputnik"]["first"] == "2024-08-30"
    assert by_name["Sputnik"]["last"] == "2024-11-12"
    assert by_name["The Riverside Courier"]["id"] is None


def test_an_outlet_credited_twice_in_a_record_counts_once() -> None:
    twice = [{**corpus.RT, "name": "RT"}, {**corpus.RT, "name": "Russia Today"}]
    (outlet,) = figures(corpus.measured([corpus.record("A", twice, "Text.")]))["outlets"]
    assert (outlet["records"], outlet["main"]) == (1, 1)
    assert outlet["names"] == ["RT", "Russia Today"]


def test_affiliation_counts_each_record_once_and_no_outlet_is_not_unknown(sample: dict[str, Any]) -> None:
    assert sample["affiliations"] == [
        {"affiliation": "state-controlled", "records": 3},
        {"affiliation": "unknown", "records": 2},
        {"affiliation": "no outlet credited", "records": 1},
    ]


def test_dates_months_and_gaps(sample: dict[str, Any]) -> None:
    dates = sample["dates"]
    assert (dates["first"], dates["last"]) == ("2024-08-06", "2024-11-12")
    assert (dates["day"], dates["none"], dates["ambiguous"]) == (4, 2, 1)
    assert [row["month"] for row in dates["months"]] == ["2024-08", "2024-09", "2024-11"]
    assert dates["gaps"] == [{"from": "2024-10", "to": "2024-10", "months": 1}]


def test_partial_dates_count_as_the_month_or_year_that_is_known() -> None:
    rows = [
        corpus.record("A", [], "One.", date_partial="2024-02", date_precision="month"),
        corpus.record("B", [], "Two.", date_partial="2023", date_precision="year"),
    ]
    dates = figures(corpus.measured(rows))["dates"]
    assert [row["month"] for row in dates["months"]] == ["2023", "2024-02"]
    assert (dates["month"], dates["year"], dates["first"]) == (1, 1, None)


def test_caveats_count_records_once_and_group_by_what_they_rest_on(sample: dict[str, Any]) -> None:
    codes = {tally["code"]: tally for tally in sample["caveats"]["codes"]}
    assert codes["state-affiliated-source"]["records"] == 3
    assert codes["unverified-health-claim"]["caveats"] == 1
    groups = [group for group in sample["caveats"]["groups"] if group["code"] == "state-affiliated-source"]
    assert sum(group["caveats"] for group in groups) == codes["state-affiliated-source"]["caveats"]
    assert all(group["authority"] and group["as_of"] and group["reference"] and group["basis"] for group in groups)
    assert sample["caveats"]["marks"] == [
        {"code": "unverified-health-claim", "category": "vaccine_safety", "speaker": "own", "passages": 1}
    ]


def test_a_withdrawn_caveat_is_counted_apart() -> None:
    records = corpus.table(corpus.sample()).to_pylist()
    for row in records:
        for caveat in row["caveats"]:
            caveat["withdrawn"] = {"reason": "not so", "by": "a person"}
    measures = Measures()
    measures.add(type(corpus.table([])).from_pylist(records, corpus.table([]).schema))
    caveats = figures(measures)["caveats"]
    assert caveats["records"] == 0
    assert {(tally["caveats"], tally["records"]) for tally in caveats["codes"]} == {(0, 0)}
    assert sum(tally["withdrawn"] for tally in caveats["codes"]) > 0
    assert caveats["groups"] == []


def test_empty_fields_and_examples_come_from_the_records(sample: dict[str, Any]) -> None:
    fields = {known["name"]: known for known in sample["fields"]}
    assert fields["authors"]["filled"] == 2
    assert fields["date"]["empty"] == 2
    assert fields["date"]["example"] == "2024-08-06"
    assert fields["text"]["example"] is None


def test_a_record_without_a_text_is_counted_as_one() -> None:
    rows = [corpus.record("A", [], ""), corpus.record("B", [], "Another.")]
    text = next(row for row in figures(corpus.measured(rows))["fields"] if row["name"] == "text")
    assert (text["filled"], text["empty"]) == (1, 1)


def test_repeated_texts_and_records_are_found() -> None:
    first = corpus.record("A", [], "The same text.")
    rows = [first, {**first, "id": first["id"] + "-2"}, corpus.record("B", [], "Another.")]
    assert figures(corpus.measured(rows))["duplicates"] == {"repeated_records": 1, "repeated_texts": 1}


def test_withheld_text_is_no_text_but_its_hash_still_counts() -> None:
    rows = [corpus.record("A", [], "Text.") | {"text": None}]
    found = figures(corpus.measured(rows))
    assert found["text_bytes"] == 0
    assert {known["name"]: known["empty"] for known in found["fields"]}["text"] == 1


def test_a_corpus_without_any_record_has_figures() -> None:
    measures = Measures()
    measures.add_seed(corpus.view())
    found = figures(measures)
    assert found["records"] == 0
    assert found["length"]["median"] is None
    assert found["dates"]["first"] is None


@given(st.lists(st.integers(0, 6), max_size=4))
@settings(max_examples=25)
def test_any_division_gives_the_same_figures(cuts: list[int]) -> None:
    rows = corpus.sample()
    whole = corpus.table(rows)
    ends = [0, *sorted(cuts), len(rows)]
    parts = [whole.slice(start, end - start) for start, end in pairwise(ends)]
    measures = Measures()
    measures.add_seed(corpus.view())
    for part in parts:
        measures.add(part)
        measures.settle()
    expected = Measures()
    expected.add_seed(corpus.view())
    expected.add(whole)
    assert figures(measures) == figures(expected)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40), st.integers(0, 100))
def test_a_quantile_occurs_and_enough_values_do_not_exceed_it(values: list[int], percent: int) -> None:
    found = quantile(Counter(values), percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < max(percent, 1) * len(values) or found == min(values)


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (6, 9, "6 of 9 (67 %)"),
        (0, 9, "0 of 9 (0 %)"),
        (9, 9, "9 of 9 (100 %)"),
        (1, 5000, "1 of 5,000 (under 1 %)"),
        (4999, 5000, "4,999 of 5,000 (over 99 %)"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_share_never_hides_what_is_small(part: int, whole: int, written: str) -> None:
    assert share(part, whole) == written
