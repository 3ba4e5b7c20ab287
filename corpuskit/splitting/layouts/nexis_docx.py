"""The layout ``nexis-docx``: articles saved from Nexis Uni, Lexis Advance and Lexis+ as a Word document.

Bookmarks that Nexis sets say where an article (``Bookmark_3``), its text (``Body_2``) and its classification begin; the
labels are those of the interface's language.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.documents.text_documents import MAIN, is_paragraph, main_part, text_of_paragraph
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labelled, labels
from corpuskit.splitting.exports.nexis_lines import RIGHTS, behind_date, stating
from corpuskit.splitting.recognition import Recognised

NAME = "nexis-docx"
NEEDS = "bytes"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: So much of the document is looked at for Nexis' bookmarks.
_HEAD = 16 * 1024 * 1024
_BOOKMARKS = later(rb'w:name="(?:Bookmark_\d+|Body(?:_\d+)?)"')
_ARTICLE = later(r"Bookmark_(\d+)$")
_END = "End of Document"
_COUNT = later(r"[^\W\d_][^\d()]{2,30} \((?P<count>\d{1,3}(?:[.,]?\d{3})*)\)$")
#: "Load-Date:" and a no-break space, as only Nexis sets it.
_VENDOR = later(r"(?P<label>[^\W\d_][^:\n]{1,38}?) ?:\u00a0\s*")
_TABLE = labels("nexis")


class Paragraph(NamedTuple):
    """A paragraph of the document; ``size`` is that of its first letters in half points."""

    text: str
    centred: bool
    bold: bool
    size: int
    marks: tuple[str, ...]

    def marked(self, name: str) -> bool:
        """Whether a bookmark of that name, numbered or not, is set in it."""
        return any(mark == name or re.fullmatch(f"{name}_\\d+", mark) for mark in self.marks)


def recognise(sample: Sample) -> Recognised | None:
    """A Word document with Nexis' bookmarks, or its line below each article."""
    if MAIN not in sample.names:
        return None
    try:
        with sample.source.open() as file, zipfile.ZipFile(file) as archive, archive.open(MAIN) as part:
            head = part.read(_HEAD)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return None
    marks = set(_BOOKMARKS.findall(head))
    if any(b"Bookmark_" in mark for mark in marks) and any(b"Body" in mark for mark in marks):
        return Recognised("the bookmarks that Nexis sets at articles and texts", 0.97)
    if f">{_END}<".encode() in head:
        return Recognised(f"the line {_END!r} that Nexis sets below each article", 0.9)
    return None


def extract(document: Document) -> Iterator[Piece]:
    """The cover page with its list of articles, then the articles."""
    found = _paragraphs(document)
    starts = [at for at, one in enumerate(found) if one.marked("Bookmark")] or _starts_without_bookmarks(found)
    if not starts:
        expected = f"bookmarks called Bookmark_1, or articles that end with {_END!r}"
        raise broken(document, "an export of Nexis", expected, "none")
    yield from _cover(found[: starts[0]])
    parts = [found[start:end] for start, end in zip(starts, [*starts[1:], len(found)], strict=True)]
    ends = Counter(last.text for part in parts if (last := _last(part)) is not None)
    mark = next((text for text, count in ends.items() if text == _END or 1 < count == len(parts)), _END)
    record = 0
    for part in parts:
        pieces_of = list(_article(record, part, mark))
        yield from pieces_of
        record += any(piece.record >= 0 for piece in pieces_of)


def _paragraphs(document: Document) -> list[Paragraph]:
    held: list[str] = []
    found = []
    for node in main_part(document).iter(f"{_W}p", f"{_W}bookmarkStart"):
        if node.tag != f"{_W}p":
            if not any(one.tag == f"{_W}p" for one in node.iterancestors()):
                held.append(node.get(f"{_W}name") or "")
        elif is_paragraph(node):
            found.append(_paragraph(node, held))
            held = []
    return found


def _paragraph(node: Any, marks: Sequence[str]) -> Paragraph:
    own = [one.get(f"{_W}name") or "" for one in node.iter(f"{_W}bookmarkStart")]
    first = next((run for run in node.iter(f"{_W}r") if "".join(run.itertext()).strip()), None)
    size = first.find(f"{_W}rPr/{_W}sz") if first is not None else None
    align = node.find(f"{_W}pPr/{_W}jc")
    bold = first.find(f"{_W}rPr/{_W}b") if first is not None else None
    value = (size.get(f"{_W}val") or "") if size is not None else ""
    return Paragraph(
        text_of_paragraph(node).strip(),
        align is not None and align.get(f"{_W}val") == "center",
        bold is not None and bold.get(f"{_W}val") not in ("0", "false", "none"),
        int(value) if value.isdigit() else 0,
        (*marks, *own),
    )


def _starts_without_bookmarks(found: Sequence[Paragraph]) -> list[int]:
    """Where articles begin in a document that was saved anew: behind the end of another, or centred below the cover."""
    ends = [at for at, one in enumerate(found) if one.text == _END]
    if not ends:
        return []
    starts = [at for at, one in enumerate(found[: ends[0]]) if one.centred and one.text][:1] or [0]
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if any(one.text for one in found[end + 1 : following]) and following is not None:
            starts.append(end + 1)
    return starts


def _last(part: Sequence[Paragraph]) -> Paragraph | None:
    return next((one for one in reversed(part) if one.text), None)


def _cover(found: Sequence[Paragraph]) -> Iterator[Piece]:
    """What the export says of itself: when, how many, and for each article the terms and sources of the search."""
    for text in (line.strip() for one in found for line in one.text.split("\n")):
        if not text:
            continue
        known = labelled(text)
        word = _TABLE.statement(known[0]) if known else None
        count = _COUNT.match(text)
        if known and word and text[known[1] :].strip():
            yield pieces.statement(word, text[known[1] :], "cover-page", text[: known[1]])
        elif count is not None:
            yield Piece(text, "contents", -1, "cover-page", (("export.count", *count.span("count")),))
        else:
            yield pieces.outside(text, "contents", "cover-page")


def _article(record: int, part: Sequence[Paragraph], end: str) -> Iterator[Piece]:
    written = [one for one in part if one.text]
    if not written:
        return
    closing = [one for one in written[-1:] if one.text in (end, _END)]
    written = written[: len(written) - len(closing)]
    body = next((at for at, one in enumerate(written) if one.marked("Body") or _is_heading(one) == "body"), None)
    if body is None and not any(_label(one) for one in written):
        text = "\n".join(one.text for one in written)
        if text:
            yield pieces.unread(text, "labels, and a heading above the text", text[:60])
    else:
        number = next((int(found[1]) for one in part for mark in one.marks if (found := _ARTICLE.match(mark))), None)
        yield from _Article(record, number).pieces(written, len(written) if body is None else body)
    yield from (pieces.outside(one.text, "separator", "end-of-article") for one in closing)


def _label(one: Paragraph) -> re.Match[str] | None:
    """The label in bold with which a paragraph begins."""
    return _VENDOR.match(one.text) if one.bold else None


def _is_heading(one: Paragraph) -> str | None:
    """What a heading of a section of an article names ("Body", "Graphic"), where it is one."""
    if not one.bold or one.centred or len(one.text) > 40 or ":" in one.text:
        return None
    if one.marked("Classification"):
        return "extra.classification"
    return _TABLE.field(one.text) if one.size >= 24 else None


@dataclass(slots=True)
class _Article:
    record: int
    number: int | None

    def pieces(self, written: Sequence[Paragraph], body: int) -> Iterator[Piece]:
        centred = list(takewhile(lambda one: one.centred, written[:body]))
        yield from self._centred(centred)
        for one in written[len(centred) : body]:
            yield from self._stated(one)
        place = "body"
        for at, one in enumerate(written[body:]):
            heading = _is_heading(one)
            label = _label(one)
            known = _TABLE.field(label["label"]) if label is not None else None
            if at == 0 or heading is not None:
                place = "body" if at == 0 else heading or place
                yield pieces.label(self.record, one.text, f"heading-{place.removeprefix('extra.')}")
            elif label is not None and (known or place != "body"):
                yield from self._stated(one)
            elif place == "body":
                yield from (pieces.body(self.record, line, "below-the-heading") for line in _lines(one))
            else:
                yield from (stating(self.record, line, place, "below-the-heading", 0) for line in _lines(one))

    def _centred(self, lines: Sequence[Paragraph]) -> Iterator[Piece]:
        """Headline, outlet, date; further ones tell the edition."""
        large = max((one.size for one in lines), default=0)
        title = sum(1 for _ in takewhile(lambda one: one.size == large, lines)) if len(lines) > 2 else 1
        title = 1 if title == len(lines) else title
        dated = False
        for at, one in enumerate(lines):
            if at < title:
                text = " ".join(one.text.split())
                yield Piece(text, "title", self.record, "centred-headline", told=() if at else self._number())
            elif at == title:
                yield pieces.field(self.record, "outlet", " ".join(one.text.split()), "centred-outlet")
            else:
                piece = None if dated else self._dated(" ".join(one.text.split()))
                dated = dated or piece is not None
                yield piece or pieces.field(self.record, "extra.edition", one.text.replace("\n", " "), "centred-line")

    def _number(self) -> tuple[tuple[str, str, str], ...]:
        number = self.number
        return () if number is None else (("extra.number", str(number), f"bookmark Bookmark_{number} of the document"),)

    def _dated(self, text: str) -> Piece | None:
        found = next((one for one in find_dates(text) if one.precision is not None), None)
        if found is None:
            return None
        states = (("date", found.start, found.end), *behind_date(text, found.end, len(text)))
        return Piece(text, "credit", self.record, "centred-date", states)

    def _stated(self, one: Paragraph) -> Iterator[Piece]:
        """A paragraph with a label, or one that says who has the rights."""
        text = " ".join(one.text.replace("\u00a0", " ").split())
        known = labelled(text) if _VENDOR.match(one.text) else None
        if known is not None:
            field = _TABLE.field(known[0]) or "extra." + "_".join(re.findall(r"\w+", known[0].lower()))
            field = "extra.body" if field == "body" else field
            rule = f"label-{field.removeprefix('extra.').replace('_', '-')}"
            if field == "title":
                yield pieces.title(self.record, text, rule, known[1])
            else:
                yield stating(self.record, text, field, rule, known[1])
        elif RIGHTS.match(text):
            yield stating(self.record, text, "rights", "copyright-line", 0)
        else:
            yield stating(self.record, text, "extra.note", "above-the-text", 0)


def _lines(one: Paragraph) -> list[str]:
    return [line for text in one.text.split("\n") if (line := " ".join(text.split()))]
