"""Lines above the first title of a file belong to its article, where nothing parts them from its credit."""

from __future__ import annotations

import pytest
from splitting_views import tiles, view_of

from corpuskit import splitting

TEXT = """The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Residents on both shores had asked for a night service since the last bus was withdrawn eleven years ago.
The trial is paid for from the parking fund and will be reviewed each spring, it said in a statement.
"""
TITLE = "Ferry to run all night from June"


def kinds(text: str) -> list[tuple[str, int]]:
    view = view_of(text)
    return [(kind, record) for kind, _, _, record, _ in tiles(splitting.cut(view, splitting.learn(view)))]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["Politics"], ["By Ada Marlow", "3 May 2024"]),
        (["News|Politics"], ["Published On 3 May 2024"]),
        (["Coast Courier", "Harbour"], ["By Ada Marlow", "May 3, 2024"]),
        (["Économie"], ["Par Jeanne Dubois", "Publié le 3 mai 2024 à 11h02"]),
    ],
)
def test_a_file_of_one_article_has_nothing_outside(above: list[str], below: list[str]) -> None:
    found = kinds("\n".join([*above, TITLE, *below, TEXT]))
    assert {record for _, record in found} == {0}
    assert [kind for kind, _ in found][: len(above) + 1] == [*["credit"] * len(above), "title"]


def test_a_line_that_a_blank_one_parts_stays_outside() -> None:
    found = kinds(f"PRESS REVIEW\n\n{TITLE}\nCoast Courier | 3 May 2024\n{TEXT}")
    assert found[0][1] == -1
    assert ("title", 0) in found


def test_a_credit_alone_is_no_article() -> None:
    assert {record for _, record in kinds("Coast Courier | 3 May 2024\n")} == {-1}
