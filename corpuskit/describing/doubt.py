"""Credits whose date may be that of something else: no day is better than a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.parsing import Credit
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.dates import PrintedDate, find_dates
from corpuskit.patterns import later

#: Rules of credit lines below a text. The second kind stands right above a title that has no credit of its own.
FOOT, FOOT_OR_HEAD = "credit-at-foot", "credit-at-foot-or-head"
#: Rule of those above a title.
ABOVE = "credit-above"
#: So many credits of one shape are a habit of the dump.
HABIT = 4
#: A block quotation: "> Coast News, 7 July 2020"; what a social network prints below a post: "— Jo (@jo) May 5, 2024".
_QUOTED = later(r"[ \t\u00a0]*>")
_POST = later(r"[ \t\u00a0]*(?:[-–—]|--)?[ \u00a0]?\S.{0,80}\(@\w{1,40}\)")
_AROUND = " \t\u00a0.,:;|()[]–—-"


class Place(NamedTuple):
    """Where lines of a credit stand: the rule that took them for it, and their code points in the joined credit."""

    rule: str
    start: int
    end: int


def own_lines(credit: str, habits: CreditHabits) -> str:
    """The credit with lines of something quoted blanked out, unless the dump has such credits again and again."""
    if ">" not in credit and "(@" not in credit:
        return credit
    kept = [
        " " * len(line) if (_QUOTED.match(line) or _POST.match(line)) and habits.seen(line) < HABIT else line
        for line in credit.split("\n")
    ]
    return "\n".join(kept)


def own_day(date: PrintedDate, read: Credit, places: Sequence[Place]) -> PrintedDate:
    """The date of a credit, or the one below the title where several days stand above it: those of a list of other
    articles, which a page prints below the text before.
    """
    if not any(place.rule == ABOVE for place in places):
        return date
    above = [d for d in read.dates if d.iso is not None and _is_at(d, (ABOVE,), places)]
    below = [d for d in read.dates if d.iso is not None and not _is_at(d, (ABOVE, FOOT, FOOT_OR_HEAD), places)]
    others = {d.iso for d in above}
    return below[0] if len(others) > 1 and date in above and below and below[0].iso not in others else date


def is_of_something_else(date: PrintedDate, read: Credit, credit: str, places: Sequence[Place]) -> bool:
    """Whether the date of a credit may be the day of anything.

    It may where nothing but its place at the foot says that it is the article's; where the line may as well open the
    next article; and where head and foot print different days, unless the foot is a day and nothing else.
    """
    feet = [place.rule in (FOOT, FOOT_OR_HEAD) for place in places]
    if not any(feet):
        return False
    if not all(feet):
        known = [d for d in read.dates if d.iso is not None and not _is_alone_at_foot(d, credit, places)]
        days = {(d.iso, _is_at(d, (FOOT, FOOT_OR_HEAD), places)) for d in known}
        return len({iso for iso, _ in days}) > 1 and len({foot for _, foot in days}) > 1
    if any(place.rule == FOOT_OR_HEAD for place in places):
        return True
    if label_at(credit, 0, len(credit), ("published",)) is not None:
        return False
    first, _, rest = credit.partition("\n")
    around = (first[: date.outer_start] + first[date.outer_end :]).strip(_AROUND)
    alone = date.outer_end <= len(first) and not around
    return not (read.authors or read.outlets) or (alone and bool(rest) and not _is_labelled(read))


def is_of_another(read: Credit, credit: str, lines: Sequence[str], habits: CreditHabits) -> bool:
    """Whether a credit at the foot may be that of the article behind the one it was given to: among the lines of the
    text stands one that is put together like it, as many of the dump are, with another day.
    """
    if read.date is None or read.date.iso is None or habits.seen(credit) < HABIT:
        return False
    frame = _frame(credit)
    for line in lines:
        if _frame(line) == frame:
            dates = find_dates(line)
            if any(date.iso is not None and date.iso != read.date.iso for date in dates):
                return True
    return False


def _frame(credit: str) -> str | None:
    return frame_of(look_at_credit(credit).undated)


def _is_alone_at_foot(date: PrintedDate, credit: str, places: Sequence[Place]) -> bool:
    """Whether a date is all that the lines at the foot hold."""
    foot = next((p for p in places if p.rule == FOOT and p.start <= date.start < p.end), None)
    around = "" if foot is None else credit[foot.start : date.outer_start] + credit[date.outer_end : foot.end]
    return foot is not None and not around.strip(_AROUND + "\n")


def _is_at(date: PrintedDate, rules: Sequence[str], places: Sequence[Place]) -> bool:
    """Whether a date stands in lines that one of the rules took for credit."""
    return any(p.rule in rules and p.start <= date.start < p.end for p in places)


def _is_labelled(read: Credit) -> bool:
    """Whether a word says who wrote it or where it ran."""
    return any(named.rule in ("byline", "source-label") for named in (*read.authors, *read.outlets))
