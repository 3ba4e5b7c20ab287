"""Records are taken out of finished corpora by number, in any order, and read once where the order is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpuskit.deriving.merging import merge
from corpuskit.deriving.rows import Rows, taken
from corpuskit.deriving.selecting import Choice, select
from corpuskit.deriving.source import open_source


def test_records_come_in_the_order_asked_for_from_several_corpora(corpus: Path) -> None:
    source = open_source(corpus / "dist")
    ids = [lies.id for lies in source.places_of_records()]
    wanted = [(1, 3), (0, 2), (0, 0), (1, 3), (0, len(ids) - 1)]
    found = taken([Rows(source), Rows(source)], wanted)
    assert found["id"].to_pylist() == [ids[number] for _, number in wanted]
    assert found.schema.equals(next(source.tables()).schema)


def test_who_goes_back_has_the_corpus_read_again_and_who_goes_too_far_is_told(corpus: Path) -> None:
    source = open_source(corpus / "dist")
    ids = [lies.id for lies in source.places_of_records()]
    rows = Rows(source)
    for numbers in ([0, 1], [len(ids) - 1], [1, 2], [0]):
        assert rows.take(numbers)["id"].to_pylist() == [ids[number] for number in numbers]
    with pytest.raises(IndexError):
        rows.take([len(ids)])


def test_a_sum_orders_records_by_seed_where_a_corpus_has_its_seeds_otherwise(corpus: Path, tmp_path: Path) -> None:
    select(corpus / "dist", tmp_path / "late", Choice(where="file = 'harbour.txt'"))
    select(corpus / "dist", tmp_path / "rest", Choice(where="file != 'harbour.txt'"))
    merge([tmp_path / "late", tmp_path / "rest"], tmp_path / "sum")
    assert (tmp_path / "sum" / "records.jsonl").read_bytes() == (corpus / "dist" / "records.jsonl").read_bytes()
