"""Credits at the very end of a text: who signed it, and a notice of copyright with the day."""

from __future__ import annotations

import pytest
from splitting_dumps import UNCREDITED
from splitting_dumps import articles as made
from splitting_views import records_of


def signed(foot: str, head: str = "") -> list[dict[str, object]]:
    """Articles with a line below the title and a foot, which stands behind the last sentence where it begins with a
    space.
    """
    parts = []
    for n, (title, *text) in enumerate(UNCREDITED[:3]):
        shown, last = head.format(n=n + 1), foot.format(n=n + 1)
        parts.append(f"{title}\n{shown}\n\n" + "\n\n".join(text) + (last if last[0] == " " else f"\n\n{last}"))
    return records_of("\n\n\n".join(parts) + "\n")


@pytest.mark.parametrize("foot", ["— Mary Lane", "Mary Lane in Berlin", "Mary Lane, Hamburg", " (Mary Lane/AFP)"])
def test_who_signs_a_text_wrote_it(foot: str) -> None:
    records = signed(foot, "Quay Post, {n} May 2024")
    assert [record["authors"] for record in records] == [["Mary Lane"]] * 3
    assert [record["date"] for record in records] == [f"2024-05-0{n}" for n in (1, 2, 3)]


def test_a_notice_of_copyright_with_the_day_is_a_credit() -> None:
    records = signed("© Quay Post, {n} May 2024")
    assert [record["date"] for record in records] == [f"2024-05-0{n}" for n in (1, 2, 3)]
    assert [record["credit_line"] for record in records] == [f"© Quay Post, {n} May 2024" for n in (1, 2, 3)]


@pytest.mark.parametrize("seed", [3, 7])
@pytest.mark.parametrize("count", [2, 3, 6])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Posted on May {n}, 2024 by {author}", "Posted in Quays | Tagged quays, news | {n} Replies"),
        ("By {author}\nMay {n}, 2024 6:15 PM", "Reporting by {author}; Editing by Jo Roe"),
        ("Friday, May {n}, 2024\n3:44 PM", "Clipped from: https://www.quay.example/{n}"),
    ],
    ids=["filed", "reported", "clipped"],
)
def test_what_a_page_prints_below_each_article_begins_none(head: str, foot: str, count: int, seed: int) -> None:
    parts = []
    for n, (title, _, author, text) in enumerate(made(count, seed), 1):
        shown, last = (line.format(n=n, author=author) for line in (head, foot))
        parts.append("\n\n".join([f"{title}\n{shown}", *text, last]))
    records = records_of("\n\n".join(parts) + "\n")
    assert [(record["title"], record["date"]) for record in records] == [
        (title, f"2024-05-0{n}") for n, (title, *_) in enumerate(made(count, seed), 1)
    ]


@pytest.mark.parametrize("count", [2, 3])
def test_what_a_page_counts_below_a_post_begins_none(count: int) -> None:
    parts = [
        f"{outlet}\nMay {n}, 2024 · \n{title}\n" + "\n".join(text) + f"\n2{n}0\n2{n} comments\n7 shares"
        for n, (title, outlet, _, text) in enumerate(made(count, 3), 1)
    ]
    records = records_of("\n\n".join(parts) + "\n")
    assert [record["title"] for record in records] == [title for title, *_ in made(count, 3)]
