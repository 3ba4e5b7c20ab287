"""Dates known to the day, the month or the year, compared without pretending to know more."""

from __future__ import annotations


def first_day(date: str) -> str:
    """The earliest day that a partial ISO date can mean."""
    return date + "-01-01"[len(date) - 4 :]


def last_day(date: str) -> str:
    """The latest day that a partial ISO date can mean; "-31" closes any month, since days are compared as strings."""
    return date + "-12-31"[len(date) - 4 :]


def surely_not_after(date: str, other: str) -> bool:
    """Whether ``date`` lies on or before ``other`` whichever days the two mean."""
    return last_day(date) <= first_day(other)


def surely_after(date: str, other: str) -> bool:
    """Whether ``date`` lies after ``other`` whichever days the two mean."""
    return first_day(date) > last_day(other)


def may_lie_within(date: str, start: str | None, end: str | None) -> bool:
    """Whether some day that ``date`` can mean lies in the period; an open end is no limit."""
    return not (start is not None and surely_after(start, date)) and not (end is not None and surely_after(date, end))
