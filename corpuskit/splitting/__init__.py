"""Splitting: from a view to its records, in two passes.

`learn` counts what the dump does, `cut` finds the best segmentation with those counts. Both give the same result for
blocks of any size. The cuts tile the view behind its byte-order mark (`View.bom` bytes that belong to the outside span
``byte-order-mark``, which the caller adds: blocks begin behind it).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit.model import KIND_CODE, KINDS, Cut, View
from corpuskit.splitting.cutting import cut_pieces, explain_piece, stated_habits
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.layouts import layout_named, layout_names
from corpuskit.splitting.lines.sampling import BLOCK_SIZE, block_of
from corpuskit.splitting.opening import open_view
from corpuskit.splitting.pages.furniture import OF_A_PAGE, PRINTED, SET_ASIDE
from corpuskit.splitting.pasted.why import Explanation, Weighed, explain_line
from corpuskit.splitting.statement import Statement

__all__ = [
    "BLOCK_SIZE",
    "Explanation",
    "Habits",
    "Statement",
    "Weighed",
    "cut",
    "cut_between",
    "divisible",
    "guess_seam",
    "layout_names",
    "learn",
    "open_view",
    "piece_count",
    "why",
]


def piece_count(view: View) -> int:
    """Into how many pieces pass 1 divides a view: the habits of all of them, merged, are those of the view."""
    return layout_named(view.layout).pieces(view) if divisible(view) else 1


def learn(view: View, *, block_size: int | None = None, layout: str | None = None, piece: int | None = None) -> Habits:
    """Pass 1: what this dump does, as counts that can be merged; with ``piece`` the counts of one of `piece_count`.

    Raises CorpuskitError: ``config-invalid`` for an unknown layout, ``record-too-long`` for a record beyond the
    view's limits.
    """
    if layout is None and view.open_pieces is not None:
        return stated_habits(view)
    chosen = layout_named(layout or view.layout)
    block_size = block_size or block_of(view)
    divided = piece is not None and divisible(view)
    habits: Habits = chosen.learn(view, block_size, piece) if divided else chosen.learn(view, block_size)
    return habits


def cut(
    view: View,
    habits: Habits,
    *,
    block_size: int | None = None,
    layout: str | None = None,
    told: Mapping[int, bool] = {},
) -> Iterator[Cut]:
    """Pass 2: consecutive cuts that tile the view from byte ``view.bom`` on; a record never crosses from one into the
    next.

    ``layout`` names a layout (None: that of the view). ``told`` has lines (1-based) at which a person says that a
    record begins or does not: exports are cut so, and any layout whose ``cut`` takes it. Raises CorpuskitError as
    `learn` does.
    """
    if layout is None and view.open_pieces is not None:
        return map(_whole, cut_pieces(view, view.layout or "", block_size or block_of(view), told))
    chosen = layout_named(layout or view.layout)
    block_size = block_size or block_of(view)
    takes = told and "told" in inspect.signature(chosen.cut).parameters
    cuts = chosen.cut(view, habits, block_size, told) if takes else chosen.cut(view, habits, block_size)
    return map(_whole, cuts)


def divisible(view: View) -> bool:
    """Whether parts of the view can be cut each on its own (`cut_between`)."""
    return view.open_at is not None and view.open_pieces is None and hasattr(layout_named(view.layout), "guess")


def cut_between(
    view: View,
    habits: Habits,
    since: Any,
    until: int | None,
    *,
    block_size: int | None = None,
    told: Mapping[int, bool] = {},
) -> Iterator[Cut]:
    """The cuts of a part of a `divisible` view: from a seam (None: the start of the view) to the first one at or behind
    the view offset ``until`` (None: to the end). The last cut's ``seam`` is where the next part begins.

    Parts that meet at seams that agree (``one.agrees(other)``) have the same records as the view in one.
    """
    return map(_whole, layout_named(view.layout).cut(view, habits, block_size or BLOCK_SIZE, told, since, until))


def guess_seam(view: View, habits: Habits, wanted: int) -> Any:
    """The seam at which the part of a `divisible` view that begins at a view offset probably begins; None where that
    does not show from what lies around.
    """
    return layout_named(view.layout).guess(view, habits, wanted)


_OF_TEXT = frozenset({KIND_CODE["heading"], KIND_CODE["body"]})


def _whole(cut: Cut) -> Cut:
    """The cut with every record in one piece: what a layout put outside in the middle of a record stays in its text.

    A record is one range of bytes, and leaving out part of an article would be a loss that nobody sees. The rule of
    such a span says what it looks like. What was set aside above the text is furniture of the record, and in no field;
    so are what a browser printed on each sheet, and menus, comments and lists of other articles, wherever they stand.
    """
    spans, blank, body = cut.spans, KIND_CODE["blank-outside"], KIND_CODE["body"]
    inside, waiting = -1, []
    in_text = False
    for number, record in enumerate(spans.record):
        if record < 0:
            waiting.append(number)
            continue
        in_text = in_text and record == inside
        for at in waiting if record == inside else ():
            furniture = spans.rule[at] in (PRINTED, OF_A_PAGE) or (spans.rule[at] == SET_ASIDE and not in_text)
            spans.rule[at] = f"inside-{KINDS[spans.kind[at]]}"
            inner = body if not furniture else KIND_CODE["furniture"]
            spans.kind[at] = KIND_CODE["blank"] if spans.kind[at] == blank else inner
            spans.record[at] = record
        in_text = in_text or spans.kind[number] in _OF_TEXT
        inside, waiting = record, []
    return cut


def why(view: View, habits: Habits, line: int, *, block_size: int | None = None) -> Explanation | None:
    """Why a record begins at ``line`` (1-based), or why none does: clues with their weights in log odds, and
    alternatives. None when the view has fewer lines.
    """
    if view.open_pieces is not None:
        return explain_piece(view, line)
    return explain_line(view, habits, line, block_size or block_of(view))
