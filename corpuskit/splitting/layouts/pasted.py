"""The layout ``pasted``: articles one after the other without separators, in any mix of credit styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpuskit.model import Cut, View
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.lines import sampling
from corpuskit.splitting.pasted.counting import count_habits
from corpuskit.splitting.pasted.stretches import Seam, stretches
from corpuskit.splitting.pasted.stretches import guess as guess_seam
from corpuskit.splitting.pasted.tiling import laid

NAME = "pasted"


def pieces(view: View) -> int:
    """Into how many pieces pass 1 divides a view."""
    return sampling.pieces(view)


def learn(view: View, block_size: int, piece: int | None = None) -> Habits:
    """Pass 1: cuts the dump (of a large one, a sample) without knowing its habits, and counts them.

    With ``piece``, only of that one; the sum over all pieces is the whole. Where what was counted shows that credits
    were read on the wrong side, that titles hold their credit or that there are none, that lines are wrapped, or that
    pages were copied whole, it is counted again with that known.
    """
    habits = Habits()
    for number, part in enumerate(sampling.sample(view, block_size, piece), piece or 0):
        edges = (number == 0, part is view)
        found = _count(part, block_size, None, edges)
        again = (
            found.without_titles,
            found.without_credits,
            found.titles.may_be_more(),
            found.decks.any(),
            found.partings.any(),
            found.wrapping.width is not None,
            found.clutter.any(),
        )
        if found.misread() is not None or any(again):
            found = _count(part, block_size, found, edges)
        if part is view:
            return found
        habits.merge(found)
    return habits


def _count(part: View, block_size: int, known: Habits | None, edges: tuple[bool, bool]) -> Habits:
    """The habits of a part of a view, cut with or without knowing some; ``edges``: whether it begins and ends it."""
    habits = Habits() if known is None else Habits(wrapping=known.wrapping, sight=known.sight)
    for stretch in stretches(part, block_size, known):
        rows = range(stretch.first, stretch.stop)
        count_habits(habits, stretch.sight, stretch.states, rows, stretch.before, edges)
        if known is None:
            habits.wrapping.add(stretch.sight.lines, *stretch.lines())
            habits.sight = stretch.sight if stretch.whole else None
    if habits.wrapping.width is not None:
        habits.sight = None  # it has lines where there are paragraphs
    return habits


def cut(
    view: View,
    habits: Habits,
    block_size: int,
    told: Mapping[int, bool] = {},
    since: Seam | None = None,
    until: int | None = None,
) -> Iterator[Cut]:
    """Pass 2: the best segmentation with the habits known, among those that keep to what a person says; of the whole
    view, or from one seam to another.
    """
    for stretch in stretches(view, block_size, habits, told, since, until):
        yield laid(stretch, habits, NAME)


def guess(view: View, habits: Habits, wanted: int) -> Seam | None:
    """The seam at which a part that begins at the view offset ``wanted`` probably begins."""
    return guess_seam(view, habits, wanted)
