"""Credit lines: who wrote it, where it ran and when, read from what is printed.

Words (bylines, labels, agencies, …) are data: ``data/credits.toml`` and ``data/given_names.txt``. Offsets are code
points of the text handed in; nothing is normalised, so ``text[start:end]`` is the name as printed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credit_pieces import Named, Piece, Split, is_nameable, person_score, shape_of, split_credit
from corpuskit.lexicon.credit_words import label_at, words
from corpuskit.lexicon.datelines import Dateline, parse_dateline
from corpuskit.lexicon.dates import PrintedDate, in_order, order_of_language

__all__ = ["Credit", "CreditHabits", "Dateline", "Named", "parse_credit", "parse_dateline"]

_COMMAS = frozenset(",，、;；/&")
_TRAILING_PLACE = re.compile(r"[ \u00a0](?:in|aus|à|en|em|a|i)[ \u00a0](?=[^\W\d_])")
_AGENCY_LINK = re.compile(r"[ \u00a0](?:avec|with|mit|con|com|med|met|and|und|et|y|e|/|&|\+)[ \u00a0]|/")
_BETWEEN_NAMES = re.compile(r"(?<=\w)/(?=\w)")
_AROUND = " \u00a0\t\r\n,;"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit states. Empty or None where nothing is stated."""

    authors: tuple[Named, ...] = ()
    outlets: tuple[Named, ...] = ()  #: the main one first; agencies credited with it follow
    date: PrintedDate | None = None  #: of publication (not of an update, where both are printed)
    dates: tuple[PrintedDate, ...] = ()  #: all that are printed
    section: Named | None = None
    place: Named | None = None


#: Buckets of credit shapes, places in a credit, and what is counted of each: how often, sum of person scores in tenths.
_SHAPES, _PLACES, _COUNTED = 4096, 6, 2
#: A dump has shown what stands where once a shape was seen so often.
_ENOUGH = 4


@dataclass(slots=True)
class CreditHabits:
    """Whether a dump's credits of one shape hold a person or an outlet in their first, second, … place. Mergeable
    counts.
    """

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_SHAPES, _PLACES, _COUNTED), np.int64))

    def add(self, text: str) -> None:
        """Counts a credit (its lines joined by a newline)."""
        split = split_credit(text)
        shape = shape_of(split, text)
        if shape is not None:
            row = self.counts[_bucket(shape)]
            for place, piece in enumerate(split.pieces[:_PLACES]):
                row[place] += (1, round(10 * max(-2.5, min(2.5, _person(piece.text)))))

    def merge(self, other: CreditHabits) -> None:
        """Adds the counts of another part of the dump."""
        self.counts += other.counts

    def usual(self, shape: str | None) -> list[float | None]:
        """The mean person score of each place in credits of this shape; None where too few were seen."""
        if shape is None:
            return [None] * _PLACES
        return [
            int(total) / (10 * int(n)) if n >= _ENOUGH else None for n, total in self.counts[_bucket(shape)].tolist()
        ]


def _bucket(shape: str) -> int:
    return zlib.crc32(shape.encode("utf-8", "surrogatepass")) % _SHAPES


def parse_credit(
    text: str,
    *,
    date_order: Mapping[str, str] | str | None = None,
    language: str | None = None,
    habits: CreditHabits | None = None,
    outlet_names: frozenset[str] = frozenset(),
) -> Credit:
    """Who, where and when, from credit lines joined by a newline.

    ``date_order`` ("dmy", "mdy", or by rule) is what the dump settles for dates such as 03/04/2024; where it settles
    nothing, ``language`` does if its press agrees; else they stay ambiguous. ``habits`` tell authors from outlets where
    neither is labelled. ``outlet_names`` (folded) are names known as outlets.
    """
    split = split_credit(text, date_order=date_order)
    date = _publication_date(split, text)
    if date is not None and date.ambiguous and language is not None:
        date = in_order(date, _order_of(language, date.rule))
    reader = _Reader(
        split, outlet_names, habits.usual(shape_of(split, text)) if habits is not None else [None] * _PLACES
    )
    reader.read()
    return Credit(tuple(reader.authors), tuple(reader.outlets), date, tuple(split.dates), reader.section, reader.place)


def _order_of(language: str, rule: str) -> str | None:
    """What a language's press prints. Where the year may lead, one in two digits is left open."""
    order = order_of_language(language, rule)
    return None if rule.startswith("short-") and order == "ymd" else order


class _Reader:
    """Gives each piece of a split credit its part: author, outlet, section, place, or none."""

    def __init__(self, split: Split, outlet_names: frozenset[str], usual: list[float | None]) -> None:
        self.pieces = split.pieces
        self.labels = split.labels
        self.known = outlet_names
        self.usual = usual
        self.authors: list[Named] = []
        self.outlets: list[Named] = []
        self.section: Named | None = None
        self.place: Named | None = None
        self.scores = [self._score(n) for n in range(len(self.pieces))]
        self.free = [n for n, p in enumerate(self.pieces) if p.kind in ("", "published") and self._names_somebody(p)]

    def read(self) -> None:
        authors = self._unlabelled_authors()
        listing = False  # whether a list of authors is open
        for number, piece in enumerate(self.pieces):
            if piece.kind == "author":
                self._add_author(piece, "byline", 0.97 if piece.strong else 0.85)
                listing = True
            elif piece.kind == "outlet":
                self._add_outlet(piece, "source-label", 0.95 if piece.strong else 0.8)
                listing = False
            elif number not in self.free:
                listing = False
            elif listing and piece.separator in _COMMAS and self._continues(number):
                self._add_author(piece, "byline-list", 0.85)
            elif number in authors:
                self._add_author(piece, "name-like", 0.75)
                listing = True
            else:
                listing = False
                self._add_rest(number, piece)

    def _score(self, number: int) -> float:
        piece = self.pieces[number]
        folded = " ".join(piece.text.casefold().split())
        if folded in self.known or folded in words().sets["outlet.agencies"]:
            return -4.0
        score = _person(piece.text)
        usual = self.usual[number] if number < _PLACES else None
        return score if usual is None else 0.3 * score + 1.2 * usual

    def _names_somebody(self, piece: Piece) -> bool:
        return is_nameable(piece.text) and " ".join(piece.text.casefold().split()) not in words().sets["text.roles"]

    def _unlabelled_authors(self) -> frozenset[int]:
        """The pieces that are authors where no label says so: those that read more like persons than the others do."""
        if any(p.kind == "author" for p in self.pieces) or not self.free:
            return frozenset()
        best = max(self.free, key=lambda n: (self.scores[n], -n))
        score = self.scores[best]
        piece = self.pieces[best]
        if _split_place(piece.text) is not None:
            score += 1.0
        elif "reading-time" in self.labels and len(piece.text.split()) > 1:
            score += 0.6
        group = self._listed_with(best)
        rest = [self.scores[n] for n in self.free if n not in group]
        outlet_elsewhere = any(p.kind == "outlet" for p in self.pieces)
        if score > 0.9 or (outlet_elsewhere and score > 0.2) or (rest and score > -0.2 and score >= max(rest) + 1.0):
            return group
        return frozenset()

    def _listed_with(self, number: int) -> frozenset[int]:
        """A piece and those before it in a list with commas that read like persons too."""
        group = [number]
        while (
            group[0] - 1 in self.free and self.pieces[group[0]].separator in _COMMAS and self.scores[group[0] - 1] > 0.2
        ):
            group.insert(0, group[0] - 1)
        last = number
        while last + 1 in self.free and self.pieces[last + 1].separator in _COMMAS and self.scores[last + 1] > 0.2:
            last += 1
            group.append(last)
        return frozenset(group)

    def _continues(self, number: int) -> bool:
        """Whether a piece after a comma is one more author, and not the outlet."""
        score = self.scores[number]
        if score > 0.4:
            return True
        later = [n for n in self.free if n > number]
        return score > -0.6 and (
            bool(self.outlets)
            or any(self.scores[n] < score for n in later)
            or any(p.kind == "outlet" for p in self.pieces)
        )

    def _add_author(self, piece: Piece, rule: str, confidence: float) -> None:
        cut = _split_place(piece.text)
        if cut is not None:
            self.place = Named(piece.text[cut[1] :], piece.start + cut[1], piece.end, "place-after-name", 0.7)
            piece = piece._replace(text=piece.text[: cut[0]], end=piece.start + cut[0])
        self.authors += _single_names(piece, rule, confidence)

    def _add_outlet(self, piece: Piece, rule: str, confidence: float) -> None:
        self.outlets += _outlets(piece, rule, confidence)

    def _add_rest(self, number: int, piece: Piece) -> None:
        if not self.outlets:
            self._add_outlet(piece, "credit-name", 0.85)
        elif self.scores[number] < -1.9:
            self._add_outlet(piece, "credit-name", 0.6)
        elif self.section is None:
            self.section = Named(piece.text, piece.start, piece.end, "credit-rest", 0.4)


def _split_place(text: str) -> tuple[int, int] | None:
    """ "Jane Doe in London": where the name ends and where the place begins."""
    match = _TRAILING_PLACE.search(text)
    if match is None or not text[match.end()].isupper() or len(text) - match.end() > 40:
        return None
    return match.start(), match.end()


def _person(text: str) -> float:
    """`person_score` of a name without the place behind it; of several linked names the best."""
    place = _split_place(text)
    names = words().conjunction.split(text if place is None else text[: place[0]])
    return max(map(person_score, names)) + 0.5 * (len(names) > 1)


def _single_names(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """The single names of an author piece: "A and B", "A & B", "A/B"."""
    found: list[Named] = []
    links = [m.span() for m in words().conjunction.finditer(piece.text)]
    links += [m.span() for m in _BETWEEN_NAMES.finditer(piece.text)]
    at = 0
    for start, end in [*sorted(links), (len(piece.text), len(piece.text))]:
        name = piece.text[at:start].strip(_AROUND)
        if name:
            first = piece.start + piece.text.index(name, at)
            ending = words().byline_end.search(name)
            if ending and ending.start():
                name = name[: ending.start()]
            found.append(Named(name, first, first + len(name), rule, confidence))
        at = end
    return found


def _outlets(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """ "X avec AFP", "TASS/AFP": the outlet and the agencies with it. Names are parted only at a known agency."""
    agencies = words().sets["outlet.agencies"]
    found: list[Named] = []
    at = 0
    for match in _AGENCY_LINK.finditer(piece.text):
        left, right = piece.text[at : match.start()].strip(_AROUND), piece.text[match.end() :].strip(_AROUND)
        first_right = _AGENCY_LINK.split(right, maxsplit=1)[0].strip().casefold()
        acronyms = match.group() == "/" and left.isupper() and right.isupper()
        if left and right and (first_right in agencies or acronyms):
            start = piece.start + piece.text.index(left, at)
            found.append(Named(left, start, start + len(left), rule, confidence))
            at = match.end()
    last = piece.text[at:].strip(_AROUND)
    if last:
        start = piece.start + piece.text.index(last, at)
        found.append(Named(last, start, start + len(last), rule, confidence))
    return found


def _publication_date(split: Split, text: str) -> PrintedDate | None:
    """The first date that is not an update's; a fuller one wins over a partial one."""
    rank: list[tuple[int, int, PrintedDate]] = []
    for number, printed in enumerate(split.dates):
        low = max(0, printed.outer_start - 30)
        starts = [m.start() for m in re.finditer(r"\b\w", text[low : printed.outer_start])]
        update = any(label_at(text, low + at, printed.outer_start, ("updated",)) is not None for at in starts)
        fullness = 0 if printed.ambiguous else {"day": 0, "month": 1, "year": 2}.get(printed.precision or "", 3)
        rank.append((fullness * 2 + update, number, printed))
    return min(rank, key=lambda r: r[:2])[2] if rank else None
