"""In a dump with credits, too, words tell a title from a heading inside an article; and a quotation is no head."""

import random

import numpy as np
import pytest
from splitting_dumps import make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.habits import subjects, title_words
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.scoring.sight import look_at

TITLE = "The ferries of the bay"
TEXT = (
    "The old ferries of the bay were built of oak and pitch, and the yard that built them closed a century ago.",
    "Every spring the ferry crews paint the hulls and the bells again, and the harbour smells of pitch for a week.",
)
MORE = (
    "The ferries carry oak, pitch and bells from the yard across the bay, and crews paint hulls in the harbour.",
    "What the yard will do with the oak nobody at the harbour could say, nor who will paint the ferries next.",
)
CREDITS = (
    "Quay News | May 3, 2022", "Mary Lane, Quay News, 3 May 2022", "May 3, 2022", "By Mary Lane",
    "(Hill Post, 03.05.2022)", "Posted on May 5, 2022 by John Hill", "2022-05-04 · Valley Times",
    "Source: Hill Post, May 4, 2022",
)  # fmt: skip


def titles(text: str) -> list[str]:
    view, data = view_of(text), text.encode()
    cut = tiles(splitting.cut(view, splitting.learn(view)))
    return [data[start:end].decode().strip() for kind, start, end, _, _ in cut if kind == "title"]


def mixed(seed: int, count: int, gap: str = "") -> tuple[str, list[str]]:
    """Articles with credits of several kinds, and their titles."""
    draw = random.Random(seed)
    texts: list[str] = []
    found: list[str] = []
    for number in range(count):
        dump = make_dump(random.Random(1000 * seed + number), 1, "bar")
        lines = [draw.choice(CREDITS) if "|" in line and "20" in line else line for line in dump.text.split("\n")]
        texts.append("\n".join(lines) + gap)
        found += dump.titles
    return "".join(texts), found


@pytest.mark.parametrize(("count", "seed"), [(2, 0), (2, 3), (4, 5), (8, 6)])
@pytest.mark.parametrize("heading", ["A yard of oak and pitch", "What the crews paint", "Ferries in winter"])
def test_a_heading_above_a_day_is_no_title_where_both_sides_share_their_words(
    count: int, seed: int, heading: str
) -> None:
    before, found = mixed(seed, count)
    behind = make_dump(random.Random(seed + 50), 3, "bar")
    article = "\n".join((TITLE, "Quay News, 3 May 2022", *TEXT, heading, "May 9, 2021", *MORE))
    assert titles(f"{before}{article}\n{behind.text}") == [*found, TITLE, *behind.titles]


@pytest.mark.parametrize(("count", "seed"), [(2, 0), (2, 3), (4, 5), (8, 6)])
@pytest.mark.parametrize("heading", ["A yard of oak and pitch", "What the crews paint"])
def test_words_are_compared_where_a_rule_of_signs_parts_a_few_articles_only(
    count: int, seed: int, heading: str
) -> None:
    before, found = mixed(seed, count)
    behind = make_dump(random.Random(seed + 50), 3, "bar")
    ruled = make_dump(random.Random(56), 1, "bar")
    article = "\n".join((TITLE, "Quay News, 3 May 2022", *TEXT, heading, "May 9, 2021", *MORE))
    text = f"{before}{article}\n{behind.text}\n* * *\n{ruled.text}"
    assert titles(text) == [*found, TITLE, *behind.titles, *ruled.titles]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("credit", ["Mary Lane, Quay News, 3 May 2022", "By Mary Lane"])
def test_a_quotation_between_paragraphs_is_no_head(seed: int, credit: str) -> None:
    before, _ = mixed(seed, 5, gap="\n")
    behind = make_dump(random.Random(seed + 50), 2, "bar")
    quoted = "> Why the Hens of the Hill Lay Again\n> Hill Post, 4 May 2021"
    text = "\n\n".join((TEXT[0], quoted, *MORE))
    assert not [title for title in titles(f"{before}{TITLE}\n{credit}\n{text}\n\n{behind.text}") if title[0] == ">"]


@pytest.mark.parametrize("seed", range(6))
def test_words_of_rows_say_the_same_whether_those_of_all_others_are_known_or_not(seed: int) -> None:
    sight = look_at(index_lines((mixed(seed, 40)[0] + "\nКонец статьи о паромах\n北京の新聞\n").encode()))
    draw = random.Random(seed)
    rows = np.array(sorted(draw.sample(range(1, len(sight)), 3)))
    some = [subjects.told_apart(sight, rows), *title_words.columns_of(sight, rows)]
    assert sight.words is None
    sight.words_near(np.arange(len(sight)))
    every = [subjects.told_apart(sight, rows), *title_words.columns_of(sight, rows)]
    assert all(np.array_equal(one, other) for one, other in zip(some, every, strict=True))
