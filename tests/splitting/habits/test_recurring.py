"""What a dump prints with every article, how it marks its titles, and addresses that close its articles."""

from __future__ import annotations

from typing import Any

import pytest
from splitting_dumps import articles
from splitting_views import view_of

from corpuskit import splitting
from corpuskit.lexicon.titles.habits import TitleHabits, mark_of
from corpuskit.model import KINDS

#: Twenty articles: a title, an outlet, an author, and a few paragraphs.
ARTICLES = articles(20, 11)


def titles_of(articles: list[list[str]]) -> list[str]:
    """The titles that are found in a dump of articles, each a list of lines."""
    view = view_of("\n".join(line for article in articles for line in article) + "\n")
    habits = splitting.learn(view)
    return [
        cut.block.data[cut.spans.start[i] : cut.spans.end[i]].decode().strip()
        for cut in splitting.cut(view, habits)
        for i in range(len(cut.spans))
        if KINDS[cut.spans.kind[i]] == "title"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        lambda n, title, outlet, _, text: [f"Article {n + 1} of 20", outlet, "Friday, May 3, 2021", title, *text],
        lambda n, title, outlet, _, text: [outlet, title, *text, f"{n + 1}.{n % 10}K views 1{n % 10}:05"],
        lambda n, title, _, author, text: [title, f"May {n + 1}, 2021 by {author}", *text, "Filed Under: News"],
        lambda n, title, outlet, _, text: [title, outlet, f"{n + 1} May 2021", *text, f"https://quay.example/{n}"],
        lambda n, title, _, author, text: [title.upper(), *text, author],
    ],
    ids=["numbered", "views", "filed", "addresses", "capitals"],
)
def test_what_recurs_is_no_title(lines: Any) -> None:
    articles = [lines(n, *article) for n, article in enumerate(ARTICLES)]
    expected = [
        title.upper() if title.upper() in article else title
        for (title, *_), article in zip(ARTICLES, articles, strict=True)
    ]
    assert titles_of(articles) == expected


def test_marks_of_titles() -> None:
    assert mark_of("# Ferry strike ends") == "#"
    assert mark_of("12. Ferry strike ends") == "0"
    assert mark_of("FERRY STRIKE ENDS") == "A"
    assert mark_of("Ferry strike ends") is None
    assert mark_of("#harbour strike") is None
    habits = TitleHabits()
    for title, *_ in ARTICLES:
        habits.add(f"# {title}")
    assert habits.usual_mark() == "#"


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("foot", ["Sent from my pocket telephone", "Shared from Harbour Reader", "Top of this page"])
def test_what_recurs_in_a_dump_of_few_articles_is_no_title(count: int, foot: str) -> None:
    few = ARTICLES[:count]
    articles = [[title, f"https://quay.example/{n}", *text, foot] for n, (title, _, _, text) in enumerate(few)]
    assert titles_of(articles) == [title for title, *_ in few]


def test_an_article_that_a_dump_has_twice_has_its_title_twice() -> None:
    title, outlet, author, text = ARTICLES[0]
    article = [title, f"By {author} | {outlet} | May 3, 2021", *text]
    assert titles_of([article, article]) == [title, title]
