"""Who stands behind "control or direction", and how errors of marks are said in plain words."""

from __future__ import annotations

import datasheet_corpus as corpus
import pytest

from corpuskit.caveats.affiliation import asserts_control, entries_of
from corpuskit.datasheet import detection, figures, pages, statements
from corpuskit.datasheet.blocks import Table
from corpuskit.datasheet.written.page.markup import linked


@pytest.mark.parametrize(
    ("rule", "statement", "basis", "asserts"),
    [
        ("assertion/sanctions", "A listed B.", "owned or controlled by the Government of C", True),
        ("assertion/sanctions", "A listed B.", "follows the list of D", False),
        ("assertion/licence-revocation", "A revoked the licence of B.", "fit and proper test", False),
        ("assertion/licence-revocation", "A revoked the licence of B.", "bodies controlled by a party", True),
        ("assertion/platform-label", "A put a label on B.", "funding, not control", False),
        ("assertion/broadcast-suspension", "A listed B.", "permanent control by the leadership of C", True),
        ("assertion/declined", "A decided not to suspend B, controlled by C.", None, False),
        ("in-force", "A rated B “State-Controlled” (the state funds it).", "SC in the list", True),
        ("assertion/sanctions", "A listete B: staatlich kontrolliert.", None, True),
        ("assertion/sanctions", "A a listé B : sous le contrôle du gouvernement.", None, True),
        ("assertion/sanctions", "A listó B: controlada por el Estado.", None, True),
        ("assertion/sanctions", "А внёс Б: контролируемый государством.", None, True),
        ("assertion/sanctions", "A, B’yi listeledi: devlet kontrolünde.", None, True),
        ("assertion/sanctions", "أدرجت أ ب: تحت سيطرة الحكومة.", None, True),
        ("assertion/sanctions", "甲将乙列入名单：由政府控制。", None, True),
        ("assertion/sanctions", "A listete B: unabhängig vom Staat.", None, False),
        ("in-force", "A rated B “Captured Private” (content aligned with the state).", "CaPr in the list", False),
        ("in-force", "A rated B “Public” (no state control of its content found).", "IP in the list", False),
        ("in-force", "A on B: not owned or controlled by the state.", None, False),
        ("in-force", "A on B: not a charity; controlled by the state.", None, True),
        ("in-force", "A über B: nicht staatlich kontrolliert.", None, False),
        ("in-force", "А о Б: не контролируется государством.", None, False),
    ],
)
def test_only_words_of_control_assert_control(rule: str, statement: str, basis: str | None, asserts: bool) -> None:
    assert asserts_control(rule, statement, basis) == asserts


def test_a_reference_names_its_entries() -> None:
    assert entries_of("https://a.example ; outlet registry 1+ab, entry one") == ["one"]
    assert entries_of("x ; outlet registry 1, entry one ; y ; outlet registry 1, entry one") == ["one"]
    assert entries_of("https://a.example/entry two") == []


def test_decisions_on_other_grounds_stand_apart_from_assertions_of_control() -> None:
    markdown = pages(corpus.measured(), {}, corpus.about())["DATASHEET.md"].decode()
    warning = markdown.partition("Control or direction of RT")[2].partition("Criteria, and decisions")[0]
    assert "Council of the EU" in warning
    assert "Swiss Federal Council" not in warning
    control, _, other = markdown.partition("Who asserts control or direction")[2].partition(
        "Other ratings and decisions"
    )
    assert "Council of the EU" in control
    assert "Swiss Federal Council" not in control
    assert "Swiss Federal Council" in other.partition("\n## ")[0]


def test_a_statement_stands_once_whether_it_was_made_before_the_articles_or_after_them() -> None:
    days = ("2015-03-04", "2021-03-04", "2024-08-06", "2024-11-12")
    rows = [corpus.record(f"Ferry {day}", [corpus.RT], "It sails. " * 9, **corpus.dated(day)) for day in days]
    measures, about = corpus.measured(rows), corpus.about()
    every = [one for one in statements.said(figures(measures)) if one.control]
    assert len({(one.authority, one.date, one.criterion) for one in every}) < len(every)
    table = next(block for block in statements.tables(figures(measures), about.registry) if isinstance(block, Table))
    shown = [tuple(row[:1]) + tuple(row[2:]) for row in table.rows]
    assert len(set(shown)) == len(shown)
    assert sum(int(row[1]) for row in table.rows) == sum(one.records for one in every)


def test_a_share_is_said_as_people_say_it() -> None:
    shares = [(11, 57), (15, 61), (1, 3), (40, 60), (60, 60)]
    assert [detection.one_in(*share) for share in shares] == ["1 in 5", "1 in 4", "1 in 3", "7 in 10", "9 in 10"]


def test_a_long_address_is_shortened_and_its_link_is_whole() -> None:
    address = "https://www.example.org/" + "a" * 90
    made = linked(f"See {address}.")
    assert f'href="{address}"' in made
    assert f">example.org/{'a' * 47}…</a>." in made
