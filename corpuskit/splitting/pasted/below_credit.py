"""Lines of a head that stand below what was taken for its credit: "Reporter", "Coast News", and the code, language and
copyright that databases print there; and a credit that a caption above it hides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.lines_of_names import SMALL_IN_NAMES, is_name_of_outlet
from corpuskit.lexicon.credits.names import (
    OUTLET,
    PERSON,
    is_domain,
    is_listed_agency,
    is_nameable,
    is_paper,
    is_role,
    looks_like_name,
    names_outlet,
    person_score,
)
from corpuskit.lexicon.credits.naming_nobody import is_code, is_length
from corpuskit.lexicon.credits.parsing import is_byline, is_rating, parse_credit
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.unparted_bylines import UNPARTED
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.languages import language_named
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import SENTENCE_ENDS, begins_small
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pasted.stretches import CONTEXT
from corpuskit.splitting.scoring.sight import Sight

#: So many lines of a head are looked at below a credit, and so long ones.
MOST, _LONGEST = 6, 60
#: A caption, and a credit behind it, has no more characters.
_CAPTION = 120
#: Behind them stands text: a line of so many characters, or of half as many where words are not parted.
_TEXT = 60
_MOST_WORDS = 6
#: So many lines has a credit below a title at most, and so many with its subtitle and the first of the text.
_CREDIT = 3
_HEAD = _CREDIT + 2
#: A dump puts credits together so where it has so many of them.
_USUAL = 3
#: Roles of rows that may have been misread, and labels of a credit.
_UNNAMED = (roles.B0, roles.B1, roles.J)
_LABELS = ("author", "weak-author", "outlet", "published")
#: So many characters have it where words are not parted.
_UNPARTED = 20
#: In a script without capitals a subtitle has so many words, and more than a paper and its author together.
_SENTENCE_WORDS = 5
_SENTENCE = (*SENTENCE_ENDS, ":", ",", ";")


def rows_of_credit(sight: Sight, states: Sequence[int], row: int) -> int:
    """How many rows right behind a credit belong to it, parted as the credit is from the title."""
    if row < 2 or states[row - 1] != roles.CB or sight.blanks[row] > sight.blanks[row - 1]:
        return 0
    first = row - 1
    while first and states[first - 1] == roles.CB and row - first < MOST:
        first -= 1
    stop = row
    while stop < len(states) and states[stop] in _UNNAMED and stop - row <= MOST:
        stop += 1
        if sight.forced[stop - 1]:
            break
    below = [sight.lines.head(int(sight.at[one]), 4 * _TEXT).strip() for one in range(row, stop)]
    return lines_of_credit([text.strip() for text in sight.texts[first:row]], below)


def roles_in_head(sight: Sight, states: Sequence[int], row: int, habits: CreditHabits) -> list[int]:
    """Roles of the rows from one on that was read as text or as no part of an article, and belongs to its head; else
    none. A caption may hide the credit behind it, and a credit may look like what pages print beside texts.
    """
    if sight.forced[row] or row < 1:
        return []
    if states[row - 1] not in (roles.T, roles.S) and not _is_below_rating(sight, states, row):
        told = [roles.CB] * rows_of_credit(sight, states, row)
        return told or ([roles.S, roles.CB] if _is_above_byline(sight, states, row) else [])
    rows = list(takewhile(lambda one: states[one] in _UNNAMED, range(row, min(row + _HEAD, len(states)))))
    lines = [sight.lines.head(int(sight.at[one]), 4 * _TEXT).strip() for one in rows]
    aside = sum(1 for _ in takewhile(lambda one: states[one] == roles.J, rows))
    if aside:
        then_credit = states[row + aside : row + aside + 1] == [roles.CB]
        return [roles.CB] * lines_beside_text(lines[: aside + 1], then_credit=then_credit)
    subtitles, credit = credit_in_text(lines, habits, alone=not _has_a_foot(states, row))
    return [roles.S] * subtitles + [roles.CB] * credit


def _is_above_byline(sight: Sight, states: Sequence[int], row: int) -> bool:
    """Whether a row is the subtitle between the day of a credit, which names nobody, and a byline above a text."""
    if row < 2 or list(states[row - 2 : row]) != [roles.T, roles.CB]:
        return False
    stop = min(row + 3, len(states))
    if any(states[one] not in _UNNAMED or sight.forced[one] for one in range(row, stop - 1)):
        return False
    lines = [sight.lines.head(int(sight.at[one]), 4 * _TEXT).strip() for one in range(row, stop)]
    if len(lines) < 3 or not is_byline(lines[1]) or not _is_text(lines[2]) or any(map(_is_caption, lines[:2])):
        return False
    day = parse_credit(sight.texts[row - 1])
    return day.date is not None and not (day.authors or day.outlets) and bool(parse_credit(lines[1]).authors)


def _is_below_rating(sight: Sight, states: Sequence[int], row: int) -> bool:
    """Whether right below a title stands a rating, and then this row."""
    return row > 1 and list(states[row - 2 : row]) == [roles.T, roles.CB] and is_rating(sight.texts[row - 1].strip())


def _has_a_foot(states: Sequence[int], row: int) -> bool:
    """Whether a credit at the foot of the article is in sight."""
    ahead = takewhile(lambda state: state in (*_UNNAMED, roles.CF), states[row : row + CONTEXT])
    return roles.CF in ahead


def lines_beside_text(lines: Sequence[str], *, then_credit: bool) -> int:
    """How many lines right below a title that look like no part of an article are its credit, as they name a day and
    who wrote it or where it ran, and text follows; or as each has a label of one, above more of the credit.
    """
    for count in range(len(lines) if then_credit else len(lines) - 1, 0, -1):
        head = lines[:count]
        if not all(map(_is_of_head, head)):
            continue
        if then_credit and count == len(lines):
            labelled = all(label_at(line, 0, len(line), _LABELS) is not None for line in head)
        else:
            labelled = not then_credit and _is_text(lines[count])
        if labelled and (then_credit or _is_credit("\n".join(head))):
            return count
    return 0


def _is_credit(text: str) -> bool:
    """Whether lines name a day, and authors or outlets."""
    read = parse_credit(text)
    named = [*read.outlets, *read.authors]
    return read.date is not None and bool(named) and all(is_nameable(one.name) for one in named)


def reads_like_subtitle(line: str) -> bool:
    """Whether a line has more words than names have, and no day, label, sign between fields or outlet's word."""
    split = look_at_credit(line)
    plain = len(split.pieces) == 1 and not (split.dates or split.labels or split.pieces[0].kind)
    long = len(line.split()) >= _SENTENCE_WORDS or (len(line) > _UNPARTED and UNPARTED.search(line) is not None)
    return plain and long and not names_outlet(line) and not is_byline(line)


def credit_in_text(lines: Sequence[str], habits: CreditHabits | None = None, *, alone: bool = False) -> tuple[int, int]:
    """How many of the lines below a title are its subtitle and how many its credit, where all were read as text: the
    credit names a day, and who wrote it or where it ran; a caption stands above it, or a subtitle where it has the word
    of a byline, the dump puts other credits together so, or it is a line ``alone``, as the article has no other credit;
    and text follows on them. An outlet's name alone is one too, right below the title.
    """
    if len(lines) > 1 and is_name_of_outlet(lines[0]) and _is_text(lines[1]):
        return 0, 1
    for at in range(2):
        for count in range(min(_CREDIT, len(lines) - at - 1), 0, -1):
            if not _is_text(lines[at + count]):
                continue
            head = lines[at : at + count]
            caption = count > 1 and _is_caption(head[0])
            plain = head[caption:]
            if not all(map(_is_of_head, plain)) or any(map(_is_caption, plain)):  # most are text: told at a look
                continue
            told = caption or (at > 0 and any(map(is_byline, head)))
            told = told or (habits is not None and _is_usual(lines[:at], head, habits))
            told = told or (alone and at > 0 and count == 1 and _opens_no_quotation(lines[:at], head[0]))
            if told and _is_credit("\n".join(head)):
                return at, count
    return 0, 0


def _is_usual(above: Sequence[str], head: Sequence[str], habits: CreditHabits) -> bool:
    """Whether a dump puts other credits together as these lines are, with a name beside the day."""
    if habits.seen("\n".join(head)) < _USUAL or not _opens_no_quotation(above, head[0]):
        return False
    dated = [look_at_credit(line) for line in head]
    return any(split.dates and split.pieces for split in dated)


def _opens_no_quotation(above: Sequence[str], first: str) -> bool:
    """Whether a line with a name and a day is not who is quoted, and stands below no dateline."""
    return first[:1] not in "-–—>" and all(parse_dateline(line) is None for line in above)


def _is_caption(line: str) -> bool:
    said = label_at(line, 0, len(line), ("caption", "helper"))
    return said is not None and said[1].group().strip()[-1:] in ":：" and len(line) <= _CAPTION


def _is_of_head(line: str) -> bool:
    """Whether every part of a line is a day, a label or can name somebody, and it is no dateline."""
    if not line or len(line) > _CAPTION or line.endswith(_SENTENCE) or parse_dateline(line) is not None:
        return False
    pieces = look_at_credit(line).pieces
    return all(is_nameable(piece.text) for piece in pieces) and not (pieces and begins_small(pieces[0].text))


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
    if _asks(above[-1]) and is_nameable(line):  # "Text by:"
        return True
    if any(is_length(one) for one in above):
        return _is_of_database(line) or _names_outlet(above, line)
    read = parse_credit("\n".join(above))
    if is_role(line):
        return bool(read.authors)
    if _is_byline(line) and read.dates and not read.authors:
        return True
    return _names_outlet(above, line)


def _asks(line: str) -> bool:
    """Whether a line is the label of an author or outlet, with nothing behind it."""
    said = label_at(line, 0, len(line), _LABELS) if line.endswith((":", "：")) else None
    return said is not None and said[1].end() >= len(line)


def _is_byline(line: str) -> bool:
    """Whether a line is a byline; one of a single word where words are not parted: "文／王小明"."""
    if UNPARTED.search(line) is None:
        return is_byline(line)
    read = parse_credit(line)
    return bool(read.authors) and not read.outlets and all(one.rule.startswith("byline") for one in read.authors)


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
    named = is_domain(line) or is_listed_agency(line) or folded in sets["outlet.like_others"]
    plain = " ".join(word for word in line.split() if word not in SMALL_IN_NAMES)  # "Tagblatt am See"
    named = named or is_paper(line) or (names_outlet(line) and looks_like_name(plain) and person_score(plain) < OUTLET)
    if not named or len(line.split()) > _MOST_WORDS:
        return False
    read = parse_credit("\n".join(above))
    return bool(read.dates) and all(is_listed_agency(outlet.name) for outlet in read.outlets)


def _is_of_database(line: str) -> bool:
    """Whether a line is the code of a source, the language of the text or its copyright."""
    return is_code(line) or language_named(line) is not None or "©" in line or line.casefold().startswith("copyright ")
