"""Articles saved from Kikuzo as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ARTICLE = """<tr><td align="left"><table class="topic-inside"><tbody><tr><td><table class="topic-list"><tbody><tr>
<th class="topic-list">No.</th><th class="topic-list">発行日</th><th class="topic-list">朝夕刊</th>
<th class="topic-list">面名</th><th class="topic-list">ページ</th><th class="topic-list">文字数</th>{more_names}</tr>
<tr><td class="topic-list">0000{n}</td><td class="topic-list"><nobr>1985年</nobr><nobr>01月0{n}日</nobr></td>
<td class="topic-list">朝刊</td><td class="topic-list">１総</td><td class="topic-list">001</td>
<td class="topic-list">00042文字</td>{more_values}</tr></tbody></table></td></tr></tbody></table>
<table class="topic-detail"><tbody><tr><td><br></td></tr><tr><td>
<span class="font002">
港の<span style="font-weight: bold">船</span>が戻る　島の人々</span>
<br><br></td></tr><tr><td>{text}<br><br></td></tr></tbody></table>
<table class="topic-inside"><tbody><tr><td><a href="#top">このページのＴＯＰへ</a></td></tr></tbody></table></td></tr>
"""
TEXT = (
    '<span class="font003"><div class="detail001">　船は<span style="color:black">港</span>を出た。'
    "<br>　冬だった。</div></span>"
)
WITHHELD = "※著作権などの関係で本文を表示できません。<br>"
PAGE = """<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html;charset=UTF-8"></head><body><table>
<tbody><tr><td><span class="font007">朝日新聞社 聞蔵II</span></td></tr><tr><td><span class="font004">総件数：
<span class="fontcolor001">1,317</span>件</span></td></tr>{articles}</tbody></table></body></html>"""


def article(n: int, text: str = TEXT, names: str = "", values: str = "") -> str:
    return ARTICLE.format(n=n, text=text, more_names=names, more_values=values)


def test_each_article_gives_what_its_tables_state(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=article(1) + article(2))))
    first, second = found.records
    assert (first["title"], first["text"]) == ("港の船が戻る 島の人々", "船は港を出た。\n冬だった。")
    assert (first["date"], first["section"], first["page"]) == ("1985-01-01", "１総", "001")
    assert first["outlets"][0]["name"] == "朝日新聞"
    assert first["extra"] == {"edition": "朝刊", "number": "00001", "words": "00042文字"}
    assert second["date"] == "1985-01-02"
    assert found.statement == {"found": ["1,317"]}
    assert found.problems == []


def test_a_text_that_is_withheld_is_an_article_that_says_so(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=article(1) + article(2, WITHHELD))))
    second = found.records[1]
    assert (second["title"], second["word_count"]) == ("港の船が戻る 島の人々", 0)
    assert second["extra"]["notice"] == "※著作権などの関係で本文を表示できません。"


def test_columns_that_are_new_are_kept_and_one_that_names_the_outlet_is_believed(tmp_path: Path) -> None:
    names, values = "<th class='topic-list'>誌名</th><th class='topic-list'>新欄</th>", "<td>週刊</td><td>値</td>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=article(1, TEXT, names, values))))
    assert found.records[0]["outlets"][0]["name"] == "週刊"
    assert found.records[0]["extra"]["新欄"] == "値"


def test_an_article_without_its_text_table_is_named_and_a_page_without_any_is_an_error(tmp_path: Path) -> None:
    odd = article(2).split('<table class="topic-detail">')[0] + "</td></tr>"
    found = read_export(written(tmp_path / "a.html", PAGE.format(articles=article(1) + odd + article(3))))
    assert len(found.records) == 2
    assert [problem.code for problem in found.problems] == ["article-unread"]
    bare = PAGE.format(articles="<tr class='topic-list'><td class='topic-detail'>なし</td></tr>")
    with pytest.raises(CorpuskitError, match="looks like a page of Kikuzo"):
        read_export(written(tmp_path / "b.html", bare))
