"""A part of a credit between two signs, read by itself: what its label says, where a name begins and ends in it, and
what names nobody.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.names import (
    PERSON,
    credited_person_score,
    is_department,
    is_nameable,
    is_paper,
    is_role,
    looks_like_name,
    names_outlet,
    person_score,
)
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.patterns import later

#: Shorter ones are remembered.
_SHORT = 60
#: A label left between a name and what it says: "来源：海岸报 发布时间：2021-05-03".
_LABEL_BEHIND = re.compile(r"[ \u00a0\u3000](?P<label>[^\s:：]{1,24}+[ \u00a0]?[:：])[ \u00a0]{0,3}+$")
#: Where a piece stands in print, which names nobody: "p. A22", "S. 3", and "B.14" as archives print it.
_PAGE = re.compile(
    r"(?:(?:pp?|pgs?|s|pages?|seiten?|p[aá]gs?|p[aá]gina|стр|стор|str)\.?[ \u00a0]?|(?=[A-Z]\.\d{1,3}$))"
    r"(?P<page>[A-Z]{0,2}\.?\d{1,5}(?:[-–]\d{1,5})?)",
    re.IGNORECASE,
)
#: In which issue it stands: "Nr. 45", "Vol. 2", "Episode 20".
_ISSUE_NUMBER = re.compile(
    r"(?:newsletter[ \u00a0])?"
    r"(?:(?:nr|no|n°|№|vol|jg|ep|n(?=\.))\.?|heft|ausgabe|issue|num[eé]ro|número|numero|nummer|numer|выпуск|номер|volumen?"
    r"|band|jahrgang|tomo?|том|rocznik|ročník|évfolyam|cilt|sayı|årgang|jaargang|årgång|episode|épisode|episodio|episódio"
    r"|folge|aflevering|avsnitt|afsnit|odcinek|jakso|epizoda|bölüm|эпизод|серия)"
    r"[ \u00a0]?[A-Z]{0,2}\d{1,5}(?:[-–/]\d{1,5})?(?:[ \u00a0]?\(\d{1,3}\))?|issue",
    re.IGNORECASE,
)
#: A sheet of a print, how a match ended, a season, how a work was rated: "Page 1 of 3", "Rovers 1-1 Athletic",
#: "Spring 2018", "4 out of 5 stars".
_NO_NAME = re.compile(
    r"(?:pages?|seite|página|pagina|strona|stránka|side|sida|sivu|страница)[ \u00a0]\d{1,4}[ \u00a0]"
    r"(?:of|von|de|sur|di|van|av|af|z|ze|из|/)[ \u00a0]\d{1,4}"
    r"|[^\d\n]{2,30}[^\W\d_][ \u00a0]\d{1,3}[-–]\d{1,3}[ \u00a0][^\W\d_][^\d\n]{1,30}"
    r"|(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver|primavera|verano|otoño"
    r"|invierno|estate|autunno|inverno|verão|outono|zomer|herfst|höst|efterår)[ \u00a0]\d{4}(?:[-–/]\d{2,4})?"
    r"|\d(?:[.,]\d)?(?:[ \u00a0]?/|[ \u00a0](?:out[ ]of|of|von|sur|de|su|van|av|af|z|из))[ \u00a0]?(?:5|6|10|20|100)"
    r"(?:[ \u00a0][^\W\d_]{4,10})?",
    re.IGNORECASE,
)
#: A page behind its label.
_PAGES = later(r"[A-Z]{0,2}\d{1,5}(?:[-–, ]{1,2}\d{1,5}){0,4}", re.IGNORECASE)
#: An account or address behind a name: "Jane Doe @janedoe", "Jane Doe (@janedoe)", "Jane Doe jane@example.org".
_ACCOUNT = later(r"(?:^|[ \u00a0])[(<]?(?:[\w.+-]{1,60})?@\w[\w.-]{1,60}[)>]?$")
#: Who posted it, and in which forum: "u/janedoe", "r/worldnews".
_HANDLE = later(r"/?[ur]/[\w-]{2,40}")
#: That there are more authors than are named: "Ana Vale et al.", "박준석 기자 외 1명".
_AND_OTHERS = later(
    r"(?:[ \u00a0]et[ \u00a0]al\.?|[ \u00a0]u\.[ \u00a0]?a\.?|[ \u00a0]외[ \u00a0]?\d{1,2}[명인]"
    r"|(?<=[\u3400-\u9fff])[ \u00a0]?(?:等(?:\d{1,2}[人名])?|(?:ほか|他)\d{0,2}[人名]?))$"
)
#: That an outlet allows it: "Coast News with permission".
_PERMITTED = later(
    r"[ \u00a0](?:(?:with|by)[ \u00a0](?:kind[ \u00a0])?permission|mit[ \u00a0](?:freundlicher[ \u00a0])?Genehmigung"
    r"|avec[ \u00a0](?:l[’']aimable[ \u00a0])?autorisation|con[ \u00a0](?:permiso|autorización)"
    r"|com[ \u00a0](?:permissão|autorização)|con[ \u00a0](?:il[ \u00a0])?permesso|met[ \u00a0]toestemming)$",
    re.IGNORECASE,
)
#: The number of an issue behind a name: "Coast News #451", "Coast News 2/2025".
_ISSUE = re.compile(
    r"[ \u00a0](?:#|№|n[°º]|(?P<word>(?:nr|no|num)\.?|heft|ausgabe|issue|num[eé]ro|número|nummer|numer|выпуск))"
    r"[ \u00a0]?\d{1,6}(?:/\d{2,4})?$|[ \u00a0](?P<of_year>\d{1,2}/(?:19|20)\d\d)$",
    re.IGNORECASE,
)
#: What may stand between a date and the name behind it: "Posted May 5, 2024 in Coast News".
_BEHIND_DATE = later(
    r"(?:in(?:[ \u00a0](?:der|den))?|im|for|at|auf|bei|für|dans(?:[ \u00a0]l[ea])?|sur|pour|en(?:[ \u00a0](?:el|la))?"
    r"|para|em|no|na|su|sul|nel|nella|per|på|i|för|voor|w|dla|в|для)[ \u00a0](?=\S)"
)
#: For whom an author writes whose place stands in brackets: "Luc Morel (à Kiev) pour Le Val".
_BEHIND_PLACE = later(r"(?:for|für|pour|para|per|voor|för|til|dla|для)[ \u00a0](?=[^\W\d_a-zß-ÿа-я])")
STRIP = " \u00a0\u3000\t\r,،.;؛:|-–—―−•·→/\"'“”„«»‘’*_~#<>（）()[]【】©ـ\u200b\ufeff"
#: Signs that belong to a name with which it opens inside it: "Verein (Bonn)", "Газета «Берег»".
_CLOSING = {")": "(", "»": "«", "”": "“", "“": "„", '"': '"'}
#: A word left between a name and its date: "Die Zeit vom 5. Mai".
_BEFORE_DATE = re.compile(
    r"[ \u00a0](?:vom|am|on|of|le|du|el|del|em|il|van|op|den|от|dated|published|posted)[ \u00a0]{0,2}$", re.IGNORECASE
)
_PUBLISHED = frozenset({"published", "posted"})
#: "De Ana Popescu", "From Alan Pike": a byline where a given name follows, else part of a paper's name ("De Morgen").
_DE = re.compile(r"(?:[Dd]e|F(?:rom|ROM))[ \u00a0](?P<given>[^\W\d_]{2,20})[ \u00a0](?=\w)")
#: Who wrote it where nobody is named: "Coast News staff".
_STAFF = later(
    r"(?<=\w)[ \u00a0]"
    r"(?:staff(?:[ \u00a0]reports?)?|team|(?:news|web)[ \u00a0]desk|editorial[ \u00a0](?:board|team|staff))$",
    re.IGNORECASE,
)
#: The last character of a paper's wire.
_WIRE = "讯訊电電"
_STAFF_ENDS = frozenset("fFtTsSkKdDmM")
#: From which newsroom or issue: "Do UOL", "Da AFP", "From The Coast", "aus DIE KÜSTE"; "Theo" is "according
#: to" before a name in letters of Vietnamese.
_OF_NEWSROOM = re.compile(
    r"D[oa][ \u00a0](?=[A-Z][A-Z0-9]{1,5}(?!\w))|From[ \u00a0](?=The[ \u00a0])|aus[ \u00a0](?=(?:DER|DIE|DAS)[ \u00a0])"
    r"|Theo[ \u00a0](?=\S[^\n]{0,60}[ăđĩũơưạ-ỹẠ-Ỹ])"
)
#: What a name in quotation marks is of, in small letters before it: "издание «Берег»".
_DESCRIBED = later(r"[^\W\d_A-ZА-Я]{3,20}[ \u00a0]«(?P<name>[^«»\n]{2,40})»", beyond="А")
#: Whose office follows: "The Coast's health correspondent".
_WHOSE = later(r"(?P<paper>[^\n]{2,40}?)[’']s[ \u00a0](?P<office>[a-z ]{3,40})")
#: The office held at a paper: "enviado especial do Jornal do Cais", "correspondent for The Coast".
_OFFICE_OF = later(
    r"(?P<office>[^\W\d_][^\n\d,]{2,40}?)[ \u00a0]"
    r"(?:of|for|at|de(?:[ \u00a0]la)?|del|do|da|di|dell[ao]|der|des|bei|beim|pour|du)[ \u00a0](?=[A-ZÀ-Þ«\"“])"
)
#: How long ago a post was written: "3h".
_AGO = re.compile(r"(?!24h)\d{1,2}(?:min|[smhdw])")
#: How many minutes it runs has so many digits.
_MINUTES = 3
#: A person's name has so many words where a department stands right behind it.
_NAME = 3
#: What names nobody; and what says nothing of a credit either: "Comments" (12), "15:39配信".
_OTHERS = ("text.not_known", "text.links", "text.editions")
_SILENT = ("text.counted", "text.access", "text.time_words")
#: Labels of a day.
_DATED = ("published", "updated", "seen")
#: Labels that count only with a colon: each is a word of names too.
_OF_PLACE = frozenset({"section", "page", "other"})


class Part(NamedTuple):
    """What is left of a part without labels and signs at its ends; places count from its start."""

    start: int
    end: int
    kind: str
    strong: bool
    names: bool  #: whether it may name somebody
    labels: tuple[str, ...]
    page: tuple[int, int] | None


def read_part(text: str, goes_on: bool, before: str, dated: bool) -> Part:
    """Reads a part of a credit by itself, so that outlets and authors that recur are read once.

    ``goes_on``: something follows; ``before`` is "\\n" where a masked date or another line stands before it, ")" where
    brackets close there; ``dated``: the credit has a date.
    """
    read = _remembered if len(text) < _SHORT else _read
    return read(text, goes_on, before, dated)


def _read(text: str, goes_on: bool, before: str, dated: bool) -> Part:
    labels: list[str] = []
    start, kind, strong = _behind_labels(labels, text)
    end = len(text)
    if goes_on or text[-1] == " ":
        trailing = _BEFORE_DATE.search(text, start)
        if trailing is not None and trailing.start() > start:
            end = trailing.start()
            kind = kind or _who_published(text[start:end], trailing.group().strip())
    behind_name = _LABEL_BEHIND.search(text, start, end) if text[end - 1] in ":： \u00a0" else None
    if behind_name is not None and label_at(text, behind_name.start("label"), end, _DATED) is not None:
        end = behind_name.start()
    if not kind:
        start, kind = _behind_sign(text, start, end, text[:start].rstrip(" \u00a0")[-1:] or before)
    end = _end_of_name(text, start, end, dated)
    start, end = _without_edition(text, start, end)
    if kind in ("", "author"):
        others = _AND_OTHERS.search(text, start, end)
        end = others.start() if others is not None and others.start() > start else end
        start, end, kind = _author_in(text, start, end, kind)
    if end <= start:
        return Part(start, end, kind, strong, False, tuple(labels), None)
    if kind == "page" and _PAGES.fullmatch(text, start, end) is not None:
        return Part(start, end, kind, strong, False, tuple(labels), (start, end))
    page = _PAGE.fullmatch(text, start, end)
    if page is not None and page.group().casefold() in words().sets["outlet.like_others"]:
        page = None
    nobody = "other" if page is not None else _nobody(text[start:end], kind, dated)
    if nobody:
        labels.append(nobody)
    place = page.span("page") if page is not None else None
    return Part(start, end, kind, strong, nobody is None, tuple(labels), place)


_remembered = lru_cache(maxsize=4096)(_read)


def _who_published(name: str, word: str) -> str:
    """The kind of what stands before "Published" and a day: an author's name where no word of it is an outlet's."""
    person = word.casefold() in _PUBLISHED and looks_like_name(name) and " " in name and person_score(name) > 0
    return "author" if person else ""


def _without_edition(text: str, start: int, end: int) -> tuple[int, int]:
    """What is left of a part without the edition in front of it or behind it: "朝刊 佐藤花子", "湖畔新聞 夕刊"."""
    if end - start < 3 or text[start] <= "\u2e7f":
        return start, end
    if text[end - 1] in _WIRE and is_paper(text[start : end - 1]):  # "海岸晚报讯"
        return start, end - 1
    editions = words().sets["text.editions"]
    first, last = text[start:end].split(None, 1), text[start:end].rsplit(None, 1)
    if len(first) > 1 and first[0] in editions:
        return end - len(first[1]), end
    return (start, start + len(last[0])) if len(last) > 1 and last[1] in editions else (start, end)


def _behind_sign(text: str, start: int, end: int, sign: str) -> tuple[int, str]:
    """Where a part begins behind a word that stands between a date, or a place in brackets, and an outlet; its kind."""
    if sign == "\n":
        behind = _BEHIND_DATE.match(text, start, end)
        return (start if behind is None else behind.end()), ""
    outlet = _BEHIND_PLACE.match(text, start, end) if sign == ")" else None
    return (start, "") if outlet is None else (outlet.end(), "outlet")


def _end_of_name(text: str, start: int, end: int, dated: bool) -> int:
    """Where a name ends before signs, a permission, an account or the number of an issue."""
    end = _last_of(text, start, end)
    permitted = _PERMITTED.search(text, start, end)
    end = permitted.start() if permitted is not None and permitted.start() > start else end
    account = _ACCOUNT.search(text[start:end]) if "@" in text[start:end] else None
    issue = _ISSUE.search(text, start, end) if text[end - 1].isdecimal() else None
    if account is not None:
        return _last_of(text, start, start + account.start())
    if issue is not None and (dated or not (issue["word"] or issue["of_year"])):
        return _last_of(text, start, issue.start())
    return end


def _author_in(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """Where a name begins and ends, and its kind: an author's in brackets ("oprac. (MK)"), with an office behind it or
    "De" before a given name, an outlet's with its staff behind it or "Do" before an acronym.
    """
    if kind and text[start : start + 1] == "(" and text.find(")", start, end) == end - 1:
        return start + 1, end - 1, kind
    described = _DESCRIBED.fullmatch(text, start, end) if not kind and text[end - 1] == "»" else None
    if described is not None:
        return (*described.span("name"), "outlet")
    staff = _STAFF.search(text, start, end) if not kind and text[end - 1] in _STAFF_ENDS else None
    if staff is not None and is_nameable(text[start : staff.start()]):
        return start, staff.start(), "outlet"
    role = _role_of(text[start:end])
    if role is not None:
        return start, start + role, "author"
    office = _OFFICE_OF.match(text, start, end) if not kind else None
    if office is not None and is_role(office["office"]):
        return office.end(), end, "outlet"
    paper = None if kind else _paper_of(text[start:end])
    if paper is not None:
        return start, start + paper, "outlet"
    name = _DE.match(text, start, end) if not kind else None
    if name is not None and name["given"].casefold() in words().given_names:
        return name.start("given"), end, "author"
    newsroom = _OF_NEWSROOM.match(text, start, end) if not kind else None
    return (start, end, kind) if newsroom is None else (newsroom.end(), end, "outlet")


def _role_of(piece: str) -> int | None:
    """Where a person's name ends whose office or department is printed right behind it: "Ian Vale Science editor"."""
    parts = piece.split(" ")
    for at in range(2, min(len(parts), _NAME + 1)):
        if is_department(" ".join(parts[at:])):
            name = " ".join(parts[:at])
            return len(name) if looks_like_name(name) and person_score(name) > PERSON else None
    if len(parts) < 4 or parts[-1].casefold() not in words().sets["text.offices"]:
        return None
    office = next((at for at in range(len(parts) - 2, 1, -1) if not parts[at].islower()), None)
    while office is not None and office > 2 and parts[office - 1].casefold() in words().sets["text.office_words"]:
        office -= 1
    if office is None:
        return None
    name = " ".join(parts[:office])
    return len(name) if looks_like_name(name) and credited_person_score(name) > 0 else None


def _paper_of(piece: str) -> int | None:
    """Where a paper's name ends behind which an office is printed: "The Coast Staff Writer", "The Coast's editor"."""
    before, _, last = piece.rpartition(" ")
    if last.casefold() not in words().sets["text.offices"] or " " not in before or is_role(piece):
        return None
    whose = _WHOSE.fullmatch(piece)
    if whose is not None:
        return whose.end("paper") if is_role(whose["office"]) else None
    paper, _, which = before.rpartition(" ")
    named = paper.startswith("The ") or names_outlet(paper)
    return len(paper) if named and is_role(f"{which} {last}") else None


def _behind_labels(labels: list[str], text: str) -> tuple[int, str, bool]:
    """Where a part begins behind signs and labels, its kind, and whether that label says nothing else; notes labels."""
    kind, strong = "", False
    start, end = 0, len(text)
    for _ in range(4):
        while start < end and text[start] in STRIP and not (text[start] in "([" and ")" in text[start:end]):
            start += 1
        labelled = label_at(text, start, end)
        if labelled is None and start < end and _is_picture(text[start]):  # "📌 Jane Doe"
            start += 1
            continue
        if labelled is None:
            break
        found, match = labelled
        printed = match.group().strip()
        if found == "correction" or (found in _OF_PLACE and printed[-1:] not in ":：" and " " not in printed):
            break
        if found == "caption" and printed[-1:] not in ":：・/／" and " " not in printed:
            break
        if (
            printed.casefold() in words().sets["label.weak"]
            and match.end() < end
            and not (kind == "published" and found == "outlet")
        ):
            break
        strong = found == "author" or (
            found == "outlet" and (printed[-1:] in ":：" or " " in printed or printed.casefold() in ("via", "source"))
        )
        kind = "author" if found == "weak-author" else found
        labels.append(kind)
        start = match.end()
    return start, kind, strong


def _last_of(text: str, start: int, end: int) -> int:
    """The end without signs that belong to nothing."""
    while end > start and ((text[end - 1] in STRIP and not _belongs(text, start, end)) or _is_picture(text[end - 1])):
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
    if any(folded in sets[name] for name in _OTHERS) or _HANDLE.fullmatch(piece) or _is_duration(folded):
        return "other"
    if any(folded in sets[name] for name in _SILENT):
        return ""
    if folded in sets["text.relative_time"] or (not dated and _AGO.fullmatch(piece)):
        return "relative-time"
    return "" if folded in sets["text.weekdays"] and not (kind and not dated) else None


def _is_duration(piece: str) -> bool:
    """Whether a folded piece is how long a recording runs: "24 min"."""
    number, _, unit = piece.replace("\u00a0", " ").partition(" ")
    return number.isdecimal() and len(number) <= _MINUTES and unit.rstrip(".") in words().sets["text.minutes"]


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether the sign at the end is part of the name: "Jr.", "Inc.", "J. R. R.", a closing sign of its own."""
    sign = text[end - 1]
    if sign in _CLOSING:
        opening = _CLOSING[sign]
        inside = text[start : end - 1]
        return inside.count(opening) % 2 > 0 if opening == sign else inside.count(opening) > inside.count(sign)
    if text[end - 1] != ".":
        return False
    word = (text[start : end - 1].split() or [""])[-1]
    return word.casefold() in words().sets["text.abbreviated"] or (len(word) == 1 and word.isupper())
