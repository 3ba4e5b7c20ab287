"""Two articles show no habit nine times, but the head of the first one printed again in its form begins another."""

from __future__ import annotations

import pytest
from splitting_dumps import articles as made
from splitting_views import record_starts, tiles, view_of

from corpuskit import splitting

ARTICLES = made(8, 3)
BRIDGE = (
    "The council voted on Tuesday to close the old bridge for two years, as its piers are cracked.",
    "Traders in the lower town protested, and asked for a second reading in the spring.",
)
BOATS = (
    "The harbour master announced new times for the winter, and fishing boats must leave before six.",
    "A second meeting is planned in the spring, when the ice has gone.",
)
FORMS = (
    "Harbour Post, {} March 2024",
    "Harbour Post | {} March 2024",
    "Harbour Post, March {}, 2024",
    "(Harbour Post, {}.03.2024)",
    "By Ann Other | Harbour Post | {} March 2024",
)


def titles(*paragraphs: str) -> list[str]:
    """The titles of the records of a dump with a blank line between any two of its paragraphs."""
    text = "\n\n".join(paragraphs) + "\n"
    view = view_of(text)
    found = tiles(splitting.cut(view, splitting.learn(view)))
    data = text.encode()
    return [data[start:end].decode().strip() for kind, start, end, _, _ in found if kind == "title"]


@pytest.mark.parametrize("form", FORMS)
def test_two_articles_with_one_blank_line_everywhere_are_two(form: str) -> None:
    heads = ("Bridge to close", form.format(15)), ("Timetable for boats", form.format(16))
    assert titles(*heads[0], *BRIDGE, *heads[1], *BOATS) == ["Bridge to close", "Timetable for boats"]


def test_another_paper_may_have_printed_the_second_one() -> None:
    first, second = ("Bridge to close", FORMS[0].format(15)), ("Timetable for boats", "Quay News, 16 March 2024")
    assert titles(*first, *BRIDGE, *second, *BOATS) == ["Bridge to close", "Timetable for boats"]


@pytest.mark.parametrize(
    "inside",
    [
        ("What comes next", "16 March 2024"),  # a day alone
        ("It will take two years.", "Harbour Post, 16 March 2024"),  # below a sentence
        ("What comes next", "Photo: Harbour Post, 16 March 2024"),  # a caption
    ],
)
def test_what_only_resembles_the_first_head_stays_in_the_text(inside: tuple[str, str]) -> None:
    assert titles("Bridge to close", FORMS[0].format(15), *BRIDGE, *inside, *BOATS) == ["Bridge to close"]


WIRES = [
    ["{title}", "By {author}", "March {day}, 2024 at 6:15 a.m. EST"],
    ["{title}", "{outlet}", "Sandport · Friday, March {day}, 2024", "Page {day}"],
    ["{title}", "{day} March 2024", "Share", "Save", "{author}", "Water correspondent"],
    ["Opinion", "{title}", "{author}", "Published On {day} March 2024"],
    ["{outlet} (1923-Current file); Mar {day}, 2024;", "pg. {day}", "", "{title}"],
]


def wired(head: list[str], count: int) -> str:
    """Articles below a head of several lines, with a blank line between any two paragraphs."""
    parts = []
    for day, (title, outlet, author, text) in enumerate(ARTICLES[:count], 2):
        shown = [line.format(title=title, author=author, outlet=outlet, day=day) for line in head]
        parts.append("\n".join([*shown, *(f"\n{line}" for line in text)]))
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("count", [2, 3, 8])
@pytest.mark.parametrize("head", WIRES, ids=["byline", "clipping", "buttons", "section", "microfilm"])
def test_a_head_of_several_lines_is_known_again(head: list[str], count: int) -> None:
    assert titles(wired(head, count).rstrip("\n")) == [title for title, *_ in ARTICLES[:count]]


@pytest.mark.parametrize("head", WIRES[:2], ids=["byline", "clipping"])
def test_blocks_of_any_size_know_it(head: list[str]) -> None:
    text = wired(head, 8)
    assert [record_starts(text, size) for size in (1, 700, 5000)] == [record_starts(text)] * 3


def test_a_dump_of_many_articles_is_told_by_its_habits_alone() -> None:
    view = view_of("\n\n".join(["Bridge to close", FORMS[0].format(15), *BRIDGE, "Boats", FORMS[0].format(16), *BOATS]))
    habits = splitting.learn(view)
    assert habits.sight is not None
    assert [row for row, _ in habits.first_heads.alike(habits.sight, 2)] == [4, 5]
    assert not list(habits.first_heads.alike(habits.sight, 6))
