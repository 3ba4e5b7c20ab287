"""The layout ``aggregator``: a page saved as HTML that shows several articles or their beginnings, one below the other.

Articles are known by what the page marks as such: elements ``article``, ``h-entry`` (microformats), or items that are
articles of schema.org. An entry that holds several of them is cut into these; what it says around them is outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import is_html, parsed, placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "aggregator"
NEEDS = "dom"

_MARKS = later(
    r"""<article\b|schema\.org/(?:\w*Article|\w*Posting|Report)\b|class\s*=\s*["'][^"']*\bh-?entry\b""", re.IGNORECASE
)
#: A page of one article says so.
_OF_ONE = later(
    r"""<meta\s[^<>]{0,300}property\s{0,9}=\s{0,9}["']?og:type["']?\s[^<>]{0,300}content\s{0,9}=\s{0,9}["']?article\b""",
    re.IGNORECASE,
)
_KIND = later(r"schema\.org/(?:\w*Article|\w*Posting|Report)\s*$", re.IGNORECASE)
_ENTRY = later(r"(?:^|\s)(?:h-entry|hentry)(?:\s|$)")
#: What classes and names of properties say of an element; schema.org's, microformats', and those of common templates.
_ROLES = tuple(
    (role, later(rf"(?:^|[\s_-])(?:{words})(?:[\s_-]|$)", re.IGNORECASE))
    for role, words in (
        ("outlet", "publisher|source(?:-?name)?|outlet|provider|site-?name"),
        ("authors", "author|byline|p-author|creator"),
        ("date", "datePublished|dt-published|pub-?date|date|timestamp"),
        ("section", "articleSection|section|category"),
    )
)
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
#: A page has at least so many, and none that is most of the page: that would be an article with others named beside it.
LEAST = 3
MOST_OF_PAGE = 0.6


class Line(NamedTuple):
    """A line of an entry, and the innermost block element that holds it."""

    text: str
    node: Any


def recognise(sample: Sample) -> Recognised | None:
    """Several articles that the page marks as such, none of which is most of it."""
    if sample.kind != "markup" or len(_MARKS.findall(sample.text)) < LEAST or not is_html(sample.text):
        return None
    if _OF_ONE.search(sample.text):
        return None
    sizes = [len("".join(one.itertext())) for one in _entries(parsed(sample.text, sample.seed.name))]
    if len(sizes) < LEAST or max(sizes) > MOST_OF_PAGE * sum(sizes):
        return None
    return Recognised(f"{len(sizes)} articles that the page marks as such", 0.6)


def extract(document: Document) -> Iterator[Piece]:
    """The entries in order; what stands around them is kept outside."""
    root = document.dom()
    for node in root.iter("time", "cite"):
        node.tag = "div"  # a line of its own
    entries = dict.fromkeys(_entries(root))
    if not entries:
        expected = "elements `article` with a heading, or others that are marked as articles"
        raise broken(document, "a page with several articles", expected, "none")
    record = 0
    held: list[Line] = []
    holder = None
    for text, node in placed_lines(root):
        owner = next((one for one in (node, *node.iterancestors()) if one in entries), None)
        if owner is not holder and holder is not None:
            found = list(_entry(record, held))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            held = []
        holder = owner
        if owner is None:
            yield pieces.outside(text, "navigation", "beside-the-articles")
        else:
            held.append(Line(text, node))
    if holder is not None:
        yield from _entry(record, held)


def _entries(root: Any) -> list[Any]:
    """The elements that are articles: marked as such, with a heading of their own and none of them within another."""
    marked = [node for node in root.iter() if isinstance(node.tag, str) and _is_marked(node)]
    around = {one for node in marked for one in node.iterancestors()}
    return [node for node in marked if node not in around and next(node.iter(*_HEADINGS), None) is not None]


def _is_marked(node: Any) -> bool:
    return (
        node.tag == "article"
        or _KIND.search(node.get("itemtype") or "") is not None
        or _ENTRY.search(node.get("class") or "") is not None
    )


def _entry(record: int, lines: Sequence[Line]) -> Iterator[Piece]:
    heading = next((found for line in lines if (found := _heading_of(line.node)) is not None), None)
    if heading is None:
        text = "\n".join(line.text for line in lines)
        yield pieces.unread(text, "a heading with text", text[:60])
        return
    titled = False
    for line in lines:
        if _heading_of(line.node) is heading:
            told = () if titled else _address(heading)
            titled = True
            yield Piece(line.text, "title", record, "heading", told=told)
        else:
            yield _line(record, line, not titled)


def _address(heading: Any) -> tuple[tuple[str, str, str], ...]:
    """Where the heading leads to."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    address = next((one.get("href") for one in links if (one.get("href") or "").startswith("http")), None)
    return () if address is None else (("url", address, "the link of the heading"),)


def _heading_of(node: Any) -> Any:
    return next((one for one in (node, *node.iterancestors(*_HEADINGS)) if one.tag in _HEADINGS), None)


def _line(record: int, line: Line, above: bool) -> Piece:
    role = _role(line.node)
    if role == "date":
        return _date(record, line)
    if role == "authors":
        states = tuple(("authors", *one) for one in names_in(line.text))
        return Piece(line.text, "credit", record, "class-authors", states)
    if role is not None:
        return pieces.field(record, role, line.text, f"class-{role}")
    if above:
        return pieces.field(record, "extra.kicker", line.text, "above-the-heading")
    return pieces.body(record, line.text, "below-the-heading")


def _role(node: Any) -> str | None:
    if node.get("datetime"):
        return "date"
    said = f"{node.get('itemprop') or ''} {node.get('class') or ''} {node.get('rel') or ''}"
    return next((role for role, pattern in _ROLES if pattern.search(said)), None)


def _date(record: int, line: Line) -> Piece:
    """A day as the page prints it, or as the element states it where it prints another thing ("2 hours ago")."""
    stated = line.node.get("datetime")
    if any(found.precision == "day" for found in find_dates(line.text)) or not stated:
        return pieces.field(record, "date", line.text, "element-time")
    told = (("date", stated[:10], "the attribute datetime"),)
    return Piece(line.text, "credit", record, "element-time", (("extra.printed_date", 0, len(line.text)),), told=told)
