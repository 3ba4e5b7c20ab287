"""The layout ``proquest``: articles saved from ProQuest as HTML, or sent by it as mail (EML).

Each article stands behind an anchor ``DocID…``: its title, lines with a label in bold, and the text behind one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.encodings.names import mark_of
from corpuskit.reading.parsers.mail import html_of
from corpuskit.reading.parsers.markup import BLOCKS, SILENT, parsed
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "proquest"
NEEDS = "dom"

_ANCHOR = "DocID"
_OF_MAIL = re.compile(r"^(?:From|Return-Path|Message-ID|Sender):.*\bproquest\.com\b", re.IGNORECASE | re.MULTILINE)
#: A date before the last colon. It begins at a delimiter, so that no part of a long line is tried twice.
_INFO_DATE = later(r"(?<![^\]:;])\s*+(?P<date>(?=[^\]:;]*\d{4})[^\]:;]*[^\]:;\s])\s*+:[^:\]]*+$")
#: The address of a document at ProQuest.
_ADDRESS = re.compile(r"\s*https?://[^\s/]*\bproquest\.com/\S*\bdocview/\d")
#: Which label names which field.
TABLE = labels("proquest")


@dataclass(slots=True)
class Line:
    """A line as a browser shows it. ``label`` is what is printed in bold at its beginning, up to a colon."""

    text: str
    label: int = 0  #: where the label ends, 0 without one
    opens: bool = False  #: whether an article begins here
    name: str | None = None  #: what the label names where its place tells that


def field_of(label: str, value: str) -> str | None:
    """What a label names: as listed, else in whichever language by the name of the database or its address."""
    listed = TABLE.field(label)
    if listed is not None:
        return listed
    if "proquest" in label.casefold() and value.strip().isdigit():
        return "source_id"
    return "url" if _ADDRESS.match(value) else None


def recognise(sample: Sample) -> Recognised | None:
    """The anchors of ProQuest's documents, or a message from ProQuest that holds them."""
    if sample.kind == "markup" and re.search(rf"""<(?i:a)\s[^>]{{0,80}}(?i:name)\s*=\s*["']?{_ANCHOR}""", sample.text):
        return Recognised("the anchors of ProQuest's documents", 0.97)
    if sample.kind != "markup" and _OF_MAIL.search(sample.text[:8192]):
        plain = sample.text.replace("=\n", "").replace("=\r\n", "")
        if _ANCHOR in plain or "ProQuest Export" in plain:
            return Recognised("a message from ProQuest with the anchors of its documents", 0.98)
    return None


def extract(document: Document) -> Iterator[Piece]:
    """What stands above the first article, then the articles."""
    lines = list(_lines_of(document))
    starts = [at for at, line in enumerate(lines) if line.opens]
    if not starts:
        raise broken(document, "an export of ProQuest", f"anchors {_ANCHOR}…", "none")
    for line in lines[: starts[0]]:
        yield pieces.outside(line.text, "navigation", "above-the-articles")
    for record, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        yield from Article(record, lines[start:end]).pieces()


def _lines_of(document: Document) -> Iterator[Line]:
    data = document.data()
    if mark_of(data) is not None or re.match(rb"\s*<", data):
        yield from walk(document.dom())
        return
    for part in html_of(data):
        yield from walk(parsed(part.text, document.name))


def walk(root: Any) -> Iterator[Line]:
    """The lines of a document with their labels, and the places at which articles begin."""
    from lxml import etree

    held: list[str] = []
    label = ""
    opens = False
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        anchor = event == "start" and tag == "a" and (node.get("name") or "").startswith(_ANCHOR)
        if tag in BLOCKS or anchor:
            text = " ".join("".join(held).split())
            if text:
                yield Line(text, len(label) if label and text.startswith(label) else 0, opens)
                opens = False
            held, label = [], ""
            opens = opens or anchor
        if event == "start":
            if tag in ("strong", "b") and not "".join(held).strip():
                said = " ".join("".join(node.itertext()).split())
                label = said if said.endswith((":", "：")) else ""
            if tag not in SILENT and node.text:
                held.append(node.text)
        elif node is not root and node.tail and (node.getparent() is None or node.getparent().tag not in SILENT):
            held.append(node.tail)
    if text := " ".join("".join(held).split()):
        yield Line(text, 0, opens)


@dataclass(slots=True)
class Article:
    """The lines of an article, from its title on, and what they are of it."""

    record: int
    lines: list[Line]
    stated: set[str] = field(default_factory=set)

    def pieces(self) -> Iterator[Piece]:
        """A piece or two for each line; of an article without any label one that is not read."""
        known = [self._known(line) for line in self.lines]
        if not any(known):
            text = "\n".join(line.text for line in self.lines)
            yield pieces.unread(text, "lines with labels below the title", "none")
            return
        last = max(at for at, name in enumerate(known) if name)
        body = "body" if "body" in known else "abstract"
        place = "head"
        for at, (line, name) in enumerate(zip(self.lines, known, strict=True)):
            if not line.text.strip():
                yield Piece(line.text, "blank", self.record, "blank-line")
            elif name is not None:
                place = name
                yield from self._labelled(line, name, body)
            elif at > last and place not in ("body", "abstract"):
                yield pieces.outside(line.text, "footer", "below-the-articles")
            elif place == "head" and "title" not in self.stated:
                self.stated.add("title")
                yield pieces.title(self.record, line.text, "first-line")
            elif place == body:
                yield pieces.body(self.record, line.text, f"below-{body}")
            elif place == "abstract":
                yield pieces.field(self.record, "extra.abstract", line.text, "below-abstract")
            else:
                yield self._other(line)

    def _known(self, line: Line) -> str | None:
        return line.name or (field_of(line.text[: line.label], line.text[line.label :]) if line.label else None)

    def _other(self, line: Line) -> Piece:
        """A line with a label that is not listed, or without one among those that have one."""
        if not line.label:
            return pieces.field(self.record, "extra.link", line.text, "line-without-label")
        name = "_".join(re.findall(r"\w+", line.text[: line.label].lower()))
        return self._stating(line, f"extra.{name}", "other-label")

    def _labelled(self, line: Line, name: str, body: str) -> Iterator[Piece]:
        value = line.text[line.label :]
        if name in ("body", "abstract"):
            start = line.label + len(value) - len(value.lstrip())
            yield pieces.label(self.record, line.text[:start] or line.text, f"label-{name}")
            if value.strip():
                rest = line.text[start:]
                is_text = name == body
                yield (
                    pieces.body(self.record, rest, f"label-{name}")
                    if is_text
                    else pieces.field(self.record, "extra.abstract", rest, "label-abstract")
                )
        elif name == "authors":
            states = [("authors", line.label + a, line.label + b) for a, b in names_in(value, commas=False)]
            yield Piece(line.text, "credit", self.record, "label-author", tuple(states))
        elif name == "extra.publication_info":
            yield self._info(line)
        else:
            self.stated.add(name)
            yield self._stating(line, name, f"label-{name.removeprefix('extra.').replace('_', '-')}")

    def _info(self, line: Line) -> Piece:
        """ "Outlet ; place [place]08 May 2010: AA.2.": taken apart where no other line states outlet and day."""
        listed = {self._known(one) for one in self.lines}
        days = [one.text for one in self.lines if self._known(one) == "date"]
        if not any(date.iso for text in days for date in find_dates(text)):
            listed.discard("date")
        states = [("extra.publication_info", line.label, len(line.text))]
        found = _INFO_DATE.search(line.text, line.label)
        if "date" not in listed and found is not None and find_dates(found["date"]):
            states.append(("date", *found.span("date")))
        if "outlet" not in listed:
            outlet = re.split(r"[\[:]", line.text[line.label :], maxsplit=1)[0].rstrip()
            states.append(("outlet", line.label, line.label + len(outlet)))
        return Piece(line.text, "credit", self.record, "label-publication-info", tuple(states))

    def _stating(self, line: Line, name: str, rule: str) -> Piece:
        states = [(name, line.label, len(line.text))]
        if name == "extra.database":
            states.append(("export.database", line.label, len(line.text)))
        return Piece(line.text, "credit", self.record, rule, tuple(states))
