"""A byline as an export states it: who wrote, and not what they are, for whom, or who helped."""

from __future__ import annotations

import time

import pytest

from corpuskit.splitting.exports.names import looks_like_names, names_in


def names(text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in names_in(text, **options)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("By Ana Vale", ["Ana Vale"]),
        ("Ana Vale and Tom Reed", ["Ana Vale", "Tom Reed"]),
        ("ANA VALE, Staff Writer, and TOM REED", ["ANA VALE", "TOM REED"]),
        ("Ana Vale, Coast Herald", ["Ana Vale"]),
        ("Ana Vale, Special to The Coast Herald", ["Ana Vale"]),
        ("Ana Vale, Northern Political Reporter", ["Ana Vale"]),
        ("Ana Vale , deputy political editor", ["Ana Vale"]),
        ("Ana Vale, AP", ["Ana Vale"]),
        ("Ana Vale, with files from Tom Reed, Coast Herald", ["Ana Vale"]),
        ("ANA VALE and TOM REED; Ana Vale reported from Oslo, and Tom Reed from Rome.", ["ANA VALE", "TOM REED"]),
        ("ANA VALE; Tom Reed contributed reporting from Rome for this article.", ["ANA VALE"]),
        ("Anna Vogt und Karl Muster (Text) und Eva Sand (Fotos)", ["Anna Vogt", "Karl Muster", "Eva Sand"]),
        ("Jean Dupont, correspondant à Rome", ["Jean Dupont"]),
        ("Ana Vale in Oslo and Tom Reed", ["Ana Vale", "Tom Reed"]),
        ("Ana Vale (now), Tom Reed (earlier)", ["Ana Vale", "Tom Reed"]),
    ],
)
def test_roles_papers_and_notes_beside_a_name_are_no_authors(printed: str, expected: list[str]) -> None:
    assert names(printed) == expected


@pytest.mark.parametrize("printed", ["Staff Writer", "By a staff reporter"])
def test_a_role_alone_names_nobody(printed: str) -> None:
    assert names(printed) == []


@pytest.mark.parametrize(
    "printed",
    [
        "Vale, Ana",
        "Reuters",
        "Agence Exemple (AEX)",
        "Vale and Reed",
        "World Example Organization",
        "AEX, BEX und Reuters",
    ],
)
def test_what_is_not_surely_a_list_of_people_stays_as_it_stands(printed: str) -> None:
    assert names(printed) == [printed]


def test_a_comma_within_a_name_is_kept_where_an_export_writes_the_family_name_first() -> None:
    assert names("Vale, Ana; Reed, Tom", commas=False) == ["Vale, Ana", "Reed, Tom"]


def test_a_sentence_does_not_look_like_names() -> None:
    assert looks_like_names("Ana Vale, Tom Reed")
    assert not looks_like_names("Ana Vale left for Rome.")


@pytest.mark.parametrize("repeated", ["\t", " and", ", ", " (a)", " / ", "; "])
def test_a_line_of_any_length_is_read_in_time_that_grows_with_it(repeated: str) -> None:
    """A search that began again at every space took seconds for 8,000 of them, and would take an hour for these."""
    begun = time.process_time()
    names(f"Ana Vale{repeated * (200_000 // len(repeated))}x")
    assert time.process_time() - begun < 10
