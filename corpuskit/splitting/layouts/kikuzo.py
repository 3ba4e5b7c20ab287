"""The layout ``kikuzo``: articles saved from Kikuzo, the database of Asahi Shimbun, as HTML.

Each article has a table of class ``topic-list`` (number, day, edition, page …) and one of class ``topic-detail``. A
text that may not be shown for reasons of copyright is an article without text, which says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.recognition import Recognised

NAME = "kikuzo"
NEEDS = "dom"

_MARKS = later(r"""class\s*=\s*["']?topic-(?:list|detail)\b""", re.IGNORECASE)
#: "朝日新聞社 聞蔵II": who publishes the database, named in the head of the page.
_PUBLISHER = later(r"(?P<outlet>\S{2,10}?新聞)社?(?=[\s\u3000]|記事検索|$)")
#: "総件数： 317件": how many articles the search found; the page holds those that were opened.
_FOUND = later(r"件数\s*[:：]\s*(?P<count>[\d,]+)\s*件")
_TABLE = labels("kikuzo")


class Line(NamedTuple):
    """A line of an article, and what it is: name or value of a column, title, text, or something else."""

    text: str
    role: str


def recognise(sample: Sample) -> Recognised | None:
    """The classes of Kikuzo's tables."""
    if sample.kind != "markup" or len({found[0].lower() for found in _MARKS.finditer(sample.text)}) < 2:
        return None
    return Recognised("the tables topic-list and topic-detail of Kikuzo", 0.95)


def extract(document: Document) -> Iterator[Piece]:
    """The articles in order; what the page says around them is kept outside."""
    root = document.dom()
    parts: list[list[Line]] = [[]]
    holder = None
    for text, node in placed_lines(root):
        table = next((one for one in (node, *node.iterancestors()) if _has(one, "topic-list", "table")), None)
        if table is not None and table is not holder:
            parts.append([])
            holder = table
        parts[-1].append(Line(text, _role(node)))
    if len(parts) == 1:
        raise broken(document, "a page of Kikuzo", "a table of class topic-list above each article", "none")
    publisher = next((found for line in parts[0] if (found := _PUBLISHER.match(line.text)) is not None), None)
    outlet = (
        () if publisher is None else (("outlet", publisher["outlet"], f"the head of the page: {publisher.string}"),)
    )
    yield from _beside(parts[0])
    record = 0
    for part in parts[1:]:
        article = list(_article(record, part, outlet))
        yield from article
        record += any(piece.record >= 0 for piece in article)


def _has(node: Any, name: str, tag: str | None = None) -> bool:
    return node.tag == (tag or node.tag) and name in (node.get("class") or "").lower().split()


def _role(node: Any) -> str:
    within = [node, *node.iterancestors()]
    if any(_has(one, "topic-list", "table") for one in within):
        return "name" if node.tag == "th" else "value"
    if not any(_has(one, "topic-detail") for one in within):
        return "beside"
    if any((one.get("class") or "").lower().startswith("detail") for one in within):
        return "text"
    return "title" if any(_has(one, "font002") for one in node.iter()) else "other"


def _beside(lines: Sequence[Line]) -> Iterator[Piece]:
    for line in lines:
        found = _FOUND.search(line.text)
        states = (("export.found", *found.span("count")),) if found is not None else ()
        yield Piece(line.text, "navigation", -1, "beside-the-articles", states)


def _article(record: int, lines: Sequence[Line], outlet: tuple[tuple[str, str, str], ...]) -> Iterator[Piece]:
    names = [line.text for line in lines if line.role == "name"]
    roles = {line.role for line in lines}
    if not roles & {"title", "text", "other"}:
        text = "\n".join(line.text for line in lines)
        yield pieces.unread(text, "a table of class topic-detail with title and text", text[:60])
        return
    stated = {_TABLE.field(name) for name in names}
    told = () if "outlet" in stated else outlet
    at, titled = 0, False
    for line in lines:
        if line.role == "name":
            yield pieces.label(record, line.text, "column")._replace(told=told)
            told = ()
        elif line.role == "value":
            name = names[at] if at < len(names) else f"column_{at + 1}"
            at += 1
            yield pieces.field(record, _TABLE.field(name) or f"extra.{name}", line.text, f"column-{name}")
        elif line.role == "title" or (line.role == "other" and not titled and "title" not in roles):
            titled = True
            yield pieces.title(record, line.text, "topic-detail")
        elif line.role == "text" or (line.role == "other" and "text" not in roles and not _is_notice(line.text)):
            yield pieces.body(record, line.text, "topic-detail")
        elif line.role == "other":
            yield pieces.field(record, "extra.notice", line.text, "topic-detail")
        else:
            yield pieces.outside(line.text, "navigation", "beside-the-articles")


def _is_notice(text: str) -> bool:
    """Whether the page says that a text is not shown ("※著作権などの関係で本文を表示できません。")."""
    return text.startswith("※")
