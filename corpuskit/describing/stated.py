"""Fields that the layout itself names: their values, and the evidence for them in the view."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpuskit.describing.evidence import Evidence
from corpuskit.describing.outlets import Credited
from corpuskit.describing.parts import Line
from corpuskit.formats import is_iri
from corpuskit.lexicon.languages import language_named
from corpuskit.lexicon.outlets import Outlet, Registry, match_names
from corpuskit.model import Cut, Stated
from corpuskit.patterns import later

#: Fields whose lines make up the credit of a record, beside lines that state nothing.
OF_CREDIT = frozenset({"outlet", "authors", "date", "date.dmy", "date.mdy", "section", "page"})
#: Names of a date's field, and the order of day and month that the layout knows of it.
DATES = {"date": None, "date.dmy": "dmy", "date.mdy": "mdy"}
#: The beginning of the names of fields that the contract does not know.
EXTRA = "extra."

#: The number of an issue behind the name of an outlet ("Le Courrier, no. 5968"): printed, and no part of the name.
_ISSUE = later(r",\s*(?:no|n°|nº|núm|nr)\.? ?\d[\d.,-]*$", re.IGNORECASE)
_ADDRESS = later(r"https?://[^\s<>\"{}|\\^`]{3,2000}")


class OfRecord:
    """What a layout states of one record; each value is a `Line`: its text, and where it begins."""

    def __init__(self, cut: Cut, stated: Sequence[Stated]) -> None:
        self.cut = cut
        self.fields: dict[str, list[Stated]] = defaultdict(list)
        for one in stated:
            self.fields[one.field].append(one)

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def values(self, field: str) -> list[tuple[Line, Stated]]:
        """Every value of a field in order, as printed but for line breaks."""
        return [(self._line(one), one) for one in self.fields[field]] if field in self.fields else []

    def _line(self, one: Stated) -> Line:
        text = one.value if one.value is not None else self.cut.block.data[one.start : one.end].decode("utf-8")
        return Line(text, one.start)

    def text(self, field: str, evidence: Evidence) -> str | None:
        """The first value of a field, with its evidence; None where the layout states none."""
        for line, one in self.values(field):
            said(evidence, field, one)
            return squeezed(line.text)
        return None

    def address(self, evidence: Evidence) -> str | None:
        """The address of the record: the first value that is one."""
        for line, one in self.values("url"):
            if _is_address(line.text):
                said(evidence, "url", one)
                return line.text
        return None

    def language(self, evidence: Evidence) -> str | None:
        """The stated language as BCP 47 tag; None where it is none that is known."""
        for line, one in self.values("language"):
            if (tag := language_named(line.text)) is not None:
                said(evidence, "language", one)
                return tag
        return None

    def authors(self, evidence: Evidence) -> list[str]:
        """Every stated author."""
        found = []
        for number, (line, one) in enumerate(self.values("authors")):
            said(evidence, f"authors[{number}]", one)
            found.append(squeezed(line.text))
        return found

    def others(self, evidence: Evidence) -> list[tuple[str, str]]:
        """Names and values of what the contract does not name, sorted; several values of a name joined by ``; ``.

        An address that is none and a language that is not known are kept here: nothing that is stated is dropped.
        """
        values: dict[str, list[str]] = defaultdict(list)
        for field in self.fields:
            for line, one in self.values(field):
                name = field.removeprefix(EXTRA)
                unread = (field == "url" and not _is_address(line.text)) or (
                    field == "language" and language_named(line.text) is None
                )
                if field.startswith(EXTRA) or unread:
                    said(evidence, f"{EXTRA}{name}", one)
                    values[name].append(squeezed(line.text))
        return [(name, "; ".join(said)) for name, said in sorted(values.items())]

    def outlets(
        self, registry: Registry, *, date: str | None, language: str | None, url: str | None
    ) -> list[tuple[Credited, Stated]]:
        """The stated outlets by their names as stated, with what the registry knows of them."""
        found = []
        for line, one in self.values("outlet"):
            name = squeezed(line.text)
            known = match_names([_ISSUE.sub("", name)], registry=registry, date=date, language=language, url=url)
            first = next((outlet for outlet in known if outlet.id is not None), None) or next(iter(known), None)
            if first is None:
                continue
            whole: Outlet = first._replace(name=name, start=0, end=len(name))
            found.append((Credited(whole, None, None), one))
        return found


def said(evidence: Evidence, field: str, one: Stated) -> None:
    """The evidence for a stated field: its bytes, or where else in the file it stands."""
    if one.source is not None:
        evidence.by_source(field, one.rule, one.source)
    else:
        evidence.by_bytes(field, one.rule, one.start, one.end)


def squeezed(text: str) -> str:
    """The text with one space for any white space: a value that is broken over lines is joined."""
    return " ".join(text.split())


def by_record(cut: Cut) -> Mapping[int, list[Stated]]:
    """What is stated of each record of a cut."""
    found: dict[int, list[Stated]] = defaultdict(list)
    for one in cut.stated:
        found[one.record].append(one)
    return found


def of_credit(cut: Cut, numbers: Sequence[int], stated: Sequence[Stated]) -> list[int]:
    """The credit spans that are credit as print has it: those that state nothing, or outlet, author, date, place."""
    if not stated:
        return list(numbers)
    own = _stating(cut, numbers, [one for one in stated if one.field in OF_CREDIT])
    every = _stating(cut, numbers, stated)
    return [number for number in numbers if number in own or number not in every]


def without_statement(cut: Cut, numbers: Sequence[int], stated: Sequence[Stated]) -> list[int]:
    """The spans of which the layout does not say what they state."""
    stating = _stating(cut, numbers, stated)
    return [number for number in numbers if number not in stating]


def _stating(cut: Cut, numbers: Sequence[int], stated: Sequence[Stated]) -> set[int]:
    """The spans in which something is stated as a whole; a record of a table may have one for each of many columns."""
    ordered = sorted((one.start, one.end) for one in stated)
    found = set()
    for number in numbers:
        start, end = cut.spans.start[number], cut.spans.end[number]
        within = ordered[bisect_left(ordered, (start, 0)) : bisect_left(ordered, (end, 0))]
        if any(last <= end for _, last in within):
            found.add(number)
    return found


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None and is_iri(text)
