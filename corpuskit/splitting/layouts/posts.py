"""The layout ``posts``: posts that were copied from a network, each below a name and a handle ("@name"), or from a
channel of Telegram, each above a line of how many saw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece, Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports import channel_posts
from corpuskit.splitting.exports.names import looks_like_names
from corpuskit.splitting.recognition import Recognised

NAME = "posts"
NEEDS = "lines"

_HANDLE = r"@[A-Za-z0-9_][A-Za-z0-9_.-]{1,40}(?:@[A-Za-z0-9.-]{3,60})?"
#: "@coast", and what stands above it, is a name.
_HANDLE_ALONE = later(rf"[ \t]{{0,9}}(?P<handle>{_HANDLE})[ \t]{{0,9}}\r?\n?\Z")
#: "Coast Gazette @coast · Sep 4"
_IN_ONE = later(rf"[ \t]{{0,9}}(?P<name>[^\n@]{{1,60}}) (?P<handle>{_HANDLE}) ?[·•] ?(?P<when>[^\n·•]{{1,40}})\r?\n?\Z")
#: "9:14 PM · Sep 3, 2024 · 1.2M Views"
_FOOT = later(
    r"[ \t]{0,9}(?P<time>\d{1,2}[:.]\d\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?) ?[·•] ?(?P<date>[^\n·•]{4,40})"
    r"(?:[·•] ?(?P<views>[^\n·•]{1,40}))?\r?\n?\Z"
)
_DOT = frozenset("·•")
#: Numbers of readers, alone or each with a word: "1.1K", "311 Quotes 18.2K Likes".
_COUNT = r"\d[\d.,]{0,12}[KMB]?"
_WORD = r"[ \t]{1,4}[^\W\d_]{1,20}"
_COUNTS = later(rf"[ \t]{{0,9}}{_COUNT}(?:{_WORD}(?:[ \t]{{1,4}}{_COUNT}{_WORD}){{0,8}})?\s{{0,9}}\Z")
#: "5h", "3 d": how long ago a post was, when somebody copied it.
_AGO = later(r"\d{1,3} ?[^\W\d_]{1,4}\Z")
_REPLYING = later(r"[ \t]{0,9}[^\W\d_][^\n@]{2,40} (?P<whom>@[^\n]{2,200})\Z")
LONGEST_NAME = 60
LEAST = 2


class Head(NamedTuple):
    """How many lines the head of a post has, and where in its first, second and last one name, handle and day are."""

    lines: int
    name: tuple[int, int]
    handle: tuple[int, int]
    when: tuple[int, int] | None


def recognise(sample: Sample) -> Recognised | None:
    """A file that begins with a name and a handle, as others follow in it, with a time at half of them."""
    if sample.kind != "text":
        return None
    lines = [line for line in sample.text.lstrip("\ufeff").splitlines() if line.strip()]
    if (channel := channel_posts.channel_in(lines)) is not None:
        return Recognised(f"{len(channel.posts)} posts of {channel.name} end in views and a time", 0.9)
    if not lines or _head(lines, 0) is None:
        return None
    heads = [at for at in range(len(lines)) if _head(lines, at) is not None]
    if len(heads) < LEAST:
        return None
    timed = sum(
        any(_is_timed(lines, at) for at in range(start, stop))
        for start, stop in zip(heads, [*heads[1:], len(lines)], strict=True)
    )
    if 2 * timed < len(heads):
        return None
    return Recognised(f"{len(heads)} posts begin with a name and a handle", 0.9)


def extract(document: Document) -> Iterator[Piece]:
    """A record for each post that has words; lines above the first one are outside."""
    lines = list(document.lines())
    filled = [at for at, line in enumerate(lines) if line.strip(" \t\r\n\ufeff")]
    texts = [lines[at].lstrip("\ufeff") for at in filled]
    if (channel := channel_posts.channel_in(texts)) is not None:
        yield from _of_channel(lines, filled, channel)
        return
    heads = [at for at in range(len(texts)) if _head(texts, at) is not None]
    if not heads:
        expected = "a name and a handle above each post"
        place = Place(document.name)
        raise failure("layout-broken", place, file=document.name, layout="posts", expected=expected, found="none")
    first = filled[heads[0]] if heads[0] else 0
    yield from pieces.before(lines[:first], "above-the-posts")
    record = 0
    for start, stop in zip(heads, [*heads[1:], len(texts)], strict=True):
        begin = first if start == heads[0] else filled[start]
        end = filled[stop] if stop < len(texts) else len(lines)
        found = _post(record, lines[begin:end])
        yield from found
        record += found[0].record >= 0


def _of_channel(lines: Sequence[str], filled: Sequence[int], channel: channel_posts.Channel) -> Iterator[Piece]:
    """The posts of a channel, each with the blank lines behind it, and what stands below the last one."""
    record, end = 0, 0
    for _, stop in channel.posts:
        start, end = end, filled[stop] if stop < len(filled) else len(lines)
        found = channel_posts.post(record, lines[start:end])
        yield from found
        record += found[0].record >= 0
    yield from pieces.before(lines[end:], "below-the-posts") if end < len(lines) else ()


def _post(record: int, lines: Sequence[str]) -> list[Piece]:
    """The pieces of a post; outside where it has no words, as a picture alone."""
    filled = [at for at, line in enumerate(lines) if line.strip(" \t\r\n\ufeff")]
    texts = [lines[at] for at in filled]
    texts[0] = texts[0].lstrip("\ufeff")
    head = _head(texts, 0)
    assert head is not None
    made: dict[int, Piece] = {}
    for number in range(head.lines):
        made[number] = _of_head(record, lines[filled[number]], number, head)
    below = head.lines
    if below < len(texts) - 1 and (reply := _REPLYING.match(texts[below].rstrip())) is not None:
        made[below] = Piece(
            texts[below], "credit", record, "reply-of-a-post", (("extra.replying_to", *reply.span("whom")),)
        )
    for number in range(head.lines, len(texts)):
        if (foot := _foot(texts[number])) is not None:
            spans = (
                ("date", *foot.span("date")),
                ("extra.time", *foot.span("time")),
                ("extra.views", *foot.span("views")),
            )
            states = tuple(one for one in spans if one[1] >= 0)
            made[number] = Piece(texts[number], "credit", record, "foot-of-a-post", states)
    last = len(texts) - 1
    while last not in made and last >= head.lines and _COUNTS.match(texts[last]):
        made[last] = Piece(texts[last], "furniture", record, "counts-of-a-post")
        last -= 1
        while last in made and last >= head.lines:
            last -= 1
    if len(made) == len(texts):
        return [pieces.outside("".join(lines), "unassigned", "post-without-words")]
    numbers = {at: number for number, at in enumerate(filled)}
    return [
        made.get(numbers[at]) or pieces.body(record, line, "text-of-a-post")
        if at in numbers
        else Piece(line, "blank", record, "blank-line")
        for at, line in enumerate(lines)
    ]


def _of_head(record: int, line: str, number: int, head: Head) -> Piece:
    """A line of a head, of those in which it is written: all in one, or name, handle, a dot, and when."""
    shift = len(line) - len(line.lstrip("\ufeff"))
    if head.lines > 1 and number == 0:
        return pieces.credit(record, line, "name-of-a-post")
    states: list[tuple[str, int, int]] = []
    if head.lines == 1:
        field = "authors" if looks_like_names(line[shift:][slice(*head.name)]) else "extra.name"
        states = [(field, *head.name), ("extra.handle", *head.handle)]
    elif number == 1:
        states = [("extra.handle", *head.handle)]
    if number == head.lines - 1 and head.when is not None:
        dated = bool(find_dates(line[shift:][slice(*head.when)]))
        states.append(("date" if dated else "extra.posted", *head.when))
    moved = tuple((name, start + shift, end + shift) for name, start, end in states)
    return (
        Piece(line, "credit", record, "head-of-a-post", moved) if moved else pieces.label(record, line, "dot-of-a-post")
    )


def _head(lines: Sequence[str], at: int) -> Head | None:
    """The head that begins with a line; None where none does."""
    whole = _IN_ONE.match(lines[at])
    if whole is not None and _is_when(whole["when"]):
        name = whole.span("name")
        return Head(1, (name[0], name[0] + len(_bare(whole["name"]))), whole.span("handle"), whole.span("when"))
    handle = _HANDLE_ALONE.match(lines[at + 1]) if at + 1 < len(lines) else None
    name_line = lines[at].strip()
    if (
        handle is None
        or not _bare(name_line)
        or len(name_line) > LONGEST_NAME
        or name_line[-1] in ".!?:,;"
        or "@" in name_line
    ):
        return None
    found = Head(2, (0, len(name_line)), handle.span("handle"), None)
    below = at + 2
    if below < len(lines) and lines[below].strip() in _DOT:
        found = found._replace(lines=3)
        below += 1
        start = 0
    elif below < len(lines) and lines[below].lstrip()[:1] in _DOT:
        start = lines[below].index(lines[below].lstrip()[0]) + 1
    else:
        return found
    when = lines[below][start:] if below < len(lines) else ""
    if not _is_when(when):
        return found
    begin = start + len(when) - len(when.lstrip())
    return found._replace(lines=below - at + 1, when=(begin, begin + len(when.strip())))


def _bare(name: str) -> str:
    """A name without the signs and pictures behind it."""
    end = len(name)
    while end and not (name[end - 1].isalnum() or name[end - 1] in ").'’"):
        end -= 1
    return name[:end]


def _is_when(text: str) -> bool:
    text = text.strip()
    return _AGO.match(text) is not None or any(date.outer_start == 0 for date in find_dates(text))


def _foot(line: str) -> re.Match[str] | None:
    found = _FOOT.match(line)
    return found if found is not None and find_dates(found["date"]) else None


def _is_timed(lines: Sequence[str], at: int) -> bool:
    head = _head(lines, at)
    return (head is not None and head.when is not None) or _foot(lines[at]) is not None
