"""What an export says of itself: database, query, date, and how many articles it holds, which is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpuskit.model import Cut, Place, Problem
from corpuskit.problems import problem

#: The beginning of the names of fields that an export states of itself.
EXPORT = "export."
#: How many articles it declares, and the number that it gives one of them ("3 of 26 DOCUMENTS").
COUNT, NUMBER = "export.count", "extra.number"

_DIGITS = re.compile(r"[0-9][0-9.,\u00a0\u202f' ]*")
#: So many places of missing articles are named.
_MOST_PLACES = 10


@dataclass(slots=True)
class Statement:
    """What the export in one view states of itself, and whether as many articles were found as it declares."""

    file: str
    values: dict[str, list[str]] = field(default_factory=dict)  #: by name, without ``export.``, each value once
    found: int = 0
    numbers: list[tuple[int, int]] = field(default_factory=list)  #: number in the export, line of the view
    line: int | None = None  #: where the count is declared
    declared: int = 0

    def add(self, cut: Cut) -> None:
        """What a cut says; cuts in their order."""
        self.found += cut.record_count
        at, line = 0, cut.block.line
        for one in cut.stated:
            if not one.field.startswith(EXPORT) and one.field != NUMBER:
                continue
            value = one.value or " ".join(cut.block.data[one.start : one.end].decode("utf-8").split())
            line += cut.block.data.count(b"\n", at, one.start)
            at = one.start
            if one.field == NUMBER:
                if (number := _whole(value)) is not None:
                    self.numbers.append((number, line))
                continue
            self._say(one.field, value, line)

    def merge(self, other: Statement) -> None:
        """What was said in the part of the view that follows."""
        self.found += other.found
        self.numbers += other.numbers
        for name, values in other.values.items():
            for value in values:
                self._say(EXPORT + name, value, other.line)

    def _say(self, name: str, value: str, line: int | None) -> None:
        said = self.values.setdefault(name.removeprefix(EXPORT), [])
        if value in said:
            return
        said.append(value)
        if name == COUNT and (count := _whole(value)) is not None:
            self.declared += count
            self.line = self.line or line

    def problems(self) -> Iterator[Problem]:
        """A declared count that differs from what was found, with the places of the missing."""
        if not self.declared or self.declared == self.found:
            return
        yield problem(
            "declared-count-differs",
            Place(self.file, self.line),
            file=self.file,
            declared=self.declared,
            found=self.found,
            places=self._places(),
        )

    def _places(self) -> str:
        gaps = []
        before, line = 0, 1
        for number, at in [*self.numbers, (self.declared + 1, 0)] if self.numbers else ():
            if number > before + 1:
                missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
                gaps.append(f"{missing} (after line {line})")
            before, line = max(before, number), at or line
        if not gaps:
            return "the export does not number its articles" if not self.numbers else "no number is left out"
        more = f", and {len(gaps) - _MOST_PLACES} more" if len(gaps) > _MOST_PLACES else ""
        return "missing: " + ", ".join(gaps[:_MOST_PLACES]) + more


def _whole(value: str) -> int | None:
    found = _DIGITS.search(value)
    digits = re.sub(r"[^0-9]", "", found[0]) if found else ""
    return int(digits) if 0 < len(digits) < 10 else None
