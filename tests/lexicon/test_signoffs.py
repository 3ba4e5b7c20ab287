"""Lines that sign an article off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.signoffs import parse_signoff

SIGNED = [
    ("(Reporting by Mary Lane; Editing by Jo Roe)", ["Mary Lane"], []),
    ("(Reporting by J. R. Strand and Ida Moor in Cairo; writing by Jo Roe)", ["J. R. Strand", "Ida Moor"], []),
    ("Reporting by Mary Lane. Editing by Jo Roe.", ["Mary Lane"], []),
    ("(Bericht von Anna Vogel, Petra Strand)", ["Anna Vogel", "Petra Strand"], []),
    ("(Mary Lane/Harbour Post)", ["Mary Lane"], ["Harbour Post"]),
    ("(Anna Vogel / Nordlicht)", ["Anna Vogel"], ["Nordlicht"]),
    ("(AFP/dpa)", [], ["AFP", "dpa"]),
    ("(dpa)", [], ["dpa"]),
    ("Originally published at Harbour Post.", [], ["Harbour Post"]),
    ("This article first appeared in the Quay News on May 5, 2024.", [], ["Quay News"]),
    ("Dieser Beitrag erschien zuerst auf nordlicht.de.", [], ["nordlicht.de"]),
    ("Publicado originalmente en El Faro", [], ["El Faro"]),
]
OTHERS = [
    "",
    "Originally published at the height of the crisis, the book was forgotten.",
    "Published in 1999, it sold well.",
    "First published in three volumes.",
    "()",
    "(see page 4)",
    "(and/or the owner)",
    "(Harbour Post/Quay News)",
    "(Mary Lane)",
    "Reporting by the harbour office showed that dues had risen for years.",
    "Mary Lane/Harbour Post",
    "(Reporting by 14 members of the crew)",
    "(" + "a/" * 200 + ")",
]


@pytest.mark.parametrize(("line", "authors", "outlets"), SIGNED)
def test_a_line_that_signs_off_names_them(line: str, authors: list[str], outlets: list[str]) -> None:
    found = parse_signoff(line)
    assert found is not None
    assert [author.name for author in found.authors] == authors
    assert [outlet.name for outlet in found.outlets] == outlets
    assert all(line[one.start : one.end] == one.name for one in (*found.authors, *found.outlets))


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_name_nobody(line: str) -> None:
    assert parse_signoff(line) is None


@given(st.text(max_size=300))
def test_names_are_those_that_are_printed(line: str) -> None:
    for text in (line, f"({line})", f"(Reporting by {line})"):
        found = parse_signoff(text)
        if found is not None:
            assert all(text[one.start : one.end] == one.name for one in (*found.authors, *found.outlets))
