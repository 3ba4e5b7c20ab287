"""Where lines end: at LF, CRLF and a lone CR, in text and in the bytes of UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def line_ends(data: bytes) -> int:
    """How many lines end in the data: at LF, CRLF and lone CR."""
    count = data.count(b"\n")
    if b"\r" in data:
        count += data.count(b"\r") - data.count(b"\r\n")
    return count


def first_end(piece: bytes, at: int) -> int | None:
    """Offset behind the first line end that ends behind ``at``."""
    newline = piece.find(b"\n", at)
    back = piece.find(b"\r", at, newline if newline >= 0 else len(piece))
    if back < 0:
        return newline + 1 if newline >= 0 else None
    return back + 2 if piece.startswith(b"\n", back + 1) else back + 1


def last_end(piece: bytes, at: int, until: int) -> int | None:
    """Offset behind the last line end that begins in ``piece[at:until]``."""
    newline = piece.rfind(b"\n", at, until)
    back = piece.rfind(b"\r", newline + 1 if newline >= 0 else at, until)
    if back < 0:
        return newline + 1 if newline >= 0 else None
    return back + 2 if piece.startswith(b"\n", back + 1) else back + 1


def joined_ends(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of which none but the last ends with CR, so that CR and LF stay together."""
    kept = b""
    for piece in pieces:
        if kept:
            piece = kept + piece
            kept = b""
        if piece.endswith(b"\r"):
            piece, kept = piece[:-1], b"\r"
        if piece:
            yield piece
    if kept:
        yield kept


def lines_of(text: str) -> list[str]:
    """Lines with their ends, which are LF, CRLF and lone CR and nothing else."""
    if "\r" not in text:
        lines = text.split("\n")
        return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
