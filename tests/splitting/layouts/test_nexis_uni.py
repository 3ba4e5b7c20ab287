"""Articles saved from Nexis Uni or Lexis+ as text, RTF or PDF: a line ends each."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

COVER = """User Name: A READER
Date and Time: Friday, May 10, 2024 7:11:00 PM CEST

Documents (3)

1. Ferry back in service
Search Terms: ferry and harbour
2. Mühle schließt
3. Retour du bac

Page 1 of 4
"""
FIRST = """Ferry back in service
The Coast Courier (Moorbach)
May 3, 2024 Friday 9:15 AM GMT
Final Edition

Copyright 2024 Coast Courier Ltd. All Rights Reserved

Section: LOCAL; Pg. 12
Length:\u00a0355 words
Byline: Ana Vale, Staff Writer
Ship Code: FRY

Body

The ferry sailed again.
Page 2 of 4
Note: the crew was glad.

Graphic

PHOTO: The ferry.

Classification

Language: ENGLISH
Subject: FERRIES (90%); HARBOURS (80%)
Load-Date: May 4, 2024

End of Document
"""
GERMAN = """
Mühle schließt

Inselblatt
Samstag 4. Mai 2024

Länge: 20 Wörter

Text

Die Mühle schließt.

Ladedatum: 5. Mai 2024

Ende des Dokuments
"""
FRENCH = """
Retour
du bac
Le Courrier
(site web)
5 mai 2024

Longueur: 20 mots

Corps

Le bac est revenu.

Fin du document
"""
EXPORT = COVER + FIRST + GERMAN + FRENCH


def test_each_article_gives_what_its_lines_state(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", EXPORT))
    first, second, third = found.records
    assert found.view.layout == "nexis-uni"
    assert (first["title"], first["date"]) == ("Ferry back in service", "2024-05-03")
    assert first["outlets"][0]["name"] == "The Coast Courier (Moorbach)"
    assert (first["section"], first["page"], first["language"]) == ("LOCAL", "12", "en")
    assert first["authors"] == ["Ana Vale"]
    assert first["rights"] == "Copyright 2024 Coast Courier Ltd. All Rights Reserved"
    assert first["text"] == "The ferry sailed again.\nNote: the crew was glad."
    assert first["extra"] == {
        "edition": "Final Edition",
        "graphic": "The ferry.",
        "length": "355 words",
        "load_date": "May 4, 2024",
        "release_time": "9:15 AM GMT",
        "ship_code": "FRY",
        "subject": "FERRIES (90%); HARBOURS (80%)",
    }
    assert (second["title"], second["date"], second["text"]) == ("Mühle schließt", "2024-05-04", "Die Mühle schließt.")
    assert (second["outlets"][0]["name"], second["extra"]["load_date"]) == ("Inselblatt", "5. Mai 2024")
    assert (third["title"], third["date"], third["text"]) == ("Retour du bac", "2024-05-05", "Le bac est revenu.")
    assert [one["name"] for one in third["outlets"]] == ["Le Courrier"]
    assert found.problems == []
    assert found.statement["query"] == ["ferry and harbour"]


def test_an_article_that_is_missing_is_named(tmp_path: Path) -> None:
    damaged = EXPORT.replace("\nText\n", "\n")
    found = read_export(written(tmp_path / "a.txt", damaged))
    assert [problem.code for problem in found.problems] == ["article-unread", "declared-count-differs"]
    assert [one["title"] for one in found.records] == ["Ferry back in service", "Retour du bac"]


def test_the_last_article_of_a_file_that_was_cut_off_is_kept(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", EXPORT[: EXPORT.index("est revenu")]))
    assert [one["text"] for one in found.records][2].strip() == "Le bac"


def test_an_article_without_a_day_has_none(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", EXPORT.replace("Samstag 4. Mai 2024\n", "")))
    second = found.records[1]
    assert (second["title"], second["date"], second["outlets"]) == ("Mühle schließt", None, [])


@pytest.mark.parametrize("text", ["A page.\n\nEnd of Document\n", "Body\n\nLength: 9 m\n\nThe end of documents.\n"])
def test_other_text_with_such_words_is_pasted(tmp_path: Path, text: str) -> None:
    assert (
        read_export(written(tmp_path / "a.txt", f"Ferry back\nCoast Courier | May 3, 2024\n{text}")).view.layout is None
    )


def test_the_same_export_as_rich_text_is_read_alike(tmp_path: Path) -> None:
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in EXPORT)
    lines = "".join(f"{line}\\par\n" for line in escaped.split("\n"))
    rich = read_export(written(tmp_path / "a.rtf", f"{{\\rtf1\\ansi {lines}}}"))
    plain = read_export(written(tmp_path / "a.txt", EXPORT))
    assert [one["title"] for one in rich.records] == [one["title"] for one in plain.records]
    assert [one["text"] for one in rich.records] == [one["text"] for one in plain.records]
