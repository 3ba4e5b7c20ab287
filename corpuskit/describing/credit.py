"""Who wrote it, where it ran and when: the fields that credit and dateline give, with their evidence."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from corpuskit.describing.dates import Settling
from corpuskit.describing.doubt import ABOVE, HABIT, Place, is_of_another, is_of_something_else, own_lines
from corpuskit.describing.evidence import Evidence
from corpuskit.describing.lines import Lines
from corpuskit.describing.outlets import Credited, credited, of_dateline
from corpuskit.describing.parts import Line
from corpuskit.describing.stated import DATES, OfRecord, said, squeezed
from corpuskit.describing.title_credit import Held
from corpuskit.formats import is_iri
from corpuskit.lexicon.credits import Credit, CreditHabits, Dateline, Named, parse_credit, parse_dateline
from corpuskit.lexicon.dates import Orders, PrintedDate, find_dates
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.signoffs import parse_signoff
from corpuskit.model import Stated

#: A section is stated only when the credit names it this surely; guesses stay out.
LEAST_FOR_SECTION = 0.5

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%\[\]-]{3,2000}", re.ASCII)
_DASHES = " \t\u00a0-–—―:"


class Printed(NamedTuple):
    """What is printed before any of it is interpreted: the credit, and the dateline with its paragraph."""

    credit: Lines  #: without lines of which the layout says what they state
    shown: str  #: the whole credit
    places: tuple[tuple[str, int, int], ...]  #: rule, start and end (local offsets) of each part of the whole
    paragraph: Line | None
    below: tuple[str, ...] = ()  #: short lines with numbers in a text whose credit stands at its foot
    last: Line | None = None  #: the last line of the text


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
        self.in_titles = in_titles.settling
        self.dated_titles = in_titles.dated
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
        text = self._without_kicker(own_lines(printed.credit.text, self.habits), printed)
        read = self._beside(held, text)
        if printed.below and is_of_another(read, text, printed.below, self.habits):
            read = Credit()
        dateline = parse_dateline(printed.paragraph.text) if printed.paragraph is not None else None
        line = None
        if dateline is not None and printed.paragraph is not None:
            line = printed.paragraph.text[dateline.start : dateline.end].rstrip(_DASHES) or None
        row: dict[str, Any] = dict.fromkeys(self.NAMES)
        row["credit_line"] = printed.shown or None
        row["dateline"] = line
        for rule, start, end in printed.places:
            evidence.by_bytes("credit_line", rule, start, end)
        if held is not None and not printed.shown:
            row["credit_line"] = "\n".join(part.text for part, _ in held.parts)
            for part, _ in held.parts:
                evidence.by_bytes("credit_line", "credit-in-title", part.start, part.end)
        if any(name in stated for name in DATES):
            self._stated_date(row, stated, language, evidence)
        else:
            self._date(row, read, dateline, printed, language, evidence, held)
        row["authors"] = self._authors(read, printed, evidence, stated, held)
        row["url"] = stated.address(evidence) or self._address(printed.credit, evidence)
        for name, named in (("section", read.section), ("page", read.page)):
            row[name] = stated.text(name, evidence)
            if row[name] is None and named is not None and named.confidence >= LEAST_FOR_SECTION:
                row[name] = named.name
                self._named(name, named, printed.credit, evidence)
        if "outlet" in stated:
            self._stated_outlets(row, stated, language, evidence)
        else:
            self._printed_outlets(row, read, dateline, line, printed, language, evidence, held)
        self._signed(row, printed.last, stated, language, evidence)
        if line is not None and printed.paragraph is not None and dateline is not None:
            start = printed.paragraph.offset(dateline.start)
            end = printed.paragraph.offset(dateline.start + len(line))
            evidence.by_bytes("dateline", "dateline", start, end)
        for name in self.NAMES:
            self.columns[name].append(row[name])

    def _without_kicker(self, text: str, printed: Printed) -> str:
        """The credit with a line above the title blanked out, where that is a name alone and the lines below the title
        name an outlet themselves: "Climate crisis" above it is a kicker.
        """
        above = [place for place in printed.places if place[0] == ABOVE]
        if len(above) != 1 or len(printed.places) < 2:
            return text
        end = printed.credit.code_point(above[0][2])
        start = printed.credit.code_point(above[0][1])
        name, rest = text[start:end].rstrip("\n"), text[:start] + " " * (end - start) + text[end:]
        if "\n" in name:
            return text
        alone, below = self._read(name), self._read(rest)
        kicker = not alone.dates and not alone.authors and below.outlets
        return text[:start] + " " * len(name) + text[start + len(name) :] if kicker else text

    def _beside(self, held: Held | None, text: str) -> Credit:
        """What a credit states; where the dump has its days and outlets in titles, and no other credits like this one,
        without them.
        """
        if not text.strip():
            return Credit()
        read = self._read(text)
        if (self.dated_titles or held is not None) and self.habits.seen(text) < HABIT:
            if self.dated_titles:
                read = read._replace(date=None, dates=())
            if held is not None and any(credit.outlets for _, credit in held.parts):
                read = read._replace(outlets=())
        return read

    def _authors(
        self, read: Credit, printed: Printed, evidence: Evidence, stated: OfRecord, held: Held | None
    ) -> list[str]:
        if "authors" in stated:
            return stated.authors(evidence)
        authors, lines = read.authors, printed.credit
        if not authors and held is not None:
            part, credit = next((one for one in held.parts if one[1].authors), held.parts[0])
            authors, lines = credit.authors, Lines.joined([part])
        for number, named in enumerate(authors):
            self._named(f"authors[{number}]", named, lines, evidence)
        return [named.name for named in authors]

    def _printed_outlets(
        self,
        row: dict[str, Any],
        read: Credit,
        dateline: Dateline | None,
        line: str | None,
        printed: Printed,
        language: str,
        evidence: Evidence,
        held: Held | None,
    ) -> None:
        text, lines = printed.credit.text, printed.credit
        date = row["date"] or row["date_partial"]
        found = self._outlets(read, text, line, date, language, row["url"])
        if not read.outlets and held is not None and all(one.place is None for one in found):
            part, credit = next((one for one in held.parts if one[1].outlets), held.parts[0])
            if credit.outlets:
                found = self._outlets(credit, part.text, line, date, language, row["url"])
                lines = Lines.joined([part])
        if not found and dateline is not None:
            found = of_dateline(dateline)
        row["outlets"] = [one.outlet[:4] for one in found]
        for number, one in enumerate(found):
            self._outlet(number, one, lines, printed.paragraph, evidence)

    def _signed(
        self, row: dict[str, Any], last: Line | None, stated: OfRecord, language: str, evidence: Evidence
    ) -> None:
        """Authors and outlets with which the text is signed off, where nothing else names any."""
        named = row["authors"] and row["outlets"]
        signed = None if last is None or named else parse_signoff(last.text)
        if last is None or signed is None:
            return
        lines = Lines.joined([last])
        if not row["authors"] and "authors" not in stated:
            row["authors"] = [author.name for author in signed.authors]
            for number, author in enumerate(signed.authors):
                self._named(f"authors[{number}]", author, lines, evidence)
        if not row["outlets"] and "outlet" not in stated and signed.outlets:
            date = row["date"] or row["date_partial"]
            found = self._outlets(Credit(outlets=signed.outlets), last.text, None, date, language, row["url"])
            row["outlets"] = [one.outlet[:4] for one in found]
            for number, one in enumerate(found):
                self._outlet(number, one, lines, None, evidence)

    def _stated_outlets(self, row: dict[str, Any], stated: OfRecord, language: str, evidence: Evidence) -> None:
        found = stated.outlets(
            self.registry, date=row["date"] or row["date_partial"], language=language, url=row["url"]
        )
        row["outlets"] = [one.outlet[:4] for one, _ in found]
        for number, (one, place) in enumerate(found):
            said(evidence, f"outlets[{number}].name", place)
            self._listed(number, one, evidence)

    def _stated_date(self, row: dict[str, Any], stated: OfRecord, language: str, evidence: Evidence) -> None:
        """The date that the layout states: the first of its values in which a day can be read, else the first."""
        read: list[tuple[PrintedDate, tuple[str, str] | None, Line, Stated]] = []
        values = [(order, *value) for name, order in DATES.items() for value in stated.values(name)]
        for order, line, one in values:
            for date in find_dates(line.text, order=order):
                settled = (date, ("order-of-layout", "the layout")) if order and date.alternatives else None
                read.append((*(settled or self.settling.settle(date, language)), line, one))
        known = next((found for found in read if found[0].iso is not None), read[0] if read else None)
        row["date_ambiguous"] = False
        if known is None:
            _, line, one = values[0]
            row["date_raw"] = squeezed(line.text)
            said(evidence, "date_raw", one)
            return
        date, reason, line, one = known
        row["date"], row["date_partial"] = date.iso, date.partial
        row["date_raw"], row["date_ambiguous"] = squeezed(date.raw), date.ambiguous
        row["date_precision"] = _precision(date)
        name = "date" if date.iso else "date_partial" if date.partial else "date_raw"
        if one.source is not None:
            said(evidence, name, one)
        else:
            evidence.by_bytes(name, one.rule, line.offset(date.start), line.offset(date.end))
        if reason is not None:
            evidence.by_source(name, reason[0], reason[1])

    def _date(
        self,
        row: dict[str, Any],
        read: Credit,
        dateline: Dateline | None,
        printed: Printed,
        language: str,
        evidence: Evidence,
        held: Held | None,
    ) -> None:
        """The day of publication: the credit's, or the title's or dateline's where the credit gives no day."""
        row["date_ambiguous"] = False
        candidates: list[tuple[PrintedDate, Lines | Line | None]] = []
        credit = printed.credit
        own = (credit, printed.paragraph)
        chosen = self._publication(read, own_lines(credit.text, self.habits))
        places = [Place(rule, credit.code_point(start), credit.code_point(end)) for rule, start, end in printed.places]
        if chosen is not None and not is_of_something_else(chosen, read, credit.text, places):
            candidates.append((chosen, printed.credit))
        for part, said_there in held.parts if held is not None else ():
            if said_there.date is not None:
                candidates.append((said_there.date, Lines.joined([part])))
        if dateline is not None and dateline.date is not None:
            candidates.append((dateline.date, printed.paragraph))
        if not candidates:
            return
        settled = [
            (*(self.settling if place in own else self.in_titles).settle(date, language), date, place)
            for date, place in candidates
        ]
        known = next((one for one in settled if one[0].iso is not None), settled[0])
        date, reason, raw, place = known
        row["date"], row["date_partial"] = date.iso, date.partial
        row["date_raw"], row["date_ambiguous"] = date.raw, date.ambiguous
        row["date_precision"] = _precision(date)
        assert place is not None
        local = place.local if isinstance(place, Lines) else place.offset
        name = "date" if date.iso else "date_partial" if date.partial else "date_raw"
        rule = raw.rule if isinstance(place, Lines) else f"dateline-{raw.rule}"
        evidence.by_bytes(name, rule, local(date.start), local(date.end))
        if reason is not None:
            evidence.by_source(name, reason[0], reason[1])

    def _read(self, text: str, settled: bool = False) -> Credit:
        """What a credit states; ``settled``: with the order of ambiguous dates decided by the seed or the dump."""
        found = self._parsed.get((text, settled))
        if found is None:
            order: Orders | str | None = (self.settling.stated or self.settling.dump) if settled else None
            found = self._parsed[text, settled] = parse_credit(text, date_order=order, habits=self.habits)
        return found

    def _publication(self, read: Credit, text: str) -> PrintedDate | None:
        """The date of publication, unsettled. Which of several it is can depend on what settles them."""
        if not any(date.alternatives for date in read.dates):
            return read.date
        chosen = self._read(text, settled=True).date
        return next((date for date in read.dates if chosen is not None and date.start == chosen.start), None)

    def _outlets(
        self, read: Credit, text: str, dateline: str | None, date: str | None, language: str, url: str | None
    ) -> tuple[Credited, ...]:
        key = (text, dateline, date, language, url)
        found = self._credited.get(key)
        if found is None:
            found = self._credited[key] = credited(
                read.outlets, text, self.registry, dateline=dateline, date=date, language=language, url=url
            )
        return found

    @staticmethod
    def _named(field: str, named: Named, lines: Lines, evidence: Evidence) -> None:
        evidence.by_bytes(field, named.rule, lines.local(named.start), lines.local(named.end), named.confidence)

    def _outlet(self, number: int, found: Credited, credit: Lines, paragraph: Line | None, evidence: Evidence) -> None:
        outlet, named = found.outlet, found.named
        field = f"outlets[{number}].name"
        if found.place == "credit":
            start, end = credit.local(outlet.start), credit.local(outlet.end)
            rule, sure = (named.rule, named.confidence) if named else (outlet.rule, outlet.confidence)
            evidence.by_bytes(field, rule, start, end, sure)
        elif found.place == "dateline" and paragraph is not None:
            start, end = paragraph.offset(outlet.start), paragraph.offset(outlet.end)
            evidence.by_bytes(field, "dateline", start, end, outlet.confidence)
        else:
            source = f"outlet registry {self.registry.version}"
            evidence.by_source(field, outlet.rule, source, outlet.confidence)
        self._listed(number, found, evidence)

    def _listed(self, number: int, found: Credited, evidence: Evidence) -> None:
        """Evidence for the registry's entry of an outlet, where it has one."""
        outlet = found.outlet
        if outlet.id is not None:
            source = f"outlet registry {self.registry.version}, entry {outlet.id}"
            evidence.by_source(f"outlets[{number}].id", outlet.rule, source, outlet.confidence)

    @staticmethod
    def _address(credit: Lines, evidence: Evidence) -> str | None:
        """An address printed in the credit."""
        if "://" not in credit.text or (match := _ADDRESS.search(credit.text)) is None:
            return None
        address = match[0].rstrip(".,;:!?)]'")
        if not is_iri(address):  # damaged, or cut off by the line
            return None
        start = match.start()
        evidence.by_bytes("url", "printed-address", credit.local(start), credit.local(start + len(address)))
        return address


def _precision(date: PrintedDate) -> str | None:
    if date.iso is not None:
        return "day"
    return None if date.partial is None else "month" if len(date.partial) > 4 else "year"
