"""Lines of a head that stand close to each other: offices above titles, ratings, names between a title and a day."""

from __future__ import annotations

import pytest
from splitting_views import tiles, view_of

from corpuskit.splitting.layouts import pasted

TEXTS = [
    "The council met on Monday to speak about the plan, which has been on the table since the spring.\n\n"
    "A second reading is due next week, when the mayor will also speak about the costs.",
    "It rained on most of the days on which the trees flower, and bees do not fly in the rain at all.\n\n"
    "Honey will be dear this year, several keepers agree, and some of them have given up.",
    "The lamps were meant to last for years. After six the coating that makes them white begins to peel.\n\n"
    "The maker has gone out of business, and a court will have to say who pays for new ones.",
]
TITLES = ["Council speaks about the harbour plan", "Beekeepers count the cost of spring", "Why the lamps turned orange"]
NAMES = ["Ida Moor", "Jo Lane", "Eva Dale"]
PAPERS = ["Quay Post", "Hill Herald", "Lake Gazette"]


def fields(paste: str, kind: str) -> list[str]:
    """What each record of a paste has of a kind of span."""
    view = view_of(paste)
    found: dict[int, str] = {}
    for name, start, end, record, *_ in tiles(pasted.cut(view, pasted.learn(view, 1 << 20), 1 << 20)):
        if record >= 0:
            found[record] = found.get(record, "") + (paste.encode()[start:end].decode() if name == kind else "")
    return [found[record].strip() for record in sorted(found)]


def dump(*head: str, blanks: int = 1) -> str:
    """Three articles with a head; {0} is a title, {1} a person, {2} a paper, {3} a day of May."""
    articles = [
        "\n".join(line.format(*values) for line in head) + "\n" + text
        for *values, text in zip(TITLES, NAMES, PAPERS, range(3, 6), TEXTS, strict=True)
    ]
    return ("\n" * (blanks + 1)).join(articles) + "\n"


@pytest.mark.parametrize(
    "head",
    [
        ("Press release no. 45 of 3 May 2024", "Ministry of Quays", "{0}"),
        ("Pressemitteilung Nr. 45 vom {3}. Mai 2024", "Ministerium für Ufer und Kais", "{0}"),
        ("Ufficio stampa Comune di Aldara", "{0}", "{3}/05/2024"),
        ("{0}", "Reporting by {1} in Cairo; editing by Ana Vale", "{2}", "{3} May 2024 12:04 GMT"),
        ("{0}", "{2} (Ashby, ME)", "May {3}, 2024 | Page A4", "By {1}"),
    ],
)
def test_the_title_is_neither_the_office_above_it_nor_who_wrote_it(head: tuple[str, ...]) -> None:
    assert fields(dump(*head), "title") == TITLES


def test_a_rating_stands_between_a_title_and_its_subtitle() -> None:
    found = dump("{0}", "4/5 stars", "What {1} found on the quay in {3} weeks", "{1}, {2}, {3} May 2024", blanks=2)
    assert fields(found, "subtitle") == [f"What {n} found on the quay in {day} weeks" for day, n in enumerate(NAMES, 3)]
    assert all(paper in credit for paper, credit in zip(PAPERS, fields(found, "credit"), strict=True))


@pytest.mark.parametrize("blanks", [1, 2])
def test_a_subtitle_stands_between_the_day_and_the_byline(blanks: int) -> None:
    found = dump("{0}", "Stand: 1{3}.05.2024 10:22 Uhr", "Was das Dorf in {3} Wochen lernt", "von {1}", blanks=blanks)
    assert fields(found, "title") == TITLES
    assert fields(found, "subtitle") == [f"Was das Dorf in {day} Wochen lernt" for day in range(3, 6)]


def test_an_author_is_named_below_the_label_alone_on_its_line() -> None:
    found = fields(dump("{0}", "Issued on: 1{3}/05/2024 - 10:22", "Text by:", "{2} with AFP"), "credit")
    assert [credit.split("\n")[-1] for credit in found] == [f"{paper} with AFP" for paper in PAPERS]
