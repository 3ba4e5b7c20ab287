"""Where the lines and quotes of corrections stand in the seeds: one pass over their text, before anything is cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from corpuskit.model import Block, View
from corpuskit.octets import ends_of_lines
from corpuskit.patterns import later
from corpuskit.sorted_numbers import distinct

#: So many places of a line or quote are kept; who means more of them says `everywhere`, which keeps them all.
MOST = 1000
BLOCK_SIZE = 4 * 1024 * 1024
#: From so many texts on they are looked for together, by their first eight bytes.
_MANY, _WORD = 32, 8
_INVISIBLE = "\ufeff\u200b\u2060"
#: A line that is not blank, from where it begins.
_LINE = later(rb"(?<![^\r\n])[^\S\r\n]*+\S[^\r\n]*+")
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
        ends = ends_of_lines(block.data).tolist()
        for text, places in _occurrences(block.data, [*self.quotes, *self.lines]):
            if (quoted := self.quotes.get(text)) is not None:
                for at in places[: MOST - len(quoted)]:
                    quoted.append(Standing(file, block.line + bisect_left(ends, at)))
            if (found := self.lines.get(text)) is not None:
                for at in places:
                    if len(found) < self.most[text] and (one := self._line(file, block, at, text, ends)).opens:
                        found.append(one)
        self.last = _last(block.data, len(block.data)) or self.last

    def _line(self, file: str, block: Block, at: int, line: str, ends: Sequence[int]) -> Standing:
        data = block.data
        above = bisect_left(ends, at)  # lines
        start = ends[above - 1] + 1 if above else 0
        found = Standing(file, block.line + above)
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


def _occurrences(data: bytes, texts: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """Each text that stands in the data, with the places where it does, in their order and without overlaps."""
    wanted = {text: text.encode("utf-8", "surrogatepass") for text in texts}
    many = [text for text, octets in wanted.items() if len(octets) >= _WORD]
    if len(many) < _MANY:
        many = []
    begun = _beginnings(data, {wanted[text][:_WORD] for text in many})
    for text, octets in wanted.items():
        places: list[int] = []
        if many and len(octets) >= _WORD:
            for at in begun.get(octets[:_WORD], ()):
                if (not places or at >= places[-1] + len(octets)) and data.startswith(octets, at):
                    places.append(at)
        else:
            at = data.find(octets)
            while at >= 0:
                places.append(at)
                at = data.find(octets, at + len(octets))
        if places:
            yield text, places


def _beginnings(data: bytes, words: Collection[bytes]) -> dict[bytes, list[int]]:
    """Where words of eight bytes stand, all found in one pass: what it costs does not grow with their number."""
    known = distinct(np.array([int.from_bytes(word, "little") for word in words], np.uint64))
    found: list[int] = []
    for shift in range(min(_WORD, len(data)) if len(known) else 0):
        here = np.frombuffer(data, np.dtype("<u8"), (len(data) - shift) // _WORD, shift)
        at = np.minimum(np.searchsorted(known, here), len(known) - 1)
        found += (np.flatnonzero(known[at] == here) * _WORD + shift).tolist()
    places: dict[bytes, list[int]] = {}
    for place in sorted(found):
        places.setdefault(data[place : place + _WORD], []).append(place)
    return places


def _last(data: bytes, end: int) -> str | None:
    """The last line before an offset that is not blank."""
    head = data[max(0, end - _REACH) : end].rstrip()
    return _text(head[max(head.rfind(b"\n"), head.rfind(b"\r")) + 1 :]) or None


def _text(line: bytes) -> str:
    """A line without the white space and invisible signs around it."""
    return line.decode("utf-8", "ignore").strip().strip(_INVISIBLE).strip()
