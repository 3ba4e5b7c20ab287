"""What pass 1 reads of a large view: pieces of whole lines at even distances, the same for blocks of any size.

A dump's habits show in some hundred records; of a view beyond 4 MiB, sixteen pieces of 128 KiB are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.model import Block, View
from corpuskit.patterns import later

WHOLE = 4 * 1024 * 1024
#: Bytes of a block. Larger ones cost memory and are hardly faster; what pass 1 reads as a whole is one block.
BLOCK_SIZE = 1024 * 1024
PIECES = 16
PIECE = 128 * 1024
_LINE_END = later(rb"\r\n|\r|\n")


def block_of(view: View) -> int:
    """Bytes of the blocks in which a view is read, where nobody says otherwise."""
    return WHOLE if view.size <= WHOLE else BLOCK_SIZE


def pieces(view: View) -> int:
    """How many pieces can be learned from on their own."""
    return 1 if view.size <= WHOLE or view.open_at is None else PIECES


def sample(view: View, block_size: int, number: int | None = None) -> Iterator[View]:
    """The view itself, or pieces of it as views of their own; with ``number`` that piece of `pieces` alone."""
    if view.size <= WHOLE:
        yield view
    elif view.open_at is None:
        yield from _streamed(view, block_size)
    else:
        for piece in range(PIECES) if number is None else (number,):
            yield _piece(view, _read(view.open_at(PIECE, view.bom + piece * (view.size - view.bom) // PIECES)))


def _read(blocks: Iterator[Block]) -> bytes:
    """Whole lines of at least the size of a piece, if there are as many."""
    data = b""
    for block in blocks:
        data += block.data
        if len(data) >= PIECE:
            return data[: _next_line(data, PIECE)]
    return data


def _streamed(view: View, block_size: int) -> Iterator[View]:
    """The same pieces of a view that is read from its start."""
    starts = [number * (view.size - view.bom) // PIECES for number in range(PIECES)]
    piece: bytearray | None = None
    at = 0  # offset of the block in the text
    for block in view.open_blocks(block_size):
        cursor = 0
        while cursor < len(block.data):
            if piece is None:
                if not starts or at + len(block.data) <= starts[0]:
                    break
                cursor = max(cursor, _next_line(block.data, starts.pop(0) - at))
                piece = bytearray()
                continue
            end = _next_line(block.data, cursor + PIECE - len(piece))
            piece += block.data[cursor:end]
            cursor = end
            if len(piece) >= PIECE:
                yield _piece(view, bytes(piece))
                piece = None
        at += len(block.data)
    if piece:
        yield _piece(view, bytes(piece))


def _next_line(data: bytes, offset: int) -> int:
    """The first start of a line at or behind ``offset``, or the end."""
    if offset <= 0:
        return 0
    found = _LINE_END.search(data, offset - 1)
    return found.end() if found else len(data)


def _piece(view: View, data: bytes) -> View:
    return view._replace(size=len(data), open_at=None, open_blocks=lambda size: iter([Block(data, 0, 1)]))
