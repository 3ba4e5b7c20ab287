"""Text saved from Nexis: numbered articles with labels in the language of the interface."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit import splitting
from corpuskit.model import CorpuskitError, Seed

DUMP = """


Print Request: Selected Items: 1-3
Time Of Request: Friday, May 10, 2024  16:51:31

Terms: (ferry AND harbour)

Source: Coast Papers;Island Papers
Project ID: None



                               1 of 4 DOCUMENTS



                           The Coast Courier (Moorbach)

                             May 3, 2024 Friday 9:15 AM GMT
                                Final Edition

Ferry back in service;
Islanders wait for the timetable

BYLINE: Ana Vale and Piet Holm

SECTION: LOCAL; Pg. 12

LENGTH: 355 words

The ferry sailed again on Friday
after a winter in the yard.

MID: the crew was glad, it said.

LOAD-DATE: May 4, 2024

LANGUAGE: ENGLISH; ENGLISCH

GRAPHIC: The ferry
in the yard.

                 Copyright 2024 Coast Courier Ltd.
                              All Rights Reserved


                               2 of 4 DOCUMENTS

                           Copyright 2024 Inselblatt
                                    Das Inselblatt

                               Samstag 4. Mai 2024

SECTION: Seite 3

ÜBERSCHRIFT: Mühle schließt

AUTOR: Jan Moor

LÄNGE: 20 Wörter

TEXT:
Die Mühle schließt.

SPRACHE: GERMAN; DEUTSCH


                               4 of 4 DOCUMENTS

                 Copyright 2024 Coast Courier Ltd.
                              All Rights Reserved
"""


def test_each_numbered_article_gives_what_its_labels_state(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", DUMP))
    first, second = found.records
    assert found.view.view is None
    assert (first["title"], first["subtitle"]) == ("Ferry back in service", "Islanders wait for the timetable")
    assert (first["date"], first["section"], first["page"]) == ("2024-05-03", "LOCAL", "12")
    assert first["outlets"][0]["name"] == "The Coast Courier (Moorbach)"
    assert first["authors"] == ["Ana Vale", "Piet Holm"]
    assert first["text"].split("\n")[0] == "The ferry sailed again on Friday"
    assert "MID: the crew" in first["text"]
    assert "LOAD-DATE" not in first["text"]
    assert first["language"] == "en"
    assert first["extra"]["load_date"] == "May 4, 2024"
    assert first["extra"]["graphic"] == "The ferry in the yard."
    assert first["extra"]["release_time"] == "9:15 AM GMT"
    assert first["extra"]["edition"] == "Final Edition"
    assert first["rights"].startswith("Copyright 2024")
    assert (second["title"], second["date"], second["page"]) == ("Mühle schließt", "2024-05-04", "3")
    assert (second["outlets"][0]["name"], second["text"]) == ("Das Inselblatt", "Die Mühle schließt.")


def test_the_cover_page_says_how_it_was_collected_and_missing_numbers_are_named(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", DUMP))
    assert found.statement["query"] == ["(ferry AND harbour)"]
    assert found.statement["database"] == ["Coast Papers;Island Papers"]
    unread, differs = found.problems
    assert (unread.code, differs.code) == ("article-unread", "declared-count-differs")
    assert "missing: 3 to 4" in differs.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings_change_nothing_but_offsets(tmp_path: Path, encoding: str, ends: str) -> None:
    plain = read_export(written(tmp_path / "a.txt", DUMP))
    stated = {"encoding": encoding} if encoding == "windows-1252" else {}
    other = read_export(written(tmp_path / "b.txt", DUMP.replace("\n", ends), encoding), **stated)
    for one, two in zip(plain.records, other.records, strict=True):
        assert {**one, "provenance": 0, "evidence": 0} == {**two, "provenance": 0, "evidence": 0}
    lines = [str(problem.place.line) for problem in plain.problems]
    assert [str(problem.place.line) for problem in other.problems] == lines
    assert [problem.message.replace("b.txt", "a.txt") for problem in other.problems] == [
        problem.message for problem in plain.problems
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_of_a_record_that_is_too_long_are_counted_whatever_ends_them(tmp_path: Path, ends: str) -> None:
    view = splitting.open_view(Seed("a.txt", str(written(tmp_path / "a.txt", DUMP.replace("\n", ends))), {}))
    with pytest.raises(CorpuskitError) as raised:
        list(splitting.cut(view._replace(record_lines=20), splitting.learn(view)))
    assert raised.value.problems[0].place.line == DUMP[: DUMP.index("1 of 4")].count("\n") + 1


@pytest.mark.parametrize("block_size", [1, 500])
def test_the_size_of_blocks_changes_nothing_of_nexis(tmp_path: Path, block_size: int) -> None:
    path = written(tmp_path / "a.txt", DUMP)
    assert read_export(path, block_size)[1:] == read_export(path)[1:]


def test_a_copy_whose_lines_were_trimmed_is_read_too(tmp_path: Path) -> None:
    text = "\n".join(line.strip() for line in DUMP.split("\n"))
    first = read_export(written(tmp_path / "a.txt", text)).records[0]
    assert (first["title"], first["date"]) == ("Ferry back in service", "2024-05-03")
    assert first["outlets"][0]["name"] == "The Coast Courier (Moorbach)"


PASTED = """Harbour ferry to run all night from June
Coast Courier | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.

Library opens its map room
Coast Courier | 5 May 2024
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
"""


def test_pasted_articles_before_an_export_are_cut_as_such(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", PASTED + DUMP))
    assert [(record["title"], record["provenance"]["layout"]) for record in found.records] == [
        ("Harbour ferry to run all night from June", "pasted"),
        ("Library opens its map room", "pasted"),
        ("Ferry back in service", "nexis-txt"),
        ("Mühle schließt", "nexis-txt"),
    ]
    assert found.statement["query"] == ["(ferry AND harbour)"]


def test_the_rule_of_a_line_can_be_asked_for(tmp_path: Path) -> None:
    view = read_export(written(tmp_path / "a.txt", DUMP)).view
    line = DUMP[: DUMP.index("                               1 of 4")].count("\n") + 1
    found = splitting.why(view, splitting.learn(view), line)
    assert (found.boundary, found.rule) == (True, "layout nexis-txt, rule numbered-line")
    assert splitting.why(view, splitting.learn(view), 10_000) is None


def test_the_outlet_of_a_quarterly_stands_above_season_and_year(tmp_path: Path) -> None:
    head = f"{' ' * 30}1 of 1 DOCUMENTS\n\n{' ' * 20}Copyright 2024 Island Society\n{' ' * 20}Section of Harbours\n"
    name = f"{' ' * 30}Quay Review\n\n{' ' * 30}Summer, 2024\n\n"
    text = f"{head}{name}Ferry back\n\nBYLINE: Ana Vale\n\nTEXT:\n\nIt sails.\n"
    (record,) = read_export(written(tmp_path / "a.txt", text)).records
    assert ([one["name"] for one in record["outlets"]], record["date"]) == (["Quay Review"], None)
    assert (record["title"], record["text"]) == ("Ferry back", "It sails.")
    assert record["extra"]["edition"] == "Summer, 2024"
