"""The layout ``chat``: messages in text, as WhatsApp exports a chat and as Telegram copies posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from corpuskit.model import Piece, Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.recognition import Recognised

NAME = "chat"
NEEDS = "rows"

_DATE = r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\.?"
_TIME = r"(?P<time>\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[\s\u202f]?[AaPp]\.?[\s\u202f]?[Mm]\.?)?)"
#: Marks of direction, which WhatsApp puts before what a program says.
_MARKS = "\u200e\u200f\u202a\u202c"
_SAID = r"(?:(?P<sender>[^:\n]{1,80}):[ \n](?P<text>[^\n]*)|(?P<event>[^\n]*))"
#: How a message begins, by the name of the form.
FORMS = {
    "line-in-brackets": later(rf"[{_MARKS}]{{0,3}}\[{_DATE},?\s{_TIME}\]\s{_SAID}"),
    "line-with-a-dash": later(rf"[{_MARKS}]{{0,3}}{_DATE},?\s{_TIME}\s[-–]\s{_SAID}"),
    "line-above-a-post": later(rf"(?P<sender>[^\[\]\n]{{1,100}}), \[{_DATE},?\s{_TIME}\]\s*$"),
}
_ABOVE = "line-above-a-post"
#: So many messages make a chat.
LEAST = {_ABOVE: 2, "line-in-brackets": 3, "line-with-a-dash": 3}
#: What stands in the place of a picture: all of a text in angle brackets; in Telegram, a line in square ones.
_MEDIUM = later(r"\s*<[^<>\n]{1,60}>\s*$")
_ATTACHED = later(r"\[ [^\[\]\n]{1,200} \]\s*$")
#: "[Forwarded from Coast Channel]", in languages of the program.
_FORWARDED = later(
    r"\[(?:Forwarded from|Weitergeleitet (?:von|aus)|Переслано (?:от|из|від)|Transféré depuis|Transféré de|"
    r"Reenviado de|Inoltrato da|Doorgestuurd van|Encaminhado de|Przekazano od|İletilen:?)"
    r" (?P<name>[^\[\]\n]{1,200})\]\s*$"
)
#: What no name of a person in a chat has: it is said of the chat.
_QUOTED = later('["“”„«»]')
MOST_WORDS = 6
_NUMBERS = later(r"\d+")


class Message(NamedTuple):
    """A message: the match of its first line, and the lines below it."""

    head: re.Match[str]
    below: list[str]


def recognise(sample: Sample) -> Recognised | None:
    """Lines that begin messages, the first line of the file among them, and who sent most of them."""
    if sample.kind not in ("text", "json"):  # a bracket begins JSON, too
        return None
    lines = [line for line in sample.text.lstrip("\ufeff").splitlines() if line.strip()]
    form = _form(lines[:1])
    if form is None:
        return None
    heads = [head for line in lines if (head := FORMS[form].match(line)) is not None]
    senders = Counter(sender for head in heads if (sender := _sender(head)) is not None)
    count = senders.total()
    if len(heads) < LEAST[form] or 2 * count < len(heads) or not senders:
        return None
    if form != _ABOVE and max(senders.values()) == 1 and count > LEAST[form]:
        return None  # lines of a live blog: in a chat somebody speaks twice
    return Recognised(f"{len(heads)} messages begin with a day, a time and who sent them", 0.9)


def extract(document: Document) -> Iterator[Piece]:
    """A record for each message that says something. What a program says of the chat is outside."""
    form = _form(document.lines())
    if form is None:  # stated, and not so written
        expected = "a line with a day, a time and who sent a message"
        place = Place(document.name)
        raise failure("layout-broken", place, file=document.name, layout="a chat", expected=expected, found="none")
    order = _order(head["date"] for line in document.lines() if (head := FORMS[form].match(_bare(line))) is not None)
    record = 0
    for message in _messages(document.lines(), form):
        if isinstance(message, str):
            yield pieces.outside(message.strip(), "unassigned", "above-the-messages")
            continue
        found = list(_posted(record, message, order) if form == _ABOVE else _sent(record, message, order))
        yield from found
        record += found[0].record >= 0


def _form(lines: Iterable[str]) -> str | None:
    return next((name for line in lines for name, form in FORMS.items() if form.match(_bare(line))), None)


def _bare(line: str) -> str:
    return line.lstrip("\ufeff").rstrip("\r\n")


def _messages(lines: Iterable[str], form: str) -> Iterator[Message | str]:
    """The messages; lines above the first one as they are."""
    message: Message | None = None
    for line in lines:
        head = FORMS[form].match(_bare(line))
        if head is not None:
            if message is not None:
                yield message
            message = Message(head, [])
        elif message is not None:
            message.below.append(line.rstrip("\r\n"))
        elif line.strip():
            yield line
    if message is not None:
        yield message


def _sender(head: re.Match[str]) -> str | None:
    """Who sent a message; None where a program says something of the chat, which may have a colon too."""
    sender = head["sender"]
    if sender is None or _QUOTED.search(sender) or len(sender.split()) > MOST_WORDS:
        return None
    return sender.strip(f"{_MARKS} ~\u202f") or None


def _sent(record: int, message: Message, order: str | None) -> Iterator[Piece]:
    """A message of WhatsApp: day, time, sender and text stand in one line."""
    head = message.head
    sender, said = _sender(head), head["text"] or ""
    text = "\n".join([said, *message.below]).strip()
    # what begins with a mark of direction, a program says: "image omitted", "Messages are encrypted"
    if sender is None or not text or text[0] in _MARKS or _MEDIUM.fullmatch(text):
        yield pieces.outside("\n".join([head.string.strip(), *message.below]).strip(), "unassigned", "event-of-a-chat")
        return
    end = head.start("text")
    start = head.string.index(sender, head.start("sender"))
    known = "authors" if any(map(str.isalpha, sender)) else "extra.sender"
    states = (_day(head, order), ("extra.time", *head.span("time")), (known, start, start + len(sender)))
    yield Piece(head.string[:end].rstrip(), "credit", record, "line-of-a-message", states)
    yield pieces.body(record, text, "text-of-a-message")


def _posted(record: int, message: Message, order: str | None) -> Iterator[Piece]:
    """A post copied from Telegram: sender, day and time stand above it, and below them from where it was forwarded."""
    head = message.head
    lines = [line for line in message.below if line.strip()]
    notes = 0
    while notes < len(lines) and (_FORWARDED.match(lines[notes]) or _ATTACHED.match(lines[notes])):
        notes += 1
    if notes == len(lines):
        yield pieces.outside("\n".join([head.string.strip(), *lines]), "unassigned", "event-of-a-chat")
        return
    yield pieces.credit(record, head["sender"].strip(), "sender-of-a-post")
    start = head.end("sender") + 2
    stated = (_day(head, order), ("extra.time", *head.span("time")))
    states = tuple((name, first - start, last - start) for name, first, last in stated)
    yield Piece(head.string[start:].strip(), "credit", record, "day-of-a-post", states)
    for line in lines[:notes]:
        forwarded = _FORWARDED.match(line)
        name, span = ("forwarded_from", forwarded.span("name")) if forwarded else ("attached", (0, len(line)))
        yield Piece(line, "credit", record, "note-of-a-post", ((f"extra.{name}", *span),))
    yield pieces.body(record, "\n".join(lines[notes:]), "text-of-a-post")


def _day(head: re.Match[str], order: str | None) -> tuple[str, int, int]:
    return ("date" if order is None else f"date.{order}", *head.span("date"))


def _order(days: Iterable[str]) -> str | None:
    """The order of day and month: messages follow each other in time, and all days are written by one program, which
    puts full stops only where the day is first, as the press does (CLDR has no other use of them).
    """
    printed = list(dict.fromkeys(days))
    seen = [tuple(map(int, _NUMBERS.findall(day))) for day in printed]
    if any(first > 31 for first, *_ in seen):
        return None  # the year is first, and no doubt is left
    if all("." in day for day in printed):
        return "dmy"
    fitting = []
    for order, (day, month) in {"dmy": (0, 1), "mdy": (1, 0)}.items():
        moments = [(one[2], one[month], one[day]) for one in seen]
        if all(moment[1] <= 12 for moment in moments) and all(one <= next_ for one, next_ in pairwise(moments)):
            fitting.append(order)
    return fitting[0] if len(fitting) == 1 else None
