"""The blocks of a view as stretches are made of them: joined, taken in pieces, or read from the middle on."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.model import Block, View
from corpuskit.reading.line_ends import line_ends
from corpuskit.splitting.lines.index import index_lines

#: A block of more lines is taken in pieces: what is seen of a line takes far more memory than the line.
_LINES_AT_ONCE = 50_000


def with_last(blocks: Iterator[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is the last one."""
    held = next(blocks, None)
    for block in blocks:
        assert held is not None
        yield held, False
        held = block
    if held is not None:
        yield held, True


def joined(one: Block, other: Block) -> Block:
    """Two blocks that follow each other as one."""
    return Block(one.data + other.data, one.start, one.line, one.codec)


def little_beyond(blocks: Iterator[Block], until: int | None, size: int) -> Iterator[Block]:
    """The same text, in blocks of about ``size`` bytes behind the view offset ``until``: little is needed of it."""
    for block in blocks:
        rest = block
        while until is not None and rest.start + len(rest.data) > until + size:
            end = rest.data.find(b"\n", max(0, until - rest.start) + size) + 1
            if end in (0, len(rest.data)):
                break
            head, line = rest.data[:end], rest.line + line_ends(rest.data[:end])
            yield Block(head, rest.start, rest.line, rest.codec)
            rest = Block(rest.data[end:], rest.start + end, line, rest.codec)
        yield rest


def opened_at(view: View, block_size: int, offset: int) -> Iterator[Block]:
    """The blocks from the first line that begins at or behind a view offset.

    Raises ValueError for a view that can be read from its beginning only.
    """
    if view.open_at is None:
        raise ValueError(f"{view.file} cannot be read from its middle")
    return view.open_at(block_size, offset)


def around_of(view: View, start: int, size: int) -> Block | None:
    """About ``size`` bytes of whole lines; None where no line begins behind ``start``."""
    data = b""
    first: Block | None = None
    for block in opened_at(view, size, start):
        first = first or block
        data += block.data
        if len(data) >= size:
            break
    return first and Block(data, first.start, first.line, first.codec)


def in_pieces(blocks: Iterator[Block]) -> Iterator[Block]:
    """The same text in blocks of not too many lines."""
    for block in blocks:
        rest = block
        while line_ends_in(rest.data) > _LINES_AT_ONCE:
            ends = index_lines(rest.data).end
            size = int(ends[min(_LINES_AT_ONCE, len(ends)) - 1])
            if size == len(rest.data):
                break
            yield Block(rest.data[:size], rest.start, rest.line, rest.codec)
            rest = Block(rest.data[size:], rest.places([size])[0], rest.line + _LINES_AT_ONCE, rest.codec)
        yield rest


def line_ends_in(data: bytes) -> int:
    """Line ends, a CRLF counted twice at most."""
    return data.count(b"\n") + data.count(b"\r")
