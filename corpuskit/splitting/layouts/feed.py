"""The layout ``feed``: RSS, Atom and JSON Feed saved to disk.

Read as XML by lxml, not by feedparser: that resolves, sanitises and guesses dates, so that what it gives does not
stand in the file any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from corpuskit.model import Piece, Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.sample import LOOKED_AT
from corpuskit.reading.parsers.json_text import DECODER
from corpuskit.reading.parsers.mail import person
from corpuskit.reading.parsers.markup import from_root, looks_marked_up, paragraphs, plain
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.json_rows import written
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "feed"
NEEDS = "dom"

_ROOT = later(r"<(?:\w+:)?(rss|feed|RDF)\b")
#: What a root in RDF belongs to RSS by: 1.0, and 0.90.
_OF_RSS = later(r"purl\.org/rss/|\bnetscape\.com/rdf/")
_JSON = later(r'"version"\s*:\s*"https?://jsonfeed\.org/version/')
#: What holds an article, by the local name of its element.
ENTRIES = ("item", "entry")
#: Elements of an article, by local name, in the order in which they are taken: the first that has something.
TITLE = ("title",)
TEXT = ("encoded", "content", "description", "summary", "content_html", "content_text")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "outlet": ("source", "publisher"),
    "date": ("pubdate", "published", "date", "issued", "date_published", "created", "updated", "modified"),
    "authors": ("creator", "author", "authors"),
    "section": ("category", "subject"),
    "url": ("link", "url", "origlink", "id"),
    "source_id": ("guid", "id", "identifier"),
    "language": ("language", "lang"),
    "rights": ("rights", "copyright"),
}
#: Elements that stand in a title or text of a feed whose HTML is part of the XML, as Atom allows and RSS does not.
_OF_HTML = frozenset(
    "p br div span a b i em strong u font img ul ol li table h1 h2 h3 h4 h5 h6 blockquote figure sup sub small".split()  # noqa: SIM905
)
#: Kinds of entries that are no articles, in a feed of all that a system for blogs holds (WordPress, Blogger).
NO_ARTICLES = frozenset(
    """attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_template
    wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face template settings comment""".split()  # noqa: SIM905
)
#: Elements that say of which kind an entry is.
KINDS = ("post_type", "kind")
#: What a feed says of itself.
EXPORT = {
    "title": "database",
    "link": "address",
    "home_page_url": "address",
    "feed_url": "query",
    "description": "description",
    "subtitle": "description",
    "lastbuilddate": "date",
    "updated": "date",
    "pubdate": "date",
    "generator": "software",
    "totalresults": "count",
}


class Entry(NamedTuple):
    """An item of a feed: what it has, by the names of its elements, and its line of the file where that is known."""

    cells: list[tuple[str, str]]
    line: int | None = None


def recognise(sample: Sample) -> Recognised | None:
    """The root element of RSS or Atom, or the version of JSON Feed."""
    head = sample.text[:4096]
    if sample.kind == "markup" and (found := _ROOT.search(head := from_root(sample.text[:LOOKED_AT])[:4096])):
        name = found[1]
        is_rdf = name == "RDF" and _OF_RSS.search(head) is None
        return None if is_rdf else Recognised(f"the root element {name} of a feed", 0.95)
    if sample.kind == "json" and _JSON.search(head):
        return Recognised("the version of JSON Feed", 0.97)
    return None


def extract(document: Document) -> Iterator[Piece]:
    """What the feed says of itself, then a record for each item."""
    yield from pieces.with_damage(_extracted(document), document)


def _extracted(document: Document) -> Iterator[Piece]:
    text = document.text()
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        about, entries = _of_json(text, document.name)
    else:
        about, entries = _of_xml(document)
    outlet = about.get("title", "")
    for name, value in about.items():
        if value:
            yield pieces.statement(EXPORT[name], value, f"feed-{name}", f"{name}: ", "contents")
    record = 0
    for entry in entries:
        found = list(_entry(record, entry, outlet))
        yield from found
        record += any(piece.record >= 0 for piece in found)


def _entry(record: int, entry: Entry, outlet: str) -> Iterator[Piece]:
    cells = entry.cells
    by_name: dict[str, list[str]] = {}
    for name, value in cells:
        if value.strip():
            by_name.setdefault(name, []).append(value)
    kind = next((by_name[name][0] for name in KINDS if name in by_name), "")
    if kind.rpartition("#")[2] in NO_ARTICLES:
        said = "\n".join(f"{name}: {plain(value)}" for name, value in cells if value.strip())
        yield pieces.outside(said, "unassigned", "entry-of-another-kind")
        return
    title = next((plain(by_name[name][0]) for name in TITLE if name in by_name), "")
    texts = [lines for name in TEXT if name in by_name and (lines := _lines(by_name[name]))]
    if not title and not texts:
        text = "\n".join(f"{name}: {value}" for name, value in cells)
        yield pieces.unread(text, "a title or a text", "neither", entry.line)
        return
    texts.sort(key=_length, reverse=True)
    found = [pieces.title(record, title, "feed-title")] if title else []
    found += _stated(record, by_name)
    found += [pieces.body(record, "\n".join(lines), "feed-text") for lines in texts[:1]]
    for lines in texts[1:]:
        if "\n".join(lines) not in "\n".join(texts[0]):
            found.insert(-1, pieces.field(record, "extra.summary", " ".join(lines), "feed-summary", "summary: "))
    if outlet and "source" not in by_name and "publisher" not in by_name:
        found[0] = found[0]._replace(told=(("outlet", outlet, "the title of the feed"),))
    yield from found


def _stated(record: int, by_name: Mapping[str, list[str]]) -> Iterator[Piece]:
    """What an item states besides its title and text; the first section, and every other element in extra."""
    taken = {*TITLE, *TEXT}
    for field, names in FIELDS.items():
        name = next((name for name in names if name in by_name and (name not in taken or field == "source_id")), None)
        if name is None:
            continue
        taken.add(name)
        for number, value in enumerate(by_name[name]):
            known = field if number == 0 or field == "authors" else f"extra.{name}"
            if known == "date":
                yield pieces.mail_date(record, name, plain(value), f"feed-{name}")
            elif known == "authors":
                yield _author(record, name, plain(value))
            else:
                yield pieces.field(record, known, plain(value), f"feed-{name}", f"{name}: ")
    for name, values in by_name.items():
        if name not in taken:
            yield from (pieces.field(record, f"extra.{name}", plain(one), "feed-extra", f"{name}: ") for one in values)


def _author(record: int, name: str, value: str) -> Piece:
    """Who wrote an item, one or several; of an address with a name, as RSS wants it, the name."""
    spans = [person(value)] if "@" in value else names_in(value)
    at = len(name) + 2
    states = tuple(("authors", at + start, at + end) for start, end in spans)
    return Piece(f"{name}: {value}", "credit", record, f"feed-{name}", states)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _lines(values: list[str]) -> list[str]:
    found = []
    for value in values:
        found += paragraphs(value) if looks_marked_up(value) or "&" in value else value.strip().splitlines()
    return [line for line in found if line.strip()]


def _of_xml(document: Document) -> tuple[dict[str, str], list[Entry]]:
    root = document.dom()
    entries = [node for node in root.iter() if _local(node) in ENTRIES]
    people = {login: name for node in root.iter() if _local(node) == "author_login"
              if (login := node.text) and (name := _beside(node, "author_display_name"))}  # fmt: skip
    about: dict[str, str] = {}
    for node in root.iter():
        name = _local(node)
        parent = node.getparent()
        if name in EXPORT and parent is not None and _local(parent) in ("channel", "feed", "rss"):
            about.setdefault(name, plain(node.text or node.get("href") or ""))
    if not entries and not about:
        place = Place(document.name)
        expected = "items or entries"
        raise failure("layout-broken", place, file=document.name, layout="a feed", expected=expected, found="neither")
    return about, [
        Entry([cell for node in entry for cell in _named(_cells(node), people)], entry.sourceline) for entry in entries
    ]


def _beside(node: Any, name: str) -> str:
    return next((one.text for one in node.itersiblings() if _local(one) == name and one.text), "")


def _named(cells: Iterator[tuple[str, str]], people: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cells in which who wrote an entry goes by the name that the feed has for a login."""
    for name, value in cells:
        if name == "creator" and value in people:
            yield "author_login", value
            value = people[value]
        yield name, value


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""


def _cells(node: Any) -> Iterator[tuple[str, str]]:
    """An element of an entry as name and text; a link by its address, an author by its name."""
    from lxml import etree

    name = _local(node)
    if not name:
        return
    if name == "link" and node.get("href"):
        if node.get("rel", "alternate") == "alternate":
            yield name, node.get("href")
    elif name == "author" and len(node):
        yield from (("author", inner.text or "") for inner in node if _local(inner) == "name")
    elif name == "source" and len(node):
        yield from (("source", inner.text or "") for inner in node if _local(inner) == "title")
    elif name == "encoded" and "/excerpt/" in node.tag:
        yield "summary", node.text or ""
    elif name == "category" and not (node.text or "").strip():
        is_kind = (node.get("scheme") or "").endswith("#kind")
        yield "kind" if is_kind else name, node.get("label") or node.get("term") or ""
    elif name == "enclosure" or (name == "content" and node.get("url")):  # a picture, a sound, a film
        yield "enclosure", node.get("url") or ""
    elif name in (*TITLE, *TEXT) and any(_local(inner) in _OF_HTML for inner in node):
        inside = "".join(etree.tostring(inner, encoding="unicode") for inner in node)
        yield name, f"<span>{escape(node.text or '', quote=False)}{inside}</span>"
    elif len(node) and not (node.text or "").strip():
        yield from ((name, "".join(inner.itertext()) or inner.get("url") or "") for inner in node)
    else:
        yield name, "".join(node.itertext()) or node.get("url") or ""


def _of_json(text: str, file: str) -> tuple[dict[str, str], list[Entry]]:
    try:
        feed = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise failure(
            "layout-broken", Place(file), file=file, layout="JSON Feed", expected="JSON", found=str(error)
        ) from None
    about = {name: str(feed[name]) for name in EXPORT if isinstance(feed.get(name), str)}
    items = feed.get("items") if isinstance(feed.get("items"), list) else []
    return about, [Entry(list(_json_cells(item))) for item in items if isinstance(item, dict)]


def _json_cells(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if name in ("author", "authors"):
            people = value if isinstance(value, list) else [value]
            yield from (("author", str(one["name"])) for one in people if isinstance(one, dict) and one.get("name"))
        elif isinstance(value, list):
            yield from (("category" if name == "tags" else name, str(one)) for one in value if isinstance(one, str))
        elif not isinstance(value, bool | dict) and (text := written(value)) is not None:
            yield name, text
