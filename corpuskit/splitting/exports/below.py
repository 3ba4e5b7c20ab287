"""Pasted articles below the last article of an export, where no mark of the export parts them from its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpuskit.lexicon.titles.openings import openings
from corpuskit.model import Fault, Piece
from corpuskit.splitting.pieces import LEAST_BEFORE


def pasted_below(lines: Sequence[str], others: Sequence[str] = ()) -> int | None:
    """The line of the text of the last article at which pasted ones begin: a title with a dated credit, or one that
    stands above such and has a byline. None where ``others``, the articles above, have such places too.
    """
    sure = openings(lines)
    if not sure or openings(others):
        return None
    likely = openings(lines, undated=True)
    at = min([*likely, *sure])
    return at if at and len("".join(lines[at:]).strip()) >= LEAST_BEFORE else None


def marked(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of an export. An article in whose text others seem to stand, with title and credit, gets a problem at
    the piece in which the first one does.
    """
    held: list[Piece] = []
    for piece in found:
        if held and piece.record != held[-1].record:
            yield from _marked(held)
            held = []
        held.append(piece)
    yield from _marked(held)


def _marked(article: Sequence[Piece]) -> Iterator[Piece]:
    texts = [(at, line) for at, piece in enumerate(article) if _is_text(piece) for line in piece.text.splitlines()]
    opening = next(iter(openings([line for _, line in texts], undated=True)), None)
    at, title = texts[opening] if opening is not None else (-1, "")
    for number, piece in enumerate(article):
        if number == at and piece.fault is None:
            fault = Fault("articles-may-follow", {"title": " ".join(title.split())[:80]})
            yield piece._replace(fault=fault)
        else:
            yield piece


def _is_text(piece: Piece) -> bool:
    return piece.record >= 0 and piece.kind in ("body", "heading", "blank")
