"""A layout that a person has written as NAME.layout.toml: which lines open and close an article, how its credit is
written, and what the labels of its fields state.

Patterns are literal text with placeholders, each of which reaches to the next literal: nothing is tried twice, so that
a line costs no more than it is long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document
from corpuskit.splitting import pieces

PLACEHOLDERS = ("outlet", "authors", "date", "section", "page", "url", "source_id", "any")
_PLACEHOLDER = later(r"\{([^{}]*)\}")
#: A label, its colon, and blanks up to the value.
_LABELLED = later(r"\s*([^\s:：][^:：\n]{0,59}?)[ \t\u00a0]*[:：][ \t\u00a0]*")
#: A longer line (in characters) is a paragraph, and opens no article.
LONGEST = 300

States = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A credit pattern: ``names[i]`` stands between ``literals[i]`` and ``literals[i + 1]``."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> Pattern:
        """Raises ValueError, in words, for a placeholder that is not known, or two with nothing between them."""
        parts = _PLACEHOLDER.split(written)
        literals, names = tuple(parts[::2]), tuple(parts[1::2])
        for name in names:
            if name not in PLACEHOLDERS:
                raise ValueError(f"there is no placeholder {{{name}}}")
        if not names:
            raise ValueError("it has no placeholder")
        if any(not literal for literal in literals[1:-1]):
            raise ValueError("two placeholders have nothing between them")
        return cls(literals, names)

    def states(self, line: str) -> States | None:
        """What a line states, each with its code points; None where it is not written so."""
        start = len(line) - len(line.lstrip())
        end = len(line.rstrip())
        if not line.startswith(self.literals[0], start):
            return None
        at = start + len(self.literals[0])
        found = []
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            stop = line.find(literal, at, end) if literal else end
            if literal and name == self.names[-1] and literal == self.literals[-1]:
                stop = end - len(literal) if line.endswith(literal, at, end) else -1
            if stop <= at or not _may_be(name, line[at:stop]):
                return None
            if name != "any":
                found.append((name, at, stop))
            at = stop + len(literal)
        return tuple(found) if at == end else None


def _may_be(name: str, value: str) -> bool:
    return bool(value.strip()) and (name != "date" or bool(find_dates(value)))


class Line(NamedTuple):
    """A line of a head: ``title``, ``subtitle``, ``credit`` or ``field``, and what it states."""

    kind: str
    states: States


@dataclass(frozen=True, slots=True)
class WrittenLayout:
    """What a file describes; ``extract`` yields the lines of a document as a layout does."""

    name: str
    head: tuple[str, ...]  #: with a ? behind what may be missing
    credits: tuple[Pattern, ...]
    separator: str | None
    credit_at_foot: bool = False
    footers: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)  #: label, folded → what it states

    @classmethod
    def of(cls, name: str, stated: Mapping[str, Any]) -> WrittenLayout:
        """From the content of the file, which was checked."""
        patterns = tuple(Pattern.of(written) for written in stated.get("credit", ()))
        labels = {label.casefold(): what for label, what in stated.get("fields", {}).items()}
        return cls(
            name,
            tuple(stated["head"]),
            patterns,
            stated.get("separator"),
            "foot" in stated,
            tuple(stated.get("footer", ())),
            labels,
        )

    def extract(self, document: Document) -> Iterator[Piece]:
        """The lines of the document, all of them, each as what it is."""
        return self.tiled(document.lines())

    def tiled(self, lines: Iterator[str]) -> Iterator[Piece]:
        """Lines with their ends → pieces."""
        held: deque[str] = deque()
        record, may_begin = -1, True
        while True:
            self._fill(held, lines)
            if not held:
                return
            opened = self._opened(held) if may_begin else None
            if opened is not None:
                record += 1
                yield from self._head(held, record, opened)
                may_begin = not self._ends
                continue
            line = held.popleft()
            inside = record >= 0 and not (may_begin and self._ends)
            closing = self.credit_states(line) if self.credit_at_foot and inside else None
            if self._separates(line):
                yield pieces.outside(line, "separator", "separator-of-layout")
                may_begin = True
            elif not line.strip():
                yield (
                    Piece(line, "blank", record, "blank-line")
                    if inside
                    else pieces.outside(line, "blank-outside", "blank-line")
                )
            elif line.strip().startswith(self.footers):
                yield pieces.outside(line, "footer", "footer-of-layout")
            elif closing is not None:
                yield Piece(line, "credit", record, "credit-of-layout", closing)
                may_begin = True
            elif not inside:
                yield pieces.outside(line, "unassigned", "no-head-of-layout")
            else:
                yield pieces.body(record, line, "below-the-head")

    @property
    def _ends(self) -> bool:
        """Whether the layout says where an article ends, so that the next one begins only there."""
        return self.separator is not None or self.credit_at_foot

    def _fill(self, held: deque[str], lines: Iterator[str]) -> None:
        """Reads until as many lines that are not blank are at hand as a head can have."""
        wanted = len(self.head) + len(self.fields) - sum(bool(line.strip()) for line in held)
        while wanted > 0 and (line := next(lines, None)) is not None:
            held.append(line)
            wanted -= bool(line.strip())

    def _separates(self, line: str) -> bool:
        return self.separator is not None and line.strip().startswith(self.separator)

    def _opened(self, held: Sequence[str]) -> list[Line] | None:
        """What each line of a head is, where one begins with the next line; None where none does."""
        if not held[0].strip():
            return None
        return self._fits(self.head, [line for line in held if line.strip()]) or None

    def _fits(self, head: Sequence[str], printed: Sequence[str]) -> list[Line] | None:
        """The lines of a head, where the first of ``printed`` are one. What may be missing is looked for first."""
        if not head:
            return []
        kind = head[0].removesuffix("?")
        taken = self._block(printed) if kind == "fields" else self._line(kind, printed[:1])
        rest = self._fits(head[1:], printed[len(taken) :]) if taken else None
        if rest is not None:
            return [*taken, *rest]
        return self._fits(head[1:], printed) if head[0] != kind else None

    def _line(self, kind: str, printed: Sequence[str]) -> list[Line]:
        """The first line, where it can be of a kind; else nothing."""
        if not printed or not self._may_open(printed[0]):
            return []
        states = self.credit_states(printed[0])
        if kind == "credit":
            return [] if states is None else [Line(kind, states)]
        return [Line(kind, ())] if states is None and self._field(printed[0]) is None else []

    def _block(self, printed: Sequence[str]) -> list[Line]:
        """The lines with labels with which ``printed`` begins, no more than there are labels."""
        found = (self._field(line) if self._may_open(line) else None for line in printed[: len(self.fields)])
        return [line for line in takewhile(lambda line: line is not None, found) if line is not None]

    def _may_open(self, line: str) -> bool:
        return len(line) <= LONGEST and not self._separates(line) and not line.strip().startswith(self.footers)

    def _field(self, line: str) -> Line | None:
        """A line of the form "Label: value" with a label of the layout."""
        match = _LABELLED.match(line) if self.fields else None
        what = self.fields.get(" ".join(match.group(1).casefold().split())) if match is not None else None
        if match is None or what is None:
            return None
        start, end = match.end(), len(line.rstrip())
        name = what if start < end and what != "any" else "label"
        states = ((name, start, end),) if name != "label" else ((name, 0, end),)
        return Line("title" if name == "title" else "field", states)

    def credit_states(self, line: str) -> States | None:
        """What a line states as a credit, by the first pattern that it is written in."""
        text = line.rstrip("\r\n")
        return next((found for each in self.credits if (found := each.states(text)) is not None), None)

    def _head(self, held: deque[str], record: int, opened: Sequence[Line]) -> Iterator[Piece]:
        for kind, states in opened:
            while not held[0].strip():
                yield Piece(held.popleft(), "blank", record, "blank-line")
            line = held.popleft()
            if kind == "title":
                yield Piece(line, "title", record, "title-of-layout", states)
            elif kind == "field":
                yield Piece(line, "credit", record, "field-of-layout", states)
            elif kind == "subtitle":
                yield pieces.subtitle(record, line, "subtitle-of-layout")
            else:
                yield Piece(line, "credit", record, "credit-of-layout", states)


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The pieces of a file in a written layout, in a form that can be sent to another process."""

    layout: WrittenLayout
    document: Document

    def __call__(self) -> Iterator[Piece]:
        return self.layout.extract(self.document)
