"""Why a record begins at a line, or does not: the clues that speak for and against it, with their weights."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from corpuskit.model import View
from corpuskit.splitting.clues.clue_names import CLUE_NAMES
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pages.furniture import ADDRESS, POINTS
from corpuskit.splitting.pasted.stretches import LOOK, MARGIN, Stretch, starts_record, stretches
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.confidence import confidence
from corpuskit.splitting.scoring.emissions import emissions
from corpuskit.splitting.scoring.owning import chained, owned
from corpuskit.splitting.scoring.sight import REACH, Sight

#: What a role is called in an explanation.
ROLE_NAMES = {
    **dict.fromkeys(("B0", "B1"), "body"),
    **dict.fromkeys(("T", "TA"), "title"),
    **dict.fromkeys(("S", "SA"), "subtitle"),
    **dict.fromkeys(("J", "U", "P"), "outside"),
    "CA": "credit above the title",
    "CB": "credit",
    "CF": "credit at the foot",
}
#: What a dump says of each of its rows, where it says something.
_SAID = ("titled", "recurring", "untitled", "parted", "subjects", "regular", "stacked", "tongues", "turns", "listed")
#: Clues with less weight than this (in log odds) are not worth a line.
LEAST = 0.05


class Weighed(NamedTuple):
    """A clue, the line it was seen on (0 is the line itself) and what it adds to the log odds of a boundary."""

    clue: str
    offset: int
    weight: float


class Explanation(NamedTuple):
    """Why there is (no) boundary at a line. ``lead`` is the log odds of the best path with a boundary over the best
    without.
    """

    line: int
    text: str
    role: str  #: "title", "credit", "body", "outside", … or "blank"
    boundary: bool
    lead: float | None
    confidence: float | None  #: of the boundary, calibrated; None where there is none
    clues: tuple[Weighed, ...] = ()  #: strongest first
    alternatives: tuple[
        tuple[str, float], ...
    ] = ()  #: other roles of this line and how far they lie behind, in log odds
    rule: str | None = None  #: in an export: the layout that reads it, and its rule for this line


def explain_line(view: View, habits: Habits, line: int, block_size: int) -> Explanation | None:
    """The explanation for a line (1-based), or None when the view has fewer lines."""
    for stretch in stretches(view, block_size, habits):
        first, end = stretch.lines()
        number = stretch.sight.lines.number
        printed = int(number[first]) + line - stretch.block.line
        if int(number[first]) <= printed < int(number[end]):
            return _explain(stretch, int(np.searchsorted(number, printed, "right")) - 1, line)
    return None


def _explain(stretch: Stretch, index: int, line: int) -> Explanation:
    sight = stretch.sight
    if sight.lines.blank[index]:
        return Explanation(line, "", "blank", False, None, None)
    if index in sight.aside.kinds:
        kind = sight.aside.kinds[index]
        role = {POINTS: "subtitle", ADDRESS: "credit at the foot"}.get(kind, "furniture of a page")
        return Explanation(line, sight.lines.text(index), role, False, None, None)
    row = int(np.searchsorted(sight.at, index))
    states = stretch.states
    state = int(states[row])
    boundary = starts_record(state, int(states[row - 1]) if row else None)
    (lead,) = stretch.leads([row])
    return Explanation(
        line, sight.texts[row], ROLE_NAMES[roles.ROLES[state]], boundary, round(lead / network.UNIT, 2),
        confidence(lead) if boundary else None, _weigh(stretch, row, lead), _alternatives(stretch, row),
    )  # fmt: skip


def _weigh(stretch: Stretch, row: int, lead: float) -> tuple[Weighed, ...]:
    """Each clue of the line and its neighbours: how much of the lead goes when it is not seen."""
    whole = stretch.sight
    model, chain = network.weights(whole.chain), chained(whole.chain)
    low, high = max(0, row - LOOK), min(len(whole), row + LOOK + 1)
    sight = _part(whole, low, high)
    forced = sight.forced.copy()
    all_seen = emissions(sight, model)  # not those of the whole stretch: words are compared over more rows than these
    found: list[Weighed] = []
    changed = stretch.scores.copy()
    for near in range(max(0, row - REACH), min(len(whole), row + REACH + 1)):
        own = int(sight.slot[near - low])
        reach = slice(max(low, near - REACH), min(high, near + REACH + 1))
        for clue in np.flatnonzero(sight.matrix[own]).tolist() if own >= 0 else []:
            sight.matrix[own, clue] = 0
            sight.forced = forced.copy()
            changed[reach] += (emissions(sight, model) - all_seen)[reach.start - low : reach.stop - low]
            weight = (lead - segment.lead(owned(whole, changed), chain, stretch.path, row, MARGIN)) / network.UNIT
            changed[reach] = stretch.scores[reach]
            sight.matrix[own, clue] = 1
            if abs(weight) >= LEAST:
                found.append(Weighed(CLUE_NAMES[clue], near - row, round(weight, 2)))
    return tuple(sorted(found, key=lambda w: (-abs(w.weight), w.offset, w.clue)))


def _part(whole: Sight, low: int, high: int) -> Sight:
    """Rows ``low`` to ``high`` of a sight, with a matrix of their own and all that the dump says of them."""
    part = slice(low, high)
    described = whole.slot[part] >= 0
    used, slots = np.unique(whole.slot[part][described], return_inverse=True)
    slot = np.full(len(described), -1, whole.slot.dtype)
    slot[described] = slots
    sight = replace(
        whole, at=whole.at[part], blanks=whole.blanks[part], seen=whole.seen[part], texts=whole.texts[part],
        forced=(whole.forced if whole.apart is None else whole.forced | whole.apart)[part],
        slot=slot, matrix=whole.matrix[used], opens=whole.opens and not low,
        closes=whole.closes and high == len(whole),
        marked=[row - low for row in whole.marked if low <= row < high],
        twice=[(row - low, again - low) for row, again in whole.twice if low <= row and again < high],
        heads=[(row - low, role) for row, role in whole.heads if low <= row < high],
    )  # fmt: skip
    for name in _SAID:
        said = getattr(whole, name)
        setattr(sight, name, None if said is None else said[part])
    return sight


def _alternatives(stretch: Stretch, row: int) -> tuple[tuple[str, float], ...]:
    model = chained(stretch.sight.chain)
    through = segment.through(owned(stretch.sight, stretch.scores), model, stretch.path, row, MARGIN)
    best: dict[str, float] = {}
    for state, score in enumerate(through.tolist()):
        name = ROLE_NAMES[roles.ROLES[model.roles[state]]]
        if score > network.NEVER / 2:
            best[name] = max(best.get(name, network.NEVER), score)
    top = max(best.values())
    return tuple(sorted(((n, round((top - s) / network.UNIT, 2)) for n, s in best.items()), key=lambda a: (a[1], a[0])))
