"""The normal text of a seed, and where in it a value stands.

Normal text: decoded, without byte-order mark, line ends as LF. Offsets count its code points. They are the same in any
copy of the seed that differs in line ends, byte-order mark or Unicode encoding only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import BinaryIO

from corpuskit.corrections.passages import INSTEAD

#: Where a line of a value stands, from the record's first code point: start, end, and what else holds of it (`JOINED`,
#: `AFTER_GAP`), if anything does.
Piece = Sequence[int]
#: White space was joined by one space; a gap left by a person stands before, on the same line.
JOINED, AFTER_GAP = 1, 2


def normal(text: str) -> str:
    """Text with line ends as LF and without a byte-order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class Reader:
    """Reads the normal text of a view, from its start, stretch by stretch."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self.file, self.encoding = file, encoding
        self.byte = 0  #: view offset up to which it was read
        self.at = 0  #: code points of normal text before that
        self.digest = hashlib.sha256()

    def take(self, end: int) -> str:
        """The normal text up to a view offset, which has to lie behind the last one and between two characters."""
        data = self.file.read(end - self.byte)
        first = self.byte == 0
        self.byte = end
        text = data.decode(self.encoding, "replace")
        text = normal(text) if first else text.replace("\r\n", "\n").replace("\r", "\n")
        self.at += len(text)
        self.digest.update(text.encode("utf-8", "surrogatepass"))
        return text

    def finish(self) -> str:
        """Closes the file; returns the SHA-256 of the normal text in UTF-8, as far as it was read."""
        self.file.close()
        return self.digest.hexdigest()


def pieces(value: str, whole: str) -> list[Piece] | None:
    """Where each line of a value stands in a record's normal text, in its order; None where one does not stand there.

    Of a line that the seed prints on several lines, white space is compared as one space. A line from which words were
    withheld (`corpuskit.corrections.passages`) is found in pieces, one on either side of each gap.
    """
    found: list[Piece] = []
    at = 0
    for line in value.split("\n"):
        of_line = _line_pieces(line, whole, at) or _line_pieces(line, whole, 0)
        if of_line is None:
            return None
        found += of_line
        at = of_line[-1][1]
    return found


def _line_pieces(line: str, whole: str, at: int) -> list[Piece] | None:
    piece = _piece(line, whole, at)
    if piece is not None or INSTEAD not in line:
        return None if piece is None else [piece]
    found: list[Piece] = []
    for number, part in enumerate(line.split(INSTEAD)):
        piece = _piece(part, whole, at)
        if piece is None:
            return None
        start, end, how = (*piece, 0)[:3]
        found.append([start, end, how | AFTER_GAP] if number else piece)
        at = end
    return found


def lines_of(found: Sequence[Piece]) -> list[Piece]:
    """The first piece of each line."""
    return [piece for piece in found if not _how(piece) & AFTER_GAP]


def _piece(line: str, whole: str, at: int) -> Piece | None:
    start = whole.find(line, at)
    if start >= 0:
        return [start, start + len(line)]
    if line != " ".join(line.split()):
        return None
    broken = re.compile(r"\s+".join(map(re.escape, line.split()))).search(whole, at)
    return [broken.start(), broken.end(), JOINED] if broken else None


def value(found: Sequence[Piece], whole: str) -> str:
    """The value whose pieces were found."""
    said = []
    for number, piece in enumerate(found):
        text = whole[piece[0] : piece[1]]
        said.append(INSTEAD if _how(piece) & AFTER_GAP else "\n" if number else "")
        said.append(" ".join(text.split()) if _how(piece) & JOINED else text)
    return "".join(said)


def _how(piece: Piece) -> int:
    return piece[2] if len(piece) > 2 else 0
