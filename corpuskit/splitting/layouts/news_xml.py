"""The layout ``news-xml``: articles as news agencies send them, in NITF or NewsML-G2 (IPTC), one or several a file.

Sources: the IPTC's NITF 3.6 document type and its NewsML-G2 specification. NewsML-G2 wraps a text in NITF, in HTML, or
plain; elements are told by their local names, so that prefixes and versions of the standards make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "news-xml"
NEEDS = "dom"

_ROOT = later(r"<(?:\w+:)?(?P<root>nitf|newsItem|newsMessage|NewsML)\b")
#: Where a field stands: the element and its attribute (None: its text), most telling first.
FIELDS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "outlet": (("pubdata", "name"), ("provider/name", None), ("provider", "literal"), ("distributor", None)),
    "date": (
        *(("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"), ("contentcreated", None)),
        *(("firstcreated", None), ("versioncreated", None)),
    ),
    "section": (("pubdata", "position.section"),),
    "page": (("pubdata", "position.sequence"),),
    "url": (("pubdata", "ex-ref"), ("remoteinfo", "href")),
    "source_id": (("newsitem", "guid"), ("doc-id", "id-string"), ("publicidentifier", None)),
    "language": (("language", "tag"), ("newsitem", "lang"), ("nitf", "lang")),
    "rights": (("copyrightnotice", None), ("doc.rights", "owner"), ("doc.copyright", "holder")),
}
TITLES = ("hl1", "headline")
AUTHORS = ("byline", "by")
#: Other elements that say something of an article, and the name that they get in ``extra``.
EXTRA = {
    "dateline": "dateline",
    "creditline": "credit",
    "slugline": "slugline",
    "tagline": "notes",
    "media-caption": "caption",
    "abstract": "abstract",
    "description": "abstract",
    "byttl": "byline_title",
    "keyword": "keyword",
    "subject": "subject",
    "located": "place",
    "edmsg": "notes",
    "urgency": "urgency",
}
#: What holds the text, and which of its elements are lines.
TEXTS = ("body.content", "inlinexml", "inlinedata", "datacontent")
LINES = frozenset(["p", "hl1", "hl2", "h1", "h2", "h3", "h4", "li", "tr", "pre", "dt", "dd"])
HEADINGS = frozenset(["hl1", "hl2", "h1", "h2", "h3", "h4"])


class Stated(NamedTuple):
    """A value, and the element or attribute in which it stands."""

    value: str
    where: str


def recognise(sample: Sample) -> Recognised | None:
    """The root element of NITF or NewsML."""
    found = _ROOT.search(sample.text[:8192]) if sample.kind == "markup" else None
    return None if found is None else Recognised(f"an element `{found['root']}` of the IPTC's formats of news", 0.96)


def extract(document: Document) -> Iterator[Piece]:
    """A record for each news item, or each document of NITF."""
    yield from pieces.with_damage(_extracted(document), document)


def _extracted(document: Document) -> Iterator[Piece]:
    root = document.dom()
    items = [node for node in root.iter() if _name(node) == "newsitem"]
    items = items or [node for node in root.iter() if _name(node) == "nitf"]
    record = 0
    for item in items:
        found = list(_item(record, item))
        yield from found
        record += any(piece.record >= 0 for piece in found)
    if not items:
        raise broken(document, "news in XML", "elements `newsItem` or `nitf`", "none")


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _item(record: int, item: Any) -> Iterator[Piece]:
    holder = next((node for name in TEXTS for node in item.iter() if _name(node) == name), None)
    head = [node for node in item.iter() if not _within(node, holder)]
    lines = list(_lines(holder)) if holder is not None else []
    titles = [node for name in TITLES for node in head if _name(node) == name and _text(node)]
    titles = titles or [node for node in head if _name(node) == "title" and _text(node)]
    if not titles and not lines:
        found = _text(item)
        yield pieces.unread(found or "newsItem", "a headline or a text", found[:60] or "nothing", item.sourceline)
        return
    for node in titles[:1]:
        yield pieces.title(record, _text(node), f"element-{_name(node)}")
    yield from _second_titles(record, head, titles)
    yield from _authors(record, head)
    for field in FIELDS:
        if (stated := _stated(field, head)) is not None:
            yield pieces.field(record, field, stated.value, f"element-{stated.where}", f"{stated.where}: ")
    yield from _others(record, item)
    for text, is_heading in lines:
        rule = f"within-{_name(holder)}"
        yield pieces.heading(record, text, rule) if is_heading else pieces.body(record, text, rule)


def _within(node: Any, holder: Any) -> bool:
    """Whether a node stands in the text. A document of NITF within NewsML has a head of its own."""
    if holder is None or node is holder:
        return False
    return holder in node.iterancestors() and not any(
        _name(one) in ("body.head", "head") for one in (node, *node.iterancestors())
    )


def _second_titles(record: int, head: list[Any], titles: list[Any]) -> Iterator[Piece]:
    first = _text(titles[0]) if titles else ""
    second = [text for node in head if _name(node) == "hl2" and (text := _text(node))]
    yield from (pieces.subtitle(record, text, "element-hl2") for text in second[:1])
    others = dict.fromkeys(text for node in titles[1:] if (text := _text(node)) != first)
    for text in [*second[1:], *others]:
        yield pieces.field(record, "extra.headline", text, "element-headline", "headline: ")


def _authors(record: int, head: list[Any]) -> Iterator[Piece]:
    seen = set()
    for node in (node for name in AUTHORS for node in head if _name(node) == name):
        people = [_text(one) for one in node.iter() if _name(one) == "person"]
        value = ", ".join(filter(None, people)) or _text(node)
        if value and value not in seen:
            seen.add(value)
            at = len("by: ")
            states = tuple(("authors", at + start, at + end) for start, end in names_in(value))
            yield Piece(f"by: {value}", "credit", record, f"element-{_name(node)}", states)


def _stated(field: str, head: list[Any]) -> Stated | None:
    for path, attribute in FIELDS[field]:
        around, _, name = path.rpartition("/")
        for node in head:
            if _name(node) != name or (around and _name(node.getparent()) != around):
                continue
            value = _text(node) if attribute is None else _attribute(node, attribute)
            if value:
                where = name if attribute is None else f"{name}-{attribute}"
                return Stated(_day(value) if field == "date" else value, where.replace("/", "-"))
    return None


def _attribute(node: Any, name: str) -> str:
    values = (value for key, value in node.attrib.items() if key.rpartition("}")[2].lower() == name)
    return " ".join(next(values, "").split())


def _day(value: str) -> str:
    """A day as NITF has it (20240503T101500Z) as it is written elsewhere."""
    found = re.match(r"(\d{4})(\d\d)(\d\d)(?=T|$)", value)
    return f"{found[1]}-{found[2]}-{found[3]}{value[found.end() :]}" if found else value


def _others(record: int, item: Any) -> Iterator[Piece]:
    for node in item.iter():
        name = _name(node)
        if name in EXTRA and (text := _text(node)) and not any(_name(one) in EXTRA for one in node.iterancestors()):
            yield pieces.field(record, f"extra.{EXTRA[name]}", text, f"element-{name}", f"{name}: ")


def _lines(holder: Any) -> Iterator[tuple[str, bool]]:
    """The lines of a text, and whether each is a heading; captions and a head within are none of them."""
    found = False
    beside = ("media", "media-caption", "body.head", "head", "body.end")
    for node in holder.iter():
        name = _name(node)
        within = [_name(one) for one in node.iterancestors()]
        if name in LINES and not any(one in LINES or one in beside for one in within) and (text := _text(node)):
            found = True
            yield text, name in HEADINGS
    if not found:
        yield from ((" ".join(line.split()), False) for line in "".join(holder.itertext()).split("\n") if line.strip())
