"""JSON of scrapers, where what an article consists of lies in objects of its own, whatever these are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exports import Read, read_export, written

TEXT = ["The bridge closes on Monday for repairs, the town said.", "It will open again after four weeks."]
PAGE = {
    "url": "https://coast.example/1",
    "fetched": "2024-06-02T10:11:12Z",
    "status": 200,
    "meta": {
        "og": {"title": "Bridge closes | Coast Gazette", "site_name": "Coast Gazette"},
        "published": "2024-05-30T07:00:00+02:00",
        "authors": [{"name": "Ana Vale", "url": "/ana"}, {"name": "Piet Holm"}],
    },
    "parsed": {"headline": "Bridge closes", "lead": "Four weeks of repairs", "paragraphs": TEXT},
    "images": [{"src": "a.jpg", "alt": "the bridge"}],
}
NOTHING = {"url": "https://coast.example/2", "status": 404, "meta": {}, "parsed": {"headline": None, "paragraphs": []}}


def read(tmp_path: Path, text: str) -> Read:
    return read_export(written(tmp_path / "a.txt", text))


def lines(*rows: Any) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


@pytest.mark.parametrize("form", ["lines", "list", "pages", "alone"])
def test_the_object_with_title_and_text_is_the_article_and_not_the_list_of_its_authors(
    tmp_path: Path, form: str
) -> None:
    values = {"lines": lines(PAGE, NOTHING), "list": json.dumps([PAGE, NOTHING]),
              "pages": json.dumps({"pages": [PAGE, NOTHING]}), "alone": json.dumps(PAGE)}  # fmt: skip
    found = read(tmp_path, values[form])
    (record,) = found.records
    assert (record["title"], record["subtitle"]) == ("Bridge closes", "Four weeks of repairs")
    assert (record["authors"], record["date"]) == (["Ana Vale", "Piet Holm"], "2024-05-30")
    assert [outlet["name"] for outlet in record["outlets"]] == ["Coast Gazette"]
    assert record["text"] == "\n".join(TEXT)
    # the page that holds none is named, not left out in silence
    assert [problem.code for problem in found.problems] == ["article-unread"] * (form != "alone")


@pytest.mark.parametrize("key", ["body", "content", "article_body"])
@pytest.mark.parametrize("parts", [[{"type": "p", "text": one} for one in TEXT], {"paragraphs": TEXT}])
def test_a_text_in_parts_is_the_text(tmp_path: Path, key: str, parts: Any) -> None:
    (record,) = read(tmp_path, lines({"headline": "Bridge closes", key: parts})).records
    assert (record["title"], record["text"]) == ("Bridge closes", "\n".join(TEXT))


def test_an_article_within_another_is_none_of_its_fields(tmp_path: Path) -> None:
    inner = {"title": "Mill closes", "text": "It closed."}
    (record,) = read(tmp_path, lines({"title": "Bridge closes", "text": TEXT[0], "quoted": inner})).records
    assert (record["title"], record["text"]) == ("Bridge closes", TEXT[0])
    assert record["extra"] == {"quoted.title": "Mill closes", "quoted.text": "It closed."}


def test_what_describes_a_group_of_articles_is_no_article(tmp_path: Path) -> None:
    articles = [{"title": "Bridge closes", "body": TEXT[0]}, {"title": "It opens", "body": TEXT[1]}]
    value = [{"channel": {"title": "Coast", "description": "News of the coast"}, "items": articles}]
    assert [record["title"] for record in read(tmp_path, json.dumps(value)).records] == ["Bridge closes", "It opens"]
