"""The layout ``integrum``: reports saved from Integrum as HTML: a list of contents, then an article at each anchor.

An article has a table of codes (``^ИС:`` outlet, ``^ДТ:`` date …), its headline again, and its text as it was set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "integrum"
NEEDS = "dom"

_CODE = later(r"\^(?P<code>[А-ЯЁA-Z]{2,3}):\s*")
#: A code, in whichever encoding: bytes that are no ASCII are letters in Latin-1 too.
_CODED = later(r"(?<![^\s>])\^([^\W\d_]{2,3}):")
#: So many different codes a report has at least.
_LEAST = 2
_PARAGRAPH = later(r"\n[ \t\u00a0]{2,}|\n[ \t\u00a0]*\n")
_TABLE = labels("integrum")


class Line(NamedTuple):
    """A line of the report, and the kind of element that holds it."""

    text: str
    tag: str


def recognise(sample: Sample) -> Recognised | None:
    """Lines that begin with codes like those of outlet, date and headline, in whichever encoding."""
    if sample.kind != "markup" or len(set(_CODED.findall(unescape(sample.text)))) < _LEAST:
        return None
    return Recognised("the codes of Integrum's reports (^ИС:, ^ДТ:, ^ЗГ:)", 0.97)


def extract(document: Document) -> Iterator[Piece]:
    """The list of contents, then the articles."""
    root = document.dom()
    _as_paragraphs(root)
    anchors = [node for node in root.iter("a") if (node.get("name") or "").isdigit()]
    listed = {node.get("href") for node in root.iter("a") if re.fullmatch(r"#\d+", node.get("href") or "")}
    order = {node: at for at, node in enumerate(root.iter())}
    parts: list[list[Line]] = [[]]
    waiting = sorted(order[node] for node in anchors)
    for text, node in placed_lines(root):
        if waiting and order[node] > waiting[0]:
            parts.append([])
            while waiting and order[node] > waiting[0]:
                waiting.pop(0)
        parts[-1].append(Line(text, str(node.tag)))
    if not anchors:
        parts = list(_by_codes(parts[0]))
    if len(parts) == 1:
        raise broken(document, "a report of Integrum", "an anchor with a number above each article", "none")
    yield from _contents(parts[0])
    numbers = [node.get("name") for node in anchors] if len(anchors) == len(parts) - 1 else []
    record = 0
    for at, part in enumerate(parts[1:]):
        found = list(_article(record, part, numbers[at] if numbers else None, len(listed)))
        yield from found
        record += any(piece.record >= 0 for piece in found)


def _as_paragraphs(root: Any) -> None:
    """Makes paragraphs of text that is set line by line: one begins with an indented line, or behind an empty one."""
    from lxml import etree

    for block in list(root.iter("pre")):
        texts = [" ".join(text.split()) for text in _PARAGRAPH.split("\n" + block.text_content())]
        for child in list(block):
            block.remove(child)
        block.text = None
        for text in filter(None, texts):
            etree.SubElement(block, "p").text = text


def _by_codes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The parts of a report without anchors: an article begins with codes that follow on lines without."""
    part: list[Line] = []
    before = False
    for line in lines:
        coded = _CODE.match(line.text) is not None
        if coded and not before:
            yield part
            part = []
        part.append(line)
        before = coded
    yield part


def _contents(lines: Sequence[Line]) -> Iterator[Piece]:
    for line in lines:
        date = next((one for one in find_dates(line.text, order="dmy") if one.precision == "day"), None)
        if line.tag == "h3" and date is not None:
            yield Piece(line.text, "contents", -1, "report", (("export.date", date.start, len(line.text)),))
        else:
            yield pieces.outside(line.text, "contents", "list-of-contents")


def _article(record: int, lines: Sequence[Line], number: str | None, listed: int) -> Iterator[Piece]:
    if not any(_CODE.match(line.text) for line in lines):
        if text := "\n".join(line.text for line in lines):
            yield pieces.unread(text, "lines with codes (^ИС:, ^ДТ:, ^ЗГ:)", text[:60])
        return
    told: tuple[tuple[str, str, str], ...] = ()
    if number is not None:
        told += (("extra.number", number, f"the anchor {number}"),)
    if record == 0 and listed:
        told += (("export.count", str(listed), "the list of contents"),)
    titles: list[str] = []
    place = "head"
    for line in lines:
        found = _CODE.match(line.text)
        piece = _of_line(record, line, found, place, titles)
        if found is None or _TABLE.field(found["code"]) == "body":
            place = "body"
        yield piece._replace(told=told)
        told = ()


def _of_line(record: int, line: Line, found: re.Match[str] | None, place: str, titles: list[str]) -> Piece:
    text = line.text
    if found is None:
        if line.tag == "h3" and (text in titles or place == "head"):
            again = text in titles
            titles.append(text)
            return pieces.label(record, text, "headline-again") if again else pieces.title(record, text, "headline")
        return pieces.body(record, text, "below-the-codes")
    name = _TABLE.field(found["code"]) or f"extra.{found['code'].lower()}"
    rule, start = f"code-{found['code']}", found.end()
    if name == "title":
        titles.append(text[start:])
        return pieces.title(record, text, rule, start)
    if name == "body":
        return Piece(text, "body", record, rule)
    if name == "authors":
        end = len(text.rstrip(" ,;"))
        states = tuple((name, start + first, start + last) for first, last in names_in(text[start:end], commas=False))
        return Piece(text, "credit", record, rule, states)
    return Piece(text, "credit", record, rule, (("date.dmy" if name == "date" else name, start, len(text)),))
