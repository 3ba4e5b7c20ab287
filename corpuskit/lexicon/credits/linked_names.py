"""Pieces of a credit in which a word, a sign or capitals join several names, parted into pieces of one name each.

"Jane Doe for Riverside Courier", "Riverside Courier by Jane Doe", "Jane Doe/Coast News", "Jane Doe and AFP".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpuskit.lexicon.credits.habits import LIKE
from corpuskit.lexicon.credits.names import (
    PARTICLES,
    credited_person_score,
    is_domain,
    is_listed_agency,
    is_nameable,
    is_role,
    links_between_names,
    looks_like_name,
    names_outlet,
    person_score,
    split_place,
)
from corpuskit.lexicon.credits.undated import Piece, Undated
from corpuskit.lexicon.credits.unparted_bylines import parted
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import begins_small
from corpuskit.patterns import later

#: "Jane Doe for Riverside Courier", "Jane Doe @ Riverside Courier": who wrote it, and for whom.
_FOR = re.compile(
    r"[ \u00a0](?:(reports|reporting|writes|writing|berichtet|schreibt)[ \u00a0])?"
    r"(?:(?P<for>for|FOR)|(?P<at>@)|(?P<from>from)|für|FÜR|pour|POUR|para|PARA|per|PER|voor|för|til|dla|для"
    r"|(?P<in>in(?:[ \u00a0]the)?|im|no|na|nel|nella))"
    r"[ \u00a0](?=\w)"
)
#: The same where a label says that the first is an author: "by Jane Doe at Riverside Courier".
_AT = later(r"[ \u00a0]()(?P<at>at)(?P<for>(?!))?(?P<in>(?!))?(?P<from>(?!))?[ \u00a0](?=\w)")
#: "Riverside Courier by Jane Doe", also behind a date.
_BY = re.compile(r"[ \u00a0](?:by|von|par|por|door|av|af|di)[ \u00a0](?=\w)")
#: "Coast News and The Vale Courier": with "The" a name begins.
_TWO_PAPERS = later(
    r"([^\n]{3,60}?)[ \u00a0](?:and|und|et|y|e)[ \u00a0]((?:The|Der|Die|Das|Le|La|El|Il|O)[ \u00a0][^\n]{3,60})"
)
#: "Ein Nachruf von Jane Doe": with such a word no name of an outlet begins before it.
_SOME = later(r"(?:an?|ein|eine|une?|una|uno|um|uma|een|en|ett?|egy)[ \u00a0](?=\w)", re.IGNORECASE)
#: Between the kind of a text and the name of who wrote it.
_KIND_OF = later(r"[ \u00a0](?:by|von|vom|par|por|door|av|af|di|de|van|from)[ \u00a0](?=\w)")
#: Before a name of two words or an agency's; "Redacción Médica" is a paper.
_NEWSROOM = later(
    r"(?:Redacción|Redazione|Redação|Rédaction|Redaktion|Redakcja|Ufficio[ \u00a0][Ss]tampa|Press[ ][Oo]ffice(?:[ ]of)?"
    r"|Pressestelle(?:[ ]de[rs])?|Service[ ]de[ ]presse(?:[ ]d[eu])?|Gabinete[ ]de[ ][Pp]rensa(?:[ ]del?)?"
    r"|Assessoria[ ]de[ ][Ii]mprensa(?:[ ]d[aoe])?|Biuro[ ][Pp]rasowe)[ \u00a0](?=\S)"
)
#: "Aus Paris berichtet Anna Vogel".
_REPORTS = re.compile(
    r"(?:aus|from|desde|depuis|da|vanuit)[ \u00a0][^\W\d_][^\n,;:|]{1,30}?[ \u00a0]"
    r"(?:berichten?t?|reports?|reporting|informa|rapporte)[ \u00a0](?=\w)",
    re.IGNORECASE,
)


def single_names(credit: Undated) -> list[Piece]:
    """The pieces of a credit, those that name several parted; one that is known to be an author or outlet says so."""
    pieces = [part for piece in _behind_words(credit.pieces) for part in _behind_colon(piece)]
    pieces = [part for piece in _wrote_for(pieces) for part in _written_by(piece)]
    lines = frozenset(credit.text.split("\n"))
    pieces = [part for piece in pieces for part in _written_for(piece, alone=piece.text in lines)]
    pieces = [part for piece in pieces for part in _paper_and_next(piece)]
    pieces = [_with_somebody(piece) for piece in pieces]
    pieces = [_without_newsroom(piece, alone=len(pieces) == 1) for piece in pieces]
    pieces = [part for piece in pieces for part in _parted_from_agencies(piece, alone=len(pieces) == 1)]
    pieces = [part for piece in pieces for part in _parted_by_slash(piece)]
    pieces = [part for piece in pieces for part in _parted_by_capitals(piece)]
    return pieces if credit.text.isascii() else [part for piece in pieces for part in parted(piece)]


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
    person = " " in before and person_score(before) > 0
    if (person or begins_small(bare)) and looks_like_name(before) and not looks_like_name(bare):
        return [piece._replace(kind="other")]  # of a chat: "Jo Roe: Thanks!", "Jo: thanks!"
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
    if not is_nameable(name) or not is_nameable(outlet) or (match["from"] and not names_outlet(outlet)):
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
    not; "Ein Nachruf von Jane Doe" as author.
    """
    some = _SOME.match(piece.text) if not piece.kind else None
    kind_of = _KIND_OF.search(piece.text, some.end()) if some is not None else None
    if some is not None and kind_of is not None and _is_kind(piece.text[some.end() : kind_of.start()]):
        name = piece.text[kind_of.end() :]
        author = piece._replace(kind="author", text=name, start=piece.end - len(name), rule="byline")
        return [author if credited_person_score(name) > LIKE else piece]
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


def _with_somebody(piece: Piece) -> Piece:
    """ "Mit Jane Doe", alone between signs as of podcasts, as an author; "MIT Press" is a name."""
    first, _, name = piece.text.partition(" ")
    helped = first.casefold() in words().sets["byline.with"] and len(first) > 1 and not first.isupper()
    if piece.kind or not helped or " " not in name or credited_person_score(name) <= LIKE:
        return piece
    return piece._replace(kind="author", text=name, start=piece.end - len(name), rule="byline")


def _is_kind(word: str) -> bool:
    """Whether this is a kind of text: "Nachruf"; of a film or a book somebody else writes."""
    return any(word.casefold() in words().sets[name] for name in ("text.genres", "text.kinds", "text.sections"))


def _without_newsroom(piece: Piece, *, alone: bool) -> Piece:
    """The one name of a credit, or an agency's, without the newsroom or press office in front of it: "Redacción El Faro
    del Sur", "Ufficio stampa Comune di Aldara", "Redazione ANSA". With a city behind it the newsroom stands for a
    correspondent.
    """
    newsroom = _NEWSROOM.match(piece.text) if not piece.kind else None
    if newsroom is None or split_place(piece.text) is not None:
        return piece
    name = piece.text[newsroom.end() :]
    if not (alone and " " in name) and not is_listed_agency(name):
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
    named = is_listed_agency(agency)
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
    if is_listed_agency(name) and credited_person_score(outlet) > LIKE:
        start = piece.end - len(outlet.lstrip())
        agency = piece._replace(kind="outlet", text=name, end=piece.start + len(name), rule="agency-in-byline")
        return [agency, Piece("author", outlet.strip(), start, start + len(outlet.strip()), "/", rule="byline-list")]
    if " " not in name.strip():
        return [piece]
    agency_behind = is_listed_agency(outlet)
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
