"""Dumps whose articles have no title and begin with their credit."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting_dumps import make_dump
from splitting_views import view_of

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import KINDS, Cut
from corpuskit.splitting.lines import sampling

DAYS = [("3 May 2021", "2021-05-03"), ("14 June 2021", "2021-06-14"), ("1 July 2021", "2021-07-01")]
OUTLETS = ["Quay News", "Hill Country Gazette", "The Riverside Courier", "Harbour Weekly"]
TEXT = [
    "The crossing has been closed for as long as anyone can remember, and few had expected that it would open again.",
    "On Tuesday the council voted on a plan that had been drawn up over the course of two years and a long winter.",
    "Residents had asked for a quieter street, better lighting and a bench or two, and most of that was granted.",
    "What happens to the old building next door has not been decided, and the owner could not be reached for days.",
]
FRAMES = ["{o} | {d}", "{o}, {d}", "{iso} – {o}", "By Mary Lane | {o} | {d}"]


def dump(frame: str, count: int = 12, blank: int = 0) -> tuple[str, list[tuple[str, str]]]:
    """Articles of a credit and a few paragraphs, and the outlet and day of each."""
    r = random.Random(frame)
    lines, gold = [], []
    for number in range(count):
        outlet, (day, iso) = OUTLETS[number % 4], DAYS[number % 3]
        lines += [frame.format(o=outlet, d=day, iso=iso), *r.sample(TEXT, r.randint(2, 4)), *[""] * blank]
        gold.append((outlet, iso))
    return "\n".join(lines) + "\n", gold


def cuts_of(text: str, size: int | None = None) -> tuple[splitting.Habits, list[Cut]]:
    view = view_of(text)
    habits = splitting.learn(view, block_size=size)
    return habits, list(splitting.cut(view, habits, block_size=size))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("blank", [0, 1])
def test_each_credit_begins_an_article_without_a_title(frame: str, blank: int) -> None:
    text, gold = dump(frame, blank=blank)
    habits, cuts = cuts_of(text)
    rows = [
        row
        for cut in cuts
        for row in describe(cut, view_of(text), habits, registry=Registry.load(), with_language=False).to_pylist()
    ]
    assert [(row["title"], row["outlets"][0]["name"], row["date"]) for row in rows] == [(None, *one) for one in gold]
    assert {row["evidence"][0]["rule"] for row in rows} == {"credit-without-title"}


def test_credits_below_above_and_at_the_foot_are_none_of_these() -> None:
    for style in ("bar", "dots"):
        text = make_dump(random.Random(7), 12, style).text
        assert not cuts_of(text)[0].without_titles
    subtitled = "".join(
        f"Ferry {number} waits\nThe crossing has been closed for as long as anyone here can remember, a report says.\n"
        f"{OUTLETS[number % 4]} | {DAYS[number % 3][0]}\n{TEXT[number % 4]}\n{TEXT[(number + 1) % 4]}\n"
        for number in range(12)
    )
    assert not cuts_of(subtitled)[0].without_titles


def test_quotations_with_a_day_between_paragraphs_begin_nothing() -> None:
    parts = [f"Ferry {n} waits for the tide\nBy Mary Lane\n" + "\n".join(TEXT) + "\n" for n in range(12)]
    for n in range(5):
        parts[n] += f"Quay News | {DAYS[n % 3][0]}\n{TEXT[n % 4]}\n"
    assert not cuts_of("".join(parts))[0].without_titles


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FRAMES), st.integers(60, 4000))
def test_blocks_of_any_size_give_the_same_articles(frame: str, size: int) -> None:
    text, _ = dump(frame, 30)

    def starts(size: int | None) -> list[tuple[int, str]]:
        _, cuts = cuts_of(text, size)
        return [
            (cut.block.start + cut.spans.start[i], KINDS[cut.spans.kind[i]])
            for cut in cuts
            for i in range(len(cut.spans))
            if cut.spans.rule[i] == "credit-without-title"
        ]

    assert starts(size) == starts(None)
    assert len(starts(None)) == 30


AGES = {
    "short": ["6mo", "2d", "15h", "3w", "1yr", "4d"],
    "marked": ["6mo • Edited •", "2d •", "15h •", "3w · Edited ·", "1yr •", "4d •"],
    "in words": ["6 months ago", "2 days ago", "15 hours ago", "3 weeks ago", "1 year ago", "4 days ago"],
    "German": ["vor 6 Monaten", "vor 2 Tagen", "vor 15 Stunden", "Vor 3 Wochen", "vor einem Jahr", "Vor 4 Tagen"],
}
PEOPLE = ["Mary Lane", "Peter Novak", "Anna Berg", "Martin Weber", "Helen Carter", "Thomas Allen"]


def posts(ages: list[str], trade: list[str], blank: int) -> tuple[str, list[int]]:
    """Posts with a head of a line each, and the lines at which they begin."""
    lines: list[str] = []
    starts = []
    for number, (person, age) in enumerate(zip(PEOPLE, ages, strict=True)):
        starts.append(len(lines) + 1)
        for line in (person, *trade, age, TEXT[number % 4], "What the mayor said", TEXT[(number + 1) % 4]):
            lines += [line, *[""] * blank]
    return "\n".join(lines) + "\n", starts


@pytest.mark.parametrize("ages", AGES)
@pytest.mark.parametrize("trade", [[], ["Head of Research at Quay News"], ["Freelance writer", "@lane"]])
@pytest.mark.parametrize("blank", [0, 1])
def test_posts_begin_with_who_wrote_them(ages: str, trade: list[str], blank: int) -> None:
    text, starts = posts(AGES[ages], trade, blank)
    habits, cuts = cuts_of(text)
    found = [
        row
        for cut in cuts
        for row in describe(cut, view_of(text), habits, registry=Registry.load(), with_language=False).to_pylist()
    ]
    assert [text.encode()[: row["provenance"]["byte_start"]].count(b"\n") + 1 for row in found] == starts
    assert [row["title"] for row in found] == [None] * len(PEOPLE)
    assert [row["authors"] for row in found] == [[name] for name in PEOPLE]


def test_posts_are_learned_from_pieces_of_a_large_dump() -> None:
    one = posts(AGES["short"], ["Head of Research at Quay News"], 1)[0]
    text = one * (sampling.WHOLE // len(one) + 1)
    assert splitting.learn(view_of(text)).without_titles


def test_posts_that_read_as_one_record_before_they_are_learned_are_no_long_one() -> None:
    text = posts(AGES["short"], ["Head of Research at Quay News"], 1)[0] * 20
    view = view_of(text)._replace(record_lines=40)
    cuts = splitting.cut(view, splitting.learn(view))
    assert sum(len(cut.boundary_rule) for cut in cuts) == 20 * len(PEOPLE)


def test_ages_below_titles_open_no_posts() -> None:
    """An author and an age above a title and its text, and comments below one article."""
    headed = "".join(
        f"{person}\n{age}\nFerry {number} waits\n{TEXT[number % 4]}\n{TEXT[(number + 1) % 4]}\n"
        for number, (person, age) in enumerate(zip(PEOPLE, AGES["short"], strict=True))
    )
    assert not cuts_of(headed)[0].without_titles
    article = f"The ferry waits for the tide\nBy Mary Lane\n3 May 2021\n\n{TEXT[0]}\n\n{TEXT[1]}\n\n"
    assert not cuts_of(article + posts(AGES["short"], [], 1)[0])[0].without_titles
