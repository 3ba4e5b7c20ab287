"""What single lines show whatever their clues weigh: kinds so plain that the weights need not have met them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.signoffs import is_at_the_foot, parse_signoff
from corpuskit.lexicon.credits.words import counts_readers, files, heads_text
from corpuskit.lexicon.titles.frames import reference
from corpuskit.sorted_numbers import among
from corpuskit.splitting.clues.clue_names import (
    BLANKS,
    CASE,
    DATE,
    DATELINE,
    FIRST,
    FIRST_LINE,
    LABEL,
    LAST,
    LIST,
    PERSON,
    PIECES,
    PROSE,
    SIGN,
    WRAP,
)
from corpuskit.splitting.habits.page_lines import page_lines
from corpuskit.splitting.lines.roles import B0, B1, CA, CB, CF, SA, TA, J, P, S, T, U
from corpuskit.splitting.pages.furniture import above_text, behind_menus, in_pieces, subjects
from corpuskit.splitting.pages.outside import OTHER, page_part
from corpuskit.splitting.scoring.first_head import first_head
from corpuskit.splitting.scoring.heads import below_titles, heads
from corpuskit.splitting.scoring.network import UNIT
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight
from corpuskit.splitting.scoring.two_credits import above_another

_BEFORE, _BODY, _SUBTITLES, _TITLES, _HEAD = [U, P], [B0, B1], [S, SA], [T, TA], [T, TA, CA, CB]
_HEADLINES = [*_TITLES, *_SUBTITLES]
#: A line that opens with a dateline is the first of a body unless a dated credit follows, one of nothing but "By" and
#: names a credit, and none below a reference is part of it: so much speaks against a subtitle.
NOT_A_SUBTITLE = 8 * UNIT
#: A name and a full date, without prose, directly below another line are a credit, whatever that line looks like: so
#: much speaks against a title, and of a line between furniture and the text below it.
NOT_A_TITLE = 8 * UNIT
#: Such a line on top of a block of lines is the credit above a title: so much speaks against a text that goes on.
NOT_IN_A_TEXT = 4 * UNIT
#: So much speaks for a title that is a reference, with its outlet and day.
REFERENCE = 8 * UNIT
#: "Full text:" is the last line of a credit below a title: so much speaks for it.
ABOVE_A_TEXT = 8 * UNIT
#: The first line of a file, where such a credit follows at once, is its title: so much speaks against its standing
#: outside, and, if it reads like no byline, against a further line of the credit.
NOT_BEFORE = 8 * UNIT
#: So much speaks for a line of a page standing between articles.
OF_A_PAGE = 4 * UNIT
#: So much speaks for a credit where furniture of a page stands close above a line and close below it.
IN_PIECES = 8 * UNIT
#: So much speaks for the subject of a message being the title of an article.
SUBJECT = 24 * UNIT
#: An article has one credit: so much speaks against one above a title that has a dated one below, and against one of
#: who signs the text, whose name is read there too, where articles have dated credits below their titles.
ONE_CREDIT = 4 * UNIT
#: So much speaks against a head where a line says who reported and who edited an article.
SIGNED_OFF = 8 * UNIT
#: So much speaks against a line of labels that name sections or tags heading an article: blogs print it below one.
FILED = 4 * UNIT
#: So few rows marked as quoted are a quotation, and so much speaks against a title or a credit there.
QUOTATION, QUOTED = 4, 4 * UNIT

#: So much speaks against a title where a line names another article: "Read also: …".
NAMES_ANOTHER = 8 * UNIT

_QUOTED = [LIST["quoted block"]]
DATELINES = [DATELINE["with agency"], DATELINE["with full date"]]
_DATED_NAMES = [DATE["full date"], PROSE[0]]
_NAMES = PIECES[1:]
_ALL_NAMES = [PROSE[0], CASE["title case"]]
_SIGNS = [SIGN[sign] for sign in ("bar", "bullet", "dash", "hyphen", "slash")]
_BYLINE = [LABEL["byline word first"]]
_IN_REFERENCES = [FIRST["a quotation mark"], FIRST["a digit"], FIRST["a bracket"], WRAP["has brackets"]]

#: Rows, roles, and what is added to their scores.
Weighed = tuple[States, list[int], int]


class _Open:
    """Rows that are not forced, with their clues."""

    def __init__(self, sight: Sight, rows: States) -> None:
        self.sight, self.rows = sight, rows
        self.seen: npt.NDArray[np.uint8] = sight.matrix[sight.slot[rows]]

    def any_of(self, clues: Sequence[int]) -> npt.NDArray[np.bool_]:
        """For which rows one of some clues holds."""
        return np.asarray(self.seen[:, clues].any(axis=1), bool)

    def all_of(self, clues: Sequence[int]) -> npt.NDArray[np.bool_]:
        """For which rows all of some clues hold."""
        return np.asarray(self.seen[:, clues].all(axis=1), bool)


def shown(sight: Sight, rows: States) -> Iterator[Weighed]:
    """What some rows, none of them forced, show by themselves."""
    lines = _Open(sight, rows)
    above_credit = among(rows + 1, rows[lines.all_of(_DATED_NAMES) & lines.any_of(_NAMES)])
    yield rows[lines.any_of(DATELINES) & ~above_credit], _SUBTITLES, -NOT_A_SUBTITLE
    yield rows[lines.any_of(_BYLINE) & lines.any_of(_ALL_NAMES)], _SUBTITLES, -NOT_A_SUBTITLE
    yield from _credits(lines)
    yield from _references(lines)
    yield _texts_below(lines), [CB], ABOVE_A_TEXT
    yield np.array(first_head(sight), np.int64), _BEFORE, -NOT_BEFORE
    yield page_lines(sight, rows, lines.seen), [J], OF_A_PAGE
    yield _of_others(lines), _HEADLINES, -NAMES_ANOTHER
    if sight.aside.kinds:
        yield in_pieces(sight.aside, sight.at), [CB], IN_PIECES
        yield subjects(sight.aside, sight.at, sight.lines), [T], SUBJECT
        yield behind_menus(sight.aside, sight.at, sight.lines), _BODY, -NOT_IN_A_TEXT
        yield above_text(sight.aside, sight.at, sight.lines), _TITLES, -NOT_A_TITLE
    yield above_another(sight), [CA], -ONE_CREDIT
    yield from heads(sight)
    yield _quotations(sight), _HEAD, -QUOTED
    yield _signed_off(lines), _HEAD, -SIGNED_OFF
    yield _filed(lines), [T, CA], -FILED
    if sight.dated:
        yield _signed_by_name(lines), [CF], -ONE_CREDIT


def _credits(lines: _Open) -> Iterator[Weighed]:
    """Credits of a name and a full date, and the lines above and below them."""
    rows, sight = lines.rows, lines.sight
    below_another = lines.any_of(BLANKS[:1])
    credit = lines.all_of(_DATED_NAMES) & lines.any_of(_NAMES)
    on_top = credit & ~below_another & among(rows + 1, rows[below_another])
    yield rows[on_top], _BODY, -NOT_IN_A_TEXT
    credit &= below_another & lines.any_of(_SIGNS) & ~lines.any_of([FIRST_LINE])
    if sight.titled is not None:
        credit &= sight.titled[rows] <= 0
    yield rows[credit], _TITLES, -NOT_A_TITLE
    heading = lines.any_of([FIRST_LINE]) & among(rows + 1, rows[credit])
    yield rows[heading], _BEFORE, -NOT_BEFORE
    yield rows[heading & ~lines.any_of([*_BYLINE, PERSON])], [CA], -NOT_BEFORE


def _references(lines: _Open) -> Iterator[Weighed]:
    """References that stand above texts, and the lines below them."""
    texts = lines.sight.texts
    held = lines.rows[lines.any_of([DATE["full date"]]) & lines.any_of(_IN_REFERENCES)]
    found = np.array([row for row in held.tolist() if reference(texts[row].strip()) is not None], np.int64)
    yield found, [T], REFERENCE
    yield found[found + 1 < len(lines.sight)] + 1, [S], -NOT_A_SUBTITLE


def _of_others(lines: _Open) -> States:
    """The rows that name another article."""
    rows = lines.rows[~lines.sight.lines.prose[lines.sight.at[lines.rows]]].tolist()
    return np.array([row for row in rows if page_part(lines.sight.texts[row]) == OTHER], np.int64)


def _texts_below(lines: _Open) -> States:
    """The rows that say that a text follows."""
    ending = lines.rows[lines.any_of([LAST["a colon"]])]
    return np.array([row for row in ending.tolist() if heads_text(lines.sight.texts[row])], np.int64)


def _signed_off(lines: _Open) -> States:
    """The rows that stand at the foot of an article alone, and not between a title and a day."""
    said = lines.rows[lines.any_of([LABEL["byline word first"], FIRST["a bracket"]])]
    said = said[~below_titles(lines.sight)[said]]
    return np.array([row for row in said.tolist() if is_at_the_foot(lines.sight.texts[row].strip())], np.int64)


def _signed_by_name(lines: _Open) -> States:
    """The rows of authors who sign a text behind a dash: "— Ana Vale"."""
    dashed = lines.rows[lines.any_of([FIRST["a dash or bullet"]]) & ~lines.any_of([*DATE.values()])]
    signed = ((row, parse_signoff(lines.sight.texts[row].strip())) for row in dashed.tolist())
    return np.array([row for row, names in signed if names is not None and not names.outlets], np.int64)


def _filed(lines: _Open) -> States:
    """The rows without a day or an author that count readers, or say below a text, or apart, where it is filed."""
    sight = lines.sight
    apart = np.append(False, (sight.lines.prose | sight.lines.stopped)[sight.at])[:-1] | (sight.blanks > 0)
    labelled = lines.rows[
        lines.any_of([LABEL["other label"], LABEL["source label"]]) & ~lines.any_of([*DATE.values(), *_BYLINE])
    ]
    found = []
    for row in labelled.tolist():
        text = sight.texts[row].strip()
        if counts_readers(text) or (apart[row] and files(text)):
            found.append(row)
    return np.array(found, np.int64)


def _quotations(sight: Sight) -> States:
    """The rows of quotations in a text: a few that are marked as quoted, between rows that are not."""
    marked = np.flatnonzero(sight.holding(_QUOTED))
    if not len(marked):
        return marked
    first = np.flatnonzero(np.diff(marked, prepend=-2) > 1)
    sizes = np.diff(np.append(first, len(marked)))
    first = first[sizes <= QUOTATION]
    found: list[int] = []
    for start, size in zip(marked[first].tolist(), sizes[sizes <= QUOTATION].tolist(), strict=True):
        around = sight.texts[max(0, start - 1) : start] + sight.texts[start + size : start + size + 1]
        if start and not any(text.lstrip().startswith(">") for text in around):
            found += range(start, start + size)
    return np.array(found, np.int64)
