"""A time line: a dot for each record, those that are near one above the other, over marks of months or years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from corpuskit.counting import counted
from corpuskit.datasheet.written.page.charts import AXIS, colour, percent
from corpuskit.datasheet.written.page.markup import Html, element

#: How near two dots may come, in per cent of the width, before one is set above the other.
NEAR = 3.6
#: Dots one above the other, beyond which columns say more.
MOST_LEVELS = 6
#: How far apart marks are at least, so that each has room for its label on a phone, in per cent.
APART = 16.0
#: Months between two marks: the first that keeps them apart.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
#: Pixels between the two rows below the axis: the names of months or years, and the first and the last day.
BELOW = 16


class Dot(NamedTuple):
    """A record on a time line."""

    day: str
    affiliation: str
    title: str
    link: str


def dots(title: str, found: Sequence[Dot]) -> Html | None:
    """A dot for each record along a time, one above the other where they are near; each leads to its record.

    None where so many are near each other that they would tower.
    """
    days = sorted(found, key=lambda dot: dot.day)
    first, last = date.fromisoformat(days[0].day), date.fromisoformat(days[-1].day)
    placed = _placed(days, first, last)
    levels = 1 + max(level for *_, level in placed)
    if levels > MOST_LEVELS:
        return None
    base = 14 * levels + 10
    drawn: list[Html] = [element("line", x1="0", x2="100%", y1=base + 0.5, y2=base + 0.5, class_="axis")]
    drawn += _ticks(first, last, base)
    drawn += [
        element(
            "a",
            element("circle", cx=percent(at), cy=base - 10 - 14 * level, r=5.5, class_=colour(dot.affiliation)),
            href=dot.link,
            aria_label=f"{dot.day}: {dot.title}",
        )
        for dot, at, level in placed
    ]
    ends = [(days[0].day, 50, "middle")] if first == last else [(days[0].day, 0, "start"), (days[-1].day, 100, "end")]
    drawn += [
        element("text", day, x=f"{at}%", y=base + 18 + BELOW, text_anchor=anchor, class_="tick")
        for day, at, anchor in ends
    ]
    return element(
        "svg",
        *drawn,
        width="100%",
        height=base + AXIS + BELOW,
        role="group",
        aria_label=f"{title}: {counted(len(days), 'record')}",
    )


def _placed(days: Sequence[Dot], first: date, last: date) -> list[tuple[Dot, float, int]]:
    """Each dot with where it stands (per cent) and how many levels up: the lowest on which it has room."""
    rightmost: list[float] = []  # on each level
    placed = []
    for dot in days:
        at = _along(date.fromisoformat(dot.day), first, last)
        level = next((n for n, right in enumerate(rightmost) if at - right >= NEAR), len(rightmost))
        rightmost[level : level + 1] = [at]
        placed.append((dot, at, level))
    return placed


def _along(day: date, first: date, last: date) -> float:
    """Where a day stands on a time line, in per cent of its width."""
    return 2 + 96 * (day - first).days / (last - first).days if last > first else 50.0


def _ticks(first: date, last: date, base: int) -> Iterator[Html]:
    """Marks where months, or as many months or years as suit the time, begin, each with its name to its right.

    So the name stands below the dots of its time, not below those before it; the time before the first mark has the
    name of the first dot's month or year where there is room.
    """
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    days = max((last - first).days, 1)
    step = next(step for step in STEPS if 96 * 30.4 * step / days >= APART or step == STEPS[-1])
    marks = [(_along(_begin(number), first, last), number) for number in months if number % step == 0]
    if (marks[0][0] if marks else 100.0) >= APART:
        yield _name(0.0, months.start - 1, step, base)
    for at, number in marks:
        yield element("line", x1=percent(at), x2=percent(at), y1=base, y2=base + 20, class_="axis")
        if at <= 100 - APART:
            yield _name(at, number, step, base)


def _begin(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _name(at: float, number: int, step: int, base: int) -> Html:
    """The name of the time that begins with a month."""
    day = _begin(number)
    name = f"{day.year:04d}" if step >= 12 else f"{day.year:04d}-{day.month:02d}"
    return element("text", name, x=percent(at), dx=4 if at else 0, y=base + 18, class_="tick")
