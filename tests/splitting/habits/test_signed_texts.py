"""What closes a text without being its credit: who wrote it, in a dump with dated credits below its titles; a letter's
writer and town; and what a phone adds.
"""

from __future__ import annotations

import pytest
from splitting_dumps import articles
from splitting_views import records_of

PEOPLE = ("Anna Moor", "Jane Lane", "Mary Dale", "Peter Vale")


def dump(credit: str, foot: str, count: int = 12) -> str:
    """Articles with a credit below their titles, and a line below their texts."""
    texts = []
    for number, (title, outlet, _, paragraphs) in enumerate(articles(count, 11)):
        subtitle = f"{PEOPLE[number % 4]} was there when it happened and tells what the town should know of it."
        head = f"{title}\n{subtitle}\n{credit.format(outlet=outlet, day=number + 1)}"
        texts.append("\n\n".join([head, *paragraphs, foot.format(name=PEOPLE[number % 4])]))
    return "\n\n\n".join(texts) + "\n"


def test_who_signs_a_text_does_not_take_the_place_of_its_dated_credit() -> None:
    records = records_of(dump("{outlet}, May {day}, 2024", "— {name}"))
    assert len(records) == 12
    for number, record in enumerate(records):
        assert record["date"] is not None, record["title"]
        assert record["authors"] == [PEOPLE[number % 4]]
        assert record["outlets"]


@pytest.mark.parametrize("foot", ["{name}", "{name}, Little Ashby", "{name}\n\nLittle Ashby"])
def test_a_letter_is_by_who_signs_it(foot: str) -> None:
    letters = records_of(dump("Letters, May {day}, 2024", foot, 4))
    assert [record["authors"] for record in letters] == [[name] for name in PEOPLE]
    others = records_of(dump("Quay Post, May {day}, 2024", foot, 4))
    assert [record["authors"] for record in others] == [[]] * 4


@pytest.mark.parametrize("line", ["Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone"])
def test_what_a_phone_adds_below_a_text_is_no_part_of_it(line: str) -> None:
    records = records_of(dump("By Anna Moor | {outlet} | May {day}, 2024", line, 4))
    assert len(records) == 4
    assert not any(line in record["text"] for record in records)
