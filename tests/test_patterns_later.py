"""Patterns that are compiled when they are first asked answer as compiled ones do."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.patterns import EAST_ASIA, later

PATTERNS = [r"(?P<word>\w+)", r"\s+", r"(a)(b)?", r"[^\W\d_]+|$"]


@given(st.sampled_from(PATTERNS), st.sampled_from([0, re.IGNORECASE, re.ASCII | re.IGNORECASE]), st.text())
def test_every_question_has_the_answer_of_a_compiled_one(pattern: str, flags: int, text: str) -> None:
    waiting, ready = later(pattern, flags), re.compile(pattern, flags)
    for question in ("search", "match", "fullmatch"):
        asked, told = (getattr(one, question)(text) for one in (waiting, ready))
        assert (asked and (asked.span(), asked.groups())) == (told and (told.span(), told.groups()))
    assert waiting.findall(text) == ready.findall(text)
    assert [match.span() for match in waiting.finditer(text)] == [match.span() for match in ready.finditer(text)]
    assert waiting.split(text) == ready.split(text)
    assert waiting.sub("-", text, 1) == ready.sub("-", text, 1)
    assert waiting.subn("-", text) == ready.subn("-", text)
    assert (waiting.pattern, waiting.flags, waiting.groups) == (ready.pattern, ready.flags, ready.groups)
    assert waiting.groupindex == ready.groupindex


def test_it_is_compiled_once_and_by_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_ = [], re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or compile_(pattern, flags))
    waiting = later(rb"b+", re.IGNORECASE)
    assert (waiting.pattern, compiled) == (rb"b+", [])
    assert [waiting.search(b"aBb") is not None for _ in range(3)] == [True] * 3
    assert waiting.match(b"aBb") is None
    assert compiled == [rb"b+"]


def test_a_copy_in_another_process_answers_the_same() -> None:
    waiting = later(r"b+", re.IGNORECASE)
    for _ in range(2):  # before it is compiled, and after
        copy = pickle.loads(pickle.dumps(waiting))
        assert copy.findall("aBb") == waiting.findall("aBb") == ["Bb"]


@pytest.mark.parametrize(
    ("pattern", "beyond"),
    [
        (r"[\u3040-\u30ff\u3400-\u9fff]{1,3}", EAST_ASIA),
        (r" و(?=[\u0621-\u064a])|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "\u0621"),
    ],
)
@given(text=st.text("a é–و\u0621\u0620\u2fff\u3000\u3040\u30fb\u9fff\U0001f30a"))
def test_one_of_other_scripts_answers_as_a_compiled_one(pattern: str, beyond: str, text: str) -> None:
    waiting, ready = later(pattern, beyond=beyond), re.compile(pattern)
    for question in ("search", "match", "fullmatch"):
        for within in ((), (1,), (1, 4)):
            asked, told = (getattr(one, question)(text, *within) for one in (waiting, ready))
            assert (asked and asked.span()) == (told and told.span())
    assert [match.span() for match in waiting.finditer(text)] == [match.span() for match in ready.finditer(text)]


def test_one_of_other_scripts_is_not_compiled_for_a_text_without(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_ = [], re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or compile_(pattern, flags))
    waiting = later(r"[\u3400-\u9fff]", beyond=EAST_ASIA)
    assert [waiting.search(text) for text in ("", "Nord", "Süd – „West“")] == [None] * 3
    assert compiled == []
    assert waiting.search("北") is not None
    assert len(compiled) == 1


def test_a_fault_is_raised_where_it_is_asked() -> None:
    with pytest.raises(re.error):
        later(r"(").search("")
