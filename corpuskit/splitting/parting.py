"""The documents in a file of several: markup, JSON, tables and mail, and the text between them."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from corpuskit.model import CorpuskitError, Seed
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample, sample
from corpuskit.reading.documents.sample import HEAD
from corpuskit.reading.line_ends import lines_of
from corpuskit.reading.parsers.joined import Stretch, may_hold_json, may_hold_markup, stretches, values
from corpuskit.reading.parsers.mail import HEADER, message_of
from corpuskit.reading.sources.source import CHUNK, Source
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.recognition import UNSURE, recognised
from corpuskit.splitting.table_places import headers, table_end

#: Layouts of what is one value of JSON or several.
OF_JSON = ("json", "jsonl", "feed")
#: So much of the end of a file of mail is looked at for what stands below its last message.
MAIL_END = 4 * 1024 * 1024
#: What is looked at of a piece together with the next one: the longest line that can name columns.
OVERLAP = 4096
#: So many lines above the one that tells an export may begin.
ABOVE = 8

#: The word is looked for first, as that is fast, and then whether it opens the file or stands below a blank line.
_MESSAGE = re.compile(
    rb"From (?:(?<=\AFrom )|(?<=\n\nFrom )|(?<=\n\r\nFrom )"
    rb"|(?<=\nFrom )(?=[^\n]{3,120} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z][a-z] [ \d]\d? \d\d?:\d\d))"
    rb"\S[^\n]{3,200}\r?\n(?=[!-9;-~]{1,76}:[ \t])"
)
_BLANK = later(rb"\r?\n[ \t]*\r?\n")
_BASE64 = later(rb"(?:[A-Za-z0-9+/=]{1,200}+\r?\n|\r?\n)*+")
_END_OF_HTML = later(rb"</html\s*+>\s*+", re.IGNORECASE)
#: A line that begins with no object: all of JSON but objects a line each has one.
_NO_OBJECT = later(rb"\n[ \t]*+[^\s{]")
#: What goes on with JSON that was not whole.
_OF_VALUE = (b"{", b"[", b"}", b"]", b",", b'"')


def may_hold_several(beginning: Sample) -> bool:
    """Whether something in a file of text or JSON, read to its end, may begin another document than that at its top."""
    if beginning.kind == "text" and _opens_mail(beginning):
        end: deque[bytes] = deque(beginning.source.chunks(), maxlen=MAIL_END // CHUNK + 1)
        return below_mail(b"".join(end)[-MAIL_END:]) is not None
    rest, found, table = b"", False, False
    for number, chunk in enumerate(beginning.source.chunks()):  # to its end: a file is read as a whole or not at all
        if not found:
            data = rest + chunk
            found = _tells(data, beginning.kind, top=number == 0)
            table = table or (number == 0 and beginning.kind == "text" and next(headers(data), None) == 0)
            rest = chunk[-OVERLAP:]
    return found or (table and not _is(beginning, "csv"))


def _tells(data: bytes, kind: str, top: bool) -> bool:
    if kind == "json":
        return _NO_OBJECT.search(data) is not None or (top and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["))
    return (
        may_hold_markup(data)
        or may_hold_json(data)
        or (_MESSAGE.search(data) is not None)
        or any(place or not top for place in headers(data))
    )


def _opens_mail(beginning: Sample) -> bool:
    """Whether a file begins with a message, whatever its text is."""
    from corpuskit.splitting.layouts import mail

    head = beginning.head.lstrip(b"\xef\xbb\xbf\r\n")
    at_top = _MESSAGE.match(head) is not None or HEADER.match(head) is not None
    return at_top and mail.recognise(beginning) is not None


def _is(beginning: Sample, name: str) -> bool:
    return getattr(layout_of(beginning), "NAME", None) == name


def parts(data: bytes, kind: str, seed: Seed) -> list[Stretch]:
    """The documents and texts of a file, in order, whose bytes go on from ASCII."""
    return _merged(data, list(_Parting(data, seed).parts(kind)))


def _merged(data: bytes, found: Sequence[Stretch]) -> list[Stretch]:
    """The parts, each text with those beside it, and blank ones and the rest of broken JSON with what stands above."""
    merged: list[Stretch] = []
    start = 0
    for at, one in enumerate(found):
        content = data[one.start : one.end].strip()
        last = merged[-1] if merged else None
        if last is None and not content:
            continue
        goes_on = last is not None and one.kind == "text" and last.kind == "json" and _goes_on(content, found[at + 1 :])
        if last is not None and (not content or goes_on or one.kind == last.kind == "text"):
            merged[-1] = last._replace(end=one.end)
        else:
            merged.append(one._replace(start=one.start if merged else start))
    return merged


def _goes_on(content: bytes, behind: Sequence[Stretch]) -> bool:
    """Whether what stands below JSON is a part of it that is damaged: signs of it, or little with JSON below again."""
    between = bool(behind) and behind[0].kind == "json" and len(content) < pieces.LEAST_BEFORE
    return between or content.startswith(_OF_VALUE)


@dataclass(slots=True)
class _Parting:
    """The bytes of a file while they are parted. ``latin`` are they as text in which a character is a byte."""

    data: bytes
    seed: Seed
    latin: str = ""

    def __post_init__(self) -> None:
        self.latin = self.data.decode("latin-1")

    def parts(self, kind: str) -> Iterator[Stretch]:
        """The parts, neighbours of the same kind not yet as one."""
        size = len(self.data)
        if kind == "markup":
            yield from self.by_markup(0, size, among=False)
        elif kind == "json":
            yield from self._by_json(0, size, self._gap)
        elif _opens_mail(_sample(self.data, self.seed)) or _is(_sample(self.data, self.seed), "mail"):
            yield from self._with_mail(0)
        elif _is(_sample(self.data, self.seed), "csv"):
            end = table_end(self.data, 0, size)
            yield Stretch(0, end, "table")
            yield from self._gap(end, size)
        else:
            yield from self._gap(0, size)

    def _gap(self, start: int, end: int) -> Iterator[Stretch]:
        """The parts of what is none of the documents at the top of the file: mail last, as it holds all others."""
        envelope = next((found.start() for found in _MESSAGE.finditer(self.data, start, end)), None)
        if envelope is None or not self._is_mail(envelope, end):
            yield from self.by_markup(start, end, among=True)
            return
        yield from self.by_markup(start, envelope, among=True)
        yield from self._with_mail(envelope)

    def _is_mail(self, start: int, end: int) -> bool:
        return _opens_mail(_sample(self.data[start : min(end, start + HEAD)], self.seed))

    def _with_mail(self, start: int) -> Iterator[Stretch]:
        size = len(self.data)
        looked_at = max(start, size - MAIL_END)
        below = below_mail(self.data[looked_at:])
        end = size if below is None else looked_at + below
        yield Stretch(start, end, "mail")
        if end < size:
            yield from self.by_markup(end, size, among=True)

    def by_markup(self, start: int, end: int, among: bool) -> Iterator[Stretch]:
        """Documents of HTML and XML; ``among`` text only those that a layout reads."""
        until = start
        for one in stretches(self.data[start:end]):
            first, last = max(one.start + start, until), one.end + start
            if first >= last:
                continue
            unread = among and one.kind == "markup" and layout_of(_sample(self.data[first:last], self.seed)) is None
            if one.kind == "markup" and not unread:
                yield Stretch(first, last, "markup")
                until = last
            else:
                for part in self._by_json(first, last, self._with_tables):
                    yield part
                    until = part.end

    def _by_json(self, start: int, end: int, between: Callable[[int, int], Iterator[Stretch]]) -> Iterator[Stretch]:
        """JSON that holds articles, and what ``between`` makes of the rest; a value may reach behind the end."""
        at = start
        for first, last in self._json(start, end):
            if first > at:
                yield from between(at, first)
            yield Stretch(first, last, "json")
            at = last
        if at < end:
            yield from between(at, end)

    def _json(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """JSON that holds articles: lines of objects together, every other value by itself."""
        places = list(values(self.latin, start, end))
        if len(places) == 1 and not (self.data[start : places[0][0]] + self.data[places[0][1] : end]).strip():
            yield places[0]  # nothing to part it from, whatever it holds
            return
        held: tuple[int, int] | None = None
        for first, last in places:
            value = self.data[first:last]
            one_line = value.startswith(b"{") and b"\n" not in value
            gap = self.data[held[1] : first] if held is not None else b""
            if held is not None and one_line and not gap.strip() and b"\n" in gap:
                held = held[0], last
                continue
            if held is not None:
                yield held
                held = None
            if _reads_articles(value, self.seed):
                if one_line:
                    held = (first, last)
                else:
                    yield first, last
        if held is not None:
            yield held

    def _with_tables(self, start: int, end: int) -> Iterator[Stretch]:
        at = start
        for place in headers(self.data[start:end]):
            first = start + place
            last = table_end(self.data, first, end) if first >= at else 0
            if last:
                if first > at:
                    yield Stretch(at, first, "text")
                yield Stretch(first, last, "table")
                at = last
        if at < end:
            yield Stretch(at, end, "text")


def _reads_articles(data: bytes, seed: Seed) -> bool:
    """Whether a value of JSON by itself is an article with a text or holds some."""
    layout = layout_of(_sample(data, seed))
    if getattr(layout, "NAME", None) not in OF_JSON:
        return False
    try:
        found = layout.extract(Document(_bare(seed), _source(data, seed)))
        return any(piece.kind == "body" for piece in found)
    except CorpuskitError:
        return False


def below_mail(data: bytes) -> int | None:
    """Where the last message of mail ends in bytes, if something else stands below it: another document, an export as
    text, or pasted articles. None where nothing does.
    """
    envelopes = list(_MESSAGE.finditer(data))
    first = envelopes[-1].end() if envelopes else 0
    blank = _BLANK.search(data, first)
    if blank is None or not (envelopes or HEADER.match(data)):
        return None
    start = _end_of_part(data, first, blank.end())
    found = min(_others(data, start), default=None)
    has_text = found is not None and data[blank.end() : found].strip() and data[found:].strip()
    return found if has_text else None


def _end_of_part(data: bytes, first: int, body: int) -> int:
    """From where on something may stand below a message whose headers and text begin at two places."""
    head = message_of(data[first:body])
    boundary = head.get_boundary()
    if boundary is not None:
        closing = b"--" + boundary.encode("utf-8", "surrogateescape") + b"--"
        at = data.rfind(closing, body)
        return len(data) if at < 0 else at + len(closing)
    if str(head.get("content-transfer-encoding", "")).strip().lower() == "base64":
        found = _BASE64.match(data, body)
        return found.end() if found is not None else body
    if head.get_content_type() == "text/html":
        ends = [found.end() for found in _END_OF_HTML.finditer(data, body)]
        return ends[-1] if ends else len(data)
    return body


def _others(data: bytes, start: int) -> Iterator[int]:
    seed = Seed("", "")
    rest = data[start:]
    text = rest.decode("utf-8", "surrogateescape")
    found = _merged(rest, list(_Parting(rest, seed).by_markup(0, len(rest), among=True)))
    at = next((part.start for part in found if part.kind != "text"), None)
    if at is not None:
        yield start + at
    lines = lines_of(text)
    line = _export_in(lines)
    if line is None:
        line = pasted_below(lines, lines_of(data[:start].decode("utf-8", "surrogateescape")))
    if line is not None:
        yield start + len("".join(lines[:line]).encode("utf-8", "surrogateescape"))


def _export_in(lines: Sequence[str]) -> int | None:
    """The line at which an export as text begins.

    What is looked at from a line that may open one reaches so far that none begins in the first half of it unseen.
    """
    from corpuskit.splitting.layouts import known_layouts, reads_lines

    layouts = [one for one in known_layouts("text") if hasattr(one, "opens") and reads_lines(one)]
    above: deque[str] = deque(maxlen=ABOVE)
    at = seen = 0
    for number, line in enumerate(lines):
        if line.strip() and at >= seen:
            ups = (one.opens(line, above) for one in layouts)
            up: int | None = next((up for up in ups if up is not None), None)
            if up is not None:
                found = layout_of(_sample(_beginning(lines, number - up), Seed("", "")))
                if found is not None and reads_lines(found) and not hasattr(found, "cut"):
                    return number - up
                seen = at + HEAD // 2
        above.append(line)
        at += len(line)
    return None


def _beginning(lines: Sequence[str], start: int) -> bytes:
    """As much of lines as is looked at to tell what they are."""
    held, size = [], 0
    for line in islice(lines, start, None):
        if size >= HEAD:
            break
        held.append(line)
        size += len(line)
    return "".join(held).encode("utf-8", "surrogateescape")


def layout_of(beginning: Sample) -> Any:
    """The layout of a document or text by itself; None for pasted text, and where none reads it."""
    from corpuskit.splitting.layouts import joined, known_layouts

    others = [one for one in known_layouts(beginning.kind) if one is not joined]
    try:
        found = recognised(beginning, others)
    except CorpuskitError:
        return None
    return None if found is None or (found[1].confidence or 0.0) < UNSURE else found[0]


def _sample(data: bytes, seed: Seed) -> Sample:
    return sample(_source(data, seed), seed)


def _source(data: bytes, seed: Seed) -> Source:
    return Source(seed.name, None, lambda: io.BytesIO(data))


def _bare(seed: Seed) -> Seed:
    return seed._replace(settings={name: value for name, value in seed.settings.items() if name == "columns"})
