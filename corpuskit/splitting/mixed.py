"""Files in which one export follows on another: where each begins, and which layout each has.

A layout for text says of a line that an export or an article opens with it (``opens(line, above)``: how many lines
above, None where none does), that an article ends with it (``closes(line)``), or that it tells of a whole export
(``begins(line, above)``). Where the lines of one layout are followed by those of another, or by an export of the same,
the file is parted.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from corpuskit.model import Origin, Piece, Seed
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.sample import HEAD
from corpuskit.reading.sources.source import Source
from corpuskit.splitting import pieces
from corpuskit.splitting.layouts import known_layouts, reads_lines
from corpuskit.splitting.recognition import Recognised

#: A stretch is read as an export where that is at least so sure; as pasted articles otherwise.
SURE = 0.9
#: So many lines above the one that tells an export may begin.
ABOVE = 8
#: A part up to so many characters is held while it is read: layouts pass over their lines several times.
HELD = 1 << 22


class Mark(NamedTuple):
    """A line (from 0) of a layout. With ``opens`` something of it begins there, else it ends before that line; with
    ``begins`` it is a whole export.
    """

    line: int
    layout: Any
    opens: bool
    begins: bool = False


class Start(NamedTuple):
    """The line (from 0) at which a stretch begins, its layout, and whether it is an export below one of the same."""

    line: int
    layout: Any
    again: bool = False


class Part(NamedTuple):
    """Some lines of a document, as a layout for lines sees them."""

    whole: Document
    first: int
    last: int | None
    held: Sequence[str] | None = None  #: its lines, where they are few

    @property
    def name(self) -> str:
        """The name of the seed."""
        return self.whole.name

    @property
    def seed(self) -> Seed:
        """The seed."""
        return self.whole.seed

    def lines(self) -> Iterator[str]:
        """The lines of the part with their ends."""
        return iter(self.held) if self.held is not None else islice(self.whole.lines(), self.first, self.last)


def extract_mixed(layout: Any, document: Document) -> Iterator[Piece]:
    """What ``layout`` makes of its stretches of a document; all others are left to other layouts.

    A stretch of mail is an outside span with a problem: its text does not lie in the file as it is sent.
    """
    starts = _starts(layout, document)
    record = 0
    for number, ((_, of, _), part) in enumerate(zip(starts, _parts(document, starts), strict=True)):
        origin = Origin(number, layout.NAME) if len(starts) > 1 else None
        if of is layout:
            highest = -1
            for piece in layout.extract(document if len(starts) == 1 else part):
                highest = max(highest, piece.record)
                piece = piece if origin is None else piece._replace(origin=origin)
                yield piece._replace(record=piece.record + record) if piece.record >= 0 and record else piece
            record += highest + 1
        elif reads_lines(of):
            yield pieces.outside("".join(part.lines()), "unassigned", pieces.ANOTHER)._replace(origin=origin)
        else:
            found = f"{of.NAME} beside text of another layout"
            yield pieces.unread("".join(part.lines()), f"{of.NAME} in a file of its own", found)


def _starts(layout: Any, document: Document) -> list[Start]:
    """Where stretches begin, with their layouts; the first at line 0."""
    starts: list[Start] = []
    before: Mark | None = None
    articles = False  # whether the stretch has something besides what tells of an export
    for mark in _marks(document):
        if before is None or mark.layout is not before.layout:
            at = 0 if before is None else _between(before, mark)
            if at is not None:
                starts.append(Start(at, mark.layout))
                before, articles = mark, not mark.begins
        else:
            if mark.begins and articles:
                starts.append(Start(mark.line, mark.layout, again=True))
                articles = False
            before, articles = mark, articles or not mark.begins
    sure = [
        start if (start.layout is layout and not start.again) or _is(start.layout, part) else Start(start.line, layout)
        for start, part in zip(starts, _parts(document, starts), strict=True)
    ]
    if not any(start.layout is layout for start in sure):
        return [Start(0, layout)]
    return [one for at, one in enumerate(sure) if at == 0 or one.again or one.layout is not sure[at - 1].layout]


def _parts(document: Document, starts: Sequence[Start]) -> Iterator[Part]:
    """The stretches in their order, in one pass over the document; a document that is one stretch is not read."""
    ends = [*(start.line for start in starts[1:]), None]
    lines = document.lines()
    for start, end in zip(starts, ends, strict=True):
        part = Part(document, start.line, end)
        if len(starts) > 1:
            part = part._replace(held=_held(islice(lines, None if end is None else end - start.line)))
        yield part


def _held(lines: Iterator[str]) -> list[str] | None:
    """All of the lines; None where they are longer than what is held, and they are passed over then."""
    found, size = [], 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size > HELD:
            deque(lines, maxlen=0)
            return None
    return found


def _between(one: Mark, other: Mark) -> int | None:
    """Where the stretch of another layout begins; None where that does not show."""
    if not one.opens:
        return one.line
    return other.line if other.opens else None


def _marks(document: Document) -> Iterator[Mark]:
    """The lines of all layouts. One directly below that of another layout is a part of it: a numbered article."""
    layouts = [layout for layout in known_layouts("text") if hasattr(layout, "opens")]
    above: deque[str] = deque(maxlen=ABOVE)
    marked: Any = None
    for number, line in enumerate(document.lines()):
        if line.strip():
            found = next((mark for layout in layouts if (mark := _mark(layout, number, line, above))), None)
            if found is not None and (marked is None or marked is found.layout):
                yield found
                marked = found.layout if found.opens else None
            else:
                marked = None
        above.append(line)


def _mark(layout: Any, number: int, line: str, above: Sequence[str]) -> Mark | None:
    up = layout.opens(line, above)
    if up is not None:
        begins = hasattr(layout, "begins") and layout.begins(line, above)
        return Mark(number - up, layout, True, begins)
    return Mark(number + 1, layout, False) if hasattr(layout, "closes") and layout.closes(line) else None


def _is(layout: Any, part: Part) -> bool:
    found: Recognised | None = layout.recognise(_sample(part.seed, "".join(part.lines()).encode("utf-8")))
    return found is not None and found.confidence >= SURE


def _sample(seed: Seed, data: bytes) -> Sample:
    return Sample(seed, data[:HEAD], len(data) <= HEAD, Source(seed.name, None, lambda: io.BytesIO(data)))


def stretch(seed: Seed, text: str) -> Document:
    """A part of a view, as a document of its own."""
    data = text.encode("utf-8")
    settings = {name: value for name, value in seed.settings.items() if name not in ("encoding", "layout")}
    return Document(seed._replace(settings=settings), Source(seed.name, None, lambda: io.BytesIO(data)))


def export_in(part: Document, without: str) -> Any | None:
    """The layout for lines that is recognised in a stretch, other than the one that left it; None where none is."""
    sample = _sample(part.seed, part.data())
    best, surest = None, 0.0
    for layout in known_layouts(sample.kind):
        if hasattr(layout, "recognise") and reads_lines(layout) and layout.NAME != without:  # noqa: SIM300
            found: Recognised | None = layout.recognise(sample)
            if found is not None and found.confidence >= SURE and found.confidence > surest:
                best, surest = layout, found.confidence
    return best
