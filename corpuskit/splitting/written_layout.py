"""A layout that a person has written as NAME.layout.toml: which lines open an article, and how its credit is written.

Patterns are literal text with placeholders, each of which reaches to the next literal: nothing is tried twice, so that
a line costs no more than it is long.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.reading import Document
from corpuskit.splitting import pieces

PLACEHOLDERS = ("outlet", "authors", "date", "section", "page", "url", "source_id", "any")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
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


@dataclass(frozen=True, slots=True)
class WrittenLayout:
    """What a file describes; ``extract`` yields the lines of a document as a layout does."""

    name: str
    head: tuple[str, ...]
    credits: tuple[Pattern, ...]
    separator: str | None

    @classmethod
    def of(cls, name: str, stated: Mapping[str, Any]) -> WrittenLayout:
        """From the content of the file, which was checked."""
        patterns = tuple(Pattern.of(written) for written in stated.get("credit", ()))
        return cls(name, tuple(stated["head"]), patterns, stated.get("separator"))

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
                may_begin = self.separator is None
                continue
            line = held.popleft()
            if self._separates(line):
                yield pieces.outside(line, "separator", "separator-of-layout")
                may_begin = True
            elif not line.strip():
                yield (
                    Piece(line, "blank", record, "blank-line")
                    if record >= 0 and not (may_begin and self.separator)
                    else pieces.outside(line, "blank-outside", "blank-line")
                )
            elif record < 0 or (self.separator and may_begin):
                yield pieces.outside(line, "unassigned", "no-head-of-layout")
            else:
                yield pieces.body(record, line, "below-the-head")

    def _fill(self, held: deque[str], lines: Iterator[str]) -> None:
        """Reads until as many lines that are not blank are at hand as a head has."""
        wanted = len(self.head) - sum(bool(line.strip()) for line in held)
        while wanted > 0 and (line := next(lines, None)) is not None:
            held.append(line)
            wanted -= bool(line.strip())

    def _separates(self, line: str) -> bool:
        return self.separator is not None and line.strip().startswith(self.separator)

    def _opened(self, held: Sequence[str]) -> list[States] | None:
        """What each line of a head states, where one begins with the next line; None where none does."""
        if not held[0].strip():
            return None
        printed = [line for line in held if line.strip()][: len(self.head)]
        if len(printed) < len(self.head) or any(len(line) > LONGEST or self._separates(line) for line in printed):
            return None
        found: list[States] = []
        for kind, line in zip(self.head, printed, strict=True):
            states = self.credit_states(line)
            if (states is not None) != (kind == "credit"):
                return None
            found.append(states or ())
        return found

    def credit_states(self, line: str) -> States | None:
        """What a line states as a credit, by the first pattern that it is written in."""
        text = line.rstrip("\r\n")
        return next((found for each in self.credits if (found := each.states(text)) is not None), None)

    def _head(self, held: deque[str], record: int, opened: Sequence[States]) -> Iterator[Piece]:
        for kind, states in zip(self.head, opened, strict=True):
            while not held[0].strip():
                yield Piece(held.popleft(), "blank", record, "blank-line")
            line = held.popleft()
            if kind == "title":
                yield pieces.title(record, line, "title-of-layout")
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
