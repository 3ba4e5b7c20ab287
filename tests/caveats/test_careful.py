"""Withheld texts, records without a day, dates outside of the window, long quotations, addresses and numbers."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from corpuskit.caveats import (
    Context,
    boundaries,
    collection,
    dates,
    digests,
    encoding,
    personal,
    quotations,
    quoted,
    withheld,
)
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Caveat

REGISTRY = Registry.load()
LONG = "word " * 220


def of(marker: Any, config: dict[str, Any] | None = None, **columns: Any) -> list[tuple[int, Caveat]]:
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return list(marker.mark(table, Context(REGISTRY, config or {})))


def test_a_text_is_withheld_where_its_hash_is_there_without_it() -> None:
    found = of(withheld, text=["a", None, None], text_sha256=["f" * 64, "f" * 64, None])
    assert [(row, caveat.code) for row, caveat in found] == [(1, "text-withheld")]


def test_what_has_a_day_is_not_undated_and_what_has_none_says_why() -> None:
    rows = [
        ("2024-05-03", "3 May 2024", None, False),
        (None, "03/05/2024", None, True),
        (None, None, None, False),
        (None, "soon", None, False),
        (None, "May 2024", "2024-05", False),
    ]
    names = ("date", "date_raw", "date_partial", "date_ambiguous")
    records = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])
    found = list(dates.mark(records, Context(REGISTRY, {})))
    assert [(row, caveat.code, caveat.rule) for row, caveat in found] == [
        (1, "ambiguous-date", "two-readings"),
        (2, "undated", "none-printed"),
        (3, "undated", "not-a-day"),
        (4, "undated", "partial"),
    ]
    for (_, caveat), said in zip(found, ('"03/05/2024"', "none is printed", '"soon"', "gives 2024-05"), strict=True):
        assert said in caveat.statement


def test_a_boundary_is_marked_below_the_confidence_that_was_asked_for_alone() -> None:
    records = pa.table({"confidence": [0.4, 0.5, None, 0.9]})
    found = list(boundaries.mark(records, Context(REGISTRY, {}, 0.5)))
    assert [(row, caveat.code) for row, caveat in found] == [(0, "low-confidence-boundary")]
    assert "0.400" in found[0][1].statement
    assert list(boundaries.mark(records, Context(REGISTRY, {}))) == []


def test_an_encoding_is_marked_where_a_detector_told_it_and_named_as_that_of_the_file() -> None:
    told = [
        ("provenance.encoding", "detected", "chardet 7", "koi8-r"),
        ("provenance.encoding", "bom", "its byte-order mark", "utf-16-le"),
        ("title", "detected", "chardet 7", "utf-8"),
        ("provenance.encoding", "default", "read as windows-1252: chardet 7", "utf-8"),
    ]
    evidence = [[{"field": f, "rule": r, "source": s, "confidence": 0.75}] for f, r, s, _ in told]
    records = pa.table({"evidence": evidence, "provenance": [{"encoding": name} for *_, name in told]})
    found = list(encoding.mark(records, Context(REGISTRY, {})))
    assert [(row, caveat.rule, caveat.basis, caveat.confidence) for row, caveat in found] == [
        (0, "detected", "chardet 7", 0.75),
        (3, "default", "read as windows-1252: chardet 7", 0.75),
    ]
    assert "koi8-r" in found[0][1].statement
    assert "windows-1252" in found[1][1].statement


def test_what_is_quoted_in_a_statement_is_short_and_on_one_line() -> None:
    assert quoted("a\nb") == '"a\\nb"'
    assert quoted("x" * 60) == f'"{"x" * 60}"'
    assert quoted("x" * 61) == f'"{"x" * 59}…"'


@pytest.mark.parametrize(
    ("window", "marked"),
    [
        (None, {}),
        ("2024", {0: "before", 4: "after"}),
        ("2024-01/2024-06", {0: "before", 3: "after", 4: "after"}),
        ("2024-03-01/2024-03-31", {0: "before", 3: "after", 4: "after"}),
        ("2023-12-31", {1: "after", 3: "after", 4: "after"}),
    ],
)
def test_a_record_surely_dated_outside_of_the_window_is_marked(window: str | None, marked: dict[int, str]) -> None:
    days = ["2023-12-30", "2024-03-01", None, None, "2025-01-01", None]
    partial = [None, None, "2024", "2024-07", None, None]
    if window == "2023-12-31":
        marked = {0: "before", 2: "after", **marked}
    found = of(collection, {"window": window}, date=days, date_partial=partial)
    assert {row: caveat.rule for row, caveat in found} == marked
    assert {caveat.code for _, caveat in found} <= {"outside-collection-window"}


@pytest.mark.parametrize(
    ("before", "quoted", "after"),
    [
        ("He said: ", f"“{LONG}.”", " Then he left."),
        ("", f"„{LONG}.“", ""),
        ("Il dit : ", f"«\u00a0{LONG}\u00a0»".replace("\u00a0", ""), "."),
        ("Er sagte: ", f"»{LONG}.«", ""),
        ("他说：", f"「{LONG}」", "。"),
        ("She wrote:\n", f'"{LONG}."', "\nThat was all."),
        ("The letter:\n", f"“{LONG}.\n“{LONG}.”", "\nEnd."),
        ("He is “odd. A slip. And: ", f"“{LONG}.”", ""),
    ],
)
def test_a_long_quotation_is_marked_from_mark_to_mark(before: str, quoted: str, after: str) -> None:
    text = before + quoted + after
    ((_, caveat),) = of(quotations, text=[text])
    assert text[caveat.start : caveat.end] == quoted
    assert caveat.code == "quoted-third-party-text"


@pytest.mark.parametrize(
    "text",
    [
        f"“A short one.” {LONG} “Another.”",
        f'He said "yes" and {LONG} then "no".',
        f'The 5" disk {LONG}',
        f"don”t {LONG} “",
        f"“{LONG}”s",
        f"“ {LONG}”",
        f"„Ja“, sagte er. {LONG}”",
        f"“Never closed. {LONG}\nA paragraph of the reporter.\n“Yes.”",
        LONG,
        "",
    ],
)
def test_what_stands_between_quotations_is_no_quotation(text: str) -> None:
    assert of(quotations, text=[text, None]) == []


ITEM = "A storm closed the harbour for two days, and nobody was hurt, the council said on its page."


def test_a_text_with_datelines_of_different_places_may_be_several_articles() -> None:
    text = f"KELM (AFP) - {ITEM}\n{ITEM}\nMOORBACH (AFP) - {ITEM}\nKELM (AFP) - {ITEM}"
    ((row, caveat),) = of(digests, text=["nothing", text, None])
    assert (row, caveat.code, text[caveat.start : caveat.end]) == (1, "several-datelines", "MOORBACH (AFP) -")
    assert "3 datelines" in caveat.statement


@pytest.mark.parametrize(
    "text",
    [
        f"KELM (AFP) - {ITEM}\n{ITEM}",
        f"KELM (AFP) - {ITEM}\nKELM (AFP) - {ITEM}",
        f"ANNA: {ITEM}\nTOM: {ITEM}",
        f"“LONG WAY” (The Walk) {ITEM}\n“SHORT WAY” (The Stroll) {ITEM}",
        f"The Coast Council (CC) {ITEM}\nThe Harbour Board (HB) {ITEM}",
    ],
)
def test_one_dateline_speakers_and_names_in_brackets_are_no_digest(text: str) -> None:
    assert of(digests, text=[text]) == []


def test_addresses_and_numbers_are_marked_where_they_stand_and_not_repeated() -> None:
    text = "Write to jo.roe@post.example.org or call +49 30 1234567, +1 (202) 555-0143."
    found = of(personal, text=["nothing", text, None])
    assert [(row, caveat.category, text[caveat.start : caveat.end]) for row, caveat in found] == [
        (1, "e-mail-address", "jo.roe@post.example.org"),
        (1, "telephone-number", "+49 30 1234567"),
        (1, "telephone-number", "+1 (202) 555-0143"),
    ]
    assert {caveat.code for _, caveat in found} == {"personal-data"}
    assert not any(char.isdigit() or char == "@" for _, caveat in found for char in caveat.statement)


@pytest.mark.parametrize(
    "text",
    ["@name said", "image@2x.png", "1+1 = 2, +100 % and +3 points", "a@b", "C++ 11", "020 7946 0018", "+12 +13 +14"],
)
def test_what_only_looks_like_an_address_or_number_is_left_alone(text: str) -> None:
    assert of(personal, text=[text]) == []
