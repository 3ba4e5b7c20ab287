"""corpus.toml written by a program: one key changes, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.model import CorpuskitError, Exit
from corpuskit.workspace.configuration import config, rewriting

WRITTEN = """# who and what
title = "Ferries"   # as cited

[datasheet]
# asked in spring
motivation-1 = "To count ferries."

[seeds."*.txt"]
language = "en"
"""


def test_an_answer_is_added_and_all_else_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    rewriting.state(path, "datasheet", "motivation-2", "The harbour office.")
    written = path.read_text(encoding="utf-8")
    assert [line for line in written.splitlines() if line not in WRITTEN.splitlines()] == [
        'motivation-2 = "The harbour office."'
    ]
    assert [line for line in written.splitlines() if line in WRITTEN.splitlines()] == WRITTEN.splitlines()
    assert config.load(path)["datasheet"]["motivation-2"] == "The harbour office."


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    rewriting.state(path, "datasheet", "uses-1", "None yet.")
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"datasheet": {"uses-1": "None yet."}}
    assert [entry.name for entry in tmp_path.iterdir()] == ["corpus.toml"]


@given(answer=st.text(st.characters(codec="utf-8"), min_size=1))
def test_whatever_is_answered_is_read_back(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    path = tmp_path_factory.mktemp("stated") / "corpus.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    rewriting.state(path, "datasheet", "uses-1", answer)
    assert tomllib.loads(path.read_bytes().decode("utf-8"))["datasheet"]["uses-1"] == answer.replace("\r\n", "\n")


def test_a_wrong_file_and_a_wrong_answer_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    for before, key in (("title = ", "uses-1"), (WRITTEN, "uses-99")):
        path.write_text(before, encoding="utf-8")
        with pytest.raises(CorpuskitError) as raised:
            rewriting.state(path, "datasheet", key, "Anything.")
        assert raised.value.exit_code == Exit.USAGE
        assert path.read_text(encoding="utf-8") == before
        assert [entry.name for entry in tmp_path.iterdir()] == ["corpus.toml"]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError) as raised:
        rewriting.state(tmp_path / "no" / "corpus.toml", "datasheet", "uses-1", "Anything.")
    assert raised.value.exit_code == Exit.USAGE
