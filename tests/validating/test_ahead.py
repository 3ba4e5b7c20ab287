"""Rules that forget a batch look at it on another thread as soon as it is read; what they find is the same."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating_records import broken, checked_lines, record

from corpuskit.model import Place
from corpuskit.validating import Context, Findings, Validation, batches, checked, jsonl
from corpuskit.validating.columns import columns
from corpuskit.validating.rules import RULES, rules

#: What each rule that forgets objects to, in a record that follows the schema.
FAULTS: list[tuple[str, Any, str]] = [
    ("/title", "", "empty-string"),
    ("/outlets/1/country", "GB", "outlet-unlisted-but-described"),
    ("/date_precision", "year", "date-precision-disagrees"),
    ("/text_sha256", "0" * 64, "text-hash-differs"),
    ("/word_count", 3, "word-count-differs"),
    ("/headings/0/offset", 1, "heading-misplaced"),
    ("/evidence/0/byte_end", None, "evidence-span-invalid"),
    ("/caveats/0/end", 4000, "caveat-span-invalid"),
    ("/id", record(0)["id"], "id-repeated"),
    ("/provenance/line_end", 1, "lines-reversed"),
]


def lines(faults: list[int]) -> bytes:
    """Records of which each has one fault; -1 is none. Their ``extra`` is empty: they go the quick way."""
    made = []
    for number, fault in enumerate(faults, 1):
        one = record(number) if fault < 0 else broken(*FAULTS[fault][:2], number)
        made.append(json.dumps({**one, "extra": {}}, ensure_ascii=False))
    return ("\n".join(made) + "\n").encode()


def validated(data: bytes, monkeypatch: pytest.MonkeyPatch, block: int, quick: bool) -> Validation:
    with monkeypatch.context() as patched:
        patched.setattr(jsonl, "BLOCK", block)
        if not quick:
            patched.setattr(batches, "table_of", lambda data: None)
        return checked_lines(data)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-1, len(FAULTS) - 1), min_size=1, max_size=12), st.sampled_from([1, 2500, 9000, 1 << 20]))
def test_ahead_and_in_turn_the_same_is_found(faults: list[int], block: int) -> None:
    with pytest.MonkeyPatch.context() as patching:
        ahead = validated(lines(faults), patching, block, quick=True)
        in_turn = validated(lines(faults), patching, block, quick=False)
    assert ahead.records == in_turn.records == len(faults)
    assert sorted(map(str, ahead.problems)) == sorted(map(str, in_turn.problems))
    assert ahead.counts == in_turn.counts


def test_each_fault_is_found_in_the_record_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = [at for at in range(len(FAULTS)) for _ in range(3)]
    found = validated(lines(faults), monkeypatch, 4000, quick=True).problems
    told = {(problem.code, problem.place.line) for problem in found}
    due = {(FAULTS[fault][2], number) for number, fault in enumerate(faults, 1)}
    repeated = {("id-repeated", number) for number, fault in enumerate(faults, 1) if FAULTS[fault][2] == "id-repeated"}
    assert due - {min(repeated)} <= told  # the first of equal ids is no repetition


def test_a_rule_that_says_it_forgets_finds_the_same_whatever_it_has_seen() -> None:
    forgetful = [rule for rule in rules(Context(view_sizes={"a/paste.txt": 10**6})) if rule.FORGETS]
    assert 0 < len(forgetful) < len(RULES)
    tables = [columns([broken(*fault[:2], number)]).table for number, fault in enumerate(FAULTS, 1)]

    def found(of: list[pa.Table]) -> list[str]:
        import numpy as np

        rows = np.arange(1)
        return [
            str((type(rule).__module__, at, fault))
            for table in of
            for rule in forgetful
            for at, fault in rule.check(table.select(rule.READS), rows)
        ]

    assert found(tables) == found(tables)
    assert sorted(found(tables[::-1])) == sorted(found(tables))


def test_no_more_is_read_ahead_than_the_threads_can_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a file of any size is validated in the memory of a few blocks."""
    begun: list[jsonl.Block] = []

    def noting(*given: Any) -> Iterator[jsonl.Block]:
        for block in jsonl.blocks(*given):
            begun.append(block)
            yield block

    monkeypatch.setattr(jsonl, "BLOCK", 1)
    monkeypatch.setattr(batches, "blocks", noting)
    source = batches.JsonLines(io.BytesIO(lines([-1] * 40)), "records.jsonl")
    passed = [len(begun) - number for number, _ in enumerate(checked(source, Context(), Findings()))]
    assert len(passed) == 40
    assert max(passed) <= 2 * batches.THREADS + 1


def test_a_record_that_has_passed_can_be_placed_while_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "BLOCK", 1)
    source = batches.JsonLines(io.BytesIO(lines([-1] * 20)), "records.jsonl")
    placed = [source.place(0, ("title",)) for _ in source.batches(Findings(), lambda table: None)]
    assert len(placed) == 20
    assert set(placed) == {Place("records.jsonl", 1, placed[0].column, record=record(1)["id"], field="/title")}


def test_no_thread_is_left_when_reading_ends_early() -> None:
    import threading

    before = threading.active_count()
    data = lines([-1] * 4) + b"{"
    assert [problem.code for problem in checked_lines(data).problems] == ["json-invalid"]
    assert threading.active_count() == before
