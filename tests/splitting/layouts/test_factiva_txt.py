"""Articles saved from Factiva as RTF, or as text that another program made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written
from test_factiva import INTERFACES
from test_nexis_txt import PASTED

pytest.importorskip("striprtf", reason="needs the extra [rtf]")

CONTENTS = ["Ferry back in service", "Mill closes"]
INDEXED = [
    ("SE", "Local"),
    ("HD", "Mill closes"),
    ("BY", "By Ana Vale"),
    ("WC", "20 words"),
    ("PD", "3 May 2024"),
    ("ET", "05:30"),
    ("SN", "Island Paper"),
    ("SC", "ISLND"),
    ("PG", "A4"),
    ("LA", "English"),
    ("CY", "(c) Island."),
    ("LP", "The mill closes."),
    ("TD", "It closes in May."),
    ("NS", "gtrade : Trade | gcat : News"),
    ("AN", "Document ISLND00020240503ek530000a"),
]


def plain(interface: int, title: str, number: int, *, author: bool = True) -> list[str]:
    """The lines of an article without indexing; empty ones are blank."""
    words, date, time, language, rights, word = INTERFACES[interface]
    clock = [time.removeprefix("<div>").removesuffix("</div>")] if time else []
    byline = ["By Ana Vale"] if author else []
    head = [title, "", *byline, words, date, *clock, "Coast Courier", "CSTCR", "First", "A12", language, rights, ""]
    text = ["The ferry sailed again.", "", "It was winter in the yard.", "", "Coast Media Ltd", ""]
    return [*head, *text, f"{word} CSTCR00020240502ek520000{number}", ""]


def rtf(*paragraphs: str, contents: bool = False, rows: bool = False) -> str:
    links = [
        f'{{\\field{{\\*\\fldinst HYPERLINK \\\\l "toc{n}"}}{{\\fldrslt {one}}}}}' for n, one in enumerate(CONTENTS)
    ]
    body = [f"\\pard {line}\\par" for line in [*(links if contents else ()), *paragraphs]]
    table = [f"\\trowd\\cellx900\\cellx9000\\pard\\intbl {{\\b {c}}}\\cell {v}\\cell\\row" for c, v in INDEXED if rows]
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in "\n".join([*body, *table]))
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{escaped}\n\\pard\\par}}"


@pytest.mark.parametrize("interface", range(len(INTERFACES)))
@pytest.mark.parametrize("contents", [False, True])
def test_articles_without_indexing_are_cut_at_their_accession_numbers(
    tmp_path: Path, interface: int, contents: bool
) -> None:
    lines = plain(interface, CONTENTS[0], 1) + plain(interface, CONTENTS[1], 2, author=False)
    found = read_export(written(tmp_path / "a.rtf", rtf(*lines, contents=contents)))
    first, second = found.records
    assert found.view.layout == "factiva-txt"
    assert (first["title"], second["title"]) == tuple(CONTENTS)
    assert (first["authors"], second["authors"]) == (["Ana Vale"], [])
    assert (first["date"], first["page"], first["rights"]) == ("2024-05-02", "A12", INTERFACES[interface][4])
    assert [outlet["name"] for outlet in first["outlets"]] == ["Coast Courier"]
    assert (first["source_id"][-1], second["source_id"][-1]) == ("1", "2")
    assert first["text"] == second["text"] == "The ferry sailed again.\nIt was winter in the yard."
    assert (first["extra"]["source_code"], first["extra"]["edition"]) == ("CSTCR", "First")
    assert first["extra"]["publisher"] == "Coast Media Ltd"
    assert found.problems == []


def test_articles_with_indexing_are_read_by_their_codes(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.rtf", rtf(*plain(0, CONTENTS[0], 1), rows=True)))
    mill = found.records[1]
    assert (mill["title"], mill["date"], mill["section"], mill["page"]) == ("Mill closes", "2024-05-03", "Local", "A4")
    assert (mill["authors"], mill["language"], mill["rights"]) == (["Ana Vale"], "en", "(c) Island.")
    assert mill["outlets"][0]["name"] == "Island Paper"
    assert (mill["text"], mill["source_id"]) == (
        "The mill closes.\nIt closes in May.",
        "ISLND00020240503ek530000a",
    )
    assert mill["extra"]["subject"] == "gtrade : Trade | gcat : News"
    assert mill["extra"]["release_time"] == "05:30"


@pytest.mark.parametrize(
    "row",
    [
        "{code}\n{value}\n",
        "{code}\n    {value}\n",
        "{code}\t{value}\n",
        "\t{code}\t{value}\n",
        "  {code}\t\n{value}\n",
        "{code}|{value}|\n",
        "{code}  {value}\n",
        "   {code:<8}{value}\n\n",
    ],
)
def test_text_that_other_programs_made_of_rows_is_read_too(tmp_path: Path, row: str) -> None:
    text = "".join(row.format(code=code, value=value) for code, value in INDEXED)
    found = read_export(written(tmp_path / "a.txt", f"{text}\n\n{text}"))
    assert [one["title"] for one in found.records] == ["Mill closes"] * 2
    assert [one["text"] for one in found.records] == ["The mill closes.\nIt closes in May."] * 2
    assert [one["source_id"] for one in found.records] == ["ISLND00020240503ek530000a"] * 2


def test_a_word_in_capitals_with_two_spaces_behind_it_is_no_code(tmp_path: Path) -> None:
    text = "".join(f"{code}  {value}\n" for code, value in INDEXED)
    told = text.replace("It closes in May.", "It closes in May.\nUN  envoys came.\nTV  crews went.")
    found = read_export(written(tmp_path / "a.txt", told))
    assert found.records[0]["text"].splitlines()[-2:] == ["UN  envoys came.", "TV  crews went."]


def test_lines_that_no_blank_one_parts_are_told_by_their_order(tmp_path: Path) -> None:
    lines = [line for line in plain(0, CONTENTS[0], 1) + plain(1, CONTENTS[1], 2) if line]
    found = read_export(written(tmp_path / "a.txt", "\n".join(lines)))
    assert [one["title"] for one in found.records] == CONTENTS
    assert [one["authors"] for one in found.records] == [["Ana Vale"]] * 2
    assert [one["text"] for one in found.records] == ["The ferry sailed again.\nIt was winter in the yard."] * 2


def test_pasted_articles_above_and_below_are_cut_as_such_and_one_without_a_day_is_named(tmp_path: Path) -> None:
    odd = ["A title", "", "A text without anything.", "", "Document CSTCR00020240502ek5200009", ""]
    text = "\n".join([PASTED, *plain(0, CONTENTS[0], 1), *odd, *plain(0, CONTENTS[1], 2), "", PASTED])
    found = read_export(written(tmp_path / "a.txt", text))
    assert [one["provenance"]["layout"] for one in found.records] == [
        *["pasted"] * 2, *["factiva-txt"] * 2, *["pasted"] * 2
    ]  # fmt: skip
    assert [problem.code for problem in found.problems] == ["article-unread"]


def test_a_file_that_was_cut_off_gives_its_last_article(tmp_path: Path) -> None:
    lines = plain(0, CONTENTS[0], 1) + plain(0, CONTENTS[1], 2)[:-4]
    found = read_export(written(tmp_path / "a.txt", "\n".join(lines)))
    assert [one["title"] for one in found.records] == CONTENTS
    assert found.records[1]["source_id"] is None


@pytest.mark.parametrize("section", [[], ["Local"]])
@pytest.mark.parametrize(
    ("byline", "authors"), [("Ana Vale", ["Ana Vale"]), ("Ana Vale and Jens Olsen", ["Ana Vale", "Jens Olsen"])]
)
def test_a_byline_without_by_is_not_taken_for_the_title(
    tmp_path: Path, section: list[str], byline: str, authors: list[str]
) -> None:
    """As text is copied from a page: no blank line parts the title from what stands below it."""
    title = "Ferry back in service after winter in the yard"
    first, _, _, *rest = plain(0, title, 1)
    second = [line.replace("0240502ek5200001", "0240502ek5200002") for line in rest]
    lines = [*section, first, byline, *rest, *section, "Mill closes its doors to all", byline, *second]
    found = read_export(written(tmp_path / "a.txt", "\n".join(lines)))
    assert [record["title"] for record in found.records] == [title, "Mill closes its doors to all"]
    assert [record["authors"] for record in found.records] == [authors, authors]
    assert found.records[1]["section"] == (section[0] if section else None)
