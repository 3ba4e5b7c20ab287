"""Datelines: place, date and agency in front of a body, and what only looks like one."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.datelines import parse_dateline


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("LONDON, Jan 5, 2024 (Reuters) - Ministers met.", "LONDON", "Reuters"),
        ("MOSCOW, /TASS/. Ministers met.", "MOSCOW", "TASS"),
        ("PARIS (AP) — Police said.", "PARIS", "AP"),
        ("Berlin (dpa) - Der Kanzler kam.", "Berlin", "dpa"),
        ("Geneva (AFP) Talks began.", "Geneva", "AFP"),
        ("UNITED NATIONS – Envoys met.", "UNITED NATIONS", None),
        ("NAIROBI (Coast Courier) - Ferries run.", "NAIROBI", "Coast Courier"),
        ("ХОЛМСК, 3 мая — РИА Новости. Жители вышли.", "ХОЛМСК", "РИА Новости"),
        ("(Xinhua) -- Trade grew.", None, "Xinhua"),
        ("Hollenbeck, 14. November 2023. Die Stadtwerke senken den Preis.", "Hollenbeck", None),
    ],
)
def test_a_dateline_is_read(paragraph: str, place: str | None, agency: str | None) -> None:
    found = parse_dateline(paragraph)
    assert found is not None
    assert (found.place, found.agency and found.agency.name) == (place, agency)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The World Health Organization (WHO) acted as expected this week.",
        "The Coastal Ferry Board (CFB) – a public body – met on Friday.",
        "Anna B. Harbour ( Ann ) wrote the song.",
        "He said – and nobody spoke – that it was over.",
        "Speaking in Hollenbeck on 14 November 2023. He then left.",
    ],
)
def test_an_abbreviation_or_a_nickname_in_brackets_is_no_dateline(paragraph: str) -> None:
    assert parse_dateline(paragraph) is None
