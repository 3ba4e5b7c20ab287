r"""A view as blocks of whole lines, read anew as often as wanted, in memory bounded by block size and longest line.

A line ends at LF, CRLF or a lone CR, and its end belongs to it; nothing else ends a line. A block ends behind a line
end (the last one at the end of the view), never between CR and LF. The data of all blocks is the text of the view.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from corpuskit.model import Block, CorpuskitError, Place
from corpuskit.problems import failure
from corpuskit.reading.sources import CHUNK, Source


class Blocks(NamedTuple):
    """How a view is read: its source, the codec of its bytes, the length of its byte-order mark."""

    source: Source
    codec: str
    bom: int
    line_bytes: int

    def open(self, size: int) -> Iterator[Block]:
        """Consecutive blocks of about ``size`` bytes of UTF-8.

        Raises CorpuskitError for a line over the limit, bytes that the codec cannot read, and a source that changed.
        """
        yield from self._blocks(self._pieces(), size, self.bom, 1)

    def open_at(self, size: int, offset: int) -> Iterator[Block]:
        """The same from the first line on that begins at or behind a view offset; of UTF-8 alone, once it was scanned.

        Raises CorpuskitError as `open` does.
        """
        if offset <= self.bom:
            yield from self.open(size)
            return
        number = (offset - 1) // CHUNK
        chunks = _joined_ends(self.source.chunks(number))
        before, line = number * CHUNK, 1 + self.source.lines[number]
        for chunk in chunks:
            end = _first_end(chunk, max(0, offset - 1 - before))
            if end is not None:
                line += line_ends(chunk[:end])
                rest = (piece for piece in chain((chunk[end:],), chunks) if piece)
                yield from self._blocks(rest, size, before + end, line)
                return
            line += line_ends(chunk)
            before += len(chunk)

    def _blocks(self, pieces: Iterable[bytes], size: int, start: int, line: int) -> Iterator[Block]:
        for data in self._whole_lines(_joined_ends(pieces), size, line - 1):
            yield Block(data, start, line, self.codec)
            start += self._on_disk(data)
            line += line_ends(data)

    def _pieces(self) -> Iterator[bytes]:
        """The text behind the byte-order mark as UTF-8, cut anywhere."""
        skip = self.bom
        chunks = self.source.chunks()
        for chunk in chunks if self.codec == "utf-8" else self._decoded(chunks):
            yield chunk[skip:] if self.codec == "utf-8" else chunk
            skip = 0

    def _decoded(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Chunks in another encoding as UTF-8, each checked to give the same bytes when it is encoded again."""
        decoder = codecs.getincrementaldecoder(self.codec)()
        done, waiting = 0, b""
        for chunk in chunks:
            given = chunk[self.bom :] if done == 0 and not waiting else chunk
            done += self.bom if done == 0 and not waiting else 0
            waiting += given
            text = self._decode(decoder, given, done)
            back = self._encode(text, done)
            if not waiting.startswith(back):
                raise self._irreversible(done + _differ(waiting, back))
            done += len(back)
            waiting = waiting[len(back) :]
            yield text.encode("utf-8")
        self._decode(decoder, b"", done, final=True)

    def _decode(self, decoder: codecs.IncrementalDecoder, chunk: bytes, done: int, final: bool = False) -> str:
        try:
            return decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            remedy = "state the encoding that it is in: --encoding NAME, or `encoding =` in corpus.toml"
            raise self._undecodable(done + error.start, error.reason, remedy) from None

    def _encode(self, text: str, done: int) -> bytes:
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError as error:
            raise self._irreversible(done + len(text[: error.start].encode(self.codec))) from None

    def _irreversible(self, byte: int) -> CorpuskitError:
        remedy = f"convert it to UTF-8: `iconv -f {self.codec} -t UTF-8 FILE`"
        return self._undecodable(byte, "the character there has two spellings, and one would be lost", remedy)

    def _undecodable(self, byte: int, reason: str, remedy: str) -> CorpuskitError:
        return undecodable(self.source, self.codec, byte, reason, remedy, self.bom)

    def _whole_lines(self, pieces: Iterable[bytes], size: int, lines: int) -> Iterator[bytes]:
        """Pieces cut and joined behind line ends, so that each is about ``size`` bytes long; ``lines`` lie before."""
        held: list[bytes] = []  # what waits for more: shorter than a block, or a line that has not ended yet
        length = open_line = 0
        for piece in pieces:
            first = _first_end(piece, 0)
            if open_line + (first or len(piece)) > self.line_bytes:
                raise self._too_long(lines + line_ends(b"".join(held)))
            at = 0
            while (end := _cut(piece, at, at + size - length)) is not None:
                block = b"".join([*held, piece[at:end]])
                yield block
                lines += line_ends(block)
                held, length, at = [], 0, end
            if at < len(piece):
                held.append(piece[at:])
                length += len(piece) - at
            last = _last_end(piece, 0, len(piece))
            open_line = len(piece) - last if last else open_line + len(piece)
        if held:
            yield b"".join(held)

    def _too_long(self, lines_before: int) -> CorpuskitError:
        place = Place(self.source.name, lines_before + 1)
        return failure("line-too-long", place, file=self.source.name, limit=self.line_bytes)

    def _on_disk(self, data: bytes) -> int:
        return len(data) if self.codec == "utf-8" else len(data.decode("utf-8").encode(self.codec))


def undecodable(source: Source, codec: str, byte: int, reason: str, remedy: str, bom: int = 0) -> CorpuskitError:
    """The error for a byte (a view offset) that the encoding of a source does not allow."""
    line, column = position(source, codec, byte, bom)
    place = Place(source.name, line, column, byte)
    return failure("undecodable", place, file=source.name, encoding=codec, reason=reason, byte=byte, remedy=remedy)


def line_ends(data: bytes) -> int:
    """How many lines end in the data: at LF, CRLF and lone CR."""
    count = data.count(b"\n")
    if b"\r" in data:
        count += data.count(b"\r") - data.count(b"\r\n")
    return count


def _joined_ends(pieces: Iterable[bytes]) -> Iterator[bytes]:
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


def _cut(piece: bytes, at: int, wanted: int) -> int | None:
    """Where a block that begins at ``at`` ends: the last line end up to ``wanted``, else the next one behind it.

    None when the piece ends before: more has to be read first.
    """
    if wanted > len(piece):
        return None
    return _last_end(piece, at, max(at, wanted)) or _first_end(piece, max(at, wanted))


def _last_end(piece: bytes, at: int, until: int) -> int | None:
    """Offset behind the last line end that begins in ``piece[at:until]``."""
    newline = piece.rfind(b"\n", at, until)
    back = piece.rfind(b"\r", newline + 1 if newline >= 0 else at, until)
    if back < 0:
        return newline + 1 if newline >= 0 else None
    return back + 2 if piece.startswith(b"\n", back + 1) else back + 1


def _first_end(piece: bytes, at: int) -> int | None:
    """Offset behind the first line end that ends behind ``at``."""
    newline = piece.find(b"\n", at)
    back = piece.find(b"\r", at, newline if newline >= 0 else len(piece))
    if back < 0:
        return newline + 1 if newline >= 0 else None
    return back + 2 if piece.startswith(b"\n", back + 1) else back + 1


def _differ(one: bytes, other: bytes) -> int:
    """Offset of the first byte in which two byte strings differ."""
    for offset, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return offset
    return min(len(one), len(other))


def position(source: Source, codec: str, byte: int, bom: int = 0) -> tuple[int, int]:
    """Line and column (1-based, in characters) of a byte of a source, decoded as far as it can be."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    lines, rest, at = 1, "", 0
    for chunk in source.chunks():
        piece = chunk[bom if at == 0 else 0 : max(0, byte - at)]
        at += len(chunk)
        text = rest + decoder.decode(piece, at >= byte)
        ended = text.encode("utf-8", "replace")
        held = ended.endswith(b"\r") and at < byte
        lines += line_ends(ended) - held
        cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - held)) + 1
        rest = text[cut:]
        if at >= byte:
            break
    return lines, len(rest) + 1
