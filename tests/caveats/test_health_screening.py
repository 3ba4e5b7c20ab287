"""The screen that texts pass before anything is tokenised: it lets nothing by that the vocabulary would take."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats.health import features as ft
from corpuskit.caveats.health import screening

PRINTED = """(Malaria cancer, virus. “vaccines” flu-like fish bread nurse hospital computer attorney the minister of 50%
Жизнь café x_ray MALARIA’s"""
WORDS = st.sampled_from(PRINTED.split())


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=6))
def test_whatever_names_a_subject_of_health_passes(passages: list[str]) -> None:
    tagger = ft.Tagger("en")
    passing = screening.Screen(tagger.classifier).passing(passages)
    for passage, passes in zip(passages, passing, strict=True):
        assert passes or not ft.name_health(tagger.read(passage, np.array([0])), 1)[0]


def test_what_names_none_is_passed_over() -> None:
    screen = screening.Screen(ft.Tagger("en").classifier)
    assert screen.passing(["The minister resigned.", "He ate a cake.", "He ate fish.", "Malaria!", ""]) == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_forgetting_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [f"{word} number{i}" for i, word in enumerate(["malaria", "the", "fish", "virus", "a"] * 4)]
    screen = screening.Screen(ft.Tagger("en").classifier)
    expected = screen.passing(passages)
    monkeypatch.setattr(screening, "_KEPT", 2)
    forgetful = screening.Screen(ft.Tagger("en").classifier)
    assert [forgetful.passing([passage])[0] for passage in passages] == expected
