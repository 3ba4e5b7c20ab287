"""Gives each piece of a credit its part: author, outlet, section, place, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpuskit.lexicon.credits.habits import PLACES, UNUSUAL, Usual
from corpuskit.lexicon.credits.joining import IN
from corpuskit.lexicon.credits.names import (
    PARTICLES,
    Named,
    credited_person_score,
    is_agency,
    is_department,
    is_nameable,
    is_role,
    links_between_names,
    looks_like_name,
    names_outlet,
    person_score,
    split_place,
)
from corpuskit.lexicon.credits.undated import Piece, Undated
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import are_places, is_place, is_region, reads_like_town
from corpuskit.lexicon.scripts import begins_small, is_small
from corpuskit.patterns import EAST_ASIA, later

_COMMAS = frozenset(",，、،;；؛/&")
_AGENCY_LINK = re.compile(r"[ \u00a0](?:via|avec|with|mit|con|com|med|met|and|und|et|y|e|/|&|\+)[ \u00a0]|/")
_SLASH = later(r"(?<=\w)/(?=\w)")
_BETWEEN_UNPARTED = later(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff])、(?=[\u3040-\u30ff\u3400-\u9fff])"
    r"|(?<=[\u3400-\u9fff])・(?=[\u3400-\u9fff])|(?<=[\uac00-\ud7af])[·・](?=[\uac00-\ud7af])",
    beyond=EAST_ASIA,
)
#: "And" before a second name, written as part of it.
_AND = ("و", "ו")
_AND_GLUED = later(r"(?<=\w)[ \u00a0](?:و|ו)(?=\w{2})")
#: Before an agency that helped: "By Ana Vale with AFP".
_WITH = later(r"[ \u00a0](?:with|mit|avec|con|com|med|met)[ \u00a0]$", re.IGNORECASE)
#: The last word of a name, which may be one that joins it with another, cut off: "Ana Vale and".
_LINK_BEHIND = later(r"[ \u00a0](?:and|und|et|og|och|AND|UND|ET|&)$")
_BEHIND_AGENCY = frozenset("),/\n")
_AROUND = " \u00a0\t\r\n,;"
_DASH = later(r"[ \u00a0][-–—][ \u00a0]")
#: Above this a name before an office reads like a person's; words with which names of outlets begin, and no office.
_PERSON, _ARTICLES = 0.9, frozenset({"the", "der", "die", "das", "le", "la", "el", "il"})
#: A name above a role reads like a person's so much.
_WITH_ROLE = 1.2
#: A name reads less like a person's than this where a word of it is one of outlets' names; a town's is one word.
_TOWN = -1.6
#: A state behind a city is no longer where it ends in a full stop: "Veracruz, Ver.", "Tulsa, Okla.".
_SHORT_REGION = 5
#: In quotation marks stands a paper's name, and no person's: "Ольга ЛЕБЕДЬ, «Берег и время»".
_QUOTES = {"«": "»", "„": "“", "“": "”", '"': '"'}
#: In them small letters are no sign of a sentence, up to so many words.
_QUOTED = 5
#: In brackets so many small letters are who wrote it, and name nobody.
_INITIALS = 4
#: A database's code of a source is no longer.
_CODE = 8
#: The code of a regional service behind an agency: "dpa/lby".
_SERVICE = later(r"[a-z]{2,4}")


class Reader:
    """Gives each piece of a split credit its part: author, outlet, section, place, or none."""

    def __init__(self, credit: Undated, pieces: list[Piece], usual: Sequence[Usual]) -> None:
        self.text = credit.text
        self.pieces = pieces
        self.labels = credit.labels
        self.usual = usual
        self.authors: list[Named] = []
        self.outlets: list[Named] = []
        self.section = self._labelled("section", "section-label")
        self.place: Named | None = None
        self.below_date = credit.gaps[-1].outer_end if credit.gaps else len(credit.text)
        self.with_agencies: list[Named] = []  # "By Ana Vale with AFP"
        self.scores = [self._score(n) for n in range(len(self.pieces))]
        self._take_section(bool(credit.gaps))
        self.free = [n for n, p in enumerate(self.pieces) if p.kind in ("", "published") and self._names_somebody(p)]
        if not self.free and credit.gaps and [p.kind for p in self.pieces] == [""]:
            lone = self.pieces[0].text  # "kath.net katholische Nachrichten, 12.11.2021"
            self.free = [0] if _is_short(lone) and not (is_role(lone) or _is_sentence(lone)) else []

    def _labelled(self, kind: str, rule: str) -> Named | None:
        """The first piece behind a label of that kind."""
        return next((Named(p.text, p.start, p.end, rule, 0.95) for p in self.pieces if p.kind == kind), None)

    def _take_section(self, dated: bool) -> None:
        """Takes the names of sections out. Alone beside a date such a name may be an outlet's ("Science, May 5"), which
        that of a kind of text never is ("Press release, May 5"). Beside the minutes of reading it is that of a page.
        """
        sections, kinds = words().sets["text.sections"], words().sets["text.kinds"]
        names = [
            " ".join(p.text.casefold().split()).removeprefix("in ") for p in self.pieces
        ]  # "by Jane Doe · in News"
        found = [not p.kind and (n in sections or n in kinds) for n, p in zip(names, self.pieces, strict=True)]
        if dated and found == [True] and "reading-time" not in self.labels and names[0] not in kinds:
            return
        for number, piece in enumerate(self.pieces):
            if found[number]:
                if self.section is None or (self.section.rule == "section-word" and _is_general(self.section.name)):
                    self.section = Named(piece.text, piece.start, piece.end, "section-word", 0.8)
                self.pieces[number] = piece._replace(kind="other")

    def read(self) -> None:
        authors = self._unlabelled_authors()
        self._is_by_somebody = bool(authors) or any(p.kind == "author" or is_role(p.text) for p in self.pieces)
        listing = False  # whether a list of authors is open
        for number, piece in enumerate(self.pieces):
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
        named = {outlet.name for outlet in self.outlets}
        self.outlets += [agency for agency in self.with_agencies if agency.name not in named]

    def _is_of_another(self, number: int) -> bool:
        """Whether a place stands beside an outlet: one with a label, or another name in the same line."""
        if any(piece.kind == "outlet" for piece in self.pieces):
            return True
        others = [n for n in self.free if n != number and not are_places(self.pieces[n].text)]
        line = self._line_of(self.pieces[number])
        return any(self._line_of(self.pieces[n]) == line for n in others)

    def _score(self, number: int) -> float:
        piece = self.pieces[number]
        folded = " ".join(piece.text.casefold().split())
        score = credited_person_score(piece.text)
        if self._is_quoted(piece):
            return -2.5
        usual = self.usual[number] if number < PLACES else UNUSUAL
        if usual.settled is not None:
            return max(score, 1.2) if usual.settled == "author" else min(score, -2.0)
        if folded in words().sets["outlet.agencies"] or _with_agency(piece.text):
            return -4.0
        if usual.score is not None:
            return 0.3 * score + 1.2 * usual.score
        return max(score, _WITH_ROLE) if score > _TOWN and self._is_above_role(number) else score

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
        nameable = is_nameable(piece.text) or _with_agency(piece.text) or _has_slogan(piece.text)
        if not nameable and self._is_quoted(piece) and len(piece.text.split()) <= _QUOTED:
            return True
        initials = piece.separator == "(" and len(piece.text) <= _INITIALS and piece.text.islower()
        if initials and piece.text.casefold() not in words().sets["outlet.agencies"]:  # "Coast News, 3 May 2021 (awe)"
            return False
        if not nameable or is_role(piece.text) or self._is_office(piece) or _is_label_alone(piece.text):
            return False
        return not (_is_sentence(piece.text) or is_length(piece.text))

    def _is_office(self, piece: Piece) -> bool:
        """Whether a piece behind an author and a comma is the office held, "By Ana Vale, Senior Correspondent", or the
        department: "By Ana Vale, Office of Communications".
        """
        department = is_department(piece.text)
        if piece.separator != "," or piece.kind or not (department or 2 <= len(piece.text.split()) <= 5):
            return False
        before = self.pieces[self.pieces.index(piece) - 1] if self.pieces[0] is not piece else None
        of_author = before is not None and (before.kind == "author" or credited_person_score(before.text) > _PERSON)
        parts = piece.text.split()
        office = department or parts[-1].casefold() in words().sets["text.offices"]
        return of_author and office and parts[0].casefold() not in _ARTICLES

    def _unlabelled_authors(self) -> frozenset[int]:
        """The pieces that are authors where no label says so: those that read more like persons than the others do."""
        if any(p.kind == "author" for p in self.pieces) or not self.free:
            return frozenset()
        best = max(self.free, key=lambda n: (not self._is_place(n), self.scores[n], -n))
        score = self.scores[best]
        piece = self.pieces[best]
        if self._is_place(best):
            return frozenset()
        if split_place(piece.text) is not None and (score > 0 or self._is_of_a_correspondent(piece, score)):
            score = max(score, 0.0) + 1.0
        elif "reading-time" in self.labels and len(piece.text.split()) > 1:
            score += 0.6
        group = self._listed_with(best)
        if "reading-time" not in self.labels and not is_of_correspondents(self._line_of(piece).strip()):
            group = self._without_outlet(group)
        rest = [self.scores[n] for n in self.free if n not in group and not self._is_place(n)]
        outlet_elsewhere = any(p.kind == "outlet" for p in self.pieces)
        stands_out = rest and score > -0.2 and score >= max(rest) + 1.0 and not self._is_behind_agency(best)
        if score > 0.9 or (outlet_elsewhere and score > 0.2) or stands_out:
            return group
        if len(self.free) == 2 and group == frozenset(self.free[:1]) and self._is_before_comma(score):
            return group
        return frozenset()

    def _is_of_a_correspondent(self, piece: Piece, score: float) -> bool:
        """Whether a name stands with a city on a line of its own: outlets are not printed so ("Osk Tvarn in Cairo"),
        but agencies are, in the place of a correspondent ("Agencia Efe in Cairo").
        """
        place = split_place(piece.text)
        if place is None or self._line_of(piece).strip() != piece.text or not is_place(piece.text[place[1] :]):
            return False
        return score > -1.5 or " ".join(piece.text[: place[0]].casefold().split()) in words().sets["outlet.agencies"]

    def _is_behind_agency(self, number: int) -> bool:
        """Whether a piece follows an agency and a comma, as a paper does that prints its report."""
        before = self.pieces[number - 1].text if number else ""
        listed = before.casefold() in words().sets["outlet.agencies"]
        return listed and self.pieces[number].separator == ","

    def _is_agency_of_author(self, number: int) -> bool:
        """Whether an agency stands in brackets or behind a slash after an author: "Von Anna Vogel (dpa)"."""
        piece = self.pieces[number]
        listed = piece.text.casefold() in words().sets["outlet.agencies"]
        return listed and piece.separator in ("(", "/") and number > 0 and not piece.kind

    def _line_of(self, piece: Piece) -> str:
        return self.text[self.text.rfind("\n", 0, piece.start) + 1 :].split("\n", 1)[0]

    def _is_before_comma(self, score: float) -> bool:
        """Whether of two names in a line the first is the author's: "Yaw Darko, Coast News" is the usual order."""
        return score > 0.4 and self.pieces[self.free[1]].separator == "," and len(self.pieces) == 2

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

    def _without_outlet(self, group: frozenset[int]) -> frozenset[int]:
        """A list of authors without its last or first name, where that reads less like a person than the others and no
        other outlet is named.
        """
        if len(group) < 2 or group != frozenset(self.free) or any(p.kind == "outlet" for p in self.pieces):
            return group
        for end in (max(group), min(group)):
            if self.scores[end] < min(2.0, min(self.scores[n] for n in group if n != end) - 1.0):
                return group - {end}
        return group - {max(group)} if len(group) == 2 and max(self.scores[n] for n in group) < 2 else group

    def _continues(self, number: int) -> bool:
        """Whether a piece after a comma is one more author, and not the outlet."""
        score = self.scores[number]
        later = [n for n in self.free if n > number]
        if score > (0.4 if later or self.outlets else 0.9):
            return True
        return score > -0.6 and (
            bool(self.outlets)
            or any(self.scores[n] < score for n in later)
            or any(p.kind == "outlet" for p in self.pieces)
        )

    def _add_author(self, piece: Piece, rule: str, confidence: float) -> None:
        for name in _single_names(piece, rule, confidence):
            cut = split_place(name.name)
            if cut is not None:
                place = name.name[cut[1] :]
                self.place = self.place or Named(place, name.start + cut[1], name.end, "place-after-name", 0.7)
                name = name._replace(name=name.name[: cut[0]], end=name.start + cut[0])
            with_ = _WITH.search(self.text, max(0, name.start - 8), name.start) if self.authors else None
            if with_ is not None and name.name.casefold() in words().sets["outlet.agencies"]:
                self.with_agencies.append(name._replace(rule="agency-in-byline"))
            elif not _names_nobody(name.name) and not (self.place is not None and is_place(name.name)):
                self.authors.append(name)

    def _add_outlet(self, piece: Piece, rule: str, confidence: float) -> None:
        found = _outlets(piece, rule, confidence)
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
        if self._is_region(piece):
            return
        name = split_place(piece.text)
        if name is not None and any(p.kind == "author" and p.text == piece.text[: name[0]] for p in self.pieces):
            return
        if self.place is None and self._is_town(number, piece):
            self.place = Named(piece.text, piece.start, piece.end, "place-after-name", 0.7)
        elif not self.outlets or self._ran_it(piece):
            sent, self.outlets = self.outlets, []
            self._add_outlet(piece, "credit-name", 0.85)
            self.outlets += sent
        elif is_code(piece.text) and any(is_length(p.text) for p in self.pieces):
            return  # of the source in a database: "1,204 words\nCoast News\nCSTN"
        elif self.scores[number] < -1.9:
            self._add_outlet(piece, "credit-name", 0.6)
        elif self.section is None:
            self.section = Named(piece.text, piece.start, piece.end, "credit-rest", 0.4)

    def _ran_it(self, piece: Piece) -> bool:
        """Whether a paper stands behind the agency that wrote the article, "(PAP) Gazeta Kelm"; behind a bar stands
        what it is on: "AP | World Cup".
        """
        agencies = words().sets["outlet.agencies"]
        ran = names_outlet(piece.text) and piece.separator in _BEHIND_AGENCY
        if self._line_of(piece).strip() == piece.text and piece.start > self.below_date:  # "dpa, 3.5.2024\nTagblatt"
            ran = credited_person_score(piece.text) <= _PERSON
        return ran and all(outlet.name.casefold() in agencies for outlet in self.outlets)

    def _is_town(self, number: int, piece: Piece) -> bool:
        """Whether a piece is a place: a known one unless the dump has other names there, one that reads like a town
        behind an author, any where the dump has places.
        """
        if self._has_towns(number):
            return are_places(piece.text) or credited_person_score(piece.text) > _TOWN
        no_town = number < PLACES and self.usual[number].towns is False
        town = reads_like_town(piece.text) and not names_outlet(piece.text)
        if town and not no_town and self._is_by_somebody and (piece.separator == "," or self._is_beside_author(piece)):
            return True
        if self._is_by_somebody and (self._is_between_lines(number) or self._is_above_outlet(number)):
            return True
        if self.outlets and reads_like_town(piece.text):
            return True
        return are_places(piece.text) and (not no_town or self._is_by_somebody or self._is_of_another(number))

    def _is_beside_author(self, piece: Piece) -> bool:
        """Whether the line of a piece names an author too: "Ana Vale · Little Ashby", "Nether Stow | Jo Roe"."""
        line = self.text.rfind("\n", 0, piece.start) + 1
        stop = line + len(self._line_of(piece))
        at_hand = [n for n, p in enumerate(self.pieces) if line <= p.start < stop and p is not piece]
        return any(self.pieces[n].kind == "author" or self.scores[n] > _PERSON for n in at_hand)

    def _is_above_outlet(self, number: int) -> bool:
        """Whether a name of no outlet's words stands beside an author or a day where an outlet has a line of its own
        below: a town, listed or not ("Ana Vale / Ashby\\n3 May 2024\\nCoast News").
        """
        piece = self.pieces[number]
        if names_outlet(piece.text) or not looks_like_name(piece.text) or self.scores[number] > _PERSON:
            return False
        if self._line_of(piece).strip() == piece.text or piece.text.casefold() in words().sets["outlet.agencies"]:
            return False
        below = [p for p in self.pieces[number + 1 :] if self._line_of(p).strip() == p.text]
        return any(p.kind == "outlet" or (not p.kind and names_outlet(p.text)) for p in below)

    def _is_between_lines(self, number: int) -> bool:
        """Whether a name of no outlet's words stands alone on the line between an author and an outlet: a town, listed
        or not.
        """
        piece = self.pieces[number]
        before = self.pieces[number - 1] if number else None
        behind = self.pieces[number + 1] if number + 1 < len(self.pieces) else None
        if before is None or behind is None or self._line_of(piece).strip() != piece.text:
            return False
        if before.kind != "author" or self.text[before.end : piece.start].strip(" \u00a0") != "\n":
            return False
        outlet = behind.kind == "outlet" or (not behind.kind and _is_of_outlet(behind.text))
        town = looks_like_name(piece.text) and credited_person_score(piece.text) > _TOWN
        return outlet and town and not names_outlet(piece.text)

    def _is_place(self, number: int) -> bool:
        text = self.pieces[number].text
        return is_place(text) or self._has_towns(number) or (" " in text and reads_like_town(text))

    def _has_towns(self, number: int) -> bool:
        """Whether the dump has places where a piece stands."""
        return number < PLACES and self.usual[number].towns is True

    def _is_region(self, piece: Piece) -> bool:
        """Whether a piece is the state or country of the city right before it: "Veracruz, Ver."."""
        place = self.place
        if place is None or piece.separator != "," or self.text[place.end : piece.start].strip(" \u00a0") != ",":
            return False
        shortened = self.text[piece.end : piece.end + 1] == "." and len(piece.text) <= _SHORT_REGION
        return shortened or is_region(piece.text) or is_place(piece.text)


def is_of_correspondents(line: str) -> bool:
    """Whether a line is nothing but names and a city: "Osk Tvarn and Ida Moor in New Delhi"."""
    place = split_place(line)
    if place is None or len(line) > 120 or not is_place(line[place[1] :]):
        return False
    return all(looks_like_name(name) and 2 <= len(name.split()) <= 5 for name in _listed(line[: place[0]]))


def are_persons(line: str) -> bool:
    """Whether a line is nothing but persons' names: "Jane Doe, Osk Tvarn and Ida Moor"."""
    if len(line) > 120:
        return False
    names = _listed(line)
    return all(looks_like_name(name) and 2 <= len(name.split()) <= 4 and person_score(name) > _PERSON for name in names)


def _listed(names: str) -> list[str]:
    return [name for part in words().conjunction.split(names) for name in part.split(", ")]


def _is_sentence(text: str) -> bool:
    """Whether this tells of somebody: "Jane Doe is a reporter at the Coast News"."""
    parts = text.split()
    linking = words().sets["byline.and"]
    small = sum(is_small(part[0]) and part not in PARTICLES and part not in linking for part in parts)
    told = small > 2 and len(parts) > 5 and is_small(parts[2][0])
    return told and person_score(" ".join(parts[:2])) > _PERSON


def _is_of_outlet(text: str) -> bool:
    """Whether a name has an article before it, as no person's and no town's has, or a word of outlets' names."""
    return names_outlet(text) or text.casefold().partition(" ")[0] in _ARTICLES


def _is_label_alone(text: str) -> bool:
    """Whether this is the word of a byline for a text, with nothing behind it: "Texto"."""
    return f"{text.casefold()}:" in words().sets["byline.start"]


def is_code(text: str) -> bool:
    """Whether this may be the code of a source in a database: "CSTN"."""
    return text.isascii() and text.isalnum() and text.isupper() and len(text) <= _CODE


def is_length(text: str) -> bool:
    """Whether this is the length of an article: "1,204 words"."""
    number, _, unit = text.partition(" ")
    return number[:1].isdecimal() and unit.casefold() in words().sets["text.lengths"]


def _names_nobody(name: str) -> bool:
    """Whether what a byline names is a role ("Staff Writer"), a place ("in London") or a label left over."""
    inside = IN.match(name)
    if inside is not None and (is_place(name[inside.end() :]) or begins_small(name)):
        return True
    return is_role(name) or name.casefold() in words().sets["label.published"] or _are_others(name)


def _are_others(name: str) -> bool:
    """Whether this says only that there are more authors: "2 others", "colleagues"."""
    parts = name.casefold().split()
    others = words().sets["byline.others"]
    return all(part.isdecimal() or part in others for part in parts) and not parts[-1].isdecimal()


def _is_general(section: str) -> bool:
    """Whether this says only that it is news ("News", "Exclusive"), which a second one beside it makes more exact."""
    return section.casefold() in words().sets["text.general_sections"]


def _is_short(text: str) -> bool:
    return len(text) <= 60 and len(text.split()) <= 8 and any(letter.isalpha() for letter in text)


def _with_agency(text: str) -> bool:
    """Whether an agency stands behind a name: "Le Soir avec AFP", "Le Soir avec Agence Littoral"."""
    parts = _AGENCY_LINK.split(text)
    return len(parts) > 1 and is_agency(parts[-1])


def _has_slogan(text: str) -> bool:
    """Whether a slogan stands behind a name and a dash: "Coast.example - What is going on today"."""
    name = _DASH.split(text, maxsplit=1)[0]
    return _is_short(text) and name != text and is_nameable(name)


def _single_names(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """The single names of an author piece: "A and B", "A & B", "A/B"."""
    found: list[Named] = []
    links = links_between_names(piece.text)
    links += [m.span() for sign in (_SLASH, _BETWEEN_UNPARTED) for m in sign.finditer(piece.text)]
    if not piece.text.isascii():
        links += [m.span() for m in _AND_GLUED.finditer(piece.text) if _is_second(m.string[m.end() :].split(" ")[0])]
    at = 0
    for start, end in [*sorted(links), (len(piece.text), len(piece.text))]:
        name = piece.text[at:start].strip(_AROUND)
        if end == len(piece.text) and (link := _LINK_BEHIND.search(name)) is not None:
            name = name[: link.start()]
        if name:
            first = piece.start + piece.text.index(name, at)
            ending = words().byline_end.search(name)
            if ending and ending.start():
                name = name[: ending.start()]
            found.append(Named(name, first, first + len(name), rule, confidence))
        at = end
    return found


def _is_second(word: str) -> bool:
    """Whether a word is a given name: "أحمد منصور وليلى حداد" are two, "وليد" is one name."""
    given = words().given_names
    return word in given and not any(and_ + word in given for and_ in _AND)


def _outlets(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """ "X avec AFP", "TASS/AFP": the outlet and the agencies with it. Names are parted only at a known agency."""
    agencies = words().sets["outlet.agencies"]
    found: list[Named] = []
    helped = _WITH.match(f" {piece.text.partition(' ')[0]} ")
    at = helped.end() - 1 if helped is not None and piece.text[helped.end() - 1 :].strip().casefold() in agencies else 0
    for match in _AGENCY_LINK.finditer(piece.text):
        left, right = piece.text[at : match.start()].strip(_AROUND), piece.text[match.end() :].strip(_AROUND)
        next_name = _AGENCY_LINK.split(right, maxsplit=1)[0].strip()
        first_right = next_name.casefold()
        acronyms = match.group() == "/" and left.isupper() and right.isupper()
        through = match.group().strip() == "via"
        if match.group() == "/" and left.casefold() in agencies and _SERVICE.fullmatch(right):
            piece = piece._replace(text=piece.text[: match.start()])
            break
        ran = match.group() == "/" and left.casefold() in agencies and names_outlet(right)  # "NTB/Coast News"
        if left and right and (ran or is_agency(next_name) or is_role(first_right) or acronyms or through):
            start = piece.start + piece.text.index(left, at)
            found.append(Named(left, start, start + len(left), rule, confidence))
            at = match.end()
    last = piece.text[at:].strip(_AROUND)
    if last:
        start = piece.start + piece.text.index(last, at)
        found.append(Named(last, start, start + len(last), rule, confidence))
    if len(found) == 2 and found[0].name.casefold() in agencies and found[1].name.casefold() not in agencies:
        found.reverse()
    return found
