"""Pieces of an export with a person's word on where records begin: the rest stays as the layout has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from corpuskit.model import Piece
from corpuskit.reading.line_ends import line_ends

#: Rule of a boundary that a person sets or confirms.
CORRECTED = "corrected"
#: What opens a record is text where the record above goes on.
_OF_A_HEAD = ("title", "subtitle", "credit")


def overruled(pieces: Iterable[Piece], told: Mapping[int, bool], *, with_ends: bool, line: int = 1) -> Iterator[Piece]:
    """The pieces, with records that begin or go on where ``told`` says so of a line (1-based) of the view.

    ``line`` is that of the first piece. ``with_ends``: pieces hold their line ends. Nothing can begin within a piece or
    outside of all records, and nothing goes on before the first record: there the layout stands, and the correction
    will be found not to fit.
    """
    record, theirs, joined = -1, -1, False
    for piece in pieces:
        if piece.record < 0:
            yield piece
        else:
            opens = piece.record != theirs
            theirs = piece.record
            begins = record < 0 or told.get(line, opens)
            record += begins
            joined = (joined or opens) and not begins
            yield _as_told(piece, record, opens, told.get(line, False), joined)
        line += line_ends(piece.text.encode("utf-8")) + (not with_ends)


def _as_told(piece: Piece, record: int, opens: bool, begins: bool, joined: bool) -> Piece:
    """The piece in its record. Of two records that are one, the first says what it is; of one that are two, neither
    knows more of the second than its title.
    """
    if joined and piece.kind in _OF_A_HEAD:
        return Piece(piece.text, "body", record, piece.rule, fault=piece.fault, origin=piece.origin)
    if begins and not opens:
        return Piece(piece.text, "title", record, CORRECTED, fault=piece.fault, origin=piece.origin)
    return piece._replace(record=record, rule=CORRECTED if begins else piece.rule)
