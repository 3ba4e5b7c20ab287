"""Datelines in Chinese, Japanese and Korean, where paper, place, day and names stand without spaces between.

"新华社北京7月1日电（记者李明）", "【ワシントン=佐藤花子】", "[東京 1日 ロイター] - ", "(서울=연합뉴스) 홍길동 기자 = ".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.lexicon.credits.names import Named, is_paper
from corpuskit.lexicon.credits.unparted_bylines import is_name
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.patterns import EAST_ASIA, later

#: "新华社北京7月1日电（记者李明）": who sent it from where and when, and who wrote it.
_WIRED = later(
    r"(?P<from>[A-Za-z\u3400-\u9fff]{2,14})(?P<day>\d{1,2}月\d{1,2}日)(?P<by>[ \u3000]?[(（][^()（）\n]{3,40}[)）])?"
    r"[ \u3000]?(?:综合)?[电電讯訊](?:[ \u3000]?[(（](?P<behind>[^()（）\n]{3,40})[)）])?[ \u3000]{0,2}",
    beyond=EAST_ASIA,
)
#: "[한강일보=홍길동 기자] ", "(서울=연합뉴스) 홍길동 기자 = ", "【ロンドン時事】".
_BRACKETS = later(
    r"[\[【［(（](?P<inside>[^\[\]【】［］()（）\n]{3,30})[\]】］)）](?P<dash>[ \u3000]?[-–—―])?[ \u3000]{0,2}"
    r"(?P<behind>[\uac00-\ud7af]{2,4}(?:[ ·][\uac00-\ud7af]{2,4}){0,2}[ ]?(?:기자|특파원|통신원)[ ]?=[ ]?)?",
    beyond=EAST_ASIA,
)
_SIGNS = "=＝・"
_PART = later(rf"[^{_SIGNS} \u3000]+", beyond=EAST_ASIA)
_NAME = later(r"[^=（）() 、，,·・\u3000]+", beyond=EAST_ASIA)
_DAY = later(r"[0-9０-９]{1,2}日")
#: Who writes of his own paper: "本报北京7月1日讯".
#: The rule of what is found so.
UNPARTED = "dateline-unparted"
#: A place behind a paper is no longer where it is not listed.
_SHORT_PLACE = 4
_OWN = ("本报", "本報", "本社", "本刊", "本网", "本網")


class Unparted(NamedTuple):
    """Where a dateline ends, and what it names, by the places in the paragraph."""

    end: int
    place: str | None
    agency: Named | None
    authors: tuple[Named, ...]


def unparted_dateline(head: str) -> Unparted | None:
    """The dateline that opens a paragraph in one of these scripts, or None."""
    wired = _WIRED.match(head)
    if wired is not None:
        sent = wired["from"]
        cut = _paper(sent)
        if cut is None:
            return None
        own = sent.startswith(_OWN)
        agency = None if own else Named(sent[:cut], 0, cut, UNPARTED, 0.9)
        authors = [*_reporters(head, *wired.span("by")), *_reporters(head, *wired.span("behind"))]
        return Unparted(wired.end(), sent[cut:] or None, agency, tuple(authors))
    brackets = _BRACKETS.match(head)
    found = _bracketed(head, *brackets.span("inside"), brackets.span("behind")) if brackets is not None else None
    return None if brackets is None or found is None else found._replace(end=brackets.end())


def _bracketed(head: str, start: int, end: int, behind: tuple[int, int]) -> Unparted | None:
    """What brackets at the start of a paragraph name, where each part of them is a part of a dateline."""
    place: str | None = None
    agency: Named | None = None
    authors: list[Named] = []
    office = words().byline_end.search(head[start:end]) is not None
    parts = list(_PART.finditer(head, start, end))
    for number, part in enumerate(parts):
        text, first = part.group(), part.start()
        city = _city_before_agency(text)
        signed = head[part.end()] in _SIGNS, head[first - 1] in _SIGNS
        if _DAY.fullmatch(text) is not None or text in words().byline_ends:
            continue
        if city or is_paper(text):
            place = place or city or None
            agency = agency or Named(text[len(city) :], first + len(city), part.end(), UNPARTED, 0.9)
        elif is_place(text) or (number == 0 and signed[0]):
            place = place or text
        elif is_name(text) and (office or signed[1]):
            authors.append(Named(text, first, part.end(), UNPARTED, 0.85))
        else:
            return None
    authors += _reporters(head, *behind)
    if (agency is None and not authors) or len(parts) + len(authors) + (place is not None) < 2:
        return None
    return Unparted(0, place, agency, tuple(authors))


def _city_before_agency(text: str) -> str:
    """The city in front of an agency in one word: "ロンドン" in "ロンドン時事"; "" where there is none."""
    agencies = words().sets["outlet.agencies"]
    return next((text[:at] for at in range(2, len(text)) if text[at:] in agencies and is_place(text[:at])), "")


def _paper(sent: str) -> int | None:
    """Where the paper ends in "新华社北京", with a place or nothing behind it; None where no paper is named."""
    ends = [at for at in range(len(sent), 1, -1) if sent[:at] in _OWN or is_paper(sent[:at])]
    placed = next((at for at in ends if at == len(sent) or is_place(sent[at:])), None)
    return placed if placed is not None else next((at for at in ends if len(sent) - at <= _SHORT_PLACE), None)


def _reporters(head: str, start: int, end: int) -> Iterator[Named]:
    """The names in a part of a dateline that an office stands before or behind: "记者 李明、王芳", "홍길동 기자 = "."""
    if start < 0 or not any(office in head[start:end] for office in words().byline_ends):
        return
    for part in _NAME.finditer(head, start, end):
        name, first = part.group(), part.start()
        for office in words().byline_ends:
            before, found, behind = name.partition(office)
            if found and before in ("", *_OWN):
                name, first = behind, part.end() - len(behind)
            elif found:
                name = before
        if is_name(name):
            yield Named(name, first, first + len(name), UNPARTED, 0.85)
