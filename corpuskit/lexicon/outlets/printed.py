"""A printed outlet name, single or combined → the entries that it may mean. The core of both ways to match."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpuskit.lexicon.outlets import names
from corpuskit.lexicon.outlets.index import Found, NameIndex
from corpuskit.lexicon.outlets.places import country_by_name, country_of, is_region, tells_country, tells_paper
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.lexicon.outlets.wording import (
    Wording,
    closes_picture,
    looks_like_known_person,
    looks_like_name,
    looks_like_person,
    without_end,
    without_start,
    wording,
)
from corpuskit.patterns import EAST_ASIA, later

#: A longer printed name than this is none; it also bounds the work for a hostile line.
LONGEST = 300
#: A combined credit of more names than this is a list of something else.
MOST_PIECES = 12


class Part(NamedTuple):
    """A name within a credit. ``found`` is empty where the registry has no entry for it."""

    name: str  #: as printed
    start: int  #: code point in the string that was parsed
    end: int
    found: tuple[Found, ...]
    rule: str  #: not-listed, lookalike, or what `found` says
    country: str | None = None  #: a country printed with the name


#: ``Name (remark)``, with brackets of any width; the name and the remark hold no bracket.
_BRACKETED = re.compile(r"([^()\[\]（）]{1,200}?) ?[(\[（]([^()\[\]（）]{1,100})[)\]）]")
_ENCLOSED = re.compile(r"[(\[（【〔/]{1,2}([^()\[\]（）【】〔〕/]{1,100})[)\]）】〕/]{1,2}")
_TIGHT = re.compile(r"(?<=\w)[-–](?=\w)")
#: ``رويترز وفرانس برس``: the Arabic word for "and" is written with the word that follows; ``新华社 央视新闻``: no word.
_APART = later(r" و(?=[\u0621-\u064a])|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", beyond="\u0621")
#: ``lm/jsi (AFP, dpa)``: initials of editors.
_INITIALS = later(r"[a-zäöüß]{1,4}(?:/[a-zäöüß]{1,4}){1,3}")
#: ``연합뉴스 홍길동 기자``: a reporter's name and what he is.
_KOREAN_REPORTER = later(r"(.{2,40}?) [가-힣]{2,4} (?:기자|특파원)", beyond=EAST_ASIA)


def parse(registry: Registry, text: str) -> tuple[Part, ...]:
    """The names in a printed name, in order: one, or several where it is combined (``TASS/AFP``, ``X and agencies``).

    A credit of a picture (``Reuters/Jane Roe``, ``AFP/Getty Images``) names no outlet: the result is empty.
    """
    memory = registry.memory("printed")
    found: tuple[Part, ...] | None = memory.get(text)
    if found is None:
        found = memory[text] = _Parser(NameIndex.of(registry), registry, wording()).parts(text)
    return found


class _Parser:
    def __init__(self, index: NameIndex, registry: Registry, words: Wording) -> None:
        self.index = index
        self.registry = registry
        self.words = words

    def parts(self, text: str) -> tuple[Part, ...]:
        if len(text) > LONGEST or not names.key(text):
            return ()
        single = self.single(text)
        if single is not None:
            return (single,)
        if self._of_a_picture(text):
            return ()
        place = self._place(text)
        if place is not None:
            return (place,)
        several = self._with_agencies(text) or self._of_one(text) or self.combined(text, self.words.joint)
        if several is None:
            several = self.combined(text, _TIGHT, tight=True) or self.combined(text, _APART, listed_only=True)
        return several if several is not None else (self._unlisted(text),)

    def single(self, text: str) -> Part | None:
        """The whole string as one name; None when it is not listed."""
        start = len(text) - len(text.lstrip())
        printed = text.strip()
        plain = names.clean(printed)
        enclosed = _ENCLOSED.fullmatch(plain)
        if enclosed is not None:
            plain = enclosed[1].strip()
            if plain in printed:
                start += printed.index(plain)
                printed = plain
        meant = self._meant(without_end(plain, self.words.copyright_tail) or plain)
        if meant is None:
            return None
        found, country = meant
        return Part(printed, start, start + len(printed), tuple(found), found[0].rule, country)

    def _meant(self, plain: str) -> tuple[list[Found], str | None] | None:
        at = self.index.at(plain)
        if at is not None:
            return [at], None
        found = (
            self.index.named(plain)
            or self._without_article(plain)
            or self._without_words(plain)
            or self._edition(plain)
            or self._twice(plain)
        )
        return (found, None) if found else self._bracketed(plain)

    def _without_article(self, plain: str) -> list[Found]:
        """``The Global Times``: only before names of several words, since The Herald is not Herald."""
        rest = plain[4:] if plain[:4].lower() == "the " else ""
        return [one for one in self.index.named(rest) if one.strength == "name"] if " " in rest else []

    def _without_words(self, plain: str, depth: int = 2) -> list[Found]:
        """``Tanjug news agency``, ``агентство ТАСС``, ``Reuters Staff``, ``DW Russian``: the name and what it is, or
        several of these (``KBS World Radio English Service``).
        """
        words = self.words
        kind = without_end(plain, words.edition_kinds)
        for rest, rule, accepted in (
            (kind, "edition", ("name",)),
            (without_end(plain, words.role), "role", ("name",)),
            (without_start(plain, words.before), "described", ("name", "context")),
            (without_end(plain, words.after), "described", ("name",)),
            (without_end(plain, words.editions), "edition", ("name",)),
            (kind and without_end(kind, words.editions), "edition", ("name",)),
        ):
            if rest is not None:
                found = self.index.named(rest) or self._without_article(rest)
                if not found and depth and " " in rest:
                    found = self._without_words(rest, depth - 1)
                if found and found[0].strength in accepted and not self._of_a_firm(plain, rest, found[0]):
                    return [Found(one.id, "name", rule) for one in found]
        return []

    def _edition(self, plain: str) -> list[Found]:
        """``Sputnik Japan``: a name and a country in which the registry knows an edition of that outlet, no other."""
        name, _, word = plain.rpartition(" ")
        country = country_by_name(word) if name else None
        if country is None:
            return []
        named = (one for one in self.index.named(name) if one.strength == "name")
        return [one._replace(rule="edition") for one in named if country in self.registry.outlet(one.id).editions]

    def _twice(self, plain: str) -> list[Found]:
        """``ARD Tagesschau``, ``RFE/RL's Radio Farda``: two names of one outlet."""
        for space in re.finditer(" ", plain):
            second = {one.id for one in self.index.named(plain[space.end() :]) if one.strength == "name"}
            if second:
                first = (
                    one for one in self.index.named(plain[: space.start()].removesuffix("'s")) if one.strength == "name"
                )
                return [one._replace(rule="two-names") for one in first if one.id in second]
        return []

    def _of_a_firm(self, plain: str, name: str, found: Found) -> bool:
        """Whether an acronym stands before a word of company law: "MTI Ltd" is any firm with these initials."""
        if names.loose(plain[len(name) :]).strip(" .,") not in self.words.company:
            return False
        listed = self.registry.outlet(found.id).names
        return any(names.is_acronym(one) and names.key(one) == names.key(name) for one in listed)

    def _bracketed(self, plain: str) -> tuple[list[Found], str | None] | None:
        """``RTS (Serbia)``, ``Voice of America (VOA)``: the remark must fit the name, otherwise nothing is meant."""
        match = _BRACKETED.fullmatch(plain)
        if match is None:
            return None
        remark = match[2].strip()
        edition = self.index.named(f"{match[1]} {remark}")
        if edition:
            return edition, None
        found = self.index.named(match[1]) or self._without_words(match[1])
        if not found:
            return None
        if names.folded(remark) in self.words.remark or without_start(remark, self.words.aside) is not None:
            return found, None
        country = country_of(remark)
        if country is not None:
            fitting = [one for one in found if self.registry.outlet(one.id).country == country]
            if found[0].strength != "name" and not tells_paper(remark, country):
                return None
            return ([Found(one.id, "name", "country") for one in fitting], country) if fitting else None
        at = self.index.at(remark)
        said = {one.id for one in self.index.named(remark)} | ({at.id} if at is not None else set())
        same = said & {one.id for one in found}
        return ([Found(outlet, "name", "two-names") for outlet in sorted(same)], None) if same else None

    def _with_agencies(self, text: str) -> tuple[Part, ...] | None:
        """``DW (dpa, AFP)``: a listed name with listed agencies in brackets after it."""
        match = _BRACKETED.fullmatch(text.strip())
        if match is None:
            return None
        first, agencies = self.single(match[1]), self.parts(match[2])
        if not any(part.found for part in agencies):
            return None
        at = len(text) - len(text.lstrip())
        inner = at + match.start(2)
        moved = (part._replace(start=part.start + inner, end=part.end + inner) for part in agencies)
        if first is None:
            return tuple(moved) if _INITIALS.fullmatch(match[1]) else None
        return (first._replace(start=first.start + at, end=first.end + at), *moved)

    def _of_one(self, text: str) -> tuple[Part, ...] | None:
        """``Jane Roe for Al Jazeera``, ``Jane Roe (Sputnik)``, ``TASS: Moscow``: one name and its author or place."""
        reporter = _KOREAN_REPORTER.fullmatch(text.strip())
        if reporter is not None:
            return self._within(text, text.index(reporter[1]), text.index(reporter[1]) + len(reporter[1]))
        author, joint, name = text.rpartition(" for ")
        if joint and looks_like_person(author):
            return self._within(text, len(author) + len(joint), len(text))
        name, joint, place = text.partition(": ")
        part = self.single(name) if joint and tells_country(place) and country_by_name(place) is None else None
        if part is not None:
            return (part._replace(country=country_of(place)),)
        match = _BRACKETED.fullmatch(text.strip())
        if match is None or not looks_like_known_person(match[1]) or abbreviates(match[2], match[1]):
            return None
        words = match[1].split()
        surnames = [" ".join(words[first:]) for first in range(1, len(words))]
        if any(self.index.named(name) or self.index.named(f"{name} ({match[2]})") for name in surnames):
            return None  # Peter Granma (Cuba) is no author
        start = len(text) - len(text.lstrip()) + match.start(2)
        return self._within(text, start, start + len(match[2]))

    def _within(self, text: str, start: int, end: int) -> tuple[Part, ...] | None:
        """A stretch of a text as one listed name that needs no clue; None when it is none."""
        part = self.single(text[start:end])
        if part is None or part.found[0].strength == "clue":
            return None
        return (part._replace(start=part.start + start, end=part.end + start),)

    def _place(self, text: str) -> Part | None:
        """``KUNA, Idaho``, ``PETRA, Jordan``: a town called like an agency, with its state or country after it."""
        name, comma, region = text.partition(", ")
        part = self.single(name) if comma and " " not in name.strip() and len(name.strip()) > 3 else None
        if part is None:
            return None
        named_so = any(self.registry.outlet(one.id).also_a_place for one in part.found)
        if is_region(region) or (named_so and country_by_name(region) is not None):
            return self._unlisted(text)
        return None

    def combined(
        self, text: str, joint: re.Pattern[str], tight: bool = False, listed_only: bool = False
    ) -> tuple[Part, ...] | None:
        """The parts of a combined credit, None when it is none: a listed name must be among them, and the rest must be
        names too (``listed_only``: listed ones).
        """
        pieces = _pieces(text, joint)
        if not 2 <= len(pieces) <= MOST_PIECES:
            return None
        if any(self._of_a_picture(text[start:end]) for start, end in pieces):
            return ()
        if without_start(text.strip(), self.words.talks) is not None:
            return None
        if any(self._of_firms(names.folded(text[start:end])) for start, end in pieces):
            return None
        parts = self._piece_by_piece(text, pieces)
        listed = [part for part in parts if part is not None and part.found]
        others = [part for part in parts if part is not None and not part.found]
        if not listed or (listed_only and others):
            return None
        if not all(part.name in self.words.small or looks_like_name(part.name) for part in others):
            return None
        if any(": " in part.name for part in others):  # a heading: "Banned: RT and Sputnik"
            return None
        if "/" in text and parts[0] in listed and any(looks_like_person(part.name) for part in others):
            return ()
        if others and (self._word_of_a_name_joins(text, joint) or (tight and not self._agencies(listed, others))):
            return None
        said = (country_of(text[start:end]) for start, end in pieces)
        country = next((one for one in said if one is not None), None)
        return tuple(
            part._replace(country=part.country or country, found=self._weaker(text, part, others))
            for part in parts
            if part is not None
        )

    def _piece_by_piece(self, text: str, pieces: list[tuple[int, int]]) -> list[Part | None]:
        """Each piece as a part; where a run of pieces is one listed name (RFE/RL), the longest such run."""
        parts: list[Part | None] = []
        first = 0
        while first < len(pieces):
            start = pieces[first][0]
            last, part = first, None
            for last in range(len(pieces) - 1, first - 1, -1):
                part = self.single(text[start : pieces[last][1]])
                if part is not None:
                    break
            piece = text[start : pieces[first][1]]
            found = (part,) if part is not None else self.combined(piece, _TIGHT, tight=True) or (self._unnamed(piece),)
            parts += [one and one._replace(start=one.start + start, end=one.end + start) for one in found]
            first = last + 1
        return parts

    def _unnamed(self, piece: str) -> Part | None:
        """A piece that is not listed; None for what names no outlet (agencies, staff, a place)."""
        if names.folded(piece) in self.words.generic or tells_country(piece):
            return None
        return self._unlisted(piece)

    def _of_a_picture(self, piece: str) -> bool:
        plain = names.folded(piece)
        words = plain.split()
        return (
            closes_picture(plain)
            or plain in self.words.photo_parts
            or (bool(words) and words[-1] in self.words.photo_words)
        )

    def _of_firms(self, piece: str) -> bool:
        """Whether a piece shows that the whole names a firm: "X and Sons", "X & Insights LLC"."""
        return piece.partition(" ")[0] in self.words.firms or (
            " " in piece and piece.rpartition(" ")[2] in self.words.company
        )

    def _word_of_a_name_joins(self, text: str, joint: re.Pattern[str]) -> bool:
        """Whether a word that also stands inside names is among the joints (CGTN en Español Café)."""
        return any(match[0].strip().lower() in self.words.within for match in joint.finditer(text))

    def _agencies(self, listed: list[Part], others: list[Part]) -> bool:
        """Whether a hyphen joins agencies (AFP-JIJI) and not a term of which one half happens to be listed (RT-PCR)."""
        if all(names.folded(part.name) in self.words.agencies for part in others):
            return bool(others) or all(len(part.name) > 2 for part in listed)
        return all(names.is_acronym(part.name) for part in others) and all(len(part.name) > 2 for part in listed)

    def _weaker(self, text: str, part: Part, others: list[Part]) -> tuple[Found, ...]:
        """Beside an unlisted name two letters say less than alone (RT/XYZ), and so does one word that "and" joins to
        what is no agency or paper by its name (Sputnik & Woodstock): they need a date or a byline.
        """
        named = [one for one in others if not self._of_news(one.name)]
        joined = named and any(sign in text for sign in (" and ", "&", " with ")) and " " not in part.name.strip()
        if not others or not (joined or len(part.name) <= 2):
            return part.found
        return tuple(one._replace(strength="context") if one.strength == "name" else one for one in part.found)

    def _of_news(self, name: str) -> bool:
        plain = names.folded(name)
        return plain in self.words.agencies or not self.words.not_people.isdisjoint(plain.split())

    def _unlisted(self, text: str) -> Part:
        printed = text.strip()
        start = len(text) - len(text.lstrip())
        rule = "lookalike" if self.index.resembles(printed) else "not-listed"
        return Part(printed, start, start + len(printed), (), rule)


def abbreviates(remark: str, text: str) -> bool:
    """Whether a remark is made of the first letters of the words before it: Rotten Tomatoes (RT)."""
    return remark.strip().lower() == "".join(word[0] for word in text.split()).lower()


def _pieces(text: str, joint: re.Pattern[str]) -> list[tuple[int, int]]:
    """Start and end of the text between the joints. Spaces of any kind are plain spaces to the pattern."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    pieces, at = [], 0
    for match in joint.finditer(spaced):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, len(text)))
    return [(start, end) for start, end in pieces if text[start:end].strip()]
