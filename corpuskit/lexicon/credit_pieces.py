"""A credit line taken apart: dates, labels, separators, and the pieces between them that may be names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credit_names import credited_person_score, is_domain, looks_like_name, person_score
from corpuskit.lexicon.credit_words import label_at, words
from corpuskit.lexicon.dates import PrintedDate, find_dates, in_order
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.patterns import later, reaches

#: A credit is short; what is longer is prose and not read further.
MAX_CREDIT = 2_000
#: A name is shorter than this where a full stop ends it.
_NAME = 60
#: The last word before a place, and what stands behind it up to the next sign.
_LAST_WORD = later(r"(?<![^\W\d_])[^\W\d_]+$")
_NEXT_FIELD = later(r"[^\n.,;:|•·()\[\]–—]*[^\s.,;:|•·()\[\]–—]")
#: What stands before the city of a correspondent: "Ana Vale • in Nairobi", "Luc Morel (à Kiev)".
IN = re.compile(r"(?:in|aus|à|en|em|a|da|w|в)[ \u00a0](?=\w)", re.IGNORECASE)
_SITE = later(r"[\w.-]{4,60}(?![\w.-])")
#: Shorter ones are remembered.
_SHORT = 200
#: From this `person_score` on a name is taken for a person's.
_PERSON = 0.9
#: Only so many characters can be a relative time without a number ("yesterday").
_RELATIVE = 60

#: A word between the names of a list, left in front of its last one.
_LINK = later(r"(?:&|and|und|et|y|e)[ \u00a0]", re.IGNORECASE)
#: Signs that part fields. A hyphen, dash or slash does so only between spaces, a full stop only behind a date or where
#: `_parts_names`. The first character decides whether the rest is tried: nearly none of a line can be one. Line feeds
#: in a row, as which a date is masked, are one.
_SEPARATORS = (
    r"[|｜•⋅●▪■◆›‧∙\t\n\r\[\]()（）【】;；·»・ \u00a0\u3000,，、.:/](?:"
    r"(?<=\n)\n*+|(?<=[|｜•⋅●▪■◆›‧∙\t\r\[\]()（）【】;；»])"
    r"|(?<=[ \u00a0])(?:[-–—―~−*]|--|/|//|::|>)[ \u00a0]"
    r"|(?<=[,，、])(?=[ \u00a0]|$)"
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
#: A hyphen between a time and the day behind it: "14:20-3 مايو 2023".
_TIME_DASH = re.compile(r"(?<=\d:\d\d)-(?=\d{1,2}[ \u00a0][^\W\d])")
#: A line of nothing but tags: "#news #harbour".
_HASHTAGS = later(r"^[ \t]{0,4}(?:#\w{1,40}+[ \u00a0,;]{0,3}+){1,30}+$", re.MULTILINE)
#: A label left between a name and what it says: "来源：海岸报 发布时间：2021-05-03".
_LABEL_BEHIND = re.compile(r"[ \u00a0\u3000](?P<label>[^\s:：]{1,24}+[ \u00a0]?[:：])[ \u00a0]{0,3}+$")
#: Where a label may begin inside a piece: "Text: Ana Vale Foto: Jo Roe", "文/李明 编辑/王芳".
_INNER_LABELS = r"[ \u00a0\u3000](?=[^\W\d_][^\s:：/／・]{0,15}+[ \u00a0]?(?P<sign>[:：])(?!/)"
_INNER_LABEL = re.compile(_INNER_LABELS + ")")
_INNER_LABEL_UNPARTED = later(_INNER_LABELS + r"|[\u3041-\u30fa\u3400-\u9fff]{1,4}+[/／・])")
#: Labels of what somebody did for an article.
_DID = frozenset({"author", "weak-author", "helper", "caption"})
#: The labels that are looked for there.
_INSIDE = ("author", "weak-author", "helper", "caption", "published", "updated")
#: The time of an ISO date and its zone, behind the masked day.
_ISO_TIME = later(r"(?<=\n)T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
#: Where a piece stands in print, which names nobody: "p. A22", "S. 3", and "B.14" as archives print it.
_PAGE = re.compile(
    r"(?:(?:pp?|pgs?|s|pages?|seiten?|p[aá]gs?|p[aá]gina|стр|стор|str)\.?[ \u00a0]?|(?=[A-Z]\.\d{1,3}$))"
    r"(?P<page>[A-Z]{0,2}\.?\d{1,5}(?:[-–]\d{1,5})?)",
    re.IGNORECASE,
)
#: In which issue it stands: "Nr. 45", "Vol. 2".
_ISSUE_NUMBER = re.compile(
    r"(?:(?:nr|no|n°|№|vol)\.?|heft|ausgabe|issue|num[eé]ro|número|numero|nummer|numer|выпуск|номер)"
    r"[ \u00a0]?[A-Z]{0,2}\d{1,5}(?:[-–/]\d{1,5})?|issue",
    re.IGNORECASE,
)
#: A sheet of a print, how a match ended, a season: "Page 1 of 3", "Rovers 1-1 Athletic", "Spring 2018".
_NO_NAME = re.compile(
    r"(?:pages?|seite|página|pagina|strona|stránka|side|sida|sivu|страница)[ \u00a0]\d{1,4}[ \u00a0]"
    r"(?:of|von|de|sur|di|van|av|af|z|ze|из|/)[ \u00a0]\d{1,4}"
    r"|[^\d\n]{2,30}[^\W\d_][ \u00a0]\d{1,3}[-–]\d{1,3}[ \u00a0][^\W\d_][^\d\n]{1,30}"
    r"|(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver|primavera|verano|otoño"
    r"|invierno|estate|autunno|inverno|verão|outono|zomer|herfst|höst|efterår)[ \u00a0]\d{4}(?:[-–/]\d{2,4})?",
    re.IGNORECASE,
)
#: A page behind its label.
_PAGES = later(r"[A-Z]{0,2}\d{1,5}(?:[-–, ]{1,2}\d{1,5}){0,4}", re.IGNORECASE)
#: An abbreviation in brackets behind a name is part of it: "Neue Zürcher Zeitung (NZZ)".
_KEPT_BRACKETS = re.compile(r"(?<=[\w.])[ \u00a0]\(([^\W\d_][^()\n|,;]{0,11})\)")
#: The name that stands before such brackets.
_BEFORE_BRACKETS = later(r"[^|\n,;:•·()\[\]–—]{1,80}$")
#: An account or address behind a name: "Jane Doe @janedoe", "Jane Doe (@janedoe)", "Jane Doe jane@example.org".
_ACCOUNT = later(r"(?:^|[ \u00a0])[(<]?(?:[\w.+-]{1,60})?@\w[\w.-]{1,60}[)>]?$")
#: The year of a copyright is no date of publication: "© 2019 Coast News".
_COPYRIGHT = later(
    r"(?:(?:\bcopyright\b[ \u00a0]?)?(?:©|(?<!\w)\(c\)(?=[ \u00a0]?\w))|\bcopyright\b)[ \u00a0]?"
    r"(?:\d{4}(?:[-–]\d{4})?(?=[ \u00a0,])"
    r"|(?P<name>[^\n\d|｜,;·•()\[\]]{2,60}[ \u00a0])\d{4}(?=[ \u00a0]?(?:[\n|｜,;·•]|$)))?",
    re.IGNORECASE,
)
#: That there are more authors than are named: "Ana Vale et al.", "박준석 기자 외 1명".
_AND_OTHERS = later(
    r"(?:[ \u00a0]et[ \u00a0]al\.?|[ \u00a0]u\.[ \u00a0]?a\.?|[ \u00a0]외[ \u00a0]?\d{1,2}[명인]"
    r"|(?<=[\u3400-\u9fff])[ \u00a0]?(?:等(?:\d{1,2}[人名])?|(?:ほか|他)\d{0,2}[人名]?))$"
)
#: The number of an issue behind a name: "Coast News #451".
_ISSUE = re.compile(r"[ \u00a0](?:#|№|n°)[ \u00a0]?\d{1,6}$", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,12}),[ \u00a0]$")
#: A name right before such a weekday, which may be its last word: "The Northern Sun, Aug. 30, 2020".
_NAME_BEFORE = later(r"\w[ \u00a0]$")
#: What may stand between a date and the name behind it: "Posted May 5, 2024 in Coast News".
_BEHIND_DATE = later(
    r"(?:in(?:[ \u00a0](?:der|den))?|im|for|at|auf|bei|für|dans(?:[ \u00a0]l[ea])?|sur|pour|en(?:[ \u00a0](?:el|la))?"
    r"|para|em|no|na|su|sul|nel|nella|per|på|i|för|voor|w|dla|в|для)[ \u00a0](?=\S)"
)
_STRIP = " \u00a0\u3000\t\r,.;:|-–—―−•·→/\"'“”„«»‘’*_~#<>（）()[]【】©ـ\u200b\ufeff"
#: A word left between a name and its date: "Die Zeit vom 5. Mai".
_BEFORE_DATE = re.compile(
    r"[ \u00a0](?:vom|am|on|of|le|du|el|del|em|il|van|op|den|от|dated|published|posted)[ \u00a0]{0,2}$", re.IGNORECASE
)
#: "De Ana Popescu", "From Alan Pike": a byline where a given name follows, else part of a paper's name ("De Morgen").
_DE = re.compile(r"(?:[Dd]e|F(?:rom|ROM))[ \u00a0](?P<given>[^\W\d_]{2,20})[ \u00a0](?=\w)")
#: "Do UOL", "Da AFP": from which newsroom.
_OF_ACRONYM = re.compile(r"D[oa][ \u00a0](?=[A-Z][A-Z0-9]{1,5}(?!\w))")
#: Labels of a day.
_DATED = ("published", "updated", "seen")
#: Labels that count only with a colon: each is a word of names too.
_OF_PLACE = frozenset({"section", "page", "other"})
#: Labels that count only with a date behind them: they are articles and prepositions too.
_WEAK = frozenset(
    [
        "on",
        "am",
        "le",
        "el",
        "il",
        "del",
        "op",
        "den",
        "vom",
        "data",
        "stand",
        "date",
        "thứ",
        "from",
        "in",
        "aus",
        "credit",
        "outlet",
        "publication",
        "publisher",
        "newspaper",
        "origin",
    ]
)
_ABBREVIATED = frozenset(["jr", "sr", "inc", "ltd", "co", "corp", "e.v", "u.s", "st"])
#: Words printed with a full stop before a name, besides those: "Prof. Ida Berg", "Ft. Lauderdale News".
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "hon",
        "gov",
        "sen",
        "rep",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "sra",
        "dra",
        "mme",
        "ing",
        "mag",
        "dipl",
        "ft",
        "mt",
        "ste",
        "bros",
        "dept",
        "univ",
        "vol",
        "nr",
        "int",
        "natl",
        "intl",
        "bzw",
        "geb",
        "hl",
    ]
)
#: "photo" and the like, and "page", with a full stop behind.
_HELPERS = frozenset({"fot", "zdj", "oprac", "tłum"})
_PAGE_WORDS = frozenset({"pág", "pag", "стр", "стор", "str", "pgs"})
_STOPPED = _ABBREVIATED | _TITLES | _PAGE_WORDS | _HELPERS
#: Initials behind a surname and a comma, as lists of references print them: "Berg, I.", "Berg, I. K.".
_INITIALS = later(r"(?:[^\W\d_]\.[ \u00a0-]?){0,2}[^\W\d_]\.?")


_NUMBER = re.compile(r"\d")
_ASCII_NUMBER = re.compile("[0-9]")


def has_number(text: str) -> bool:
    """Whether a date can be printed here: a digit of any script, or a Chinese year."""
    if text.isascii():
        return _ASCII_NUMBER.search(text) is not None
    return _NUMBER.search(text) is not None or "年" in text


#: What is part of every time of day, and of every distance from now without a number (see `credit_words`).
_CLOCK = re.compile(r"\d[ \u00a0]?[:.hH時时]")
_DISTANT = ("ago", "vor", "hace", "há", "l y a")


class Piece(NamedTuple):
    """A part of a credit between separators. ``kind`` is what a label before it says, or "" without one."""

    kind: str
    text: str
    start: int
    end: int
    separator: str  #: the sign before it
    strong: bool = False  #: labelled by a word that says nothing else ("By", "Source:")
    rule: str = ""  #: what found the kind where no label did


@dataclass(slots=True)
class Split:
    """A credit taken apart. ``labels`` says what labels, times and the like were seen."""

    pieces: list[Piece] = field(default_factory=list)
    dates: list[PrintedDate] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    page: tuple[int, int] | None = None  #: where the number of its page stands
    distances: list[tuple[int, int]] = field(default_factory=list)  #: where distances from now stand ("2 hours ago")


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _may_be_relative(text: str) -> bool:
    """Whether a text without a number may hold a distance from now: "an hour ago", "vor einer Stunde"."""
    folded = text.casefold()
    return any(word in folded for word in _DISTANT)


def split_credit(text: str, *, date_order: Mapping[str, str] | str | None = None) -> Split:
    """Takes credit lines (joined by a newline) apart. Linear in the length of ``text``, which is cut at 2,000
    characters.
    """
    found = look_at_credit(text)
    return Split(
        found.pieces.copy(),
        [in_order(date, date_order) for date in found.dates],
        found.labels.copy(),
        found.page,
        found.distances.copy(),
    )


def look_at_credit(text: str) -> Split:
    """The same without an order of dates, shared with whoever asks for the same text: not to be changed."""
    return _remembered(text) if len(text) < _SHORT else _split(text[:MAX_CREDIT])


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Split:
    """A credit is read when lines are weighed, when a dump's habits are counted and when its record is described."""
    return _split(text)


def _split(text: str) -> Split:
    split = Split()
    if "©" in text or "(c)" in text or "opyright" in text or "OPYRIGHT" in text:
        text = _COPYRIGHT.sub(_blanked, text)
    masked = _without_days(split, text)
    at, sign = 0, ""
    kept = [m.span() for m in _KEPT_BRACKETS.finditer(masked) if _keeps_brackets(masked, m)] if "(" in masked else []
    for match in _separators(masked):
        if kept and any(start <= match.start() < end for start, end in kept):
            continue
        if match.group() == "." and not _parts_names(split, masked, at, match.start()):
            continue
        if match.start() > at:
            _add_pieces(split, masked, at, match.start(), sign)
        at, sign = match.end(), match.group().strip() or "\n"
    if len(masked) > at:
        _add_pieces(split, masked, at, len(masked), sign)
    if split.dates:
        _join_initials(split, text)
    if "(" in text:
        _read_brackets(split)
    _rejoin(split, text)
    _go_on_with_lists(split, text)
    return split


def _blanked(sign: re.Match[str]) -> str:
    """Blanks for the sign of a copyright and its year; the name between them stays."""
    name = sign["name"] or ""
    before = sign.start("name") - sign.start() if name else len(sign.group())
    return " " * before + name + " " * (len(sign.group()) - before - len(name))


def _without_days(split: Split, text: str) -> str:
    """The text with dates and times masked; notes them."""
    lists = words()
    masked = text
    if has_number(text):
        found = find_dates(_TIME_DASH.sub(" ", _GLUED.sub(lambda m: "x" * len(m.group()), text)))
        split.dates = [_last_of_range(d, text) for d in found if d.rule != "relative"]
        masked = mask(masked, [(_outer_start(d, text), d.outer_end) for d in split.dates])
        masked = _mask_found(split, "time", masked, _ISO_TIME) if "\nT" in masked else masked
        if has_number(masked):
            masked = _mask_found(split, "reading-time", masked, lists.reading_time)
            if _CLOCK.search(masked) is not None:
                masked = _mask_found(split, "time", masked, lists.time)
            masked = _mask_found(split, "relative-time", masked, lists.relative_time, split.distances)
        elif any(":" in text[d.outer_start : d.outer_end] for d in split.dates):
            split.labels.add("time")
    elif len(text) <= _RELATIVE and _may_be_relative(text):
        masked = _mask_found(split, "relative-time", masked, lists.relative_time, split.distances)
    if "#" in text:
        masked = _mask_found(split, "other", masked, _HASHTAGS)
    return _mask_found(split, "other", masked, lists.invitations) if split.dates else masked


def _keeps_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether brackets belong to the name before them, and do not hold a name of their own."""
    inside = match.group(1)
    if inside.casefold() in words().sets["outlet.agencies"] or is_domain(inside):
        return False
    if is_place(IN.sub("", inside, 1)):
        return False
    before = _BEFORE_BRACKETS.search(text, 0, match.start())
    if before is not None and person_score(before.group().strip()) > _PERSON:
        return False
    return inside.isupper() or not inside[0].isupper()


def _parts_names(split: Split, text: str, start: int, stop: int) -> bool:
    """Whether a full stop parts two fields: "El Faro. Ana Ruiz. 3-5-2020". It does behind a date or a number, and in a
    dated credit behind the last word of a name that another one or a date follows.
    """
    if not text[stop - 1].isalpha():
        return True
    word = _LAST_WORD.search(text, start, stop) if split.dates else None
    if word is None or word.group().casefold() in _STOPPED:
        return False
    behind = _NEXT_FIELD.match(text, stop + 2)
    if stop - start > _NAME:
        return False
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


_DASHES = frozenset("-–—―−~")


def _rejoin(split: Split, text: str) -> None:
    """Puts names together that hold a dash between spaces, where the date is parted from them by another sign.

    "Monroe News - Monroe, Michigan | May 16, 2020" has two fields, "Coast｜NT Times, May 16, 2020" too. Parts that read
    like a person stay apart.
    """
    if len(split.pieces) < 2 or not (split.dates or split.distances):
        return
    beside = _beside_date(split, text)
    joined = [split.pieces[0]]
    for piece in split.pieces[1:]:
        last = joined[-1]
        dash = piece.separator in _DASHES and piece.separator not in beside
        bar = piece.separator == "｜" not in beside and piece.start == last.end + 1
        list_goes_on = piece.separator == "," and "," not in beside and any(f" {d} " in last.text for d in _DASHES)
        if (
            (dash or bar or list_goes_on)
            and not piece.kind
            and not (dash and (_is_section(piece.text) or is_place(piece.text) or is_place(last.text)))
            and last.kind in ("", "outlet")
            and "\n" not in text[last.end : piece.start]
            and not _masked_between(split, last.end, piece.start)
            and person_score(last.text) <= _PERSON
            and person_score(piece.text) <= (_PERSON if dash else 0)
        ):
            joined[-1] = last._replace(text=text[last.start : piece.end], end=piece.end)
        else:
            joined.append(piece)
    split.pieces = joined


def _go_on_with_lists(split: Split, text: str) -> None:
    """Takes what a label opens that is no name for a list up to the end of its commas: "Tags: floods, budget"."""
    for number in range(1, len(split.pieces)):
        last, piece = split.pieces[number - 1], split.pieces[number]
        if last.kind == "other" and not piece.kind and text[last.end : piece.start].strip(" \u00a0") == ",":
            split.pieces[number] = piece._replace(kind="other")


def _is_section(text: str) -> bool:
    """Whether this names a section of a paper and says more than that it is news: "Fox News" is no section of Fox."""
    folded = " ".join(text.casefold().split())
    return folded in words().sets["text.sections"] and folded not in words().sets["text.general_sections"]


def _read_brackets(split: Split) -> None:
    """Takes what somebody did out of the brackets behind a name ("Anna Vogel (Text) und Jo Roe (Fotos)"), and marks
    where somebody is: "Luc Morel (à Kiev) et Anna Vogel (à Paris)".
    """
    kept: list[Piece] = []
    opened = False  # whether such brackets were closed right before
    for piece in split.pieces:
        did = label_at(f"{piece.text}: x", 0, len(piece.text) + 3) if piece.separator == "(" and kept else None
        if did is not None and did[1].end() > len(piece.text) and did[0] in _DID:
            if did[0] in ("caption", "helper"):
                kept[-1] = kept[-1]._replace(kind=did[0])
            opened = True
            continue
        where = piece.separator == "(" and kept and is_place(IN.sub("", piece.text, 1))
        link = _LINK.match(piece.text) if opened else None
        if link is not None:
            piece = piece._replace(text=piece.text[link.end() :], start=piece.start + link.end(), separator=",")
        opened = bool(where)
        kept.append(piece._replace(kind="place") if where and not piece.kind else piece)
    split.pieces = kept


def _join_initials(split: Split, text: str) -> None:
    """Puts a surname and the initials behind it together: "Berg, I. (2020, May 3). Coast News." has one author."""
    joined: list[Piece] = []
    for piece in split.pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and piece.separator == ","
            and not piece.kind
            and last.kind in ("", "author")
            and _INITIALS.fullmatch(piece.text)
            and piece.text.isupper()
            and "," not in last.text
            and looks_like_name(last.text)
            and not _masked_between(split, last.end, piece.start)
        ):
            end = piece.end + (text[piece.end : piece.end + 1] == ".")
            and_ = _LINK.match(last.text)
            start = last.start + (and_.end() if and_ is not None else 0)
            joined[-1] = last._replace(kind="author", text=text[start:end], start=start, end=end)
        else:
            joined.append(piece)
    split.pieces = joined


def _moments(split: Split) -> list[tuple[int, int]]:
    """Where dates and distances from now stand."""
    return [*((date.outer_start, date.outer_end) for date in split.dates), *split.distances]


def _masked_between(split: Split, start: int, end: int) -> bool:
    return any(start <= first < end for first, _ in _moments(split))


def _beside_date(split: Split, text: str) -> str:
    """The signs between dates or distances from now and the pieces next to them."""
    signs = ""
    for start, end in _moments(split):
        before = max((p.end for p in split.pieces if p.end <= start), default=start)
        after = min((p.start for p in split.pieces if p.start >= end), default=end)
        signs += text[before:start] + text[end:after]
    return signs


def _outer_start(date: PrintedDate, text: str) -> int:
    """Where a date and its weekday begin; a weekday glued to a word ("example.fr, 2.11.23") belongs to the word."""
    before = text[date.outer_start - 1 : date.outer_start]
    if before == "." or before.isalnum():
        return date.start
    weekday = _WEEKDAY_BEFORE.search(text, max(0, date.outer_start - 24), date.outer_start)
    if weekday is None or weekday.group(1).casefold() not in words().sets["text.weekdays"]:
        return date.outer_start
    if weekday.group(1).casefold() in words().sets["outlet.words"] and _NAME_BEFORE.search(text, 0, weekday.start(1)):
        return weekday.start(1) if date.outer_end > date.end else date.outer_start
    return weekday.start(1)


def _mask_found(
    split: Split, name: str, masked: str, pattern: re.Pattern[str], places: list[tuple[int, int]] | None = None
) -> str:
    found = [m.span() for m in pattern.finditer(masked)]
    if places is not None:
        places += found
    if found:
        split.labels.add(name)
        masked = mask(masked, found)
    return masked


class _Part(NamedTuple):
    """What is left of a part without labels and signs at its ends; places count from its start."""

    start: int
    end: int
    kind: str
    strong: bool
    names: bool  #: whether it may name somebody
    labels: tuple[str, ...]
    page: tuple[int, int] | None


def _add_pieces(split: Split, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end], in parts where a label begins inside: "Text: Ana Vale Foto: Jo Roe"."""
    unparted = reaches(text)
    if ":" not in text and not unparted:
        _add_piece(split, text, start, end, sign)
        return
    for inner in (_INNER_LABEL_UNPARTED if unparted else _INNER_LABEL).finditer(text, start, end):
        begins = start + len(text[start:end]) - len(text[start:end].lstrip(_STRIP))
        opening = label_at(text, begins, end)
        if begins >= inner.start() or (opening is not None and opening[1].end() >= inner.end()):
            continue
        found = label_at(text, inner.end(), end, _INSIDE)
        if found is not None and found[1].end() >= inner.end("sign"):
            _add_piece(split, text, start, inner.start(), sign)
            start, sign = inner.end(), " "
    _add_piece(split, text, start, end, sign)


def _add_piece(split: Split, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end] without labels and signs at its ends, when anything is left."""
    read = _remembered_part if end - start < _NAME else _part
    below = text[:start].rstrip(" \u00a0")[-1:] == "\n"
    part = read(text[start:end], end < len(text), below, bool(split.dates))
    if part.labels:
        split.labels.update(part.labels)
    if part.page is not None and split.page is None:
        split.page = (start + part.page[0], start + part.page[1])
    if part.names:
        first, last = start + part.start, start + part.end
        split.pieces.append(Piece(part.kind, text[first:last], first, last, sign, part.strong))


def _part(text: str, goes_on: bool, below: bool, dated: bool) -> _Part:
    """Reads a part of a credit by itself, so that outlets and authors that recur are read once.

    ``goes_on``: something follows; ``below``: a masked date or another line stands before it; ``dated``: the credit has
    a date.
    """
    labels: list[str] = []
    start, kind, strong = _behind_labels(labels, text)
    end = len(text)
    if goes_on or text[-1] == " ":
        trailing = _BEFORE_DATE.search(text, start)
        if trailing is not None and trailing.start() > start:
            end = trailing.start()
    behind_name = _LABEL_BEHIND.search(text, start, end) if text[end - 1] in ":： \u00a0" else None
    if behind_name is not None and label_at(text, behind_name.start("label"), end, _DATED) is not None:
        end = behind_name.start()
    before = text[:start].rstrip(" \u00a0")
    if not kind and (before[-1] == "\n" if before else below):
        behind = _BEHIND_DATE.match(text, start, end)
        start = behind.end() if behind is not None else start
    end = _last_of(text, start, end)
    account = _ACCOUNT.search(text[start:end]) if "@" in text[start:end] else None
    issue = _ISSUE.search(text, start, end)
    if account is not None:
        end = _last_of(text, start, start + account.start())
    elif issue is not None:
        end = _last_of(text, start, issue.start())
    if kind in ("", "author"):
        others = _AND_OTHERS.search(text, start, end)
        end = others.start() if others is not None and others.start() > start else end
        start, end, kind = _author_in(text, start, end, kind)
    if end <= start:
        return _Part(start, end, kind, strong, False, tuple(labels), None)
    if kind == "page" and _PAGES.fullmatch(text, start, end) is not None:
        return _Part(start, end, kind, strong, False, tuple(labels), (start, end))
    page = _PAGE.fullmatch(text, start, end)
    if page is not None and page.group().casefold() in words().sets["outlet.like_others"]:
        page = None
    nobody = "other" if page is not None else _nobody(text[start:end], kind, dated)
    if nobody:
        labels.append(nobody)
    place = page.span("page") if page is not None else None
    return _Part(start, end, kind, strong, nobody is None, tuple(labels), place)


_remembered_part = lru_cache(maxsize=4096)(_part)


def _author_in(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """Where a name begins and ends, and its kind: an author's in brackets ("oprac. (MK)"), with an office behind it or
    "De" before a given name, an outlet's with "Do" before an acronym.
    """
    if kind and text[start : start + 1] == "(" and text.find(")", start, end) == end - 1:
        return start + 1, end - 1, kind
    role = _role_of(text[start:end])
    if role is not None:
        return start, start + role, "author"
    name = _DE.match(text, start, end) if not kind else None
    if name is not None and name["given"].casefold() in words().given_names:
        return name.start("given"), end, "author"
    acronym = _OF_ACRONYM.match(text, start, end) if not kind else None
    return (start, end, kind) if acronym is None else (acronym.end(), end, "outlet")


def _role_of(piece: str) -> int | None:
    """Where a person's name ends whose office is printed right behind it: "Ian Vale Science editor"."""
    parts = piece.split(" ")
    if len(parts) < 4 or parts[-1].casefold() not in words().sets["text.offices"]:
        return None
    office = next((at for at in range(len(parts) - 2, 1, -1) if not parts[at].islower()), None)
    while office is not None and office > 2 and parts[office - 1].casefold() in words().sets["text.office_words"]:
        office -= 1
    if office is None:
        return None
    name = " ".join(parts[:office])
    return len(name) if looks_like_name(name) and credited_person_score(name) > 0 else None


def _behind_labels(labels: list[str], text: str) -> tuple[int, str, bool]:
    """Where a part begins behind signs and labels, its kind, and whether that label says nothing else; notes labels."""
    kind, strong = "", False
    start, end = 0, len(text)
    for _ in range(4):
        while start < end and text[start] in _STRIP and not (text[start] in "([" and ")" in text[start:end]):
            start += 1
        labelled = label_at(text, start, end)
        if labelled is None and start < end and _is_picture(text[start]):  # "📌 Jane Doe"
            start += 1
            continue
        if labelled is None:
            break
        found, match = labelled
        printed = match.group().strip()
        if found == "correction" or (found in _OF_PLACE and printed[-1:] not in ":："):
            break
        if found == "caption" and printed[-1:] not in ":：・/／" and " " not in printed:
            break
        if printed.casefold() in _WEAK and match.end() < end and not (kind == "published" and found == "outlet"):
            break
        strong = found == "author" or (
            found == "outlet" and (printed[-1:] in ":：" or printed.casefold() in ("via", "source"))
        )
        kind = "author" if found == "weak-author" else found
        labels.append(kind)
        start = match.end()
    return start, kind, strong


def _last_of(text: str, start: int, end: int) -> int:
    """The end without signs that belong to nothing."""
    while end > start and ((text[end - 1] in _STRIP and not _belongs(text, start, end)) or _is_picture(text[end - 1])):
        end -= 1
    return end


def _is_picture(sign: str) -> bool:
    """Whether a sign is an emoji or the like, or part of one; no name has any at its ends."""
    return sign > "\u200c" and (sign in "\u200d\ufe0e\ufe0f" or unicodedata.category(sign) in ("So", "Sk"))


def _nobody(piece: str, kind: str, dated: bool) -> str | None:
    """What a piece is that names nobody (an address, an issue, a relative time): a label, or "" where that says nothing
    of the credit (a weekday, a word for how often it was read); None where it may name somebody.
    """
    sets, folded = words().sets, piece.casefold()
    if "://" in piece or any(form.fullmatch(piece) for form in (_ISSUE_NUMBER, _NO_NAME, words().counted)):
        return "other"
    if folded in sets["text.not_known"]:
        return "other"
    if folded in sets["text.counted"]:  # its number stands in brackets: "Comments (12)"
        return ""
    if folded in sets["text.relative_time"]:
        return "relative-time"
    return "" if folded in sets["text.weekdays"] and not (kind and not dated) else None


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether the sign at the end is part of the name: "Jr.", "Inc.", "J. R. R.", a closing bracket of its own."""
    if text[end - 1] == ")":
        return "(" in text[start:end]
    if text[end - 1] != ".":
        return False
    word = (text[start : end - 1].split() or [""])[-1]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper())
