"""Numbers alone on their lines: those that count the articles of a dump, and those of a list within one."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting_dumps import PLACES, TOPICS, VERBS, prose
from splitting_views import record_starts, view_of

from corpuskit import splitting
from corpuskit.splitting.habits.numbering import Numbering

WAYS = ("{}.", "{})", "({})", "#{}", "{}", "Article {}", "No. {}:")


def articles(count: int, credited: int = 0) -> list[str]:
    """Articles of a title and some paragraphs; of the first ``credited`` with outlet and day."""
    r = random.Random(3)
    found = []
    for n in range(count):
        topic = TOPICS[n % len(TOPICS)]
        credit = f"Quay News | May {n + 1}, 2021\n" if n < credited else ""
        text = "\n".join(f"{prose(r, topic)} {n} people had come to look at it." for _ in range(2))
        found.append(f"{topic.title()} {VERBS[n % 7]} {PLACES[n % 6]}\n{credit}{text}\n")
    return found


def numbered(texts: list[str], way: str, before: str = "") -> tuple[str, list[int]]:
    """The articles below their numbers, and where each begins."""
    whole, starts = before, []
    for number, text in enumerate(texts, 1):
        whole += f"{way.format(number)}\n"
        starts.append(len(whole))
        whole += f"{text}\n"
    return whole, starts


def starts_of(text: str, size: int | None = None) -> list[int]:
    """Where records begin, in characters."""
    return [len(text.encode()[:start].decode()) for start in record_starts(text, size)]


@pytest.mark.parametrize("way", WAYS)
def test_a_dump_that_opens_with_the_first_number_has_an_article_below_each(way: str) -> None:
    text, starts = numbered(articles(7), way)
    assert starts_of(text) == starts


@pytest.mark.parametrize("way", WAYS)
def test_what_most_articles_do_the_others_do_too(way: str) -> None:
    text, starts = numbered(articles(9, credited=6), way, "Notes of Maren, May 2021\n\n")
    assert [start for start in starts_of(text) if start >= starts[0]] == starts


@pytest.mark.parametrize("note", ["4. the long one", "4. (only in print?)"])
def test_a_number_with_words_behind_it_that_is_missing_in_the_row_counts_too(note: str) -> None:
    text, starts = numbered(articles(8, credited=7), "{}.")
    found = starts_of(text.replace("4.\n", f"{note}\n", 1))
    assert len(found) == len(starts)
    assert found[3] == starts[3] - len("4.\n")


def test_no_number_is_in_a_text() -> None:
    text, _ = numbered(articles(8, credited=5), "{}.")
    view = view_of(text)
    for cut in splitting.cut(view, splitting.learn(view)):
        for start, end, record in zip(cut.spans.start, cut.spans.end, cut.spans.record, strict=True):
            assert record < 0 or not re.fullmatch(rb"\d+\.\n", cut.block.data[start:end])


def test_numbers_of_a_list_within_an_article_part_nothing() -> None:
    one, *others = articles(8)
    listed, _ = numbered(others[:5], "{}.")
    head, text = one.split("\n", 1)
    first = f"{head}\nBy Mary Lane\nQuay News | May 3, 2021\n{text}{listed}\n"
    second = f"{others[5].replace(chr(10), chr(10) + 'Quay News | May 4, 2021' + chr(10), 1)}"
    assert starts_of(first + second) == [0, len(first)]


@pytest.mark.parametrize("numbers", [[1, 1, 1, 2, 2], [3, 1, 3, 1, 3]])
def test_numbers_that_come_again_count_no_articles(numbers: list[int]) -> None:
    text = "".join(f"{number}.\n{one}" for number, one in zip(numbers, articles(5), strict=True))
    assert splitting.learn(view_of(text)).partings.numbers.counting() == []


@settings(deadline=None, max_examples=15)
@given(count=st.integers(2, 12), credited=st.integers(0, 12), way=st.sampled_from(WAYS), size=st.integers(64, 4096))
def test_numbers_are_the_same_in_blocks_of_any_size(count: int, credited: int, way: str, size: int) -> None:
    text, _ = numbered(articles(count, credited), way)
    assert starts_of(text, size) == starts_of(text)


def test_counts_of_numbers_add_up() -> None:
    parts = [Numbering(), Numbering()]
    for number, part in enumerate(parts, 1):
        part.ways[5] += (number, 1, 1, 0)
        part.greatest[5] = number
        part.each[number] = 1
    ab, ba = Numbering(), Numbering()
    for total, order in ((ab, parts), (ba, parts[::-1])):
        for part in order:
            total.merge(part)
    assert ab.ways[5].tolist() == ba.ways[5].tolist() == [3, 2, 2, 0]
    assert ab.greatest[5] == ba.greatest[5] == 2
    assert ab.each.tolist() == ba.each.tolist()
