"""Pages printed by a browser: what stands on each sheet is in no field, and parts no text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from splitting_dumps import UNCREDITED
from splitting_views import records_of, view_of

from corpuskit import splitting
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.pages.furniture import set_aside
from corpuskit.splitting.pages.sheets import COUNT, NAME, STAMP, printed

ADDRESS = "https://www.quay.example/{}"
PRINTS: dict[str, Callable[[int, str, int, int], tuple[list[str], list[str]]]] = {
    "one line": lambda n, title, at, of: (
        [f"3/{n + 4}/24, 10:1{n} AM {title} - Quay Post"],
        [f"{ADDRESS.format(n)} {at}/{of}"],
    ),
    "lines": lambda n, title, at, of: (
        [f"0{n + 4}.03.24, 10:1{n}", f"{title} | Quay Post"],
        [ADDRESS.format(n), f"{at}/{of}"],
    ),
    "address above": lambda n, title, at, of: (
        [f"{title} {ADDRESS.format(n)}"],
        [f"{at} of {of} 3/{n + 4}/2024, 10:1{n} AM"],
    ),
    "count above": lambda n, title, at, of: (
        [f"Quay Post - {title}\tPage {at} of {of}"],
        [f"{ADDRESS.format(n)}\t3/{n + 4}/2024"],
    ),
}


def printed_pages(how: str, count: int) -> tuple[str, list[str]]:
    """Articles of two sheets each, the last one of a single sheet, and the titles of those."""
    lines = []
    for n, (title, *text) in enumerate(UNCREDITED[:count]):
        of = 1 if n + 1 == count else 2
        sheets = [text] if of == 1 else [text[:1], ["What comes next", *text[1:]]]
        for at, part in enumerate(sheets):
            head, foot = PRINTS[how](n, title, at + 1, of)
            lines += [*head, *([title] if not at else []), *part, *foot]
    return "\n\n".join(lines) + "\n", [title for title, *_ in UNCREDITED[:count]]


@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize("how", PRINTS)
def test_sheets_are_no_part_of_articles(how: str, count: int) -> None:
    text, titles = printed_pages(how, count)
    records = records_of(text)
    assert [record["title"] for record in records] == titles
    assert all(record["date"] is None for record in records)
    assert not any(word in record["text"] for record in records for word in ("example", "1/2", "1 of", "Quay Post"))
    view = view_of(text)
    rules = {rule for cut in splitting.cut(view, splitting.learn(view)) for rule in cut.spans.rule}
    assert "printed-sheet" in rules


def test_blocks_of_any_size_find_the_same_sheets() -> None:
    text, _ = printed_pages("lines", 6)
    view = view_of(text)
    habits = splitting.learn(view)
    whole, parts = (
        [start for cut in splitting.cut(view, habits, block_size=size) for start in cut.block.places(cut.spans.start)]
        for size in (1 << 20, 300)
    )
    assert whole == parts


@pytest.mark.parametrize(
    "text",
    [
        "Part 1 of 3",
        "3 May 2021",
        "2021-05-03 · Quay Post",
        "Harbour dues rise",
        "4/3",
        "Read more at www.quay.example now",
    ],
)
def test_other_lines_are_no_print(text: str) -> None:
    assert printed(text).parts == 0


@pytest.mark.parametrize(
    ("text", "begins"), [("1/3", False), ("3/3", True), ("Dues rise Page 1 of 3", True), ("Dues Page 3 of 3", False)]
)
def test_counts_tell_where_an_article_begins(text: str, begins: bool) -> None:
    found = printed(text)
    assert (found.begins, found.parts & COUNT, found.parts & STAMP) == (begins, COUNT, 0)
    assert bool(found.name) == bool(found.parts & NAME)


@pytest.mark.parametrize("lines", [["Page 1 of 3", "1/3"], ["https://www.quay.example/1", "The result was 2/3"]])
def test_a_count_alone_is_no_sheet(lines: list[str]) -> None:
    title, *text = UNCREDITED[0]
    found = index_lines("\n\n".join([title, text[0], *lines, *text[1:]]).encode())
    assert set_aside(found, at_end=True).kinds == {}
