"""Nothing that a terminal or an eye could be tricked with gets through raw."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpuskit.hidden import HIDDEN
from corpuskit.reports.safe import cells, cut, dumps, show

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
def test_whatever_is_shown_has_no_hidden_character(text: str) -> None:
    shown = show(text)
    assert not [character for character in shown if unicodedata.category(character) in HIDDEN]
    shown.encode("utf-8")


@given(ANY_TEXT, st.integers(0, 40))
def test_whatever_is_cut_fits_the_width(text: str, width: int) -> None:
    assert cells(show(text, width)) <= width


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"])))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assume(not text.startswith("::") and "##" not in text)
    assert show(text) == text
    assert show(text, len(text)) == text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("bell\x07", r"bell\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\u202egnp.exe", "<U+202E>gnp.exe"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("line\u2028end", "line<U+2028>end"),
        ("caf\udce9.txt", r"caf\xe9.txt"),
        ("\ud83d", "<U+D83D>"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("\u3164", "<U+3164>"),
        ("\x7f\xad\ufeff", r"\x7f\xad<U+FEFF>"),
        ("::stop-commands::x", r"\x3a:stop-commands::x"),
        ("  ::add-mask::x", r"  \x3a:add-mask::x"),
        ("a ::b:: c", "a ::b:: c"),
        ("a ##[group]b", r"a #\x23[group]b"),
        ("###vso[task]", r"##\x23vso[task]"),
        ("C## and ## [x]", "C## and ## [x]"),
        ("\uffff\ufdd0\ufdef\U0010fffe", "<U+FFFF><U+FDD0><U+FDEF><U+10FFFE>"),
        ("\ufdcf\ufdf0", "\ufdcf\ufdf0"),
        ("Заголовок 标题 😀 é", "Заголовок 标题 😀 é"),
    ],
)
def test_hidden_characters_are_made_visible(raw: str, shown: str) -> None:
    assert show(raw) == shown


def test_text_is_cut_by_cells_and_not_by_characters() -> None:
    assert show("标题很长", 5) == "标题…"
    assert show("标题很长", 8) == "标题很长"
    assert cut("e\u0301" * 5, 3) == "e\u0301" * 2 + "…"
    assert cut("abc", 0) == ""


@given(st.recursive(st.none() | ANY_TEXT | st.floats(allow_nan=False, allow_infinity=False), st.lists))
def test_json_keeps_the_true_text_and_is_safe_to_print(value: object) -> None:
    written = dumps(value)
    assert json.loads(written) == value
    assert not [character for character in written if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [character for character in "\u202a\u202e\u2066\u2069\u200b\u200f\ufeff\x9b" if character in written]


@given(ANY_TEXT)
def test_indented_json_has_newlines_of_its_own_only(text: str) -> None:
    written = dumps({"a": text}, indent=2)
    assert written.count("\n") == 2
    assert json.loads(written) == {"a": text}


def test_json_in_a_log_is_no_command() -> None:
    written = dumps({"a": "##[group]x ##vso[y] C##"})
    assert "##[" not in written
    assert "##vso[" not in written
    assert json.loads(written) == {"a": "##[group]x ##vso[y] C##"}
