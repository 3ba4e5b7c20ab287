"""Which of two numbers is the day: what a dump, a language or a person settles for dates of numbers alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpuskit.lexicon.dates.printed import PrintedDate
from corpuskit.lexicon.dates.table import table
from corpuskit.patterns import later

#: By rule of a date ("numeric-slash", "short-dots", …): "dmy", "mdy", "ymd"; "" where evidence conflicts.
Orders = Mapping[str, str]

#: Dates whose values or weekday force one order, before the rest of their kind is read in it …
ENOUGH = 5
#: … if at most one in so many forces the other. One in 200 keeps wrong dates far below the 0.2 % of records allowed.
FOR_ONE_CONTRARY = 200
#: Full stops part day.month.year by convention: so many forced ones and no contrary do for two-digit years as well.
ENOUGH_DOTS = 3
#: Two-digit dates before the spread of their first and last numbers says which of the two is the year …
ENOUGH_SHORT = 8
#: … days spread over at least so many times the values that years do.
SPREAD = 3
#: Dates in full before the years of the dump say which number of a two-digit date is the year …
ENOUGH_YEARS = 12
#: … and how many times as likely the one reading must be as the other; with full stops, where the year seldom leads, …
FOR_ONE_UNLIKELY = 2000
#: … the day first needs less.
FOR_ONE_UNLIKELY_DOTS = 100

_NUMBER = later(r"\d+")


def in_order(date: PrintedDate, orders: Orders | str | None) -> PrintedDate:
    """The date read in an order decided elsewhere; one that its own text settles stays as it is.

    ``orders`` by rule, or one order for all. "mdy" for all leaves dates with full stops open: where slashes have the
    month first, full stops may well have the day first. None leaves what the text leaves open.
    """
    if not date.alternatives or orders is None:
        return date
    if isinstance(orders, str):
        order: str | None = "" if orders == "mdy" and date.rule.endswith("-dots") else orders
    else:
        order = orders.get(date.rule)
    if order:
        return date.settled(order)
    if order == "" and date.rule == "numeric-dots":
        return date._replace(month=None, day=None, precision="year", ambiguous=True)
    return date


@dataclass
class OrderVotes:
    """Evidence for the order of numbers in a dump: counts that can be added up over its blocks in any order."""

    forced: Counter[tuple[str, str]] = field(default_factory=Counter)  #: (rule, order) forced by values or weekday
    first: Counter[int] = field(default_factory=Counter)  #: first numbers of two-digit dates
    last: Counter[int] = field(default_factory=Counter)  #: their last numbers
    first_is_no_month: int = 0  #: two-digit dates whose first number is above 12 …
    second_is_no_month: int = 0  #: … whose second number is
    years: Counter[int] = field(default_factory=Counter)  #: of the dates with the year in full, its last two digits

    def add(self, date: PrintedDate) -> None:
        """Count a date, if it says anything of order."""
        if date.rule.startswith("short-"):
            first, second, last = (int(number) for number in _NUMBER.findall(date.raw)[:3])
            self.first[first] += 1
            self.last[last] += 1
            self.first_is_no_month += first > 12
            self.second_is_no_month += second > 12
        elif date.precision == "day" and date.year:
            self.years[date.year % 100] += 1
        if date.rule.startswith(("numeric-", "short-")) and date.order and date.rule != "numeric-ymd":
            self.forced[date.rule, date.order] += 1

    def merge(self, other: OrderVotes) -> None:
        """Add the counts of another block."""
        self.forced.update(other.forced)
        self.first.update(other.first)
        self.last.update(other.last)
        self.first_is_no_month += other.first_is_no_month
        self.second_is_no_month += other.second_is_no_month
        self.years.update(other.years)

    def settle(self, rule: str | None = None) -> Literal["dmy", "mdy"] | None:
        """The order that the dump settles for dates of a rule, or None: conflicting or too thin.

        At least `ENOUGH` dates must force it, and next to none the other. Without a rule: for slashes and hyphens
        together. Full stops prove nothing of them: European and American dates lie side by side in a dump.
        """
        rules = {rule} if rule else {"numeric-slash", "numeric-hyphen"}
        day_first = sum(n for (of, order), n in self.forced.items() if of in rules and order == "dmy")
        month_first = sum(n for (of, order), n in self.forced.items() if of in rules and order == "mdy")
        more, fewer = max(day_first, month_first), min(day_first, month_first)
        if more < ENOUGH or fewer * FOR_ONE_CONTRARY > more:
            return None
        return "dmy" if day_first > month_first else "mdy"

    def orders(self) -> Orders:
        """What is settled, by rule, for `find_dates` and `in_order`."""
        orders: dict[str, str] = {}
        for rule in ("numeric-slash", "numeric-hyphen"):
            if order := self.settle(rule):
                orders[rule] = order
        if self.forced["numeric-dots", "mdy"]:  # full stops mean day.month unless this dump does otherwise
            orders["numeric-dots"] = self.settle("numeric-dots") or ""
        elif self.forced["numeric-dots", "dmy"]:
            orders["numeric-dots"] = "dmy"
        short = self._settle_short()
        for rule in ("short-dots", "short-slash", "short-hyphen"):
            settled = short or self._settled_as_in_full(rule) or self._settled_by_years(rule)
            if settled:
                orders[rule] = settled
        return orders

    def _settle_short(self) -> str | None:
        """Years of a dump are few, days are many: the number that hardly varies is the year."""
        if self.first.total() < ENOUGH_SHORT:
            return None
        if len(self.first) >= SPREAD * len(self.last) and not self.second_is_no_month:
            return "dmy" if self.first_is_no_month >= ENOUGH else None
        if len(self.first) >= SPREAD * len(self.last) and not self.first_is_no_month:
            return "mdy" if self.second_is_no_month >= ENOUGH else None
        if len(self.last) >= SPREAD * len(self.first) and not self.second_is_no_month:
            return "ymd"
        return None

    def _settled_by_years(self, rule: str) -> str | None:
        """The years of a dump are known from its dates in full: which number of the two-digit dates is such a year?

        Both readings give all dates a day and a month; they differ in how common the years are that they would have.
        """
        if self.years.total() < ENOUGH_YEARS or not self.first:
            return None
        as_first, as_last = self._commonness(self.first), self._commonness(self.last)
        dots = rule == "short-dots"
        if as_last > as_first * (FOR_ONE_UNLIKELY_DOTS if dots else FOR_ONE_UNLIKELY):
            day_first = self.first_is_no_month and not self.second_is_no_month
            month_first = self.second_is_no_month >= ENOUGH and not self.first_is_no_month
            enough = self.first_is_no_month >= (ENOUGH_DOTS if dots else ENOUGH)
            return "dmy" if day_first and enough else "mdy" if month_first and not dots else None
        if as_first > as_last * FOR_ONE_UNLIKELY and not self.second_is_no_month:
            return "ymd"
        return None

    def _commonness(self, numbers: Counter[int]) -> int:
        """How common some years are in this dump: a product of whole numbers, 1 for each year that it never has."""
        product = 1
        for number, count in numbers.items():
            near = self.years[number - 1] + self.years[(number + 1) % 100]
            product *= (1 + 4 * self.years[number] + near) ** min(count, 50)
        return product

    def _settled_as_in_full(self, rule: str) -> str | None:
        """The order of the dump's dates with the same separator and the year in full, unless years may stand first."""
        if len(self.last) > len(self.first):
            return None
        full = rule.replace("short", "numeric")
        if full == "numeric-dots" and self.forced[full, "dmy"] >= ENOUGH_DOTS and not self.forced[full, "mdy"]:
            return "dmy"
        return self.settle(full)


def order_of_language(language: str, rule: str = "numeric-slash") -> str | None:
    """What a language alone settles for dates of a rule; None where its press prints both orders, or is not listed.

    Data: ``[orders]`` in data/months.toml.
    """
    base = language.split("-")[0].lower()
    orders = table().orders
    if rule.startswith("short-") and base in orders["year_first"]:
        return "ymd"
    listed = {"numeric-slash": "slash_dmy", "numeric-hyphen": "hyphen_dmy", "short-dots": "short_dots_dmy"}.get(rule)
    if rule == "numeric-dots" or (listed and base in orders[listed]):
        return "dmy"
    return None
