"""How many lines of a page stand below its phrases the dump shows itself."""

import pytest
from splitting_dumps import articles
from splitting_views import tiles, view_of

from corpuskit import splitting

#: A title, an outlet, an author and paragraphs each.
ARTICLES = articles(14, 5)
HEADLINES = (
    "Two ducks cross the Rhine", "Snow in the upper valleys", "What the miller knew", "A choir without a hall",
    "The last tram of the line", "Bees on the town hall", "How to mend a sail", "Old maps, new roads",
)  # fmt: skip


def titles(text: str) -> list[str]:
    view, data = view_of(text), text.encode()
    cut = tiles(splitting.cut(view, splitting.learn(view)))
    return [data[start:end].decode().strip() for kind, start, end, _, _ in cut if kind == "title"]


def dump(phrase: str, every: int, decks: int, listed: int = 0) -> str:
    """The articles, with the phrase and so many headlines below each so many, and a subtitle in each so many."""
    text = ""
    for n, (title, outlet, _, paragraphs) in enumerate(ARTICLES):
        deck = "Was die Stadt nun vorhat" if n % decks == 0 else ""
        text += "\n".join(filter(None, [title, deck, f"{outlet}, {n + 1} May 2021", *paragraphs])) + "\n"
        if n % every == 0:
            text += "\n".join([phrase, *(HEADLINES[(n + step) % 8] for step in range(listed))]) + "\n"
    return text


@pytest.mark.parametrize("phrase", ["Mehr zum Thema", "Most read", "Read more", "Sponsored content"])
def test_a_title_right_below_a_phrase_that_stands_alone_elsewhere(phrase: str) -> None:
    found = titles(dump(phrase, 1, 3))
    assert len(found) == len(ARTICLES)
    assert len({title for title, *_ in ARTICLES} & set(found)) >= 13  # three of the five with a subtitle were missed


@pytest.mark.parametrize(("every", "least"), [(1, 9), (2, 12)])
def test_three_headlines_below_a_phrase_are_no_titles(every: int, least: int) -> None:
    """Where every article has them, more than half of the titles below them were taken for a fourth."""
    found = titles(dump("Related articles", every, 99, 3))
    assert len(found) == len(ARTICLES)
    assert len({title for title, *_ in ARTICLES} & set(found)) >= least


@pytest.mark.parametrize(
    "credit", ["Hill Post, May 2021", "Hill Post · an hour ago", "Mary Lane | Hill Post | 3 May 2021"]
)
@pytest.mark.parametrize("deck", [[], ["What the owner means to do now"]])
def test_a_head_below_a_phrase_is_no_list_of_other_articles(credit: str, deck: list[str]) -> None:
    """Other phrases of the kind have three headlines below them: title, subtitle and credit were taken for such."""
    head = ["Mehr zum Thema", "The mill on the hill turns again", *deck, credit]
    found = titles(dump("Related articles", 2, 99, 3) + "\n".join([*head, *ARTICLES[2][3]]) + "\n")
    assert found[-1] == head[1]


@pytest.mark.parametrize(
    "credit", ["Hill Post, May 2021", "hillpost.example.org – Mai 2021", "Hill Post · an hour ago"]
)
def test_a_head_that_blank_lines_part_from_texts_is_no_list_in_one(credit: str) -> None:
    head = f"\nMost read\nThe mill on the hill turns again\n{credit}\n\n"
    assert titles(dump("Anzeige", 99, 99) + head + "\n".join(ARTICLES[2][3]) + "\n")[-1].startswith("The mill")


@pytest.mark.parametrize("phrase", ["Read also: ", "Czytaj też: ", "Baca: ", "Lees ook: "])
def test_a_line_that_names_another_article_is_no_title(phrase: str) -> None:
    text = dump("Anzeige", 99, 99)
    for title, *_ in ARTICLES[1:]:
        text = text.replace(f"{title}\n", f"{phrase}{HEADLINES[len(title) % 8]}\n{title}\n")
    assert set(titles(text)) >= {title for title, *_ in ARTICLES}


def test_what_is_counted_of_two_parts_is_what_is_counted_of_the_whole() -> None:
    parts = [splitting.learn(view_of(dump("Most read", every, 3, 2))).listed for every in (1, 2)]
    one, other = (part.counts.copy() for part in parts)
    parts[0].merge(parts[1])
    assert (parts[0].counts == one + other).all()
    assert one.sum() > other.sum() > 0
