"""Articles saved one by one, as HTML, Word, RTF, PDF or text; and what is known and not read."""

from __future__ import annotations

import quopri
import zipfile
from pathlib import Path
from typing import Any

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError, Seed
from corpuskit.reading import open_source
from corpuskit.reading.documents.text_documents import TextDocument
from corpuskit.workspace import Limits

PARAGRAPHS = (
    "The ferry sailed again on Friday after a winter in the yard, and the crew was glad, it said on the quay.",
    "Islanders had waited for the timetable since the storm of January, which broke the pier and the ramp.",
    "In summer it will sail twice an hour, the council said, and the fares will be as before until autumn.",
)
LINES = ("Ferry back in service", "By Ana Vale | Coast Courier | 3 May 2024", *PARAGRAPHS)
PAGE = """<!doctype html><html lang="en"><head><title>Ferry back in service | Coast Courier</title>
<meta property="og:site_name" content="Other"><link rel="canonical" href="https://coast.example/1">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": "NewsArticle",
"headline": "Ferry back in service", "datePublished": "2024-05-03T09:00:00+02:00", "author": [{{"name": "Ana Vale"}}],
"publisher": {{"name": "Coast Courier"}}, "articleSection": "Local"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/l">Local</a></nav><article><h1>Ferry back in service</h1>
{}</article><footer>Contact us</footer></body></html>"""


def docx(path: Path, lines: tuple[str, ...]) -> Path:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
    return path


def rtf(path: Path, lines: tuple[str, ...]) -> Path:
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg1252 " + "\\par\n".join(lines).encode("cp1252") + b"}")
    return path


def pdf(path: Path, lines: tuple[str, ...]) -> Path:
    """A PDF of one page, a line of text below the other."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 10 Tf 40 780 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
    return path


@pytest.mark.parametrize("make", [docx, rtf, pdf])
def test_a_document_is_one_article(tmp_path: Path, make: object) -> None:
    kind = make.__name__  # type: ignore[attr-defined]
    found = read_export(make(tmp_path / f"a.{kind}", LINES))  # type: ignore[operator]
    (record,) = found.records
    assert (record["title"], record["date"], record["authors"]) == ("Ferry back in service", "2024-05-03", ["Ana Vale"])
    assert record["outlets"][0]["name"] == "Coast Courier"
    assert record["text"].split("\n") == list(PARAGRAPHS)
    assert (found.view.view, found.view.layout) == (f"text-of-{kind}", "single")


SEVERAL = (
    *LINES,
    "",
    "Harbour fees to rise",
    "By Jo Roe | Coast Courier | 4 May 2024",
    *PARAGRAPHS[1:],
    "",
    "School roof repaired at last",
    "By Ana Vale | Coast Courier | 6 May 2024",
    *PARAGRAPHS[:2],
)


@pytest.mark.parametrize("make", [docx, rtf, pdf])
def test_articles_pasted_into_one_document_are_cut_as_a_paste(tmp_path: Path, make: object) -> None:
    kind = make.__name__  # type: ignore[attr-defined]
    found = read_export(make(tmp_path / f"a.{kind}", SEVERAL))  # type: ignore[operator]
    assert [record["title"] for record in found.records] == [SEVERAL[0], "Harbour fees to rise", SEVERAL[-4]]
    assert [record["date"] for record in found.records] == ["2024-05-03", "2024-05-04", "2024-05-06"]
    assert (found.view.view, found.view.layout) == (f"text-of-{kind}", "pasted")
    assert found.view.layout_reason is not None
    assert found.view.layout_reason.rule == "several-articles"


def test_a_document_with_headings_and_dated_lines_is_one_article(tmp_path: Path) -> None:
    headed = ("What happens next?", PARAGRAPHS[1], "12 June 2024", PARAGRAPHS[2], "Timeline", "3 May 2024: ferry sails")
    found = read_export(docx(tmp_path / "a.docx", (*LINES, *headed, PARAGRAPHS[0])))
    assert (len(found.records), found.view.layout) == (1, "single")


def test_a_document_is_what_is_stated_of_it(tmp_path: Path) -> None:
    found = read_export(docx(tmp_path / "a.docx", SEVERAL), layout="single")
    assert (len(found.records), found.view.layout) == (1, "single")


def test_an_export_within_a_document_is_cut_as_that_export(tmp_path: Path) -> None:
    lines = (
        *(
            "1 of 1 DOCUMENTS",
            "",
            "Coast Courier",
            "",
            "May 3, 2024 Friday",
            "",
            "Ferry back",
            "",
            "LENGTH: 3 words",
            "",
        ),
        *("It sails.", "", "LOAD-DATE: May 4, 2024"),
    )
    found = read_export(docx(tmp_path / "a.docx", lines))
    (record,) = found.records
    assert found.view.layout == "nexis-txt"
    assert (record["title"], record["date"], record["text"]) == ("Ferry back", "2024-05-03", "It sails.")


@pytest.mark.parametrize("make", [docx, rtf, pdf])
def test_an_export_of_proquest_in_a_document_is_cut_as_its_text(tmp_path: Path, make: Any) -> None:
    rule = "_" * 60
    article = ("Ferry back", "Author: Vale, Ana", "Full text: It sails.", "Publication title: Coast Courier")
    foot = ("Publication date: May 3, 2024", "ProQuest document ID: 251", "Database: Coast Dailies")
    found = read_export(make(tmp_path / "a", (rule, *article, *foot, rule, *article, *foot, rule, "Contact us")))
    assert found.view.layout == "proquest-txt"
    assert [(one["title"], one["text"], one["date"]) for one in found.records] == [
        ("Ferry back", "It sails.", "2024-05-03")
    ] * 2


@pytest.mark.parametrize("make", [docx, rtf, pdf])
@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("Ferry back", "2 May 2024", "It sails.", "Document CSTCR00020240502ek520000{n}"), "Factiva"),
        (("Ferry back", "It sails.", "CSTCR00020240502ek520000{n}"), "Factiva"),
        (("Le bac revient", "Le bac est reparti.", "news·20240502·LCX·43018_{n}"), "Europresse"),
        (("^SO: Coast Courier", "^HD: Ferry back", "It sails."), "Integrum"),
    ],
)
def test_articles_of_a_database_in_a_document_are_never_taken_for_one(
    tmp_path: Path, make: Any, lines: tuple[str, ...], what: str
) -> None:
    several = [line.format(n=n) for n in (1, 2) for line in lines]
    with pytest.raises(CorpuskitError, match=f"{what}.*which this version does not read") as caught:
        read_export(make(tmp_path / "a", several))
    assert "HTML" in (caught.value.problems[0].hint or "")
    assert len(read_export(make(tmp_path / "b", several), layout="single").records) == 1


def test_one_article_of_factiva_in_a_document_is_one_article(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", (*LINES, "Document CSTCR00020240502ek5200001"))
    assert len(read_export(path).records) == 1


def test_a_document_can_be_cut_as_pasted_articles(tmp_path: Path) -> None:
    second = ("", "Library opens its map room", "Coast Courier | 5 May 2024", PARAGRAPHS[2])
    found = read_export(docx(tmp_path / "a.docx", (*LINES, *second)), layout="pasted")
    assert [record["title"] for record in found.records] == ["Ferry back in service", "Library opens its map room"]
    assert found.records[0]["provenance"]["layout"] == "pasted"


def test_a_text_can_be_stated_to_be_one_article(tmp_path: Path) -> None:
    found = read_export(
        written(tmp_path / "a.txt", "\nFerry back\nWhat islanders say\n3 May 2024\n\nIt sails.\n"), layout="single"
    )
    (record,) = found.records
    assert (record["title"], record["subtitle"], record["date"]) == ("Ferry back", "What islanders say", "2024-05-03")
    assert (record["text"], found.view.view) == ("It sails.", None)


def test_a_page_gives_what_it_states_of_its_article(tmp_path: Path) -> None:
    page = PAGE.format("".join(f"<p>{line}</p>\n" for line in PARAGRAPHS))
    found = read_export(written(tmp_path / "a.html", page))
    (record,) = found.records
    assert (record["title"], record["date"], record["authors"]) == ("Ferry back in service", "2024-05-03", ["Ana Vale"])
    assert (record["outlets"][0]["name"], record["section"]) == ("Coast Courier", "Local")
    assert (record["url"], record["language"]) == ("https://coast.example/1", "en")
    assert record["text"].split("\n") == list(PARAGRAPHS)
    assert ("navigation", "Contact us\n") in found.outside


def test_a_page_that_leaves_out_the_tags_of_its_parts_is_read(tmp_path: Path) -> None:
    page = "<!doctype html><title>Ferry back</title><article><h1>Ferry back</h1>{}</article>"
    found = read_export(written(tmp_path / "a.html", page.format("".join(f"<p>{line}" for line in PARAGRAPHS))))
    assert [(one["title"], one["text"].split("\n")) for one in found.records] == [("Ferry back", list(PARAGRAPHS))]


def test_a_page_that_a_browser_saved_as_a_single_file_is_read_as_the_page(tmp_path: Path) -> None:
    page = PAGE.format("".join(f"<p>{line}</p>\n" for line in PARAGRAPHS)).replace("https://coast.example/1", "")
    headers = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://coast.example/2\nSubject: Ferry\n"
        "Date: Sun, 5 May 2024 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
        '\ttype="text/html";\n\tboundary="----b"\n\n------b\nContent-Type: text/html; charset="utf-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    data = headers.encode() + quopri.encodestring(page.encode()) + b"\n------b--\n"
    (tmp_path / "a.mhtml").write_bytes(data.replace(b"\n", b"\r\n"))
    found = read_export(tmp_path / "a.mhtml")
    (record,) = found.records
    assert (record["title"], record["date"], record["authors"]) == ("Ferry back in service", "2024-05-03", ["Ana Vale"])
    assert (record["url"], found.view.layout) == ("https://coast.example/2", "web-page")
    assert record["text"].split("\n") == list(PARAGRAPHS)


def test_a_page_without_an_article_has_no_record(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", "<!doctype html><html><body><p>Log in</p></body></html>"))
    assert (found.records, found.outside) == ([], [("unassigned", "Log in\n")])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04" + b"word/document.xml" * 9),
        ("a.rtf", b"{\\rtf1\\ansi\\ansicpg99999 x\\'e4}"),
        ("a.pdf", b"%PDF-1.4\nnothing"),
    ],
)
def test_a_damaged_document_is_an_error_that_says_what_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpuskitError) as caught:
        read_export(tmp_path / name)
    assert caught.value.problems[0].code in ("layout-broken", "not-text")


def test_a_picture_of_a_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="pictures of text"):
        read_export(pdf(tmp_path / "a.pdf", ()))


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.html", "<html><head><title>DeFacto-Campus</title></head><body><p>x</p></body></html>", "APA DeFacto"),
        ("a.txt", "TY  - NEWS\nTI  - Ferry\n", "RIS"),
        (
            "a.xml",
            '<?xml version="1.0"?>\n<!-- of ours -->\n<ledger><body><p>x</p></body></ledger>',
            "its root is `ledger`",
        ),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nFerry\n", "subtitles"),
        ("a.warc", "WARC/1.0\r\nWARC-Type: response\r\n", "WARC"),
        ("a.tex", "% ours\n\\documentclass{article}\n", "LaTeX"),
        ("a.txt", "**** *var1_1\nText.\n", "Alceste"),
    ],
)
def test_an_export_that_is_known_and_not_read_is_named(tmp_path: Path, name: str, text: str, what: str) -> None:
    with pytest.raises(CorpuskitError, match=what) as caught:
        read_export(written(tmp_path / name, text))
    assert caught.value.problems[0].code == "export-unread"


def test_a_page_that_is_one_entry_of_microformats_states_its_fields_by_classes(tmp_path: Path) -> None:
    """As blogs export their posts (Medium): https://microformats.org/wiki/h-entry."""
    sentence = "The ferry sails again at noon, and the mill behind the harbour is open to all who come by boat."
    text = [
        f"{sentence} It was built in {year}, as the board said on Monday in the town hall."
        for year in (1901, 1902, 1903)
    ]
    page = f"""<html><head><title>Ferry sails</title></head><body><article class="h-entry">
    <header><h1 class="p-name">Ferry sails</h1></header><section class="p-summary">After a winter</section>
    <section class="e-content"><h3>Ferry sails</h3>
    {"".join(f"<p>{one}</p>" for one in text)}</section><footer>By <a class="p-author h-card" href="x">Ana Vale</a>
    <time class="dt-published" datetime="2024-05-03T10:00:00Z">May 3</time></footer></article></body></html>"""
    (record,) = read_export(written(tmp_path / "a.html", page)).records
    assert (record["title"], record["subtitle"], record["date"]) == ("Ferry sails", "After a winter", "2024-05-03")
    assert record["authors"] == ["Ana Vale"]
    assert record["text"] == "\n".join(text)


BOOKMARKS = [
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=UTF-8'>\n"
    "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n<DT><H3>Bar</H3>\n<DL><p>\n{}</DL><p>\n</DL><p>\n",
    "<!DOCTYPE html>\n<html><head><title>Export</title></head><body><h1>Unread</h1><ul>{}</ul></body></html>",
]


@pytest.mark.parametrize("around", BOOKMARKS)
@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_page_of_nothing_but_links_is_no_article(tmp_path: Path, around: str, count: int) -> None:
    item = "<DT><A HREF='https://coast.example/{0}'>Ferry number {0} sails</A>\n"
    item = item if "DL" in around else item.replace("<DT>", "<li>")
    found = read_export(written(tmp_path / "a.html", around.format("".join(map(item.format, range(count))))))
    assert found.records == []
    assert {kind for kind, _ in found.outside} <= {"unassigned", "blank-outside"}


def test_an_article_that_ends_in_links_is_one(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='https://coast.example/{n}'>Ferry number {n}</a></li>" for n in range(9))
    sentence = "The ferry sails again at noon, and the mill behind the harbour is open to all who come by boat."
    page = f"<html><body><h1>Ferry sails</h1><p>{sentence}</p><p>{sentence}</p><ul>{links}</ul></body></html>"
    (record,) = read_export(written(tmp_path / "a.html", page)).records
    assert sentence in record["text"]


WORDS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def lines_of_body(folder: Path, body: str) -> list[str]:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORDS}><w:body>{body}</w:body></w:document>")
    return list(TextDocument(Seed("a.docx", str(path)), open_source(Seed("a.docx", str(path)), Limits())).lines())


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_the_text_of_a_box_in_a_word_document_is_there_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{run('Before. ')}<w:r>{twice}</w:r>{run('Behind.')}</w:p>"
    assert lines_of_body(tmp_path, body) == ["Before.\n", "In a box.\n", "Behind.\n"]


def test_what_a_word_document_does_not_print_is_no_text(tmp_path: Path) -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    moved = f"<w:moveFrom>{run('It sails.')}</w:moveFrom>"
    assert lines_of_body(tmp_path, f"<w:p>{stops}{run('Ferry.')}{moved}</w:p><w:p>{run('It sails.')}</w:p>") == [
        "Ferry.\n",
        "It sails.\n",
    ]
