"""An office above the title of what it sends out: its name is credit, though it was read as the title."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.lexicon.credits.lines_of_names import is_name_of_outlet
from corpuskit.lexicon.credits.names import is_department, looks_like_name
from corpuskit.lexicon.credits.words import words
from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring.sight import Sight

#: So many lines of a credit stand between the office and the title at most.
_CREDIT = 3
#: A title has so many words, as has a subtitle.
_LEAST_WORDS = 3
#: So many words open the name of a press office: "Ufficio stampa".
_OPENING = 2
_TEXT = (roles.B0, roles.B1)


def roles_below_office(sight: Sight, states: Sequence[int], row: int) -> list[int]:
    """Roles of the rows from one on that was read as a title and names an office, down to the title; else none. A press
    office says so by its name, another by a line that this is a press release.
    """
    office = sight.texts[row].strip()
    press = is_department(office) and looks_like_name(" ".join(office.split()[_OPENING:]))
    if not (press or is_name_of_outlet(office)):
        return []
    title = row + 1
    while states[title : title + 1] == [roles.CB] and title - row <= _CREDIT:
        title += 1
    above = row
    while above and states[above - 1] == roles.CA and row - above < _CREDIT:
        above -= 1
    around = [*sight.texts[above:row], *sight.texts[row + 1 : title]]
    if not (press or any(map(_says_what_it_is, around))) or not _may_head(sight, states, title):
        return []
    found = [*[roles.CA] * (title - row), roles.TA]
    return [*found, roles.SA] if _may_head(sight, states, title + 1) and sight.blanks[title + 1] == 0 else found


def _says_what_it_is(line: str) -> bool:
    """Whether a line opens with a kind of text: "Press release | 3 May 2024"."""
    folded = line.strip().casefold()
    return any(folded.startswith(kind) for kind in words().sets["text.kinds"])


def _may_head(sight: Sight, states: Sequence[int], row: int) -> bool:
    """Whether a row may be a title or subtitle: a line of some words that is no sentence, and not the last."""
    if row + 1 >= len(states) or states[row] not in (roles.S, roles.SA, *_TEXT) or sight.forced[row]:
        return False
    line = sight.at[row]
    ended = sight.lines.prose[line] or sight.lines.stopped[line]
    return not ended and len(sight.texts[row].split()) >= _LEAST_WORDS
