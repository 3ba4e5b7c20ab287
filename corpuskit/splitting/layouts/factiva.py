"""The layout ``factiva``: articles saved from Factiva as HTML, with or without indexing, in any interface language.

Known by the structure, not by words: an element of class ``xxArticle`` (xx: the article's language) for each article.
It has a table with a code (HD, PD, SN …) in each row, or lines in fixed order, paragraphs, and the accession number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.lexicon.languages import language_named
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "factiva"
NEEDS = "dom"

_ARTICLE = later(r"(?:^|\s)[a-z]{2,4}Article(?:\s|$)", re.IGNORECASE)
_PARAGRAPH = later(
    r"(?:^|\s)(?:articleParagraph|[a-z]{2,4}articleParagraph|[a-z]{2,4}LeadField)(?:\s|$)", re.IGNORECASE
)
_HEADLINE = later(r"(?:^|\s)[a-z]{2,4}Headline(?:\s|$)", re.IGNORECASE)
#: Classes in any case: a page that went through another program can have them in capitals.
_MARKS = later(r"""<[^<>]{1,200}\bclass\s*=\s*["']?[^"'<>]{0,60}\b[a-z]{2,4}articleParagraph\b""", re.IGNORECASE)
_PAGE = later(r"""class\s*=\s*["']?factivalogo\b""", re.IGNORECASE)
_CODE = later(r"[A-Z]{2,6}")
SOURCE_CODE = later(r"[A-Z][A-Z0-9]{0,7}")
#: "Document SUDOS00020131120e9bj0001v": source, day, and what tells it apart; the word is the interface's.
ACCESSION = re.compile(
    r"(?:\S.{0,30}?\s|[^\x00-\x7f]{1,12}[:：]?)?(?P<id>[A-Z][A-Z0-9]{2,7}0*(?:19|20)\d{6}[a-z0-9]{8,10})$"
)
#: What stands in the line of the date beside it is a time: "05:30 GMT", and no name.
_WORD = later(r"[^\W\d_]{5}")
RIGHTS = later(r"(?:©|\(c\)|copyright\b|\(copyright\b)", re.IGNORECASE)
_TIME = later(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?$")
WORD_COUNT = later(r"[\d.,'\u00a0\u202f ]*\d\s*[^\W\d]{1,12}\.?$|[^\W\d]{1,12}:?\s*\d[\d.,]*$")
_SHEET = later(r"[A-Z]{0,3}[-.]?\d{1,4}[A-Za-z]?(?:\s*[-–,;/&]\s*[A-Z]{0,3}[-.]?\d{1,4}[A-Za-z]?)*$")
#: An entity of Factiva's own for a line break, which no browser knows.
_SOFT_RETURN = later(r"&softReturn;", re.IGNORECASE)
_TABLE = labels("factiva")


class Line(NamedTuple):
    """A line of an article, and the innermost block element that holds it."""

    text: str
    node: Any


def recognise(sample: Sample) -> Recognised | None:
    """The classes of Factiva's paragraphs, or the logo of its page."""
    if sample.kind != "markup":
        return None
    if _MARKS.search(sample.text):
        return Recognised("the classes of Factiva's articles and paragraphs", 0.97)
    return Recognised("the head of a page of Factiva", 0.9) if _PAGE.search(sample.text) else None


def extract(document: Document) -> Iterator[Piece]:
    """The articles in order, and what the page says before, between and behind them."""
    root = document.dom()
    articles = {node: None for node in root.iter() if _has(node, _ARTICLE)}
    if not articles:
        raise broken(document, "a page of Factiva", "an element of a class like enArticle for each article", "none")
    record, held, holder = 0, [], None
    for printed, node in placed_lines(root):
        text = " ".join(_SOFT_RETURN.sub(" ", printed).split())
        owner = next((one for one in _upwards(node) if one in articles), None)
        if owner is not holder and holder is not None:
            found = list(_article(record, held, holder))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            held = []
        holder = owner
        if owner is None:
            yield from _beside(text, node)
        else:
            held.append(Line(text, node))
    if holder is not None:
        yield from _article(record, held, holder)


def _upwards(node: Any) -> Iterator[Any]:
    while node is not None:
        yield node
        node = node.getparent()


def _has(node: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(node.tag, str) and pattern.search(node.get("class") or "") is not None


def _under(node: Any, top: Any, pattern: re.Pattern[str]) -> bool:
    """Whether an element of that class holds the node, within the article."""
    for one in _upwards(node):
        if _has(one, pattern):
            return True
        if one is top:
            return False
    return False


def _beside(text: str, node: Any) -> Iterator[Piece]:
    """A line outside of articles: the summary of the search says how the export was made."""
    row = node.getparent() if node.tag == "td" else None
    if row is not None and row.tag == "tr" and len(row) == 2:
        name = _TABLE.statement(" ".join(row[0].text_content().split()))
        if name and node is row[0]:
            return
        if name:
            label = " ".join(row[0].text_content().split())
            yield pieces.statement(name, text, "summary-of-the-search", f"{label} ")
            return
    yield pieces.outside(text, "copyright" if RIGHTS.match(text) else "navigation", "beside-the-articles")


def _article(record: int, lines: Sequence[Line], top: Any) -> Iterator[Piece]:
    coded = list(_coded(lines, top))
    if any(_TABLE.field(code) == "title" for code, _ in coded) or sum(bool(code) for code, _ in coded) > 3:
        yield from _indexed(record, coded)
        return
    start = next((at for at, line in enumerate(lines) if _under(line.node, top, _PARAGRAPH)), None)
    last = max((at for at, line in enumerate(lines) if _under(line.node, top, _PARAGRAPH)), default=-1) + 1
    titled = [_is_headline(line, top) for line in lines]
    if not any(titled) and start is None:
        text = "\n".join(line.text for line in lines)
        if text:
            yield pieces.unread(text, "a headline, or paragraphs of the class articleParagraph", text[:60])
        return
    if start is None:
        start = last = next((at for at, line in enumerate(lines) if ACCESSION.match(line.text)), len(lines))
    yield from _head(record, lines[:start], titled[:start])
    yield from (pieces.body(record, line.text, "article-paragraph") for line in lines[start:last])
    yield from _tail(record, [line.text for line in lines[last:]])


def _is_headline(line: Line, top: Any) -> bool:
    """Whether a line stands in the headline: by the class of an element in its block, or the block's name."""
    return (
        line.node is not top
        and not _has(line.node, _ARTICLE)
        and ((line.node.get("id") or "").lower() == "hd" or any(_has(one, _HEADLINE) for one in line.node.iter()))
        and not any(_has(one, _PARAGRAPH) for one in line.node.iter())
    )


def _head(record: int, lines: Sequence[Line], titled: Sequence[bool]) -> Iterator[Piece]:
    """What stands above the paragraphs, in the order in which Factiva prints it."""
    title = [at for at, is_title in enumerate(titled) if is_title]
    above = title[0] if title else 0
    for at, line in enumerate(lines[:above]):
        name = "section" if at == above - 1 else "extra.column"
        yield pieces.field(record, name, line.text, "above-the-headline")
    yield from (pieces.title(record, lines[at].text, "headline") for at in title)
    below = [line for at, line in enumerate(lines[above:], above) if at not in title]
    texts = [line.text for line in below]
    dated = next((at for at, text in enumerate(texts) if date_in(text) is not None), None)
    for at, line in enumerate(below[:dated]):
        if (line.node.get("class") or "").lower() == "author":
            yield _authors(record, line.text, "", "class-author")
        elif dated is not None and at == dated - 1 and WORD_COUNT.match(line.text):
            yield pieces.field(record, "extra.words", line.text, "words-above-the-date")
        else:
            yield pieces.field(record, "extra.credit", line.text, "below-the-headline")
    if dated is None:
        return
    date = date_in(texts[dated])
    assert date is not None
    rest = (("extra.release_time", date[1], len(texts[dated])),) if texts[dated][date[1] :].strip() else ()
    yield Piece(texts[dated], "credit", record, "date-line", (("date", *date), *rest))
    yield from source_lines(record, texts[dated + 1 :])


def date_in(text: str) -> tuple[int, int] | None:
    """Where the day stands in a line of little else but it and a time."""
    for found in find_dates(text):
        rest = text[found.outer_end :].strip()
        alone = not text[: found.outer_start].strip() and len(rest) < 20 and _WORD.search(rest) is None
        if found.precision == "day" and alone:
            return found.start, found.end
    return None


def source_lines(record: int, lines: list[str]) -> Iterator[Piece]:
    """Below the date: a time, outlet, its code, edition and page, language, who has the rights."""
    if lines and _TIME.match(lines[0]):
        yield pieces.field(record, "extra.release_time", lines.pop(0), "time-below-the-date")
    if lines:
        yield pieces.field(record, "outlet", lines.pop(0), "outlet-below-the-date")
    if lines and SOURCE_CODE.fullmatch(lines[0]):
        yield pieces.field(record, "extra.source_code", lines.pop(0), "code-below-the-outlet")
    rights = next((at for at, text in enumerate(lines) if at and RIGHTS.match(text)), None)
    if rights is None:
        rights = len(lines) - (len(lines) > 1 and language_named(lines[-1]) is None)
    middle, language = lines[: max(0, rights - 1)], lines[max(0, rights - 1) : rights]
    for at, text in enumerate(middle):
        is_page = at == len(middle) - 1 and _SHEET.match(text)
        yield pieces.field(record, "page" if is_page else "extra.edition", text, "below-the-code")
    yield from (pieces.field(record, "language", text, "above-the-rights") for text in language)
    yield from (pieces.field(record, "rights", text, "rights-line") for text in lines[rights:])


def _tail(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    """Below the paragraphs: captions and notes, the publisher, the accession number."""
    number = next((at for at, text in enumerate(lines) if ACCESSION.match(text)), len(lines))
    for at, text in enumerate(lines):
        found = ACCESSION.match(text)
        if found is not None:
            yield Piece(text, "credit", record, "accession-number", (("source_id", *found.span("id")),))
        elif at == number - 1 and len(text) < 120:
            yield pieces.field(record, "extra.publisher", text, "above-the-accession-number")
        else:
            yield pieces.field(record, "extra.notes", text, "below-the-text")


def _coded(lines: Sequence[Line], top: Any) -> Iterator[tuple[str, list[str]]]:
    """The rows of an article with indexing: code and lines; lines without a code under an empty one."""
    code: str = ""
    held: list[str] = []
    for line in lines:
        cell = next((one for one in _upwards(line.node) if one.tag == "td" or one is top), top)
        if _CODE.fullmatch(line.text) and cell is not top and cell.getnext() is not None and cell.getprevious() is None:
            if code or held:
                yield code, held
            code, held = line.text, []
        elif code and cell is top:
            yield code, held
            code, held = "", [line.text]
        else:
            held.append(line.text)
    if code or held:
        yield code, held


def _indexed(record: int, rows: Sequence[tuple[str, list[str]]]) -> Iterator[Piece]:
    for code, lines in rows:
        name = _TABLE.field(code) or (f"extra.{code.lower()}" if code else "extra.notes")
        label, value = f"{code} " if code else "", " ".join(lines)
        if name == "body":
            yield pieces.label(record, code, f"code-{code}")
            yield from (pieces.body(record, text, f"code-{code}") for text in lines)
        elif name == "title":
            yield pieces.title(record, label + value, f"code-{code}", len(label))
        elif name == "authors":
            yield _authors(record, value, label, f"code-{code}")
        elif name == "source_id" and (found := ACCESSION.match(value)) is not None:
            states = (("source_id", len(label) + found.start("id"), len(label) + found.end("id")),)
            yield Piece(label + value, "credit", record, f"code-{code}", states)
        else:
            yield pieces.field(record, name, value, f"code-{code}" if code else "without-code", label)


def _authors(record: int, text: str, label: str, rule: str) -> Piece:
    at = len(label)
    states = tuple(("authors", at + start, at + end) for start, end in names_in(text))
    return Piece(label + text, "credit", record, rule, states)
