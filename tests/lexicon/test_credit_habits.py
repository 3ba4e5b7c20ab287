"""What stands where in a dump outweighs how a single name looks; names are put together where the signs say so."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.parsing import parse_credit


def names(text: str, habits: CreditHabits | None = None) -> tuple[list[str], list[str]]:
    credit = parse_credit(text, habits=habits)
    return [named.name for named in credit.authors], [named.name for named in credit.outlets]


def habits_of(*texts: str) -> CreditHabits:
    habits = CreditHabits()
    for text in texts:
        habits.add(text)
    return habits


PERSONS, PAPERS = ["Anna Berg", "Peter Lund", "Mary Sand"], ["Quay News", "The Harbour Post", "Hill Radio"]
AUTHORS = [f"{name} · May {day}, 2021 · 4 min read" for day, name in enumerate(PERSONS * 4, 1)]
OUTLETS = [f"{name} / May {day}, 2021" for day, name in enumerate(PAPERS * 4, 1)]


def test_where_a_dump_prints_persons_a_name_that_looks_like_an_outlet_is_an_author() -> None:
    assert names("Hill Radio · May 30, 2021 · 2 min read", habits_of(*AUTHORS)) == (["Hill Radio"], [])
    assert names("Hill Radio · May 30, 2021 · 2 min read") == ([], ["Hill Radio"])


def test_weekdays_and_numbers_of_any_length_make_no_other_place() -> None:
    days = ("Mon 3", "Tue 4", "Wed 5", "Thu 6", "Fri 7", "Sat 8", "Mon 10", "Tue 11", "Wed 12")
    lines = [
        f"{name}\n{day} May 2021 1{at}.15 GMT" for at, (name, day) in enumerate(zip(PERSONS * 3, days, strict=True))
    ]
    reads = [f"{name} · May 5, 2021 · {4 * at} min read" for at, name in enumerate(PERSONS * 4)]
    habits = habits_of(*lines, *reads)
    assert names("Hill Radio\nSun 9 May 2021 8.05 GMT", habits) == (["Hill Radio"], [])
    assert names("Hill Radio · May 30, 2021 · 12 min read", habits) == (["Hill Radio"], [])


def test_where_a_dump_prints_outlets_a_name_that_looks_like_a_person_is_an_outlet() -> None:
    assert names("Anna Berg / May 30, 2021", habits_of(*OUTLETS)) == ([], ["Anna Berg"])
    assert names("Anna Berg / May 30, 2021") == (["Anna Berg"], [])


def test_a_dump_that_prints_both_in_one_place_settles_nothing() -> None:
    habits = habits_of(*(credit.replace(" / ", " · ") + " · 4 min read" for credit in OUTLETS), *AUTHORS)
    assert names("Anna Berg · May 30, 2021 · 4 min read", habits) == (["Anna Berg"], [])


@pytest.mark.parametrize(
    ("credit", "authors", "outlets"),
    [
        ("Quay News - Harbour, Northland | May 5, 2021", [], ["Quay News - Harbour, Northland"]),
        ("Hafenportal - alles vom Kai – 05.05.2021", [], ["Hafenportal - alles vom Kai"]),
        ("di Anna Berg - Il Faro - 5 maggio 2021", ["Anna Berg"], ["Il Faro"]),
        ("Anna Berg - Il Faro | May 5, 2021", ["Anna Berg"], ["Il Faro"]),
        ("hafen1.com - Neues vom Kai · 2 hours ago", [], ["hafen1.com - Neues vom Kai"]),
        ("Anna Berg - Quay News · 2 hours ago", ["Anna Berg"], ["Quay News"]),
        ("海岸ニュース・配信No.1｜QN TIMES, July 1, 2020", [], ["海岸ニュース・配信No.1｜QN TIMES"]),
        ("海岸ニュース｜田中太郎｜2020年7月1日", ["田中太郎"], ["海岸ニュース"]),
        ("kai.example neue Nachrichten vom 5. Mai 2021", [], ["kai.example neue Nachrichten"]),
        ("Anna Berg for Quay News, 5 May 2021", ["Anna Berg"], ["Quay News"]),
        ("Anna Berg (Quay News) 2021-05-05", ["Anna Berg"], ["Quay News"]),
        ("Neue Hafen Zeitung (NHZ), 5. Mai 2021", [], ["Neue Hafen Zeitung (NHZ)"]),
        ("Von Anna Berg, Hafenverband Nord e. V. (HVN), 05.05.2021", ["Anna Berg"], ["Hafenverband Nord e. V. (HVN)"]),
        ("Anna Berg, Quay Life\nPublished May 5, 2021", ["Anna Berg"], ["Quay Life"]),
        ("Quay Life / Anna Berg / 5 May 2021", ["Anna Berg"], ["Quay Life"]),
        ("Homes and Gardens / Anna Berg / 5 May 2021", ["Anna Berg"], ["Homes and Gardens"]),
        ("Hafenblatt, Nr. 45, 5. Mai 2021, S. 3", [], ["Hafenblatt"]),
        ("Quay News, May 5, 2021, p. A22", [], ["Quay News"]),
        ("Quay News ⋅ 2021-05-05T10:20Z", [], ["Quay News"]),
        ("Evangelische Kirche in Nordland vom 5. Mai 2021", [], ["Evangelische Kirche in Nordland"]),
        ("Anna Berg in Harbour, 5 May 2021", ["Anna Berg"], []),
    ],
)
def test_names_are_parted_where_the_signs_of_the_line_part_them(
    credit: str, authors: list[str], outlets: list[str]
) -> None:
    assert names(credit) == (authors, outlets)


def test_a_section_is_no_outlet_unless_it_stands_alone_beside_a_date() -> None:
    assert names("POLITICS\nBy Anna Berg") == (["Anna Berg"], [])
    assert names("Wirtschaft | Hafenblatt | 5. Mai 2021") == ([], ["Hafenblatt"])
    assert names("Pressemitteilung") == ([], [])
    assert names("Science, May 5, 2021") == ([], ["Science"])


@pytest.mark.parametrize("credit", ["Q1 – 23.11.2017", "Quay 2 – 23.11.2017", "Anna Maggio · Nov 23, 2017"])
def test_the_end_of_a_name_is_no_start_of_a_range(credit: str) -> None:
    date = parse_credit(credit).date
    assert date is not None
    assert date.iso == "2017-11-23"
    assert credit[date.start : date.end] == date.raw
