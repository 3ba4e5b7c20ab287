"""Credits in titles: what all titles of a dump carry is the credit, what one title carries is its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.titles.frames import framed_parts, message_head, number_of
from corpuskit.lexicon.titles.habits import TitleHabits

HEADLINES = ["Ferry strike ends", "Council delays vote on harbour", "Rain: what the valley expects", "A quiet election"]
OUTLETS = ["Quay News", "Hill Country Gazette", "The Riverside Courier", "Harbour Weekly"]
DAYS = ["3 May 2021", "14 June 2021", "1 July 2021", "30 August 2021"]
FRAMES = [
    "[{o}] {h}",
    "[{o}, {d}] {h}",
    "{h} ({o}, {d})",
    "{h} ({o})",
    "{h} — {o}, {d}",
    "{h} | {o}",
    "{h} | {o} | {d}",
    "{h} - {o}",
    "{o}: {h}",
    "{d} - {o} - {h}",
    "{d} {o}: {h}",
    "{d}: {h}",
    "{d}\t{o}\t{h}",
    "【{o}】{h}",
    "“{h}.” {o}, {d}.",
]


def of(titles: list[str]) -> TitleHabits:
    habits = TitleHabits()
    for title in titles:
        habits.add(title)
    return habits


def titles(frame: str) -> list[str]:
    return [frame.format(h=h, o=o, d=d) for h, o, d in zip(HEADLINES * 3, OUTLETS[::-1] * 3, DAYS * 3, strict=True)]


@pytest.mark.parametrize("frame", FRAMES)
def test_the_credit_in_all_titles_is_none_of_the_headline(frame: str) -> None:
    written = titles(frame)
    habits = of(written)
    assert habits.any()
    for title, headline, outlet, day in zip(written, HEADLINES * 3, OUTLETS[::-1] * 3, DAYS * 3, strict=True):
        found = habits.credit_in(title)
        assert found is not None
        assert title[found.low : found.high].strip("“”.") == headline
        said = " ".join(title[part.start : part.end] for part in found.parts)
        assert ("{o}" in frame) == (outlet in said)
        assert ("{d}" in frame) == (day in said)


@pytest.mark.parametrize("frame", FRAMES)
def test_one_title_shows_nothing(frame: str) -> None:
    habits = of([*HEADLINES * 3, frame.format(h="Bridge closed", o="Quay News", d="3 May 2021")])
    assert habits.credit_in(frame.format(h="Bridge closed", o="Quay News", d="3 May 2021")) is None


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("frame", ["{o}: {h}", "{h} | {o}", "{o} – “{h}”", "{h} ({o}, {d})"])
def test_two_titles_show_it_where_each_names_an_outlet(frame: str, count: int) -> None:
    written = [frame.format(h=h, o=o, d=d) for h, o, d in zip(HEADLINES, OUTLETS[:count], DAYS, strict=False)]
    found = [of(written).credit_in(title) for title in written]
    assert [title[one.low : one.high] for title, one in zip(written, found, strict=True) if one] == HEADLINES[:count]


@pytest.mark.parametrize("frame", ["Moor: {h}", "Title: {h}: day two", "{d}: {h}"])
def test_two_titles_show_nothing_otherwise(frame: str) -> None:
    written = [frame.format(h=h, d=d) for h, d in zip(HEADLINES[:2], DAYS, strict=False)]
    assert not any(of(written).credit_in(title) for title in written)


def test_speakers_and_places_stay_in_the_headline() -> None:
    spoken = [f"{who}: {h}" for who in ("Maria Lane", "Peter Strand", "Anna Vogel", "Luc Moreau") for h in HEADLINES]
    assert not any(of(spoken).credit_in(title) for title in spoken)
    placed = [f"{h} ({where})" for where in ("Kelm", "Osk", "Moorbach", "Vell", "Tarn") for h in HEADLINES]
    assert not any(of(placed).credit_in(title) for title in placed)
    sections = [f"{section} | {h}" for section in ("Politics", "Opinion", "Sports") for h in HEADLINES]
    assert not any(of(sections).credit_in(title) for title in sections)


def test_the_name_of_a_site_stands_last_behind_a_section() -> None:
    written = [f"{h} | Sport | Quay News" if at % 3 else f"{h} | Quay News" for at, h in enumerate(HEADLINES * 4)]
    found = of(written).credit_in(written[1])
    assert found is not None
    assert found.parts[0].names == ("Quay News",)


def test_a_dump_goes_on_as_it_began_with_names_that_read_oddly() -> None:
    habits = of(titles("{h} ({o}, {d})"))
    title = "Bridge closed (MOOR · Anders als Alle!, 3 May 2021)"
    found = habits.credit_in(title)
    assert found is not None
    assert title[found.low : found.high] == "Bridge closed"


@given(st.lists(st.sampled_from([t for frame in FRAMES for t in titles(frame)]), max_size=20), st.integers(0, 20))
def test_counts_of_parts_add_up(written: list[str], cut: int) -> None:
    whole, one, other = of(written), of(written[:cut]), of(written[cut:])
    other.merge(one)
    assert other.titles == whole.titles
    assert (other.frames == whole.frames).all()
    assert other.order_votes == whole.order_votes


@given(st.text(max_size=120))
def test_parts_lie_in_the_title_and_leave_a_headline(title: str) -> None:
    for part in framed_parts(title):
        assert 0 <= part.start < part.end <= len(title)
        assert part.end <= part.low or part.high <= part.start
        assert any(letter.isalpha() for letter in title[part.low : part.high])


@pytest.mark.parametrize("written", ["{n}. {h}", "({n}) {h}", "#{n}: {h}", "{n}) {h}", "[{n}] {h}"])
def test_the_number_of_a_title_is_none_of_it_where_the_dump_numbers_its_titles(written: str) -> None:
    numbered = [written.format(n=n + 9, h=headline) for n, headline in enumerate(HEADLINES)]
    habits = of(numbered)
    assert [title[habits.number_in(title) :] for title in numbered] == HEADLINES
    assert of([*HEADLINES, *HEADLINES, numbered[0]]).number_in(numbered[0]) == 0


@pytest.mark.parametrize(
    "title", ["3. Mai 2021: Ferry strike ends", "10 ferries strike", "5/3/2021 Ferry strike", "2. "]
)
def test_the_day_of_a_date_and_a_number_alone_are_no_numbering(title: str) -> None:
    assert number_of(title) == (0, "")


@pytest.mark.parametrize(
    "head", ["[03/05/2024, 14:22:10] Ana: ", "03.05.24, 14:22 - Ana Vale: ", "[5/3/24, 2:22:10 PM] Coast Group: "]
)
def test_who_sent_a_message_and_when_is_no_credit(head: str) -> None:
    assert of([head + headline for headline in HEADLINES]).credit_in(head + HEADLINES[0]) is None
    assert message_head(head + HEADLINES[0]) == len(head)
    assert message_head("3 May 2021: Ferry strike ends") == 0
