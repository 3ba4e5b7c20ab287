"""The screen: which passages can be marked at all, told by a look-up a printed word."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.caveats.health import features as ft
from corpuskit.caveats.health import screening
from corpuskit.caveats.health.detect import _words_of
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
        masks = [int(mask) for mask in ft.Tagger("en").classifier.masks(tokens)]
        held = [{name for bit, name in enumerate(names) if mask >> bit & 1} for mask in masks]
        total[printed] = sum(2 if h & set(health_classes()) else 1 if h & set(weak_classes()) else 0 for h in held)
    return sum(total.values())


def words_of(passages: Iterable[str]) -> list[list[str]]:
    return [passage.split() for passage in passages]


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=6))
@settings(max_examples=30)
def test_a_passage_passes_with_one_strong_word_or_two_different_weak_ones(passages: list[str]) -> None:
    passing = screening.Screen(ft.Tagger("en").classifier).passing(words_of(passages))
    assert passing == [added(passage) >= 2 for passage in passages]


def test_what_names_none_is_passed_over() -> None:
    screen = screening.Screen(ft.Tagger("en").classifier)
    assert screen.passing(words_of(["The minister resigned.", "He ate a cake.", "He ate fish.", "Malaria!", ""])) == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_forgetting_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = words_of(f"{word} number{i}" for i, word in enumerate(["malaria", "the", "fish", "virus", "a"] * 4))
    screen = screening.Screen(ft.Tagger("en").classifier)
    expected = screen.passing(passages)
    monkeypatch.setattr(screening, "_KEPT", 2)
    forgetful = screening.Screen(ft.Tagger("en").classifier)
    assert [forgetful.passing([passage])[0] for passage in passages] == expected


PIECES = ["Malaria kills.", "He left", " ", "  ", "\t", "a virus.Then", "“Yes.”", "It ended. "]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_the_words_of_a_sentence_are_the_same_however_they_are_come_by(parts: list[str]) -> None:
    line = "".join(parts)
    places = list(spans(line, "en"))
    taken = list(_words_of(line, line.split(), places))
    assert taken == words_of(line[start:end] for start, end in places)
