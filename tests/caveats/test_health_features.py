"""Tokens, word classes, patterns and features of the health-claim detector."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats.health import features as ft
from corpuskit.caveats.health import tokens as tk
from corpuskit.caveats.health import vocabulary as voc
from corpuskit.caveats.health.model import pack, unpack

WORDS = st.text(alphabet="abcdefghiABÉéüñçЖя0123456789", min_size=1, max_size=12)


def classes_of(sentence: str, language: str = "en") -> set[str]:
    tagger = ft.Tagger(language)
    tagged = tagger.read(sentence, np.array([0]))
    (mask,) = ft.class_sets(tagged, 1).tolist()
    return {name for bit, name in enumerate(voc.class_names()) if mask >> bit & 1}


@given(st.lists(WORDS, max_size=8))
def test_tokens_are_the_words_with_their_place_and_hash(words: list[str]) -> None:
    text = " -".join(words)
    found = tk.tokenize(text)
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == words
    assert found.hash.tolist() == [tk.hash_of(voc.fold(word)) for word in words]


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(1, 3))
def test_the_hash_of_a_prefix_is_that_of_the_word_so_cut(words: list[str], length: int) -> None:
    found = tk.tokenize(" ".join(words))
    which = np.flatnonzero(found.end - found.start >= length)
    cut = [voc.fold(words[i])[:length] for i in which]
    assert found.prefix(which, length).tolist() == [tk.hash_of(word) for word in cut]


@given(st.text(max_size=60))
def test_any_text_can_be_tokenized(text: str) -> None:
    found = tk.tokenize(text)
    assert (found.start < found.end).all()
    assert (found.end[:-1] <= found.start[1:]).all()


def test_accents_and_case_do_not_matter_to_the_vocabulary() -> None:
    assert classes_of("VACCINE") == classes_of("Vaccine") == classes_of("vàccine")


def test_a_stem_matches_whatever_begins_so() -> None:
    assert "vaccine" in classes_of("They vaccinologized it")


def test_a_pair_that_replaces_takes_away_what_its_words_say_alone() -> None:
    assert "pathogen" in classes_of("a virus")
    assert "pathogen" not in classes_of("a computer virus")


def test_a_pair_does_not_reach_over_the_end_of_a_sentence() -> None:
    tagger = ft.Tagger("en")
    tagged = tagger.read("computer\nvirus", np.array([0, 9]))
    names = voc.class_names()
    assert int(tagged.masks[1]) >> names.index("pathogen") & 1


def test_a_pattern_holds_when_its_terms_do() -> None:
    names = [pattern.name for pattern in voc.patterns()]
    (row,) = ft.matching_patterns(np.array([_mask("vaccine", "safety")], dtype=np.uint64))
    held = {name for name, holds in zip(names, row, strict=True) if holds}
    assert "vaccine_safety" in held
    assert "vaccine_efficacy" not in held


def _mask(*names: str) -> int:
    return sum(1 << voc.class_names().index(name) for name in names)


def test_a_feature_counts_once_a_sentence() -> None:
    tagger = ft.Tagger("en")
    text = "flu flu flu"
    found = ft.extract(tagger.read(text, np.array([0])), np.array([0]), np.array([len(text)]))
    assert len(set(found.index.tolist())) == len(found.index)


def test_words_before_the_first_class_are_refused() -> None:
    with pytest.raises(ValueError, match="before the first class"):
        voc.parse(["cancer", "[disease]"])


def test_every_language_has_only_the_classes_of_english() -> None:
    for language in ("en",):
        assert set(voc.vocabulary(language).classes) == set(voc.class_names())
    assert len(voc.class_names()) <= 64


def test_weights_are_packed_without_loss() -> None:
    claim = (np.array([0, 3, 70_000, 1_000_000]), np.array([1, -127, 5, 127], dtype=np.int8))
    category = (np.array([2, 9]), np.array([[1, 2, 3], [-4, 5, -6]], dtype=np.int8))
    first, second = unpack(pack(claim, category), 3)
    for expected, got in zip((*claim, *category), (*first, *second), strict=True):
        assert np.array_equal(expected, got)
