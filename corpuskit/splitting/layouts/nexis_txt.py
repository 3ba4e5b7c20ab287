"""The layout ``nexis-txt``: text saved from Nexis, where "3 of 26 DOCUMENTS" stands above each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from corpuskit.model import Piece
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.line_ends import lines_of
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.exports.labels import labelled
from corpuskit.splitting.exports.nexis_article import MOST_HEAD, article, is_article
from corpuskit.splitting.exports.nexis_lines import RIGHTS, TABLE, is_centred, is_head, known_label, unlisted_label
from corpuskit.splitting.recognition import Recognised

NAME = "nexis-txt"
NEEDS = "lines"

#: Labels that stand below a text, and hold no paragraphs.
_BELOW = frozenset(
    ["language", "extra.load_date", "extra.publication_type", "extra.journal_code", "extra.document_type"]
)


def recognise(sample: Sample) -> Recognised | None:
    """Lines that number the articles, or a cover page."""
    if sample.kind != "text":
        return None
    lines = lines_of(sample.text)
    found = next((line for line in lines if is_head(line)), None)
    if found is not None:
        return Recognised(f"a line {' '.join(found.split())!r} above an article", 0.97)
    said = {TABLE.statement(label[0]) for line in lines[:MOST_HEAD] if (label := labelled(line)) is not None}
    return Recognised("the cover page of an export of Nexis", 0.6) if {"request", "date"} <= said else None


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an export or an article begins, where this line says that one does."""
    label = labelled(line)
    return 0 if is_head(line) or (label is not None and TABLE.statement(label[0]) == "request") else None


def begins(line: str, above: Sequence[str]) -> bool:
    """Whether a whole export begins with a line that `opens` something: its cover page."""
    return not is_head(line)


def extract(document: Document) -> Iterator[Piece]:
    """The cover page, then an article from each numbered line to the next.

    Raises CorpuskitError (``layout-broken``) where nothing follows on the cover page.
    """
    if not any(map(is_head, document.lines())):
        raise broken(document, "an export of Nexis", "a line like '3 of 26 DOCUMENTS' above each article", "none")
    yield from articles(document.lines(), own_labels(document.lines()))


def articles(lines: Iterable[str], own: Collection[str], *, alone: bool = False) -> Iterator[Piece]:
    """The pieces of an export, of which ``own`` are the `own_labels`; ``alone``: nothing but it can stand there."""
    held: list[str] = []
    record = -1
    for line in lines:
        if is_head(line):
            found = article(record, held, own) if record >= 0 else _cover(held)
            yield from found
            record += 1 if record < 0 or is_article(held) else 0
            held = []
        held.append(line)
    if record < 0:
        yield from _cover(held)
        return
    end = len(held) if alone else _end(held)
    yield from article(record, held[:end], own)
    yield from pieces.before(held[end:], "below-the-articles") if end < len(held) else ()


def _end(lines: Sequence[str]) -> int:
    """Where the last article ends: below labels and rights that stand below its text, if much follows without any;
    else where a pasted article opens.
    """
    place, inside, closed = "head", False, False
    below: set[str] = set()
    text = len(lines)
    for at, line in enumerate(lines):
        field = known_label(line)[1]
        if field is not None:
            inside = True
            below = below | {field} if field in _BELOW and place in ("text", "foot") else set()
            place = "foot" if place == "text" else place
            place = "labels" if field in ("extra.length", "body") else place
        elif not line.strip() or RIGHTS.match(line) or is_centred(line):
            inside = bool(line.strip())
            closed = closed or (place == "foot" and inside)
        elif not inside:
            if (len(below) > 1 or closed) and len("".join(lines[at:]).strip()) >= pieces.LEAST_BEFORE:
                return at
            place = "text" if place == "labels" else place
            text = min(text, at) if place == "text" else text
    pasted = pasted_below(lines[text:])
    return len(lines) if pasted is None else text + pasted


def own_labels(lines: Iterable[str]) -> frozenset[str]:
    """Labels that this export prints and that are not listed, in whatever language: several articles have them, and
    none has one twice, as it has the name of somebody who speaks.
    """
    articles: Counter[str] = Counter()
    twice: set[str] = set()
    seen: set[str] = set()
    for line in lines:
        if ":" not in line:
            if is_head(line):
                seen = set()
            continue
        label = unlisted_label(line)
        if label is not None:
            (twice if label[0] in seen else articles).update([label[0]])
            seen.add(label[0])
    return frozenset(name for name, count in articles.items() if count > 1 and name not in twice)


def _cover(lines: Sequence[str]) -> Iterator[Piece]:
    """What the export says of itself before the first article."""
    first = next((at for at in range(len(lines)) if _opens_cover(lines[at])), len(lines))
    yield from pieces.before(lines[:first], "cover-page")
    for text in _entries(lines[first:]):
        found = labelled(text)
        word = TABLE.statement(found[0]) if found else None
        if not text.strip():
            yield pieces.outside(text, "blank-outside", "blank-line")
        elif found and word:
            yield pieces.statement(word, text[found[1] :], "cover-page", text[: found[1]])
        else:
            yield pieces.outside(text, "footer", "cover-page")


def _opens_cover(line: str) -> bool:
    found = labelled(line)
    return found is not None and TABLE.statement(found[0]) is not None


def _entries(lines: Sequence[str]) -> Iterator[str]:
    """The lines of the cover page, each entry with the lines that carry it on."""
    held = ""
    for line in lines:
        if held and (not held.strip() or not line.strip() or labelled(line)):
            yield held
            held = ""
        held += line
    if held:
        yield held
