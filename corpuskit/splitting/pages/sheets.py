"""What a browser prints at the head and at the foot of each sheet: day and time, the page's name, its address, "1/3".

Such lines stand in the midst of texts, again and again, and their day is that of printing. A count of sheets beside an
address, or beside a day, is nothing else; the count tells besides whether an article ends there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from corpuskit.patterns import later

#: What a line of a sheet's head or foot can hold, as bits.
COUNT, STAMP, ADDRESS, NAME = 1, 2, 4, 8
_NUMBERS = later(
    r"(?P<word>page|seite|página|pagina|strona|sida|side|стр\.)? ?(?P<at>\d{1,3}) ?(?:/|of|von|sur|de|di|van|av|z|из) ?"
    r"(?P<all>\d{1,3})",
    re.IGNORECASE,
)
_STAMP = later(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?P<time>,?(?: (?:at|um|à|alle|kl\.?))? \d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_ADDRESS = later(r"(?:https?://|file://|www\.)\S{3,400}")
#: So many words are at most a count or a stamp; a line has so many such parts; and rows of one break between sheets.
_WORDS, _PARTS, _ROWS = 4, 3, 6
#: A name that is printed again below is told by so many characters.
_SAME = 25
#: Rows behind a break in which the name of the page is looked for.
BELOW = 4


class Printed(NamedTuple):
    """What a line of a sheet's head or foot holds."""

    parts: int
    name: str  #: what is left
    begins: bool  #: whether a count says that an article begins behind the line, or with it


_NOTHING = Printed(0, "", False)


@lru_cache(maxsize=4096)
def printed(text: str) -> Printed:
    """The parts of a line; none of a line that holds something else, or a name alone."""
    words = text.split()
    parts, counts, dated = 0, None, False
    for _ in range(_PARTS):
        found = next((one for one in _at_an_edge(words)), None)
        if found is None:
            break
        part, words, match = found
        parts |= part
        counts = match if part == COUNT else counts
        dated |= part == STAMP and match["time"] is None
    if not parts or (dated and not parts & (COUNT | ADDRESS)):
        return _NOTHING
    if parts == COUNT and counts is not None and not counts["word"] and "/" not in text:
        return _NOTHING  # "1 of 14", below a picture
    if not words:
        return Printed(parts, "", counts is not None and counts["at"] == counts["all"])
    if counts is not None and (not counts["word"] or parts & STAMP):
        return _NOTHING  # "Part 1 of 3"
    return Printed(parts | NAME, " ".join(words), counts is not None and int(counts["at"]) == 1)


def _at_an_edge(words: list[str]) -> Iterator[tuple[int, list[str], re.Match[str]]]:
    """A part at the beginning or at the end of words: what it is, and the words without it."""
    for size in range(min(_WORDS, len(words)), 0, -1):
        for first, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            piece = " ".join(first)
            for part, pattern in ((COUNT, _NUMBERS), (STAMP, _STAMP), (ADDRESS, _ADDRESS)):
                match = pattern.fullmatch(piece)
                if match is not None and (part != COUNT or 0 < int(match["at"]) <= int(match["all"])):
                    yield part, rest, match


def breaks(candidates: list[int], text: Callable[[int], str | None]) -> Iterator[tuple[list[int], list[int]]]:
    """Breaks between sheets: their rows, and those of them that are of no article.

    ``candidates`` are rows that may hold a count, ``text`` is a row's text, or None for one that is a paragraph, or no
    row.
    """
    done = -1
    for row in candidates:
        if row <= done or not _of(text, row).parts & COUNT:
            continue
        first, last = row, row
        while first > done + 1 and row - first < _ROWS and _of(text, first - 1).parts:
            first -= 1
        while last - row < _ROWS and (more := _more(text, last)):
            last += more
        parts = 0
        for each in range(first, last + 1):
            parts |= _of(text, each).parts
        done = last
        if parts & (ADDRESS | STAMP):
            yield [*range(first, last + 1)], [*_of_no_article(text, first, last)]


def _of(text: Callable[[int], str | None], row: int) -> Printed:
    line = text(row)
    return _NOTHING if line is None else printed(line.strip())


def _more(text: Callable[[int], str | None], last: int) -> int:
    """How many rows below a row of a break belong to it too: the head of the next sheet, its name on a line or not."""
    if _of(text, last + 1).parts:
        return 1
    if text(last + 1) is None:
        return 0
    if _of(text, last + 2).parts == STAMP:
        return 2
    return int(_of(text, last).parts == STAMP)


def _of_no_article(text: Callable[[int], str | None], first: int, last: int) -> Iterator[int]:
    """The rows of a break without the name of a page that is printed nowhere else."""
    begins = any(_of(text, row).begins for row in range(first, last + 1))
    for row in range(first, last + 1):
        found = _of(text, row)
        name = found.name if found.parts else text(row) or ""
        if not name or not begins or _is_printed_below(text, name, last):
            yield row


def _is_printed_below(text: Callable[[int], str | None], name: str, last: int) -> bool:
    """Whether the title of a page stands again below a break."""
    folded = name.casefold()
    for row in range(last + 1, last + 1 + BELOW):
        line = (text(row) or "").strip().casefold()
        if len(line) >= _SAME and (line in folded or line[:_SAME] == folded[:_SAME]):
            return True
        if line and line in folded and 2 * len(line) > len(folded):
            return True
    return False


def opening(text: Callable[[int], str | None]) -> Iterator[int]:
    """The rows of the head of the first sheet, with which a file begins and before which no foot stands."""
    last = 0
    while last < 2 and _of(text, last).parts == STAMP:
        last += 1
    found = _of(text, last)
    name = found.name if found.parts else (text(last) or "") if last else ""
    if not name and last:
        yield from range(last)
    elif name and (last or found.parts) and _is_printed_below(text, name, last):
        yield from range(last + 1)
