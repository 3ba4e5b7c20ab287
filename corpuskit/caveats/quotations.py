"""Long passages in quotation marks: words of someone else, in whom the rights may lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "quotations"
CODES = ("quoted-third-party-text",)
#: Code points from which a passage is long: some 150 words; one article in a hundred has one.
LONG = 1000
#: Opening marks with those that close them; what opens a quotation in one language closes it in another.
PAIRS = (("“", "”"), ("„", "“”"), ("«", "»"), ("»", "«"), ("「", "」"), ('"', '"'))


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each long passage, its marks included."""
    for row, text in enumerate(records["text"].to_pylist()):
        if text is not None and len(text) > LONG:
            for start, end in passages(text):
                words = len(text[start:end].split())
                statement = codes()[CODES[0]].message.format(words=words)
                yield (
                    row,
                    Caveat(CODES[0], statement, basis="the text", rule="in-quotation-marks", start=start, end=end),
                )


def passages(text: str) -> list[tuple[int, int]]:
    """Start and end of each long quotation, in order. One over several paragraphs has an opening mark before each."""
    found = [passage for opening, closing in PAIRS if opening in text for passage in _between(text, opening, closing)]
    return sorted(found)


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """The long passages in one pair of marks. Most texts have no long stretch without a mark: `str.split` is fast."""
    for mark in closing:
        start = 0
        for part in text.split(mark):
            end = start + len(part)
            if len(part) >= LONG and end < len(text):
                at = start - 1 if mark == opening else text.find(opening, start, end)
                at = _last_stray(text, at, end, opening) if at >= 0 else end
                if end - at >= LONG and _opens(text, at) and _closes(text, at, end, closing):
                    yield at, end + 1
            start = end + 1


def _last_stray(text: str, at: int, end: int, opening: str) -> int:
    """The last opening mark that does not begin a paragraph: what opened before it was never closed."""
    again = text.rfind(opening, at + 1, end)
    while again > at and text[again - 1] == "\n":
        again = text.rfind(opening, at + 1, again)
    return max(again, at)


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands where a quotation opens: not behind a letter."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,!?")


def _closes(text: str, start: int, end: int, closing: str) -> bool:
    """Whether a mark stands where a quotation closes, and every paragraph between begins with a mark."""
    after, inside = text[end + 1 : end + 2], text[start + 1 : end]
    if after.isalnum() or inside[0].isspace() or any(mark in inside for mark in closing if mark != text[start]):
        return False
    return all(part[:1] == text[start] for part in inside.split("\n")[1:])
