"""The same pages as other versions and programs write them: capitals, other quotes, one line, other encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from exports import Read, read_export, written
from test_joined import DOCUMENTS

XML = {name: page for name, page in DOCUMENTS.items() if name in ("factiva-xml", "rss", "atom")}
PAGES = {name: page for name, page in DOCUMENTS.items() if name not in ("factiva-xml", "rss", "atom")}


def capitals(page: str) -> str:
    tags = re.compile(r"<(/?)(\w+)([^<>]*)>")
    named = re.compile(r"\b(class|name|id|href)=")
    return tags.sub(lambda tag: f"<{tag[1]}{tag[2].upper()}{named.sub(lambda one: one[0].upper(), tag[3])}>", page)


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "in capitals": lambda page: capitals(page).encode(),
    "in single quotes": lambda page: page.replace('"', "'").encode(),
    "without quotes": lambda page: re.sub(r'="([\w-]+)"', r"=\1", page).encode(),
    "with other attributes": lambda page: re.sub(
        r"<(\w+) (class|name)=", r'<\1 data-a="1" style="x:y" \2=', page
    ).encode(),
    "with classes in capitals": lambda page: re.sub(
        r'class="([^"]*)"', lambda one: f'class="{one[1].upper()}"', page
    ).encode(),
    "with CRLF": lambda page: page.replace("\n", "\r\n").encode(),
    "without its end": lambda page: re.sub(r"</(?:body|html)>", "", page, flags=re.IGNORECASE).encode(),
    "in Latin-1 and references": lambda page: page.encode("latin-1", "xmlcharrefreplace"),
    "in UTF-16": lambda page: page.encode("utf-16"),
}


def what(found: Read) -> list[tuple[object, ...]]:
    names = ("title", "date", "text", "authors", "source_id", "section")
    return [tuple(one[name] for name in names) for one in found.records]


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_written_otherwise_gives_the_same_articles(tmp_path: Path, name: str, how: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGES[name].encode())
    known = read_export(path)
    path.write_bytes(WRITTEN[how](PAGES[name]))
    found = read_export(path)
    assert found.view.layout == known.view.layout
    assert what(found) == what(known)
    assert [problem.code for problem in found.problems] == [problem.code for problem in known.problems]


@pytest.mark.parametrize("name", XML)
def test_xml_without_quotes_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    known = read_export(written(tmp_path / "a.xml", XML[name]))
    tags = re.compile(r"<!\[CDATA\[.*?\]\]>|<[a-z][^<>]*>", re.DOTALL | re.IGNORECASE)
    bare = tags.sub(lambda tag: re.sub(r'="([^"\s]+)"', r"=\1", tag[0]) if tag[0][1] != "!" else tag[0], XML[name])
    assert bare != XML[name]
    found = read_export(written(tmp_path / "b.xml", bare))
    assert what(found) == what(known)
    assert found.view.layout == known.view.layout
    assert [problem.code for problem in found.problems] == [problem.code for problem in known.problems]


@pytest.mark.parametrize("code", ["SO", "AB"])
def test_codes_of_integrum_that_no_list_has_are_kept_and_no_article_is_lost(tmp_path: Path, code: str) -> None:
    page = PAGES["integrum"].replace("^ИС", f"^{code}").replace("^ДТ", "^DT").replace("^ЗГ", "^HD")
    path = tmp_path / "a.html"
    path.write_bytes(page.encode())
    found = read_export(path)
    assert [one["title"] for one in found.records] == ["ПАРОМ ВЕРНУЛСЯ", "МЕЛЬНИЦА"]
    assert found.records[0]["extra"][code.lower()] == "Вестник гавани"
