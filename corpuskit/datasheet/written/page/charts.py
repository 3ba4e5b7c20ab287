"""Charts as small SVG made by hand: widths in per cent, so that text keeps its size; colours mean affiliations."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpuskit.counting import counted
from corpuskit.datasheet.blocks import table
from corpuskit.datasheet.escape import visible
from corpuskit.datasheet.tallies.measures import NO_OUTLET
from corpuskit.datasheet.written.page.markup import Html, element, join, running
from corpuskit.datasheet.written.page.markup import table as html_table

#: Pixels of a row of bars, and where its bar begins below the row's label.
ROW, BAR_TOP, BAR = 36, 19, 10
#: Pixels of columns, and of the axis below them.
COLUMNS, AXIS = 120, 22
#: Widest bar in per cent; the rest is for its number.
WIDEST = 86.0
#: Widest label, in letters of common width: a phone shows as many. The whole is in its title.
LABEL = 42
#: Pixels of the bar of shares.
SHARES = 22
#: What a bar is of that has no affiliation.
PLAIN = "plain"


class Part(NamedTuple):
    affiliation: str
    number: int


class Bar(NamedTuple):
    """A row of a bar chart, or a column: a label and its records by affiliation."""

    label: str
    parts: tuple[Part, ...]
    link: str | None = None

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)


def colour(affiliation: str) -> str:
    """The class that colours an affiliation; page.css has one for each word of the contract."""
    return "af-none" if affiliation == NO_OUTLET else f"af-{affiliation}"


def parts(affiliations: Mapping[str, int], order: Sequence[str]) -> tuple[Part, ...]:
    """Records by affiliation in the order of the key."""
    return tuple(Part(word, affiliations[word]) for word in order if affiliations.get(word))


def shares(order: Sequence[Part]) -> Html:
    """One bar of all records by affiliation, over the key that says what the colours mean and how many have each."""
    total, at, drawn = sum(part.number for part in order), 0.0, []
    for part in order:
        width = 100 * part.number / total
        rect = element("rect", x=percent(at), y=0, width=percent(width), height=SHARES, class_=colour(part.affiliation))
        drawn.append(element("g", element("title", f"{part.affiliation}: {counted(part.number, 'record')}"), rect))
        at += width
    items = [
        element(
            "li",
            element("span", class_=f"swatch {colour(part.affiliation)}", aria_hidden="true"),
            f"{part.affiliation} ",
            element("b", f"{part.number:,}"),
        )
        for part in order
    ]
    bar = element("svg", *drawn, width="100%", height=SHARES, class_="shares", aria_hidden="true")
    label = "Records by affiliation of the outlet credited first"
    return join([bar if drawn else None, element("ul", *items, class_="key", aria_label=label)])


def figure(
    title: str, chart: Html, columns: Sequence[str], bars: Sequence[Bar], note: str = "", below: str = ""
) -> Html:
    """A chart with its title, a note above or below it, and, folded, the same as a table."""
    rows = [(bar.label, bar.total, _split(bar)) for bar in bars]
    if any(split for *_, split in rows):
        columns = [*columns, "by affiliation"]
    plain = html_table(table(columns, [row[: len(columns)] for row in rows], (1,), most=400))
    return element(
        "figure",
        element("figcaption", title, element("span", note, class_="note") if note else None),
        chart,
        element("p", running(below), class_="note") if below else None,
        element("details", element("summary", "As a table"), plain),
    )


def rows(title: str, bars: Sequence[Bar]) -> Html:
    """Horizontal bars, each below its label."""
    most = max((bar.total for bar in bars), default=1) or 1
    drawn = [_row(bar, number * ROW, most) for number, bar in enumerate(bars)]
    return _picture(title, bars, drawn, ROW * len(bars))


def _row(bar: Bar, top: int, most: int) -> Html:
    at, pieces = 0.0, []
    for part in bar.parts:
        width = WIDEST * part.number / most
        pieces.append(
            element(
                "rect",
                x=percent(at),
                y=top + BAR_TOP,
                width=percent(width),
                height=BAR,
                class_=colour(part.affiliation),
            )
        )
        at += width
    short = _fitting(visible(bar.label))
    number = element("text", f"{bar.total:,}", x=percent(at), dx=6, y=top + BAR_TOP + BAR - 1, class_="value")
    return element("g", element("title", spoken(bar)), element("text", short, x=0, y=top + 14), *pieces, number)


def _fitting(label: str) -> str:
    """The label as far as a narrow screen has room for it."""
    room = float(LABEL)
    for at, character in enumerate(label):
        wide = unicodedata.east_asian_width(character) in "WF"
        room -= 2.0 if wide else 1.5 if character.isupper() else 1.0
        if room < 0:
            return f"{label[: at - 1]}…"
    return label


def columns(title: str, bars: Sequence[Bar]) -> Html:
    """Vertical columns along a time; labels are set where they fit."""
    most = max((bar.total for bar in bars), default=1) or 1
    step = 100 / max(len(bars), 1)
    drawn: list[Html] = [
        element("line", x1="0", x2="100%", y1=COLUMNS + 0.5, y2=COLUMNS + 0.5, class_="axis"),
        element("text", f"{most:,}", x=0, y=11, class_="value"),
    ]
    for number, bar in enumerate(bars):
        at, pieces = float(COLUMNS), [element("title", spoken(bar))]
        for part in bar.parts:
            height = (COLUMNS - 18) * part.number / most
            at -= height
            pieces.append(
                element(
                    "rect",
                    x=percent(number * step + step * 0.1),
                    y=_short(at),
                    width=percent(step * 0.8),
                    height=_short(height),
                    class_=colour(part.affiliation),
                )
            )
        if bar.parts:
            drawn.append(element("g", *pieces))
    drawn += _axis_labels([bar.label for bar in bars], step)
    return _picture(title, bars, drawn, COLUMNS + AXIS)


def _axis_labels(labels: Sequence[str], step: float) -> list[Html]:
    """The first and the last label, and one in the middle of many."""
    if not labels:
        return []
    wanted = sorted({0, len(labels) - 1, *([len(labels) // 2] if len(labels) > 4 else [])})
    found = []
    for number in wanted:
        first, last = number == 0, number == len(labels) - 1
        at = 0.0 if first else 100.0 if last else (number + 0.5) * step
        anchor = "start" if first else "end" if last else "middle"
        found.append(element("text", labels[number], x=percent(at), y=COLUMNS + 16, text_anchor=anchor, class_="tick"))
    return found


def _picture(title: str, bars: Sequence[Bar], drawn: Sequence[Html], height: int) -> Html:
    """An SVG that a screen reader takes as one picture with a text."""
    spoken = "; ".join(f"{visible(bar.label)} {bar.total:,}" for bar in bars[:40])
    return element("svg", *drawn, width="100%", height=height, role="img", aria_label=f"{title}: {spoken}")


def spoken(bar: Bar) -> str:
    """A bar in words."""
    split = _split(bar)
    return f"{bar.label}: {counted(bar.total, 'record')}" + (f" ({split})" if split else "")


def _split(bar: Bar) -> str:
    return ", ".join(f"{part.affiliation} {part.number:,}" for part in bar.parts if part.affiliation != PLAIN)


def percent(value: float) -> str:
    """A share of the width, as short as an eye needs it."""
    return f"{_short(value)}%"


def _short(value: float) -> str:
    """Two decimals at most, which no eye can tell from more and every machine rounds alike."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
