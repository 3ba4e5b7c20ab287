"""Where the lines and quotes of corrections stand in the seeds: one pass over their text, before anything is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpuskit.model import Block, View
from corpuskit.reading.blocks import line_ends

#: So many places of a line or quote are kept; who means more of them says `everywhere`, which keeps them all.
MOST = 1000
BLOCK_SIZE = 4 * 1024 * 1024
_INVISIBLE = "\ufeff\u200b\u2060"
_LINE = re.compile(rb"[^\r\n]*[^\s][^\r\n]*")
#: A line above is looked for in so many bytes.
_REACH = 1 << 16


@dataclass(slots=True)
class Standing:
    """A place at which a text stands: file, line (1-based), and for lines what surrounds it."""

    file: str
    line: int
    opens: bool = False  #: the line begins with the text
    whole: bool = False  #: the line is the text
    above: str | None = None
    below: str | None = None


@dataclass(slots=True)
class Standings:
    """Every place of every text that is looked for; ``lines`` are those of which the surroundings matter too."""

    quotes: Mapping[str, list[Standing]]
    lines: Mapping[str, list[Standing]]
    most: Mapping[str, int]
    waiting: list[Standing] = field(default_factory=list)  #: lines of which the one below was not seen yet
    last: str | None = None  #: the last line so far that is not blank

    def look(self, file: str, block: Block) -> None:
        """Adds the places in a block; blocks of a file come in their order."""
        first = _LINE.search(block.data)
        if first is not None:
            for one in self.waiting:
                one.below = _text(first[0])
            self.waiting.clear()
        for quote, found in self.quotes.items():
            for at in _occurrences(block.data, quote, MOST - len(found)):
                found.append(Standing(file, block.line + line_ends(block.data[:at])))
        for line, found in self.lines.items():
            for at in _occurrences(block.data, line, None):
                if len(found) < self.most[line] and (one := self._line(file, block, at, line)).opens:
                    found.append(one)
        self.last = _last(block.data, len(block.data)) or self.last

    def _line(self, file: str, block: Block, at: int, line: str) -> Standing:
        data = block.data
        start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
        found = Standing(file, block.line + line_ends(data[:start]))
        found.opens = not _text(data[start:at])
        if not found.opens:
            return found
        whole = _LINE.match(data, start)
        end = whole.end() if whole else at
        found.whole = _text(data[start:end]) == line
        found.above = _last(data, start) or self.last
        below = _LINE.search(data, end)
        if below is not None:
            found.below = _text(below[0])
        else:
            self.waiting.append(found)
        return found


def find(quotes: Iterable[str], lines: Mapping[str, int], views: Iterable[View]) -> Standings:
    """Looks for quotes and lines (with how many of each are wanted at most) in all views."""
    found = Standings({quote: [] for quote in quotes}, {line: [] for line in lines}, lines)
    for view in views:
        found.last = None
        found.waiting.clear()
        for block in view.open_blocks(BLOCK_SIZE):
            found.look(view.file, block)
    return found


def _occurrences(data: bytes, text: str, most: int | None) -> Iterator[int]:
    wanted = text.encode("utf-8", "surrogatepass")
    at = data.find(wanted)
    while at >= 0 and (most is None or most > 0):
        yield at
        most = None if most is None else most - 1
        at = data.find(wanted, at + len(wanted))


def _last(data: bytes, end: int) -> str | None:
    """The last line before an offset that is not blank."""
    head = data[max(0, end - _REACH) : end].rstrip()
    return _text(head[max(head.rfind(b"\n"), head.rfind(b"\r")) + 1 :]) or None


def _text(line: bytes) -> str:
    """A line without the white space and invisible signs around it."""
    return line.decode("utf-8", "ignore").strip().strip(_INVISIBLE).strip()
