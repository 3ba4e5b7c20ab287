"""Credit lines: who wrote it, where it ran and when, read from what is printed.

Words (bylines, labels, agencies, …) are data: ``data/credits.toml`` and ``data/given_names.txt``. Offsets are code
points of the text handed in; nothing is normalised, so ``text[start:end]`` is the name as printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.habits import PLACES, UNUSUAL, CreditHabits, Usual
from corpuskit.lexicon.credits.linked_names import single_names
from corpuskit.lexicon.credits.names import PERSON, Named, credited_person_score, is_listed_agency, is_nameable
from corpuskit.lexicon.credits.naming_nobody import is_length
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.publication_day import own_days, publication_date
from corpuskit.lexicon.credits.reader import Reader
from corpuskit.lexicon.credits.scored import ScoredCredit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.lexicon.credits.undated import Split, Undated
from corpuskit.lexicon.credits.words import heads_text, label_at, words
from corpuskit.lexicon.dates import PrintedDate, in_order, order_of_language
from corpuskit.lexicon.mojibake import repair
from corpuskit.lexicon.scripts import begins_small
from corpuskit.patterns import later

#: Before what is in a page, behind its name.
_PAGE_SIGNS = "-–—|"
_PAGE_SIGN = later(rf"\S[ \u00a0][{_PAGE_SIGNS}][ \u00a0]\S")
_BLANKS = later(r" {2,}")
#: No byline of one line is longer.
_BYLINE = 120
#: How a work was rated; "1/5" may be the number of a picture.
_RATED = later(
    r"(?:[^\W\d_]{3,12}[ \u00a0]?:[ \u00a0]?)?(?:[★☆⭐✩✭✮½]{3,10}"
    r"|(?:[2-9]|1(?=[.,]))(?:[.,]\d)?(?:[ \u00a0]?/|[ \u00a0](?:out[ ]of|of|von|sur|de|su|van|av|af|z|из)[ \u00a0])"
    r"[ \u00a0]?(?:5|6|10|20|100)(?:[ \u00a0][^\W\d_]{4,10})?)",
    re.IGNORECASE,
)


class Credit(NamedTuple):
    """What a credit states. Empty or None where nothing is stated."""

    authors: tuple[Named, ...] = ()
    outlets: tuple[Named, ...] = ()  #: the main one first; agencies credited with it follow
    date: PrintedDate | None = None  #: of publication (not of an update, where both are printed)
    dates: tuple[PrintedDate, ...] = ()  #: all that are printed
    section: Named | None = None
    place: Named | None = None
    page: Named | None = None  #: the number of the page


def parse_credit(
    text: str,
    *,
    date_order: Mapping[str, str] | str | None = None,
    language: str | None = None,
    habits: CreditHabits | None = None,
) -> Credit:
    """Who, where and when, from credit lines joined by a newline.

    ``date_order`` ("dmy", "mdy", or by rule) is what the dump settles for dates such as 03/04/2024; where it settles
    nothing, ``language`` does if its press agrees; else they stay ambiguous. ``habits`` tell authors from outlets where
    neither is labelled.
    """
    repaired = repair(text)
    if repaired is not None:
        found = parse_credit(repaired.text, date_order=date_order, language=language, habits=habits)
        return _as_printed(found, text, repaired.at)
    split = look_at_credit(_without_captions(text))
    dates = split.dates if date_order is None else [in_order(date, date_order) for date in split.dates]
    usual = habits.usual(frame_of(split.undated)) if habits is not None else _NOTHING_USUAL
    read = _read(split.undated, usual)
    date = publication_date(dates, read.days)
    if date is not None and date.ambiguous and language is not None:
        date = in_order(date, _order_of(language, date.rule))
    found = Credit(
        _moved(split, read.authors), _moved(split, read.outlets), date, tuple(dates),
        *(_moved(split, (named,))[0] if named is not None else None for named in (read.section, read.place, read.page)),
    )  # fmt: skip
    return _without_tags(found) if "</" in text else found


_NOTHING_USUAL = (UNUSUAL,) * PLACES


class _Read(NamedTuple):
    """What a credit states besides its dates, and which of these may be its own; offsets are of the undated text."""

    authors: tuple[Named, ...]
    outlets: tuple[Named, ...]
    section: Named | None
    place: Named | None
    page: Named | None
    days: tuple[int | None, ...]


@lru_cache(maxsize=4096)
def _read(credit: Undated, usual: tuple[Usual, ...]) -> _Read:
    reader = Reader(ScoredCredit(credit, single_names(credit), usual))
    reader.read()
    page = Named(credit.text[slice(*credit.page)], *credit.page, "page-number", 0.95) if credit.page else None
    return _Read(
        tuple(reader.authors), tuple(reader.outlets), reader.section, reader.place, page, tuple(own_days(credit))
    )


def _moved(split: Split, names: tuple[Named, ...]) -> tuple[Named, ...]:
    """Names of an undated text where they are printed."""
    if not split.dates or all(named.start < split.undated.gaps[0].outer_end for named in names):
        return names
    return tuple(named._replace(start=split.printed(named.start), end=split.printed(named.end)) for named in names)


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the article or which agencies it is from, and is no sentence: "Por Ana Vale y Jo
    Roe, enviados especiales a Kiev", "AFP mit dpa".
    """
    if len(line) > _BYLINE or line.endswith((".", "!", "?", ":")):
        return False
    found = parse_credit(line)
    if not found.authors:
        return bool(found.outlets) and all(is_listed_agency(outlet.name) for outlet in found.outlets)
    return all(
        author.rule.startswith("byline") and credited_person_score(author.name) > 0 and len(author.name.split()) > 1
        for author in found.authors
    )


def names_who_and_where(line: str) -> bool:
    """Whether a line is nothing but persons' names and an outlet's: "Jo Roe and Ida Moor, Coast News"."""
    if len(line) > _BYLINE or line.endswith((".", "!", "?", ":")):
        return False
    found = parse_credit(line)
    persons = found.authors and all(credited_person_score(author.name) > PERSON for author in found.authors)
    return bool(persons and found.outlets) and may_name(line)


def may_name(line: str) -> bool:
    """Whether every part of a line can name somebody, and it is no sentence."""
    if len(line) > _BYLINE or line.endswith(("?", "!", ":", "…")):
        return False
    pieces = look_at_credit(line).pieces
    return bool(pieces) and not begins_small(pieces[0].text) and all(is_nameable(piece.text) for piece in pieces)


def is_rating(line: str) -> bool:
    """Whether a line says how a work was rated, and no more: "4/5 stars", "★★★★☆", "Bewertung: 3,5 von 5"."""
    return _RATED.fullmatch(line) is not None


def names_page(line: str) -> bool:
    """Whether a line is the name of a page and what is in it: "Coast News - Latest news, sport and weather"."""
    if len(line) > _BYLINE or not _PAGE_SIGN.search(line):
        return False
    pieces = look_at_credit(line).pieces
    if len(pieces) < 2 or pieces[0].kind or pieces[1].separator not in _PAGE_SIGNS or not is_nameable(pieces[0].text):
        return False
    sets, told = words().sets, pieces[1].text.casefold()
    general = sets["text.general_sections"]
    return told in general or told in sets["text.sections"] or told.split()[0] in general


def states_length(credit: str) -> bool:
    """Whether a line of a credit says how long the article is, as heads of databases do: "LENGTH: 462 words"."""
    return any(":" in line and is_length(line.partition(":")[2].strip()) for line in credit.split("\n"))


def _without_captions(text: str) -> str:
    """The credit with lines that credit a picture, correct the text or stand above it as a label blanked out: they say
    nothing of the article.
    """
    lines = text.split("\n")
    return "\n".join(" " * len(line) if _is_caption(line) or heads_text(line) else line for line in lines)


def _is_caption(line: str) -> bool:
    """Whether a line opens with such a word and a colon, or with several words ("Picture Post" may be an outlet)."""
    found = label_at(line, 0, len(line), ("caption", "correction"))
    printed = found[1].group().strip() if found else ""
    return printed[-1:] in (":", "：") or " " in printed


def _without_tags(credit: Credit) -> Credit:
    """A credit with one blank in its names and days where tags of a page were blanked out: "Ana <b>Vale</b>"."""

    def name(named: Named) -> Named:
        return named._replace(name=_BLANKS.sub(" ", named.name))

    def day(printed: PrintedDate) -> PrintedDate:
        return printed._replace(raw=_BLANKS.sub(" ", printed.raw))

    return _changed(credit, name, day)


def _changed(credit: Credit, name: Callable[[Named], Named], day: Callable[[PrintedDate], PrintedDate]) -> Credit:
    return Credit(
        tuple(map(name, credit.authors)), tuple(map(name, credit.outlets)), day(credit.date) if credit.date else None,
        tuple(map(day, credit.dates)), name(credit.section) if credit.section else None,
        name(credit.place) if credit.place else None, name(credit.page) if credit.page else None,
    )  # fmt: skip


def _as_printed(credit: Credit, text: str, at: tuple[int, ...]) -> Credit:
    """A credit read from repaired text, with names and places as printed, but for misread no-break spaces."""

    def name(named: Named) -> Named:
        start, end = at[named.start], at[named.end]
        return named._replace(name=text[start:end].replace("Â\u00a0", "\u00a0"), start=start, end=end)

    def day(printed: PrintedDate) -> PrintedDate:
        start, end = at[printed.start], at[printed.end]
        first, last = at[printed.outer_start], at[printed.outer_end]
        return printed._replace(start=start, end=end, raw=text[start:end], outer_start=first, outer_end=last)

    return _changed(credit, name, day)


def _order_of(language: str, rule: str) -> str | None:
    """What a language's press prints. Where the year may lead, one in two digits is left open."""
    order = order_of_language(language, rule)
    return None if rule.startswith("short-") and order == "ymd" else order
