"""The layout ``joined``: documents that follow on each other in one file (``cat a.html b.html``), of any kinds.

Documents of HTML, XML and JSON are found where one ends and the next begins, with text between them. Each is read as
it would be in a file of its own: its encoding is decided and its layout recognised apart, and its count is checked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpuskit.model import CorpuskitError, Origin, Piece, Seed
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample, sample
from corpuskit.reading.encodings.names import mark_of
from corpuskit.reading.line_ends import line_ends
from corpuskit.reading.parsers.json_text import unnamed
from corpuskit.reading.sources.source import Source
from corpuskit.splitting import pieces
from corpuskit.splitting.parting import may_hold_several, parts
from corpuskit.splitting.recognition import Recognised, recognised

NAME = "joined"
NEEDS = "bytes"

#: More than any layout can be sure of that a file begins with.
SURE = 0.99
_BLANK = later(r"\s*\Z")


def recognise(sample: Sample) -> Recognised | None:
    """Several documents, or one with text of some length beside it."""
    if sample.kind not in ("markup", "text", "json") or unnamed(sample.text) is not sample.text:
        return None
    if sample.kind != "markup" and not may_hold_several(sample):
        return None
    found = parts(_bytes(sample.source), sample.kind, sample.seed)
    documents = sum(part.kind != "text" for part in found)
    if len(found) < 2 or not documents:
        return None
    return Recognised(f"{len(found)} documents or texts that follow on each other, each with a layout of its own", SURE)


def _takes_lines(layout: Any) -> bool:
    from corpuskit.splitting.layouts import reads_lines

    return layout is None or reads_lines(layout)


def _bytes(source: Source) -> bytes:
    return _as_utf8(b"".join(source.chunks()))


def _as_utf8(data: bytes) -> bytes:
    """Bytes in which the signs of ASCII are what they are: those of UTF-16 and -32 as UTF-8."""
    mark = mark_of(data)
    if mark is None or not mark[0].startswith(("utf-16", "utf-32")):
        return data
    return data[mark[1] :].decode(mark[0], "replace").encode("utf-8")


def _source(data: bytes, seed: Seed) -> Source:
    return Source(seed.name, None, lambda: io.BytesIO(data))


def extract(document: Document) -> Iterator[Piece]:
    """What the layout of each part makes of it. A part that cannot be read is kept outside, with a problem."""
    data = _as_utf8(document.data())
    kind = sample(document.source, document.seed).kind
    record, line = 0, 0
    for number, part in enumerate(parts(data, kind, document.seed)):
        highest = -1
        own = data[part.start : part.end].lstrip(b"\r\n")
        start = part.end - len(own)
        line += line_ends(data[part.start : start])
        for piece in _of_part(document, own, number):
            highest = max(highest, piece.record)
            yield _moved(piece, record, line)
        record += highest + 1
        line += line_ends(data[start : part.end])


def _moved(piece: Piece, record: int, line: int) -> Piece:
    """A piece of a part in the whole: its number of the record, and the line of the file that its problem names."""
    if piece.fault is not None and piece.fault.line is not None:
        piece = piece._replace(fault=piece.fault._replace(line=piece.fault.line + line))
    return piece._replace(record=piece.record + record) if piece.record >= 0 else piece


def _of_part(whole: Document, data: bytes, number: int) -> Iterator[Piece]:
    settings = {name: value for name, value in whole.seed.settings.items() if name != "layout"}
    seed = whole.seed._replace(settings=settings)
    part = Document(seed, _source(data, seed), whole.encoding, whole.limits)
    try:
        found, layout = _read(part, sample(part.source, seed))
    except CorpuskitError as error:
        if error.problems[0].code == "reader-missing":
            raise
        expected, text = "a document that can be read", data.decode("utf-8", "replace")
        found, layout = [pieces.unread(text.strip(), expected, error.problems[0].message, 1)], NAME
    encoding = _encoding(part)
    record = -1
    for piece in found:
        told = encoding if piece.record > record else ()
        record = max(record, piece.record)
        yield piece._replace(told=(*piece.told, *told), origin=Origin(number, layout))


def _read(part: Document, beginning: Sample) -> tuple[list[Piece], str]:
    """The pieces of a part, and the name of its layout."""
    from corpuskit.splitting.layouts import known_layouts

    chosen = recognised(beginning, [one for one in known_layouts(beginning.kind) if one.NAME != NAME])
    layout = chosen[0] if chosen is not None else None
    if layout is None or _takes_lines(layout):
        text = part.text().strip("\r\n")
        if len(text.strip()) >= pieces.LEAST_BEFORE:
            return [pieces.outside(text, "unassigned", pieces.ANOTHER)], NAME
        lines = [line for line in text.splitlines() if not _BLANK.match(line)]
        return [pieces.outside(line, "footer", "between-documents") for line in lines], NAME
    found = list(layout.extract(part))
    if found and all(piece.record < 0 and piece.fault is None for piece in found):
        fault = pieces.unread("", "articles", "none", 1).fault
        found[0] = found[0]._replace(fault=fault)
    return found, layout.NAME


def _encoding(part: Document) -> tuple[tuple[str, str, str], ...]:
    """The encoding of a part where it is not what is usual."""
    read_as = part.evident_encoding
    if read_as is None or read_as.value == "utf-8":
        return ()
    return (("extra.encoding", read_as.value, read_as.source),)
