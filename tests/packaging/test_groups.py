"""Groups: their bounds depend on the records alone, so that the parts that come in cannot change a byte."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpuskit.caveats.duplicates import attach
from corpuskit.flat import tables
from corpuskit.model import Caveat
from corpuskit.packaging import OutsideSpan, Part
from corpuskit.packaging.groups import CAVEAT, groups
from corpuskit.packaging.passing import joined


@pytest.fixture(scope="module")
def of_lengths() -> Any:
    """Makes a table of records whose texts have the given lengths (None: withheld)."""
    from corpuskit import contract

    empty = contract.required_empty()

    def make(lengths: list[int | None]) -> pa.Table:
        texts = [None if size is None else "x" * size for size in lengths]
        return tables.from_json([empty | {"text": text, "word_count": n} for n, text in enumerate(texts)])

    return make


def cut(table: pa.Table, sizes: list[int]) -> Iterator[Part]:
    """The table in parts of these sizes, over and over, with an outside span each."""
    at = turn = 0
    while at < table.num_rows:
        size = sizes[turn % len(sizes)]
        yield Part(table.slice(at, size), (OutsideSpan("a", turn, turn + 1, "separator", "-"),))
        at, turn = at + size, turn + 1


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=25),
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(1, 4000),
)
@example([None] * 4, [1], 539)
def test_parts_that_are_joined_hold_the_same_in_the_same_order(
    of_lengths: Any, lengths: list[int | None], sizes: list[int], least: int
) -> None:
    table = of_lengths(lengths)
    parts = list(cut(table, sizes))
    found = list(joined(parts, least))
    assert pa.concat_tables([table.slice(0, 0), *(part.records for part in found)]).equals(table)
    assert [span for part in found for span in part.outside] == [span for part in parts for span in part.outside]
    assert len(found) <= len(parts)
    left = iter(parts)
    for part in found[:-1]:
        size = rows = 0  # of what came in: joined, it takes a little less
        while rows < part.records.num_rows:
            one = next(left)
            rows += one.records.num_rows
            size += one.records.nbytes + len(one.outside)
        assert size >= least


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=25),
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(1, 6),
    st.integers(1, 40),
)
def test_the_same_groups_come_of_any_parts(
    of_lengths: Any, lengths: list[int | None], sizes: list[int], rows: int, text_bytes: int
) -> None:
    table = of_lengths(lengths)
    whole = [group.records.column("word_count").to_pylist() for group in groups([Part(table)], rows, text_bytes)]
    parts = list(groups(cut(table, sizes), rows, text_bytes))
    assert [group.records.column("word_count").to_pylist() for group in parts] == whole
    assert [at for group in whole for at in group] == list(range(len(lengths)))
    texts = [text for group in parts for text in group.records.column("text").to_pylist()]
    assert texts == table.column("text").to_pylist()
    assert all(group.records.column("text").num_chunks <= 1 for group in parts)
    for group in whole:
        size = sum(lengths[at] or 0 for at in group)
        assert len(group) <= rows
        assert size <= text_bytes or len(group) == 1
        if group is not whole[-1]:
            assert len(group) == rows or size + (lengths[group[-1] + 1] or 0) > text_bytes
    spans = [span.byte_start for group in parts for span in group.outside]
    assert spans == list(range(len(spans)))


def test_a_group_is_full_before_the_record_that_is_too_much(of_lengths: Any) -> None:
    found = groups([Part(of_lengths([4, 4, 4, 100, 1]))], rows=10, size=10)
    assert [group.records.num_rows for group in found] == [2, 1, 1, 1]


def test_a_caveat_counts_for_the_size_of_a_group(of_lengths: Any) -> None:
    table = of_lengths([4] * 5)
    marked = attach(table, {row: [Caveat("undated", "No date is printed.")] * 2 for row in range(5)})
    found = groups([Part(marked)], rows=10, size=2 * (4 + 2 * CAVEAT))
    assert [group.records.num_rows for group in found] == [2, 2, 1]


def test_outside_spans_without_records_come_through() -> None:
    span = OutsideSpan("a", 0, 5, "unassigned", "prose")
    (group,) = groups([Part(tables.from_json([]), (span,))])
    assert (group.records.num_rows, list(group.outside)) == (0, [span])


def test_nothing_makes_no_group() -> None:
    assert list(groups([])) == []


@pytest.mark.parametrize("at_once", [1, 3])
def test_many_outside_spans_are_groups_of_their_own(
    of_lengths: Any, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """They leave the bounds of the others as they are, and their own do not depend on the parts."""
    monkeypatch.setattr(import_module("corpuskit.packaging.groups"), "OUTSIDE", 20)
    table = of_lengths([1] * 6)
    spans = [OutsideSpan("a", turn, turn + 10, "unassigned", "x" * 10) for turn in range(0, 60, 10)]
    parts = [Part(table.slice(at, at_once), spans[at : at + at_once]) for at in range(0, 6, at_once)]
    found = list(groups(parts, rows=4))
    assert [group.records.num_rows for group in found if group.records.num_rows] == [4, 2]
    assert max(len(group.outside) for group in found) == 2
    assert [span for group in found for span in group.outside] == spans
