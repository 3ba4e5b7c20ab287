"""Who wrote it, where it ran and when: the fields that credit and dateline give, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from corpuskit.describing.dates import Settling
from corpuskit.describing.doubt import ABOVE, HABIT, Place, is_of_another, is_of_something_else, own_day, own_lines
from corpuskit.describing.evidence import Evidence
from corpuskit.describing.lines import Lines
from corpuskit.describing.outlets import Credited, credited, of_dateline
from corpuskit.describing.parts import Line
from corpuskit.describing.printed import Printed
from corpuskit.describing.stated import DATES, OfRecord, said, squeezed
from corpuskit.describing.title_credit import Held
from corpuskit.formats import is_iri
from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.credits.habits import LIKE, CreditHabits
from corpuskit.lexicon.credits.names import Named, credited_person_score
from corpuskit.lexicon.credits.parsing import Credit, parse_credit
from corpuskit.lexicon.credits.signoffs import heads_letter, parse_signoff
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.dates import Orders, PrintedDate, find_dates
from corpuskit.lexicon.outlets import Outlet, Registry
from corpuskit.model import Stated
from corpuskit.patterns import later
from corpuskit.splitting.pages.outside import is_button
from corpuskit.splitting.pages.rows import phrase_kind
from corpuskit.splitting.pasted.tiling import KICKER

#: A section is stated only when the credit names it this surely; guesses stay out.
LEAST_FOR_SECTION = 0.5

_ADDRESS = later(r"https?://[\w.~:/?#@!$&'()*+,;=%\[\]-]{3,2000}", re.ASCII)
_DASHES = " \t\u00a0-–—―:"


class InTitles(NamedTuple):
    """What the dump does with dates in its titles."""

    settling: Settling
    dated: bool  #: whether nearly all of them print a day


class Columns:
    """The columns that a credit fills, a value for each record."""

    NAMES = (
        "authors",
        "outlets",
        "date",
        "date_partial",
        "date_raw",
        "date_precision",
        "date_ambiguous",
        "credit_line",
        "dateline",
        "section",
        "page",
        "url",
    )

    def __init__(self, registry: Registry, settling: Settling, habits: CreditHabits, in_titles: InTitles) -> None:
        self.registry = registry
        self.settling = settling
        self.in_titles = in_titles
        self.habits = habits
        self._parsed: dict[tuple[str, bool], Credit] = {}  # credits of a dump repeat
        self._credited: dict[Any, tuple[Credited, ...]] = {}
        self.columns: dict[str, list[Any]] = {name: [] for name in self.NAMES}

    def add(
        self, printed: Printed, language: str, evidence: Evidence, stated: OfRecord, held: Held | None = None
    ) -> None:
        """Fills a row and its evidence. What the layout states wins over what is read out of the credit, and that over
        what the title holds, unless the dump holds it in its titles and has no other credits like this one.
        """
        row = _Row(self, printed, language, evidence, stated, held.parts if held is not None else ())
        for name, value in row.filled().items():
            self.columns[name].append(value)

    def read(self, text: str, settled: bool = False) -> Credit:
        """What a credit states; ``settled``: with the order of ambiguous dates decided by the seed or the dump."""
        found = self._parsed.get((text, settled))
        if found is None:
            order: Orders | str | None = (self.settling.stated or self.settling.dump) if settled else None
            found = self._parsed[text, settled] = parse_credit(text, date_order=order, habits=self.habits)
        return found

    def publication(self, read: Credit, text: str) -> PrintedDate | None:
        """The date of publication, unsettled. Which of several it is can depend on what settles them."""
        if not any(date.alternatives for date in read.dates):
            return read.date
        chosen = self.read(text, settled=True).date
        return next((date for date in read.dates if chosen is not None and date.start == chosen.start), None)

    def credited(
        self, read: Credit, text: str, dateline: str | None, date: str | None, language: str, url: str | None
    ) -> tuple[Credited, ...]:
        """The outlets that a credit or dateline credits an article of that date with."""
        key = (text, dateline, date, language, url)
        found = self._credited.get(key)
        if found is None:
            found = self._credited[key] = credited(
                read.outlets, text, self.registry, dateline=dateline, date=date, language=language, url=url
            )
        return found


class _Row:
    """The values of a record while they are filled, and what they are read out of. ``held`` are the parts of the title
    that are a credit, each with what it states.
    """

    def __init__(
        self,
        of: Columns,
        printed: Printed,
        language: str,
        evidence: Evidence,
        stated: OfRecord,
        held: tuple[tuple[Line, Credit], ...],
    ) -> None:
        self.of, self.printed, self.language = of, printed, language
        self.evidence, self.stated, self.held = evidence, stated, held
        self.values: dict[str, Any] = dict.fromkeys(of.NAMES)
        self.credit = self._read()
        self.dateline = parse_dateline(printed.paragraph.text) if printed.paragraph is not None else None
        if self.dateline is not None and printed.paragraph is not None:
            line = printed.paragraph.text[self.dateline.start : self.dateline.end].rstrip(_DASHES)
            self.values["dateline"] = line or None

    def filled(self) -> dict[str, Any]:
        """The values by the names of the columns."""
        values, evidence = self.values, self.evidence
        self._fill_credit_line()
        if not self.stated.fields.keys().isdisjoint(DATES):
            self._fill_stated_date()
        else:
            self._fill_date()
        values["authors"] = self.stated.authors(evidence) if "authors" in self.stated else self._printed_authors()
        values["url"] = self.stated.address(evidence) or self._printed_address()
        for name, named in (("section", self.credit.section), ("page", self.credit.page)):
            values[name] = self.stated.text(name, evidence)
            if values[name] is None and named is not None and named.confidence >= LEAST_FOR_SECTION:
                values[name] = self._named(name, named, self.printed.credit)
        if "outlet" in self.stated:
            self._fill_stated_outlets()
        else:
            self._fill_outlets()
        self._fill_from_signoff()
        line, paragraph = values["dateline"], self.printed.paragraph
        if line is not None and paragraph is not None and self.dateline is not None:
            start = self.dateline.start
            evidence.by_bytes("dateline", "dateline", paragraph.offset(start), paragraph.offset(start + len(line)))
        return values

    def _read(self) -> Credit:
        """What the credit states; where the dump has its days and outlets in titles, and no other credits like this
        one, without them.
        """
        of = self.of
        text = self._without_kicker(own_lines(self.printed.credit.text, of.habits))
        read = of.read(text) if text.strip() else Credit()
        if (of.in_titles.dated or self.held) and of.habits.seen(text) < HABIT:
            if of.in_titles.dated:
                read = read._replace(date=None, dates=())
            if any(credit.outlets for _, credit in self.held):
                read = read._replace(outlets=())
        below = self.printed.below
        return Credit() if below and is_of_another(read, text, below, of.habits) else read

    def _without_kicker(self, text: str) -> str:
        """The credit with a line above the title blanked out, where that is a name alone and the lines below the title
        name an outlet themselves, or the menu of a page stands above it: "Climate crisis" above it is a kicker.
        """
        lines, places = self.printed.credit, self.printed.places
        kickers = [place for place in places if place[0] == KICKER]
        above = kickers or [place for place in places if place[0] == ABOVE]
        if not kickers and (len(above) != 1 or len(places) < 2):
            return text
        for _, first, last in above:
            start, end = lines.code_point(first), lines.code_point(last)
            names = text[start:end].rstrip("\n").split("\n")
            if not kickers and (len(names) > 1 or not self._names_outlet(text, start, end)):
                continue
            for name in names:
                alone = self.of.read(name)
                if not alone.dates and not alone.authors:
                    text = text[:start] + " " * len(name) + text[start + len(name) :]
                start += len(name) + 1
        return text

    def _names_outlet(self, text: str, start: int, end: int) -> bool:
        """Whether a credit names an outlet besides what stands in a part of it."""
        return bool(self.of.read(text[:start] + " " * (end - start) + text[end:]).outlets)

    def _fill_credit_line(self) -> None:
        for rule, start, end in self.printed.places:
            self.evidence.by_bytes("credit_line", rule, start, end)
        self.values["credit_line"] = self.printed.shown or None
        if self.held and not self.printed.shown:
            self.values["credit_line"] = "\n".join(part.text for part, _ in self.held)
            for part, _ in self.held:
                self.evidence.by_bytes("credit_line", "credit-in-title", part.start, part.end)

    def _printed_authors(self) -> list[str]:
        authors, lines = self.credit.authors, self.printed.credit
        if not authors and (held := next((one for one in self.held if one[1].authors), None)) is not None:
            authors, lines = held[1].authors, Lines.joined([held[0]])
        if not authors and self.dateline is not None and self.dateline.authors and self.printed.paragraph is not None:
            authors, lines = self.dateline.authors, Lines.joined([self.printed.paragraph])
        return [self._named(f"authors[{number}]", named, lines) for number, named in enumerate(authors)]

    def _fill_outlets(self) -> None:
        lines, line = self.printed.credit, self.values["dateline"]
        found = self._credited(self.credit, lines.text, line)
        if not self.credit.outlets and all(one.named is None and one.place != "dateline" for one in found):
            held = next((one for one in self.held if one[1].outlets), None)
            if held is not None:
                found, lines = self._credited(held[1], held[0].text, line), Lines.joined([held[0]])
        if not found and self.dateline is not None:
            found = of_dateline(self.dateline)
        found = tuple(one for one in found if not self._is_none(one.outlet, lines.text))
        found = tuple(sorted(found, key=self._wrote))  # "By AFP | Coast News": whom it ran in, then who wrote it
        self._put_outlets(found, lines, self.printed.paragraph)

    def _is_none(self, outlet: Outlet, text: str) -> bool:
        """Whether a name on a line without a date is a button or, where no registry lists it, a label, a person
        credited as author besides, or a paragraph or heading of a page that was pasted as it is written.
        """
        name = outlet.name
        start = text.rfind("\n", 0, outlet.start) + 1
        stop = start + len(text[start:].partition("\n")[0])
        if any(start <= date.start < stop for date in self.credit.dates):
            return False
        if phrase_kind(name) is not None or is_button(name):
            return True
        if outlet.id is not None:
            return False
        if text[start:stop].lstrip().startswith("<"):  # "<p>Bridge</p>"
            return True
        if credited_person_score(name) > LIKE and name in (author.name for author in self.credit.authors):
            return True
        label = label_at(f"{name}:", 0, len(name) + 1, ("author", "published", "updated", "source"))
        return label is not None and label[1].end() >= len(name)

    def _wrote(self, found: Credited) -> bool:
        """Whether an outlet is printed as an author of the credit."""
        named, at = self.credit.authors, found.outlet.start
        return found.place == "credit" and any(author.start <= at < author.end for author in named)

    def _fill_from_signoff(self) -> None:
        """Authors and outlets with which the text is signed off, where nothing else names any."""
        last = self.printed.last
        named = self.values["authors"] and self.values["outlets"]
        section = self.credit.section
        letter = heads_letter(self.printed.credit.text, section.name if section is not None else None)
        signed = None if last is None or named else parse_signoff(last.text, letter=letter)
        if last is None or signed is None:
            return
        lines = Lines.joined([last])
        if not self.values["authors"] and "authors" not in self.stated:
            authors = enumerate(signed.authors)
            self.values["authors"] = [self._named(f"authors[{number}]", author, lines) for number, author in authors]
        if not self.values["outlets"] and "outlet" not in self.stated and signed.outlets:
            self._put_outlets(self._credited(Credit(outlets=signed.outlets), last.text, None), lines, None)

    def _fill_stated_outlets(self) -> None:
        found = self.stated.outlets(self.of.registry, date=self._day(), language=self.language, url=self.values["url"])
        self.values["outlets"] = [one.outlet[:4] for one, _ in found]
        for number, (one, place) in enumerate(found):
            said(self.evidence, f"outlets[{number}].name", place)
            self._listed(number, one)

    def _fill_stated_date(self) -> None:
        """The date that the layout states: the first of its values in which a day can be read, else the first."""
        read: list[tuple[PrintedDate, tuple[str, str] | None, Line, Stated]] = []
        values = [(order, *value) for name, order in DATES.items() for value in self.stated.values(name)]
        for order, line, one in values:
            for date in find_dates(line.text, order=order):
                settled = (date, ("order-of-layout", "the layout")) if order and date.alternatives else None
                read.append((*(settled or self.of.settling.settle(date, self.language)), line, one))
        known = next((found for found in read if found[0].iso is not None), read[0] if read else None)
        if known is None:
            _, line, one = values[0]
            self.values["date_raw"], self.values["date_ambiguous"] = squeezed(line.text), False
            said(self.evidence, "date_raw", one)
            return
        date, reason, line, one = known
        name = self._put_date(date, squeezed(date.raw))
        if one.source is not None:
            said(self.evidence, name, one)
        else:
            self.evidence.by_bytes(name, one.rule, line.offset(date.start), line.offset(date.end))
        if reason is not None:
            self.evidence.by_source(name, *reason)

    def _fill_date(self) -> None:
        """The day of publication: the credit's, else the title's or dateline's, else that of the first printing."""
        of, credit = self.of, self.printed.credit
        candidates: list[tuple[PrintedDate, Settling, Lines | Line]] = []
        chosen = of.publication(self.credit, own_lines(credit.text, of.habits))
        places = [
            Place(rule, credit.code_point(start), credit.code_point(end)) for rule, start, end in self.printed.places
        ]
        if chosen is not None:
            chosen = own_day(chosen, self.credit, places)
        if chosen is not None and not is_of_something_else(chosen, self.credit, credit.text, places):
            candidates.append((chosen, of.settling, credit))
        for part, said_there in self.held:
            if said_there.date is not None:
                candidates.append((said_there.date, of.in_titles.settling, Lines.joined([part])))
        if self.dateline is not None and self.dateline.date is not None and self.printed.paragraph is not None:
            candidates.append((self.dateline.date, of.settling, self.printed.paragraph))
        last = self.printed.last if not candidates else None
        if last is not None and (signed := parse_signoff(last.text)) is not None and signed.date is not None:
            candidates.append((signed.date, of.settling, Lines.joined([last])))
        self.values["date_ambiguous"] = False
        if not candidates:
            return
        settled = [(*by.settle(date, self.language), place) for date, by, place in candidates]
        date, reason, place = next((one for one in settled if one[0].iso is not None), settled[0])
        name = self._put_date(date, date.raw)
        if isinstance(place, Lines):
            self.evidence.by_bytes(name, date.rule, place.local(date.start), place.local(date.end))
        else:
            self.evidence.by_bytes(name, f"dateline-{date.rule}", place.offset(date.start), place.offset(date.end))
        if reason is not None:
            self.evidence.by_source(name, *reason)

    def _put_date(self, date: PrintedDate, raw: str) -> str:
        """Fills the columns of a date; gives the name of the one that says most of it."""
        iso = date.iso
        self.values |= {
            "date": iso,
            "date_partial": date.partial,
            "date_raw": raw,
            "date_ambiguous": date.ambiguous,
            "date_precision": _precision(iso, date.partial),
        }
        return "date" if iso else "date_partial" if date.partial else "date_raw"

    def _day(self) -> str | None:
        day: str | None = self.values["date"] or self.values["date_partial"]
        return day

    def _credited(self, read: Credit, text: str, dateline: str | None) -> tuple[Credited, ...]:
        return self.of.credited(read, text, dateline, self._day(), self.language, self.values["url"])

    def _named(self, field: str, named: Named, lines: Lines) -> str:
        """A name that is printed in lines, with its evidence."""
        start, end = lines.local(named.start), lines.local(named.end)
        self.evidence.by_bytes(field, named.rule, start, end, named.confidence)
        return named.name

    def _put_outlets(self, found: Sequence[Credited], credit: Lines, paragraph: Line | None) -> None:
        self.values["outlets"] = [one.outlet[:4] for one in found]
        for number, one in enumerate(found):
            outlet, named = one.outlet, one.named
            field = f"outlets[{number}].name"
            if one.place == "credit":
                start, end = credit.local(outlet.start), credit.local(outlet.end)
                rule, sure = (named.rule, named.confidence) if named else (outlet.rule, outlet.confidence)
                self.evidence.by_bytes(field, rule, start, end, sure)
            elif one.place == "dateline" and paragraph is not None:
                start, end = paragraph.offset(outlet.start), paragraph.offset(outlet.end)
                self.evidence.by_bytes(field, "dateline", start, end, outlet.confidence)
            else:
                source = f"outlet registry {self.of.registry.version}"
                self.evidence.by_source(field, outlet.rule, source, outlet.confidence)
            self._listed(number, one)

    def _listed(self, number: int, found: Credited) -> None:
        """Evidence for the registry's entry of an outlet, where it has one."""
        outlet = found.outlet
        if outlet.id is not None:
            source = f"outlet registry {self.of.registry.version}, entry {outlet.id}"
            self.evidence.by_source(f"outlets[{number}].id", outlet.rule, source, outlet.confidence)

    def _printed_address(self) -> str | None:
        """An address printed in the credit."""
        credit = self.printed.credit
        if "://" not in credit.text or (match := _ADDRESS.search(credit.text)) is None:
            return None
        address = match[0].rstrip(".,;:!?)]'")
        if not is_iri(address):  # damaged, or cut off by the line
            return None
        start = match.start()
        self.evidence.by_bytes("url", "printed-address", credit.local(start), credit.local(start + len(address)))
        return address


def _precision(iso: str | None, partial: str | None) -> str | None:
    if iso is not None:
        return "day"
    return None if partial is None else "month" if len(partial) > 4 else "year"
