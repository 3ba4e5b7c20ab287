"""What is in here: records by outlet, date, language and length, in colours that mean affiliation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from corpuskit.counting import counted
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.measured import gaps, of_affiliation
from corpuskit.datasheet.sections import language, length_class
from corpuskit.datasheet.tallies.figures import month_named, month_number
from corpuskit.datasheet.tallies.measures import NO_OUTLET
from corpuskit.datasheet.wording import say
from corpuskit.datasheet.written.page import charts
from corpuskit.datasheet.written.page.charts import Bar, Part
from corpuskit.datasheet.written.page.markup import Html, element
from corpuskit.datasheet.written.page.payload import affiliation, rows_of, titled
from corpuskit.datasheet.written.page.timeline import Dot, dots

#: Bars of a chart; what is beyond is summed up in words.
MOST_BARS = 14
#: Dated records up to which each is a dot of its own.
MOST_DOTS = 60
#: Months that are drawn; a longer time is drawn by year.
MOST_MONTHS = 72


def section(document: Document, shown: pa.Table | None) -> Html:
    figures = document.figures
    if not figures["records"]:
        nothing = element("p", say("sections", "no_records"))
        return element("section", element("h2", "What is in here", id="contents"), nothing, aria_labelledby="contents")
    order = [row["affiliation"] for row in figures["affiliations"]]
    return element(
        "section",
        element("h2", "What is in here", id="contents"),
        element("p", "All records (one per article) by the affiliation of the outlet credited first", class_="lead"),
        charts.shares([Part(row["affiliation"], row["records"]) for row in figures["affiliations"]]),
        element(
            "div",
            _outlets(figures, order),
            _time(figures, order, shown),
            _languages(figures, order),
            _lengths(figures, order),
            class_="charts",
        ),
        aria_labelledby="contents",
    )


def _outlets(figures: Mapping[str, Any], order: Sequence[str]) -> Html:
    main = [outlet for outlet in figures["outlets"] if outlet["main"]]
    bars = [
        Bar(label, charts.parts(outlet["main_affiliations"], order)) for label, outlet in _labelled(main[:MOST_BARS])
    ]
    if none := of_affiliation(figures, NO_OUTLET):
        bars.append(Bar(NO_OUTLET, (Part(NO_OUTLET, none),)))
    rest = [outlet["main_affiliations"] for outlet in main[MOST_BARS:]]
    return _ranked("Records by outlet credited first", "outlet", bars, rest, order)


def _ranked(
    title: str, what: str, bars: Sequence[Bar], rest: Sequence[Mapping[str, int]], order: Sequence[str]
) -> Html:
    """Bars, and in words the sum of the rest, which as a bar would dwarf the others."""
    together = Counter[str]()
    for affiliations in rest:
        together.update(affiliations)
    more = [Bar(counted(len(rest), f"more {what}"), charts.parts(together, order))] if rest else []
    note = "".join(f"Not drawn: {charts.spoken(bar)}." for bar in more)
    return charts.figure(title, charts.rows(title, bars), (what, "records"), [*bars, *more], below=note)


def _labelled(outlets: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each outlet with its name; of several of the same name, those without an entry are told from the one that has."""
    times = Counter(outlet["name"] for outlet in outlets)
    for outlet in outlets:
        apart = times[outlet["name"]] > 1
        yield outlet["name"] + (f" ({outlet['id'] or 'no registry entry'})" if apart else ""), outlet


def _time(figures: Mapping[str, Any], order: Sequence[str], shown: pa.Table | None) -> Html:
    dates = figures["dates"]
    undated = figures["records"] - dates["day"]
    note = f"{counted(undated, 'record')} without a day of publication" if undated else ""
    title = "Records by date"
    if dates["day"] and dates["day"] <= MOST_DOTS and figures["records"] == (shown.num_rows if shown else 0):
        rows = rows_of(shown, ("id", "title", "date", "outlets"))
        found = [Dot(row["date"], affiliation(row), titled(row), f"#r-{row['id']}") for row in rows if row["date"]]
        if (drawn := dots(title, found)) is not None:
            bars = _months(dates["months"], order)
            return charts.figure(f"{title}, one dot each", drawn, ("month", "records"), bars, note, gaps(dates).strip())
    bars = _days(dates["days"], order) or _months(dates["months"], order)
    if not bars:
        return element("figure", element("figcaption", title), element("p", "No date is known.", class_="note"))
    unit = "day" if dates["days"] else "year" if len(bars[0].label) == len("YYYY") else "month"
    draw = charts.columns if len(bars) > 1 else charts.rows  # a single column would fill the whole width
    below = gaps(dates).strip() if unit == "month" else ""
    return charts.figure(f"Records by {unit}", draw(title, bars), (unit, "records"), bars, note, below)


def _days(days: Sequence[Mapping[str, Any]], order: Sequence[str]) -> list[Bar]:
    if not days:
        return []
    known = {row["day"]: row["affiliations"] for row in days}
    first, last = date.fromisoformat(days[0]["day"]), date.fromisoformat(days[-1]["day"])
    every = [(first + timedelta(number)).isoformat() for number in range((last - first).days + 1)]
    return [Bar(day, charts.parts(known.get(day, {}), order)) for day in every]


def _months(months: Sequence[Mapping[str, Any]], order: Sequence[str]) -> list[Bar]:
    """Every month from the first to the last, empty ones too; every year where there are many."""
    known = {row["month"]: row["affiliations"] for row in months if len(row["month"]) == len("YYYY-MM")}
    if not known or any(len(row["month"]) == len("YYYY") for row in months):
        return _years(months, order)
    first, last = month_number(min(known)), month_number(max(known))
    if last - first >= MOST_MONTHS:
        return _years(months, order)
    names = [month_named(number) for number in range(first, last + 1)]
    return [Bar(name, charts.parts(known.get(name, {}), order)) for name in names]


def _years(months: Sequence[Mapping[str, Any]], order: Sequence[str]) -> list[Bar]:
    known: dict[str, dict[str, int]] = {}
    for row in months:
        year = known.setdefault(row["month"][:4], {})
        for word, number in row["affiliations"].items():
            year[word] = year.get(word, 0) + number
    if not known:
        return []
    names = [f"{number:04d}" for number in range(int(min(known)), int(max(known)) + 1)]
    return [Bar(name, charts.parts(known.get(name, {}), order)) for name in names]


def _languages(figures: Mapping[str, Any], order: Sequence[str]) -> Html:
    rows = figures["languages"]
    bars = [Bar(language(row["language"]), charts.parts(row["affiliations"], order)) for row in rows[:MOST_BARS]]
    rest = [row["affiliations"] for row in rows[MOST_BARS:]]
    return _ranked("Records by language", "language", bars, rest, order)


def _lengths(figures: Mapping[str, Any], order: Sequence[str]) -> Html:
    length = figures["length"]
    bars = [Bar(length_class(found), charts.parts(found["affiliations"], order)) for found in length["classes"]]
    title = "Records by length"
    note = "" if length["median"] is None else f"half have {length['median']:,} words or fewer"
    return charts.figure(title, charts.rows(title, bars), ("words", "records"), bars, note)


def records_link(**filters: str) -> str:
    """A link to the list of records with a filter set; page.js reads it."""
    return "#records?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in filters.items())
