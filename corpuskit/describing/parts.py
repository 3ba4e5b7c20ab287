"""The spans of a cut, sorted by record and kind; and lines of spans as text that knows where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpuskit.model import KIND_CODE, Cut

_TITLE, _SUBTITLE, _CREDIT, _HEADING, _BODY, _BLANK = (
    KIND_CODE[kind] for kind in ("title", "subtitle", "credit", "heading", "body", "blank")
)
#: What is trimmed from a title or credit besides white space: signs that print nothing, as pasted from web pages.
INVISIBLE = "\ufeff\u200b\u2060"


@dataclass(slots=True)
class Parts:
    """The spans of a record, as numbers of spans in the cut; ``start`` and ``end`` are local offsets of the whole."""

    start: int
    end: int
    first: int  #: the span that opens the record
    title: list[int] = field(default_factory=list)
    subtitle: list[int] = field(default_factory=list)
    credit: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)  #: headings among them
    headings: set[int] = field(default_factory=set)


def parts_of(cut: Cut) -> list[Parts]:
    """The records of a cut in their order. A record reaches from its first span to its last."""
    found: list[Parts] = []
    spans = cut.spans
    for number, record in enumerate(spans.record):
        if record < 0:
            continue
        if record == len(found):
            found.append(Parts(spans.start[number], spans.end[number], number))
        parts = found[record]
        parts.end = spans.end[number]
        kind = spans.kind[number]
        if kind == _BODY:
            parts.body.append(number)
        elif kind == _TITLE:
            parts.title.append(number)
        elif kind == _CREDIT:
            parts.credit.append(number)
        elif kind == _SUBTITLE:
            parts.subtitle.append(number)
        elif kind == _HEADING:
            parts.body.append(number)
            parts.headings.add(number)
    return found


class Line(NamedTuple):
    """A line without its end and what surrounds it, and the local offset at which it begins."""

    text: str
    start: int

    def offset(self, at: int) -> int:
        """Local offset of a code point of the line."""
        return self.start + (at if self.text.isascii() else len(self.text[:at].encode("utf-8")))

    def part(self, start: int, end: int | None = None) -> Line:
        """A part of the line, from one code point to another or to its end."""
        return Line(self.text[start:end], self.offset(start))

    @property
    def end(self) -> int:
        return self.offset(len(self.text))


def lines_of(cut: Cut, numbers: Sequence[int]) -> list[Line]:
    """The lines of some spans, trimmed, without those of which nothing is left."""
    spans, data = cut.spans, cut.block.data
    found = []
    for number in numbers:
        at = spans.start[number]
        for raw in data[at : spans.end[number]].replace(b"\r", b"\n").split(b"\n"):
            line = trimmed(raw, at)
            if line.text:
                found.append(line)
            at += len(raw) + 1
    return found


def runs_of(cut: Cut, numbers: Sequence[int]) -> list[list[int]]:
    """Numbers of spans in runs that nothing but blank lines interrupts."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and all(kind == _BLANK for kind in cut.spans.kind[runs[-1][-1] + 1 : number]):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def trimmed(raw: bytes, start: int) -> Line:
    """Data from a local offset on as text, without white space and invisible signs around it."""
    whole = raw.decode("utf-8")
    text = whole.strip()
    while text and (text[0] in INVISIBLE or text[-1] in INVISIBLE):
        text = text.strip(INVISIBLE).strip()
    if not text or whole.startswith(text):
        return Line(text, start)
    return Line(text, start + len(whole[: whole.index(text)].encode("utf-8")))
