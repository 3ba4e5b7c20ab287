"""Columns that hold days and whose names are not known, in a table that states no date: what a person can then map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Fault, Piece
from corpuskit.splitting.exports.columns import is_day_of_keeping

#: So many cells show what a column holds; of them so many are days.
LOOKED_AT = 50
MOST = 0.6
#: No day is longer as it is printed.
LONGEST = 60
_EXTRA = "extra."


def named(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a table. The last one that has no problem gets a note where no record has a date and other columns
    hold days. Its place is the beginning of the file.
    """
    columns = _Columns()
    held: list[Piece] = []  # the last one without a problem, and those behind it
    for piece in found:
        columns.look(piece)
        if piece.fault is None or len(held) == LOOKED_AT:
            yield from held
            held = []
        held.append(piece)
    names = columns.of_days()
    if held and names and held[0].fault is None:
        held[0] = held[0]._replace(fault=_fault(names))
    yield from held


class _Columns:
    """What the columns that are no fields hold, as long as no record has a date."""

    def __init__(self) -> None:
        self.cells: Counter[str] = Counter()
        self.days: Counter[str] = Counter()
        self.dated = False

    def look(self, piece: Piece) -> None:
        """Counts the cells of a piece."""
        self.dated = self.dated or any(name.startswith("date") for name, *_ in (*piece.states, *piece.told))
        if not self.dated:
            for name, value in _others(piece):
                if self.cells[name] < LOOKED_AT:
                    self.cells[name] += 1
                    self.days[name] += is_day(value)

    def of_days(self) -> list[str]:
        """The columns that hold days; none where some record has a date."""
        return [] if self.dated else [name for name in self.cells if self.days[name] >= MOST * self.cells[name]]


def _fault(names: list[str]) -> Fault:
    key = names[0].replace("\\", "\\\\").replace('"', '\\"')
    shown = ", ".join(map(repr, names[:5])) + (" …" if len(names) > 5 else "")
    return Fault("days-unmapped", {"columns": shown, "mapping": f'columns = {{"{key}" = "date"}}'}, 1)


def _others(piece: Piece) -> Iterator[tuple[str, str]]:
    """What a piece states of columns that are no field, but for those of days on which somebody kept the article."""
    for name, start, end in piece.states:
        if name.startswith(_EXTRA) and not is_day_of_keeping(name.removeprefix(_EXTRA).rpartition(".")[2]):
            yield name.removeprefix(_EXTRA), piece.text[start:end]


def is_day(value: str) -> bool:
    """Whether a cell holds a day and nothing else."""
    text = value.strip()
    found = find_dates(text) if len(text) <= LONGEST else []
    whole = len(found) == 1 and (found[0].outer_start, found[0].outer_end) == (0, len(text))
    return whole and (found[0].ambiguous or found[0].precision == "day")
