"""The tiling of a decided stretch of pasted text: every byte in one span, named by the role of its line and by what
stands around it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.scripts import FULL_STOPS
from corpuskit.model import Cut, Spans
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.habits.untitled import FIRST
from corpuskit.splitting.lines import roles
from corpuskit.splitting.overruled import CORRECTED
from corpuskit.splitting.pages.addresses import is_address
from corpuskit.splitting.pages.furniture import (
    ADDRESS,
    ADDRESS_AT_FOOT,
    MAILED,
    MESSAGE,
    OF_A_PAGE,
    PICTURE,
    POINTS,
    PRINTED,
    SET_ASIDE,
    SHEET,
)
from corpuskit.splitting.pages.outside import COMMENTS, LIST, MENU, OTHER, REPLY, outside_kind, page_part
from corpuskit.splitting.pasted.below_credit import roles_in_head
from corpuskit.splitting.pasted.below_title import role_above_foot, role_below_title
from corpuskit.splitting.pasted.headings import is_heading
from corpuskit.splitting.pasted.offices import roles_below_office
from corpuskit.splitting.pasted.stretches import CONTEXT, Stretch, starts_record
from corpuskit.splitting.scoring.confidence import confidence
from corpuskit.splitting.scoring.sight import NEXT_SENTENCE

#: Rule of a credit that may belong to the article above it, or open the one below.
FOOT_OR_HEAD = "credit-at-foot-or-head"
#: Rule of a line above a title, right below the menu of a page.
KICKER = "kicker-below-menu"
#: Rule of a credit with which an article begins that has no title.
UNTITLED = "credit-without-title"
#: Rule of the text with which an article begins that a rule or an address parts from the one above.
PARTED = "text-behind-parting"
_KIND = {
    roles.T: "title",
    roles.TA: "title",
    roles.S: "subtitle",
    roles.SA: "subtitle",
    roles.CA: "credit",
    roles.CB: "credit",
    roles.CF: "credit",
}
_RULE = {
    roles.T: "title-line",
    roles.TA: "title-under-credit",
    roles.S: "subtitle-line",
    roles.SA: "subtitle-line",
    roles.CA: "credit-above",
    roles.CB: "credit-below",
    roles.CF: "credit-at-foot",
}
_BODY = (roles.B0, roles.B1)
#: Kinds of lines that were set aside, where they are of no article; the others are their own.
_OF_A_PAGE = {MENU: "navigation", LIST: "read-more", COMMENTS: "share-buttons", REPLY: "share-buttons"}
_SET_ASIDE = {
    POINTS: "unassigned",
    PICTURE: "copyright",
    ADDRESS: "unassigned",
    SHEET: "navigation",
    MESSAGE: "unassigned",
    **_OF_A_PAGE,
}
#: The rules of some of them.
_ASIDE_BY = {SHEET: PRINTED, MESSAGE: MAILED, **dict.fromkeys(_OF_A_PAGE, OF_A_PAGE)}
#: A sentence behind a parting that has no more characters can be a title.
_TITLE = 140
#: Lines within which an outside line gives its kind to those behind it: no more than the context of a stretch.
_TOGETHER = CONTEXT
_OUTSIDE = (roles.J, roles.U, roles.P)


def laid(stretch: Stretch, habits: Habits, layout: str) -> Cut:
    """The tiling of a decided stretch."""
    found = Cut(stretch.block, Spans(), layout, seam=stretch.seam())
    tiles = Tiles(stretch, found, habits)
    tells = ~_goes_on(stretch)
    tells[stretch.first : stretch.first + 1] = True
    for row in np.flatnonzero(tells[stretch.first :]).tolist():
        tiles.add_row(stretch.first + row)
    tiles.close()
    leads = stretch.leads(tiles.starts)
    told = [row in stretch.told for row in tiles.starts]
    found.boundary_confidence = [None if said else confidence(lead) for lead, said in zip(leads, told, strict=True)]
    return found


def _goes_on(stretch: Stretch) -> npt.NDArray[np.bool_]:
    """Which decided rows lengthen the span of the text that the row right above them is of, and do nothing else."""
    sight, stop = stretch.sight, stretch.stop
    text = sight.forced[:stop] & (stretch.states[:stop] == roles.B1)
    if sight.recurring is not None:
        text &= sight.recurring[:stop] == 0  # such an address may close an article
    begin, end = sight.lines.start[sight.at[:stop]], sight.lines.end[sight.at[:stop]]
    goes_on = np.zeros(stop, np.bool_)
    goes_on[1:] = text[1:] & text[:-1] & (begin[1:] == end[:-1])
    return goes_on


class Tiles:
    """Lays spans from left to right. Body lines in a row make one span; blank lines go to what stands before them."""

    def __init__(self, stretch: Stretch, found: Cut, habits: Habits) -> None:
        self.stretch, self.cut, self.credits = stretch, found, habits.credits
        self.credits_at_foot = habits.credits_at_foot
        lines, rows = stretch.sight.lines, stretch.sight.at
        self.begin: list[int] = (lines.start[rows] - stretch.offset).tolist()
        self.end: list[int] = (lines.end[rows] - stretch.offset).tolist()
        #: Lines that were set aside: start, end, kind; the next one last.
        self.aside = [
            (int(lines.start[at]) - stretch.offset, int(lines.end[at]) - stretch.offset, kind)
            for at, kind in sorted(stretch.sight.aside.kinds.items(), reverse=True)
        ]
        while self.aside and self.aside[-1][0] < 0:
            self.aside.pop()
        self.states: list[int] = stretch.states.tolist()
        self.forced: list[bool] = stretch.sight.forced.tolist()
        self.at = 0  # local offset up to which spans are laid
        self.record = -1  # ordinal of the open record
        self.inside = False  # whether what stands before belongs to it
        self.kind, self.rule, self.since = "", "", 0  # the span that is still open
        self.starts: list[int] = []  # rows at which records begin
        self.behind_foot = 0  # the row behind the lines at the foot that were looked at last

    def add_row(self, row: int) -> None:
        if row > self.stretch.first:
            self.at = self.end[row - 1]
        start, state = self.begin[row], self._role(row)
        begins = starts_record(state, self.states[row - 1] if row else None)
        if start > self.at:
            self._between(start, begins)
        if state == roles.J and (self._is_prose_alone(row) or self._is_closing_address(row)):
            state = roles.B1  # what is not sure stays in the record
        if begins:
            self._begin(state, row)
        kind, rule = self._name(row, state)
        if (self.kind and (self.kind, self.rule) != (kind, rule)) or kind != "body":
            self._end()
        if not self.kind:
            self.kind, self.rule, self.since = kind, rule, start
        self.at = self.end[row]
        self.inside = state not in _OUTSIDE

    def close(self) -> None:
        if self.stretch.stop > self.stretch.first:
            self.at = self.end[self.stretch.stop - 1]
        self._end()
        if self.at < len(self.stretch.block.data):
            self._between(len(self.stretch.block.data), True)

    def _begin(self, state: int, row: int) -> None:
        self._end()
        self.record += 1
        self.starts.append(row)
        self.cut.boundary_rule.append(_boundary_rule(self.stretch, row))

    def _role(self, row: int) -> int:
        """The role of a row, once what belongs to a head is told from text and from what is outside."""
        if self.states[row] in (roles.T, roles.TA):
            told = roles_below_office(self.stretch.sight, self.states, row)
            self.states[row : row + len(told)] = told
        elif self.states[row] in (*_BODY, roles.J):
            told = roles_in_head(self.stretch.sight, self.states, row, self.credits)
            self.states[row : row + len(told)] = told
        return self.states[row]

    def _name(self, row: int, state: int) -> tuple[str, str]:
        state = role_below_title(self.stretch.sight, self.states, row, state, self.credits)
        untitled = self.stretch.sight.untitled
        if state == roles.T and untitled is not None and untitled[row] == FIRST:
            return "credit", UNTITLED
        if state in (roles.T, roles.TA) and _is_text_apart(self.stretch, row):
            return "body", PARTED
        state = role_above_foot(self.stretch.sight, self.states, row, state)
        if state == roles.CA and self._is_below_menu(row):
            return _KIND[state], KICKER
        if state in _KIND:
            doubtful = state == roles.CF and self._may_be_head(row)
            return _KIND[state], FOOT_OR_HEAD if doubtful else _RULE[state]
        if state in (*_BODY, roles.J) and not self.forced[row] and page_part(self.stretch.sight.texts[row]) == OTHER:
            return "read-more", OF_A_PAGE
        if state in _BODY and self._is_closing_address(row):
            return "credit", ADDRESS_AT_FOOT
        if state in _BODY:
            return ("heading", "heading-line") if self._is_heading(row) else ("body", "body-line")
        return self._outside(row, state)

    def _is_below_menu(self, row: int) -> bool:
        """Whether a row without a date stands below the menu of a page, with none but such rows of a credit between."""
        sight = self.stretch.sight
        first = row
        while first and row - first < _TOGETHER and self.states[first - 1] == roles.CA:
            first -= 1
        if any(sight.seen[one].dates for one in range(first, row + 1)):
            return False
        above = int(sight.at[first]) - 1
        while above >= 0 and sight.lines.blank[above]:
            above -= 1
        return sight.aside.kinds.get(above) == MENU

    def _may_be_head(self, row: int) -> bool:
        """Whether a credit at the foot stands right above a title that has none below, in a dump without the habit."""
        states, seen = self.states, self.stretch.sight.seen
        if row >= self.behind_foot:
            self.behind_foot = next((j for j in range(row, len(states)) if states[j] != roles.CF), len(states))
        title = self.behind_foot
        if self.credits_at_foot or states[title : title + 1] != [roles.T]:
            return False
        below = next((j for j in range(title + 1, title + _TOGETHER) if states[j : j + 1] != [roles.S]), title + 1)
        return below >= len(states) or (states[below] != roles.CB and not seen[below].dates)

    def _is_closing_address(self, row: int) -> bool:
        """Whether this is an address right above the next article, in a dump that closes its articles so."""
        recurring = self.stretch.sight.recurring
        if recurring is None or not recurring[row] or not is_address(self.stretch.sight.texts[row]):
            return False
        return row + 1 >= len(self.states) or self.states[row + 1] in (roles.T, roles.CA)

    def _is_heading(self, row: int) -> bool:
        states = self.states
        return (
            not self.forced[row]
            and 0 < row < len(states) - 1
            and states[row - 1] in _BODY
            and states[row + 1] in _BODY
            and is_heading(self.stretch.sight, row)
        )

    def _outside(self, row: int, state: int) -> tuple[str, str]:
        if state == roles.U:
            return "unassigned", "no-title-before"
        known = outside_kind(self.stretch.sight.texts[row].strip())
        if known is not None:
            return known[0], "outside-phrase"
        if row == 0 or self.states[row - 1] != state:
            return "unassigned", "between-records"
        return self._goes_with(row, state), "goes-with-line-before"

    def _is_prose_alone(self, row: int) -> bool:
        """Whether nothing but sentences stands outside here, and no phrase of a page."""
        sight, states = self.stretch.sight, self.states
        low = high = row
        while low and row - low < _TOGETHER and states[low - 1] == roles.J:
            low -= 1
        while high + 1 < len(states) and high - row < _TOGETHER and states[high + 1] == roles.J:
            high += 1
        return all(_is_sentence(sight.texts[j].strip()) for j in range(low, high + 1))

    def _goes_with(self, row: int, state: int) -> str:
        """The kind of the nearest line before that has one, among those that stand outside together."""
        for before in range(row - 1, max(-1, row - _TOGETHER), -1):
            if self.states[before] != state:
                break
            known = outside_kind(self.stretch.sight.texts[before].strip())
            if known is not None:
                return known[0]
        return "unassigned"

    def _end(self) -> None:
        """Lays the open span."""
        if self.kind:
            owner = self.record if self.kind in ("title", "subtitle", "credit", "heading", "body") else -1
            self.cut.spans.add(self.kind, self.since, self.at, owner, self.rule)
            self.kind = ""

    def _between(self, end: int, begins: bool) -> None:
        """Lays what stands between two rows: blank lines, and those that were set aside. ``begins``: what follows is no
        more of the open record.
        """
        self._end()
        while self.aside and self.aside[-1][0] < end:
            start, stop, kind = self.aside.pop()
            if start > self.at:
                self._blank(start)
            if kind == POINTS and self.inside and self.record >= 0:
                self.cut.spans.add("body" if begins else kind, start, stop, self.record, SET_ASIDE)
                self.at = stop
                continue
            if kind == ADDRESS and self.inside and self.record >= 0:
                self.cut.spans.add(kind if begins else "body", start, stop, self.record, ADDRESS_AT_FOOT)
                self.at = stop
                continue
            if kind == MESSAGE and self.inside and self.record >= 0 and not begins:  # below a subject that is the title
                self.cut.spans.add("furniture", start, stop, self.record, MAILED)
                self.at = stop
                continue
            self.cut.spans.add(_SET_ASIDE.get(kind, kind), start, stop, -1, _ASIDE_BY.get(kind, SET_ASIDE))
            self.at, self.inside = stop, False
        if end > self.at:
            self._blank(end)

    def _blank(self, end: int) -> None:
        if self.inside and self.record >= 0:
            self.cut.spans.add("blank", self.at, end, self.record, "blank-line")
        else:
            self.cut.spans.add("blank-outside", self.at, end, -1, "blank-line")
        self.at = end


def _is_sentence(text: str) -> bool:
    return len(text) > 40 and text.endswith((*FULL_STOPS, ".”", ".»", '."')) and outside_kind(text) is None


def _is_text_apart(stretch: Stretch, row: int) -> bool:
    """Whether a row that has the place of a title is the text of an article without one, in a dump that parts them: a
    paragraph of several sentences, or longer than titles are, that no subtitle or credit follows.
    """
    sight = stretch.sight
    if sight.parted is None or not sight.lines.prose[sight.at[row]]:
        return False
    text = sight.lines.head(int(sight.at[row]), 8 * _TITLE).strip()
    if len(text) <= _TITLE and not NEXT_SENTENCE.search(text):
        return False
    return stretch.states[row + 1 : row + 2].tolist() not in ([roles.S], [roles.SA], [roles.CB])


def _boundary_rule(stretch: Stretch, row: int) -> str:
    """The clue that carries a boundary: where the record's credit stands; or that a person says so."""
    if row in stretch.told:
        return CORRECTED
    states, untitled = stretch.states, stretch.sight.untitled
    if int(states[row]) == roles.CA:
        return "credit-above-title"
    if untitled is not None and untitled[row] == FIRST:
        return UNTITLED
    if _is_text_apart(stretch, row):
        return PARTED
    for j in range(row + 1, min(row + 4, len(states))):
        if int(states[j]) == roles.CB:
            return "title-above-credit"
        if int(states[j]) in _BODY and stretch.sight.seen[j].dates:
            return "title-above-dateline"
    return "title-alone"
