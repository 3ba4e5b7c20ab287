"""Which date of a credit is that of publication: no update's, and not the day on which somebody kept the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpuskit.lexicon.credits.undated import Undated
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.dates import PrintedDate

#: Where a word begins.
_WORD_START = re.compile(r"\b\w")


def own_days(credit: Undated) -> Iterator[int | None]:
    """Of each date of a credit 0, 1 for one of an update, and None for the day on which somebody looked at the text or
    kept it: "accessed 3 May 2024", "Saved from Coast News on 3 May 2024".
    """
    text = credit.text
    behind = 0  # the label of a date stands behind the date before it
    for gap in credit.gaps:
        low, behind = max(behind, gap.outer_start - 30), gap.outer_end
        starts = [m.start() for m in _WORD_START.finditer(text[low : gap.outer_start])]
        if (
            any(label_at(text, low + at, gap.outer_start, ("seen",)) is not None for at in starts)
            or _is_kept(text, gap.outer_start)
            or _is_seen_day(text[low : gap.outer_start])
            or _is_of_a_note(text, gap.outer_start)
        ):
            yield None
        else:
            several = len(credit.gaps) > 1
            yield int(several and any(label_at(text, low + at, gap.outer_start, ("updated",)) for at in starts))


def publication_date(dates: Sequence[PrintedDate], days: Sequence[int | None]) -> PrintedDate | None:
    """The first date that is not an update's; a fuller one wins over a partial one, but no update's over a day without
    its year, and of one day printed twice the form that can be read in one way. Of ``days`` see `own_days`.
    """
    if len(dates) == 1:
        return None if days[0] is None else dates[0]
    rank: list[tuple[int, int, PrintedDate]] = []
    for number, (printed, update) in enumerate(zip(dates, days, strict=True)):
        if update is not None:
            lead = printed.rule == "no-year" and not update  # "Updated 3 May 2021; first published 1 May"
            lack = -1 if lead and 1 in days else _lack(printed)
            rank.append((lack * 2 + update, number, printed))
    if not rank:
        return None
    first = min(rank, key=lambda r: r[:2])[2]
    if not first.ambiguous:
        return first
    readings = {(read.year, read.month, read.day) for read in first.alternatives}
    sure = (one for _, _, one in rank if one.iso is not None and (one.year, one.month, one.day) in readings)
    return next(sure, first)  # "03/05/24 … 3 May 2024"


def _lack(printed: PrintedDate) -> int:
    """How much of a day a date does not print: 0 for a day, in one reading or several, 3 for what is no date."""
    return 0 if printed.ambiguous else {"day": 0, "month": 1, "year": 2}.get(printed.precision or "", 3)


def _is_kept(text: str, at: int) -> bool:
    """Whether the line of a date opens with a word for keeping: "Saved from Coast News on 3 May 2024"."""
    start = text.rfind("\n", 0, at) + 1
    opening = label_at(text, start, at, ("outlet",))
    return (
        opening is not None
        and " ".join(opening[1].group().casefold().split()).strip(":： ") in words().sets["label.kept"]
    )


def _is_of_a_note(text: str, at: int) -> bool:
    """Whether the line of a date opens with the label of a note for the day on which it was made: "Created: 3 May"."""
    start = text.rfind("\n", 0, at) + 1
    start += len(text[start:at]) - len(text[start:at].lstrip())
    opening = label_at(text, start, at, ("published",))
    if opening is None:
        return False
    return " ".join(opening[1].group().casefold().split()).strip(":： ") in words().sets["label.note"]


def _is_seen_day(before: str) -> bool:
    """Whether the last word before a date says that the text was kept on that day."""
    last = before.rstrip(" \u00a0:：").split()[-1:]
    return bool(last) and last[0].casefold() in words().sets["label.seen_day"]
