"""Pages saved as HTML that show several articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ENTRY = """<article class="card"><p class="label">Local</p><h3><a href="https://news.example/{n}">{title}</a></h3>
<p>By <span>Ana Vale</span></p><p class="source-name">Coast Courier</p>
<time datetime="2024-05-0{n}T05:30Z">{when}</time>
<p>{text}</p><p>More of it.</p></article>"""
FIRST = ENTRY.format(n=1, title="Ferry back", when="May 1, 2024", text="The ferry sails again.")
SECOND = ENTRY.format(n=2, title="Mill closes", when="2 hours ago", text="The mill on the river closes.")
THIRD = """<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">Harbour deepened</h2>
<div itemprop="author">Piet Holm</div><div itemprop="articleSection">Ports</div><p>Ships can come in again now.</p>
</div>"""
PAGE = """<!doctype html><html><head><title>News</title></head><body><nav>Home</nav>{entries}
<p>Imprint</p></body></html>"""


def test_each_article_that_the_page_marks_is_a_record(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE.format(entries=FIRST + SECOND + THIRD)))
    first, second, third = found.records
    assert found.view.layout == "aggregator"
    assert (first["title"], first["date"], first["url"]) == ("Ferry back", "2024-05-01", "https://news.example/1")
    assert first["outlets"][0]["name"] == "Coast Courier"
    assert first["text"] == "By Ana Vale\nThe ferry sails again.\nMore of it."
    assert first["extra"] == {"kicker": "Local"}
    assert (second["date"], second["extra"]["printed_date"]) == ("2024-05-02", "2 hours ago")
    assert (third["title"], third["authors"], third["section"]) == ("Harbour deepened", ["Piet Holm"], "Ports")
    assert [text for kind, text in found.outside] == ["News\n", "Home\n", "Imprint\n"]


def test_an_entry_that_holds_several_articles_is_cut_into_them(tmp_path: Path) -> None:
    digest = f"<article><h2>Monday in brief</h2>{FIRST}{SECOND}<p>That was Monday.</p></article>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(entries=digest + THIRD)))
    assert [one["title"] for one in found.records] == ["Ferry back", "Mill closes", "Harbour deepened"]
    assert ("navigation", "Monday in brief\n") in found.outside
    assert ("navigation", "That was Monday.\n") in found.outside


@pytest.mark.parametrize(
    "page",
    [
        PAGE.format(entries=FIRST + SECOND + THIRD.replace("Ships", "Ships " * 500)),
        PAGE.format(entries=FIRST + SECOND + THIRD).replace(
            "<title>", '<meta property="og:type" content="article"><title>'
        ),
        PAGE.format(entries=FIRST + SECOND),
    ],
)
def test_a_page_of_one_article_with_others_named_beside_it_is_none(tmp_path: Path, page: str) -> None:
    assert read_export(written(tmp_path / "a.html", page)).view.layout == "web-page"


def test_a_heading_of_two_lines_is_one_title_and_one_without_text_is_named(tmp_path: Path) -> None:
    entries = FIRST.replace("Ferry back", "Ferry<br>back") + SECOND + "<article><h2> </h2><p>No title.</p></article>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(entries=entries)))
    assert [one["title"] for one in found.records] == ["Ferry back", "Mill closes"]
    assert [problem.code for problem in found.problems] == ["article-unread"]


def test_a_page_that_marks_no_article_is_an_error_where_the_layout_is_stated(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="looks like a page with several articles"):
        read_export(written(tmp_path / "a.html", PAGE.format(entries="<p>None.</p>")), layout="aggregator")
