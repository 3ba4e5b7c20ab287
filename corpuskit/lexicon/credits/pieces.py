"""A credit line taken apart: dates, labels, separators, and the pieces between them that may be names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpuskit.lexicon.credits.joining import IN, go_on_with_lists, join_initials, read_brackets, rejoin
from corpuskit.lexicon.credits.names import (
    PERSON,
    is_domain,
    is_listed_agency,
    is_paper,
    is_role,
    looks_like_name,
    person_score,
)
from corpuskit.lexicon.credits.parts import STRIP, read_part
from corpuskit.lexicon.credits.undated import Gap, Piece, Split, Undated, with_dates, without_dates
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.lexicon.dates import PrintedDate, find_dates
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import is_small
from corpuskit.patterns import later, reaches

#: A credit is short; what is longer is prose and not read further.
MAX_CREDIT = 2_000
#: A name is shorter than this where a full stop ends it.
_NAME = 60
#: The last word before a place, and what stands behind it up to the next sign.
_LAST_WORD = later(r"(?<![^\W\d_])[^\W\d_]+$")
_NEXT_FIELD = later(r"[^\n.,;:|•·()\[\]–—]*[^\s.,;:|•·()\[\]–—]")
_SITE = later(r"[\w.-]{4,60}(?![\w.-])")
#: Shorter ones are remembered.
_SHORT = 200
#: Only so many characters can be a relative time without a number ("yesterday").
_RELATIVE = 60

#: Signs that part fields. A hyphen, dash or slash does so only between spaces, a full stop only behind a date or where
#: `_parts_names`. The first character decides whether the rest is tried: nearly none of a line can be one. Line feeds
#: in a row, as which a date is masked, are one.
_SEPARATORS = (
    r"[|｜•⋅●▪■◆›‧∙\t\n\r\[\]()（）【】;；؛·»・ \u00a0\u3000,，、،.:/](?:"
    r"(?<=\n)\n*+|(?<=[|｜•⋅●▪■◆›‧∙\t\r\[\]()（）【】;；؛])"
    r"|(?<=[ \u00a0])(?:[-–—―~−*]|--|/|//|::|>|»)[ \u00a0]"
    r"|(?<=[,，、،])(?=[ \u00a0]|$)"
    r"|(?<=[\n\d]\.)(?=[ \u00a0])|(?<=[^\W\d_]{3}\.)(?=[ \u00a0])"
    r"|(?<=\u3000)(?=[^\s:：]{1,8}[:：])"
    r"|(?<=:)[ \u00a0]{0,2}$|(?<=\n:)(?=[ \u00a0])|(?<=\n/)|(?<=/)(?=\n)"
)
_SEPARATOR = re.compile(_SEPARATORS + r"|(?<=·))")
#: A dot between letters that are written without spaces parts nothing; "=" beside them does: "박준석 기자 = 강마을".
_SEPARATOR_UNPARTED = later(
    _SEPARATORS + r"|(?<=・)(?<![\u3040-\u30ff\u4e00-\u9fff]・)"
    r"|(?<=[ \u00a0])=[ \u00a0]"
    r"|(?<=·)(?!(?<=[\u3400-\u9fff\uac00-\ud7af]·)[\u3400-\u9fff\uac00-\ud7af]))"
)
#: What parts nothing but stands in front of a credit: a dash, a bullet.
_OPENING = re.compile(r"[ \u00a0]{0,8}(?:[-–—―>•*]+|by[ \u00a0]line:)[ \u00a0]")
#: Digits at the end of a word are part of it: "TVN24, August 2020" has no 24th of August. Those of "14h20" are minutes.
_GLUED = re.compile(r"(?<=[A-Za-z\u00c0-\u052f])(?<!\d[hHu])\d+(?![:.h]?\d)")
#: A number and a comma before a month and year are the end of a name too: "France 24, November 2023".
_NUMBERED = re.compile(r"(?<=[^\W\d_][ \u00a0])\d{1,2}(?=,[ \u00a0][^\W\d_]{3,12}\.?[ \u00a0]\d{4}(?!\d))")
#: A hyphen between a time and the day behind it: "14:20-3 مايو 2023".
_TIME_DASH = re.compile(r"-(?<=\d:\d\d-)(?=\d{1,2}[ \u00a0][^\W\d])")
#: Marks of a page that was pasted as it is written: "<p>Coast News</p>".
_TAG = later(r"</?[a-z][a-z0-9]{0,9}(?:[ ][^<>\n]{0,200})?>", re.IGNORECASE)
#: What may be a label in a table.
_BEFORE_TAB = later(r"^([^\W\d_][^\t\n:]{0,24})\t(?=[^\t\n]*$)", re.MULTILINE)
#: A line of nothing but tags: "#news #harbour".
_HASHTAGS = later(r"^[ \t]{0,4}(?:#\w{1,40}+[ \u00a0,;]{0,3}+){1,30}+$", re.MULTILINE)
#: From when to when a paper was printed, and where: "(1923-Current file)", "(Hillford, Vic. : 1848 - 1957)".
_RUN = later(
    r"\((?:[^()\n\d]{2,40}[ \u00a0]?:[ \u00a0]?)?1[6-9]\d\d[ \u00a0]?[-–][ \u00a0]?"
    r"(?:[12]\d\d\d|current(?:[ \u00a0]file)?|present)?\)",
    re.IGNORECASE,
)
#: Where a label may begin inside a piece: "Text: Ana Vale Foto: Jo Roe", "文/李明 编辑/王芳".
_INNER_LABELS = r"[ \u00a0\u3000](?=[^\W\d_][^\s:：/／・]{0,15}+[ \u00a0]?(?P<sign>[:：])(?!/)"
_INNER_LABEL = re.compile(_INNER_LABELS + ")")
_INNER_LABEL_UNPARTED = later(_INNER_LABELS + r"|[\u3041-\u30fa\u3400-\u9fff]{1,4}+[/／・])")
#: The labels that are looked for there.
_INSIDE = ("author", "weak-author", "helper", "caption", "published", "updated")
#: The time of an ISO date and its zone, behind the masked day.
_ISO_TIME = later(r"(?<=\n)T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
#: An abbreviation in brackets behind a name is part of it: "Neue Zürcher Zeitung (NZZ)".
_KEPT_BRACKETS = re.compile(r"(?<=[\w.])[ \u00a0]\(([^\W\d_][^()\n|,;]{0,11})\)")
#: The name that stands before such brackets.
_BEFORE_BRACKETS = later(r"[^|\n,;:•·()\[\]–—]{1,80}$")
#: The year of a copyright is no date of publication: "© 2019 Coast News".
_COPYRIGHT = later(
    r"(?:(?:\bcopyright\b[ \u00a0]?)?(?:©|(?<!\w)\(c\)(?=[ \u00a0]?\w))|\bcopyright\b)[ \u00a0]?"
    r"(?:\d{4}(?:[-–]\d{4})?(?=[ \u00a0,])"
    r"|(?P<name>[^\n\d|｜,;·•()\[\]]{2,60}[ \u00a0])\d{4}(?=[ \u00a0]?(?:[\n|｜,;·•]|$)))?",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,12}),[ \u00a0]$")
#: A paper of Sundays, and no person's name and day: "Welt am Sonntag, 5.6.2022", "The Mail on Sunday, 5 June 2022".
_SUNDAYS = ("Sonntag", "Sunday", "Samstag", "Saturday")
_SUNDAY_PAPER = later(r"([^\n|｜,;·•()\[\]–—]{2,40})[ \u00a0](?:am|on)[ \u00a0]$")
#: A name right before such a weekday, which may be its last word: "The Northern Sun, Aug. 30, 2020".
_NAME_BEFORE = later(r"\w[ \u00a0]$")


#: Marks of the direction of writing, which a browser copies around names.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"\d")
_ASCII_NUMBER = re.compile("[0-9]")


def has_number(text: str) -> bool:
    """Whether a date can be printed here: a digit of any script, or a Chinese year."""
    if text.isascii():
        return _ASCII_NUMBER.search(text) is not None
    return _NUMBER.search(text) is not None or "年" in text


#: What is part of every time of day, and of every distance from now without a number (see `words`).
_CLOCK = re.compile(r"\d[ \u00a0]?[:.hH時时]")
_DISTANT = ("ago", "vor", "hace", "há", "l y a")


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _may_be_relative(text: str) -> bool:
    """Whether a text without a number may hold a distance from now: "an hour ago", "vor einer Stunde"."""
    folded = text.casefold()
    return any(word in folded for word in _DISTANT)


def look_at_credit(text: str) -> Split:
    """Takes credit lines (joined by a newline) apart. Linear in the length of ``text``, which is cut at 2,000
    characters. Shared with whoever asks for the same text: not to be changed.
    """
    return _remembered(text) if len(text) < _SHORT else _split(text[:MAX_CREDIT])


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Split:
    """A credit is read when lines are weighed, when a dump's habits are counted and when its record is described."""
    return _split(text)


def _split(text: str) -> Split:
    if "\t" in text:
        text = _BEFORE_TAB.sub(_with_colon, text)
    if "</" in text:
        text = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    copyrighted = "©" in text or "(c)" in text or "opyright" in text or "OPYRIGHT" in text
    read = _COPYRIGHT.sub(_blanked, text) if copyrighted else text
    dates: list[PrintedDate] = []
    if has_number(read):
        plain = _NUMBERED.sub(_numbered, read) if ", " in read else read
        found = find_dates(_TIME_DASH.sub(" ", _GLUED.sub(lambda m: "x" * len(m.group()), plain)))
        dates = [_last_of_range(date, read) for date in found if date.rule != "relative"]
    if not text.isascii():  # only now: inside a date they part nothing
        text, read = _DIRECTION.sub(" ", text), _DIRECTION.sub(" ", read)
    if not dates:
        return with_dates(_take_apart(read, text), dates)
    clock = any(":" in read[date.outer_start : date.outer_end] for date in dates)
    take_apart = _remembered_undated if len(text) < _SHORT else _take_apart
    firsts = [_outer_start(date, read) for date in dates]
    shown, gaps = without_dates(text, dates, firsts)
    read = without_dates(read, dates, firsts)[0] if copyrighted else shown
    return with_dates(take_apart(read, shown, gaps, clock), dates)


def _take_apart(text: str, shown: str, gaps: tuple[Gap, ...] = (), clock: bool = False) -> Undated:
    """Takes a credit without dates apart; ``shown`` has its sign of a copyright too, which is blanked in ``text``;
    ``clock``: a time is printed with one of its dates.
    """
    credit = Undated(text, gaps)
    masked = _without_times(credit, clock)
    at, sign = 0, ""
    kept = [m.span() for m in _KEPT_BRACKETS.finditer(masked) if _keeps_brackets(masked, m)] if "(" in masked else []
    for match in _separators(masked):
        if kept and any(start <= match.start() < end for start, end in kept):
            continue
        if match.group() == "." and not _parts_names(credit, masked, at, match.start()):
            continue
        if match.start() > at:
            _add_pieces(credit, masked, at, match.start(), sign)
        at, sign = match.end(), match.group().strip() or "\n"
    if len(masked) > at:
        _add_pieces(credit, masked, at, len(masked), sign)
    if gaps:
        join_initials(credit)
    if "(" in text:
        read_brackets(credit)
    rejoin(credit)
    go_on_with_lists(credit)
    credit.text = shown
    return credit


@lru_cache(maxsize=4096)
def _remembered_undated(text: str, shown: str, gaps: tuple[Gap, ...], clock: bool) -> Undated:
    """Most credits of a dump say the same but for their days."""
    return _take_apart(text, shown, gaps, clock)


def _with_colon(cell: re.Match[str]) -> str:
    """The first cell of a row of a table, with a colon behind it where it is a label: "Publication⇥Coast News"."""
    labelled = f"{cell.group(1)}:"
    found = label_at(labelled, 0, len(labelled))
    return labelled if found is not None and found[1].end() == len(labelled) else cell.group()


def _numbered(number: re.Match[str]) -> str:
    """A number behind a name masked; behind a weekday, a label or a small letter it is a day: "Monday 24, May 2021"."""
    word = number.string[max(0, number.start() - _NAME) : number.start()].split()[-1]
    day = is_small(word[0]) or word.casefold() in words().sets["text.weekdays"]
    return number.group() if day or label_at(word, 0, len(word)) is not None else "x" * len(number.group())


def _blanked(sign: re.Match[str]) -> str:
    """Blanks for the sign of a copyright and its year; the name between them stays."""
    name = sign["name"] or ""
    before = sign.start("name") - sign.start() if name else len(sign.group())
    return " " * before + name + " " * (len(sign.group()) - before - len(name))


def _without_times(credit: Undated, clock: bool) -> str:
    """The text with the places of dates, and times, masked; notes them."""
    lists, text = words(), credit.text
    masked = text
    if credit.gaps or has_number(text):
        masked = mask(masked, [(gap.first, gap.outer_end) for gap in credit.gaps])
        masked = _mask_found(credit, "time", masked, _ISO_TIME) if "\nT" in masked else masked
        if has_number(masked):
            masked = _mask_found(credit, "reading-time", masked, lists.reading_time)
            if _CLOCK.search(masked) is not None:
                masked = _mask_found(credit, "time", masked, lists.time)
            masked = _mask_found(credit, "relative-time", masked, lists.relative_time, credit.distances)
        elif clock:
            credit.labels.add("time")
    elif len(text) <= _RELATIVE and _may_be_relative(text):
        masked = _mask_found(credit, "relative-time", masked, lists.relative_time, credit.distances)
    if "#" in text:
        masked = _mask_found(credit, "other", masked, _HASHTAGS)
    if "(" in text and ("-" in text or "–" in text):
        masked = _mask_found(credit, "other", masked, _RUN)
    return _mask_found(credit, "other", masked, lists.invitations) if credit.gaps else masked


def _keeps_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether brackets belong to the name before them, and do not hold a name of their own."""
    inside = match.group(1)
    if is_listed_agency(inside) or is_domain(inside):
        return False
    if is_place(IN.sub("", inside, 1)) or is_role(inside) or is_paper(inside):
        return False
    before = _BEFORE_BRACKETS.search(text, 0, match.start())
    if before is not None and person_score(before.group().strip()) > PERSON:
        return False
    return inside.isupper() or not inside[0].isupper()


def _parts_names(credit: Undated, text: str, start: int, stop: int) -> bool:
    """Whether a full stop parts two fields: "El Faro. Ana Ruiz. 3-5-2020". It does behind a date or a number, and in a
    dated credit behind the last word of a name that another one or a date follows.
    """
    if not text[stop - 1].isalpha():
        return True
    word = _LAST_WORD.search(text, start, stop) if credit.gaps else None
    folded, sets = word.group().casefold() if word is not None else "", words().sets
    if word is None or folded in sets["text.abbreviated"] or folded in sets["text.stopped"]:
        return False
    if stop - start > _NAME:
        return False
    if label_at(text, stop + 2, len(text), _INSIDE) is not None:  # "Photographs by Ida Moor. Words by Jo Roe"
        return True
    behind = _NEXT_FIELD.match(text, stop + 2)
    return behind is None or looks_like_name(behind.group().strip()) or _opens_site(text, behind)


def _opens_site(text: str, field: re.Match[str]) -> bool:
    """Whether a field begins with the name of a site: "Ana Ruiz. example.org [Madrid] 3 May 2021"."""
    site = _SITE.match(text, field.start())
    return site is not None and is_domain(site.group())


def _separators(text: str) -> Iterator[re.Match[str]]:
    """The separators of a credit, from left to right."""
    at = 0
    separator = _SEPARATOR_UNPARTED if reaches(text) else _SEPARATOR
    opening = _OPENING.match(text)
    if opening is not None and separator.match(text) is None:
        yield opening
        at = opening.end()
    yield from separator.finditer(text, at)


_RANGE_SIGN = later(r"[ \u00a0][-–—·•|][ \u00a0]")


def _last_of_range(date: PrintedDate, text: str) -> PrintedDate:
    """A name's last part read as the start of a range is none: "G1 – 23.11.2017", "Ana Maggio · Feb 19, 2020"."""
    if date.rule != "range":
        return date
    sign = _RANGE_SIGN.search(text, date.start, date.end)
    if sign is None or not (text[date.start - 1 : date.start].isalpha() or text[date.start : sign.start()].isalpha()):
        return date
    at = sign.end()
    found = find_dates(text[at : date.outer_end])
    if not found or found[0].start:
        return date
    last = found[0]
    return last._replace(
        start=at + last.start, end=at + last.end, outer_start=at + last.outer_start, outer_end=at + last.outer_end
    )


def _outer_start(date: PrintedDate, text: str) -> int:
    """Where a date and its weekday begin; a weekday glued to a word ("example.fr, 2.11.23") belongs to the word."""
    before = text[date.outer_start - 1 : date.outer_start]
    if before == "." or before.isalnum():
        return date.start
    if (
        date.outer_start < date.start and text[date.outer_start].isalpha()
    ):  # "Coast News on Sunday, Tuesday, 3 May 2022"
        return date.outer_start
    comma = text[date.outer_start - 2 : date.outer_start - 1] == ","
    weekday = _WEEKDAY_BEFORE.search(text, max(0, date.outer_start - 24), date.outer_start) if comma else None
    if weekday is None or weekday.group(1).casefold() not in words().sets["text.weekdays"]:
        return date.outer_start
    sunday = _SUNDAY_PAPER.search(text, 0, weekday.start(1)) if weekday.group(1) in _SUNDAYS else None
    if sunday is not None and label_at(text, sunday.start(1), sunday.end(1)) is None and person_score(sunday[1]) <= 0:
        return date.start
    if weekday.group(1).casefold() in words().sets["outlet.words"] and _NAME_BEFORE.search(text, 0, weekday.start(1)):
        return weekday.start(1) if date.outer_end > date.end else date.outer_start
    return weekday.start(1)


def _mask_found(
    credit: Undated, name: str, masked: str, pattern: re.Pattern[str], places: list[tuple[int, int]] | None = None
) -> str:
    found = [m.span() for m in pattern.finditer(masked)]
    if places is not None:
        places += found
    if found:
        credit.labels.add(name)
        masked = mask(masked, found)
    return masked


def _add_pieces(credit: Undated, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end], in parts where a label begins inside: "Text: Ana Vale Foto: Jo Roe"."""
    unparted = reaches(text)
    if ":" not in text and not unparted:
        _add_piece(credit, text, start, end, sign)
        return
    for inner in (_INNER_LABEL_UNPARTED if unparted else _INNER_LABEL).finditer(text, start, end):
        begins = start + len(text[start:end]) - len(text[start:end].lstrip(STRIP))
        opening = label_at(text, begins, end)
        if begins >= inner.start() or (opening is not None and opening[1].end() >= inner.end()):
            continue
        found = label_at(text, inner.end(), end, _INSIDE)
        if found is not None and found[1].end() >= inner.end("sign"):
            _add_piece(credit, text, start, inner.start(), sign)
            start, sign = inner.end(), " "
    _add_piece(credit, text, start, end, sign)


def _add_piece(credit: Undated, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end] without labels and signs at its ends, when anything is left."""
    before = text[:start].rstrip(" \u00a0")[-1:]
    part = read_part(text[start:end], end < len(text), before if before in ("\n", ")") else "", bool(credit.gaps))
    if part.labels:
        credit.labels.update(part.labels)
    if part.page is not None and credit.page is None:
        credit.page = (start + part.page[0], start + part.page[1])
    if part.names:
        first, last = start + part.start, start + part.end
        asked = credit.asked and not part.kind
        kind, strong = ("outlet", True) if asked else (part.kind, part.strong)
        credit.pieces.append(Piece(kind, text[first:last], first, last, sign, strong))
    credit.asked = part.strong and part.kind == "outlet" and part.start >= part.end and end < len(text)
