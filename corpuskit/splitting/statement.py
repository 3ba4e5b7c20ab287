"""What an export says of itself: database, query, date, and how many articles it holds, which is checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpuskit.model import Cut, Place, Problem
from corpuskit.patterns import later
from corpuskit.problems import problem
from corpuskit.reading.line_ends import line_ends

#: The beginning of the names of fields that an export states of itself.
EXPORT = "export."
#: How many articles it declares, and the number that it gives one of them ("3 of 26 DOCUMENTS").
COUNT, NUMBER = "export.count", "extra.number"

_DIGITS = later(r"[0-9][0-9.,\u00a0\u202f' ]*")
#: So many places of missing articles are named.
_MOST_PLACES = 10


@dataclass(slots=True)
class _Run:
    """Articles that one export numbers: "1 of 26", "2 of 26" …; a file can hold several exports."""

    counts: Counter[int] = field(default_factory=Counter)
    numbers: list[tuple[int, int]] = field(default_factory=list)  #: number in the export, line of the view
    line: int = 1

    def goes_on(self, number: int, count: int | None) -> bool:
        """Whether an article with that number, in an export of so many, can follow."""
        last = self.numbers[-1][0]
        return number == last + 1 or (number > last and (count is None or count in self.counts))

    @property
    def declared(self) -> int:
        return self.counts.most_common(1)[0][0] if self.counts else 0

    def gaps(self, declared: int, of: str) -> Iterator[str]:
        """Numbers that are missing, with the line behind which they should be; ``of`` says whose line it is."""
        before, line = 0, self.line
        for number, at in [*self.numbers, (declared + 1, 0)]:
            if number > before + 1:
                missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
                yield f"{missing} (after line {line}{of})"
            before, line = max(before, number), at or line


@dataclass(slots=True)
class Statement:
    """What the export in one view states of itself, and whether as many articles were found as it declares."""

    file: str
    extracted: bool = False  #: whether its lines are those of an extracted view, which the file does not have
    values: dict[str, list[str]] = field(default_factory=dict)  #: by name, without ``export.``, each value once
    found: dict[str, int] = field(default_factory=dict)  #: records by the layout of their stretch
    declaring: list[str] = field(default_factory=list)  #: layouts whose stretch says how many there are
    numbers: list[tuple[int, int | None, int]] = field(default_factory=list)  #: number, of how many, line
    counts: dict[int, int] = field(default_factory=dict)  #: declared counts beside no number, and their lines
    parts: dict[int, Statement] = field(default_factory=dict)  #: what further documents in the same file state

    def add(self, cut: Cut) -> None:
        """What a cut says; cuts in their order."""
        if cut.part:
            part = self.parts.setdefault(cut.part[0], Statement(self.file, self.extracted))
            part.add(replace(cut, part=cut.part[1:]))
            self._say_all(part)
            return
        self.found[cut.layout] = self.found.get(cut.layout, 0) + cut.record_count
        at, line = 0, cut.block.line
        number: tuple[int, int] | None = None
        for one in cut.stated:
            if not one.field.startswith(EXPORT) and one.field != NUMBER:
                continue
            value = one.value or " ".join(cut.block.data[one.start : one.end].decode("utf-8").split())
            line += line_ends(cut.block.data[at : one.start])
            at = one.start
            if one.field == NUMBER:
                self._numbered(number, None)
                number = None if (whole := _whole(value)) is None else (whole, line)
                continue
            self._say(one.field.removeprefix(EXPORT), value)
            if one.field == COUNT and (count := _whole(value)) is not None:
                self._declares(cut.layout)
                if number is not None and number[1] == line:
                    self._numbered(number, count)
                    number = None
                else:
                    self.counts.setdefault(count, line)
        self._numbered(number, None)

    def merge(self, other: Statement) -> None:
        """What was said in the part of the view that follows."""
        for layout, found in other.found.items():
            self.found[layout] = self.found.get(layout, 0) + found
        for layout in other.declaring:
            self._declares(layout)
        self.numbers += other.numbers
        for count, line in other.counts.items():
            self.counts.setdefault(count, line)
        self._say_all(other)
        for number, part in other.parts.items():
            self.parts.setdefault(number, Statement(self.file, self.extracted)).merge(part)

    def _say_all(self, other: Statement) -> None:
        for name, values in other.values.items():
            for value in values:
                self._say(name, value)

    def _declares(self, layout: str) -> None:
        if layout not in self.declaring:
            self.declaring.append(layout)

    def _say(self, name: str, value: str) -> None:
        said = self.values.setdefault(name, [])
        if value not in said:
            said.append(value)

    def _numbered(self, number: tuple[int, int] | None, count: int | None) -> None:
        if number is not None:
            self.numbers.append((number[0], count, number[1]))

    def _runs(self) -> list[_Run]:
        runs: list[_Run] = []
        for number, count, line in self.numbers:
            if not runs or not runs[-1].goes_on(number, count):
                runs.append(_Run(line=line))
            runs[-1].numbers.append((number, line))
            if count is not None:
                runs[-1].counts[count] += 1
        return runs

    def problems(self) -> Iterator[Problem]:
        """A declared count that differs from what was found, with the places of the missing; of each document apart."""
        yield from self._differs()
        for part in self.parts.values():
            yield from part.problems()

    def _differs(self) -> Iterator[Problem]:
        runs = self._runs()
        declared = sum(self.counts) + sum(run.declared for run in runs)
        found = sum(self.found.get(layout, 0) for layout in self.declaring)
        if not declared or declared == found:
            return
        line = next(iter(self.counts.values()), runs[0].line if runs else None)
        yield problem(
            "declared-count-differs",
            Place(self.file) if self.extracted else Place(self.file, line),
            file=self.file,
            declared=declared,
            found=found,
            places=_places(runs, declared, " of its extracted text" if self.extracted else ""),
        )


def _places(runs: list[_Run], declared: int, of: str) -> str:
    """Where articles are missing, in words; ``of`` says whose lines are meant."""
    if not runs:
        return "the export does not number its articles"
    gaps = [gap for run in runs for gap in run.gaps(run.declared or declared, of)]
    more = f", and {len(gaps) - _MOST_PLACES} more" if len(gaps) > _MOST_PLACES else ""
    return "missing: " + ", ".join(gaps[:_MOST_PLACES]) + more if gaps else "no number is left out"


def _whole(value: str) -> int | None:
    found = _DIGITS.search(value)
    digits = re.sub(r"[^0-9]", "", found[0]) if found else ""
    return int(digits) if 0 < len(digits) < 10 else None
