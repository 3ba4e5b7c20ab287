"""Documents of HTML, XML or JSON that follow on each other in one file (``cat a.html b.html``), and text between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from json import JSONDecodeError
from typing import NamedTuple

from corpuskit.patterns import later
from corpuskit.reading.parsers.json_text import DECODER

#: What a document opens with where text may stand above it: elements that nothing holds but a file.
_OPENS = (
    rb"<(?:!doctype\s+html|html|\?xml|rss|feed|rdf:rdf|nitf|news(?:item|message|ml)|pps(?:article)?response)(?=[\s>?])"
)
_OPENING = re.compile(_OPENS, re.IGNORECASE)
_SEAM = later(rb"(?<![^>\n])[ \t]*(?=" + _OPENS + rb")", re.IGNORECASE)
#: The same behind tags that no root holds: there a page brings pages of its own, so that `html` alone does not tell.
_DECLARED = later(rb"(?<![^>\n])[ \t]*(?=<(?:!doctype\s+html|\?xml)[\s?])", re.IGNORECASE)
#: Declarations and comments, then the root. What does not end reaches no further than it may.
_ROOT = later(
    rb"(?:\s++|<\?[^>]{0,4000}>|<!--(?:[^-]|-(?!->)){0,20000}-->|<!doctype[^>\[]{0,1000}(?:\[[^\]]{0,65536}+\]\s*)?>)*+"
    rb"<(?P<root>[A-Za-z_][\w:.-]{0,100})",
    re.IGNORECASE,
)
#: What opens a page whose root is left out, as HTML allows: its doctype, what stands in a head, or in a text, as the
#: stores of blogs and newsletters keep one.
_IMPLIES_HTML = later(
    rb"\s*+<(?:!doctype\s++html|head|title|meta|link|base|style|script|body|div|p|h[1-6]|ul|ol|dl|blockquote|pre|figure"
    rb"|span|a|b|i|em|strong|font|center|img|br|hr)(?=[\s/>])",
    re.IGNORECASE,
)
_SPACE = later(rb"(?:\s|\xef\xbb\xbf)*")
#: An object or a list of them at the beginning of a line, behind a byte-order mark as Latin-1 reads it.
_JSON_SEAM = later(r"(?<![^\n\r])[ \t]*+(?:(?:\ufeff|ï»¿)[ \t]*+)?(?=\{\s{0,200}+[\"}]|\[\s{0,200}+\{)")
#: How either opens: each is looked for by its first sign, which is fast, before the line that it may stand on.
_OBJECT, _OF_OBJECTS = re.compile(rb"\{\s{0,200}+\""), re.compile(rb"\[\s{0,200}+\{")
_JSON_BYTES = later(rb"(?<![^\n\r])[ \t]*+(?:\xef\xbb\xbf[ \t]*+)?(?=\{\s{0,200}+\"|\[\s{0,200}+\{)")
#: Documents that do not end and were read to the end of the file to know it. Those behind them end where the next one
#: is declared, so that time grows with the file and not with its square.
_UNENDED = 8
#: The end of an element without content; a slash behind a value without quotes may be that of an address.
_EMPTY = later(rb"(?:^<[^\s=/>]++|[\s\"'])/>\Z")
#: What holds tags that are none, and where it ends.
_CLOSES = {
    b"<!--": later(rb"-->"),
    b"<![cdata[": later(rb"\]\]>"),
    b"<script": later(rb"</script\s*>", re.IGNORECASE),
    b"<style": later(rb"</style\s*>", re.IGNORECASE),
}


@dataclass(slots=True)
class _Seen:
    """What a file was found not to have, so that it is not looked for again."""

    unended: int = 0  #: documents that do not end
    unclosed: set[bytes] = field(default_factory=set)  #: keys of `_CLOSES` whose end does not come any more


class Stretch(NamedTuple):
    """Bytes of a file that are a document (``kind`` markup, json, table or mail), or text."""

    start: int
    end: int
    kind: str


def may_hold_markup(data: bytes) -> bool:
    """Whether a line of text opens a document of HTML or XML."""
    return _OPENING.search(data) is not None and _SEAM.search(data) is not None  # "<" is found a hundred times as fast


def may_hold_json(data: bytes) -> bool:
    """Whether a line of text opens an object in JSON, or a list of them."""
    opens = _OBJECT.search(data) is not None or _OF_OBJECTS.search(data) is not None
    return opens and _JSON_BYTES.search(data) is not None


def stretches(data: bytes) -> list[Stretch]:
    """The documents of a file in an encoding that goes on from ASCII, and the text between them, in order.

    What stands behind the root of a document in tags belongs to it, and blank lines to what stands above them.
    """
    found: list[Stretch] = []
    for one in _stretches(data):
        behind_document = found and found[-1].kind == "markup" and one.kind == "text"
        is_tags = data.startswith(b"<", _solid(data, one.start))
        if found and (not data[one.start : one.end].strip() or (behind_document and is_tags)):
            found[-1] = found[-1]._replace(end=one.end)
        else:
            found.append(one)
    return found


def _stretches(data: bytes) -> Iterator[Stretch]:
    at, root = 0, b""
    seen = _Seen()
    while at < len(data):
        start = _next(data, at, root)
        if start > at:
            yield Stretch(at, start, "text")
        if start < len(data):
            opened = _ROOT.match(data, _solid(data, start))
            root = b"html" if opened is None or _IMPLIES_HTML.match(data, start) else opened["root"].lower()
            end = _end(data, opened.start("root") - 1 if opened is not None else start, root, seen)
            yield Stretch(start, end, "markup")
            start = end
        at = start


def _solid(data: bytes, at: int) -> int:
    found = _SPACE.match(data, at)
    return found.end() if found is not None else at


def _next(data: bytes, at: int, before: bytes) -> int:
    """Where the next document begins, behind one whose root is ``before`` (empty: at the start of the file)."""
    solid = _solid(data, at)
    if data.startswith(b"<", solid):
        opened = _ROOT.match(data, solid)
        declared = _OPENING.match(data, solid, solid + 200) is not None
        if opened is not None and (declared or before != b"html"):
            return at
        found = _DECLARED.search(data, solid)
    else:
        found = _SEAM.search(data, solid)
    return found.end() if found is not None else len(data)


@lru_cache(maxsize=64)
def _tags(root: bytes) -> re.Pattern[bytes]:
    name = re.escape(root)
    return later(
        rb"<!--|<!\[CDATA\[|<(?:script|style)\b|</" + name + rb"\s*>|<" + name + rb"(?=[\s/>])[^<>]{0,4000}>?"
        rb"|<!doctype\s+html|<\?xml\s",
        re.IGNORECASE,
    )


def _end(data: bytes, at: int, root: bytes, seen: _Seen) -> int:
    """Where the root that begins at a byte ends; of one that does not end, where another document is declared."""
    depth, again = 0, len(data)
    first = at
    tags = _tags(root)
    while (found := tags.search(data, at)) is not None:
        tag, at = found[0].lower(), found.end()
        if tag in _CLOSES:
            closed = _CLOSES[tag].search(data, at) if tag not in seen.unclosed else None
            if closed is None:
                seen.unclosed.add(tag)
            else:
                at = closed.end()
        elif tag.startswith(b"</"):
            depth -= 1
            if depth <= 0:
                return at
            if (seam := _solid(data, at)) and re.match(_OPENS, data[seam : seam + 200], re.IGNORECASE):
                return at  # one within it has not ended
        elif tag.startswith((b"<!doctype", b"<?xml")):
            again = min(again, found.start()) if found.start() > first else again
            if again < len(data) and seen.unended >= _UNENDED:
                return again
        elif _EMPTY.search(tag) is None:
            depth += 1
        elif depth == 0:
            return at
    seen.unended += 1
    return again


def values(text: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """Where objects of JSON and lists of them lie that begin with a line between two places, in order.

    One that is cut off by the end of the text goes up to there. Attempts that fail are given up once they have read
    twice as much as there is, so that time grows with the text.
    """
    stop = len(text) if stop is None else stop
    left = 2 * (stop - start) + 4096
    at = start
    while left > 0 and (found := _JSON_SEAM.search(text, at, stop)) is not None:
        begin = found.end()
        try:
            value, at = DECODER.raw_decode(text, begin)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated string") or not text[error.pos : error.pos + 200].strip():
                yield begin, len(text)
                return
            left -= error.pos - begin + 1
            at = begin + 1
            continue
        except RecursionError:
            left -= stop - begin
            at = begin + 1
            continue
        if isinstance(value, dict) or (value and all(isinstance(one, dict) for one in value)):
            yield begin, at
