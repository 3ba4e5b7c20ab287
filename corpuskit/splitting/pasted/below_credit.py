"""Lines of a head that stand below what was taken for its credit: "Reporter", "Coast News", and the code, language and
copyright that databases print there; and a credit that a caption above it hides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpuskit.lexicon.credits.joining import PERSON
from corpuskit.lexicon.credits.names import (
    OUTLET,
    is_domain,
    is_nameable,
    is_paper,
    is_role,
    looks_like_name,
    names_outlet,
    person_score,
)
from corpuskit.lexicon.credits.parsing import is_byline, parse_credit
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.reader import is_code, is_length
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.languages import language_named
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring.sight import Sight

#: So many lines of a head are looked at below a credit, and so long ones.
MOST, _LONGEST = 6, 60
#: A caption, and a credit behind it, has no more characters.
_CAPTION = 120
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


def rows_behind_caption(sight: Sight, states: Sequence[int], row: int) -> list[int]:
    """Roles of the rows from one right below a title or subtitle on, where a caption hides the credit behind it; else
    none.
    """
    if row < 1 or states[row - 1] not in (roles.T, roles.S) or sight.forced[row]:
        return []
    rows = takewhile(lambda one: states[one] in (roles.B0, roles.B1), range(row, min(row + 4, len(states))))
    lines = [sight.lines.head(int(sight.at[one]), 4 * _TEXT).strip() for one in rows]
    subtitles = credit_behind_caption(lines)
    return [] if subtitles is None else [roles.S] * subtitles + [roles.CB] * 2


def credit_behind_caption(lines: Sequence[str]) -> int | None:
    """How many of the lines below a title stand before a caption with a credit and text behind it; None without one."""
    for at in range(min(2, len(lines) - 2)):
        caption, credit, text = lines[at : at + 3]
        said = label_at(caption, 0, len(caption), ("caption", "helper"))
        if said is None or said[1].group().strip()[-1:] not in ":：" or len(caption) > _CAPTION or not _is_text(text):
            continue
        if len(credit) <= _CAPTION and not credit.endswith(_SENTENCE):
            read = parse_credit(credit)
            named = [*read.outlets, *read.authors]
            if read.date is not None and named and all(is_nameable(one.name) for one in named):
                return at
    return None


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
