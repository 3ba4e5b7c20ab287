"""The error for a byte that an encoding does not allow, with its line and column."""

from __future__ import annotations

import codecs

from corpuskit.model import CorpuskitError, Place
from corpuskit.problems import failure
from corpuskit.reading.line_ends import line_ends
from corpuskit.reading.sources.source import Source


def undecodable(source: Source, codec: str, byte: int, reason: str, remedy: str, bom: int = 0) -> CorpuskitError:
    """The error for a byte (a view offset) that the encoding of a source does not allow."""
    line, column = position(source, codec, byte, bom)
    place = Place(source.name, line, column, byte)
    return failure("undecodable", place, file=source.name, encoding=codec, reason=reason, byte=byte, remedy=remedy)


def position(source: Source, codec: str, byte: int, bom: int = 0) -> tuple[int, int]:
    """Line and column (1-based, in characters) of a byte of a source, decoded as far as it can be."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    lines, column, at = 1, 1, 0
    held = ""  # a CR of which the next chunk tells whether LF follows
    for chunk in source.chunks():
        piece = chunk[bom if at == 0 else 0 : max(0, byte - at)]
        at += len(chunk)
        text = held + decoder.decode(piece, at >= byte)
        held = "\r" if text.endswith("\r") and at < byte else ""
        text = text[: len(text) - len(held)]
        lines += line_ends(text.encode("utf-8", "replace"))
        start = max(text.rfind("\n"), text.rfind("\r")) + 1
        column = len(text) - start + (1 if start else column)
        if at >= byte:
            break
    return lines, column
