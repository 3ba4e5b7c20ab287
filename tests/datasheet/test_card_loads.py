"""The head of the card does what it is for: Hugging Face's `datasets` loads the folder, each table by its name."""

from __future__ import annotations

from pathlib import Path

import datasheet_corpus as corpus
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpuskit.datasheet import pages
from corpuskit.datasheet.card import TABLES


def test_datasets_loads_each_table_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets", reason="needs Hugging Face's datasets")
    dist = tmp_path / "dist"
    (dist / "data").mkdir(parents=True)
    (dist / "records.jsonl").write_text('{"a": "a file that must not be taken for the data"}\n', encoding="utf-8")
    for path, page in pages(*corpus.hostile(), corpus.about()).items():
        (dist / path).write_bytes(page)
    for number, (name, path, _) in enumerate(TABLES):
        pq.write_table(pa.table({name: [name] * (number + 1)}), dist / path)
    cache = str(tmp_path / "cache")
    assert datasets.load_dataset(str(dist), split="train", cache_dir=cache).column_names == ["records"]
    for number, (name, _, _) in enumerate(TABLES):
        found = datasets.load_dataset(str(dist), name, split="train", cache_dir=cache)
        assert (found.num_rows, found.column_names) == (number + 1, [name])
