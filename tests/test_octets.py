"""Bytes looked through in pieces: the same as at once, wherever the pieces end."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import octets
from corpuskit.arrow import one_array
from corpuskit.lexicon.words import word_count, word_counts

DATA = st.lists(st.sampled_from([b"\n", b"\r", b"\r\n", b" ", b"ab", b":"]), max_size=40).map(b"".join)
TEXTS = st.lists(st.text(st.sampled_from("ab \n\t\x1c\u00a0\u2003\u3000語ア")), max_size=12)


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> object:
    """Pieces so small that everything lies across their ends."""
    patch = pytest.MonkeyPatch()
    patch.setattr(octets, "PIECE", 3)
    yield patch
    patch.undo()


@given(DATA, st.sampled_from(b"\n\r:"))
def test_positions_are_those_of_the_byte(data: bytes, byte: int) -> None:
    expected = [at for at, one in enumerate(data) if one == byte]
    held = np.frombuffer(data, np.uint8)
    assert octets.positions(held, byte).tolist() == expected
    assert octets.count(held, byte) == len(expected)


@given(DATA)
def test_lines_end_at_lf_crlf_and_lone_cr(data: bytes) -> None:
    expected = [found.end() - 1 for found in re.finditer(rb"\r\n|\r|\n", data)]
    assert octets.ends_of_lines(data).tolist() == expected


@given(TEXTS)
def test_words_are_counted_alike_in_a_column_and_alone(texts: list[str]) -> None:
    assert word_counts(pa.array(texts, pa.string())).tolist() == [word_count(text) for text in texts]


def test_a_column_of_one_chunk_is_not_copied() -> None:
    texts = pa.array(["one", "two"])
    assert one_array(pa.chunked_array([texts])).buffers()[2].address == texts.buffers()[2].address
    assert one_array(pa.chunked_array([texts, texts])).to_pylist() == ["one", "two"] * 2
    assert one_array(pa.chunked_array([], pa.string())).to_pylist() == []
