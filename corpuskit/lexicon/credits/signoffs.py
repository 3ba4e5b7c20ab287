"""The line that signs an article off: "(Reporting by Ana Vale; Editing by Jo Roe)", "(Ana Vale/Coast News)", "(dpa)",
"Originally published at Coast News", "— Ana Vale", "Ana Vale in Berlin".

Who edited or translated it did not write it. Words are data (``[signoff]`` of ``data/credits.toml``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpuskit.lexicon.credits.habits import LIKE
from corpuskit.lexicon.credits.names import (
    Named,
    credited_person_score,
    is_domain,
    is_listed_agency,
    is_nameable,
    looks_like_name,
    person_score,
    split_place,
)
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.words import counts_readers, label_at, words
from corpuskit.lexicon.dates import PrintedDate
from corpuskit.lexicon.outlets.places import is_place, reads_like_town
from corpuskit.patterns import later

#: No longer line is one.
LONGEST = 240
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
#: Up to a sign that ends a list of names; a full stop behind an initial does not.
_NAMES = later(r"(?:[^;.|:()\[\]\n]|(?<=\b[^\W\d_])\.(?=[ \u00a0]?[^\W\d_])){3,200}")
_BETWEEN = later(r",[ \u00a0]|[ \u00a0]&[ \u00a0]")
_RULE = "sign-off"
#: A person's name scores more where nothing else says that it is one: a given name is known, no word is an outlet's.
_SURE = 2.0
_MOST_NAMES = 8
#: Between the name of an outlet and the day on which it printed an article stand so few characters: " on ", ", ".
_ON = 4
#: The name of an outlet has no more words here, and may have an article before it that is no part of it.
_MOST_WORDS = 6
_ARTICLE = later(r"(?:the|der|die|das|dem|den|le|la|el|il|lo|o|a|de|het)[ \u00a0](?=\S)")


#: What is signed in brackets behind the last sentence, in the same paragraph.
_TAIL = later(r"[(（](?:(?<=[.!?…”“\"»’][ \u00a0][(（])|(?<=[。！？」』][(（]))[^()（）\n]{2,60}[)）]$")
#: No more characters of a paragraph are looked at for it.
TAIL = 80
#: A name alone on its line is short, may have a dash before it, and an agency behind it that helped.
_ALONE, _MOST_ALONE = 80, 3
_DASH = later(r"(?:[-–—―]|--)[ \u00a0]?(?=\w)")
_WITH = later(r"[ \u00a0](?:with|mit|avec|con|com|med|met)[ \u00a0](?P<agency>\w[\w.-]{1,30})$")
_TOWN = later(r",[ \u00a0](?P<town>[^\W\d_][\w .-]{1,30})$")
_IN_BRACKETS = later(r"[ \u00a0]\((?P<town>[^\W\d_][\w .-]{1,30})\)$")
#: When a blog posted it: "Publicado por Ana Vale en 13:07".
_AT = later(
    r"[ \u00a0](?:(?:a[ ]las|en|at|um|à|às|alle(?:[ ]ore)?|om|op|o|kl\.?|pada|в|о)[ \u00a0])?"
    r"\d{1,2}[:.h]\d\d(?!\d).{0,12}$",
    re.IGNORECASE,
)
_NAME_BEHIND = later(r"[^\d\n.!?]{2,60}")
#: A name in a script that does not part words is so sure where it alone stands in brackets, and so long.
_UNPARTED, _SIGNS = 0.8, range(2, 6)


class SignOff(NamedTuple):
    """Who is named; offsets are code points of the line."""

    authors: tuple[Named, ...]
    outlets: tuple[Named, ...]
    date: PrintedDate | None = None  #: on which the outlet printed it first


def parse_signoff(line: str, *, letter: bool = False) -> SignOff | None:
    """What a line signs off with; None where it is none. Under a ``letter`` a name alone does, or with a town."""
    text = line.rstrip(". \u00a0")
    if not text or len(line) > LONGEST:
        return None
    start, stop = 0, len(text)
    bracketed = _BRACKETS.get(text[0]) == text[-1]
    if bracketed:
        start, stop = 1, stop - 1
    opening = _reporting().match(text, start, stop)
    if opening is not None:
        return _reported(text, opening.end(), stop)
    printed = label_at(text, start, stop, ("outlet",))
    if printed is not None and " ".join(printed[1].group().casefold().split()).strip(":：") in _published():
        return _printed_first(text[:stop], printed[1].end())
    said = label_at(text, start, stop, ("author", "weak-author"))
    if said is not None and (authors := _labelled(text, said, stop, bracketed)):
        return SignOff(authors, ())
    return _in_brackets(text, start, stop) if bracketed else _alone(line.rstrip(), letter)


def heads_letter(credit: str, section: str | None) -> bool:
    """Whether a credit, or the section that it names, says that this is a letter to the editor."""
    said = [line.strip().casefold() for line in (*credit.split("\n"), section or "")]
    return not words().sets["text.letters"].isdisjoint(said)


def is_below_signoff(line: str) -> bool:
    """Whether a line is what is printed below one: who edited it, a copyright, "No comments:", the writer's town."""
    text = line.strip()
    if not text or len(text) > LONGEST:
        return False
    if is_place(text) or reads_like_town(text):  # of who wrote a letter
        return True
    if "©" in text or counts_readers(text) or words().invitations.fullmatch(text.rstrip(":")) is not None:
        return True
    helped = label_at(text, 0, len(text), ("helper",))
    return (
        helped is not None and helped[1].end() < len(text) and _NAME_BEHIND.fullmatch(text, helped[1].end()) is not None
    )


def _labelled(text: str, said: tuple[str, re.Match[str]], stop: int, bracketed: bool) -> tuple[Named, ...]:
    """The names behind the word of a byline. One of several words or with a colon says by itself that persons follow,
    if none of them reads like an outlet; behind others they have to be surely so.
    """
    kind, printed = said[0], said[1].group().strip()
    at = said[1].end()
    time = _AT.search(text, at, stop)
    stop = time.start() if time is not None else stop
    told = printed[-1:] in ":：" or " " in printed
    if not told and kind == "weak-author" and not bracketed:
        return ()
    found = _people(text, at, stop, sure=not told)
    return found if not told or all(person_score(name.name) > 0 for name in found) else ()


def is_at_the_foot(line: str) -> bool:
    """Whether a line says who reported and who edited an article, as agencies do below it and nobody above a title:
    "Reporting by Ana Vale; Editing by Jo Roe", "(Reporte de Ana Vale)".
    """
    text = line.rstrip(". \u00a0")
    if not text or len(line) > LONGEST:
        return False
    bracketed = _BRACKETS.get(text[0]) == text[-1]
    opening = _reporting().match(text, int(bracketed))
    return opening is not None and (bracketed or _edited().search(text, opening.end()) is not None)


def signed_tail(paragraph: str) -> str:
    """What is signed in brackets at the end of a paragraph, behind a sentence; "" where nothing is."""
    found = _TAIL.search(paragraph)
    return "" if found is None else found.group()


def _in_brackets(text: str, start: int, stop: int) -> SignOff | None:
    name = text[start:stop]
    if len(name) > 2 and _is_unparted_name(name) and person_score(name) >= _UNPARTED:
        return SignOff((Named(name, start, stop, _RULE, 0.7),), ())
    return _by_slash(text, start, stop)


def _is_unparted_name(name: str) -> bool:
    """Whether a name in a script that does not part words may be a person's."""
    return len(name) in _SIGNS and name[0] > "\u2e7f" and person_score(name) > 0 and not is_place(name)


def _alone(line: str, letter: bool) -> SignOff | None:
    """Persons alone on a line, where all have a known given name and a dash, a place or an agency stands beside them:
    "— Ana Vale", "Ana Vale in Berlin", "Ana Vale, Berlin", "Ana Vale avec AFP". A name and no more may be anything but
    under a letter to the editor, where no list has to know the town either.
    """
    if len(line) > _ALONE:
        return None
    dash = _DASH.match(line)
    start, stop = dash.end() if dash is not None else 0, len(line)
    helped: tuple[Named, ...] = ()
    if (link := _WITH.search(line, start)) is not None and is_listed_agency(link["agency"]):
        stop, helped = link.start(), (Named(link["agency"], *link.span("agency"), "agency-in-byline", 0.8),)
    town = _TOWN.search(line, start, stop) or (_IN_BRACKETS.search(line, start, stop) if letter else None)
    if town is not None and (is_place(town["town"]) or (letter and looks_like_name(town["town"]))):
        stop = town.start()
    shown = letter or dash is not None or stop < len(line) or split_place(line) is not None
    authors = _people(line, start, stop, sure=True) if shown else ()
    return SignOff(authors, helped) if 0 < len(authors) <= _MOST_ALONE else None


@cache
def _reporting() -> re.Pattern[str]:
    listed = sorted(words().sets["signoff.reporting"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, listed))})[:：]?[ \u00a0](?=\w)", re.IGNORECASE)


@cache
def _edited() -> re.Pattern[str]:
    listed = sorted(words().sets["signoff.edited"], key=lambda word: (-len(word), word))
    return re.compile(rf"[;,][ \u00a0](?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)


def _reported(text: str, start: int, stop: int) -> SignOff | None:
    """The names behind "Reporting by", up to what somebody else did."""
    found = _NAMES.match(text, start, stop)
    if found is None:
        return None
    authors = _people(text, start, found.end())
    return SignOff(authors, ()) if authors else None


@cache
def _published() -> frozenset[str]:
    return words().sets["signoff.published"]


def _printed_first(text: str, start: int) -> SignOff | None:
    """The outlet behind "Originally published in", where it is a name and nothing is said of it."""
    split = look_at_credit(text)
    found = next(iter(split.pieces), None)
    if found is None or found.kind != "outlet":
        return None
    article = _ARTICLE.match(found.text)
    name = found.text if article is None else found.text[article.end() :]
    if not (looks_like_name(name) or is_domain(name)) or name.isdigit() or len(name.split()) > _MOST_WORDS:
        return None
    if name.casefold() in words().sets["text.sections"]:  # "Publicado en Sociedad | Etiquetado …"
        return None
    first = found.end - len(name)
    if first < start:
        return None
    date = next((date for date in split.dates if 0 <= date.outer_start - found.end <= _ON), None)
    return SignOff((), (Named(name, first, found.end, "printed-first", 0.85),), date)


def _people(text: str, start: int, end: int, *, sure: bool = False) -> tuple[Named, ...]:
    """The names of a list, without the city behind the last; none where one does not look like a name, or (``sure``)
    like a person's.
    """
    found: list[Named] = []
    links = [m.span() for pattern in (_BETWEEN, words().conjunction) for m in pattern.finditer(text, start, end)]
    at = start
    for low, high in [*sorted(links), (end, end)]:
        if low < at:
            continue
        name = text[at:low].strip()
        place = split_place(name)
        name = name if place is None else name[: place[0]]
        first = text.index(name, at) if name else at
        at = high
        if not name:
            continue
        if not looks_like_name(name) or any(sign.isdigit() or sign == "/" for sign in name):
            return ()
        several = 2 <= len(name.split()) <= 5 and (not sure or person_score(name) > _SURE)
        if not (several or (sure and _is_unparted_name(name))):
            return ()
        found.append(Named(name, first, first + len(name), _RULE, 0.85))
    return tuple(found) if len(found) <= _MOST_NAMES else ()


def _by_slash(text: str, start: int, stop: int) -> SignOff | None:
    """Names and an outlet, or agencies, parted by a slash."""
    parts: list[Named] = []
    at = start
    for part in text[start:stop].split("/"):
        name = part.strip()
        if not name or not is_nameable(name):
            return None
        first = text.index(name, at)
        parts.append(Named(name, first, first + len(name), _RULE, 0.8))
        at = first + len(name)
    if all(is_listed_agency(part.name) for part in parts):
        return SignOff((), tuple(parts))
    if len(parts) != 2 or credited_person_score(parts[0].name) <= LIKE or credited_person_score(parts[1].name) >= LIKE:
        return None
    authors = _people(text, parts[0].start, parts[0].end)
    return SignOff(authors, (parts[1],)) if authors else None
