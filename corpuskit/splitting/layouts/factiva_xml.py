"""The layout ``factiva-xml``: articles saved from Factiva as XML, each an element ``article``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "factiva-xml"
NEEDS = "dom"

_MARKS = later(r"<(?:\w+:)?(?:PPSResponse|ppsArticleResponse|ppsarticleResultSet|accessionNo)\b")
_CAPITAL = later(r"(?<=[a-z0-9])(?=[A-Z])")
_ELEMENTS = labels("factiva_xml")


def recognise(sample: Sample) -> Recognised | None:
    """The elements of Factiva's answer."""
    if sample.kind != "markup" or (found := _MARKS.search(sample.text)) is None:
        return None
    return Recognised(f"an element {found[0][1:]} of Factiva's XML", 0.97)


def extract(document: Document) -> Iterator[Piece]:
    """The articles in order. What stands in other elements is kept outside."""
    yield from pieces.with_damage(_extracted(document), document)


def _extracted(document: Document) -> Iterator[Piece]:
    root = document.dom()
    record = 0
    inside = None
    for node in root.iter():
        if inside is not None and inside in node.iterancestors():
            continue
        inside = None
        if _name(node) == "article":
            found = list(_article(record, node))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            inside = node
        elif isinstance(node.tag, str):
            yield from _beside(node)
        if node is not root and node.tail and node.tail.strip():
            yield pieces.outside(" ".join(node.tail.split()), "navigation", "beside-the-articles")
    if record == 0:
        raise broken(document, "an answer of Factiva in XML", "elements `article` with headline or paragraphs", "none")


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _beside(node: Any) -> Iterator[Piece]:
    """What an element outside of articles says: the number of articles, or text of its own."""
    if _name(node) == "ppsarticleResultSet" and node.get("count"):
        yield pieces.statement("count", node.get("count"), "attribute-count", "ppsarticleResultSet count: ", "contents")
    if node.text and node.text.strip():
        yield pieces.outside(" ".join(node.text.split()), "navigation", "beside-the-articles")


def _article(record: int, article: Any) -> Iterator[Piece]:
    parts = [part for part in article if isinstance(part.tag, str)]
    fields = {_ELEMENTS.field(_name(part)) for part in parts if _text(part)}
    if not fields & {"title", "body"}:
        found = " ".join(_text(part) for part in parts)
        yield pieces.unread(found or "article", "a headline or paragraphs", found[:60] or "nothing", article.sourceline)
        return
    # Factiva has the elements in an order of its own: what is known of the article first, the text last.
    for wanted in (True, False):
        for part in parts:
            if (_ELEMENTS.field(_name(part)) == "body") is not wanted:
                yield from _part(record, part)


def _part(record: int, part: Any) -> Iterator[Piece]:
    element = _name(part)
    name = _ELEMENTS.field(element) or f"extra.{_CAPITAL.sub('_', element).lower()}"
    rule, label = f"element-{element}", f"{element}: "
    value = _text(part)
    if name == "body":
        paragraphs = [one for one in part.iter() if _name(one) == "paragraph"] or [part]
        yield from (pieces.body(record, text, rule) for one in paragraphs if (text := _text(one)))
    elif not value:
        return
    elif name == "title":
        yield pieces.title(record, value, rule)
    elif name == "authors":
        at = len(label)
        states = tuple(("authors", at + start, at + end) for start, end in names_in(value))
        yield Piece(label + value, "credit", record, rule, states)
    elif name == "date":
        yield _date(record, value, label, rule)
    elif part.get("code"):
        yield pieces.field(record, name, f"{part.get('code')} : {value}", rule, label)
    elif name == "page" and len(part) > 1:
        yield pieces.field(record, name, ", ".join(_text(one) for one in part), rule, label)
    else:
        yield pieces.field(record, name, value, rule, label)


def _date(record: int, value: str, label: str, rule: str) -> Piece:
    """A day, and the time that stands behind it."""
    at, end = len(label), len(label) + len(value)
    found = next(iter(find_dates(value)), None)
    states = [("date", at, end)]
    if found is not None and value[found.end :].strip():
        states = [("date", at + found.start, at + found.end), ("extra.release_time", at + found.end, end)]
    return Piece(label + value, "credit", record, rule, tuple(states))
