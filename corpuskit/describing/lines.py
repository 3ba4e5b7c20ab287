"""Lines of a credit read as one text that knows where its parts lie."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from corpuskit.describing.parts import Line


class Lines(NamedTuple):
    """Credit lines joined by a newline, which know where they lie; offsets in ``text`` are code points."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]  #: of each line in ``text``

    @classmethod
    def joined(cls, lines: Sequence[Line]) -> Lines:
        lengths = [len(line.text) + 1 for line in lines]
        return cls(tuple(lines), "\n".join(line.text for line in lines), tuple(accumulate(lengths, initial=0)))

    def local(self, at: int) -> int:
        """Local offset of a code point; of the end of the text that of the last line's end."""
        number = bisect_right(self.starts, at, hi=len(self.lines)) - 1
        return self.lines[number].offset(at - self.starts[number])

    def code_point(self, local: int) -> int:
        """Code point in ``text`` of the start of the first line at or behind a local offset."""
        for line, at in zip(self.lines, self.starts, strict=False):
            if line.start >= local:
                return at
        return len(self.text)
