"""Credit lines: who wrote it, where it ran and when, read from what is printed.

Words (bylines, labels, agencies, …) are data: ``data/credits.toml`` and ``data/given_names.txt``. Offsets are code
points of the text handed in; nothing is normalised, so ``text[start:end]`` is the name as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.habits import LIKE, PLACES, UNUSUAL, CreditHabits, Usual
from corpuskit.lexicon.credits.names import (
    PARTICLES,
    Named,
    credited_person_score,
    is_domain,
    is_nameable,
    is_role,
    links_between_names,
    looks_like_name,
    names_outlet,
    person_score,
    split_place,
)
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.reader import Reader, is_length
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.lexicon.credits.undated import Piece, Split, Undated
from corpuskit.lexicon.credits.unparted_bylines import parted
from corpuskit.lexicon.credits.words import heads_text, label_at, words
from corpuskit.lexicon.dates import PrintedDate, in_order, order_of_language
from corpuskit.lexicon.mojibake import repair
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import begins_small
from corpuskit.patterns import later

#: "Jane Doe for Riverside Courier", "Jane Doe @ Riverside Courier": who wrote it, and for whom.
_FOR = re.compile(
    r"[ \u00a0](?:(reports|reporting|writes|writing|berichtet|schreibt)[ \u00a0])?"
    r"(?:(?P<for>for|FOR)|(?P<at>@)|für|FÜR|pour|POUR|para|PARA|per|PER|voor|för|til|dla|для"
    r"|(?P<in>in(?:[ \u00a0]the)?|im|no|na|nel|nella))"
    r"[ \u00a0](?=\w)"
)
#: The same where a label says that the first is an author: "by Jane Doe at Riverside Courier".
_AT = later(r"[ \u00a0]()(?P<at>at)(?P<for>(?!))?(?P<in>(?!))?[ \u00a0](?=\w)")
#: "Riverside Courier by Jane Doe", also behind a date.
_BY = re.compile(r"[ \u00a0](?:by|von|par|por|door|av|af|di)[ \u00a0](?=\w)")
#: "Coast News and The Vale Courier": with "The" a name begins.
_TWO_PAPERS = later(
    r"([^\n]{3,60}?)[ \u00a0](?:and|und|et|y|e)[ \u00a0]((?:The|Der|Die|Das|Le|La|El|Il|O)[ \u00a0][^\n]{3,60})"
)
#: Before a name of two words or an agency's; "Redacción Médica" is a paper.
_NEWSROOM = later(r"(?:Redacción|Redazione|Redação|Rédaction|Redaktion|Redakcja)[ \u00a0](?=\S)")
#: Before what is in a page, behind its name.
_PAGE_SIGNS = "-–—|"
_PAGE_SIGN = later(rf"\S[ \u00a0][{_PAGE_SIGNS}][ \u00a0]\S")
#: No byline of one line is longer.
_BYLINE = 120
#: "Aus Paris berichtet Anna Vogel".
_REPORTS = re.compile(
    r"(?:aus|from|desde|depuis|da|vanuit)[ \u00a0][^\W\d_][^\n,;:|]{1,30}?[ \u00a0]"
    r"(?:berichten?t?|reports?|reporting|informa|rapporte)[ \u00a0](?=\w)",
    re.IGNORECASE,
)


#: Where a word begins.
_WORD_START = re.compile(r"\b\w")


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
    date = _publication_date(dates, read.days)
    if date is not None and date.ambiguous and language is not None:
        date = in_order(date, _order_of(language, date.rule))
    return Credit(
        _moved(split, read.authors), _moved(split, read.outlets), date, tuple(dates),
        *(_moved(split, (named,))[0] if named is not None else None for named in (read.section, read.place, read.page)),
    )  # fmt: skip


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
    pieces = [part for piece in _behind_words(credit.pieces) for part in _behind_colon(piece)]
    pieces = [part for piece in _wrote_for(pieces) for part in _written_by(piece)]
    lines = frozenset(credit.text.split("\n"))
    pieces = [part for piece in pieces for part in _written_for(piece, alone=piece.text in lines)]
    pieces = [part for piece in pieces for part in _paper_and_next(piece)]
    pieces = [_without_newsroom(piece, alone=len(pieces) == 1) for piece in pieces]
    pieces = [part for piece in pieces for part in _parted_from_agencies(piece, alone=len(pieces) == 1)]
    pieces = [part for piece in pieces for part in _parted_by_slash(piece)]
    pieces = [part for piece in pieces for part in _parted_by_capitals(piece)]
    pieces = pieces if credit.text.isascii() else [part for piece in pieces for part in parted(piece)]
    reader = Reader(credit, pieces, usual)
    reader.read()
    page = Named(credit.text[slice(*credit.page)], *credit.page, "page-number", 0.95) if credit.page else None
    return _Read(
        tuple(reader.authors), tuple(reader.outlets), reader.section, reader.place, page, tuple(_own_days(credit))
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
    agencies = words().sets["outlet.agencies"]
    if not found.authors:
        return bool(found.outlets) and all(outlet.name.casefold() in agencies for outlet in found.outlets)
    return all(
        author.rule.startswith("byline") and credited_person_score(author.name) > 0 and len(author.name.split()) > 1
        for author in found.authors
    )


def may_name(line: str) -> bool:
    """Whether every part of a line can name somebody, and it is no sentence."""
    if len(line) > _BYLINE or line.endswith(("?", "!", ":", "…")):
        return False
    pieces = look_at_credit(line).pieces
    return bool(pieces) and not begins_small(pieces[0].text) and all(is_nameable(piece.text) for piece in pieces)


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


def _as_printed(credit: Credit, text: str, at: tuple[int, ...]) -> Credit:
    """A credit read from repaired text, with names and places as printed, but for misread no-break spaces."""

    def name(named: Named) -> Named:
        start, end = at[named.start], at[named.end]
        return named._replace(name=text[start:end].replace("Â\u00a0", "\u00a0"), start=start, end=end)

    def day(printed: PrintedDate) -> PrintedDate:
        start, end = at[printed.start], at[printed.end]
        first, last = at[printed.outer_start], at[printed.outer_end]
        return printed._replace(start=start, end=end, raw=text[start:end], outer_start=first, outer_end=last)

    return Credit(
        tuple(map(name, credit.authors)), tuple(map(name, credit.outlets)), day(credit.date) if credit.date else None,
        tuple(map(day, credit.dates)), name(credit.section) if credit.section else None,
        name(credit.place) if credit.place else None, name(credit.page) if credit.page else None,
    )  # fmt: skip


def _behind_words(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces; a word such as "By" or, behind an author, "and" that stands alone makes an author of the next one."""
    sets = words().sets
    alone = by_somebody = False
    for number, piece in enumerate(pieces):
        folded = piece.text.casefold()
        sign = pieces[number + 1].separator if number + 1 < len(pieces) else ""
        opens = folded in sets["byline.start"] or f"{folded}{sign}" in sets["byline.start"]  # "文｜王小明"
        if not piece.kind and (opens or (by_somebody and folded in sets["byline.and"])):
            alone = True
            continue
        piece = piece._replace(kind="author") if alone and not piece.kind else piece
        alone, by_somebody = False, piece.kind == "author"
        yield piece


def _behind_colon(piece: Piece) -> list[Piece]:
    """A piece without the place and the colon before it, "القاهرة: أحمد منصور"; "The Coast: Jane Doe" as a paper and
    an author, "Critique : Jane Doe" as an author.
    """
    before, colon, name = piece.text.partition(": ")
    if piece.kind or not colon or not is_nameable(name):
        return [piece]
    bare = name.strip('«»“”" ')
    start = piece.start + len(before) + 2 + name.index(bare)
    behind = piece._replace(text=bare, start=start, end=start + len(bare))
    if is_place(before):
        return [behind]
    if before.strip().casefold() in words().sets["text.genres"] and credited_person_score(bare) > LIKE:
        return [behind._replace(kind="author", rule="byline")]
    if " " in before and looks_like_name(before) and person_score(before) > 0 and not looks_like_name(bare):
        return [piece._replace(kind="other")]  # of a chat: "Jo Roe: thanks!"
    paper = before.startswith("The ") or names_outlet(before)
    if not paper or not is_nameable(before) or credited_person_score(bare) <= LIKE:
        return [piece]
    outlet = piece._replace(kind="outlet", text=before, end=piece.start + len(before), rule="paper-of-author")
    return [outlet, behind._replace(kind="author", separator=":", rule="byline-list")]


def _wrote_for(pieces: list[Piece]) -> list[Piece]:
    """The pieces, where "for Riverside Courier" behind an author and a comma is the outlet."""
    found: list[Piece] = []
    for piece in pieces:
        match = _FOR.match(f" {piece.text}") if found and not piece.kind and piece.separator == "," else None
        if match is not None and found[-1].kind == "author" and is_nameable(piece.text[match.end() - 1 :]):
            start = match.end() - 1
            piece = piece._replace(kind="outlet", text=piece.text[start:], start=piece.start + start)
        found.append(piece)
    return found


def _written_for(piece: Piece, *, alone: bool) -> list[Piece]:
    """ "Jane Doe for Riverside Courier" as author and outlet, where the first part reads like a person. Less tells so
    where the piece is ``alone`` on its line, as a paper's name with "for" in it hardly is; "in the Philippines" is a
    place unless it reads like an outlet.
    """
    reports = _REPORTS.match(piece.text) if not piece.kind else None
    if reports is not None and credited_person_score(piece.text[reports.end() :]) > 0:
        start = reports.end()
        return [piece._replace(kind="author", text=piece.text[start:], start=piece.start + start, rule="byline-verb")]
    links = list(_FOR.finditer(piece.text)) if piece.kind in ("", "author") else []
    if piece.kind == "author" and not links and (at := _AT.search(piece.text)) is not None:
        links = [at] if names_outlet(piece.text[at.end() :]) or piece.text.startswith("The ", at.end()) else []
    if not links:
        return [piece]
    match = min(links, key=lambda link: link["in"] == "in")  # "Jane Doe in Cairo for Riverside Courier"
    name, outlet = piece.text[: match.start()], piece.text[match.end() :]
    sure = bool(piece.kind or match["at"]) or is_domain(outlet) or (alone and match["for"] is not None)
    if not match.group(1) and not _wrote(name, sure):
        return [piece]
    if not is_nameable(name) or not is_nameable(outlet):
        return [piece]
    where = match["in"] is not None and (is_place(outlet) or not names_outlet(outlet))
    if where and match["in"] == "in":
        return [piece]  # with its place, as the reader of credits takes it
    start = piece.start + match.end()
    return [
        piece._replace(kind="author", text=name, end=piece.start + match.start()),
        Piece("place" if where else "outlet", outlet, start, piece.end, "for"),
    ]


def _written_by(piece: Piece) -> list[Piece]:
    """ "Riverside Courier by Jane Doe" as outlet and author, where the last part reads like a person and the first does
    not.
    """
    match = _BY.search(piece.text) if piece.kind != "author" else None
    if match is None:
        return [piece]
    outlet, name = piece.text[: match.start()], piece.text[match.end() :]
    if credited_person_score(name) <= LIKE or credited_person_score(outlet) >= 0 or not is_nameable(outlet):
        return [piece]
    start = piece.start + match.end()
    return [
        piece._replace(text=outlet, end=piece.start + match.start()),
        Piece("author", name, start, piece.end, "by", rule="byline"),
    ]


def _without_newsroom(piece: Piece, *, alone: bool) -> Piece:
    """The one name of a credit, or an agency's, without the newsroom in front of it: "Redacción El Faro del Sur",
    "Redazione ANSA". With a city behind it the newsroom stands for a correspondent.
    """
    newsroom = _NEWSROOM.match(piece.text) if not piece.kind else None
    if newsroom is None or split_place(piece.text) is not None:
        return piece
    name = piece.text[newsroom.end() :]
    if not (alone and " " in name) and name.casefold() not in words().sets["outlet.agencies"]:
        return piece
    return piece._replace(kind="outlet", text=piece.text[newsroom.end() :], start=piece.start + newsroom.end())


def _parted_from_agencies(piece: Piece, *, alone: bool) -> list[Piece]:
    """ "Jane Doe and agencies" as an author and who helped, "Jane Doe and AFP" as two authors, "Jane Doe with AFP" as
    an author and an agency. A paper prints "and AFP" behind its own name too, so where an agency is named and nothing
    stands beside them, more tells that this is a person.
    """
    links = links_between_names(piece.text) if not piece.kind else []
    if not links:
        return [piece]
    name, agency = piece.text[: links[-1][0]], piece.text[links[-1][1] :]
    named = agency.casefold() in words().sets["outlet.agencies"]
    if " " not in name or not (named or is_role(agency)):
        return [piece]
    if credited_person_score(name) <= (LIKE if named and alone else 0.0) or not is_nameable(name):
        return [piece]
    if named and piece.text[slice(*links[-1])].strip() not in words().sets["byline.with"]:
        return [piece._replace(kind="author", rule="byline-with-agency")]
    start = piece.start + links[-1][1]
    return [
        piece._replace(kind="author", text=name, end=piece.start + len(name), rule="byline-with-agency"),
        Piece("", agency, start, piece.end, "/"),
    ]


def _parted_by_slash(piece: Piece) -> list[Piece]:
    """ "Jane Doe/Coast News" as two pieces, where the first reads like a person and the second does not; "dpa/Jane Doe"
    as agency and author.
    """
    name, slash, outlet = piece.text.partition("/")
    if not slash or piece.kind not in ("", "author"):
        return [piece]
    if "/" in outlet:
        return _several_slashes(piece)
    if name.strip().casefold() in words().sets["outlet.agencies"] and credited_person_score(outlet) > LIKE:
        start = piece.end - len(outlet.lstrip())
        agency = piece._replace(kind="outlet", text=name, end=piece.start + len(name), rule="agency-in-byline")
        return [agency, Piece("author", outlet.strip(), start, start + len(outlet.strip()), "/", rule="byline-list")]
    if " " not in name.strip():
        return [piece]
    agency_behind = outlet.strip().casefold() in words().sets["outlet.agencies"]
    least = 0.0 if agency_behind else LIKE
    if credited_person_score(name) <= least or credited_person_score(outlet) >= 0 or not is_nameable(outlet):
        return [piece]
    start = piece.start + len(name) + 1 + len(outlet) - len(outlet.lstrip())
    name = name.rstrip()
    kind, rule = ("author", "byline-with-agency") if agency_behind and not piece.kind else (piece.kind, piece.rule)
    return [
        piece._replace(kind=kind, text=name, end=piece.start + len(name), rule=rule),
        Piece("", outlet.strip(), start, start + len(outlet.strip()), "/"),
    ]


def _several_slashes(piece: Piece) -> list[Piece]:
    """ "Jane Doe/Coast News/TNS" as author and outlets, where the first reads like a person and no other does."""
    names = piece.text.split("/")
    if piece.kind or credited_person_score(names[0]) <= LIKE or not all(map(is_nameable, names)):
        return [piece]
    if any(credited_person_score(name) >= 0 for name in names[1:]):
        return [piece]
    found: list[Piece] = []
    at = piece.start
    for name in names:
        kind, rule = ("outlet", "paper-of-author") if found else ("author", "byline")
        found.append(Piece(kind, name, at, at + len(name), "/" if found else piece.separator, rule=rule))
        at += len(name) + 1
    return found


def _parted_by_capitals(piece: Piece) -> list[Piece]:
    """ "Coast News Ida MOOR" as outlet and author, where a given name stands before the surname in capitals, as papers
    in French print it.
    """
    tokens = piece.text.split(" ")
    at = len(tokens) - 1
    if piece.kind or at < 2 or not tokens[at].isupper() or piece.text.isupper():
        return [piece]
    while at > 1 and (tokens[at].isupper() or tokens[at].casefold() in PARTICLES):
        at -= 1
    paper, given = " ".join(tokens[:at]), tokens[at].casefold().partition("-")[0]
    if given not in words().given_names or not is_nameable(paper) or credited_person_score(paper) > 0:
        return [piece]
    if at == 1 and not names_outlet(paper):  # "Marie Claire MOOR"
        return [piece]
    name = piece.start + len(paper) + 1
    return [
        piece._replace(kind="outlet", text=paper, end=name - 1, rule="paper-of-author"),
        Piece("author", piece.text[len(paper) + 1 :], name, piece.end, " ", rule="byline"),
    ]


def _paper_and_next(piece: Piece) -> list[Piece]:
    """ "Coast News and Jo Roe", behind an author and a comma, as that author's paper and the next author; "and Jo Roe"
    as the next author. Of "Coast News and The Vale Courier" both are papers.
    """
    both = _TWO_PAPERS.fullmatch(piece.text) if piece.kind in ("", "outlet") else None
    if both is not None and names_outlet(both[2]) and is_nameable(both[1]):
        second = piece._replace(kind="outlet", text=both[2], start=piece.start + both.start(2), rule="printed-beside")
        first = "author" if credited_person_score(both[1]) > LIKE else "outlet"
        return [piece._replace(kind=first, text=both[1], end=piece.start + both.end(1)), second]
    link = words().conjunction.search(f" {piece.text}") if piece.separator == "," and not piece.kind else None
    if link is None:
        return [piece]
    paper, name = piece.text[: max(0, link.start() - 1)], piece.text[link.end() - 1 :]
    start = piece.start + link.end() - 1
    if not paper:
        person = credited_person_score(name) > 0
        return [piece._replace(kind="author", text=name, start=start, rule="byline-list") if person else piece]
    if credited_person_score(paper) >= -LIKE or credited_person_score(name) <= LIKE:
        return [piece]
    return [
        Piece("outlet", paper, piece.start, piece.start + len(paper), ",", rule="paper-of-author"),
        piece._replace(kind="author", text=name, start=start, rule="byline-list"),
    ]


def _wrote(name: str, sure: bool) -> bool:
    """Whether what stands before "for" is a person: "Ministerium für Wirtschaft" is not. Less is asked of one with a
    place behind it, and where it is ``sure`` that an outlet or an author is named.
    """
    least = 0.0 if sure or split_place(name) is not None else LIKE
    return " " in name and credited_person_score(name) > least


def _order_of(language: str, rule: str) -> str | None:
    """What a language's press prints. Where the year may lead, one in two digits is left open."""
    order = order_of_language(language, rule)
    return None if rule.startswith("short-") and order == "ymd" else order


def _is_kept(text: str, at: int) -> bool:
    """Whether the line of a date opens with a word for keeping: "Saved from Coast News on 3 May 2024"."""
    start = text.rfind("\n", 0, at) + 1
    opening = label_at(text, start, at, ("outlet",))
    return (
        opening is not None
        and " ".join(opening[1].group().casefold().split()).strip(":： ") in words().sets["label.kept"]
    )


def _is_of_a_note(text: str, at: int) -> bool:
    """Whether the line of a date opens with the label of a note for the day on which it was made: "Created: 3 May"."""
    start = text.rfind("\n", 0, at) + 1
    start += len(text[start:at]) - len(text[start:at].lstrip())
    opening = label_at(text, start, at, ("published",))
    if opening is None:
        return False
    return " ".join(opening[1].group().casefold().split()).strip(":： ") in words().sets["label.note"]


def _is_seen_day(before: str) -> bool:
    """Whether the last word before a date says that the text was kept on that day."""
    last = before.rstrip(" \u00a0:：").split()[-1:]
    return bool(last) and last[0].casefold() in words().sets["label.seen_day"]


def _own_days(credit: Undated) -> Iterator[int | None]:
    """Of each date of a credit 0, 1 for one of an update, and None for the day on which somebody looked at the text or
    kept it: "accessed 3 May 2024", "Saved from Coast News on 3 May 2024".
    """
    text = credit.text
    behind = 0  # the label of a date stands behind the date before it
    for gap in credit.gaps:
        low, behind = max(behind, gap.outer_start - 30), gap.outer_end
        starts = [m.start() for m in _WORD_START.finditer(text[low : gap.outer_start])]
        if (
            any(label_at(text, low + at, gap.outer_start, ("seen",)) is not None for at in starts)
            or _is_kept(text, gap.outer_start)
            or _is_seen_day(text[low : gap.outer_start])
            or _is_of_a_note(text, gap.outer_start)
        ):
            yield None
        else:
            several = len(credit.gaps) > 1
            yield int(several and any(label_at(text, low + at, gap.outer_start, ("updated",)) for at in starts))


def _publication_date(dates: Sequence[PrintedDate], days: Sequence[int | None]) -> PrintedDate | None:
    """The first date that is not an update's; a fuller one wins over a partial one, but no update's over a day without
    its year, and of one day printed twice the form that can be read in one way. Of ``days`` see `_own_days`.
    """
    if len(dates) == 1:
        return None if days[0] is None else dates[0]
    rank: list[tuple[int, int, PrintedDate]] = []
    for number, (printed, update) in enumerate(zip(dates, days, strict=True)):
        if update is not None:
            lead = printed.rule == "no-year" and not update  # "Updated 3 May 2021; first published 1 May"
            fullness = (
                -1
                if lead and 1 in days
                else 0
                if printed.ambiguous
                else {"day": 0, "month": 1, "year": 2}.get(printed.precision or "", 3)
            )
            rank.append((fullness * 2 + update, number, printed))
    if not rank:
        return None
    first = min(rank, key=lambda r: r[:2])[2]
    if not first.ambiguous:
        return first
    readings = {(read.year, read.month, read.day) for read in first.alternatives}
    sure = (one for _, _, one in rank if one.iso is not None and (one.year, one.month, one.day) in readings)
    return next(sure, first)  # "03/05/24 … 3 May 2024"
