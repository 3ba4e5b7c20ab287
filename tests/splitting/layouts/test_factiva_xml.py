"""Articles saved from Factiva as XML."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ARTICLE = """<ppsarticle><article><accessionNo>CSTCR00020240502ek520000{n}</accessionNo><baseLanguage>EN</baseLanguage>
<byline>By Ana Vale and Piet Holm</byline><copyright>(c) 2024 Courier</copyright>
<headline><paragraph display="Proportional" lang="EN"><hlt>Ferry</hlt> back in service</paragraph></headline>
<leadParagraph><paragraph>The ferry sailed &eacute;t again.</paragraph></leadParagraph>
<pages><page>A1</page><page>A4</page></pages><publicationDate><dateTime>2024-05-02T01:35:58Z</dateTime></publicationDate>
<sectionName>Local</sectionName><sourceName>Coast Courier</sourceName><sourceCode>CSTCR</sourceCode>
<region code="usa"><name>United States</name></region><region code="namz"><name>North America</name></region>
<tailParagraphs><paragraph>It was winter.</paragraph><paragraph>The crew was glad.</paragraph></tailParagraphs>
<wordCount>9</wordCount><newThing>Something</newThing></article></ppsarticle>"""
ODD = "<ppsarticle><article><accessionNo>CSTCR0</accessionNo></article></ppsarticle>"
ANSWER = """<?xml version="1.0" encoding="utf-8"?>
<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="{count}">
{articles}
</ppsarticleResultSet><status>fine</status></ppsArticleResponse></PPSResponse>
"""


def answer(*articles: str, count: int) -> str:
    return ANSWER.format(articles="".join(articles), count=count)


def test_each_article_gives_what_its_elements_state(tmp_path: Path) -> None:
    page = answer(ARTICLE.format(n=1), ARTICLE.format(n=2), count=2)
    found = read_export(written(tmp_path / "a.xml", page, "utf-8-sig"))
    first, second = found.records
    assert (first["title"], first["date"], first["section"]) == ("Ferry back in service", "2024-05-02", "Local")
    assert (first["page"], first["language"], first["rights"]) == ("A1, A4", "en", "(c) 2024 Courier")
    assert first["outlets"][0]["name"] == "Coast Courier"
    assert first["authors"] == ["Ana Vale", "Piet Holm"]
    assert first["text"] == "The ferry sailed ét again.\nIt was winter.\nThe crew was glad."
    assert first["extra"]["region"] == "usa : United States; namz : North America"
    assert first["extra"]["release_time"] == "T01:35:58Z"
    assert first["extra"]["new_thing"] == "Something"
    assert second["source_id"] == "CSTCR00020240502ek5200002"
    assert (found.statement, found.problems) == ({"count": ["2"]}, [])
    assert ("navigation", "fine\n") in found.outside


def test_an_article_without_headline_and_text_is_named_and_the_count_is_checked(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.xml", answer(ARTICLE.format(n=1), ODD, count=3)))
    assert len(found.records) == 1
    assert [problem.code for problem in found.problems] == ["article-unread", "declared-count-differs"]


def test_a_file_that_was_cut_off_gives_what_lies_before(tmp_path: Path) -> None:
    whole = answer(ARTICLE.format(n=1), ARTICLE.format(n=2), ARTICLE.format(n=3), count=3)
    cut_off = whole[: whole.rindex("<article>") + 30]
    found = read_export(written(tmp_path / "a.xml", cut_off))
    assert [one["source_id"][-1] for one in found.records] == ["1", "2"]
    assert {"declared-count-differs", "markup-damaged"} <= {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        ("<leadParagraph><paragraph>", "<leadParagraph<paragraph>"),
        ("<leadParagraph><paragraph>", "<leadParagraph><paragraph"),
        ('display="Proportional"', 'display="Proportional'),
        ("</headline>", ""),
    ],
)
def test_a_tag_that_is_damaged_is_told_with_its_line_and_costs_no_other_article(
    tmp_path: Path, whole: str, damaged: str
) -> None:
    articles = [ARTICLE.format(n=n) for n in (1, 2, 3)]
    articles[1] = articles[1].replace(whole, damaged)
    page = answer(*articles, count=3)
    found = read_export(written(tmp_path / "a.xml", page))
    assert [one["source_id"][-1] for one in found.records] == ["1", "2", "3"]
    assert [found.records[at]["date"] for at in (0, 2)] == ["2024-05-02"] * 2
    (problem,) = [one for one in found.problems if one.code == "markup-damaged"]
    first = page[: page.index("200002<")].count("\n") + 1
    assert first <= problem.place.line <= first + 9


def test_signs_that_xml_does_not_allow_stay_in_the_text(tmp_path: Path) -> None:
    page = answer(ARTICLE.format(n=1).replace("&eacute;t", "& < 3 <- &odd;"), count=1)
    found = read_export(written(tmp_path / "a.xml", page))
    assert found.records[0]["text"].startswith("The ferry sailed & < 3 <- &odd; again.")
    assert found.problems == []


def test_an_answer_without_articles_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="looks like an answer of Factiva"):
        read_export(written(tmp_path / "a.xml", answer(count=0)))
