"""Promises of the cuts: every byte in exactly one span, the same for blocks of any size."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting_dumps import make_dump
from splitting_views import counts_of, tiles, view_of

from corpuskit import splitting
from corpuskit.model import RECORD_KINDS

PIECES = st.sampled_from(
    [
        "A Title of Some Length",
        "By Jo Roe | The Courier | May 5, 2024",
        "Prose that goes on for a while and then stops. It does so twice.",
        "x" * 400,
        "",
        " ",
        "Share",
        "* * *",
        "PARIS (AP) — Rain.",
        "\u2028",
        "語" * 150,
        "12",
        "\x00\x0b",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\r\r\n", "\n\n"])
TEXTS = st.one_of(
    st.text(), st.lists(st.tuples(PIECES, ENDS), max_size=60).map(lambda parts: "".join(a + b for a, b in parts))
)


def cut_all(text: str, block_size: int, bom: bool = False) -> list[tuple[str, int, int, int, str]]:
    view = view_of(text, bom=bom)
    return tiles(splitting.cut(view, splitting.learn(view, block_size=block_size), block_size=block_size))


@settings(max_examples=60)
@given(TEXTS, st.booleans())
def test_every_byte_lies_in_exactly_one_span(text: str, bom: bool) -> None:
    spans = cut_all(text, 1 << 20, bom)
    at = 3 * bom
    for _, start, end, _, _ in spans:
        assert start == at
        assert end > start
        at = end
    assert at == 3 * bom + len(text.encode())


@settings(max_examples=30)
@given(TEXTS)
def test_spans_belong_to_a_record_or_to_none_by_their_kind(text: str) -> None:
    last = -1
    for kind, _, _, record, _ in cut_all(text, 1 << 20):
        assert (record >= 0) == (kind in RECORD_KINDS)
        if record >= 0:
            assert record in (last, last + 1)
            last = record


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("block_size", [1, 700, 5_000, 40_000])
def test_blocks_of_any_size_give_the_same_spans(seed: int, block_size: int) -> None:
    text = make_dump(random.Random(seed), 40).text
    assert cut_all(text, block_size) == cut_all(text, 1 << 24)


@settings(max_examples=25)
@given(TEXTS, st.integers(1, 3000))
def test_blocks_of_any_size_give_the_same_spans_of_any_text(text: str, block_size: int) -> None:
    assert cut_all(text, block_size) == cut_all(text, 1 << 24)


def test_habits_of_parts_add_up_whatever_the_order() -> None:
    one, two = (splitting.learn(view_of(make_dump(random.Random(s), 12).text)) for s in (1, 2))
    forth, back = splitting.Habits(), splitting.Habits()
    for habits in (one, two):
        forth.merge(habits)
    for habits in (two, one):
        back.merge(habits)
    assert counts_of(forth) == counts_of(back)
    assert forth.records.sum() == one.records.sum() + two.records.sum()
