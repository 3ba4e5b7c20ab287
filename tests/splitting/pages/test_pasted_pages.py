"""Pastes of pages: heads in pieces of a line each, and articles with times, numbers, questions and sections inside, in
dumps of so few articles that they show no habits.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from splitting_dumps import AUTHORS, PLACES, TOPICS, VERBS, prose
from splitting_views import view_of

from corpuskit import splitting
from corpuskit.model import KINDS

R = random.Random(29)
TITLES = [f"{TOPICS[n].title()} {VERBS[n % 7]} {PLACES[n % 6]}" for n in range(12)]
TEXTS = [[f"{prose(R, TOPICS[n])} The {TOPICS[n]} has {n + 3} doors." for _ in range(5)] for n in range(12)]
HEADS = ["The old gate", "What the plans say", "A new floor", "Neighbours object", "Who pays"]
Lines = Callable[[int], list[str]]


def starts_of(articles: list[list[str]], gap: int) -> list[str]:
    """The first lines of the records of a dump with some blank lines between articles."""
    text = ("\n" * (gap + 1)).join("\n".join(lines) for lines in articles) + "\n"
    view = view_of(text)
    habits = splitting.learn(view)
    found: dict[tuple[int, int], str] = {}
    for number, cut in enumerate(splitting.cut(view, habits)):
        for i, record in enumerate(cut.spans.record):
            kind = KINDS[cut.spans.kind[i]]
            if record >= 0 and kind != "blank":
                words = cut.block.data[cut.spans.start[i] : cut.spans.end[i]].decode().strip().split("\n")[0]
                found.setdefault((number, record), words)
    return list(found.values())


def signs(n: int) -> list[str]:
    name = AUTHORS[n % 4]
    return [
        TITLES[n],
        name[0],
        name,
        "·",
        "Follow",
        f"{n + 3} min read",
        "·",
        f"Mar {n + 2}, 2023",
        "--",
        "12",
        "Listen",
    ]


def buttons(n: int) -> list[str]:
    return [TITLES[n], "Published", f"{n + 3} March 2023", "Share", f"By {AUTHORS[n % 4]}", "Hill Country Gazette"]


def paid(n: int) -> list[str]:
    return [TITLES[n], TEXTS[n][0].split(".")[0], AUTHORS[n % 4], f"Mar 0{n + 1}, 2023", "41", "7", "Share"]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("head", [signs, buttons, paid])
def test_a_head_of_single_pieces_begins_one_article(head: Lines, count: int) -> None:
    articles = [[*head(n), *TEXTS[n]] for n in range(count)]
    assert starts_of(articles, 1) == TITLES[:count]


def times(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"1{i}:{n + 1}5 GMT", HEADS[i], p)]


def days(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"Mar 3, 2023 0{i + 4}:{n + 1}5", HEADS[i], p)]


def times_in_line(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"{i + 2}h ago {HEADS[i]}", p)]


def numbered(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"{i + 1}. {HEADS[i]}", p)]


def questions(n: int) -> list[str]:
    asked = ["How did it begin?", "And then?", "Were you surprised in 2019?", "What comes next?", "Who decides?"]
    return [line for i, p in enumerate(TEXTS[n]) for line in (asked[i], p)]


def chapters(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"Chapter {i + 1}: {1990 + 4 * i}", p)]


def sections(n: int) -> list[str]:
    return [line for i, p in enumerate(TEXTS[n]) for line in (f"{HEADS[i]}[edit]", p)]


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("body", [times, days, times_in_line, numbered, questions, chapters, sections])
def test_what_parts_an_article_begins_none(body: Lines, count: int) -> None:
    articles = [[TITLES[n], f"By {AUTHORS[n % 4]}", f"Last updated {n + 3} March 2023", *body(n)] for n in range(count)]
    assert starts_of(articles, 1) == TITLES[:count]
