"""Sentence splitting: what parts sentences, what does not, and that nothing is lost, in each language offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats.health.sentences import spans


def parts(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in spans(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. J. Smith of Acme Inc. spoke to Mr. Jones.", "He left at 5 p.m. sharp."]),
        ("en", ["The U.S. Army came.", "It was Jan. 5, 2020."]),
        ("en", ["Take vitamin D.", "The dose is small."]),
        ("en", ["“Is it safe?” she asked.", "Nobody answered!"]),
        ("en", ["The rate rose 3.5 percent.", "Then it fell."]),
        ("de", ["Am 3. Oktober kam Dr. Weber, z. B. mit dem Zug.", "Er blieb."]),
        ("es", ["El Sr. Pérez vive en EE.UU. desde 2001.", "¿Por qué?", "No lo dijo."]),
        ("fr", ["M. Dupont est venu.", "« Tout va bien », dit-il.", "Puis il partit."]),
        ("ru", ["А. С. Пушкин жил в г. Москве.", "Потом он уехал."]),
        ("pt", ["O Sr. Silva chegou à Av. Paulista.", "Depois saiu."]),
    ],
)
def test_abbreviations_and_numbers_part_nothing(language: str, expected: list[str]) -> None:
    assert parts(" ".join(expected), language) == expected


def test_a_list_number_stays_with_its_sentence() -> None:
    assert parts("1. There is no cure.\n(a) It spreads. It kills.") == [
        "1. There is no cure.",
        "(a) It spreads.",
        "It kills.",
    ]


def test_a_sentence_glued_to_the_next_is_parted() -> None:
    assert parts("The trial ended.Then came the vote.") == ["The trial ended.", "Then came the vote."]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert parts("a heading without a stop\n\n  and a line \n") == ["a heading without a stop", "and a line"]


@given(st.text(alphabet="abAB .!?…\n\"“”«»'()1äЖ\u00a0\t", max_size=80), st.sampled_from(["en", "de", "es", "xx"]))
def test_sentences_are_in_order_and_lose_only_white_space(text: str, language: str) -> None:
    last, kept = 0, ""
    for start, end in spans(text, language):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        kept += "".join(text[start:end].split())
        last = end
    assert kept == "".join(text.split())


@pytest.mark.parametrize("unit", [".", "a.", '." ', "(“", "“a b ", "!?", ".”’ A", "Mr. ", "A. ", "1. "])
def test_a_line_of_sixty_kilobytes_of_marks_is_split_at_once(unit: str) -> None:
    line = unit * (60_000 // len(unit))
    assert "".join("".join(part.split()) for part in parts(line)) == "".join(line.split())
