"""Who wrote it, where it ran and when: the fields that credit and dateline give, with their evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from corpuskit.describing.dates import Settling
from corpuskit.describing.doubt import Place, is_of_something_else, own_lines
from corpuskit.describing.evidence import Evidence
from corpuskit.describing.outlets import Credited, credited, of_dateline
from corpuskit.describing.parts import Line
from corpuskit.describing.stated import DATES, OfRecord, said, squeezed
from corpuskit.formats import is_iri
from corpuskit.lexicon.credits import Credit, CreditHabits, Dateline, Named, parse_credit, parse_dateline
from corpuskit.lexicon.dates import Orders, PrintedDate, find_dates
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Stated

#: A section is stated only when the credit names it this surely; guesses stay out.
LEAST_FOR_SECTION = 0.5

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%\[\]-]{3,2000}", re.ASCII)
_DASHES = " \t\u00a0-–—―:"


class Lines(NamedTuple):
    """Credit lines joined by a newline, which know where they lie; offsets in ``text`` are code points."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]  #: of each line in ``text``

    @classmethod
    def joined(cls, lines: Sequence[Line]) -> Lines:
        lengths = [len(line.text) + 1 for line in lines]
        return cls(tuple(lines), "\n".join(line.text for line in lines), tuple(accumulate(lengths, initial=0)))

    def local(self, at: int) -> int:
        """Local offset of a code point; of the end of the text that of the last line's end."""
        number = min(bisect_right(self.starts, at), len(self.lines)) - 1
        return self.lines[number].offset(at - self.starts[number])

    def code_point(self, local: int) -> int:
        """Code point in ``text`` of the start of the first line at or behind a local offset."""
        return next(
            (at for line, at in zip(self.lines, self.starts, strict=False) if line.start >= local), len(self.text)
        )


class Printed(NamedTuple):
    """What is printed before any of it is interpreted: the credit, and the dateline with its paragraph."""

    credit: Lines  #: without lines of which the layout says what they state
    shown: str  #: the whole credit
    places: tuple[tuple[str, int, int], ...]  #: rule, start and end (local offsets) of each part of the whole
    paragraph: Line | None


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

    def __init__(self, registry: Registry, settling: Settling, habits: CreditHabits) -> None:
        self.registry = registry
        self.settling = settling
        self.habits = habits
        self._parsed: dict[tuple[str, bool], Credit] = {}  # credits of a dump repeat
        self._credited: dict[Any, tuple[Credited, ...]] = {}
        self.columns: dict[str, list[Any]] = {name: [] for name in self.NAMES}

    def add(self, printed: Printed, language: str, evidence: Evidence, stated: OfRecord) -> None:
        """Fills a row and its evidence. What the layout states wins over what is read out of the credit."""
        text = own_lines(printed.credit.text, self.habits)
        read = self._read(text) if text.strip() else Credit()
        dateline = parse_dateline(printed.paragraph.text) if printed.paragraph is not None else None
        line = None
        if dateline is not None and printed.paragraph is not None:
            line = printed.paragraph.text[dateline.start : dateline.end].rstrip(_DASHES) or None
        row: dict[str, Any] = dict.fromkeys(self.NAMES)
        row["credit_line"] = printed.shown or None
        row["dateline"] = line
        for rule, start, end in printed.places:
            evidence.by_bytes("credit_line", rule, start, end)
        if any(name in stated for name in DATES):
            self._stated_date(row, stated, language, evidence)
        else:
            self._date(row, read, dateline, printed, language, evidence)
        row["authors"] = self._authors(read, printed, evidence, stated)
        row["url"] = stated.address(evidence) or self._address(printed.credit, evidence)
        for name, named in (("section", read.section), ("page", read.page)):
            row[name] = stated.text(name, evidence)
            if row[name] is None and named is not None and named.confidence >= LEAST_FOR_SECTION:
                row[name] = named.name
                self._named(name, named, printed.credit, evidence)
        if "outlet" in stated:
            self._stated_outlets(row, stated, language, evidence)
        else:
            self._printed_outlets(row, read, dateline, line, printed, language, evidence)
        if line is not None and printed.paragraph is not None and dateline is not None:
            start = printed.paragraph.offset(dateline.start)
            end = printed.paragraph.offset(dateline.start + len(line))
            evidence.by_bytes("dateline", "dateline", start, end)
        for name in self.NAMES:
            self.columns[name].append(row[name])

    def _authors(self, read: Credit, printed: Printed, evidence: Evidence, stated: OfRecord) -> list[str]:
        if "authors" in stated:
            return stated.authors(evidence)
        for number, named in enumerate(read.authors):
            self._named(f"authors[{number}]", named, printed.credit, evidence)
        return [named.name for named in read.authors]

    def _printed_outlets(
        self,
        row: dict[str, Any],
        read: Credit,
        dateline: Dateline | None,
        line: str | None,
        printed: Printed,
        language: str,
        evidence: Evidence,
    ) -> None:
        text = printed.credit.text
        found = self._outlets(read, text, line, row["date"] or row["date_partial"], language, row["url"])
        if not found and dateline is not None:
            found = of_dateline(dateline)
        row["outlets"] = [one.outlet[:4] for one in found]
        for number, one in enumerate(found):
            self._outlet(number, one, printed, evidence)

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
    ) -> None:
        """The day of publication: the credit's, or the dateline's where the credit gives no day."""
        row["date_ambiguous"] = False
        candidates: list[tuple[PrintedDate, Lines | Line | None]] = []
        credit = printed.credit
        chosen = self._publication(read, own_lines(credit.text, self.habits))
        places = [Place(rule, credit.code_point(start), credit.code_point(end)) for rule, start, end in printed.places]
        if chosen is not None and not is_of_something_else(chosen, read, credit.text, places):
            candidates.append((chosen, printed.credit))
        if dateline is not None and dateline.date is not None:
            candidates.append((dateline.date, printed.paragraph))
        if not candidates:
            return
        settled = [(*self.settling.settle(date, language), date, place) for date, place in candidates]
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

    def _outlet(self, number: int, found: Credited, printed: Printed, evidence: Evidence) -> None:
        outlet, named = found.outlet, found.named
        field = f"outlets[{number}].name"
        if found.place == "credit":
            start, end = printed.credit.local(outlet.start), printed.credit.local(outlet.end)
            rule, sure = (named.rule, named.confidence) if named else (outlet.rule, outlet.confidence)
            evidence.by_bytes(field, rule, start, end, sure)
        elif found.place == "dateline" and printed.paragraph is not None:
            start, end = printed.paragraph.offset(outlet.start), printed.paragraph.offset(outlet.end)
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
