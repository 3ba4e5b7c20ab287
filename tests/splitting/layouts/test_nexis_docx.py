"""Articles saved from Nexis Uni or Lexis+ as a Word document: bookmarks say where everything begins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exports import read_export
from nexis_documents import document, end, heading, labelled, para

from corpuskit.model import CorpuskitError

COVER = (
    para("User Name: A READER", bold=10),
    para("Date and Time: Friday, May 10, 2024 7:11:00 PM CEST", bold=14),
    para("Documents (3)", bold=13),
    para("1. Ferry back in service"),
    labelled("Search Terms", "ferry and harbour"),
    para("2. Mühle schließt"),
    para(),
)


def article(number: int, *foot: str, title: str = "Ferry back in service; Islanders wait") -> str:
    return "".join(
        (
            para(mark=f"Bookmark_{number}"),
            para(title, centre=True, bold=99, size=32),
            para("The Coast Courier (Moorbach)", centre=True),
            para("May 3, 2024 Friday 9:15 AM GMT", centre=True),
            para("Final Edition", centre=True),
            para("|Copyright 2024 Coast Courier Ltd. All Rights Reserved", size=16),
            labelled("Section", "LOCAL; Pg. 12"),
            labelled("Length", "355 words"),
            labelled("Byline", "Ana Vale and Piet Holm"),
            labelled("Ship Code", "FRY"),
            heading("Body", f"Body_{number}"),
            para(),
            para("The ferry sailed again.|After a winter in the yard."),
            para("Timetable", bold=99),
            para("Note: the crew was glad.", bold=5),
            *foot,
            end(),
        )
    )


FOOT = (
    heading("|Graphic"),
    para("PHOTO: The ferry."),
    heading("Classification", "Classification"),
    labelled("Language", "ENGLISH"),
    labelled("|Subject", "FERRIES (90%); HARBOURS (80%)"),
    labelled("|Load-Date", "May 4, 2024"),
)
GERMAN = "".join(
    (
        para(mark="Bookmark_2"),
        para("Mühle schließt", centre=True, bold=99, size=32),
        para("Inselblatt", centre=True),
        para("Samstag 4. Mai 2024", centre=True),
        labelled("Länge", "20 Wörter"),
        heading("Text", "Body_2"),
        para("Die Mühle schließt."),
        labelled("|Ladedatum", "5. Mai 2024"),
        end(),
    )
)


def test_each_article_gives_what_its_labels_state(tmp_path: Path) -> None:
    found = read_export(document(tmp_path / "a.docx", *COVER, article(1, *FOOT), GERMAN, article(3)))
    first, second, _ = found.records
    assert found.view.layout == "nexis-docx"
    assert (first["title"], first["date"]) == ("Ferry back in service; Islanders wait", "2024-05-03")
    assert first["outlets"][0]["name"] == "The Coast Courier (Moorbach)"
    assert (first["section"], first["page"], first["language"]) == ("LOCAL", "12", "en")
    assert first["authors"] == ["Ana Vale", "Piet Holm"]
    assert first["rights"] == "Copyright 2024 Coast Courier Ltd. All Rights Reserved"
    assert first["text"] == (
        "The ferry sailed again.\nAfter a winter in the yard.\nTimetable\nNote: the crew was glad."
    )
    assert first["extra"] == {
        "edition": "Final Edition",
        "graphic": "PHOTO: The ferry.",
        "length": "355 words",
        "load_date": "May 4, 2024",
        "number": "1",
        "release_time": "9:15 AM GMT",
        "ship_code": "FRY",
        "subject": "FERRIES (90%); HARBOURS (80%)",
    }
    assert (second["title"], second["date"], second["text"]) == ("Mühle schließt", "2024-05-04", "Die Mühle schließt.")
    assert second["extra"]["load_date"] == "5. Mai 2024"
    assert found.problems == []
    assert found.statement["query"] == ["ferry and harbour"]


def test_an_article_that_is_missing_is_named(tmp_path: Path) -> None:
    empty = para(mark="Bookmark_2") + para("This document is not available.")
    found = read_export(document(tmp_path / "a.docx", *COVER, article(1), empty, article(3)))
    unread, differs = found.problems
    assert (unread.code, differs.code) == ("article-unread", "declared-count-differs")
    assert "missing: 2 (after line" in differs.message
    assert len(found.records) == 2


def test_a_document_that_was_saved_anew_without_bookmarks_is_read_by_its_ends(tmp_path: Path) -> None:
    whole = "".join((*COVER, article(1, *FOOT), article(2, title="Mill closes")))
    found = read_export(document(tmp_path / "a.docx", re.sub(r"<w:bookmarkStart[^>]*/>", "", whole)))
    assert [one["title"] for one in found.records] == ["Ferry back in service; Islanders wait", "Mill closes"]
    assert [one["date"] for one in found.records] == ["2024-05-03", "2024-05-03"]
    assert found.records[0]["extra"]["graphic"] == "PHOTO: The ferry."


def test_a_document_without_articles_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", *COVER)
    with pytest.raises(CorpuskitError, match="looks like an export of Nexis"):
        read_export(path, layout="nexis-docx")
