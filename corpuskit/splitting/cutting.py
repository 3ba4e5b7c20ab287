"""Pieces to cuts: the spans, stated fields and problems of a view whose layout yields pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Block, Cut, Fault, Piece, Place, Problem, Spans, Stated, View
from corpuskit.problems import problem
from corpuskit.reading.line_ends import line_ends, lines_of
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.layouts import pasted
from corpuskit.splitting.mixed import export_in, extract_mixed, stretch
from corpuskit.splitting.overruled import overruled
from corpuskit.splitting.pasted.stretches import too_long
from corpuskit.splitting.pasted.why import Explanation
from corpuskit.splitting.pieces import ANOTHER


def cut_pieces(view: View, layout: str, block_size: int, told: Mapping[int, bool] = {}) -> Iterator[Cut]:
    """Cuts of about ``block_size`` bytes, each of whole records, which begin where ``told`` says so of a line.

    Raises ValueError where the pieces of a view that is the file itself are not that file: a fault of the layout.
    """
    assert view.open_pieces is not None
    own = view.view is None  # pieces are lines of the file with their ends
    pieces = overruled(view.open_pieces(), told, with_ends=own) if told else view.open_pieces()
    end = view.bom
    for cut in _cuts(view, pieces, layout, block_size, told, Beginning(view.bom, 1, own)):
        end = cut.block.end()
        yield cut
    if own and end != view.size:
        raise ValueError(f"layout {layout} covers {end} bytes of {view.size}")


class Beginning(NamedTuple):
    """Where in a view pieces begin, and whether they hold their line ends."""

    start: int
    line: int
    ends: bool


def _cuts(
    view: View, pieces: Iterable[Piece], layout: str, block_size: int, told: Mapping[int, bool], place: Beginning
) -> Iterator[Cut]:
    start, line, ends = place
    for group in _groups(_bounded(view, pieces, place), block_size):
        texts = [piece.text if ends else piece.text + "\n" for piece in group]
        data = "".join(texts).encode("utf-8")
        block = Block(data, start, line, view.encoding)
        origin = group[0].origin
        part, name = ((origin.part,), origin.layout) if origin else ((), layout)
        if group[0].rule == ANOTHER:
            for cut in _by_another(view, block, block_size, told, name):
                cut.part = part + cut.part
                yield cut
        else:
            found = _cut(view, block, group, texts, name)
            found.part = part
            yield found
        start = block.end()
        line += line_ends(data)


def explain_piece(view: View, line: int) -> Explanation | None:
    """What the layout of an export makes of a line (1-based) of its view; None when the view has fewer lines."""
    assert view.open_pieces is not None
    at, record = 1, -1
    for piece in view.open_pieces():
        text = piece.text if view.view is None else piece.text + "\n"
        begins = piece.record >= 0 and piece.record != record
        record = piece.record if begins else record
        lines = lines_of(text)
        if at <= line < at + len(lines):
            rule = f"layout {piece.origin.layout if piece.origin else view.layout}, rule {piece.rule}"
            shown = lines[line - at].rstrip("\r\n")
            return Explanation(line, shown, piece.kind, begins and line == at, None, None, rule=rule)
        at += len(lines)
    return None


def stated_habits(view: View) -> Habits:
    """What the dates that a layout states say of the order of day and month."""
    assert view.open_pieces is not None
    habits = Habits()
    for piece in view.open_pieces():
        for field, start, end in piece.states:
            if field == "date":
                for date in find_dates(piece.text[start:end]):
                    habits.order_votes.add(date)
    return habits


def _bounded(view: View, pieces: Iterable[Piece], place: Beginning) -> Iterator[Piece]:
    """The pieces, up to a record over the limit, which is an error."""
    line = begun = place.line
    record, size = -1, 0
    for piece in pieces:
        if piece.record >= 0 and piece.record != record:
            record, size, begun = piece.record, 0, line
        size += len(piece.text) if piece.text.isascii() else len(piece.text.encode("utf-8"))
        line += _line_ends(piece.text) + (not place.ends)
        if piece.record >= 0 and (size > view.record_bytes or line - begun > view.record_lines):
            raise too_long(view, None, begun)
        yield piece


def _groups(pieces: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """Pieces until they have some bytes and the next record begins."""
    held: list[Piece] = []
    length, record = 0, -1
    for piece in pieces:
        begins = piece.record >= 0 and piece.record != record
        alone = ANOTHER in (piece.rule, held[-1].rule if held else None)
        apart = alone or (bool(held) and piece.origin != held[-1].origin)
        if held and (apart or (length >= size and begins)):
            yield held
            held, length = [], 0
        if begins:
            record = piece.record
        held.append(piece)
        length += len(piece.text)
    if held:
        yield held


def _by_another(view: View, block: Block, block_size: int, told: Mapping[int, bool], without: str) -> Iterator[Cut]:
    """Cuts of a stretch of a mixed file: another export that is recognised in it, else pasted articles."""
    part_of = stretch(view.seed, block.data.decode("utf-8"))
    layout = export_in(part_of, without)
    if layout is not None:
        pieces = extract_mixed(layout, part_of)
        told_there = overruled(pieces, told, with_ends=True, line=block.line) if told else pieces
        yield from _cuts(view, told_there, layout.NAME, block_size, told, Beginning(block.start, block.line, True))
        return
    part = view._replace(open_blocks=lambda _: iter([block]), open_pieces=None, open_at=None)
    size = len(block.data) + 1
    for cut in pasted.cut(part, pasted.learn(part, size), size, told):
        yield replace(cut, seam=None)


def _cut(view: View, block: Block, group: list[Piece], texts: list[str], layout: str) -> Cut:
    found = Cut(block, Spans(), layout)
    at, record, ordinal = 0, -1, -1
    line = block.line
    for piece, text in zip(group, texts, strict=True):
        if piece.record >= 0 and piece.record != record:
            record = piece.record
            ordinal += 1
            found.boundary_rule.append(piece.rule)
            found.boundary_confidence.append(None)
        owner = ordinal if piece.record >= 0 else -1
        size = len(text) if text.isascii() else len(text.encode("utf-8"))
        if size:
            found.spans.add(piece.kind, at, at + size, owner, piece.rule)
        for field, first, last in piece.states:
            start, end = _trimmed(text, first, last)
            if start < end:
                begin = at + _bytes(text, start)
                found.stated.append(Stated(owner, field, begin, at + _bytes(text, end), piece.rule))
        for field, value, source in piece.told:
            found.stated.append(Stated(owner, field, at, at, piece.rule, value, source))
        if piece.fault is not None:
            found.problems.append(_problem(view, layout, piece.fault, line, block, at))
        at += size
        line += _line_ends(text)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line_ends(text: str) -> int:
    return text.count("\n") if "\r" not in text else line_ends(text.encode("utf-8"))


def _bytes(text: str, at: int) -> int:
    return at if text.isascii() else len(text[:at].encode("utf-8"))


def _problem(view: View, layout: str, fault: Fault, line: int, block: Block, at: int) -> Problem:
    if fault.line is not None:
        place, file = Place(view.file, fault.line), view.file
    else:
        place, file = view.place(line, block.places([at])[0]), view.named(line)
    return problem(fault.code, place, **{"file": file, "layout": layout, **fault.values})
