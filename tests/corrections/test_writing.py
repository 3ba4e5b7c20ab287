"""What is written is read back the same; judgements become precision with an interval."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corrections import audit
from corpuskit.corrections.stanzas import load
from corpuskit.corrections.writing import QUOTE, add, append, beginning, entry, quote_of, stanza
from corpuskit.model import CorpuskitError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.sampled_from(["quote", "value", "reason"]), TEXT | st.lists(TEXT) | st.booleans()))
def test_any_text_is_written_as_toml_that_says_the_same(said: dict[str, object]) -> None:
    assert tomllib.loads(stanza(said)) == {"correction": [said]}


@given(
    st.dictionaries(st.sampled_from(["begins", "quote", "reason"]), TEXT | st.lists(TEXT) | st.booleans(), min_size=1)
)
def test_on_a_line_of_its_own_it_says_the_same(said: dict[str, object]) -> None:
    written = entry(said)
    assert list(tomllib.loads("[corrections]\n" + written)["corrections"].values()) == [said]
    assert written.count("\n") == 1


def test_lines_are_added_below_their_table_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(
        b"# ours\r\n[corrections]\r\nold = { begins = 'a', reason = 'r' }\n"
        b"\n[[correction]]\nbegins = 'b'\nreason = 'r'\n"
    )
    assert add(path, [entry({"begins": text, "reason": "r"}) for text in "cd"]) == 4
    assert [(one.said["begins"], one.line) for one in load(path)] == [("a", 3), ("c", 4), ("d", 5), ("b", 7)]
    assert path.read_bytes().startswith(b"# ours\r\n[corrections]\r\nold")


def test_what_two_people_add_merges_line_by_line(tmp_path: Path) -> None:
    """By the union merge that `corpuskit init` sets: both branches' lines, each whole."""
    for known in ("", "[corrections]\nold = { begins = 'a', reason = 'r' }\n"):
        paths = [tmp_path / f"{name}.toml" for name in ("ours", "base", "theirs")]
        for path, added in zip(paths, ("b", "", "c"), strict=True):
            path.write_text(f"# ours\n{known}", "utf-8")
            if added:
                add(path, [entry({"begins": added, "reason": "r"})])
        subprocess.run(["git", "merge-file", "--union", *map(str, paths)], check=True)
        assert {one.said["begins"] for one in load(paths[0])} == {"b", "c"} | ({"a"} if known else set())


@given(TEXT.map(str.strip).filter(lambda line: "\n" not in line))
def test_a_quote_is_the_beginning_of_its_line(line: str) -> None:
    assert line.startswith(beginning(line))
    assert len(beginning(line)) <= QUOTE
    assert beginning(line) == beginning(line).strip()
    assert bool(beginning(line)) == bool(line)


def test_a_record_is_quoted_by_its_text_or_else_by_its_title() -> None:
    known = {"text": "", "title": " A title ", "credit_line": None}
    assert quote_of(known) == "A title"
    assert quote_of(known | {"text": "First line.\nSecond."}) == "First line."
    assert quote_of({"text": None, "title": None, "credit_line": None}) is None


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf# BOM\r\n", b"# no line end"])
def test_bytes_that_stand_in_the_file_stay(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(before)
    line = append(path, stanza({"begins": "x", "reason": "r"}))
    assert path.read_bytes().startswith(before)
    assert path.read_text("utf-8-sig").splitlines()[line - 1] == "[[correction]]"
    assert [entry.name for entry in tmp_path.iterdir()] == ["corrections.toml"]


def test_a_file_with_a_mistake_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("[[correction]]\n", "utf-8")
    with pytest.raises(CorpuskitError, match="no reason"):
        append(path, stanza({"begins": "x", "reason": "r"}))
    assert path.read_text("utf-8") == "[[correction]]\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="no such file"):
        append(tmp_path / "none" / "corrections.toml", stanza({"begins": "x", "reason": "r"}))


def test_the_interval_is_that_of_wilson() -> None:
    assert audit.wilson(0, 0) == (0.0, 1.0)
    assert audit.wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)  # R: prop.test(9, 10, correct = FALSE)
    assert audit.wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))))
def test_the_interval_holds_the_share_and_keeps_within_its_bounds(counts: tuple[int, int]) -> None:
    right, judged = counts
    low, high = audit.wilson(right, judged)
    assert 0 <= low <= right / judged + 1e-12
    assert right / judged - 1e-12 <= high <= 1


def test_a_record_is_judged_once(tmp_path: Path) -> None:
    said = stanza({"record": "0123456789abcdef", "seed": 1, "boundary": True}, "judgement")
    with pytest.raises(CorpuskitError, match="judgement 2 is on the same record as judgement 1"):
        audit.parse(tmp_path / "audit.toml", said + said)
