"""Lines of a head that say by themselves what they are, in pastes too short to show a habit."""

from __future__ import annotations

import pytest
from splitting_views import records_of, tiles, view_of

from corpuskit import splitting
from corpuskit.lexicon.credits.parsing import parse_credit

TWO_CREDITS = """\
Il Faro, 14 aprile 2018, pag. 12
Il ponte chiuso per lavori
di MARIO ROSSI

Il ponte sul fiume resterà chiuso per sei mesi. Lo ha deciso il comune dopo le prove di carico.

I commercianti protestano.

Corriere della Costa, 16 aprile 2018, pag. 3
Vino, annata record
di Anna Bianchi

La vendemmia dello scorso anno è stata la migliore da dieci anni, dicono i produttori.
"""
BYLINE_BELOW = """\
Quay News

Posted Sat 5 Feb 2022 at 6:00am, updated Sat 5 Feb 2022 at 9:14am

Bushfire threatens homes near Tvarn
By Cameron Strand and Lucy Gale

A bushfire is threatening homes near the town of Tvarn on the south coast.

Residents have been told to leave.
"""


def lines_of(text: str) -> dict[str, tuple[str, int]]:
    """Each line that is not blank: what it is, and of which record."""
    view, data = view_of(text), text.encode()
    found: dict[str, tuple[str, int]] = {}
    for kind, start, end, record, _ in tiles(splitting.cut(view, splitting.learn(view))):
        found |= dict.fromkeys(filter(None, data[start:end].decode().split("\n")), (kind, record))
    return found


def test_a_dated_line_of_names_on_top_of_a_block_heads_the_next_article() -> None:
    lines = lines_of(TWO_CREDITS)
    assert lines["Corriere della Costa, 16 aprile 2018, pag. 3"] == ("credit", 1)
    assert lines["Vino, annata record"] == ("title", 1)
    assert lines["I commercianti protestano."] == ("body", 0)


def test_a_byline_below_a_title_is_no_subtitle() -> None:
    lines = lines_of(BYLINE_BELOW)
    assert lines["By Cameron Strand and Lucy Gale"] == ("credit", 0)
    assert lines["Bushfire threatens homes near Tvarn"] == ("title", 0)


@pytest.mark.parametrize("label", ["Text:", "BODY:", "Texte intégral :", "正文："])
def test_a_label_above_a_text_is_no_part_of_it(label: str) -> None:
    head = "Title: {}\nSource: Quay Courier\nDate: 3 May 2021\n"
    text = "".join(
        f"{head.format(title)}{label}\n{paragraph}\n\n"
        for title, paragraph in (
            ("Ferry strike ends", "The crews went back to work on Monday after a week, the company said."),
            ("Pier to be painted", "The pier will be painted in June, and the council has chosen green."),
        )
    )
    kinds = lines_of(text)
    assert kinds[label][0] == "credit"
    assert [kind for kind, _ in kinds.values()].count("body") == 2
    assert (
        parse_credit(f"Quay Courier\n3 May 2021\n{label}").outlets == parse_credit("Quay Courier\n3 May 2021").outlets
    )


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("Technik im Stall\n\nTarnau (dpa) - Neue Sensoren sehen mehr als das Auge.\n\nDas sagt er.\n", ["dpa"]),
        ("Who pays\n\nThe Tarn Health Office (THO) said on Monday that it pays.\n\nMore is to come.\n", []),
        ("إضراب عمال النقل يدخل يومه الثالث\nصوت الميناء\nأحمد حسن\n3 مايو 2024\n\nدخل الإضراب يومه الثالث.\n",
         ["صوت الميناء"]),
        ("Cierra el puente\nPublicado el 3 mayo, 2024 por Ana Vale\n\nEl puente cierra hoy.\n\n"
         "Publicado en Sociedad | Etiquetado puentes | Deja un comentario\n", []),
    ],
    ids=["agency", "abbreviation", "name below a title", "filed"],
)  # fmt: skip
def test_an_outlet_is_read_where_one_stands_and_nowhere_else(text: str, outlets: list[str]) -> None:
    [record] = records_of(text)
    assert [one["name"] for one in record["outlets"]] == outlets
    assert record["subtitle"] is None


def test_an_office_above_a_day_and_a_town_is_the_outlet_and_no_subtitle() -> None:
    text = "The quay will be closed on Monday for works that nobody had been told of, says the office in a note."
    heads = [
        ("Quay closes", "Alvik, 3 May 2024"),
        ("Ferry stops", "Tvarn, 4 May 2024"),
        ("Road opens", "Alvik, 5 May 2024"),
    ]
    dump = "\n\n".join(f"{title}\nMinistry of Quays\n{day}\n\n{text}\n\n{text}\n" for title, day in heads)
    for record in records_of(dump):
        assert record["subtitle"] is None
        assert [outlet["name"] for outlet in record["outlets"]] == ["Ministry of Quays"]
