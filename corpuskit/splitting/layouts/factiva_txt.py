"""The layout ``factiva-txt``: articles saved from Factiva as RTF, or as text of such a file.

Each article ends with its accession number ("Document CSTCR00020240502ek520000v"). Without indexing its lines come in
the order in which Factiva prints them: title; byline; words; day; outlet; source code; …; rights; text. With indexing a
code (HD, PD, SN …) stands in a cell of its own before each. Sources: Factiva's list of field codes, and readers of
such files that are public (fraba/Factiva-RTF-output-to-XML, chennesy/factiva_parser, vkelk/factiva-rtf-db,
alexanderkathan/factiva-article-analysis).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpuskit.lexicon.credits.names import person_score
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.languages import language_named
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.exports.labels import labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.layouts import factiva
from corpuskit.splitting.recognition import Recognised

NAME = "factiva-txt"
NEEDS = "lines"

#: A code at the beginning of a row, with what stands for the end of a cell: a sign, a tab, or spaces.
_CODED = re.compile(
    r"\s{0,40}(?P<code>[A-Z]{2,6})"
    r"(?:[ \u00a0]?\|[ \t\u00a0]?|[ \u00a0]{0,4}\t[ \t\u00a0]{0,9}|[ \u00a0]{2,20}(?=\S)|\s{0,9}$)"
)
_CELL_END = later(r"[ \t\u00a0]{0,9}\|?[ \t\u00a0]{0,9}[\r\n]{0,2}\Z")
#: "Page 2 of 14 © 2024 Factiva, Inc. All rights reserved.": a PDF, whose lines are those of a page.
_FOOT = later(r"(?m)^.{0,40}\d+ .{1,6} \d+ ?© ?(?:19|20)\d\d Factiva\b")
#: So many codes that are listed make a row of codes an article with indexing.
LEAST_CODES = 3
#: The lines between day and rights are no more than this.
MOST_HEAD = 10
#: From this score on a name is that of a person without a word that says so.
SURE_NAME = 2.5
#: Above the first title stand at most so many lines that are of the article; more are a list of contents.
MOST_ABOVE = 2
#: A line without the end of a sentence below the text is the publisher's name.
LONGEST_PUBLISHER = 120
#: A sentence of so many characters above the first article is no line of its list of contents.
SHORTEST_PROSE = 80
_TABLE = labels("factiva")


def recognise(sample: Sample) -> Recognised | None:
    """The line that ends each article, and above it a day with a source code below, or codes."""
    if sample.kind != "text" or (sample.document and _FOOT.search(sample.text)):
        return None
    lines = sample.text.splitlines()
    end = next((at for at, line in enumerate(lines) if _accession(line)), None)
    if end is None:
        return None
    codes = {found["code"] for line in lines[:end] if (found := _code(line)) is not None}
    if len(codes) < LEAST_CODES and _day(lines[:end]) is None:
        return None
    return Recognised(f"the accession number {lines[end].strip()[-25:]} below an article of Factiva", 0.96)


def opens(line: str, above: Sequence[str]) -> int | None:
    """Nothing tells by one line that an article begins."""
    return None


def closes(line: str) -> bool:
    """Whether an article ends with this line."""
    return _accession(line) is not None


def extract(document: Document) -> Iterator[Piece]:
    """Each article up to its accession number, and what stands above the first and below the last one."""
    record, held = 0, list[str]()
    for line in document.lines():
        held.append(line)
        if _accession(line) is not None:
            found = list(_article(record, held))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            held = []
    if _day(held) is not None or _codes(held) >= LEAST_CODES:  # the last article of a file that was cut off
        end = pasted_below(held) or len(held)
        yield from _article(record, held[:end])
        held = held[end:]
    yield from pieces.before(held, "below-the-articles") if held else ()


def _accession(line: str) -> re.Match[str] | None:
    coded = _CODED.match(line)
    start = coded.end() if coded is not None and coded["code"] == "AN" else 0
    return factiva.ACCESSION.match(line[start:].strip(" \t\u00a0|\r\n\f"))


def _code(line: str) -> re.Match[str] | None:
    """The code with which a row begins, where it is listed."""
    found = _CODED.match(line)
    return found if found is not None and _TABLE.field(found["code"]) else None


def _codes(lines: Sequence[str]) -> int:
    return len({found["code"] for line in lines if (found := _code(line)) is not None})


def _day(lines: Sequence[str]) -> int | None:
    """The line of the day: one below which the code of a source stands within three lines."""
    texts = [line.strip() for line in lines]
    for at, text in enumerate(texts):
        if factiva.date_in(text) is None:
            continue
        below = [text for text in texts[at + 1 : at + 5] if text][:3]
        if any(factiva.SOURCE_CODE.fullmatch(text) for text in below[1:]):
            return at
    return None


def _article(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    if _codes(lines) >= LEAST_CODES:
        yield from _indexed(record, lines)
        return
    day = _day(lines)
    if day is None:
        yield pieces.unread("".join(lines), "a day with an outlet and its code below, or codes (HD, PD)", "neither")
        return
    title, start = _head(lines, day)
    above = [at for at in range(title) if lines[at].strip()]
    mine = above if len(above) <= MOST_ABOVE and (record or not above) else []
    first = mine[0] if mine else title
    yield from _outside(record, lines[:first])
    for at in range(first, title):
        name = "section" if at == mine[-1] else "extra.column"
        yield _line(record, lines[at], [pieces.field(record, name, lines[at].strip(), "above-the-headline")])
    yield _line(record, lines[title], [pieces.title(record, lines[title].strip(), "headline")])
    yield from _below_title(record, lines, title + 1, day)
    stated = [at for at in range(day + 1, start) if lines[at].strip()]
    found = dict(zip(stated, factiva.source_lines(record, [lines[at].strip() for at in stated]), strict=False))
    for at in range(day + 1, start):
        yield _line(record, lines[at], [found[at]] if at in found else [])
    yield from _text(record, lines[start:])


def _outside(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    """What stands above an article: pasted text above the first, its list of contents, or nothing."""
    prose = any(line.strip().endswith((".", "。")) and len(line) > SHORTEST_PROSE for line in lines)
    if record == 0 and prose:
        yield from pieces.before(lines, "above-the-articles")
    else:
        kinds = ("blank-outside", "blank-line"), ("contents", "above-the-articles")
        yield from (pieces.outside(line, *kinds[bool(line.strip())]) for line in lines)


def _head(lines: Sequence[str], day: int) -> tuple[int, int]:
    """The lines of the title, and of the first paragraph."""
    run = day
    while run and lines[run - 1].strip():
        run -= 1
    words = day - 1 if day > run and factiva.WORD_COUNT.match(lines[day - 1].strip()) else day
    apart = next((at for at in range(run - 1, -1, -1) if lines[at].strip()), None)
    if apart is not None:
        title = apart
    else:
        credited = words - 1 > run and _is_credit(lines[words - 1].strip(), lines[words - 2].strip())
        title = max(run, words - 1 - credited)
    end = day + 1
    while end < len(lines) and lines[end].strip() and end - day <= MOST_HEAD:
        end += 1
    if end - day > MOST_HEAD or end == len(lines):
        end = _behind_rights(lines, day, end)
    return title, end


def _is_credit(text: str, above: str) -> bool:
    """Whether a line is the byline of the title above it: by its label, or as names below what is longer and none."""
    shorter = len(text.split()) < len(above.split())
    return _is_byline(text) or (shorter and _are_people(text) and not _are_people(above))


def _are_people(text: str) -> bool:
    spans = list(names_in(text))
    return bool(spans) and all(person_score(text[start:end]) >= SURE_NAME for start, end in spans)


def _is_byline(text: str) -> bool:
    return label_at(text, 0, len(text), ("author",)) is not None


def _behind_rights(lines: Sequence[str], day: int, end: int) -> int:
    """Where the text begins of an article whose lines no blank one parts."""
    for at in range(day + 1, min(end, day + MOST_HEAD + 2)):
        if factiva.RIGHTS.match(lines[at].strip()):
            return at + 1
    spoken = (at for at in range(day + 2, min(end, day + MOST_HEAD)) if language_named(lines[at].strip()))
    return next((at + 2 for at in spoken), min(end, day + 3))


def _below_title(record: int, lines: Sequence[str], start: int, day: int) -> Iterator[Piece]:
    """Byline, credit, words and day."""
    for at in range(start, day):
        text = lines[at].strip()
        if at == day - 1 and factiva.WORD_COUNT.match(text):
            yield _line(record, lines[at], [pieces.field(record, "extra.words", text, "words-above-the-date")])
        elif _is_byline(text) or _are_people(text):
            states = tuple(("authors", *span) for span in names_in(text))
            yield _line(record, lines[at], [Piece(text, "credit", record, "byline", states)])
        elif text:
            yield _line(record, lines[at], [pieces.credit(record, text, "below-the-headline")])
        else:
            yield _line(record, lines[at], [])
    text = lines[day].strip()
    date = factiva.date_in(text)
    assert date is not None
    rest = (("extra.release_time", date[1], len(text)),) if text[date[1] :].strip() else ()
    yield _line(record, lines[day], [Piece(text, "credit", record, "date-line", (("date", *date), *rest))])


def _text(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    """The paragraphs, the publisher, and the accession number."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    end = filled[-1] if filled and _accession(lines[filled[-1]]) is not None else None
    behind = [at for at in filled if end is not None and at < end]
    publisher = behind[-1] if len(behind) > 1 and _names_publisher(lines[behind[-1]].strip()) else None
    for at, line in enumerate(lines):
        text = line.strip()
        if at == end:
            found = factiva.ACCESSION.match(text)
            states = (("source_id", *found.span("id")),) if found is not None else ()
            yield _line(record, line, [Piece(text, "credit", record, "accession-number", states)])
        elif at == publisher:
            field = pieces.field(record, "extra.publisher", text, "above-the-accession-number")
            yield _line(record, line, [field])
        else:
            yield _line(record, line, [pieces.body(record, text, "below-the-rights")] if text else [])


def _names_publisher(text: str) -> bool:
    return len(text) < LONGEST_PUBLISHER and (not text.endswith((".", "!", "?", "”", '"')) or text[-4:-1].isalpha())


def _indexed(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    """The rows of an article with indexing; a line without a code carries on the row above it."""
    first = next(at for at, line in enumerate(lines) if _code(line) is not None)
    yield from _outside(record, lines[:first])
    name, code = "", ""
    for line in lines[first:]:
        found = _CODED.match(line)
        if found is not None and (_TABLE.field(found["code"]) or not found.group().strip().isalpha()):
            code = found["code"]
            name = _TABLE.field(code) or f"extra.{code.lower()}"
            start = found.end()
        else:
            start = len(line) - len(line.lstrip())
        value = line[start : _end(line)]
        if not value.strip():
            kind = "credit" if found is not None and line.strip() else "blank"
            yield Piece(line, kind, record, f"code-{code}", (("label", 0, len(line)),) if kind == "credit" else ())
        elif name == "body":
            yield from _in_row(record, line, start, code)
        else:
            yield Piece(
                line, "title" if name == "title" else "credit", record, f"code-{code}", _states(name, line, start)
            )


def _end(line: str) -> int:
    found = _CELL_END.search(line)
    return found.start() if found is not None else len(line)


def _in_row(record: int, line: str, start: int, code: str) -> Iterator[Piece]:
    """A paragraph behind the code of a row or its indent, and the sign of the cell's end behind it."""
    if line[:start].strip():
        yield Piece(line[:start], "credit", record, f"code-{code}", (("label", 0, start),))
    elif start:
        yield Piece(line[:start], "blank", record, "indent")
    line = line[start:]
    end = _end(line) if "|" in line[_end(line) :] else len(line)
    yield pieces.body(record, line[:end], f"code-{code}")
    if end < len(line):
        yield Piece(line[end:], "credit", record, "end-of-cell", (("label", 0, len(line) - end),))


def _states(name: str, line: str, start: int) -> tuple[tuple[str, int, int], ...]:
    end = _end(line)
    if name == "authors":
        return tuple((name, start + first, start + last) for first, last in names_in(line[start:end]))
    if name == "source_id" and (found := factiva.ACCESSION.match(line[start:end])) is not None:
        return ((name, start + found.start("id"), start + found.end("id")),)
    return ((name, start, end),)


def _line(record: int, line: str, found: Iterable[Piece]) -> Piece:
    """A piece that is made of the text of a line, as one of the whole line."""
    piece = next(iter(found), None)
    if piece is None:
        return Piece(line, "blank", record, "blank-line")
    start = len(line) - len(line.lstrip())
    states = tuple((name, first + start, last + start) for name, first, last in piece.states)
    if piece.kind == "title" and not states:
        states = (("title", start, len(line.rstrip())),)
    return piece._replace(text=line, states=states)
