"""A printed date, as found in a text: where it stands, what it says, and what it leaves open."""

from __future__ import annotations

from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]


class Reading(NamedTuple):
    """One way to read a date, always a day that exists."""

    year: int
    month: int
    day: int
    order: str = ""

    @property
    def iso(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


class PrintedDate(NamedTuple):
    """A date as printed. Offsets are code points in the text it was found in; ``raw`` is ``text[start:end]``.

    ``outer_start``/``outer_end`` enclose, besides, a weekday, a time of day and a time zone printed with it, so that
    the whole of it can be cut out of a credit line. What is not known is None: nothing is guessed.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    raw: str
    year: int | None
    month: int | None
    day: int | None
    #: What is printed and understood; None for a date that says no year.
    precision: Precision | None
    #: "name" where a month is named; of numbers alone "ymd", or "dmy"/"mdy" where values, weekday, clock or caller
    #: force it; "" where both are possible (between full stops day.month is read then) and for dates not read.
    order: str
    #: Several readings differ, and nothing in the text settles it; year, month and day say what is sure.
    ambiguous: bool
    #: Every reading of a date that is ambiguous, or settled by convention alone (full stops); else empty.
    alternatives: tuple[Reading, ...]
    #: Short code of the form, see `corpuskit.lexicon.dates`.
    rule: str
    #: Languages that spell the month so, sorted; empty for numbers.
    languages: tuple[str, ...]
    #: Whether a weekday printed beside it is that day's; None: none is printed, or no day is read.
    weekday_agrees: bool | None

    @property
    def iso(self) -> str | None:
        """YYYY-MM-DD where the day is known, else None."""
        if self.precision != "day" or self.year is None or self.month is None or self.day is None:
            return None
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def partial(self) -> str | None:
        """YYYY-MM or YYYY where that much and no more is known, else None."""
        if self.year is None or self.precision == "day":
            return None
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    @property
    def language(self) -> str | None:
        """The language of the month's name where only one spells it so."""
        return self.languages[0] if len(self.languages) == 1 else None

    def unread(self, rule: str) -> PrintedDate:
        """This date as one that is printed and not read, for the reason that the rule names."""
        return self._replace(
            year=None, month=None, day=None, precision=None, order="", ambiguous=False, alternatives=(), rule=rule
        )

    def settled(self, order: str) -> PrintedDate:
        """This date read in the given order, if it has such a reading among its alternatives; else unchanged."""
        for reading in self.alternatives:
            if reading.order == order:
                return self._replace(
                    year=reading.year,
                    month=reading.month,
                    day=reading.day,
                    precision="day",
                    order=order,
                    ambiguous=False,
                    alternatives=(),
                )
        return self
