"""Posts of a channel as Telegram's web page copies them: each below its name and above how many saw it, and a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.splitting import pieces

#: "12.4K views09:41", "980 viewsedited 09:41", "12.4K  edited  09:41", "1.1M views Ana Vale, 09:41".
_FOOT = later(
    r"[ \t]{0,9}(?P<views>\d[\d.,]{0,9}[KM]?)(?: views|(?=[ \t\u00a0]))[ \t\u00a0]{0,4}"
    r"(?:(?P<author>(?!edited)[^\W\d_][^\n,\d]{1,60}), ?)?(?:edited[ \t\u00a0]{1,4})?(?P<time>\d{1,2}:\d\d)\s{0,9}\Z"
)
LONGEST_NAME = 80
#: So many posts make a channel.
LEAST = 2


class Channel(NamedTuple):
    """What a channel is called, and of each post the first line and the one behind it, by number."""

    name: str
    posts: list[tuple[int, int]]


def channel_in(lines: Sequence[str]) -> Channel | None:
    """The posts of a channel in lines that are not blank; None where the lines down to the last foot are not all of
    them. A day may stand between two posts, and behind the last foot one that was cut off.
    """
    feet = [at for at, line in enumerate(lines) if _FOOT.match(line)]
    starts = [0, *(foot + 1 for foot in feet)]
    names = [_name(lines, start) for start in starts]
    if len(feet) < LEAST or len({*names[:-1]}) != 1 or not 0 < len(names[0]) <= LONGEST_NAME:
        return None
    stops = [*starts[1:], len(lines)] if names[-1] == names[0] else starts[1:]
    return Channel(names[0], list(zip(starts, stops, strict=False)))


def _name(lines: Sequence[str], start: int) -> str:
    """The line that names who posts, below a day where one stands there."""
    head = start + _is_day(lines, start)
    return _bare(lines[head]) if head < len(lines) else ""


def _bare(line: str) -> str:
    return line.strip("\ufeff \t\r\n")


def post(record: int, lines: Sequence[str]) -> list[Piece]:
    """The pieces of a post; outside where it has no words, as a picture alone."""
    filled = [at for at, line in enumerate(lines) if _bare(line)]
    texts = [lines[at] for at in filled]
    head = int(_is_day(texts, 0))
    foot = _FOOT.match(texts[-1])
    last = len(texts) - (foot is not None)
    if head + 1 >= last:
        return [pieces.outside("".join(lines), "unassigned", "post-without-words")]
    made = {filled[head]: pieces.credit(record, texts[head], "name-of-a-post")}
    if head:
        start = texts[0].index(_bare(texts[0]))
        states = (("date", start, start + len(_bare(texts[0]))),)
        made[filled[0]] = Piece(texts[0], "credit", record, "day-of-a-post", states)
    if foot is not None:
        made[filled[-1]] = Piece(texts[-1], "credit", record, "foot-of-a-post", tuple(_states(foot)))
    return [
        made.get(at) or (pieces.body(record, line, "text-of-a-post") if _bare(line) else _blank(record, line))
        for at, line in enumerate(lines)
    ]


def _blank(record: int, line: str) -> Piece:
    return Piece(line, "blank", record, "blank-line")


def _states(foot: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    for name, group in (("extra.views", "views"), ("authors", "author"), ("extra.time", "time")):
        if foot[group] is not None:
            yield (name, *foot.span(group))


def _is_day(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a day and nothing else: "May 3"."""
    text = _bare(lines[at]) if at < len(lines) else ""
    return any((date.outer_start, date.outer_end) == (0, len(text)) for date in find_dates(text))
