"""Splitting: from a view to its records, in two passes.

`learn` counts what the dump does, `cut` finds the best segmentation with those counts. Both give the same result for
blocks of any size. The cuts tile the view behind its byte-order mark (`View.bom` bytes that belong to the outside span
``byte-order-mark``, which the caller adds: blocks begin behind it).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

from corpuskit.model import KIND_CODE, KINDS, Cut, View
from corpuskit.splitting.cutting import cut_pieces, stated_habits
from corpuskit.splitting.habits import Habits
from corpuskit.splitting.layouts import LAYOUTS, layout_named, layout_names
from corpuskit.splitting.opening import open_view
from corpuskit.splitting.statement import Statement
from corpuskit.splitting.why import Explanation, Weighed, explain_line

#: Bytes of a block. Larger ones are faster up to here and cost memory beyond.
BLOCK_SIZE = 4 * 1024 * 1024

__all__ = [
    "BLOCK_SIZE",
    "LAYOUTS",
    "Explanation",
    "Habits",
    "Statement",
    "Weighed",
    "cut",
    "layout_names",
    "learn",
    "open_view",
    "why",
]


def learn(view: View, *, block_size: int = BLOCK_SIZE, layout: str | None = None) -> Habits:
    """Pass 1: what this dump does, as counts that can be merged.

    Raises CorpuskitError: ``config-invalid`` for an unknown layout, ``record-too-long`` for a record beyond the limit
    of 32 MiB.
    """
    if layout is None and view.open_pieces is not None:
        return stated_habits(view)
    habits: Habits = layout_named(layout or view.layout).learn(view, block_size)
    return habits


def cut(
    view: View,
    habits: Habits,
    *,
    block_size: int = BLOCK_SIZE,
    layout: str | None = None,
    told: Mapping[int, bool] = {},
) -> Iterator[Cut]:
    """Pass 2: consecutive cuts that tile the view from byte ``view.bom`` on; a record never crosses from one into the
    next.

    ``layout`` names a layout (None: that of the view). ``told`` has lines (1-based) at which a person says that a
    record begins or does not: it is given to layouts whose ``cut`` takes it. Raises CorpuskitError as `learn` does.
    """
    if layout is None and view.open_pieces is not None:
        return map(_whole, cut_pieces(view, view.layout or "", block_size))
    chosen = layout_named(layout or view.layout)
    takes = told and "told" in inspect.signature(chosen.cut).parameters
    cuts = chosen.cut(view, habits, block_size, told) if takes else chosen.cut(view, habits, block_size)
    return map(_whole, cuts)


def _whole(cut: Cut) -> Cut:
    """The cut with every record in one piece: what a layout put outside in the middle of a record stays in its text.

    A record is one range of bytes, and leaving out part of an article would be a loss that nobody sees. The rule of
    such a span says what it looks like.
    """
    spans, blank, body = cut.spans, KIND_CODE["blank-outside"], KIND_CODE["body"]
    inside, waiting = -1, []
    for number, record in enumerate(spans.record):
        if record < 0:
            waiting.append(number)
            continue
        for at in waiting if record == inside else ():
            spans.rule[at] = f"inside-{KINDS[spans.kind[at]]}"
            spans.kind[at] = KIND_CODE["blank"] if spans.kind[at] == blank else body
            spans.record[at] = record
        inside, waiting = record, []
    return cut


def why(view: View, habits: Habits, line: int, *, block_size: int = BLOCK_SIZE) -> Explanation:
    """Why a record begins at ``line`` (1-based), or why none does: clues with their weights in log odds, and
    alternatives.

    Raises IndexError when the view has fewer lines.
    """
    found = explain_line(view, habits, line, block_size)
    if found is None:
        raise IndexError(f"{view.file} has no line {line}")
    return found
