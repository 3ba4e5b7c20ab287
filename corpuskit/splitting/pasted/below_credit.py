"""Lines of a head that stand below what was taken for its credit: "Reporter", "Coast News", and the code, language and
copyright that databases print there.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.lexicon.credits.joining import PERSON
from corpuskit.lexicon.credits.names import (
    OUTLET,
    is_domain,
    is_paper,
    is_role,
    looks_like_name,
    names_outlet,
    person_score,
)
from corpuskit.lexicon.credits.parsing import is_byline, parse_credit
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.reader import is_code, is_length
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.languages import language_named
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring.sight import Sight

#: So many lines of a head are looked at below a credit, and so long ones.
MOST, _LONGEST = 6, 60
#: Behind them stands text: a line of so many characters, or of half as many where words are not parted.
_TEXT = 60
_MOST_WORDS = 6
_SENTENCE = (".", "!", "?", ":", "…", "。", "！", "？", "।", ",", ";")


def rows_of_credit(sight: Sight, states: Sequence[int], row: int) -> int:
    """How many rows from a body row right behind a credit on belong to it, parted as the credit is from the title."""
    if row < 2 or states[row - 1] != roles.CB or sight.forced[row] or sight.blanks[row] > sight.blanks[row - 1]:
        return 0
    first = row - 1
    while first and states[first - 1] == roles.CB and row - first < MOST:
        first -= 1
    stop = row
    while stop < len(states) and states[stop] in (roles.B0, roles.B1, roles.J) and stop - row <= MOST:
        stop += 1
        if sight.forced[stop - 1]:
            break
    below = [sight.lines.head(int(sight.at[one]), 4 * _TEXT).strip() for one in range(row, stop)]
    return lines_of_credit([text.strip() for text in sight.texts[first:row]], below)


def lines_of_credit(credit: Sequence[str], below: Sequence[str]) -> int:
    """How many of the lines right ``below`` those of a ``credit`` belong to it.

    Text has to follow on them. An outlet does where the credit names none but agencies, with a person or a city above
    it; a byline where it names no author; what somebody does below a name; and lines of a database, where the credit
    says how long the article is.
    """
    taken = 0
    above = list(credit)
    for number, line in enumerate(below[:-1][:MOST]):
        if not line or len(line) > _LONGEST or line.endswith(_SENTENCE):
            break
        if _goes_on(above, line, below[number + 1]):
            taken = number + 1
        elif not (is_place(line) or _is_author(above, line)):
            break
        above.append(line)
    return taken if taken and _is_text(below[taken]) else 0


def _is_text(line: str) -> bool:
    return len(line) >= (_TEXT if " " in line else _TEXT // 2)


def _goes_on(above: Sequence[str], line: str, behind: str) -> bool:
    if _is_told_of_article(line):
        return True
    if any(is_length(one) for one in above):
        return _is_of_database(line) or _names_outlet(above, line)
    read = parse_credit("\n".join(above))
    if is_role(line):
        return bool(read.authors)
    if is_byline(line) and read.dates and not read.authors and not read.outlets:
        return True
    return _names_outlet(above, line)


def _is_author(above: Sequence[str], line: str) -> bool:
    """Whether a line is a person's name below a dated credit that names nobody."""
    if not 2 <= len(line.split()) <= _MOST_WORDS or not looks_like_name(line) or person_score(line) <= PERSON:
        return False
    read = parse_credit("\n".join(above))
    return bool(read.dates) and not read.authors


def _is_told_of_article(line: str) -> bool:
    """Whether a line says nothing but when the article was printed, or how long it is or takes to read."""
    if is_length(line):
        return True
    split = look_at_credit(line)
    return not split.pieces and (bool(split.dates) or "reading-time" in split.labels)


def _names_outlet(above: Sequence[str], line: str) -> bool:
    """Whether a line is the name of an outlet, below a dated credit that names none but agencies."""
    sets, folded = words().sets, " ".join(line.casefold().split())
    if folded in sets["text.sections"] or folded in sets["text.kinds"] or folded in sets["text.roles"]:
        return False
    named = is_domain(line) or folded in sets["outlet.agencies"] or folded in sets["outlet.like_others"]
    named = named or is_paper(line) or (names_outlet(line) and looks_like_name(line) and person_score(line) < OUTLET)
    if not named or len(line.split()) > _MOST_WORDS:
        return False
    read = parse_credit("\n".join(above))
    return bool(read.dates) and all(outlet.name.casefold() in sets["outlet.agencies"] for outlet in read.outlets)


def _is_of_database(line: str) -> bool:
    """Whether a line is the code of a source, the language of the text or its copyright."""
    return is_code(line) or language_named(line) is not None or "©" in line or line.casefold().startswith("copyright ")
