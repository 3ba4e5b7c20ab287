"""Of two credits with a day each the upper one belongs to the article above."""

from __future__ import annotations

import pytest

from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.scoring.sight import look_at
from corpuskit.splitting.scoring.two_credits import above_another


def rows_of(text: str) -> list[int]:
    return above_another(look_at(index_lines(text.encode()))).tolist()


def test_a_dated_credit_above_a_title_that_has_one_is_of_the_article_above() -> None:
    head = "Hill Post, 12 May 2020\nThe mill turns\nQuay News, 3 May 2021\nIt turns again.\n"
    deck = "Hill Post, 12 May 2020\nThe mill turns\nAt long last\nQuay News, 3 May 2021\nIt turns again.\n"
    single = "Hill Post, 12 May 2020\nThe mill turns\nIt turns again.\nIt was still for a year.\n"
    found = [rows_of(text) for text in (head, deck, single)]
    assert found == [[0], [0], []]


@pytest.mark.parametrize("upper", ["November 4, 2020", "Hill Post, 4 November 2020", "2020-11-04 | Ida Moor"])
@pytest.mark.parametrize("lower", ["QUAY NEWS — May 4, 2022", "04.05.2022, Quay News"])
def test_a_day_right_above_a_credit_of_another_day_is_of_the_article_above(upper: str, lower: str) -> None:
    assert rows_of(f"It turns.\n{upper}\n{lower}\nThe mill turns\nIt was still for a year.\n") == [1]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("4 May 2022", "Quay News, May 4, 2022"),
        ("Published 4 May 2022", "Quay News, May 6, 2022"),
        ("05/04/2022", "Quay News, 4 May 2022"),
        ("November 4, 2020", "May 4, 2022"),
        ("November 4, 2020\n", "Quay News, May 4, 2022"),
    ],
)
def test_a_day_that_may_be_of_the_same_credit_is_not(upper: str, lower: str) -> None:
    assert rows_of(f"It turns.\n{upper}\n{lower}\nThe mill turns\nIt was still for a year.\n") == []


@pytest.mark.parametrize("upper", ["Hill Post · Yesterday", "Hill Post, November 2020"])
@pytest.mark.parametrize("lower", ["Quay News · an hour ago", "Quay News, May 4, 2022", "May 2022 | Quay News"])
def test_a_name_with_a_month_or_a_distance_above_a_title_with_a_credit_is_too(upper: str, lower: str) -> None:
    assert rows_of(f"It turns.\n{upper}\nThe mill turns\n{lower}\nIt was still for a year.\n") == [1]
    assert rows_of(f"It turns.\n{upper}\nThe mill turns\nIt was still for a year.\n") == []
