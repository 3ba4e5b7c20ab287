"""Claims are found however a text is set: in wrapped lines, with signs that print nothing, in look-alike letters."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats import health
from corpuskit.caveats.health.flowing import flowing
from corpuskit.caveats.health.reasons import why

CLAIM = "Smoking doubles the risk of lung cancer, the chief physician of the county said, and raises that of a stroke."
PARAGRAPHS = [
    "The new market hall was opened on Monday by the mayor, who cut the ribbon and bought a pound of plums.",
    f"{CLAIM} He spoke for an hour and would not sit down.",
    "Stalls are let for a year at a time; the baker has taken two, and the man who sharpens knives has none yet.",
    "The hall is open on every day but Sunday, from seven in the morning until the last customer has gone home.",
]


def marked(text: str) -> list[str]:
    """The sentences that are marked, as they stand in the text."""
    return [text[claim.start : claim.end] for claim in health.find_claims(text, "en")]


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("width", [48, 60, 72, 90])
def test_a_claim_is_one_sentence_over_the_line_ends_of_wrapped_text(width: int, line_end: str, blank: bool) -> None:
    paragraphs = [line_end.join(textwrap.wrap(one, width)) for one in PARAGRAPHS]
    (found,) = marked((line_end * (1 + blank)).join(paragraphs))
    assert " ".join(found.split()) == CLAIM
    assert line_end in found


def test_lines_that_are_not_wrapped_stay_sentences_of_their_own() -> None:
    remedies = ["garlic cures pneumonia", "tea", "honey heals ulcers", "a walk", "zinc prevents colds", "sleep"]
    text = "The healer sells:\n" + "\n".join(remedies)
    assert flowing(text).text == text
    assert all("\n" not in found for found in marked(text))


@given(
    st.lists(st.tuples(st.integers(0, len(CLAIM)), st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff")), max_size=9)
)
def test_signs_that_print_nothing_change_no_mark_and_places_count_them(signs: list[tuple[int, str]]) -> None:
    text = CLAIM
    for at, sign in sorted(signs, reverse=True):
        text = text[:at] + sign + text[at:]
    text = f"A bell rang. {text} Nobody stirred."
    plain = health.find_claims(f"A bell rang. {CLAIM} Nobody stirred.", "en")
    found = health.find_claims(text, "en")
    assert [claim[2:] for claim in found] == [claim[2:] for claim in plain]
    ((start, end),) = [claim[:2] for claim in found]
    without = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
    assert text[start:end].translate(without) == CLAIM
    assert text[start] == "S"
    assert text[end - 1] == "."


def test_letters_of_other_alphabets_within_latin_words_are_read_as_they_look() -> None:
    disguised = CLAIM.replace("o", "о").replace("a", "а").replace("e", "е")
    assert disguised != CLAIM
    assert marked(disguised) == [disguised]
    claim = health.find_claims(disguised, "en")[0]
    assert why(disguised, claim.rule, "en") == why(CLAIM, claim.rule, "en") != ""


def test_words_of_another_alphabet_are_left_as_they_are() -> None:
    text = "The word «рак» means both; μg and β-carotene are no disguise."
    assert flowing(text).text == text
