"""Lines that sign an article off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.credits.signoffs import is_at_the_foot, is_below_signoff, parse_signoff, signed_tail

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
    ("— Mary Lane", ["Mary Lane"], []),
    ("Mary Lane in Cairo", ["Mary Lane"], []),
    ("Anna Vogel, Hamburg", ["Anna Vogel"], []),
    ("Claire Morel avec AFP", ["Claire Morel"], ["AFP"]),
    ("(Von Anna Vogel)", ["Anna Vogel"], []),
    ("By Mary Lane", ["Mary Lane"], []),
    ("（记者 王明）", ["王明"], []),
    ("（山田太郎）", ["山田太郎"], []),
    ("Publicado por Ana Vale en 13:07", ["Ana Vale"], []),
    ("Posted by Jo Roe at 3:12 PM", ["Jo Roe"], []),
    ("Pewarta: Xq Moor", ["Xq Moor"], []),
]
DATED = [
    ("This article was originally published by Quay News on May 5, 2024. Read the original article.", "May 5, 2024"),
    ("(Originally published in Quay News, 5 May 2024)", "5 May 2024"),
    ("Dieser Artikel erschien zuerst im Hafenboten am 5. Mai 2024", "5. Mai 2024"),
    ("Originally published in Quay News.", None),
    ("— Mary Lane", None),
]
OTHERS = [
    "",
    "Originally published at the height of the crisis, the book was forgotten.",
    "Published in 1999, it sold well.",
    "First published in three volumes.",
    "()",
    "(see page 4)",
    "Autor: Polizei Hafenstadt",
    "Posted by hand in 1999",
    "(and/or the owner)",
    "(Harbour Post/Quay News)",
    "(Mary Lane)",
    "Reporting by the harbour office showed that dues had risen for years.",
    "Mary Lane/Harbour Post",
    "Mary Lane",
    "— Harbour Post",
    "Life in Paris",
    "New York, Berlin",
    "Charlotte, North Carolina",
    "（東京都）",
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


@pytest.mark.parametrize(
    ("paragraph", "signed"),
    [
        ("Ships may leave again. (dpa)", "(dpa)"),
        ("“They may leave.” (Anna Vogel/AFP)", "(Anna Vogel/AFP)"),
        ("船は再び出る。（山田太郎）", "（山田太郎）"),
        ("So said the Associated Press (AP).", ""),
        ("So said the World Health Organization (WHO)", ""),
    ],
)
def test_what_is_signed_behind_the_last_sentence(paragraph: str, signed: str) -> None:
    assert signed_tail(paragraph) == signed


@given(st.text(max_size=300))
def test_names_are_those_that_are_printed(line: str) -> None:
    for text in (line, f"({line})", f"(Reporting by {line})"):
        found = parse_signoff(text)
        if found is not None:
            assert all(text[one.start : one.end] == one.name for one in (*found.authors, *found.outlets))


@pytest.mark.parametrize(
    ("line", "at_the_foot"),
    [
        ("Reporting by Mary Lane; Editing by Jo Roe", True),
        ("Reporting by Mary Lane in Cairo, additional reporting by Jo Roe; editing by Al Moor", True),
        ("(Reporte de Ana Vale; Editado en español por Jo Roe)", True),
        ("(Reportage Claire Morel)", True),
        ("Reporting by Mary Lane", False),
        ("Written by Mary Lane; photographs by Jo Roe", False),
        ("By Mary Lane", False),
        ("(Mary Lane/Harbour Post)", False),
    ],
)
def test_who_reported_and_edited_is_told_below_an_article_alone(line: str, at_the_foot: bool) -> None:
    assert is_at_the_foot(line) is at_the_foot


@pytest.mark.parametrize(
    "line", ["Editor: Jo Roe", "Copyright © Quay Post 2024", "No hay comentarios:", "3 comments", "Nether Stow"]
)
def test_lines_of_others_stand_below_a_sign_off(line: str) -> None:
    assert is_below_signoff(line)


@pytest.mark.parametrize("line", ["", "By Jo Roe", "The editor: a man of few words. He left.", "The last word was no."])
def test_text_and_sign_offs_do_not(line: str) -> None:
    assert not is_below_signoff(line)


@pytest.mark.parametrize("line", ["Mary Lane", "Mary Lane, Alvik", "Mary Lane (Alvik)", "Mary Lane, Nether Stow"])
def test_a_letter_is_signed_with_a_name_and_a_town(line: str) -> None:
    signed = parse_signoff(line, letter=True)
    assert signed is not None
    assert [one.name for one in signed.authors] == ["Mary Lane"]
    assert parse_signoff(line) is None
    assert parse_signoff("Late Ferry", letter=True) is None


@pytest.mark.parametrize(("line", "date"), DATED)
def test_the_day_of_the_first_printing_is_read(line: str, date: str | None) -> None:
    found = parse_signoff(line)
    assert found is not None
    assert (found.date.raw if found.date is not None else None) == date
