"""A printed date, as found in a text: where it stands, what it says, and what it leaves open."""

from __future__ import annotations

from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy", "ymd"]
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

    ``outer_start``/``outer_end`` enclose, besides, a weekday, a time of day and a time zone printed with it, so that the
    whole of it can be cut out of a credit line. What is not known is None: nothing is guessed.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    raw: str
    year: int | None
    month: int | None
    day: int | None
    precision: Precision | None  #: what is printed and understood; None for a date that says no year
    #: "name" where a month is named; of numbers alone "ymd", or "dmy"/"mdy" where values, weekday or caller force it;
    #: "" where both are possible (for full stops day.month is then read, see `DateOrders`) and for dates not read
    order: str
    ambiguous: bool  #: several readings differ, and nothing in the text settles it; year, month and day say what is sure
    alternatives: tuple[Reading, ...]  #: every reading of an unsettled or conventionally settled date, else empty
    rule: str  #: short code of the form; see docs of `corpuskit.lexicon.dates`
    languages: tuple[str, ...]  #: languages that spell the month so, sorted; empty for numbers
    weekday_agrees: bool | None  #: whether a weekday printed beside it is that day's; None: none printed, or no day read

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
