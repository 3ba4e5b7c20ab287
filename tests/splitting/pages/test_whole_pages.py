"""Whole web pages, copied with their menus, lists of other articles, comments and feet: one article each, and nothing
of the page in its fields.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting_views import records_of, tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.pages.furniture import set_aside
from corpuskit.splitting.pages.outside import OTHER, SECTION, page_part

ENGLISH = """Skip to content
Home
News
Sport
Sign in
Subscribe

{kicker}Harbour workers end three-week strike after pay deal
Dockers vote by two to one for an offer of six per cent over two years

Jane Averill
3 May 2024 • 6:12pm
Containers at the terminal in Northport CREDIT: Sam Oduya
The dock workers of Northport went back to work on Friday after their union accepted a pay rise of six per cent.

The strike had stopped nearly all container traffic for three weeks and cost the port some 40 million pounds.

Related: Ferry fares to rise in June

"It was a hard three weeks, but it was worth it," said Tom Reyes, who speaks for the union of the dock workers.

Join the conversation
2 comments
Ada M
4 May
They should have had ten per cent, if you ask me.
Reply
Bill from Marlow
5 May
Nobody asks you, Ada.
Reply

More stories
Flood barriers fail in river towns
New bakery opens in old chapel

Contact us
Terms and conditions
© Northport Evening Herald 2024
"""
GERMAN = """Zum Inhalt springen
Menü
Startseite
Politik
Sport
Anmelden
Startseite > Wirtschaft > Hafen: Streik nach drei Wochen beendet
Tarifkonflikt
Hafen: Streik nach drei Wochen beendet
Die Gewerkschaft nimmt das Angebot an. Sechs Prozent mehr Lohn in zwei Jahren sind vereinbart.
Von Anke Brandt
03.05.2024, 14:22 Uhr
Lesezeit: 3 Min.
Artikel anhören
Teilen
Die Hafenarbeiter sind am Freitag zur Arbeit zurückgekehrt, nachdem die Gewerkschaft dem Angebot zugestimmt hatte.
Die Löhne steigen in zwei Jahren um sechs Prozent, teilten beide Seiten am Freitag mit.
Mehr zum Thema
Fähren werden teurer
Küstenwache bekommt vier neue Boote
Der Umschlag war in den drei Wochen fast ganz zum Erliegen gekommen, sagte eine Sprecherin.
Kommentare (12)
Das könnte Sie auch interessieren
Neue Bäckerei in alter Kapelle
Impressum
Datenschutz
© Nordküste Zeitung GmbH
"""


def test_a_page_is_its_article() -> None:
    (record,) = records_of(ENGLISH.format(kicker=""))
    assert record["title"] == "Harbour workers end three-week strike after pay deal"
    assert record["subtitle"] == "Dockers vote by two to one for an offer of six per cent over two years"
    assert (record["authors"], record["date"], record["outlets"]) == (["Jane Averill"], "2024-05-03", [])
    first, *_, last = record["text"].split("\n")
    assert first.startswith("The dock workers")
    assert last.startswith('"It was a hard')
    assert "Related" not in record["text"]


def test_the_path_to_a_title_is_none_and_a_kicker_no_outlet() -> None:
    (record,) = records_of(GERMAN)
    assert record["title"] == "Hafen: Streik nach drei Wochen beendet"
    assert record["subtitle"].startswith("Die Gewerkschaft")
    assert (record["authors"], record["date"], record["outlets"]) == (["Anke Brandt"], "2024-05-03", [])
    assert "Fähren" not in record["text"]
    assert record["text"].endswith("sagte eine Sprecherin.")


@pytest.mark.parametrize("count", [2, 3, 6])
def test_pages_one_after_the_other_are_an_article_each(count: int) -> None:
    pages, titles = [], []
    for place in ("Harbour", "Railway", "Museum", "Ferry", "Quarry", "Theatre")[:count]:
        pages += [ENGLISH.format(kicker="").replace("Harbour", place), GERMAN.replace("Hafen:", f"{place}:")]
        titles += [f"{place} workers end three-week strike after pay deal", f"{place}: Streik nach drei Wochen beendet"]
    assert [record["title"] for record in records_of("\n".join(pages))] == titles


def test_every_byte_of_a_page_is_in_one_span() -> None:
    view = view_of(ENGLISH.format(kicker="Local\n"))
    spans = tiles(splitting.cut(view, splitting.learn(view)))
    assert spans[0][1] == 0
    assert spans[-1][2] == view.size
    assert all(one[2] == other[1] for one, other in pairwise(spans))


def test_the_title_below_a_heading_of_others_is_kept() -> None:
    text = f"{PROSE}\nMost read\nBakery opens in old chapel\n{PROSE}\n"
    assert set_aside(index_lines(text.encode()), at_end=True).kinds == {}
    apart = f"{PROSE}\n\nMost read\nBakery opens in old chapel\n\n{PROSE}\n"
    assert set(set_aside(index_lines(apart.encode()), at_end=True).kinds) == {2, 3}


def test_sections_alone_are_no_menu() -> None:
    lines = index_lines(f"{PROSE}\nKino\nAudio\nComedy\nSport\n{PROSE}\n".encode())
    assert page_part("Sport") == SECTION
    assert set_aside(lines, at_end=True).kinds == {}


def test_a_line_that_names_another_article_is_told_by_more_than_its_label() -> None:
    assert page_part("Related: Ferry fares to rise in June") == OTHER
    assert page_part("Related: ") != OTHER


@pytest.mark.parametrize(
    ("credit", "outlets"),
    [("Email", []), ("avec AFP", ["AFP"]), ("Laatste update", []), ("PAID", []), ("Kopiuj link", [])],
)
def test_what_a_page_prints_beside_a_credit_is_no_outlet(credit: str, outlets: list[str]) -> None:
    text = f"Bakery opens in old chapel\nBy Jane Averill ({credit})\n3 May 2024\n\n{PROSE}\n\n{PROSE}\n"
    (record,) = records_of(text)
    assert [outlet["name"] for outlet in record["outlets"]] == outlets


PROSE = (
    "The owners want to employ eight people in the chapel, which had stood empty for eleven years until this spring."
)
PIECES = [
    "Home",
    "Reply",
    "Comments",
    "Related",
    "Sport",
    "Newsletter",
    "© X",
    "A headline",
    PROSE,
    "",
    "By A Vale",
    "12",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=80), st.integers(0, 80))
def test_what_is_set_aside_does_not_depend_on_what_lies_far_away(pieces: list[str], cut: int) -> None:
    text = "\n".join([*pieces, ""])
    whole = set_aside(index_lines(text.encode()), at_end=True).kinds
    read = "".join(line + "\n" for line in pieces[:cut])
    lines = index_lines(read.encode())
    part = set_aside(lines, at_end=False)
    rows = [i for i in range(len(lines)) if not lines.blank[i]]
    settled = rows[: len(rows) - part.undecided]
    assert [part.kinds.get(i) for i in settled] == [whole.get(i) for i in settled]
