"""Lines of pages that are not of articles, by the words in outside.toml."""

from __future__ import annotations

import pytest

from corpuskit.model import OUTSIDE_KINDS
from corpuskit.splitting.pages.outside import _phrases, outside_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share", "share-buttons"),
        ("Facebook Twitter LinkedIn", "share-buttons"),
        ("Comments (12)", "share-buttons"),
        ("Sort by: Newest", "share-buttons"),
        ("Einstellungen verwalten", "navigation"),
        ("Continuer sans accepter", "navigation"),
        ("We and our partners store cookies on your device.", "navigation"),
        ("ADVERTISEMENT", "advertisement"),
        ("- Anzeige -", "advertisement"),
        ("广告", "advertisement"),
        ("Read more »", "read-more"),
        ("Lire aussi :", "read-more"),
        ("Читайте также:", "read-more"),
        ("* * *", "separator"),
        ("----------", "separator"),
        ("Home > News > World", "navigation"),
        ("Page 2", "navigation"),
        ("3 of 14", "navigation"),
        ("© 2024 Harbour Post. All rights reserved.", "copyright"),
        ("© Harbour Post, 2024", "copyright"),
        ("© Harbour Post, all rights reserved since 3 May 2024", "copyright"),
        ("Privacy Policy", "footer"),
        ("Table of contents", "contents"),
    ],
)
def test_furniture_of_a_page_is_named(line: str, kind: str) -> None:
    found = outside_kind(line)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "line",
    [
        "The harbour opens again",
        "By Mary Lane",
        "(c) contain live strains which may spread.",
        "Readers were moved.",
        "12 people came to look",
        "",
        "12",
        "Sharing the harbour with others",
        "© Harbour Post, 3 May 2024",
        "© Hafenblatt | 03.05.2024",
        "A" * 200,
    ],
)
def test_other_lines_are_not_named(line: str) -> None:
    assert outside_kind(line) is None


def test_every_kind_in_the_list_is_one_of_the_model() -> None:
    exact, starts, _ = _phrases()
    assert {*exact.values(), *(kind for listed in starts.values() for _, kind in listed)} <= set(OUTSIDE_KINDS)
