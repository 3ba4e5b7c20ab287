"""A credit is read with its dates taken out, and says the same of everything else as one read with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.lexicon.credits import pieces as credit_pieces
from corpuskit.lexicon.credits import shapes as credit_shapes
from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.credits.undated import Gap
from corpuskit.lexicon.dates import PrintedDate

_DATES = (
    *("May 3, 2021", "Sunday, May 23, 2021", "Sun, 23 May 2021 14:05 GMT", "3 May 2021", "03.05.2021", "2021-05-03"),
    *("3/5/2021", "2021-05-03T10:20:00Z", "le 3 mai 2021 à 10h20", "3 мая 2021", "2021年5月3日", "May 2021", "2021"),
    *("3 - 5 May 2021", "Sonntag, 23. Mai 2021, 9:30 Uhr", "3 May (Monday) 2021", "12.11.10", "Aug. 5, 2020 (Wed)"),
)
_NAMES = (
    *("Ana Vale", "Ida Berg", "Berg, I.", "Coast News", "The Quay Courier", "Monroe News - Monroe, Michigan", "AFP"),
    *(
        "example.org",
        "Ana Vale in Nairobi",
        "Ana Vale and Jo Roe",
        "Ana Vale for Coast News",
        "Staff Writer",
        "Science",
    ),
    *(
        "TVN24",
        "Neue Küste (NK)",
        "李明",
        "海岸报",
        "김민수 기자",
        "p. A22",
        "4 min read",
        "14:22",
        "2 hours ago",
        "Reported",
    ),
)
_LABELS = (
    "",
    "By ",
    "Source: ",
    "Published on ",
    "Updated: ",
    "accessed ",
    "Saved from ",
    "Photo: ",
    "© ",
    "in ",
    "Section: ",
)
_SIGNS = (" | ", ", ", " - ", " – ", "\n", " · ", " (", ") ", ". ", " ", "", ": ", "｜", " / ", "、")

_fields = st.tuples(st.sampled_from(_LABELS), st.sampled_from(_DATES + _NAMES)).map("".join)
_credits = st.lists(st.tuples(_fields, st.sampled_from(_SIGNS)).map("".join), min_size=1, max_size=6).map("".join)


@contextmanager
def _dates_left_in() -> Iterator[None]:
    """The plain way: nothing is taken out of a credit."""

    def as_it_is(text: str, dates: Sequence[PrintedDate], firsts: Sequence[int]) -> tuple[str, tuple[Gap, ...]]:
        return text, tuple(Gap(*date[:4], first) for date, first in zip(dates, firsts, strict=True))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credit_pieces, "without_dates", as_it_is)
        credit_pieces._remembered.cache_clear()
        yield
    credit_pieces._remembered.cache_clear()


def _read(text: str, habits: CreditHabits | None = None) -> tuple[Any, ...]:
    split = credit_pieces.look_at_credit(text)
    undated = split.undated
    shapes = credit_shapes.shape_of(undated), credit_shapes.frame_of(undated)
    return split.pieces, split.dates, split.labels, shapes, parse_credit(text, habits=habits)


@settings(max_examples=1000)
@given(_credits)
def test_a_credit_says_the_same_with_its_dates_taken_out(text: str) -> None:
    with _dates_left_in():
        plain = _read(text)
    assert _read(text) == plain


@settings(max_examples=200)
@given(_credits, st.lists(_credits, min_size=4, max_size=8))
def test_it_does_in_a_dump_whose_habits_are_known(text: str, others: list[str]) -> None:
    habits = CreditHabits()
    for credit in [text, *others] * 2:
        habits.add(credit)
    with _dates_left_in():
        plain = _read(text, habits)
    assert _read(text, habits) == plain


def test_credits_of_other_days_are_taken_apart_once() -> None:
    first, second = (
        credit_pieces.look_at_credit(f"By Ana Vale | {day} | Coast News")
        for day in ("May 3, 2021", "December 12, 2022")
    )
    assert first.undated is second.undated
    assert [(piece.text, piece.start) for piece in second.pieces] == [("Ana Vale", 3), ("Coast News", 34)]
