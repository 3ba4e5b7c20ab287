"""A line between title and credit that names somebody is a line of the credit, also where it looks like a subtitle."""

from __future__ import annotations

import pytest
from splitting_views import tiles, view_of

from corpuskit.splitting.layouts import pasted

TITLES = [
    "The harbour reopens",
    "Ferries move to the north",
    "A vineyard on the hill",
    "The library waits",
    "Two schools close",
]
AUTHORS = ["Mary Lane", "Peter Strand", "Anna Vogel", "Luc Moreau", "Ida Moor"]
BODY = """The council met on Monday evening to speak about the plan, which has been on the table since the spring.
A second reading is due next week, when the mayor will also speak about the costs and the time that the work needs.

"""


def article(title: str, *head: str) -> str:
    return "\n".join((title, *head, BODY))


def credits_of(paste: str) -> list[str]:
    """The credit of each record."""
    view = view_of(paste)
    found = tiles(pasted.cut(view, pasted.learn(view, 1 << 20), 1 << 20))
    lines: dict[int, str] = {}
    for kind, start, end, record, *_ in found:
        if record >= 0:
            lines.setdefault(record, "")
            lines[record] += paste.encode()[start:end].decode() if kind == "credit" else ""
    return [lines[record].strip() for record in sorted(lines)]


def test_where_a_dump_has_one_more_line_of_the_credit_an_organisation_stands_there_too() -> None:
    paste = "".join(
        article(title, f"{author}, Quay News", f"Published May {day}, 2024. Updated 3:1{day % 10} PM")
        for day, (title, author) in enumerate(zip(TITLES * 2, AUTHORS * 2, strict=True), 3)
    )
    line = "Bundesfraktion Die Linde, Zeitung am Fluss"
    found = credits_of(paste + article("Peat keeps the water", line, "Published May 17, 2024. Updated 3:19 PM"))
    assert found[-1].startswith(line)


def test_a_subtitle_stays_one_where_the_dump_has_no_such_line() -> None:
    paste = "".join(article(title, f"Quay News | May {day}, 2024") for day, title in enumerate(TITLES * 2, 3))
    found = credits_of(paste + article("Peat keeps the water", "What moors are good for", "Quay News | May 17, 2024"))
    assert found[-1] == "Quay News | May 17, 2024"


@pytest.mark.parametrize(
    "head",
    [
        ("By Bundesamt für Fischerei", "BAF", "24 January 2022, 15:02"),
        ("Amt für Wasserbau, wasser-nord.de", "Published July 3, 2018. Updated 5:44 PM"),
        ("Quay Quay", "May 4, 2024 Saturday", "BYLINE: Ida Moor", "LENGTH: 462 words"),
        ("Quay News - Latest news, sport and weather", "By Ida Moor", "May 4, 2024"),
        ("Ida Moor and agencies", "Hill Gazette, Sat 4 May 2024"),
        ("Ida Moor, Luc Moreau and Mary Lane, Ashby Post", "3 hours ago"),
        ("La Gazette de la Falaise avec AFP", "04/05/2024 à 10:22"),
    ],
)
def test_what_names_authors_a_site_or_a_page_above_a_date_is_of_the_credit(head: tuple[str, ...]) -> None:
    paste = "".join((
        article("The harbour reopens", "Quay News, May 3, 2024"),
        article("Ferries move to the north", *head),
        article("A vineyard on the hill", "Hill Gazette / May 5, 2024"),
    ))  # fmt: skip
    assert credits_of(paste)[1] == "\n".join(head)


def test_a_subtitle_may_open_with_a_dateline_where_a_dated_credit_follows() -> None:
    subtitle = "Kelm (dpa) - Ein Hafen, zwei Fähren und kein Fahrplan: Was der Rat am Montag vorgelegt hat."
    paste = "".join(article(title, f"Quay News, May {day}, 2024") for day, title in enumerate(TITLES * 2, 3))
    paste += article("Der Hafen wartet", subtitle, "Hafenmagazin, May 14, 2024")
    assert credits_of(paste)[-1] == "Hafenmagazin, May 14, 2024"
