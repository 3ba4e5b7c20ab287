"""The real seed that the project carries: nine articles from several outlets, pasted without separators."""

from __future__ import annotations

from pathlib import Path

import pytest
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.lexicon.credits.parsing import parse_credit

SEED = Path(__file__).parents[3] / "seeds" / "000_f9ebc50f77beef4a.txt"
#: Start, end, date, authors, outlet; found by hand.
RECORDS = [
    (0, 3080, "2024-11-12", [], "RT"),
    (3080, 10007, "2024-09-28", ["Anna Belkina"], "RT"),
    (10007, 11039, "2024-09-27", [], "Sputnik"),
    (11039, 12650, "2024-09-24", [], "RT"),
    (12650, 15116, "2024-09-15", [], "RT"),
    (15116, 16183, "2024-08-30", [], "Sputnik"),
    (16183, 21391, "2024-08-23", [], "SAVIMS"),
    (21391, 30858, "2024-08-18", ["David Bell"], "Brownstone Institute"),
    (30858, 33329, "2024-08-06", ["Kyle Anzalone"], "The Libertarian Institute"),
]
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the seed is not in this checkout")


@pytest.fixture(scope="module")
def spans() -> list[tuple[str, int, int, int, str]]:
    view = view_of(SEED.read_bytes())
    return tiles(splitting.cut(view, splitting.learn(view)))


def text_of(spans: list[tuple[str, int, int, int, str]], kind: str, record: int) -> list[str]:
    data = SEED.read_bytes()
    return [data[start:end].decode().strip() for k, start, end, r, _ in spans if k == kind and r == record]


def test_the_seed_has_its_nine_records_at_their_bytes(spans: list[tuple[str, int, int, int, str]]) -> None:
    found = [
        (min(s[1] for s in spans if s[3] == n), max(s[2] for s in spans if s[3] == n))
        for n in range(max(s[3] for s in spans) + 1)
    ]
    assert found == [(start, end) for start, end, *_ in RECORDS]


def test_nothing_of_the_seed_is_outside(spans: list[tuple[str, int, int, int, str]]) -> None:
    assert all(record >= 0 for *_, record, _ in spans)


def test_subtitles_are_told_from_titles_in_the_seed(spans: list[tuple[str, int, int, int, str]]) -> None:
    assert [len(text_of(spans, "subtitle", n)) for n in range(9)] == [0, 1, 0, 0, 0, 0, 0, 1, 0]
    assert all(len(text_of(spans, "title", n)) == 1 for n in range(9))


def test_headings_inside_articles_of_the_seed_are_headings(spans: list[tuple[str, int, int, int, str]]) -> None:
    assert [len(text_of(spans, "heading", n)) for n in range(9)] == [0, 0, 0, 0, 0, 0, 1, 3, 0]


def test_the_credits_of_the_seed_say_who_where_and_when(spans: list[tuple[str, int, int, int, str]]) -> None:
    for number, (_, _, date, authors, outlet) in enumerate(RECORDS):
        credit = parse_credit("\n".join(text_of(spans, "credit", number)))
        assert credit.date is not None
        assert (credit.date.iso, [a.name for a in credit.authors], [o.name for o in credit.outlets]) == (
            date,
            authors,
            [outlet],
        )
