"""The layout ``nexis-html``: articles saved from Nexis as HTML, in any interface language.

It is the text of ``nexis-txt`` with its centring in style sheets: the view is that text, and is read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.parsers.markup import placed_lines
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.nexis_lines import is_head
from corpuskit.splitting.layouts import nexis_txt
from corpuskit.splitting.recognition import Recognised

NAME = "nexis-html"
NEEDS = "dom"

_MARKS = later(r"""<a\s[^<>]{0,40}\bname\s*=\s*["']?DOC_ID_\d|<DOC NUMBER=\d|<!-- LXNComment""", re.IGNORECASE)
#: A rule of a style sheet: ".c0 { text-align: center; }".
_RULE = later(r"\.([\w-]+)\s*\{([^{}]*)\}")
_CENTRED = later(r"text-align\s*:\s*center\b", re.IGNORECASE)
_BOLD = later(r"font-weight\s*:\s*(?:bold|[6-9]00)\b", re.IGNORECASE)
_LARGE = later(r"font-size\s*:\s*(?:1[3-9]|[2-9]\d)(?:\.\d+)?pt\b", re.IGNORECASE)
_ANCHOR = later(r"DOC_ID_\d")
_INDENT = " " * 30


def recognise(sample: Sample) -> Recognised | None:
    """Nexis' anchors and comments around its documents."""
    if sample.kind != "markup" or not _MARKS.search(sample.text):
        return None
    return Recognised("the anchors of Nexis' documents", 0.97)


def extract(document: Document) -> Iterator[Piece]:
    """The cover page, then the articles as in text. An anchor without a numbered line is an article left out."""
    records = 0
    held: list[Piece] = []
    parts = list(_parts(document.dom()))
    own = nexis_txt.own_labels(chain.from_iterable(parts))
    for part in parts:
        if held and not any(is_head(line) for line in part):
            if found := " ".join("".join(part).split()):
                held.append(pieces.unread(found, "a line like '3 of 26 DOCUMENTS'", found[:80]))
            continue
        found_pieces = list(nexis_txt.articles(part, own, alone=True))
        held += [
            piece._replace(text=piece.text.removesuffix("\n"), record=piece.record + (piece.record >= 0) * records)
            for piece in found_pieces
        ]
        records += len({piece.record for piece in found_pieces if piece.record >= 0})
    if not records and not any(piece.fault for piece in held):
        raise broken(document, "an export of Nexis", "a line like '3 of 26 DOCUMENTS' above each article", "none")
    return iter(held)


class _Styles:
    """Which classes of the page's style sheets are centred, bold, large."""

    def __init__(self, root: Any) -> None:
        rules = [rule for style in root.iter("style") for rule in _RULE.findall(style.text or "")]
        self.centred, self.bold, self.large = (
            {name for name, said in rules if pattern.search(said)} for pattern in (_CENTRED, _BOLD, _LARGE)
        )

    def is_centred(self, node: Any) -> bool:
        """Whether the text of a paragraph is centred, by a class or an attribute of it or of what holds it."""
        return any(
            self._has(one, self.centred, _CENTRED)
            or one.tag == "center"
            or (one.get("align") or "").lower() == "center"
            for one in (node, *node.iterancestors())
        )

    def is_large(self, node: Any) -> bool:
        """Whether something in a paragraph is set as large as headlines are."""
        return any(self._has(one, self.large, _LARGE) for one in node.iter("span"))

    def opens_with_label(self, node: Any) -> bool:
        """Whether a paragraph begins in bold, up to a colon."""
        first = next(iter(node.iter("span")), None)
        said = "" if first is None else "".join(first.itertext()).strip()
        return first is not None and said.endswith(":") and self._has(first, self.bold, _BOLD)

    @staticmethod
    def _has(node: Any, classes: set[str], style: re.Pattern[str]) -> bool:
        named = set((node.get("class") or "").split()) & classes
        return bool(named) or style.search(node.get("style") or "") is not None


def _parts(root: Any) -> Iterator[list[str]]:
    """The lines of the page: what is above the first article, then each article.

    Centred lines are indented, a blank line stands between paragraphs but for those that carry on a label, and the
    row of a table is one line.
    """
    styles = _Styles(root)
    part: list[str] = []
    starts = {node for node in root.iter("a") if _ANCHOR.match(node.get("name") or "")}
    order = {node: at for at, node in enumerate(root.iter())} if starts else {}
    waiting = sorted(order[node] for node in starts)
    labelled = None
    for (holder, is_row), run in groupby(placed_lines(root), lambda line: _holder(line[1])):
        if waiting and order[holder] > waiting[0]:
            yield part
            part, labelled = [], None
            while waiting and order[holder] > waiting[0]:
                waiting.pop(0)
        division = holder.getparent()
        if labelled is None or division is not labelled:
            part += ["\n"] if part else []
            labelled = division if styles.opens_with_label(holder) else None
        part += _rendered(holder, [text for text, _ in run], is_row, styles)
    yield part


def _rendered(holder: Any, texts: list[str], is_row: bool, styles: _Styles) -> list[str]:
    if is_row:
        return ["\t".join(texts) + "\n"]
    if styles.is_large(holder):
        # Nexis itself prints "First part;Second part" where a headline has two lines (lists of its Word documents).
        return ["".join(text if text.endswith(";") else f"{text} " for text in texts).rstrip() + "\n"]
    indent = _INDENT if styles.is_centred(holder) else ""
    return [f"{indent}{text}\n" for text in texts]


def _holder(node: Any) -> tuple[Any, bool]:
    """The element whose lines stand together: the row of a table, else the paragraph."""
    row = next((one for one in (node, *node.iterancestors()) if one.tag == "tr"), None)
    return (node, False) if row is None else (row, True)
