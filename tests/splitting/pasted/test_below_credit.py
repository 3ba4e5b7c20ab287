"""Lines of a head below what was taken for its credit."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.lines_of_names import is_name_of_outlet
from corpuskit.splitting.pasted.below_credit import (
    credit_in_text,
    lines_beside_text,
    lines_of_credit,
    reads_like_subtitle,
)

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
    ("lines", "found"),
    [
        (["A subtitle of some words.", "Foto: Jo Roe / Hafenbild", "Ana Vale, Hafenblatt, 3.5.2024", TEXT], (1, 2)),
        (["A subtitle of some words.", "Quay Post, May 3, 2024", "By Ana Vale, photo: Jo Roe", TEXT], (1, 2)),
        (["Photo: Jo Roe", "By Ana Vale | Quay Post | May 3, 2024", TEXT], (0, 2)),
        ([TEXT, TEXT, "Photo: Jo Roe", "By Ana Vale | May 3, 2024"], (0, 0)),
        ([TEXT, "Quay Post, May 3, 2024", TEXT], (0, 0)),  # of something quoted, it may be
        ([TEXT, "Photo: Quay Post | May 3, 2024", TEXT], (0, 0)),
        (["LONDON, May 3, 2024 (Quay Post) - By Ana Vale", TEXT], (0, 0)),
        (["Photo: Jo Roe", "By Ana Vale | May 3, 2024", "Politics"], (0, 0)),
        (["Photo: Jo Roe", "The quay on May 3, 2024.", TEXT], (0, 0)),
        (["Photo: Jo Roe"], (0, 0)),
        (["By Ana Vale (Quay Blogs, 3 May 2024)", TEXT], (0, 0)),  # a subtitle, where the credit stands elsewhere
    ],
)
def test_a_credit_read_as_text_is_found(lines: list[str], found: tuple[int, int]) -> None:
    assert credit_in_text(lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([TEXT, "Ana Vale, Quay Post, May 3, 2024", TEXT], (1, 1)),
        ([TEXT, "— Ana Vale, Quay Post, May 3, 2024", TEXT], (0, 0)),  # who was quoted
        (["LONDON, May 3, 2024 (Quay Post) - A ferry", "Ana Vale, Quay Post, May 3, 2024", TEXT], (0, 0)),
    ],
)
def test_a_dump_that_puts_credits_together_so_tells_one_from_text(lines: list[str], found: tuple[int, int]) -> None:
    habits = CreditHabits()
    assert credit_in_text(lines, habits) == (0, 0)
    for name, paper in (("Ida Moor", "Lake Gazette"), ("Jo Lane", "Hill Herald"), ("Eva Dale", "Bay Times")):
        habits.add(f"{name}, {paper}, 3 May 2024")
    assert credit_in_text(lines, habits) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([TEXT, "Quay Post – 03.05.2024", TEXT], (1, 1)),
        ([TEXT, "Photo: Quay Post | May 3, 2024", TEXT], (0, 0)),
        ([TEXT, "> Quay Post, May 3, 2024", TEXT], (0, 0)),
        ([TEXT, "— A reader, Quay Post, May 3, 2024", TEXT], (0, 0)),
        ([TEXT, "May 3, 2024", TEXT], (0, 0)),
    ],
)
def test_an_article_without_another_credit_has_it_below_a_subtitle(lines: list[str], found: tuple[int, int]) -> None:
    assert credit_in_text(lines, alone=True) == found
    assert credit_in_text(lines) == (0, 0)


@pytest.mark.parametrize(
    "line",
    [
        "Ministère des Ports",
        "Ministerium für Ufer und Kais",
        "Quay Magazine",
        "Ayuntamiento de Molo",
        "Hafenverband Kai e.V.",
        "Neue Kaizeitung (NKZ)",
        "quay.example.org",
        "Reuters",
    ],
)
def test_an_outlet_alone_right_below_a_title_is_its_credit(line: str) -> None:
    assert is_name_of_outlet(line)
    assert credit_in_text([line, TEXT]) == (0, 1)


@pytest.mark.parametrize(
    "line",
    [
        "All the latest from quay.com",
        "The Numbers",
        "Letters to the Editor",
        "Health",
        "Quay magazine closes down",
        "“Quay Magazine”",
        "Jo Roe",
    ],
)
def test_a_heading_there_is_none(line: str) -> None:
    assert not is_name_of_outlet(line)
    assert credit_in_text([line, TEXT]) == (0, 0)


@pytest.mark.parametrize(
    ("lines", "then_credit", "found"),
    [
        (["By Ana Vale | Quay Post | May 3, 2024", TEXT], False, 1),
        (["Source: Quay Post, May 3, 2024"], True, 1),
        (["Share", TEXT], False, 0),
        (["Share"], True, 0),
        (["By Ana Vale | May 3, 2024", "Politics"], False, 0),
    ],
)
def test_a_credit_read_as_outside_is_found(lines: list[str], then_credit: bool, found: int) -> None:
    assert lines_beside_text(lines, then_credit=then_credit) == found


@pytest.mark.parametrize(
    ("line", "subtitle"),
    [
        ("11년 만에 돌아온 야간 노선", True),
        ("研究人员跟踪七年后发现了清晰的规律并提醒居民", True),
        ("항구일보 박준석 기자", False),
        ("입력 2024.05.03 14:05", False),
        ("صوت الخليج", False),
    ],
)
def test_a_subtitle_in_a_script_without_capitals_has_more_words_than_names(line: str, subtitle: bool) -> None:
    assert reads_like_subtitle(line) is subtitle
