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
from corpuskit.reading.encodings.undecodable import undecodable
from corpuskit.reading.line_ends import first_end, joined_ends, last_end, line_ends
from corpuskit.reading.sources.source import CHUNK, Source


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
        chunks = joined_ends(self.source.chunks(number))
        before, line = number * CHUNK, 1 + self.source.lines[number]
        for chunk in chunks:
            end = first_end(chunk, max(0, offset - 1 - before))
            if end is not None:
                line += line_ends(chunk[:end])
                rest = (piece for piece in chain((chunk[end:],), chunks) if piece)
                yield from self._blocks(rest, size, before + end, line)
                return
            line += line_ends(chunk)
            before += len(chunk)

    def _blocks(self, pieces: Iterable[bytes], size: int, start: int, line: int) -> Iterator[Block]:
        for data in self._whole_lines(joined_ends(pieces), size, line - 1):
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
            first = first_end(piece, 0)
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
            last = last_end(piece, 0, len(piece))
            open_line = len(piece) - last if last else open_line + len(piece)
        if held:
            yield b"".join(held)

    def _too_long(self, lines_before: int) -> CorpuskitError:
        place = Place(self.source.name, lines_before + 1)
        return failure("line-too-long", place, file=self.source.name, limit=self.line_bytes)

    def _on_disk(self, data: bytes) -> int:
        return len(data) if self.codec == "utf-8" else len(data.decode("utf-8").encode(self.codec))


def _cut(piece: bytes, at: int, wanted: int) -> int | None:
    """Where a block that begins at ``at`` ends: the last line end up to ``wanted``, else the next one behind it.

    None when the piece ends before: more has to be read first.
    """
    if wanted > len(piece):
        return None
    return last_end(piece, at, max(at, wanted)) or first_end(piece, max(at, wanted))


def _differ(one: bytes, other: bytes) -> int:
    """Offset of the first byte in which two byte strings differ."""
    for offset, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return offset
    return min(len(one), len(other))
