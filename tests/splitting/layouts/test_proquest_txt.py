"""Articles saved from ProQuest as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

RULE = "_" * 60 + "\n"
HEAD = "{title}\n\nAuthor: Vale, Ana; Holm, Piet\n\n{link}\n\nAbstract: In short.\n\n"
TEXT = "Full text: The ferry sailed again.\nSubject: nobody knew it.\n\nWinter: it lay in the yard.\n\n"
FOOT = """Subject: Ferries; Harbours

Publication title: Coast Courier; Moorbach

Pages: A.{n}

Publication date: May {n}, 2024

Reading time: 2 min

Language of publication: English

ProQuest document ID: 25{n}

Document URL: https://p.example/{n}

Copyright: Copyright Coast Media 2024

Database: Coast Dailies

"""
LINK = "https://p.example/docview/1?accountid=7"


def article(n: int, title: str) -> str:
    return "\n" + HEAD.format(title=title, link=LINK) + TEXT + FOOT.format(n=n)


EXPORT = (
    f"{RULE}\nReport Information from ProQuest\n\n30 May 2024 10:15\n{RULE}"
    f"{article(1, 'Ferry back')}{RULE}{article(2, 'Mill closes')}{RULE}\nContact us at: https://p.example/contact\n"
)


def test_each_block_with_labels_is_an_article(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", EXPORT))
    first, second = found.records
    assert (first["title"], first["date"], first["page"], first["source_id"]) == (
        "Ferry back",
        "2024-05-01",
        "A.1",
        "251",
    )
    assert first["authors"] == ["Vale, Ana", "Holm, Piet"]
    assert first["outlets"][0]["name"] == "Coast Courier; Moorbach"
    assert (first["url"], first["language"]) == ("https://p.example/1", "en")
    assert (first["extra"]["abstract"], first["extra"]["reading_time"]) == ("In short.", "2 min")
    assert (second["title"], second["date"]) == ("Mill closes", "2024-05-02")
    assert found.statement == {"database": ["Coast Dailies"]}
    assert first["provenance"]["layout"] == "proquest-txt"


def test_lines_of_the_text_that_begin_like_labels_stay_text(tmp_path: Path) -> None:
    first = read_export(written(tmp_path / "a.txt", EXPORT)).records[0]
    assert first["text"] == "The ferry sailed again.\nSubject: nobody knew it.\nWinter: it lay in the yard."
    assert first["extra"]["subject"] == "Ferries; Harbours"


def test_numbered_articles_are_counted(tmp_path: Path) -> None:
    export = EXPORT.replace("\nFerry back", "\nDocument 1 of 3\n\nFerry back")
    export = export.replace("\nMill closes", "\nDocument 2 of 3\n\nMill closes")
    found = read_export(written(tmp_path / "a.txt", export))
    assert [record["title"] for record in found.records] == ["Ferry back", "Mill closes"]
    assert found.records[0]["extra"]["number"] == "1"
    assert [problem.code for problem in found.problems] == ["declared-count-differs"]


def test_an_article_without_labels_is_named_and_no_other_is_lost(tmp_path: Path) -> None:
    export = EXPORT.replace(f"{RULE}\nMill closes", f"{RULE}\nA title\n\nA text without labels.\n\n{RULE}\nMill closes")
    found = read_export(written(tmp_path / "a.txt", export))
    assert [record["title"] for record in found.records] == ["Ferry back", "Mill closes"]
    assert [problem.code for problem in found.problems] == ["article-unread"]


@pytest.mark.parametrize("between", ["", "\n\n"])
@pytest.mark.parametrize("times", [2, 3])
def test_the_blocks_that_frame_an_export_are_no_articles_where_another_one_follows(
    tmp_path: Path, times: int, between: str
) -> None:
    found = read_export(written(tmp_path / "a.txt", between.join([EXPORT] * times)))
    assert [record["title"] for record in found.records] == ["Ferry back", "Mill closes"] * times
    assert found.problems == []
    other = EXPORT.replace("30 May 2024 10:15", "2 June 2024 08:00")
    assert read_export(written(tmp_path / "a.txt", EXPORT + other)).problems == []


def test_an_article_without_labels_is_named_in_a_second_export_too(tmp_path: Path) -> None:
    odd = f"{RULE}\nA title\n\nA text without labels.\n\n"
    found = read_export(written(tmp_path / "a.txt", EXPORT + EXPORT.replace(f"{RULE}\nMill", f"{odd}{RULE}\nMill")))
    assert [problem.code for problem in found.problems] == ["article-unread"]
    assert any(kind == "unassigned" and "without labels" in text for kind, text in found.outside)


IN_POLISH = """
Prom wraca {n}

Autor: Vale, Ana

https://www.proquest.com/docview/25{n}?accountid=1

{text}: Prom znów pływa po zimie w stoczni, a załoga jest zadowolona, jak powiedziano w piątek na nabrzeżu portowym.

Wyspiarze czekali: od stycznia na rozkład, bo burza zniszczyła pomost, rampę i skrzynki z rozkładem jazdy na sezon.

Latem prom będzie kursował dwa razy na godzinę, a bilety będą kosztować tyle, co dawniej, powiedziała rada w piątek.

Temat: Promy

Tytuł publikacji: Kurier

Data publikacji: 3 maja 2024

Strony: A{n}

{number}: 25{n}

{address}: https://www.proquest.com/docview/25{n}

Baza danych: Dzienniki

"""


@pytest.mark.parametrize("text", ["Pełny tekst", "Nieznany wyraz"])
@pytest.mark.parametrize(("number", "address"), [("Identyfikator dokumentu ProQuest", "Adres"), ("ProQuest X", "Y")])
def test_what_no_list_has_is_told_by_what_stands_behind_it(
    tmp_path: Path, text: str, number: str, address: str
) -> None:
    articles = [IN_POLISH.format(n=n, text=text, number=number, address=address) for n in (1, 2)]
    found = read_export(
        written(tmp_path / "a.txt", f"{RULE}\nInformacje\n\n{RULE}{RULE.join(articles)}{RULE}\nKontakt\n")
    )
    first, second = found.records
    assert (first["title"], first["date"], first["page"]) == ("Prom wraca 1", "2024-05-03", "A1")
    assert (first["source_id"], first["url"]) == ("251", "https://www.proquest.com/docview/251")
    assert first["text"].startswith("Prom znów pływa")
    assert first["text"].endswith("rada w piątek.")
    assert len(first["text"].split("\n")) == 3
    assert second["title"] == "Prom wraca 2"
    assert found.problems == []


@pytest.mark.parametrize("label", ["Title", "Titel", "Title of the work"])
def test_a_label_right_below_the_text_that_repeats_the_title_is_none_of_the_text(tmp_path: Path, label: str) -> None:
    rule = "_" * 60
    labels = f"{label}: Ferry sails\n\nPublication title: Coast Courier\n\nPublication date: May 3, 2024\n\n"
    more = "ProQuest document ID: 12\n\nDatabase: Coast Central\n"
    text = f"{rule}\n\nFerry sails\n\nFull text: It sails at noon.\n\nIt stops.\n\n{labels}{more}{rule}\n"
    (record,) = read_export(written(tmp_path / "a.txt", text)).records
    assert record["text"] == "It sails at noon.\nIt stops."
    assert record["extra"]["title"] == "Ferry sails"
