"""A line of authors as an export states it: the names in it, and where each stands.

Such a line says more than names: what somebody is ("Jane Doe, Staff Writer"), for whom they write ("Jane Doe, Coast
Courier") and who helped ("John Roe contributed reporting."). These are no authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpuskit.lexicon.credits.names import PARTICLES, looks_like_name, person_score, split_place
from corpuskit.lexicon.credits.words import words
from corpuskit.patterns import later

#: What parts names for sure, and what does where every part looks like a name. Space is read from its first character
#: on only: a search that begins again at each of very many would take a time that grows with their square.
_SURE = later(r"[;|]\s*|(?<!\s)\s+/\s+")
_MAYBE = later(
    r",\s*(?:(?:and|und|et|y|e|en|og|och|i|и)\s+)?|(?<!\s)\s+(?:and|und|et|y|en|og|och|&|и)\s+",
    re.IGNORECASE,
)
_BY = later(r"(?:by|von|par|por|da|di|door|av|af)\s*+(?::\s*+)?(?<=\s)(?=\S)", re.IGNORECASE)
#: What stands in front of a name in Chinese and Japanese ("记者 王小明"); behind one it is known by `byline_end`.
_OFFICE = later(
    r"(?:本[報报刊社台])?(?:特约|特約|驻外|見習い|实习)?"
    r"(?:记者|記者|通讯员|通訊員|撰文|作者|执笔|執筆|文)[:：/／\s]\s*+(?=\S)"
)
#: From here on a line names those who helped.
_HELPED = later(r"\bwith (?:files|reports?|reporting|additional reporting) (?:from|by)\b", re.IGNORECASE)
#: What somebody did stands in brackets behind the name ("(Fotos)", "(now)"); an abbreviation there is part of it.
_DID = later(r"(?<!\s)\s*\((?![^\Wa-z]+\))[^()]{1,40}\)$")
#: A name has at most so many words.
MOST_WORDS = 5


def names_in(text: str, commas: bool = True) -> Iterator[tuple[int, int]]:
    """Where each name begins and ends. ``commas``: whether a comma may part two names (not "Doe, Jane").

    Roles, papers and notes beside a name are left out; a line in which nothing is sure is one name, as it stands.
    """
    at = found.end() if (found := _BY.match(text)) else 0
    helped = _HELPED.search(text, at)
    for start, end in _parts(text, at, len(text) if helped is None else helped.start(), _SURE):
        for first, last in _listed(text, start, end) if commas else [(start, end)]:
            first, last = _without_office(text, first, first + len(_bare(text[first:last])))
            if not (_is_role(text[first:last]) or _is_note(text[first:last])):
                yield first, last


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of a list with commas and conjunctions, or the whole of it where it may be something else."""
    parts = list(_parts(text, start, end, _MAYBE))
    if len(parts) < 2:
        return parts
    printed = [text[first:last] for first, last in parts]
    if _is_person(_bare(printed[0])):
        others = [_is_role(part) or _is_paper(part) for part in printed]
        if all(other or _is_name(part) for part, other in zip(printed, others, strict=True)):
            return [span for span, other in zip(parts, others, strict=True) if not other]
    return parts if not _is_note(text[start:end]) and all(_is_name(part) for part in printed) else [(start, end)]


def looks_like_names(text: str) -> bool:
    """Whether a line is one name or several and nothing else."""
    spans = list(names_in(text))
    return bool(spans) and all(_is_name(text[start:end]) and text[end - 1] not in '.!?:»”"' for start, end in spans)


def _parts(text: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for found in between.finditer(text, start, end):
        before = len(text[at : found.start()].rstrip())
        if before:
            yield at, at + before
        at = found.end()
    last = text[at:end].rstrip(", \t\r\n\u00a0")
    if last.strip():
        yield at, at + len(last)


def _without_office(text: str, first: int, last: int) -> tuple[int, int]:
    """A name in Chinese, Japanese or Korean without "reporter" in front of it or behind."""
    office = _OFFICE.match(text, first, last)
    first = office.end() if office is not None else first
    behind = words().byline_end.search(text, first, last)
    return first, behind.start() if behind is not None and behind.start() > first else last


def _is_name(part: str) -> bool:
    words = part.split()
    return 2 <= len(words) <= MOST_WORDS and words[0][:1].isupper() and not any(char.isdigit() for char in part)


def _bare(part: str) -> str:
    """A name without the place or the work behind it: "Ana Vale in Oslo", "Ana Vale (text)"."""
    did = _DID.search(part)
    name = part if did is None or did.start() == 0 else part[: did.start()]
    place = split_place(name)
    return name if place is None or not _is_person(name[: place[0]]) else name[: place[0]]


def _is_person(part: str) -> bool:
    return _is_name(part) and person_score(part) > 0 and looks_like_name(part)


def _is_paper(part: str) -> bool:
    return person_score(part) < 0


def _is_role(part: str) -> bool:
    """Whether this says what somebody is or for whom they write: "Chief Political Correspondent", "Special to …"."""
    folded = part.casefold().strip(" .").removeprefix("our ").removeprefix("a ")
    return folded in words().sets["text.roles"] or folded.startswith("special ") or folded.split(" ")[-1] in _roles()


@cache
def _roles() -> frozenset[str]:
    """The last words of roles, by which longer ones are known."""
    return frozenset(role.rsplit(" ", 1)[-1] for role in words().sets["text.roles"]) - {"the"}


def _is_note(part: str) -> bool:
    """Whether this is a sentence about who wrote what: many words, several of them small and no part of a name."""
    printed = part.split()
    small = sum(word[0].islower() and word.casefold() not in PARTICLES for word in printed)
    return (len(printed) > MOST_WORDS and small >= 2) or (small >= 1 and part.endswith(".") and len(printed) > 2)
