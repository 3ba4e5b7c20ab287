"""The text of a record: its paragraphs without line ends and blank lines, and the headings among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from corpuskit.describing.parts import Parts
from corpuskit.model import Cut


@dataclass(slots=True)
class Body:
    """A record's text as UTF-8. ``paragraphs`` are its lines, ``starts`` their local offsets in the block."""

    paragraphs: list[bytes] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)  #: (paragraph, span) of each heading

    def data(self) -> bytes:
        return b"\n".join(self.paragraphs)

    def first(self) -> int | None:
        """The first paragraph that is no heading: it may have a dateline."""
        if not self.headings:
            return 0 if self.paragraphs else None
        headings = {paragraph for paragraph, _ in self.headings}
        return next((number for number in range(len(self.paragraphs)) if number not in headings), None)

    def heading_rows(self) -> list[tuple[str, int, int, int]]:
        """Each heading's text, offset in the text in code points, paragraph, and span."""
        rows = []
        counted = characters = 0
        for paragraph, span in self.headings:
            characters += sum(code_points(line) + 1 for line in self.paragraphs[counted:paragraph])
            counted = paragraph
            rows.append((self.paragraphs[paragraph].decode("utf-8"), characters, paragraph, span))
        return rows


def code_points(data: bytes) -> int:
    """How many characters UTF-8 data has."""
    return len(data) if data.isascii() else len(data.decode("utf-8"))


def body_of(cut: Cut, parts: Parts) -> Body:
    """The lines of a record's body and headings, each as it is printed; blank ones left out."""
    found = Body()
    data, spans = cut.block.data, cut.spans
    for number in parts.body:
        at = spans.start[number]
        piece = data[at : spans.end[number]]
        lines = (piece.replace(b"\r", b"\n") if b"\r" in piece else piece).split(b"\n")  # CR and LF: a blank between
        starts = accumulate([len(line) + 1 for line in lines], initial=at)
        printed = [(line, start) for line, start in zip(lines, starts, strict=False) if line and not line.isspace()]
        if number in parts.headings:
            first = len(found.paragraphs)
            found.headings += [(paragraph, number) for paragraph in range(first, first + len(printed))]
        found.paragraphs += [line for line, _ in printed]
        found.starts += [start for _, start in printed]
    return found
