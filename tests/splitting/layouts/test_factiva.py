"""Articles saved from Factiva as HTML: the structure is the same in every language of the interface."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ARTICLE = """<div id="article-{id}" class="article"><div class="article {tongue}Article"><p>
</p><div>Harbour notes</div><div>Local</div>
<div id="hd"><span class="{tongue}Headline">{title}</span>
</div><div class="author">Ana Vale&softReturn;and Piet Holm </div><div>Special to the Courier</div><div>{words}</div>
<div>{date}</div>{time}<div>Coast Courier</div><div>CSTCR</div><div>First; North</div><div>A12</div>
<div>{language}</div>
<div>{rights}</div>
<p></p>
<p class="articleParagraph {tongue}articleParagraph">The <b>ferry</b> sailed
 again.</p>
<p class="articleParagraph {tongue}articleParagraph">It was winter.</p>
<p>A picture of the ferry.</p><p>Coast Courier Ltd.</p><p>{word} {id}</p></div></div><br><span></span>
"""
PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body class="">
<div id="navcontainer"><table><tr><td class="factivalogo"><h1>Factiva</h1></td></tr></table></div>
<form><div id="contentWrapper"><div id="contentLeft"><span></span>{articles}
<table class="searchPreview"><tr><td class="sbSummaryTitle" colspan="2">Suche</td></tr>
<tr><td class="label">Text</td><td>ferry or harbour</td></tr><tr><td class="label">Datum</td>
<td>1/5/2024 bis 9/5/2024</td></tr>
<tr><td class="label">Quelle</td><td>Coast Courier</td></tr><tr><td class="label">Etwas</td>
<td>anderes</td></tr></table>
</div></div></form><span class="copyright">© 2024 Factiva, Inc.</span></body></html>"""
INTERFACES = (
    ("1,285 words", "2 May 2024", "<div>05:30 GMT</div>", "English", "(c) 2024 Coast Courier", "Document"),
    ("464 Wörter", "2 Mai 2024 05:30", "", "Englisch", "Copyright 2024. Coast Courier.", "Dokument"),
    ("8165 字", "2024 年 5 月 2 日", "<div>05:30</div>", "英文", "© 2024 Coast Courier", "文件"),
    ("300 mots", "2 mai 2024", "", "Anglais", "All rights with the Courier", "Document"),
)
INDEXED = """<div class="article enArticle"><table><tr><td class="index"><b>SE</b>&nbsp;</td><td>Local</td></tr>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='enHeadline'>Mill closes</b>
</td></tr><tr><td class="index"><b>BY</b>&nbsp;</td><td>By Ana Vale</td></tr>
<tr><td class="index"><b>WC</b>&nbsp;</td><td>20 words</td></tr><tr><td class="index"><b>PD</b>&nbsp;</td>
<td>3 May 2024</td></tr>
<tr><td class="index"><b>SN</b>&nbsp;</td><td>Island Paper</td></tr><tr><td class="index"><b>SC</b>&nbsp;</td>
<td>ISLND</td></tr>
<tr><td class="index"><b>LA</b>&nbsp;</td><td>English</td></tr><tr><td class="index"><b>CY</b>&nbsp;</td>
<td>(c) Island.</td></tr>
<tr><td class="index"><p><b>LP</b>&nbsp;</p></td><td><p class="articleParagraph enarticleParagraph">The mill.</p>
<p class="articleParagraph enarticleParagraph">TD</p></td></tr>
<tr><td class="index"><p><b>TD</b>&nbsp;</p></td><td>
<p class="articleParagraph enarticleParagraph">Closed.</p></td></tr>
<tr><td class="index"><br/><b>NS</b>&nbsp;</td><td><br/>gtrade : Trade | gcat : News</td></tr>
<tr><td class="index"><br/><b>XYZ</b>&nbsp;</td><td><br/>Something new</td></tr>
<tr><td class="index"><br/><b>AN</b>&nbsp;</td><td><br/>Document ISLND00020240503ek530000a</td></tr></table></div>"""


def article(number: int, interface: int = 0, title: str = "Ferry back in service") -> str:
    words, date, time, language, rights, word = INTERFACES[interface]
    return ARTICLE.format(
        tongue="en",
        title=title,
        words=words,
        date=date,
        time=time,
        language=language,
        rights=rights,
        word=word,
        id=f"CSTCR00020240502ek520000{number}",
    )


@pytest.mark.parametrize("interface", range(len(INTERFACES)))
def test_the_order_of_lines_says_what_they_are_in_any_language_of_the_interface(tmp_path: Path, interface: int) -> None:
    page = PAGE.format(articles=article(1, interface) + article(2, interface, "Mill closes"))
    found = read_export(written(tmp_path / "a.html", page))
    first, second = found.records
    assert found.view.layout == "factiva"
    assert (first["title"], second["title"]) == ("Ferry back in service", "Mill closes")
    assert (first["date"], first["section"], first["page"]) == ("2024-05-02", "Local", "A12")
    assert [outlet["name"] for outlet in first["outlets"]] == ["Coast Courier"]
    assert first["authors"] == ["Ana Vale", "Piet Holm"]
    assert first["source_id"] == "CSTCR00020240502ek5200001"
    assert first["rights"] == INTERFACES[interface][4]
    assert first["text"] == "The ferry sailed again.\nIt was winter."
    extra = {**first["extra"], "release_time": 0}
    language = {"language": "英文"} if interface == 2 else {}
    assert extra == {
        **language,
        "column": "Harbour notes",
        "credit": "Special to the Courier",
        "edition": "First; North",
        "notes": "A picture of the ferry.",
        "publisher": "Coast Courier Ltd.",
        "release_time": 0,
        "source_code": "CSTCR",
        "words": INTERFACES[interface][0],
    }
    assert found.statement["query"] == ["ferry or harbour"]
    assert found.statement["database"] == ["Coast Courier"]


def test_articles_with_indexing_give_what_their_codes_state(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=INDEXED + article(1))))
    first, second = found.records
    assert (first["title"], first["date"], first["section"]) == ("Mill closes", "2024-05-03", "Local")
    assert (first["authors"], first["language"]) == (["Ana Vale"], "en")
    assert (first["source_id"], first["rights"]) == ("ISLND00020240503ek530000a", "(c) Island.")
    assert first["text"] == "The mill.\nTD\nClosed."
    assert first["extra"]["subject"] == "gtrade : Trade | gcat : News"
    assert first["extra"]["xyz"] == "Something new"
    assert second["title"] == "Ferry back in service"


@pytest.mark.parametrize("word", ["Document ", "文件 ", "文書", ""])
def test_an_article_without_rights_and_with_a_code_of_one_letter_is_read_the_same(tmp_path: Path, word: str) -> None:
    page = PAGE.format(articles=article(1).replace("<div>(c) 2024 Coast Courier</div>", "").replace("CSTCR", "J"))
    page = page.replace("<div>Special to the Courier</div>", "<div>Ana Vale, 1 May 2024</div>")
    first = read_export(written(tmp_path / "a.html", page.replace("Document ", word))).records[0]
    assert (first["date"], first["language"], first["rights"]) == ("2024-05-02", "en", None)
    assert (first["extra"]["source_code"], first["source_id"]) == ("J", "J00020240502ek5200001")
    assert (first["page"], first["extra"]["edition"]) == ("A12", "First; North")


def test_an_article_without_its_structure_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    odd = "<div class='article enArticle'><p>Nothing but this.</p></div>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=article(1) + odd + article(2))))
    assert len(found.records) == 2
    assert [problem.code for problem in found.problems] == ["article-unread"]
    assert ("unassigned", "Nothing but this.\n") in found.outside


def test_an_article_without_headline_text_or_date_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    lines = "<div class='article enArticle'><div id='hd'><b class='enHeadline'>Only a title</b></div><p>Coast</p></div>"
    bare = "<div class='article enArticle'><p class='articleParagraph'>Only a text.</p></div>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=lines + bare + article(1))))
    assert [one["title"] for one in found.records] == ["Only a title", None, "Ferry back in service"]
    assert found.records[1]["text"] == "Only a text."


def test_a_page_of_factiva_without_articles_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path / "a.html", PAGE.format(articles="<p>No hits</p>"))
    with pytest.raises(CorpuskitError, match="looks like a page of Factiva"):
        read_export(path)


def test_a_page_that_declares_utf_8_and_is_windows_1252_is_read_as_browsers_would(tmp_path: Path) -> None:
    path = written(tmp_path / "a.html", PAGE.replace("©", "(c)").format(articles=article(1, 1)), "windows-1252")
    found = read_export(path)
    assert found.records[0]["extra"]["words"] == "464 Wörter"
    entry = next(one for one in found.records[0]["evidence"] if one["field"] == "provenance.encoding")
    assert entry["rule"] in ("default", "detected")
