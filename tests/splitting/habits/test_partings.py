"""What a person puts between the articles of a dump: rules of signs, and the address of each page."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting_dumps import PLACES, TOPICS, VERBS, prose
from splitting_views import record_starts, view_of

from corpuskit import splitting
from corpuskit.model import KINDS
from corpuskit.splitting.habits.partings import Partings

#: How a person puts a parting: text of the parting before an article, and behind it, by its number.
Way = Callable[[int], tuple[str, str]]
RULES: dict[str, Way] = {
    "dashes": lambda n: ("\n------------\n\n" if n else "", ""),
    "equals": lambda n: ("==========\n" if n else "", ""),
    "drawn": lambda n: ("\n────────\n" if n else "", ""),
    "stars": lambda n: ("\n* * *\n\n" if n else "", ""),
}
ADDRESSES: dict[str, Way] = {
    "above": lambda n: (("\n" if n else "") + f"https://quay.example/2021/{n}-news.html\n", ""),
    "below": lambda n: ("\n" if n else "", f"https://quay.example/2021/{n}-news.html\n"),
}


def articles(count: int, titled: Callable[[int], bool], seed: int = 1) -> list[str]:
    """Articles of a few paragraphs, some with a title alone and some without any head."""
    r = random.Random(seed)
    found = []
    for n in range(count):
        topic = TOPICS[n % len(TOPICS)]
        title = f"{topic.title()} {VERBS[n % 7]} {PLACES[n % 6]}\n\n" if titled(n) else ""
        text = "\n\n".join(f"{prose(r, topic)} {n} people had come to look at it." for _ in range(r.randint(2, 4)))
        found.append(f"{title}{text}\n")
    return found


def dump(texts: list[str], way: Way) -> tuple[str, list[int]]:
    """The articles with something between them, and where each begins: with its address where that is above."""
    whole, starts = "", []
    for n, text in enumerate(texts):
        before, behind = way(n)
        address = before.find("http")
        starts.append(len(whole) + (address if address >= 0 else len(before)))
        whole += before + text + behind
    return whole, starts


def starts_of(text: str, size: int | None = None) -> list[int]:
    """Where records begin (the texts are ASCII but for their rules)."""
    return [len(text.encode()[:start].decode()) for start in record_starts(text, size)]


def kinds_of(text: str) -> list[tuple[str, str]]:
    """The kind and rule of the first span of every record."""
    view = view_of(text)
    found = []
    for cut in splitting.cut(view, splitting.learn(view)):
        seen = -1
        for kind, rule, record in zip(cut.spans.kind, cut.spans.rule, cut.spans.record, strict=True):
            if record > seen:
                seen = record
                found.append((KINDS[kind], rule))
    return found


@pytest.mark.parametrize(
    ("name", "every"), [(name, 1) for name in RULES] + [(name, 2) for name in RULES if name != "stars"]
)
def test_an_article_begins_behind_each_rule_with_a_title_or_without(name: str, every: int) -> None:
    text, starts = dump(articles(12, lambda n: n % every == 0), RULES[name])
    assert starts_of(text) == starts


@pytest.mark.parametrize("name", ["dashes", "drawn"])
def test_rules_drawn_across_the_page_part_articles_that_have_no_titles_at_all(name: str) -> None:
    text, starts = dump(articles(9, lambda n: False), RULES[name])
    assert starts_of(text) == starts
    assert set(kinds_of(text)) == {("body", "text-behind-parting")}


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("every", [1, 2])
def test_an_article_goes_with_its_address(name: str, every: int) -> None:
    text, starts = dump(articles(12, lambda n: n % every == 0), ADDRESSES[name])
    assert starts_of(text) == starts


@pytest.mark.parametrize("count", [2, 3, 5])
def test_addresses_above_are_known_of_few_articles_without_titles(count: int) -> None:
    text, starts = dump(articles(count, lambda n: False), ADDRESSES["above"])
    assert starts_of(text) == starts


def test_what_a_page_prints_between_a_rule_and_the_title_is_outside() -> None:
    texts = [f"Share this article\n\n{text}" for text in articles(8, lambda n: True)]
    text, starts = dump(texts, RULES["dashes"])
    assert starts_of(text) == [start + len("Share this article\n\n") for start in starts]


def test_a_link_in_a_text_is_no_parting() -> None:
    paragraphs = [paragraph for text in articles(3, lambda n: False) for paragraph in text.strip().split("\n\n")]
    paragraphs[2:2] = ["https://quay.example/gallery"]
    paragraphs[5:5] = ["https://quay.example/map"]
    text = "Harbour reopens after a long winter\nBy Mary Lane | Quay News | May 3, 2021\n\n" + "\n\n".join(paragraphs)
    assert starts_of(text + "\n") == [0]


def test_a_rule_under_each_title_is_no_parting() -> None:
    texts = [text.replace("\n", "\n----------------\n", 1) for text in articles(8, lambda n: True)]
    text, starts = dump(texts, lambda n: ("\n" if n else "", ""))
    found = starts_of(text)
    assert [start for start in found if text[start] == "-"] == []
    assert all(start in starts for start in found)


def test_two_rules_between_the_sections_of_one_article_part_nothing() -> None:
    text, _ = dump(articles(3, lambda n: False), RULES["stars"])
    assert starts_of("Harbour reopens after a long winter\nQuay News | May 3, 2021\n\n" + text) == [0]


@pytest.mark.parametrize("way", [RULES["dashes"], *ADDRESSES.values()], ids=["dashes", "above", "below"])
def test_boundaries_are_explained_where_a_dump_says_something_of_its_lines(way: Way) -> None:
    texts = [f"Section: News {n}\n{one}" for n, one in enumerate(articles(8, lambda n: n % 2 == 0))]
    text, _ = dump(texts, way)
    view = view_of(text)
    habits = splitting.learn(view)
    lines = [text.count("\n", 0, start) + 1 for start in starts_of(text)]
    assert len(lines) > 4
    for line in lines[2:4]:
        assert splitting.why(view, habits, line).boundary
        assert not splitting.why(view, habits, line - 1).boundary


@settings(deadline=None, max_examples=15)
@given(
    count=st.integers(2, 12),
    untitled=st.sets(st.integers(0, 11)),
    way=st.sampled_from([*RULES.values(), *ADDRESSES.values()]),
    size=st.integers(64, 4096),
)
def test_blocks_of_any_size_give_the_same_articles(count: int, untitled: set[int], way: Way, size: int) -> None:
    text, _ = dump(articles(count, lambda n: n not in untitled), way)
    assert starts_of(text, size) == starts_of(text)


def test_counts_of_parts_add_up() -> None:
    one, other = Partings(), Partings()
    one.addresses[:] = [3, 2, 1, 2, 0]
    one.edges[:] = [1, 0]
    other.rules[7] = [4, 3, 0]
    other.drawn[7] = 4
    assert one.any()
    assert other.any()
    ab, ba = Partings(), Partings()
    for parts, total in (((one, other), ab), ((other, one), ba)):
        for part in parts:
            total.merge(part)
    assert ab.rules.tolist() == ba.rules.tolist()
    assert ab.rules[7].tolist() == [4, 3, 0]
    assert ab.addresses.tolist() == ba.addresses.tolist() == [3, 2, 1, 2, 0]
