"""Gives each piece of a credit its part: author, outlet, section, place, or none."""

from __future__ import annotations

from corpuskit.lexicon.credits.joining import IN
from corpuskit.lexicon.credits.names import (
    PERSON,
    Named,
    credited_person_score,
    is_listed_agency,
    is_role,
    names_outlet,
    split_place,
)
from corpuskit.lexicon.credits.naming_nobody import is_code, is_length, names_nobody
from corpuskit.lexicon.credits.scored import ScoredCredit
from corpuskit.lexicon.credits.several_in_one import WITH, authors_in, outlets_in
from corpuskit.lexicon.credits.towns import is_region_of, is_town
from corpuskit.lexicon.credits.undated import Piece
from corpuskit.lexicon.credits.unlabelled_authors import COMMAS, unlabelled_authors
from corpuskit.lexicon.outlets.places import is_place

#: Behind an agency and one of these stands the paper that printed its report.
_BEHIND_AGENCY = frozenset("),/\n")


class Reader:
    """Gives each piece of a split credit its part: author, outlet, section, place, or none."""

    def __init__(self, credit: ScoredCredit) -> None:
        self.credit = credit
        self.authors: list[Named] = []
        self.outlets: list[Named] = []
        self.section = credit.section
        self.place: Named | None = None
        self.by_somebody = any(p.kind == "author" or is_role(p.text) for p in credit.pieces)
        self.with_agencies: list[Named] = []  # "By Ana Vale with AFP"

    def read(self) -> None:
        authors = unlabelled_authors(self.credit)
        self.by_somebody |= bool(authors)
        listing = False  # whether a list of authors is open
        for number, piece in enumerate(self.credit.pieces):
            if piece.kind == "author":
                self._add_author(piece, piece.rule or "byline", 0.97 if piece.strong else 0.85)
                listing = True
            elif piece.kind == "outlet":
                self._add_outlet(piece, piece.rule or "source-label", 0.95 if piece.strong else 0.8)
                listing = False
            elif piece.kind == "place":
                self._note_place(piece)
            elif listing and self._is_agency_of_author(number):
                self.with_agencies.append(Named(piece.text, piece.start, piece.end, "agency-in-byline", 0.85))
            elif number not in self.credit.free:
                listing = False
            elif listing and piece.separator in COMMAS and self._continues(number):
                self._add_author(piece, "byline-list", 0.85)
            elif number in authors:
                self._add_author(piece, "name-like", 0.75)
                listing = True
            else:
                listing = False
                self._add_rest(number, piece)
        named = {outlet.name for outlet in self.outlets}
        self.outlets += [agency for agency in self.with_agencies if agency.name not in named]

    def _is_agency_of_author(self, number: int) -> bool:
        """Whether an agency stands in brackets or behind a slash after an author: "Von Anna Vogel (dpa)"."""
        piece = self.credit.pieces[number]
        return is_listed_agency(piece.text) and piece.separator in ("(", "/") and number > 0 and not piece.kind

    def _continues(self, number: int) -> bool:
        """Whether a piece after a comma is one more author, and not the outlet."""
        score = self.credit.scores[number]
        later = [n for n in self.credit.free if n > number]
        if score > (0.4 if later or self.outlets else PERSON):
            return True
        return score > -0.6 and (
            bool(self.outlets) or any(self.credit.scores[n] < score for n in later) or self.credit.has("outlet")
        )

    def _add_author(self, piece: Piece, rule: str, confidence: float) -> None:
        for name in authors_in(piece, rule, confidence):
            cut = split_place(name.name)
            if cut is not None:
                place = name.name[cut[1] :]
                self.place = self.place or Named(place, name.start + cut[1], name.end, "place-after-name", 0.7)
                name = name._replace(name=name.name[: cut[0]], end=name.start + cut[0])
            with_ = WITH.search(self.credit.text, max(0, name.start - 8), name.start) if self.authors else None
            if with_ is not None and is_listed_agency(name.name):
                self.with_agencies.append(name._replace(rule="agency-in-byline"))
            elif not names_nobody(name.name) and not (self.place is not None and is_place(name.name)):
                self.authors.append(name)

    def _add_outlet(self, piece: Piece, rule: str, confidence: float) -> None:
        found = outlets_in(piece, rule, confidence)
        self.outlets += [outlet for outlet in found if len(found) == 1 or not is_role(outlet.name)]

    def _note_place(self, piece: Piece) -> None:
        """Takes a place without the word before it, unless there is one already."""
        inside = IN.match(piece.text)
        at = inside.end() if inside is not None else 0
        self.place = self.place or Named(piece.text[at:], piece.start + at, piece.end, "place-after-name", 0.7)

    def _add_rest(self, number: int, piece: Piece) -> None:
        inside = IN.match(piece.text)
        if inside is not None and is_place(piece.text[inside.end() :]):
            self._note_place(piece)
            return
        if self.place is not None and is_region_of(self.place, piece, self.credit.text):
            return
        name = split_place(piece.text)
        if name is not None and any(p.kind == "author" and p.text == piece.text[: name[0]] for p in self.credit.pieces):
            return
        if self.place is None and self._is_town(number):
            self.place = Named(piece.text, piece.start, piece.end, "place-after-name", 0.7)
        elif not self.outlets or self._ran_it(piece):
            sent, self.outlets = self.outlets, []
            self._add_outlet(piece, "credit-name", 0.85)
            self.outlets += sent
        elif is_code(piece.text) and any(is_length(p.text) for p in self.credit.pieces):
            return  # of the source in a database: "1,204 words\nCoast News\nCSTN"
        elif self.credit.scores[number] < -1.9:
            self._add_outlet(piece, "credit-name", 0.6)
        elif self.section is None:
            self.section = Named(piece.text, piece.start, piece.end, "credit-rest", 0.4)

    def _is_town(self, number: int) -> bool:
        return is_town(self.credit, number, by_somebody=self.by_somebody, beside_outlet=bool(self.outlets))

    def _ran_it(self, piece: Piece) -> bool:
        """Whether a paper stands behind the agency that wrote the article, "(PAP) Gazeta Kelm"; behind a bar stands
        what it is on: "AP | World Cup".
        """
        ran = names_outlet(piece.text) and piece.separator in _BEHIND_AGENCY
        if self.credit.stands_alone(piece) and piece.start > self.credit.below_date:  # "dpa, 3.5.2024\nTagblatt"
            ran = credited_person_score(piece.text) <= PERSON
        return ran and all(is_listed_agency(outlet.name) for outlet in self.outlets)
