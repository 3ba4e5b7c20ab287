"""The screen: which passages can be marked at all, told by their printed words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.caveats.health import screening
from corpuskit.caveats.health.detect import readable, tagger
from corpuskit.caveats.health.sentences import spans
from corpuskit.caveats.health.tokens import tokenize
from corpuskit.caveats.health.vocabulary import class_names, health_classes, weak_classes

PRINTED = """(Malaria cancer, virus. “vaccines” flu-like fish bread nurse hospital computer attorney the minister of 50%
Жизнь café x_ray MALARIA’s"""
WORDS = st.sampled_from(PRINTED.split())


def added(passage: str) -> int:
    """What the words of a passage add, told one by one from the vocabulary: 2 for a strong one, 1 for a weak one."""
    names = class_names()
    total = {}
    for printed in passage.split():
        tokens = tokenize(printed)
        masks = [int(mask) for mask in tagger("en").classifier.masks(tokens)]
        held = [{name for bit, name in enumerate(names) if mask >> bit & 1} for mask in masks]
        total[printed] = sum(2 if h & set(health_classes()) else 1 if h & set(weak_classes()) else 0 for h in held)
    return sum(total.values())


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=6))
@settings(max_examples=30)
def test_a_passage_passes_with_one_strong_word_or_two_different_weak_ones(passages: list[str]) -> None:
    passing = screening.Screen(tagger("en").classifier).passing(passages)
    assert passing == [added(passage) >= 2 for passage in passages]


def test_what_names_none_is_passed_over() -> None:
    screen = screening.Screen(tagger("en").classifier)
    passages = ["The minister resigned.", "He ate a cake.", "He ate fish.", "Malaria!", ""]
    assert screen.passing(passages) == [False, False, True, True, False]


def test_forgetting_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [f"{word} number{i}" for i, word in enumerate(["malaria", "the", "fish", "virus", "a"] * 4)]
    screen = screening.Screen(tagger("en").classifier)
    expected = screen.passing(passages)
    monkeypatch.setattr(screening, "_KEPT", 2)
    forgetful = screening.Screen(tagger("en").classifier)
    assert [forgetful.passing([passage])[0] for passage in passages] == expected


PIECES = [
    "Malaria kills.",
    "He left",
    " ",
    "  ",
    "\t",
    "a virus.Then",
    "“Yes.”",
    "It ended. ",
    "a\u00a0flu",
    "Vàccines",
    "fish",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_a_sentence_passes_in_a_line_as_it_does_alone(parts: list[str]) -> None:
    line = "".join(parts)
    screen = screening.Screen(tagger("en").classifier)
    sentences = [line[start:end] for start, end in spans(line, "en")]
    alone = screen.passing(sentences)
    expected = [
        sentence
        for at, sentence in enumerate(sentences)
        if (alone[at] or (at > 0 and alone[at - 1])) and sentence[-1] != "?"
    ]
    assert [found.text for found in readable([line], "en")] == expected


@given(st.text(alphabet="vVirusà fluFLU\u00a0\u2003“”\tµ", max_size=40))
def test_a_word_of_the_vocabulary_is_never_passed_over(text: str) -> None:
    screen = screening.Screen(tagger("en").classifier)
    found = {text[at:].split(maxsplit=1)[0] for at in screen.hits(text).at.tolist()}
    assert found == {word for word in text.split() if added(word)}


def test_a_hit_names_its_line_in_code_points() -> None:
    text = "Äpfel\n\nGrüße,\u2003malaria und flu\nx fish"
    found = screening.Screen(tagger("en").classifier).hits(text)
    lines = [text[a:b] for a, b in zip(found.line.tolist(), found.stop.tolist(), strict=True)]
    assert lines == ["Grüße,\u2003malaria und flu"] * 2 + ["x fish"]
    assert [text[at:].split()[0] for at in found.at.tolist()] == ["malaria", "flu", "fish"]
