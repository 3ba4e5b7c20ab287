"""A credit whose pieces are looked at one by one: which can name somebody, and how much each reads like a person."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.lexicon.credits.habits import PLACES, UNUSUAL, Usual
from corpuskit.lexicon.credits.names import (
    ARTICLES,
    PERSON,
    Named,
    credited_person_score,
    is_department,
    is_listed_agency,
    is_nameable,
    is_role,
)
from corpuskit.lexicon.credits.naming_nobody import is_general, is_label_alone, is_length, is_sentence
from corpuskit.lexicon.credits.several_in_one import with_agency
from corpuskit.lexicon.credits.undated import Piece, Undated
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place, reads_like_town
from corpuskit.patterns import later

_DASH = later(r"[ \u00a0][-–—][ \u00a0]")
#: A name above a role reads like a person's so much.
_WITH_ROLE = 1.2
#: A name reads less like a person's than this where a word of it is one of outlets' names; a town's is one word.
TOWN = -1.6
#: In quotation marks stands a paper's name, and no person's: "Ольга ЛЕБЕДЬ, «Берег и время»".
_QUOTES = {"«": "»", "„": "“", "“": "”", '"': '"'}
#: In them small letters are no sign of a sentence, up to so many words.
_QUOTED = 5
#: In brackets so many small letters are who wrote it, and name nobody.
_INITIALS = 4


class ScoredCredit:
    """The pieces of a credit with their scores; ``free`` are those that can name somebody and have no label. Names
    of sections are taken out of them.
    """

    def __init__(self, credit: Undated, pieces: list[Piece], usual: Sequence[Usual]) -> None:
        self.text = credit.text
        self.pieces = pieces
        self.labels = credit.labels
        self.usual = usual
        self.below_date = credit.gaps[-1].outer_end if credit.gaps else len(credit.text)
        self.scores = [self._score(n) for n in range(len(pieces))]
        self.section = self._labelled("section", "section-label")
        self._take_section(bool(credit.gaps))
        self.free = [n for n, p in enumerate(pieces) if p.kind in ("", "published") and self._names_somebody(p)]
        if not self.free and credit.gaps and [p.kind for p in pieces] == [""]:
            lone = pieces[0].text  # "kath.net katholische Nachrichten, 12.11.2021"
            self.free = [0] if _is_short(lone) and not (is_role(lone) or is_sentence(lone)) else []

    def has(self, kind: str) -> bool:
        """Whether a label says of a piece that it is of that kind."""
        return any(piece.kind == kind for piece in self.pieces)

    def line_of(self, piece: Piece) -> str:
        """The line that a piece stands in."""
        return self.text[self.text.rfind("\n", 0, piece.start) + 1 :].split("\n", 1)[0]

    def stands_alone(self, piece: Piece) -> bool:
        """Whether a piece has a line of its own."""
        return self.line_of(piece).strip() == piece.text

    def is_place(self, number: int) -> bool:
        """Whether a piece is a city or country, or reads like a town."""
        text = self.pieces[number].text
        return is_place(text) or self.has_towns(number) or (" " in text and reads_like_town(text))

    def has_towns(self, number: int) -> bool:
        """Whether the dump has places where a piece stands."""
        return number < PLACES and self.usual[number].towns is True

    def _labelled(self, kind: str, rule: str) -> Named | None:
        """The first piece behind a label of that kind."""
        return next((Named(p.text, p.start, p.end, rule, 0.95) for p in self.pieces if p.kind == kind), None)

    def _take_section(self, dated: bool) -> None:
        """Takes the names of sections out. Alone beside a date such a name may be an outlet's ("Science, May 5"), which
        that of a kind of text never is ("Press release, May 5"). Beside the minutes of reading it is that of a page.
        """
        sections, kinds = words().sets["text.sections"], words().sets["text.kinds"]
        names = [" ".join(p.text.casefold().split()).removeprefix("in ") for p in self.pieces]  # "Jane Doe · in News"
        found = [not p.kind and (n in sections or n in kinds) for n, p in zip(names, self.pieces, strict=True)]
        if dated and found == [True] and "reading-time" not in self.labels and names[0] not in kinds:
            return
        for number, piece in enumerate(self.pieces):
            if found[number]:
                if self.section is None or (self.section.rule == "section-word" and is_general(self.section.name)):
                    self.section = Named(piece.text, piece.start, piece.end, "section-word", 0.8)
                self.pieces[number] = piece._replace(kind="other")

    def _score(self, number: int) -> float:
        piece = self.pieces[number]
        score = credited_person_score(piece.text)
        if self._is_quoted(piece):
            return -2.5
        usual = self.usual[number] if number < PLACES else UNUSUAL
        if usual.settled is not None:
            return max(score, 1.2) if usual.settled == "author" else min(score, -2.0)
        if is_listed_agency(piece.text) or with_agency(piece.text):
            return -4.0
        if usual.score is not None:
            return 0.3 * score + 1.2 * usual.score
        return max(score, _WITH_ROLE) if score > TOWN and self._is_above_role(number) else score

    def _is_above_role(self, number: int) -> bool:
        """Whether the line below a piece says what somebody does: "Ana Vale" above "Water correspondent"."""
        piece = self.pieces[number]
        below = self.pieces[number + 1] if number + 1 < len(self.pieces) else None
        return below is not None and self.text[piece.end : below.start] == "\n" and is_role(below.text)

    def _is_quoted(self, piece: Piece) -> bool:
        """Whether quotation marks stand around a piece."""
        closing = _QUOTES.get(self.text[piece.start - 1 : piece.start]) if piece.start else None
        return closing is not None and self.text.startswith(closing, piece.end)

    def _names_somebody(self, piece: Piece) -> bool:
        nameable = is_nameable(piece.text) or with_agency(piece.text) or _has_slogan(piece.text)
        if not nameable and self._is_quoted(piece) and len(piece.text.split()) <= _QUOTED:
            return True
        initials = piece.separator == "(" and len(piece.text) <= _INITIALS and piece.text.islower()
        if initials and not is_listed_agency(piece.text):  # "Coast News, 3 May 2021 (awe)"
            return False
        if not nameable or is_role(piece.text) or self._is_office(piece) or is_label_alone(piece.text):
            return False
        return not (is_sentence(piece.text) or is_length(piece.text))

    def _is_office(self, piece: Piece) -> bool:
        """Whether a piece behind an author and a comma is the office held, "By Ana Vale, Senior Correspondent", or the
        department: "By Ana Vale, Office of Communications".
        """
        department = is_department(piece.text)
        if piece.separator != "," or piece.kind or not (department or 2 <= len(piece.text.split()) <= 5):
            return False
        before = self.pieces[self.pieces.index(piece) - 1] if self.pieces[0] is not piece else None
        of_author = before is not None and (before.kind == "author" or credited_person_score(before.text) > PERSON)
        parts = piece.text.split()
        office = department or parts[-1].casefold() in words().sets["text.offices"]
        return of_author and office and parts[0].casefold() not in ARTICLES


def _is_short(text: str) -> bool:
    return len(text) <= 60 and len(text.split()) <= 8 and any(letter.isalpha() for letter in text)


def _has_slogan(text: str) -> bool:
    """Whether a slogan stands behind a name and a dash: "Coast.example - What is going on today"."""
    name = _DASH.split(text, maxsplit=1)[0]
    return _is_short(text) and name != text and is_nameable(name)
