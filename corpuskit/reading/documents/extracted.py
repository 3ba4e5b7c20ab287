"""A view whose text was extracted: made of the pieces that its layout yields, hashed, and read like any other."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from corpuskit.model import Block, Piece, View
from corpuskit.patterns import later
from corpuskit.reading.documents.document import Document
from corpuskit.reading.line_ends import line_ends
from corpuskit.reading.sources.source import IN_MEMORY

#: Pieces of a view whose text is at most so long are kept: extracting them again costs more than the memory.
KEPT = 64 * 1024 * 1024

#: What UTF-8 cannot hold: each becomes one other character, so that places in the text stay where they are.
_SURROGATE = later("[\ud800-\udfff]")


@dataclass(slots=True)
class Extraction:
    """The pieces of a document, extracted anew each time or kept where they are few."""

    extract: Callable[[Document], Iterator[Piece]]
    document: Document
    kept: list[Piece] | None = None

    def pieces(self) -> Iterator[Piece]:
        """The pieces, their text ready to be a view's: line ends as LF."""
        return iter(self.kept) if self.kept is not None else map(_writable, self.extract(self.document))

    def blocks(self, size: int) -> Iterator[Block]:
        """The text as blocks of about ``size`` bytes."""
        start, line = 0, 1
        for data in self._joined(size):
            yield Block(data, start, line)
            start += len(data)
            line += line_ends(data)

    def _joined(self, size: int) -> Iterator[bytes]:
        held: list[bytes] = []
        length = 0
        for piece in self.pieces():
            data = piece.text.encode("utf-8") + b"\n"
            held.append(data)
            length += len(data)
            if length >= size:
                yield b"".join(held)
                held, length = [], 0
        if held:
            yield b"".join(held)

    def open_bytes(self) -> BinaryIO:
        """The text as a file that can be read and sought."""
        written = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
        for data in self._joined(1 << 20):
            written.write(data)
        written.seek(0)
        return cast(BinaryIO, written)


def _writable(piece: Piece) -> Piece:
    text = piece.text
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if not text.isascii():
        text = _said(text)
    if piece.states and not all(name.isascii() for name, _, _ in piece.states):  # keys of JSON are names of fields
        states = tuple((_said(name), start, end) for name, start, end in piece.states)
        piece = piece._replace(states=states)
    if piece.told and not all("".join(one).isascii() for one in piece.told):
        told = tuple((_said(name), _said(value), _said(source)) for name, value, source in piece.told)
        piece = piece._replace(told=told)
    return piece if text is piece.text else piece._replace(text=text)


def _said(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def extracted(document: Document, name: str, extract: Callable[[Document], Iterator[Piece]]) -> View:
    """The view called ``name`` of a document whose pieces ``extract`` gives, extracted here once for size and hash.

    Raises CorpuskitError as ``extract`` does.
    """
    extraction = Extraction(extract, document)
    digest = hashlib.sha256()
    size = 0
    kept: list[Piece] | None = []
    for piece in extraction.pieces():
        data = piece.text.encode("utf-8") + b"\n"
        digest.update(data)
        size += len(data)
        if kept is not None:
            kept.append(piece)
            kept = kept if size <= KEPT else None
    extraction.kept = kept
    return View(
        file=document.name,
        file_sha256=document.sha256,
        size=size,
        view=name,
        view_sha256=digest.hexdigest(),
        encoding="utf-8",
        encoding_rule="extracted",
        encoding_confidence=1.0,
        bom=0,
        seed=document.seed,
        open_blocks=extraction.blocks,
        open_bytes=extraction.open_bytes,
        read_as=document.evident_encoding,
        open_pieces=extraction.pieces,
    )
