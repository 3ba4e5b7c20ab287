"""Two lines above a credit: a title and its subtitle, or the last line of the article above and a title. Words tell."""

import random

import pytest
from splitting_dumps import make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.habits.subjects import stacked
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.scoring.sight import look_at

ABOVE = (
    "Nearly everybody on the pier knows the bells of the old ferries, and Captain Strand rings them himself.\n"
    "Few ferries are left in the bay, he said, and those at sea have no bells any more.\n"
)
BELOW = (
    "The dairy on Upper Hill makes cheese of milk from farms of the valley, and the first decade was hard.\n"
    "How the market works nobody knows; cheese without cows is sold there by now, and lamp oil too.\n"
    "A slogan was needed, and the farms of Yellow Hill had one.\n"
)
CREDITS = {
    "bar": "Quay News | May 3, 2022",
    "dots": "Quay News – 03.05.2022",
    "by": "By Mary Lane | Quay News | May 3, 2022",
}


def heads(text: str) -> list[tuple[str, str]]:
    """Titles and subtitles, with what they are."""
    view, data = view_of(text), text.encode()
    cut = tiles(splitting.cut(view, splitting.learn(view)))
    return [(kind, data[start:end].decode().strip()) for kind, start, end, _, _ in cut if kind in ("title", "subtitle")]


@pytest.mark.parametrize("count", [3, 8, 20])
@pytest.mark.parametrize("style", sorted(CREDITS))
@pytest.mark.parametrize(
    ("last", "title"),
    [
        ("Captain Strand admitted that the ferries may return", "Lamp oil"),
        ("“Bells at Sea” ($20)", "About cheese"),
        ("“Bells at Sea” ($20)", "Yellow Hill"),
    ],
)
def test_the_last_line_of_an_article_is_not_the_title_of_the_next(
    count: int, style: str, last: str, title: str
) -> None:
    before, behind = make_dump(random.Random(10), count, style), make_dump(random.Random(4), 3, style)
    text = f"{before.text}{ABOVE}{last}\n{title}\n{CREDITS[style]}\n{BELOW}{behind.text}"
    assert heads(text) == [("title", each) for each in (*before.titles, title, *behind.titles)]


@pytest.mark.parametrize("count", [3, 8, 20])
@pytest.mark.parametrize("style", sorted(CREDITS))
def test_a_title_above_a_sentence_is_not_the_end_of_the_article_before(count: int, style: str) -> None:
    before, behind = make_dump(random.Random(10), count, style), make_dump(random.Random(4), 3, style)
    title = "Market day doubles down on ‘Cheese. We’re on it.’ They just might."
    subtitle = "This is an actual slogan of the dairy."
    text = f"{before.text}{ABOVE}{title}\n{subtitle}\n{CREDITS[style]}\n{BELOW}{behind.text}"
    found = [("title", each) for each in (*before.titles, title, *behind.titles)]
    found.insert(count + 1, ("subtitle", subtitle))
    assert heads(text) == found


@pytest.mark.parametrize("credit", ["Quay News, May 2022", "Quay News – Mai 2022", "May 2022 | quaynews.example.org"])
def test_a_name_with_a_month_is_a_credit_too(credit: str) -> None:
    text = f"{ABOVE}Captain Strand admitted that the ferries may return\nLamp oil\n%s\n{BELOW}"
    said, dated = (
        stacked(look_at(index_lines((text % one).encode()))).tolist() for one in (credit, "Quay News, May 3, 2022")
    )
    assert said == dated
    assert said[2] < 0


def test_a_headline_that_ends_in_a_month_is_none() -> None:
    text = (
        f"{ABOVE}Captain Strand admitted that the ferries may return\nLamp oil\nWhat ferries cost in May 2022\n{BELOW}"
    )
    assert not stacked(look_at(index_lines(text.encode()))).any()
