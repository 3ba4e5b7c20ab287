"""Excel workbooks with one article a row."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from exports import read_export

from corpuskit.model import CorpuskitError


def workbook(path: Path, rows: list[list[object]], others: list[list[object]] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for row in others or []:
        sheet = book["Notes"] if "Notes" in book.sheetnames else book.create_sheet("Notes")
        sheet.append(row)
    book.save(path)
    return path


def test_a_row_is_an_article_and_an_export_of_integrum_puts_the_day_first(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Запрос: паром"],
        ["Источник", "Дата", "Время", "Заголовок", "Анонс", "Автор"],
        ["Береговой вестник", "03.05.24", "00:00", "Паром снова ходит", "Паром ходит.\n\nСнова.", "Анна Вале"],
        [None, None],
        ["Береговой вестник", "04.05.24", "", "Мельница закрыта", "Она закрыта.", ""],
    ]
    found = read_export(workbook(tmp_path / "a.xlsx", rows, [["nothing", "here"]]))
    first, second = found.records
    assert (first["title"], first["date"], first["authors"]) == ("Паром снова ходит", "2024-05-03", ["Анна Вале"])
    assert (first["text"], first["extra"]) == ("Паром ходит.\nСнова.", {"Время": "00:00"})
    assert (second["date"], second["outlets"][0]["name"]) == ("2024-05-04", "Береговой вестник")
    assert found.outside == [("contents", "Запрос: паром\n"), ("unassigned", "nothing\there\n")]


def test_days_and_numbers_are_written_as_they_would_be_typed(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 5, 3)
    rows: list[list[object]] = [
        ["title", "date", "text", "score", "at"],
        ["Ferry", day, "Text.", 5.0, day.replace(hour=7)],
    ]
    (record,) = read_export(workbook(tmp_path / "a.xlsx", rows)).records
    assert (record["date"], record["extra"]) == ("2024-05-03", {"score": "5", "at": "2024-05-03 07:00"})


def test_a_workbook_without_columns_of_articles_or_that_is_damaged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="found price, size"):
        read_export(workbook(tmp_path / "a.xlsx", [["price", "size"], [1, 2]]))
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    at = data.index(b"xl/worksheets") + 60
    data[at : at + 40] = bytes(40)
    (tmp_path / "b.xlsx").write_bytes(data)
    with pytest.raises(CorpuskitError, match="looks like an Excel workbook"):
        read_export(tmp_path / "b.xlsx")


def test_of_two_rows_of_names_that_of_the_columns_counts(tmp_path: Path) -> None:
    """As where cells above several columns were joined."""
    rows: list[list[object]] = [
        ["Monitoring, May 2024"],
        ["Article", None, None, "Source", None, "Content"],
        ["Date", "Title", "Author", "Outlet", "Page", "Full text"],
        [datetime.datetime(2024, 5, 3), "Ferry", "Ana Vale", "Coast Courier", 4, "It sails."],
    ]
    found = read_export(workbook(tmp_path / "a.xlsx", rows))
    (record,) = found.records
    assert (record["title"], record["text"], record["page"]) == ("Ferry", "It sails.", "4")
    assert (record["authors"], record["outlets"][0]["name"]) == (["Ana Vale"], "Coast Courier")
    assert [kind for kind, _ in found.outside] == ["contents", "contents"]


def test_a_part_that_is_far_larger_unpacked_than_text_ever_is_is_not_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["title", "text"], ["Ferry", "It sails."]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"<a>" + b" " * (17 << 20))
    with pytest.raises(CorpuskitError) as caught:
        read_export(path)
    assert caught.value.problems[0].code == "archive-too-large"


def test_a_row_that_cannot_be_read_is_named_by_its_number_in_the_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [["title", "text", "page"], [], ["Ferry", "It sails.", 4], [], [None, None, 12]]
    (problem,) = read_export(workbook(tmp_path / "a.xlsx", rows)).problems
    assert (problem.code, problem.place.line, problem.place.byte) == ("article-unread", 5, None)


def test_a_sheet_that_says_that_it_is_one_cell_is_read_whole(tmp_path: Path) -> None:
    rows: list[list[object]] = [["title", "text"], ["Ferry", "It sails."], ["Harbour", "It opens.", "and more"]]
    whole = workbook(tmp_path / "whole.xlsx", rows)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old.read(name)))
    for name in ("whole.xlsx", "a.xlsx"):
        records = read_export(tmp_path / name).records
        assert [(one["title"], one["text"]) for one in records] == [("Ferry", "It sails."), ("Harbour", "It opens.")]
        assert records[1]["extra"] == {"column-3": "and more"}
