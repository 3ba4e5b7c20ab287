"""Credits at the very end of a text: who signed it, and a notice of copyright with the day."""

from __future__ import annotations

import pytest
from test_furniture import records_of
from test_without_credits import ARTICLES


def signed(foot: str, head: str = "") -> list[dict[str, object]]:
    """Articles with a line below the title and a foot, which stands behind the last sentence where it begins with a
    space.
    """
    parts = []
    for n, (title, *text) in enumerate(ARTICLES[:3]):
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
