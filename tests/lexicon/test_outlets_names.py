"""Printed names are compared by what makes them the same name, and by nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.outlets.domains import host, with_parents
from corpuskit.lexicon.outlets.names import case_agrees, clean, folded, is_acronym, key, loose, skeleton
from corpuskit.lexicon.outlets.places import country_of, country_of_language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RTÉ", unicodedata.normalize("NFD", "RTÉ")),
        ("RT", "ＲＴ"),
        ("RT", "R\u200bT\u00ad"),
        ("Press TV", "Press\u2009TV"),
        ("Press TV", " Press \u00a0 TV."),
        ("People's Daily", "People’s Daily"),
        ("Al-Manar", "Al\u2011Manar"),
        ("Известия", "«Известия»"),
        ("خبرگزاری فارس", "خبرگزاري فارس"),
        ("وكالة", "وکالة"),
        ("TASS", "tass"),
    ],
)
def test_printings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("RTÉ", "RTE"), ("经济日报", "經濟日報"), ("RT", "RТ"), ("Al Jazeera", "AlJazeera"), ("RT", "R T")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_accents_and_hyphens_go_only_in_the_folded_form() -> None:
    assert folded("AZƏRTAC") == "azertac"
    assert folded("ANADOLU AJANSI") == folded("Anadolu Ajansı")
    assert folded("Al-Arabiya") == folded("Al Arabiya")


def test_letters_of_another_alphabet_look_alike_and_are_not_the_same() -> None:
    assert skeleton("Sрutnik") == skeleton("Sputnik")  # a Cyrillic er
    assert key("Sрutnik") != key("Sputnik")


def test_capitals_tell_acronyms_and_words_apart() -> None:
    assert is_acronym("RTÉ")
    assert is_acronym("AJ+")
    assert not is_acronym("Sputnik")
    assert not case_agrees("rt", "RT")
    assert not case_agrees("Rai", "RAI")
    assert not case_agrees("sputnik", "Sputnik")
    assert case_agrees("SPUTNIK", "Sputnik")
    assert case_agrees("global times", "Global Times")
    assert case_agrees("ifeng", "ifeng")


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert key(key(text)) == key(text)


def test_a_quote_that_stands_apart_leaves_one_space() -> None:
    assert key("Coast » News") == key("Coast News")


@given(st.text(max_size=60))
def test_the_loose_form_is_as_long_as_the_text(text: str) -> None:
    assert len(loose(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("https://www.rt.com/news/1/", "www.rt.com"),
        ("HTTP://RIA.RU", "ria.ru"),
        ("rt.com:443", "rt.com"),
        ("rt.com.", "rt.com"),
        ("https://user:pass@rt.com@example.org/x", "example.org"),
        ("https://example.org?u=@rt.com", "example.org"),
        ("https://example.org\\@rt.com", "example.org"),
        ("news@rt.com", None),
        ("javascript://rt.com", None),
        ("RT", None),
        ("Prof. Dr. Roe", None),
        ("12.03.2024", None),
        ("", None),
        ("a" * 300 + ".com", None),
    ],
)
def test_a_host_is_what_an_address_leads_to(printed: str, expected: str | None) -> None:
    assert host(printed) == expected


def test_domains_above_a_host_are_cut_at_dots() -> None:
    assert list(with_parents("a.rt.com")) == ["a.rt.com", "rt.com"]
    assert "rt.com" not in list(with_parents("art.com"))


def test_places_and_languages_name_a_country_or_none() -> None:
    assert country_of("Serbian") == country_of("Belgrade") == "RS"
    assert country_of("the Philippines") == "PH"
    assert country_of("Atlantis") is None
    assert country_of_language("sr-Latn") == "RS"
    assert country_of_language("en") is None
    assert country_of_language(None) is None
