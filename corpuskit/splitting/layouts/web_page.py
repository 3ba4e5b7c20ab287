"""The layout ``web-page``: one article saved as HTML, or as a web archive (MHTML, what browsers call a single file).

What the page states of it (schema.org, Open Graph, meta elements, microformats) is taken as stated; the text is found
by trafilatura. Its own guesses of date and author, which look at the clock, are not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.optional import optional
from corpuskit.reading.parsers.json_text import DECODER
from corpuskit.reading.parsers.mail import html_of
from corpuskit.reading.parsers.markup import is_html, lines_of, parsed, plain
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.json_rows import flat
from corpuskit.splitting.recognition import Recognised

NAME = "web-page"
NEEDS = "dom"

#: Kinds of schema.org that are articles (https://schema.org/Article and those below it).
_ARTICLE = later(r"(?:\w*Article|\w*Posting|Report|Review\w*)$")
#: Names of meta elements and keys of schema.org that state a field, most telling first.
META: Mapping[str, tuple[str, ...]] = {
    "title": (
        *("ld:headline", "og:title", "dc.title", "dcterms.title", "twitter:title", "citation_title", "ld:name"),
        "mf:p-name",
    ),
    "subtitle": ("ld:alternativeHeadline", "mf:p-summary"),
    "outlet": ("ld:publisher.name", "og:site_name", "citation_journal_title", "dc.publisher", "application-name"),
    "date": (
        *(
            "ld:datePublished",
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "pubdate",
        ),
        *("publishdate", "dc.date", "dc.date.issued", "dcterms.created", "citation_date", "parsely-pub-date"),
        "mf:dt-published",
    ),
    "authors": (
        *("ld:author.name", "ld:author", "author", "article:author_name", "dc.creator", "parsely-author"),
        "mf:p-author",
    ),
    "section": ("ld:articleSection", "article:section", "section"),
    "url": ("canonical", "og:url", "ld:url"),
    "language": ("ld:inLanguage", "html:lang", "og:locale", "content-language", "dc.language"),
    "rights": ("ld:copyrightNotice", "copyright", "dc.rights"),
}


#: A heading in a list of links is shorter.
LONGEST_HEADING = 80
#: The header with which a browser says what page it has saved (RFC 2557 has no such mark of its own).
_SAVED = re.compile(rb"^(?:Snapshot-Content-Location: |From: <Saved by )", re.MULTILINE)
_ADDRESS = later(rb"^Snapshot-Content-Location: *(\S+)", re.MULTILINE)


def recognise(sample: Sample) -> Recognised | None:
    """HTML in which nothing else is recognised."""
    if sample.kind == "text" and _SAVED.search(_headers(sample.head)):
        return Recognised("the headers of a page that a browser has saved with all its parts (MHTML)", 0.98)
    if sample.kind != "markup" or not is_html(sample.text):
        return None
    return Recognised("a page of HTML, without the marks of an export", 0.3)


def extract(document: Document) -> Iterator[Piece]:
    """One record: what the page states, then its text. The other lines of the page are kept outside."""
    trafilatura = optional("trafilatura", "html", "articles saved as HTML", document.name)
    url, page = _page(document)
    root = parsed(page, document.name)
    stated = _stated(root)
    if url:
        stated.setdefault("canonical", [url])
    every = lines_of(root)
    # a page may leave out the tag of its body (HTML 13.1.2.4), and then trafilatura finds nothing
    bodied = page if "<body" in page.lower() else f"<html><body>{page}</body></html>"
    found = trafilatura.bare_extraction(bodied, include_comments=False, with_metadata=False)
    text = [line for line in ((found.text if found is not None else None) or "").split("\n") if line.strip()]
    title = _title(root, stated)
    if not text or (title is None and len(" ".join(text)) < 100) or _is_list_of_links(root, text, title):
        yield from (pieces.outside(line, "unassigned", "page-without-article") for line in every)
        return
    if title is not None:
        yield Piece(title[1], "title", 0, title[0])
    while text and title is not None and _plain(text[0]) == _plain(title[1]):
        text = text[1:]
    yield from _fields(stated)
    yield from (pieces.body(0, line, "trafilatura") for line in text)
    body = {_plain(line) for line in text} | {_plain(title[1] if title else "")}
    yield from (pieces.outside(line, "navigation", "beside-the-article") for line in every if _plain(line) not in body)


def _is_list_of_links(root: Any, text: Sequence[str], title: tuple[str, str] | None) -> bool:
    """Whether what was found are links a line and short headings: bookmarks, a list of what somebody saved."""
    links = {_bare(" ".join(lines_of(node))) for node in root.iter("a")}
    lines = list(map(_bare, text))
    others = set(lines) - links - {_plain(title[1] if title is not None else "")}
    return sum(line in links for line in lines) >= len(others) and all(len(line) < LONGEST_HEADING for line in others)


def _bare(line: str) -> str:
    """A line without the sign of an item of a list."""
    return _plain(line).removeprefix("- ")


def _headers(data: bytes) -> bytes:
    """What stands above the first blank line."""
    return data.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]


def _page(document: Document) -> tuple[str, str]:
    """The address that a web archive states ("" of plain HTML), and the page itself."""
    data = document.data()
    headers = _headers(data)
    if _SAVED.search(headers) is None:
        return "", document.text()
    pages = list(html_of(data))
    if not pages:
        raise broken(document, "a saved page (MHTML)", "a part of HTML", "none")
    address = _ADDRESS.search(headers)
    return "" if address is None else address[1].decode("ascii", "replace"), pages[0].text


def _fields(stated: Mapping[str, list[str]]) -> Iterator[Piece]:
    for field, names in META.items():
        name = next((name for name in names if stated.get(name)), None)
        if name is None or field == "title":
            continue
        values = stated[name] if field == "authors" else stated[name][:1]
        for value in values:
            text = plain(value)
            if field == "authors" and re.match(r"https?://", text):
                continue
            yield pieces.field(0, field, text, f"page-{name.replace(':', '-')}", f"{name}: ")
    for name in ("article:modified_time", "ld:dateModified", "keywords", "news_keywords", "ld:keywords"):
        for value in stated.get(name, [])[:1]:
            yield pieces.field(0, f"extra.{name.removeprefix('ld:')}", plain(value), "page-meta", f"{name}: ")


def _title(root: Any, stated: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """The headline and the rule that found it: as printed in the page, where what it states is printed there."""
    said = next((plain(stated[name][0]) for name in META["title"] if stated.get(name)), None)
    printed = [text for node in root.iter("h1") if (text := " ".join(lines_of(node)))]
    for text in printed:
        if said is None or _plain(text) in _plain(said) or _plain(said) in _plain(text):
            return "page-h1", text
    if said is not None:
        return "page-meta-title", said
    return ("page-title", text) if (text := " ".join("".join(root.xpath("string(//title)")).split())) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _stated(root: Any) -> dict[str, list[str]]:
    """What the head of the page states, by name."""
    found: dict[str, list[str]] = {}

    def add(name: str, value: str | None) -> None:
        if value and value.strip():
            found.setdefault(name, []).append(value.strip())

    for data in root.xpath("//script[contains(@type, 'ld+json')]/text()"):
        for key, value in _schema_org(str(data)):
            add(f"ld:{key}", value)
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or ""
        add(name.strip().lower(), node.get("content"))
    for node in root.iter("link"):
        if (node.get("rel") or "").lower() == "canonical":
            add("canonical", node.get("href"))
    entries = root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' h-entry ')]")
    for node in entries[0].iter() if len(entries) == 1 else ():
        for name in (node.get("class") or "").split():
            if name.startswith(("p-", "dt-")):
                add(f"mf:{name}", node.get("datetime") or " ".join(lines_of(node)))
    add("html:lang", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return found


def _schema_org(data: str) -> Iterator[tuple[str, str]]:
    """Keys and values of the first article in a block of JSON-LD."""
    try:
        value = DECODER.decode(data)
    except (ValueError, RecursionError):
        return
    pending = value if isinstance(value, list) else [value]
    for one in pending:
        if not isinstance(one, dict):
            continue
        kinds = one.get("@type")
        if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield from flat(one)
            return
        pending += one["@graph"] if isinstance(one.get("@graph"), list) else []
