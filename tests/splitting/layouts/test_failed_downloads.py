"""What a database gave in place of an export: an error, a page to log in at, an answer without hits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

PAGE = "<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"
FORM = "<form action='/in'><input name='user'><input type='password' name='word'></form>"


@pytest.mark.parametrize(
    ("title", "body", "what"),
    [
        ("Sign In | LexisNexis", FORM, "a page to log in at"),
        ("Quay University Login Service", FORM, "a page to log in at"),
        ("Connexion - Europresse", FORM, "a page to log in at"),
        ("Just a moment...", "<p>Please wait.</p>", "a page of an error"),
        ("EZproxy: Session expired", "<p>Again.</p>", "a page of an error"),
        ("503 Service Temporarily Unavailable", "<p>nginx</p>", "a page of an error"),
        ("Accès refusé", "<p>Non.</p>", "a page of an error"),
        ("Search results - ProQuest", "<p>12 results</p>", "a page of ProQuest without its articles"),
    ],
)
def test_a_page_in_place_of_an_export_is_named(tmp_path: Path, title: str, body: str, what: str) -> None:
    with pytest.raises(CorpuskitError) as caught:
        read_export(written(tmp_path / "a.html", PAGE.format(title=title, head="", body=body)))
    (problem,) = caught.value.problems
    assert problem.code == "export-unread"
    assert what in problem.message


@pytest.mark.parametrize("title", ["Islanders cannot log in", "Factiva and ProQuest change hands", "Forbidden fruit"])
def test_an_article_with_such_words_in_its_title_is_one(tmp_path: Path, title: str) -> None:
    head = "<meta property='article:published_time' content='2024-05-03'>"
    body = FORM + "<p>The ferry between the old harbour and the island sailed again after a winter in the yard.</p>" * 4
    (record,) = read_export(written(tmp_path / "a.html", PAGE.format(title=title, head=head, body=body))).records
    assert (record["title"], record["date"]) == (title, "2024-05-03")


def test_a_notice_of_nexis_as_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="seems to be a notice of Nexis"):
        read_export(written(tmp_path / "a.txt", "\nNo Documents Found\n\nYour search found nothing.\n"))


def test_a_cover_page_on_which_nothing_follows_is_named(tmp_path: Path) -> None:
    cover = "\n\nPrint Request: Selected Items: 1-3\nTime Of Request: Friday, May 10, 2024\n\nTerms: ferry\n"
    with pytest.raises(CorpuskitError, match="looks like an export of Nexis"):
        read_export(written(tmp_path / "a.txt", cover))


@pytest.mark.parametrize(
    "answer",
    [{"status": "error", "code": "keyInvalid", "message": "Your key is invalid."}, {"message": "Unauthorized"}],
)
def test_an_answer_that_says_why_it_holds_nothing_is_no_article(tmp_path: Path, answer: dict[str, str]) -> None:
    with pytest.raises(CorpuskitError, match="found an object that says"):
        read_export(written(tmp_path / "a.json", json.dumps(answer)))


@pytest.mark.parametrize(("count", "codes"), [(0, []), (5, ["declared-count-differs"])])
def test_an_answer_without_hits_has_no_records_and_its_count_is_checked(
    tmp_path: Path, count: int, codes: list[str]
) -> None:
    path = written(tmp_path / "a.json", json.dumps({"response": {"status": "ok", "total": count, "results": []}}))
    found = read_export(path)
    assert (found.records, found.statement["count"]) == ([], [str(count)])
    assert [problem.code for problem in found.problems] == codes


@pytest.mark.parametrize(
    ("root", "text"),
    [
        ("mediawiki", "<mediawiki xmlns='http://w.example/'>\n<page><title>A</title></page>\n</mediawiki>"),
        ("rdf:RDF", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a>b</a>\n</rdf:RDF>"),
        ("doc", "<doc title='A'>\n<main>\n<p>One.</p>\n</main>\n</doc>\n"),
        (
            "article",
            "<!DOCTYPE article PUBLIC '-//NLM//DTD JATS//EN' 'j.dtd'>\n<article><body><p>A.</p></body></article>",
        ),
        ("article", "<article xmlns='http://docbook.org/ns/docbook'><para>A.</para></article>"),
    ],
)
def test_xml_of_another_kind_is_named_by_its_root_declared_or_not(tmp_path: Path, root: str, text: str) -> None:
    with pytest.raises(CorpuskitError) as caught:
        read_export(written(tmp_path / "a.xml", text))
    (problem,) = caught.value.problems
    assert problem.code == "export-unread"
    assert f"`{root}`" in problem.message


@pytest.mark.parametrize("title", ["<Exclusive> Ferry sails again", "<i>Ferry</i> sails again"])
def test_a_paste_whose_first_title_has_a_tag_in_it_is_one(tmp_path: Path, title: str) -> None:
    second = "Mill closes\nCoast Courier, 4 May 2024\nIt closed.\n"
    text = f"{title}\nCoast Courier, 3 May 2024\nIt sails at noon again.\n\n{second}"
    found = read_export(written(tmp_path / "a.txt", text))
    assert [record["date"] for record in found.records] == ["2024-05-03", "2024-05-04"]
