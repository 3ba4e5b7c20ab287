"""Lines: where they end, which are blank, which are long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.splitting.lines.index import LONG, index_lines


@given(st.text(alphabet=st.sampled_from("ab \r\n\t\u2028\u2029\x0b\x0c\x85\u00a0é語")))
def test_lines_end_at_lf_crlf_and_lone_cr_and_cover_every_byte(text: str) -> None:
    data = text.encode()
    lines = index_lines(data)
    expected = [m.group().encode() for m in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)]
    assert [data[a:b] for a, b in zip(lines.start, lines.end, strict=True)] == expected
    assert [data[a:b] for a, b in zip(lines.start, lines.stop, strict=True)] == [
        e.rstrip(b"\r\n") if e.endswith(b"\n") else e.removesuffix(b"\r") for e in expected
    ]


@pytest.mark.parametrize("blank", ["", "  ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", " \u3000 "])
def test_a_line_of_white_space_of_any_script_is_blank(blank: str) -> None:
    assert index_lines(f"a\n{blank}\nb\n".encode()).blank.tolist() == [False, True, False]


@pytest.mark.parametrize("at_once", [7, 1 << 20])
@pytest.mark.parametrize("sign", ["a", "é", "語"])
def test_a_line_is_long_by_its_characters_not_its_bytes(
    sign: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpuskit.splitting.lines.index._COUNTED", at_once)
    lines = index_lines((sign * LONG + "\n" + sign * (LONG + 1) + "\n").encode())
    assert lines.long.tolist() == [False, True]


def test_double_line_ends_of_a_converter_are_a_line_and_a_blank_line() -> None:
    lines = index_lines(b"a\r\r\nb\r\r\n")
    assert lines.blank.tolist() == [False, True, False, True]
    assert lines.end[-1] == 8
