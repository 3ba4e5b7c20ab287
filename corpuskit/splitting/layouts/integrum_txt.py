"""The layout ``integrum-txt``: reports saved from Integrum as Word or RTF documents, or as text.

An article opens with lines of codes (``^ИС:`` outlet, ``^ДТ:`` date, ``^ЗГ:`` headline …), as on the pages that are
saved as HTML; below them its headline may stand again, and its text. What stands above the first codes is the list of
contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpuskit.model import Piece
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "integrum-txt"
NEEDS = "lines"

_CODE = re.compile(r"[ \t\u00a0]{0,20}\^(?P<code>[А-ЯЁA-Z]{2,3}):[ \t\u00a0|]{0,9}")
#: What a reader of RTF writes for the end of a cell.
_CELL_END = re.compile(r"[ \t\u00a0]{0,9}\|?[ \t\u00a0]{0,9}[\r\n]{0,2}\Z")
#: So many different codes that are listed a report has at least.
LEAST = 2
_TABLE = labels("integrum")


def recognise(sample: Sample) -> Recognised | None:
    """Lines that begin with codes that are listed."""
    if sample.kind != "text":
        return None
    found = {one["code"] for line in sample.text.splitlines() if (one := _CODE.match(line)) is not None}
    if sum(_TABLE.field(code) is not None for code in found) < LEAST:
        return None
    return Recognised("lines with the codes of Integrum's reports (^ИС:, ^ДТ:, ^ЗГ:)", 0.96)


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an article begins, where this line says that one does."""
    filled = [text for text in above if text.strip()][-2:]
    return 0 if _CODE.match(line) and not any(map(_CODE.match, filled)) else None


def extract(document: Document) -> Iterator[Piece]:
    """What stands above the first codes, then each article from its codes on to the next ones: to a code that it has
    already, or one below several lines of text.
    """
    record, held = -1, list[str]()
    seen: set[str] = set()  # codes of the article
    texts = 0
    for line in document.lines():
        found = _CODE.match(line)
        if found is not None and (record < 0 or found["code"] in seen or texts > 1):
            yield from _article(record, held) if record >= 0 else pieces.before(held, "list-of-contents")
            record, held, seen = record + 1, [], set()
        if found is not None:
            seen.add(found["code"])
        texts = 0 if found is not None else texts + bool(line.strip())
        held.append(line)
    if record < 0:
        yield from pieces.before(held, "no-article")
        return
    end = pasted_below(held) or len(held)
    yield from _article(record, held[:end])
    yield from pieces.before(held[end:], "below-the-articles") if end < len(held) else ()


def _article(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    titles: list[str] = []
    waiting = ""  # a code whose value stands on the next line
    for line in lines:
        found = _CODE.match(line)
        text = " ".join(line.split())
        if not text:
            yield Piece(line, "blank", record, "blank-line")
        elif found is not None and not line[found.end() :].strip(" \t\u00a0|\r\n"):
            waiting = found["code"]
            yield pieces.label(record, line, f"code-{waiting}")
        elif found is not None or waiting:
            code, start = (found["code"], found.end()) if found is not None else (waiting, 0)
            yield _coded(record, line, code, start, titles)
            waiting = ""
        elif text.casefold() in titles:
            yield pieces.label(record, line, "headline-again")
        else:
            yield pieces.body(record, line, "below-the-codes")


def _coded(record: int, line: str, code: str, start: int, titles: list[str]) -> Piece:
    name = _TABLE.field(code) or f"extra.{code.lower()}"
    rule = f"code-{code}"
    behind = _CELL_END.search(line, start)
    end = behind.start() if behind is not None else len(line)
    if name == "title" and not titles:
        titles.append(" ".join(line[start:end].split()).casefold())
        return Piece(line, "title", record, rule, (("title", start, end),))
    if name == "body":
        return Piece(line, "body", record, rule)
    if name == "authors":
        end = start + len(line[start:end].rstrip(" ,;"))
        spans = names_in(line[start:end], commas=False)
        return Piece(line, "credit", record, rule, tuple((name, start + first, start + last) for first, last in spans))
    return Piece(line, "credit", record, rule, (("date.dmy" if name == "date" else name, start, end),))
