"""Lines of a head below what was taken for its credit."""

from __future__ import annotations

import pytest

from corpuskit.splitting.pasted.below_credit import credit_behind_caption, lines_of_credit

TEXT = "The ferry to the islands was late on Monday, and nobody on the quay could say why."
DATED = ["By Jo Roe", "3 May 2024"]


@pytest.mark.parametrize(
    ("credit", "below"),
    [
        (DATED, ["Quay Post"]),
        (DATED, ["quay.example.org"]),
        (["3 May 2024, 14:05"], ["Jane Roe", "Cairo", "Quay Post"]),
        (["3 May 2024"], ["By Jo Roe", "Correspondent", "Quay Post"]),
        (["May 3, 2024", "By Jo Roe"], ["Health & Science Desk", "Daily Quay"]),
        (["By Jo Roe"], ["1,204 words", "3 May 2024", "Quay Post", "QUPO", "English", "Copyright 2024 Quay Post"]),
        ([*DATED, "in News"], ["Reading Time: 5 mins read", "The Quay Post"]),
        (["2024年5月3日 20時25分 (共同通信)"], ["湖畔新聞"]),
    ],
)
def test_what_names_author_and_outlet_belongs_to_the_credit(credit: list[str], below: list[str]) -> None:
    assert lines_of_credit(credit, [*below, TEXT]) == len(below)


@pytest.mark.parametrize(
    ("credit", "below"),
    [
        (["Quay Post, 3 May 2024"], ["World News"]),  # the credit names its outlet
        (["By Jo Roe"], ["Quay Post"]),  # and has no day
        (DATED, ["Why the ferry was late"]),
        (DATED, ["Politics"]),
        (DATED, ["Jane Roe"]),  # a heading may be a name
        (DATED, ["Cairo"]),
        (DATED, ["QUPO"]),
        (DATED, ["The Quay Post was late."]),
    ],
)
def test_a_heading_of_the_text_does_not(credit: list[str], below: list[str]) -> None:
    assert lines_of_credit(credit, [*below, TEXT]) == 0


def test_nothing_does_without_text_behind_it() -> None:
    assert lines_of_credit(DATED, ["Quay Post"]) == 0
    assert lines_of_credit(DATED, ["Quay Post", "Politics"]) == 0


@pytest.mark.parametrize(
    ("lines", "before"),
    [
        (["A subtitle of some words.", "Foto: Jo Roe / Hafenbild", "Ana Vale, Hafenblatt, 3.5.2024", TEXT], 1),
        (["Photo: Jo Roe", "By Ana Vale | Quay Post | May 3, 2024", TEXT], 0),
        ([TEXT, TEXT, "Photo: Jo Roe", "By Ana Vale | May 3, 2024"], None),
        (["Photo: Jo Roe", "By Ana Vale | May 3, 2024", "Politics"], None),
        (["Photo: Jo Roe", "The quay on May 3, 2024.", TEXT], None),
        (["Photo: Jo Roe"], None),
    ],
)
def test_a_credit_behind_a_caption_is_found(lines: list[str], before: int | None) -> None:
    assert credit_behind_caption(lines) == before
