"""Lines between a title and its text that the best path may have misread: a name of the credit taken for a subtitle,
or a subtitle for a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.lexicon.credits.habits import LIKE, CreditHabits
from corpuskit.lexicon.credits.lines_of_names import are_persons, is_name_of_outlet, is_of_correspondents
from corpuskit.lexicon.credits.names import credited_person_score, is_paper, names_outlet
from corpuskit.lexicon.credits.parsing import (
    is_byline,
    may_name,
    names_page,
    names_who_and_where,
    parse_credit,
    states_length,
)
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.several_in_one import with_agency
from corpuskit.lexicon.credits.unparted_bylines import UNPARTED
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.exports.names import MOST_WORDS
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pasted.below_credit import reads_like_subtitle
from corpuskit.splitting.pasted.stretches import CONTEXT
from corpuskit.splitting.scoring.sight import Sight

#: Clues of a line with a name that the dump credits often, of a name alone, and of a byline.
_CREDITED = [c.NAME_KNOWN[1]]
_ALONE = [c.ALONE_PERSON, c.ALONE_OUTLET, c.ALONE_NAME]
_BYLINE = [c.LABEL["byline word first"]]
_BODY = (roles.B0, roles.B1)
#: So short a line of a script without capitals names something, in characters and words.
_NAME, _NAME_WORDS = 20, 3
#: So many lines of a head are looked at: no more than the context of a stretch.
_TOGETHER = CONTEXT


def role_below_title(sight: Sight, states: Sequence[int], row: int, state: int, habits: CreditHabits) -> int:
    """The role of a line that was read as a subtitle and is of the credit, or the other way round."""
    if state == roles.S and _is_of_credit(sight, states, row, habits):
        return roles.CB
    if state == roles.CB and _is_subtitle(sight, states, row):
        return roles.S
    return state


def role_above_foot(sight: Sight, states: Sequence[int], row: int, state: int) -> int:
    """The role of a line of a head that was read as an article of one line with a credit at its foot.

    More text behind that credit shows that it is none: what stands between the title and it is the subtitle.
    """
    if state not in (roles.B0, roles.CF):
        return state
    first = row
    while first and states[first] == roles.CF and row - first < _TOGETHER:
        first -= 1
    if states[first - 1 : first + 2] != [roles.T, roles.B0, roles.CF] or sight.blanks[first : first + 2].any():
        return state
    behind = states[first + 1 : first + _TOGETHER]
    text = next((role for role in behind if role not in (roles.CF, roles.J)), roles.T)
    if text not in _BODY or roles.J not in behind:
        return state
    return roles.S if state == roles.B0 and not _is_a_person(sight.texts[row].strip()) else roles.CB


def _is_of_credit(sight: Sight, states: Sequence[int], row: int, habits: CreditHabits) -> bool:
    """Whether a line between title and credit belongs to the credit: it names authors, or an outlet that the rest
    does not, as heads of databases have it, or names something where the dump nearly always has one more line of
    the credit. Without a credit below, an outlet alone is one.
    """
    text = sight.texts[row].strip().replace("\u00a0", " ")
    if states[row + 1 : row + 2] != [roles.CB]:
        return _is_outlet(sight, row, text)
    if is_of_correspondents(text) or is_byline(text):
        return True
    last = row + 1
    while states[last + 1 : last + 2] == [roles.CB] and last - row < _TOGETHER:
        last += 1
    rest = "\n".join(sight.texts[row + 1 : last + 1])
    goes_on = habits.goes_on_above(rest)
    if names_who_and_where(text) or (with_agency(text) and may_name(text)):
        credit = parse_credit(rest)
        return not (credit.authors or credit.outlets)
    if are_persons(text):
        return goes_on or not parse_credit(rest).authors
    alone = _is_outlet(sight, row, text)
    outlet = alone or names_page(text) or states_length(rest) or _is_short_name(text)
    if not (goes_on or outlet or sight.holds(row, _BYLINE)) or not (may_name(text) or names_page(text)):
        return False
    if goes_on:
        return True
    credit = parse_credit(rest)
    if is_name_of_outlet(text):  # beside the day may stand a town: "Ministry of Quays" above "Ashby, 3 May 2024"
        return not any(is_paper(one.name) or names_outlet(one.name) for one in credit.outlets)
    return not (credit.outlets if outlet else credit.authors)


def _is_subtitle(sight: Sight, states: Sequence[int], row: int) -> bool:
    """Whether a line read as of the credit is the subtitle: right below a title in a script without capitals, longer
    than names are, and no label, day or outlet's word in it, above lines that say who wrote it or where it ran; or such
    a line between a day alone and a byline.
    """
    if not row or states[row + 1 : row + 2] != [roles.CB]:
        return False
    text = sight.texts[row].strip()
    if row > 1 and list(states[row - 2 : row]) == [roles.T, roles.CB]:
        day = look_at_credit(sight.texts[row - 1].strip())
        alone = bool(day.dates) and not day.pieces
        return alone and is_byline(sight.texts[row + 1].strip()) and reads_like_subtitle(text)
    if states[row - 1] != roles.T:
        return False
    if text.upper() != text.lower() or not reads_like_subtitle(text):
        return False
    read = parse_credit("\n".join(sight.texts[row + 1 : row + 1 + _NAME_WORDS]))
    return bool(read.date and (read.outlets or read.authors))


def _is_outlet(sight: Sight, row: int, text: str) -> bool:
    """Whether a line is an outlet's name and no more: its words show that, or the dump credits it often."""
    return is_name_of_outlet(text) or (sight.holds(row, _CREDITED) and sight.holds(row, _ALONE))


def _is_a_person(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS and credited_person_score(text) > LIKE


def _is_short_name(text: str) -> bool:
    """Whether a line of a script without capitals is too short for a subtitle: the name of a paper, "صوت الخليج". Where
    words are not parted, fewer characters say as much, and none of them is a sign.
    """
    if UNPARTED.search(text) is not None:
        return len(text) <= _NAME // 2 and text.isalnum()
    return len(text) <= _NAME and text.upper() == text.lower() and len(text.split()) <= _NAME_WORDS
