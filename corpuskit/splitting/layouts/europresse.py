"""The layout ``europresse``: articles saved from Europresse or Eureka.cc as HTML, in any interface language.

Known by the classes of its pages: ``DocPublicationName``, ``DocHeader``, ``titreArticle``. On pages of today each is an
element ``article``; on those of before one table cell follows the other, with the same classes on spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.names import looks_like_names, names_in
from corpuskit.splitting.recognition import Recognised

NAME = "europresse"
NEEDS = "dom"

_MARK = later(r"""class\s*=\s*["']?(?:\w+ )*DocPublicationName\b""", re.IGNORECASE)
#: What an element of a class holds, most telling first; sources: pages of 2012 to 2024, parsers of them.
_ROLES = (
    ("outlet", later(r"DocPublicationName", re.IGNORECASE)),
    ("header", later(r"DocHeader", re.IGNORECASE)),
    ("subtitle", later(r"rdp__subtitle|sous-?titre", re.IGNORECASE)),
    ("author", later(r"docAuthors|sm-margin-bottomNews", re.IGNORECASE)),
    ("title", later(r"titreArticle", re.IGNORECASE)),
    ("body", later(r"DocText|docOcurrContainer", re.IGNORECASE)),
    ("number", later(r"publiC[-_]lblNodoc", re.IGNORECASE)),
    ("rights", later(r"Doc-LegalInfo", re.IGNORECASE)),
)
_INLINE = ("outlet", "header", "title")
_NUMBER = later(r"\bnews\s*·\s*\d{8}\s*·\s*[\w-]+\s*·\s*[\w-]+")
_RIGHTS = later(r"(?:©|\(c\)|copyright)(?: \w+){0,2} (?:19|20)\d\d\b", re.IGNORECASE)
_PAGE = later(r"\bpp?\. ?(?P<page>[\w*+/-]+(?: ?[,;] ?(?=\w*\d)\w+)*)")
_WORDS = later(r"(?<![\d:])\d{1,3}(?:[ \u00a0]?\d{3}){0,3} (?:mots|words|palabras|Wörter|parole|woorden)\b")
_ISSUE = later(r",\s*(?P<issue>(?:no|n°|nº|núm|nr|vol)\.? ?\d.{0,80})$", re.IGNORECASE)


class Line(NamedTuple):
    """A line of an article, and what its classes say that it is; empty where they say nothing."""

    text: str
    role: str


def recognise(sample: Sample) -> Recognised | None:
    """The class of the name of a publication."""
    if sample.kind != "markup" or not _MARK.search(sample.text):
        return None
    return Recognised("the class DocPublicationName of Europresse's pages", 0.97)


def extract(document: Document) -> Iterator[Piece]:
    """The articles in order; what stands around them is kept outside."""
    root = document.dom()
    for node in root.iter("span"):
        if _role_of(node) in _INLINE:
            node.tag = "div"  # a line of its own, as a browser's style sheet has it
    record = 0
    held: list[Line] = []
    holder, begun = None, False
    for text, node in placed_lines(root):
        owner = next((one for one in (node, *node.iterancestors()) if one.tag == "article"), None)
        role = _role(node, owner)
        opens = owner is not holder if owner is not None or holder is not None else role == "outlet"
        if opens and not (owner is None and holder is None and held and held[-1].role == "outlet"):
            found = list(_article(record, held, begun))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            held, begun = [], owner is not None or role == "outlet"
        holder = owner
        held.append(Line(text, role))
    found = list(_article(record, held, begun))
    if record + any(piece.record >= 0 for piece in found) == 0:
        raise broken(document, "a page of Europresse", "titles (titreArticle) or texts (DocText) of articles", "none")
    yield from found


def _role_of(node: Any) -> str:
    name = node.get("class") or ""
    return next((role for role, pattern in _ROLES if name and pattern.search(name)), "")


def _role(node: Any, article: Any) -> str:
    """What the nearest class that says something says; within a text, that it is text."""
    found = ""
    for one in (node, *node.iterancestors()):
        found = found or _role_of(one)
        if _role_of(one) == "body":
            return "body"
        if one.tag in ("aside", "footer") and not found:
            return "beside"
        if one is article:
            break
    return found


def _article(record: int, lines: Sequence[Line], begun: bool) -> Iterator[Piece]:
    if not begun:
        yield from (pieces.outside(line.text, "navigation", "above-the-articles") for line in lines)
        return
    roles = {line.role for line in lines}
    if not roles & {"title", "body", "outlet"}:
        text = "\n".join(line.text for line in lines)
        yield pieces.unread(text, "a publication, a title (titreArticle) or a text (DocText)", text[:60])
        return
    yield from _Article(record, "body" in roles).pieces(lines)


class _Article:
    """An article while it is read; ``marked`` says whether a class names its text."""

    def __init__(self, record: int, marked: bool) -> None:
        self.record, self.marked = record, marked
        self.seen: set[str] = set()
        self.ended = False

    def pieces(self, lines: Sequence[Line]) -> Iterator[Piece]:
        for role, run in groupby(lines, key=lambda line: line.role):
            texts = [line.text for line in run]
            if role == "header" and not self.ended:
                yield self._header(" ".join(texts))
                self.seen.add("header")
            else:
                for text in texts:
                    yield self._line(role, text)

    def _line(self, role: str, text: str) -> Piece:
        number = _NUMBER.search(text)
        if self.ended or (number is not None and "number" in self.seen):
            self.ended = True
            return pieces.outside(text, "footer", "below-the-article")
        if number is not None and (role == "number" or len(text) < 120):
            self.seen.add("number")
            return Piece(text, "credit", self.record, "document-number", (("source_id", *number.span()),))
        if role == "rights" or (role in ("", "body") and _RIGHTS.match(text)):
            return pieces.field(self.record, "rights", text, "rights-line")
        if role == "outlet":
            return self._outlet(text)
        if role == "title":
            self.seen.add("title")
            return pieces.title(self.record, text, "class-titre-article")
        if role == "body":
            self.seen.add("body")
            return pieces.body(self.record, text, "class-doc-text")
        if role in ("subtitle", "author"):
            return self._beside_title(role, text)
        return self._other(role, text)

    def _outlet(self, text: str) -> Piece:
        if "outlet" in self.seen:
            return pieces.field(self.record, "extra.edition", text, "class-publication-name")
        self.seen.add("outlet")
        states = [("outlet", 0, len(text))]
        if (issue := _ISSUE.search(text)) is not None:
            states.append(("extra.issue", *issue.span("issue")))
        return Piece(text, "credit", self.record, "class-publication-name", tuple(states))

    def _header(self, text: str) -> Piece:
        """ "France, jeudi 5 octobre 2013 134 mots, p. 11": section, day, length, page."""
        date = next((one for one in find_dates(text) if one.precision is not None), None)
        states = []
        if date is not None:
            before = text[: date.outer_start].rstrip(" ,-–")
            states = [("section", 0, len(before))] if before else []
            states.append(("date", date.start, date.end))
        at = date.end if date is not None else 0
        for name, found, group in (
            ("extra.words", _WORDS.search(text, at), 0),
            ("page", _PAGE.search(text, at), "page"),
        ):
            if found is not None:
                states.append((name, *found.span(group)))
        return Piece(text, "credit", self.record, "class-doc-header", tuple(states))

    def _beside_title(self, role: str, text: str) -> Piece:
        if role == "subtitle":
            return pieces.subtitle(self.record, text, "class-subtitle")
        if "title" not in self.seen:
            return pieces.field(self.record, "extra.kicker", text, "above-the-title")
        return self._authors(text, "class-authors")

    def _authors(self, text: str, rule: str) -> Piece:
        return Piece(text, "credit", self.record, rule, tuple(("authors", *span) for span in names_in(text)))

    def _other(self, role: str, text: str) -> Piece:
        """A line of which no class says what it is: on pages of before, what its place says."""
        if self.marked or role == "beside":
            if "body" in self.seen or "number" in self.seen:
                self.ended = True
                return pieces.outside(text, "footer", "below-the-article")
            return pieces.field(self.record, "extra.note", text, "beside-the-text")
        if "number" in self.seen:
            self.ended = True
            return pieces.outside(text, "footer", "below-the-article")
        if "title" not in self.seen:
            return pieces.subtitle(self.record, text, "above-the-title")
        if "body" not in self.seen and "author" not in self.seen and looks_like_names(text):
            self.seen.add("author")
            return self._authors(text, "below-the-title")
        self.seen.add("body")
        return pieces.body(self.record, text, "below-the-title")
