"""The lines out of which author, outlet and date are read, before any of them is interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.describing.doubt import FOOT, FOOT_OR_HEAD
from corpuskit.describing.lines import Lines
from corpuskit.describing.parts import Line, Parts, lines_of, runs_of, trimmed
from corpuskit.describing.stated import of_credit, without_statement
from corpuskit.describing.text import Body
from corpuskit.lexicon.credits.signoffs import LONGEST, TAIL, is_below_signoff, signed_tail
from corpuskit.model import Cut, Stated
from corpuskit.patterns import later

#: A dateline is looked for in so much of the first paragraph, in bytes.
_HEAD = 1200
#: No longer line of a text is looked at as the credit of another, in bytes.
_CREDIT = 160
_NUMBER = later(rb"[0-9]")
#: So many lines may stand below what signs a text.
_BELOW = 3
#: With what a text ends that is signed in brackets.
_BRACKETS = (b")", "）".encode())


class Printed(NamedTuple):
    """The credit of a record, the paragraph that may begin with a dateline, and what may sign its text."""

    credit: Lines  #: without lines of which the layout says what they state
    shown: str  #: the whole credit
    places: tuple[tuple[str, int, int], ...]  #: rule, start and end (local offsets) of each part of the whole
    paragraph: Line | None
    below: tuple[str, ...] = ()  #: short lines with numbers in a text whose credit stands at its foot
    last: Line | None = None  #: the last line of the text


def printed_of(cut: Cut, parts: Parts, body: Body, stated: Sequence[Stated]) -> Printed:
    """What is printed of a record of which the layout states ``stated``."""
    first = body.first()
    paragraph = None
    if first is not None:
        paragraph = Line(body.paragraphs[first][:_HEAD].decode("utf-8", "ignore"), body.starts[first])
    lines: list[Line] = []
    places: list[tuple[str, int, int]] = []
    for run in runs_of(cut, of_credit(cut, parts.credit, stated)):
        if found := lines_of(cut, run):
            places.append((cut.spans.rule[run[0]], found[0].start, found[-1].end))
            lines += found
    whole = Lines.joined(lines)
    unread = Lines.joined(lines_of(cut, without_statement(cut, parts.credit, stated))) if stated else whole
    at_foot = any(rule in (FOOT, FOOT_OR_HEAD) for rule, _, _ in places)
    below = tuple(_dated_lines(body)) if at_foot else ()
    return Printed(unread, whole.text, tuple(places), paragraph, below, _last_line(body))


def _dated_lines(body: Body) -> Iterator[str]:
    """The short lines of a text that hold a number."""
    for paragraph in body.paragraphs:
        if len(paragraph) <= _CREDIT and _NUMBER.search(paragraph) is not None:
            yield paragraph.decode("utf-8").strip()


def _stands_below(paragraph: bytes) -> bool:
    return len(paragraph) <= LONGEST and is_below_signoff(paragraph.decode("utf-8"))


def _last_line(body: Body) -> Line | None:
    """What may sign a text: the brackets behind its last sentence, or its last line, if that is short and not the only
    one. Below it may stand who edited it, a copyright and an invitation to comment.
    """
    at = len(body.paragraphs) - 1
    while at > 1 and at >= len(body.paragraphs) - _BELOW and _stands_below(body.paragraphs[at]):
        at -= 1
    if at < 1:
        return None
    last, start = body.paragraphs[at].rstrip(), body.starts[at]
    if last.endswith(_BRACKETS) and (tail := signed_tail(last[-4 * TAIL :].decode("utf-8", "ignore"))):
        return Line(tail, start + len(last) - len(tail.encode("utf-8")))
    return trimmed(last, start) if len(last) <= 2 * LONGEST else None
