"""A date of which it is not sure that it is the article's is left out: null is better than wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from describing_cuts import Piece, table_of, tiled

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.splitting import Habits

BODY = ("body", "The ferry to the islands was late again, and nobody on the quay could say why.\n")


def date_of(
    folder: Path, head: str, foot: str, rule: str = "credit-at-foot", habits: Habits | None = None
) -> str | None:
    """The date of a record with these lines below its title and below its text."""
    above = [("credit", f"{line}\n") for line in head.split("\n") if line]
    below = [("credit", f"{line}\n") for line in foot.split("\n") if line]
    view, cut = tiled(folder, [[("title", "Ferry late again\n"), *above, BODY, *below]])
    for number in range(1, len(cut.spans)):
        if cut.spans.rule[number] == "credit-rule":
            cut.spans.rule[number] = "credit-below" if number <= len(above) else rule
    (record,) = table_of(view, cut, habits).to_pylist()
    date: str | None = record["date"]
    return date


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "May 5, 2024"),
        ("", "May 5, 2024\nSee what is new"),
        ("> A letter on ferries\n> Quay Post, 5 May 2024", ""),
        ("", "— Jo Roe (@joroe) May 5, 2024"),
        ("— Jo Roe, Quay Post, 5 May 2024", "Coast News | 7 May 2024"),
    ],
)
def test_a_date_that_may_be_of_something_else_is_left_out(tmp_path: Path, head: str, foot: str) -> None:
    assert date_of(tmp_path, head, foot) is None


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("May 5, 2024", ""),
        ("", "Coast News | May 5, 2024"),
        ("", "Published: May 5, 2024"),
        ("", "May 5, 2024\nBy Jo Roe"),
        ("Coast News | May 5, 2024", "Edited by Jo Roe, May 5, 2024"),
        ("Coast News | May 5, 2024", "May 7, 2024"),
    ],
)
def test_a_date_that_can_only_be_the_article_s_is_taken(tmp_path: Path, head: str, foot: str) -> None:
    assert date_of(tmp_path, head, foot) == "2024-05-05"


def test_a_credit_that_may_open_the_next_article_gives_no_date(tmp_path: Path) -> None:
    assert date_of(tmp_path, "", "Coast News | May 5, 2024", "credit-at-foot-or-head") is None


def test_what_a_dump_does_again_and_again_is_no_quotation(tmp_path: Path) -> None:
    seen = CreditHabits()
    for day in range(1, 6):
        seen.add(f"> Quay Post, {day} May 2024")
    habits = Habits(credits=seen)
    assert date_of(tmp_path, "> Quay Post, 5 May 2024", "", habits=habits) == "2024-05-05"


def test_the_credit_at_the_foot_is_not_taken_where_one_like_it_stands_in_the_text(tmp_path: Path) -> None:
    habits = Habits()
    for day in range(1, 8):
        habits.credits.add(f"Source: Quay News, May {day}, 2021")

    def row(line: str) -> dict[str, Any]:
        pieces: list[Piece] = [
            ("title", "Ferry strike ends\n"),
            ("body", f"The crossing is open again.\n{line}\nRain is expected.\n"),
            ("credit", "Source: Coast Weekly, May 9, 2021\n"),
        ]
        view, cut = tiled(tmp_path, [pieces])
        cut.spans.rule[2] = "credit-at-foot"
        (found,) = table_of(view, cut, habits).to_pylist()
        return found  # type: ignore[no-any-return]

    assert row("Nobody was hurt.")["date"] == "2021-05-09"
    assert row("Photo: Quay News, May 2, 2021")["date"] == "2021-05-09"
    doubtful = row("Source: Quay News, May 2, 2021")
    assert (doubtful["date"], doubtful["outlets"]) == (None, [])


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("3 May 2019\nCoast guard gets new boat\n12 January 2020", "Quay Post\n6 May 2021", "2021-05-06"),
        ("3 May 2019\nCoast guard gets new boat\n12 January 2020", "Quay Post", "2019-05-03"),
        ("Quay Post, 3 May 2019", "Ana Vale\n6 May 2021", "2019-05-03"),
    ],
)
def test_days_of_a_list_above_a_title_are_not_taken_where_one_stands_below(
    tmp_path: Path, above: str, below: str, day: str
) -> None:
    lines: list[Piece] = [("credit", f"{line}\n") for line in above.split("\n")]
    view, cut = tiled(tmp_path, [[*lines, ("title", "Ferry late again\n"), ("credit", f"{below}\n"), BODY]])
    for number in range(len(cut.spans)):
        if cut.spans.rule[number] == "credit-rule":
            cut.spans.rule[number] = "credit-above" if number < len(lines) else "credit-below"
    (record,) = table_of(view, cut, None).to_pylist()
    assert record["date"] == day
