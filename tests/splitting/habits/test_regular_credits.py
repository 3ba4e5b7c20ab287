"""What a dump does with its credits throughout: an odd name in one is a credit all the same, and a heading without one
is no title.
"""

import random

import pytest
from splitting_dumps import make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.lexicon.credits.shapes import end_of

TEXT = (
    "Every year we look back at the lamps that lit the quay, and every year the list is harder to put together.\n"
    "The winner this time stands at the end of the pier and can be seen for eleven miles on a clear night.\n"
)


def titles(text: str) -> list[str]:
    view, data = view_of(text), text.encode()
    cut = tiles(splitting.cut(view, splitting.learn(view)))
    return [data[start:end].decode().strip() for kind, start, end, _, _ in cut if kind == "title"]


@pytest.mark.parametrize(
    ("title", "credit"),
    [
        ("On Recent Events", "Copyright (c) Northside Press 2015 | December 23, 2014"),
        ("It adds up to ‘Tea. We sell it.’ They just might.", "R. Quill ( Ray ) ( rayq ) | October 15, 2019"),
        ("It adds up to ‘Tea. We sell it.’ They just might.", "Новости залива | January 12, 1994"),
        ("It adds up to ‘Tea. We sell it.’ They just might.", "harbour walks and guest posts | June 1, 2020"),
    ],
)
@pytest.mark.parametrize("above", ["", "Setting it up\n", "The text comes in English or German.\nInstallation\n"])
def test_a_line_that_ends_as_all_credits_do_is_one_whatever_name_it_has(title: str, credit: str, above: str) -> None:
    before, behind = (make_dump(random.Random(seed), count, "bar") for seed, count in ((3, 12), (4, 3)))
    assert titles(f"{before.text}{above}{title}\n{credit}\n{TEXT}{behind.text}") == [
        *before.titles,
        title,
        *behind.titles,
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "(If you have other lists of ferries, they are welcome!)\nAnd the timetables I mentioned:\n"
        "https://quay.example/questions/1801878/the-times\nhttps://quay.example/questions/1944569/how-do-i-read\n"
        "I tend to the third one for my own trips. For me it is about the view.",
        "Less for early retirement and lamps amid ferry withdrawal\n"
        "The mayor has cut what the town pays for early retirement.\n"
        "The plan is aimed at fewer clerks, and at those who are 55 and above.",
    ],
)
def test_a_line_without_a_credit_is_no_title_where_every_title_has_one(inside: str) -> None:
    dump = make_dump(random.Random(8), 30, "bar")
    place = dump.starts[7]
    assert titles(f"{dump.text[:place]}{inside}\n{dump.text[place:]}") == dump.titles


def test_a_quotation_that_ends_as_the_credits_do_is_none() -> None:
    dump = make_dump(random.Random(10), 20, "bar")
    place = dump.starts[7]
    inside = "> Why the lamps are dark - Quay Commons\n> Quay Commons | 22 May 2016\n"
    text = f"{dump.text[:place]}{TEXT}{inside}{TEXT}{dump.text[place:]}"
    assert titles(text.replace(" | ", ", ")) == dump.titles


@pytest.mark.parametrize("dateline", ["QUAYSIDE (Reuters) - ", "PARIS (AFP) — ", "LONDON, 3 May 2021 - "])
def test_an_article_whose_text_opens_with_agency_or_day_needs_no_other_credit(dateline: str) -> None:
    dump = make_dump(random.Random(10), 20, "bar")
    place = dump.starts[7]
    text = f"{dump.text[:place]}Lamps out\n{dateline}{TEXT}{dump.text[place:]}"
    assert titles(text) == [*dump.titles[:7], "Lamps out", *dump.titles[7:]]


@pytest.mark.parametrize(
    ("shape", "end"),
    [("by N and N | N | D", "… | D"), ("N – D", "… – D"), ("NN, D", "… , D"), ("N vom D", None), ("D | N", None)],
)
def test_the_end_of_a_shape_is_its_last_sign_and_the_date(shape: str, end: str | None) -> None:
    assert end_of(shape) == end
