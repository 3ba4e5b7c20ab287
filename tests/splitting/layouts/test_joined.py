"""Files that are several files in one (`cat a.html b.html > c.html`): each document is read as in a file of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from exports import Read, read_export, written
from test_europresse import BEFORE, HEADERS, TODAY
from test_factiva import PAGE as FACTIVA_PAGE
from test_factiva import article as factiva_article
from test_factiva_xml import ARTICLE as XML_ARTICLE
from test_factiva_xml import answer
from test_feed import ATOM, RSS
from test_feed import JSON as JSON_FEED
from test_integrum import FIRST, REPORT, THIRD
from test_kikuzo import PAGE as KIKUZO_PAGE
from test_kikuzo import article as kikuzo_article
from test_mail import MBOX
from test_mediargus import DUMP as MEDIARGUS
from test_nexis_html import PAGE as NEXIS_HTML
from test_nexis_txt import DUMP as NEXIS
from test_nexis_txt import PASTED
from test_nexis_uni import EXPORT as UNI
from test_proquest import PAGE as PROQUEST
from test_proquest_txt import EXPORT as PROQUEST_TXT

from corpuskit import splitting
from corpuskit.model import Seed, View
from corpuskit.reading import Sample
from corpuskit.reading.parsers.joined import stretches, values
from corpuskit.splitting import parting

FACTIVA = FACTIVA_PAGE.format(articles=factiva_article(1) + factiva_article(2, 1, "Mill closes"))
INTEGRUM = REPORT.format(articles=FIRST + THIRD)
DOCUMENTS = {
    "factiva": FACTIVA,
    "europresse": TODAY.format(header=HEADERS[0][0]),
    "europresse-before": BEFORE,
    "kikuzo": KIKUZO_PAGE.format(articles=kikuzo_article(1) + kikuzo_article(2)),
    "integrum": INTEGRUM,
    "proquest": PROQUEST,
    "nexis-html": NEXIS_HTML,
    "factiva-xml": answer(XML_ARTICLE.format(n=1), XML_ARTICLE.format(n=2), count=3),
    "rss": RSS,
    "atom": ATOM,
}
TABLE = "title,text,date\n" + "".join(f"Row {n},The ferry sails.,2024-05-0{n}\n" for n in range(1, 8))
TEXTS = {"nexis-txt": NEXIS, "nexis-uni": UNI, "mediargus": MEDIARGUS, "pasted": PASTED, "mbox": MBOX, "csv": TABLE}
NAMES = list(DOCUMENTS)


def in_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def read(path: Path, *parts: str | bytes) -> Read:
    path.write_bytes(b"\n\n".join(map(in_bytes, parts)))
    return read_export(path)


def opened(path: Path, *parts: str | bytes) -> View:
    path.write_bytes(b"\n\n".join(map(in_bytes, parts)))
    return splitting.open_view(Seed(path.name, str(path)))


def what(found: Read) -> list[tuple[object, ...]]:
    return [
        (one["title"], one["date"], one["text"], one["authors"], one["source_id"], one["provenance"]["layout"])
        for one in found.records
    ]


def said(found: Read) -> list[tuple[str, str]]:
    """Codes and messages, without the lines of the extracted text: the parts of a file have others than the whole."""
    return sorted(
        (problem.code, re.sub(r" \(line \d+ of its extracted text\)", "", problem.message.split(";")[0]))
        for problem in found.problems
    )


def holds(path: Path, *parts: str | bytes) -> None:
    """The file gives what its parts give, each in a file of its own, and tells of each what is wrong with it."""
    alone = [read(path, part) for part in parts]
    found = read(path, *parts)
    assert what(found) == [record for one in alone for record in what(one)]
    assert said(found) == sorted(problem for one in alone for problem in said(one))
    assert found.view.layout == "joined"


@pytest.mark.parametrize("step", [0, 1, 4])
@pytest.mark.parametrize("name", NAMES)
def test_documents_that_follow_on_each_other_are_read_each_by_its_own_layout(
    tmp_path: Path, name: str, step: int
) -> None:
    holds(tmp_path / "a.html", DOCUMENTS[name], DOCUMENTS[NAMES[(NAMES.index(name) + step) % len(NAMES)]])


@pytest.mark.parametrize("name", TEXTS)
def test_text_below_a_document_is_read_as_in_a_file_of_its_own(tmp_path: Path, name: str) -> None:
    holds(tmp_path / "a.html", FACTIVA, TEXTS[name])


@pytest.mark.parametrize("name", ["nexis-txt", "nexis-uni", "mediargus", "pasted", "csv"])
def test_a_document_below_text_is_read_as_in_a_file_of_its_own(tmp_path: Path, name: str) -> None:
    holds(tmp_path / "a.txt", TEXTS[name], FACTIVA, PROQUEST)


def test_everything_in_one_file_minified_or_with_other_line_ends(tmp_path: Path) -> None:
    parts = [*DOCUMENTS.values(), PASTED, json.dumps(JSON_FEED)]
    holds(tmp_path / "a.html", *[part for part in parts[:-2] if part not in (BEFORE, INTEGRUM)])
    holds(tmp_path / "b.html", *[part.replace("\n", "\r\n") for part in parts[:3]])
    single = [" ".join(DOCUMENTS[name].split("\n")) for name in ("factiva", "kikuzo", "proquest")]
    path = tmp_path / "c.html"
    path.write_text("".join(single), "utf-8")
    assert len(read_export(path).records) == 6


def test_each_document_is_in_its_own_encoding(tmp_path: Path) -> None:
    found = read(tmp_path / "a.html", INTEGRUM.encode("windows-1251"), FACTIVA.encode("utf-8-sig"))
    assert [one["title"] for one in found.records[:2]] == ["ПАРОМ ВЕРНУЛСЯ", "МЕЛЬНИЦА"]
    assert [one["extra"].get("encoding") for one in found.records] == ["windows-1251"] * 2 + [None] * 2
    assert found.records[3]["extra"]["words"] == "464 Wörter"
    holds(tmp_path / "b.html", (FACTIVA + PROQUEST).encode("utf-16"))


def test_a_count_that_each_document_declares_is_checked_apart(tmp_path: Path) -> None:
    one, two = XML_ARTICLE.format(n=1), XML_ARTICLE.format(n=2)
    found = read(tmp_path / "a.xml", answer(one, count=2), answer(one, two, count=1))  # 3 of 3 in all
    assert [problem.message[:45] for problem in found.problems] == [
        "a.xml declares 2 articles, 1 were found; the ",
        "a.xml declares 1 articles, 2 were found; the ",
    ]
    assert found.statement == {"count": ["2", "1"]}


def test_a_document_that_cannot_be_read_is_named_with_its_place_and_the_others_are_read(tmp_path: Path) -> None:
    empty = FACTIVA_PAGE.format(articles="<p>No hits</p>")
    found = read(tmp_path / "a.html", PROQUEST, empty, FACTIVA)
    assert [one["provenance"]["layout"] for one in found.records] == ["proquest"] * 2 + ["factiva"] * 2
    (problem,) = found.problems
    assert problem.code == "article-unread"
    assert "looks like a page of Factiva" in problem.message
    assert (tmp_path / "a.html").read_bytes().splitlines()[problem.place.line - 1] == empty.encode().splitlines()[0]
    assert any(kind == "unassigned" and "No hits" in text for kind, text in found.outside)


def test_a_document_that_was_cut_off_does_not_hide_the_next(tmp_path: Path) -> None:
    cut_off = FACTIVA[: FACTIVA.index("</form>") - 40]
    found = read(tmp_path / "a.html", cut_off, '<!DOCTYPE html>\n<html lang="fr">' + TODAY.format(header="2 mai 2024"))
    assert [one["provenance"]["layout"] for one in found.records] == ["factiva"] * 2 + ["europresse"] * 2


@pytest.mark.parametrize("parts", [[{"items": 1}, {"rows": 2}], [1, 2]])
def test_json_of_two_vendors_one_below_the_other(tmp_path: Path, parts: list[object]) -> None:
    rows = [{"headline": "Ferry back", "body": "It sails.", "pubdate": "2024-05-01"}] * 2
    others = [{"Title": "Mill closes", "Content": "It stops.", "Day": "2024-05-02"}] * 3
    shapes = [rows, others] if parts == [1, 2] else [{"items": rows}, {"rows": others}]
    found = read(tmp_path / "a.json", *[json.dumps(one, indent=1) for one in (*shapes, JSON_FEED)])
    assert [one["title"] for one in found.records] == ["Ferry back"] * 2 + ["Mill closes"] * 3 + ["Ferry"]


def test_pages_that_bring_pages_of_their_own_are_one_document(tmp_path: Path) -> None:
    within = "<Text><html><head></head><body><p>The ferry sailed.</p></body></html></Text>"
    page = PROQUEST.replace("<p>The ferry <strong>sailed:</strong> again.</p>", within)
    script = '<script>document.write("</html>"); x = "<html>"</script><!-- </html><html> -->'
    for text in (PROQUEST, page, PROQUEST.replace("<body>", f"<body>{script}", 1), PROQUEST + "<p>Below</p><!-- x -->"):
        assert read(tmp_path / "a.html", text).view.layout == "proquest"


def test_markup_in_a_pasted_article_is_its_text(tmp_path: Path) -> None:
    text = PASTED.replace("\n\n", "\n\n<html>\n<body>hello</body>\n</html>\n\n", 1)
    assert read(tmp_path / "a.txt", text).view.layout is None


def test_a_document_far_down_a_long_text_is_found(tmp_path: Path) -> None:
    text = ("The ferry sails at noon and at six. " * 20 + "\n") * 800
    assert len(text) > 512 * 1024
    assert opened(tmp_path / "a.txt", text).layout is None
    joined = opened(tmp_path / "b.txt", text, FACTIVA, text)
    assert joined.layout == "joined"
    with joined.open_bytes() as file:
        assert file.read().count(b"Mill closes") == 1
    assert opened(tmp_path / "c.txt", MBOX, "<html>", text).layout == "mail"


@pytest.mark.parametrize(
    ("repeated", "found"),
    [
        (b"<!doctype html><html>", 20_000),
        (b"<rss></rss>\n", 20_000),
        (b"<html><!--", 1),
        (b"<html><script>", 1),
        (b"<html><![CDATA[", 1),
    ],
)
def test_what_never_ends_is_read_in_time_that_grows_with_the_file(repeated: bytes, found: int) -> None:
    """Read anew to the end of the file for each of them, the first would take a quarter of an hour."""
    assert len(stretches(repeated * 20_000)) == found


def test_many_values_of_json_are_found_in_time_that_grows_with_the_file() -> None:
    line = '{"a": "bcdefghij"}\n'
    places = list(values(line * 200_000))
    assert len(places) == 200_000
    assert places[-1] == (len(line) * 199_999, len(line) * 200_000 - 1)


ROWS = [{"title": f"Row {n}", "text": "The ferry sails from the harbour.", "date": f"2024-05-0{n}"} for n in (1, 2, 3)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)
ONE_OF_NEXIS = NEXIS[: NEXIS.index("                               2 of 4")]
FIRST_MAIL = MBOX[: MBOX.index(b"\nFrom ", 10) + 1]
ABOVE: dict[str, str | bytes] = {
    "pasted": PASTED,
    "nexis-txt": ONE_OF_NEXIS,
    "nexis-uni": UNI,
    "proquest-txt": PROQUEST_TXT,
    "proquest-txt without its end": PROQUEST_TXT[: PROQUEST_TXT.rindex("_" * 60)],
    "mediargus": MEDIARGUS,
    "mediargus without rights": MEDIARGUS.replace(" © Kustblad\n", ""),
    "mail of several parts": MBOX,
    "mail": FIRST_MAIL,
    "csv": TABLE,
    "factiva": FACTIVA,
    "json": json.dumps(ROWS),
    "jsonl": LINES,
}
BELOW: dict[str, str | bytes] = {
    "pasted": PASTED,
    "json": json.dumps(ROWS, indent=1),
    "jsonl": LINES,
    "csv": TABLE,
    "csv of another kind": "Headline;Body;Day\n" + "".join(f"Line {n};It turns.;2024-06-0{n}\n" for n in range(1, 6)),
    "factiva": FACTIVA,
    "rss": RSS,
    "mail": MBOX,
    "nexis-txt": ONE_OF_NEXIS,
}


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("between", [b"\n\n", b"\n"])
def test_whatever_stands_below_whatever_is_parted_and_nothing_is_lost(
    tmp_path: Path, above: str, below: str, between: bytes
) -> None:
    parts = (ABOVE[above], BELOW[below])
    alone = [read(tmp_path / "a.txt", part) for part in parts]
    path = tmp_path / "a.txt"
    path.write_bytes(between.join(in_bytes(part) for part in parts))
    found = read_export(path)
    assert [one["title"] for one in found.records] == [one["title"] for part in alone for one in part.records]
    assert [one["date"] for one in found.records] == [one["date"] for part in alone for one in part.records]


def test_other_documents_within_a_message_or_a_cell_are_part_of_it(tmp_path: Path) -> None:
    more = b"\n\nFrom ana at example.org  Wed Dec  1 08:26:40 2010\nFrom: ana at example.org\nSubject: More\n\nMore.\n"
    found = read(tmp_path / "a.txt", FIRST_MAIL + b"\n" + FACTIVA.encode() + more)
    assert found.view.layout == "mail"
    assert [one["title"] for one in found.records][1:] == ["More"]
    cell = FACTIVA.replace('"', "'") + PASTED.replace('"', "'")
    found = read(tmp_path / "a.csv", f'title,text,date\nFerry,"{cell}",2024-05-01\nMill,It stops.,2024-05-02\n')
    assert (found.view.layout, [one["title"] for one in found.records]) == ("csv", ["Ferry", "Mill"])
    rows = [{"title": "Ferry", "text": f"<p>\n</p>{FACTIVA}\n{PASTED}", "date": "2024-05-01"}, *ROWS]
    found = read(tmp_path / "a.json", json.dumps(rows, indent=1))
    assert (found.view.layout, len(found.records)) == ("json", 4)


@pytest.mark.parametrize("text", ['[{"a": 1}]', '{"port": 80, "host": "a"}', "[1] A note", "{a title in braces}"])
def test_json_without_articles_in_a_pasted_one_is_its_text(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.txt", PASTED.replace("The oldest sheet", f"{text}\n\nThe oldest sheet"))
    found = read_export(path)
    assert found.view.layout is None
    assert text in found.records[1]["text"]


def test_a_table_whose_rows_are_shorter_below_a_blank_line_goes_on(tmp_path: Path) -> None:
    rows = TABLE.splitlines()
    rows[3:3] = ["", "Short row,It sails."]
    found = read(tmp_path / "a.csv", "\n".join(rows))
    assert [one["title"] for one in found.records] == [
        "Row 1",
        "Row 2",
        "Short row",
        *(f"Row {n}" for n in range(3, 8)),
    ]


def test_pasted_articles_whose_credit_has_no_day_are_marked_below_mail(tmp_path: Path) -> None:
    text = (
        "Mill closes for good\nBy Ana Vale\n\nThe mill on the island closes for good after a hundred years of work.\n"
    )
    found = read(tmp_path / "a.txt", FIRST_MAIL, text)
    (problem,) = found.problems
    assert (problem.code, "'Mill closes for good'" in problem.message) == ("articles-may-follow", True)
    assert text.splitlines()[0] in found.records[0]["text"]


def test_titles_with_credits_that_every_message_holds_are_not_cut(tmp_path: Path) -> None:
    with_news = FIRST_MAIL + b"\n" + PASTED.encode()
    found = read(tmp_path / "a.txt", with_news, with_news)
    assert [one["provenance"]["layout"] for one in found.records] == ["mail"] * 2
    assert [problem.code for problem in found.problems] == ["articles-may-follow"] * 2


@pytest.mark.parametrize(
    "opening", ['{"a": ', '[{"a": ', "title,text,date\n", "From a@b.example Wed Dec  1 2010\nA: b\n"]
)
def test_documents_that_never_end_are_parted_in_time_that_grows_with_the_file(tmp_path: Path, opening: str) -> None:
    """Each read anew to the end, these would take hours."""
    path = written(tmp_path / "a.txt", "A title\n\n" + f"{opening}\n" * 20_000)
    splitting.open_view(Seed(path.name, str(path)))


@pytest.mark.parametrize("line", ["_" * 25, "1 of 26 DOCUMENTS"])
def test_lines_below_a_message_that_may_open_an_export_are_not_looked_at_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    looked: list[int] = []

    def counting(beginning: Sample) -> object:
        looked.append(len(beginning.head))
        return layout_of(beginning)

    layout_of = parting.layout_of
    monkeypatch.setattr(parting, "layout_of", counting)
    head = "From ana@coast.example Fri May  3 10:00:00 2024\nFrom: Ana <ana@coast.example>\nSubject: Ferry\n"
    dump = f"{head}Date: Fri, 3 May 2024 10:00:00 +0000\n\nThe ferry sails.\n\n" + f"{line}\n\n" * 3000
    (record,) = read_export(written(tmp_path / "a.mbox", dump)).records
    assert record["title"] == "Ferry"
    assert sum(looked) < 12 * len(dump)


@pytest.mark.parametrize(
    "first", ["<p>", "<div><img src='a.jpg'></div><p>", "<h2>Part one</h2><p>", "<em>By Ana</em><p>"]
)
def test_a_piece_of_a_page_is_one_page(tmp_path: Path, first: str) -> None:
    """As the stores of blogs and newsletters keep a text: without a root."""
    sentence = "The ferry sails again at noon, and the mill behind the harbour is open to everybody who comes by boat."
    page = f"{first}{sentence}</p>\n<p>{sentence} Twice.</p>\n<h2>Part two</h2>\n<p>{sentence} Thrice.</p>"
    (record,) = read_export(written(tmp_path / "a.html", page)).records
    assert record["text"].count(sentence) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_below_text_is_found_whatever_ends_its_lines(tmp_path: Path, end: str) -> None:
    rows = "".join(f'"Ferry, {number}",2024-05-03,"It sails, said the crew."\n' for number in range(4))
    text = f"{PASTED}\n\ntitle,date,text\n{rows}".replace("\n", end)
    found = read(tmp_path / "a.txt", text.encode())
    assert [one["title"] for one in found.records][-4:] == [f"Ferry, {number}" for number in range(4)]
