"""The layout ``mediargus``: text saved from Mediargus (now Gopress), a numbered list of contents, then the articles.

Each article opens with its day and page; the outlet is named in the list only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.recognition import Recognised

NAME = "mediargus"
NEEDS = "lines"

#: "12. Title", after whatever a lost byte-order mark has left.
_ENTRY = re.compile(r"[\ufeff?]?(?P<number>\d{1,5})\. (?P<title>\S.*)")
#: "De Morgen, woensdag 30 november 2011, p. 23, 853w."
_SOURCE = re.compile(
    r"(?P<outlet>\S.*?), (?P<date>[^,]*\d{4}), p\. ?(?P<page>[^,]*), ?(?P<length>\d+ ?[a-z]{1,3})\.\s*$"
)
#: "30-11-2011, p.23"
_HEAD = re.compile(r"\s*(?P<date>\d{1,2}-\d{1,2}-\d{4}), p\. ?(?P<page>\S*)\s*$")
_RIGHTS = later(r"\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """An article in the list of contents."""

    number: int
    title: str
    outlet: str | None = None
    date: str | None = None
    page: str | None = None


@dataclass(slots=True)
class _Contents:
    """The list of contents, and which of its entries articles were found for."""

    entries: list[_Entry] = field(default_factory=list)
    #: Those without an article, by day and page; made when the first article asks.
    waiting: dict[tuple[str | None, str], list[_Entry]] = field(default_factory=dict)

    def of(self, date: str | None, page: str, lines: list[str]) -> _Entry | None:
        """The first entry without an article that has the day and page, and the title if one of them has it."""
        if not self.waiting:
            for one in self.entries:
                if one.page is not None:
                    self.waiting.setdefault((one.date, _bare(one.page)), []).append(one)
        fitting = self.waiting.get((date, _bare(page)), [])
        printed = {_plain(line) for line in lines[:8]}
        chosen = next((one for one in fitting if _plain(one.title) in printed), next(iter(fitting), None))
        if chosen is not None:
            fitting.remove(chosen)
        return chosen


def recognise(sample: Sample) -> Recognised | None:
    """A numbered list in which outlet, day, page and number of words stand under each title."""
    if sample.kind != "text":
        return None
    lines = [line for line in sample.text.splitlines() if line.strip()]
    numbered = sum(
        _ENTRY.match(line) is not None and _SOURCE.match(below) is not None for line, below in pairwise(lines)
    )
    heads = sum(_HEAD.match(line) is not None for line in lines)
    if numbered < 1 and heads < 3:
        return None
    return Recognised("titles are numbered, with outlet, day, page and words below them", 0.95)


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an export or an article begins, where this line says that one does."""
    if _HEAD.match(line):
        return 0
    if not _SOURCE.match(line):
        return None
    return next((at for at, text in enumerate(reversed(above), 1) if _ENTRY.match(text)), None)


def begins(line: str, above: Sequence[str]) -> bool:
    """Whether a whole export begins with a line that `opens` something: the first entry of its list of contents."""
    entry = next((found for text in reversed(above) if (found := _ENTRY.match(text))), None)
    return _HEAD.match(line) is None and entry is not None and entry["number"] == "1"


def extract(document: Document) -> Iterator[Piece]:
    """The list of contents, then an article from each line of day and page to the next."""
    contents = _Contents()
    held: list[str] = []
    record = -1
    for line in document.lines():
        if record < 0 and not contents.entries and _HEAD.match(line) is None:
            held.append(line)
            if _SOURCE.match(line) is None:
                continue
            at = next((at for at in range(len(held) - 1, -1, -1) if _ENTRY.match(held[at])), len(held) - 1)
            yield from pieces.before(held[:at], "above-the-list")
            yield from [_of_contents(one, contents) for one in held[at:]]
            held = []
            continue
        if record < 0:
            if _HEAD.match(line) is None:
                yield _of_contents(line, contents)
                continue
            record = 0
            yield from pieces.before(held, "above-the-articles")
            held = []
        elif _HEAD.match(line):
            yield from _article(record, held, contents)
            record += 1
            held = []
        held.append(line)
    if record < 0:
        yield from pieces.before(held, "no-article")
    elif held:
        end = _end(held)
        yield from _article(record, held[:end], contents)
        yield from pieces.before(held[end:], "below-the-articles") if end < len(held) else ()


def _end(lines: list[str]) -> int:
    """Where the last article ends: below the line of rights, if much follows on it; else where another one opens."""
    end = next((at for at, line in enumerate(lines, 1) if _RIGHTS.match(line)), len(lines))
    if len("".join(lines[end:]).strip()) >= pieces.LEAST_BEFORE:
        return end
    return pasted_below(lines) or len(lines)


def _of_contents(line: str, contents: _Contents) -> Piece:
    if (entry := _ENTRY.match(line)) is not None:
        contents.entries.append(_Entry(int(entry["number"]), entry["title"].strip()))
    elif contents.entries and (source := _SOURCE.match(line)) is not None:
        last = contents.entries[-1]
        last.outlet, last.page = source["outlet"], source["page"]
        last.date = _day(source["date"])
    elif not line.strip():
        return pieces.outside(line, "blank-outside", "blank-line")
    return pieces.outside(line, "contents", "list-of-contents")


def _article(record: int, lines: list[str], contents: _Contents) -> Iterator[Piece]:
    head = _HEAD.match(lines[0])
    assert head is not None
    entry = contents.of(_day(head["date"]), head["page"], lines[1:])
    told = _told(entry) if entry is not None else ()
    if record == 0 and contents.entries:
        told += (("export.count", str(len(contents.entries)), "the list of contents"),)
    states = (("date.dmy", *head.span("date")), ("page", *head.span("page")))
    printed = _title_line(lines, entry)
    if entry is not None and printed is None:
        told += (("title", entry.title, _source(entry)),)
    yield Piece(lines[0], "credit", record, "day-and-page", states, told=told)
    printed = _first_line(lines) if entry is None else printed
    for number, line in enumerate(lines[1:], 1):
        if not line.strip():
            yield Piece(line, "blank", record, "blank-line")
        elif printed is not None and number < printed:
            named = number == 1
            yield pieces.field(record, "authors" if named else "extra.edition", line, "above-the-title")
        elif number == printed:
            yield pieces.title(record, line, "title-of-contents" if entry else "first-line")
        elif _RIGHTS.match(line):
            yield pieces.field(record, "rights", line, "copyright-line")
        else:
            yield pieces.body(record, line, "below-the-title")


def _told(entry: _Entry) -> tuple[tuple[str, str, str], ...]:
    source = _source(entry)
    number = ("extra.number", str(entry.number), source)
    return (number,) if entry.outlet is None else (number, ("outlet", entry.outlet, source))


def _source(entry: _Entry) -> str:
    return f"entry {entry.number} of the list of contents"


def _title_line(lines: list[str], entry: _Entry | None) -> int | None:
    """The line that prints the title of the list of contents; it may be longer there than here, or the reverse."""
    if entry is None:
        return None
    title = _plain(entry.title)
    near = range(1, min(len(lines), 12))
    return next(
        (at for at in near if _plain(lines[at]) == title),
        next((at for at in near if len(line := _plain(lines[at])) > 8 and title.startswith(line)), None),
    )


def _first_line(lines: list[str]) -> int | None:
    return next((at for at in range(1, len(lines)) if lines[at].strip()), None)


def _day(text: str) -> str | None:
    found = next(iter(find_dates(text, order="dmy")), None)
    return found.iso if found is not None else None


def _bare(page: str) -> str:
    return page.replace(" ", "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
