"""A byte of a seed is shown by the line and column that an editor, and `explain`, give it."""

from __future__ import annotations

import io
import re
from collections import deque
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.checking import places
from corpuskit.model import Place, Problem, Seed


def where(path: Path, *bytes_: int) -> list[tuple[int | None, int | None]]:
    problems = [Problem("undated", "warning", "m", "", Place("s.txt", byte=byte)) for byte in bytes_]
    return [(one.place.line, one.place.column) for one in places.on_disk(problems, [Seed("s.txt", str(path))])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(tmp_path: Path, end: str) -> None:
    text = end.join(["Fähre", "", "Old quay", "last"])
    (tmp_path / "s.txt").write_bytes(text.encode())
    at = [text.encode().index(word) for word in (b"F", b"hre", b"quay", b"last", b"t")]
    assert where(tmp_path / "s.txt", *at)[:4] == [(1, 1), (1, 3), (3, 5), (4, 1)]


@given(st.lists(st.sampled_from(["a", "ü", "\r", "\n", "\r\n", "bc"]), max_size=30), st.integers(1, 5))
def test_lines_and_columns_are_those_of_the_text_whatever_is_read_at_a_time(pieces: list[str], part: int) -> None:
    text = "".join(pieces)
    starts = [0, *(end.end() for end in re.finditer("\r\n?|\n", text))]
    expected = {}
    for index in range(len(text)):
        line = sum(start <= index for start in starts)
        expected[len(text[:index].encode())] = (line, index - starts[line - 1] + 1)
    with mock.patch.object(places, "PART", part):
        assert dict(places._found(io.BytesIO(text.encode()), deque(sorted(expected)))) == expected
