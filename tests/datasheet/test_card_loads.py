"""The head of the card does what it is for: Hugging Face's `datasets` loads the folder, each table by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import datasheet_corpus as corpus
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import corpuskit
from corpuskit.datasheet import pages
from corpuskit.datasheet.written.card import TABLES


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


PASTE = (
    "{title}\nHarbour Post | 4 March 2024\nThe ferry to the island will leave at {hour} from Monday, the office said.\n"
)


def test_datasets_takes_no_other_corpus_of_the_same_name_from_its_cache(
    workspace_folder: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets", reason="needs Hugging Face's datasets")
    folder, cache = workspace_folder({"a.txt": b""}), str(tmp_path / "cache")
    monkeypatch.chdir(folder)
    for title, hour in (
        ("Ferry leaves at noon", "noon"),
        ("Ferry leaves at nine", "nine"),
        ("Ferry leaves at four", "four"),
    ):
        (folder / "seeds" / "a.txt").write_text(PASTE.format(title=title, hour=hour), encoding="utf-8")
        corpuskit.build(folder)
        assert datasets.load_dataset("dist", split="train", cache_dir=cache)["title"][:] == [title]
