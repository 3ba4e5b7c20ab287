"""Reports saved from Integrum as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ARTICLE = """<div align="left"><a name="{n}"></a><table width="100%"><tr><td bgcolor="#e4e1d9">^ИС:
                  Вестник гавани
<br>^РБ:
                  МОРЕ
<br>^НР:
                  {n}
<br>^ДТ:
                  03.05.1994
<br>^АВ:
                  Иванова Анна Петровна,
<br>^ЗГ:
                  {title}
<br>^ЪЪ: новое
<br></td></tr></table><h3>{title}
</h3><pre>
     Паром снова вышел в <b>море</b>, сказал
капитан.
     Экипаж рад.

Это <font color="red">все</font>.</pre></div><br clear="all">"""
ODD = '<div><a name="2"></a><p>Документ недоступен.</p></div>'
REPORT = """<!DOCTYPE HTML><html><head><META http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Report</title></head><body><h3>Report 12.05.2021 15:50:05</h3>1. <a href="#1">ПАРОМ ВЕРНУЛСЯ</a>
<small>Вестник гавани; 03.05.1994; 1;</small><br>2. <a href="#2">КИНО</a><small>Вестник; 03.05.1994;</small><br>
3. <a href="#3">МЕЛЬНИЦА</a> <small>Вестник гавани; 03.05.1994; 3;</small><br>
<br clear="all">{articles}</body></html>"""
FIRST, THIRD = ARTICLE.format(n=1, title="ПАРОМ ВЕРНУЛСЯ"), ARTICLE.format(n=3, title="МЕЛЬНИЦА")


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8"])
def test_each_article_gives_what_its_codes_state(tmp_path: Path, encoding: str) -> None:
    found = read_export(written(tmp_path / "a.html", REPORT.format(articles=FIRST + ODD + THIRD), encoding))
    first, second = found.records
    assert (first["title"], first["date"], first["section"]) == ("ПАРОМ ВЕРНУЛСЯ", "1994-05-03", "МОРЕ")
    assert (first["outlets"][0]["name"], first["authors"]) == ("Вестник гавани", ["Иванова Анна Петровна"])
    assert first["text"] == "Паром снова вышел в море, сказал капитан.\nЭкипаж рад.\nЭто все."
    assert (first["extra"]["issue"], first["extra"]["ъъ"]) == ("1", "новое")
    assert second["title"] == "МЕЛЬНИЦА"
    assert [kind for kind, _ in found.outside] == ["contents"] * 5 + ["unassigned"]


def test_an_article_that_the_list_of_contents_has_and_the_report_lacks_is_named(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", REPORT.format(articles=FIRST + ODD + THIRD)))
    unread, differs = found.problems
    assert (unread.code, differs.code) == ("article-unread", "declared-count-differs")
    assert "missing: 2" in differs.message
    assert found.statement["date"] == ["12.05.2021 15:50:05"]


def test_a_copy_without_anchors_is_cut_at_its_codes(tmp_path: Path) -> None:
    articles = (FIRST + THIRD).replace("<a name", "<a id")
    found = read_export(written(tmp_path / "a.html", REPORT.format(articles=articles)))
    assert [one["title"] for one in found.records] == ["ПАРОМ ВЕРНУЛСЯ", "МЕЛЬНИЦА"]


def test_a_report_without_articles_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path / "a.html", REPORT.format(articles="<!-- ^ИС: ^ДТ: ^ЗГ: -->"))
    with pytest.raises(CorpuskitError, match="looks like a report of Integrum"):
        read_export(path)
