"""Credits between two articles belong to the one above or to the one below, as the whole dump shows."""

from __future__ import annotations

import random

import pytest
from splitting_dumps import make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.habits.sides import FOOT, HEAD, Sides

#: Credits that say nothing of their side, each on a line of its own.
CREDITS = {
    "source": lambda outlet, day: f"Source: {outlet}",
    "first-published": lambda outlet, day: f"First published in {outlet} on {day}",
}
OUTLETS = ["Riverside Courier", "Hill Country Gazette", "Quay News", "Harbour Post"]


def articles(count: int) -> list[tuple[str, list[str]]]:
    """Titles and paragraphs, without credits."""
    found = []
    for number in range(count):
        lines = [line for line in make_dump(random.Random(number), 1, "bar").text.splitlines() if line.strip()]
        found.append((lines[0], lines[2:]))
    return found


def starts(text: str) -> list[str]:
    """The first line of every record."""
    data = text.encode()
    first: dict[int, int] = {}
    view = view_of(text)
    for _, start, _, record, _ in tiles(splitting.cut(view, splitting.learn(view))):
        if record >= 0:
            first.setdefault(record, start)
    return [data[at:].decode().split("\n", 1)[0] for at in first.values()]


@pytest.mark.parametrize("side", ["foot", "head"])
@pytest.mark.parametrize("style", sorted(CREDITS))
def test_where_all_gaps_are_alike_the_ends_of_the_dump_show_the_side(style: str, side: str) -> None:
    parts, wanted = [], []
    for number, (title, paragraphs) in enumerate(articles(12)):
        credit = CREDITS[style](OUTLETS[number % 4], f"May {number + 2}, 2024")
        parts += [credit, title, *paragraphs] if side == "head" else [title, *paragraphs, credit]
        wanted.append(credit if side == "head" else title)
    found = starts("\n\n".join(parts) + "\n")
    assert set(found) <= set(wanted)
    assert len(found) >= 9


def counted(*runs: tuple[int, int, int], opening: int | None = None) -> Sides:
    sides = Sides()
    for run in runs:
        sides.add(*run)
    if opening is not None:
        sides.opening[opening] += 1
    return sides


def test_credits_closer_to_the_text_above_are_no_heads_and_those_closer_to_the_title_no_feet() -> None:
    assert counted(*[(HEAD, 0, 2)] * 6).misread(7, closes_with_credit=False) == HEAD
    assert counted(*[(FOOT, 2, 0)] * 6).misread(7, closes_with_credit=False) == FOOT
    assert counted(*[(FOOT, 0, 2)] * 6).misread(7, closes_with_credit=True) is None


def test_a_dump_that_opens_with_a_title_and_closes_with_a_credit_has_feet() -> None:
    assert counted(*[(HEAD, 1, 1)] * 6, opening=FOOT).misread(7, closes_with_credit=True) == HEAD
    assert counted(*[(HEAD, 1, 1)] * 6, opening=FOOT).misread(7, closes_with_credit=False) is None
    assert counted(*[(FOOT, 1, 1)] * 6, opening=HEAD).misread(7, closes_with_credit=False) == FOOT


def test_few_credits_between_articles_are_no_habit() -> None:
    assert counted(*[(HEAD, 0, 2)] * 3).misread(4, closes_with_credit=True) is None
    assert counted(*[(HEAD, 0, 2)] * 6).misread(20, closes_with_credit=True) is None


def test_parts_counted_apart_add_up() -> None:
    one, other = counted(*[(HEAD, 0, 2)] * 3, opening=FOOT), counted(*[(HEAD, 0, 2)] * 3)
    one.merge(other)
    assert one.misread(7, closes_with_credit=False) == HEAD
    assert one.gaps[HEAD, 1, 2] == 6
