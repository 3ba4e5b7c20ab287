"""The layout ``proquest-txt``: articles saved from ProQuest as text.

Lines of underscores part the articles. Each is a title, lines with labels, the text behind the label "Full text", and
lines with labels again. The first block says what the file is, the last to whom to turn, or lists the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.exports.labels import labelled
from corpuskit.splitting.exports.nexis_lines import is_head
from corpuskit.splitting.layouts.proquest import Article, Line, field_of
from corpuskit.splitting.recognition import Recognised

NAME = "proquest-txt"
NEEDS = "lines"

_RULE = later(r"\s*_{20,}\s*")
#: A line with a link of its own below the title.
_LINK = later(r"\s*(?:https?://\S+|ProQuest document link)\s*$")
#: What labels that only ProQuest prints together name; one of the first three is there.
TELLING = ("outlet", "source_id", "extra.publication_info", "extra.source_type", "extra.publication_year")
#: Of an article without a label that is known for its text, the text has so many characters.
LEAST_TEXT = 300
#: The lines below a text are labels: of the four from the first one on at least so many.
LEAST_LABELS = 3
#: So many lines of a block can be those that frame an export.
MOST_FRAME = 40


def recognise(sample: Sample) -> Recognised | None:
    """A line of underscores, and lines with labels that only ProQuest prints."""
    if sample.kind != "text":
        return None
    lines = sample.text.splitlines()
    listed = {name for line in lines if (name := _known(line)) in TELLING}
    if len(listed) < 2 or listed.isdisjoint(TELLING[:3]) or not any(map(_RULE.fullmatch, lines)):
        return None
    return Recognised("lines of underscores, and labels of ProQuest between them", 0.98)


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an export or an article begins, where this line says that one does."""
    return 0 if _RULE.fullmatch(line) else None


def extract(document: Document) -> Iterator[Piece]:
    """The blocks between lines of underscores: articles, and what stands before and behind them."""
    record, parted = 0, False
    held: list[str] = []
    around: frozenset[str] | None = None
    for line in document.lines():
        if _RULE.fullmatch(line):
            if record and around is None and not any(map(_known, held)):
                around = _around(document)
            found = list(_block(record, held, _is_frame(held, around)))
            yield from found
            record += any(piece.record == record for piece in found)
            yield pieces.outside(line, "footer", "line-of-underscores")
            held, parted = [], True
        else:
            held.append(line)
    below = pasted_below(held) if any(map(_known, held)) else None
    yield from _block(record, held[:below], frame=parted)
    yield from pieces.before(held[below:], "below-the-articles") if below is not None else ()


def _around(document: Document) -> frozenset[str]:
    """The lines that stand around the articles of an export: those of its first and of its last block.

    Of two exports in one file the blocks that frame them stand in the middle too.
    """
    first: list[str] | None = None
    held: list[str] = []
    for line in document.lines():
        if _RULE.fullmatch(line):
            first = held if first is None and any(map(str.strip, held)) else first
            held = []
        elif len(held) < MOST_FRAME:
            held.append(line)
    frames = [block for block in (first or (), held) if not any(map(_known, block))]
    return frozenset(text for block in frames for line in block if (text := line.strip()))


def _is_frame(lines: Sequence[str], around: frozenset[str] | None) -> bool:
    """Whether a block opens as the first or the last one does, or holds nothing."""
    opening = next((text for line in lines if (text := line.strip())), None)
    return opening is None or (around is not None and opening in around)


def _known(line: str) -> str | None:
    found = labelled(line)
    return None if found is None else field_of(found[0], line[found[1] :])


def _block(record: int, lines: Sequence[str], frame: bool) -> Iterator[Piece]:
    if not any(map(_known, lines)):
        if record == 0 or frame:
            yield from pieces.before(lines, "before-the-articles" if record == 0 else "below-the-articles")
        else:
            yield pieces.unread("".join(lines), "lines with labels below the title", "none")
        return
    at = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    yield from (pieces.outside(line, "blank-outside", "blank-line") for line in lines[:at])
    if at < len(lines) and (numbered := is_head(lines[at])) is not None:
        states = (("extra.number", *numbered.span("number")), ("export.count", *numbered.span("count")))
        yield Piece(lines[at], "credit", record, "numbered-line", states)
        at += 1
    yield from Article(record, list(_lines(lines[at:]))).pieces()


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of an article; within its text none has a label, whatever it begins with."""
    text = next((at for at, line in enumerate(lines) if _known(line) == "body"), None)
    named = text is None and (text := _likely_text(lines)) is not None
    foot = len(lines) if text is None else _foot(lines, text + 1)
    for at, line in enumerate(lines):
        found = labelled(line)
        inside = text is not None and text < at < foot
        is_label = found is not None and not inside and (_known(line) or (at >= foot and found[0][:1].isupper()))
        if named and at == text:
            yield Line(line, found[1] if found is not None else 0, name="body")
        elif found is not None and at == foot and _known(line) is None:
            yield Line(line, found[1], name="extra.title")
        else:
            yield Line(line, found[1] if found is not None and is_label and not _LINK.match(line) else 0)


def _likely_text(lines: Sequence[str]) -> int | None:
    """The line whose label names the text in a language that is not listed: the first between two that are listed,
    where most stands.
    """
    best, most = None, LEAST_TEXT
    at, size = None, 0
    for number, line in [*enumerate(lines), (len(lines), "")]:
        if number == len(lines) or _known(line) is not None:
            if at is not None and size > most:
                best, most = at, size
            at, size = None, 0
            continue
        if at is None and labelled(line) is not None and not _LINK.match(line):
            at = number
        size += len(line) if at is not None else 0
    return best


def _repeats_title(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a label, whatever it is called, and behind it the title that the article begins with."""
    found = labelled(lines[at])
    title = next((text for line in lines[:at] if (text := line.strip())), None)
    return found is not None and lines[at][found[1] :].strip() == title


def _foot(lines: Sequence[str], start: int) -> int:
    """Where the labels below the text begin: the first that is listed and not printed again, with others behind."""
    filled = [at for at in range(start, len(lines)) if lines[at].strip()]
    names = [_known(lines[at]) for at in filled]
    for number, at in enumerate(filled):
        near = names[number : number + 4]
        listed = sum(name is not None for name in near)
        if names[number] and names[number] not in names[number + 1 :] and listed >= min(LEAST_LABELS, len(near)):
            above = filled[number - 1] if number else at
            return above if _repeats_title(lines, above) else at
    return len(lines)
