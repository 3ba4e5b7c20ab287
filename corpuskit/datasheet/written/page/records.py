"""The list of records: its first rows, the controls, and the dialog in which page.js shows a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from corpuskit.datasheet.document import Document
from corpuskit.datasheet.wording import say
from corpuskit.datasheet.written.page import charts
from corpuskit.datasheet.written.page.markup import Html, element
from corpuskit.datasheet.written.page.payload import affiliation, rows_of, titled

#: Rows that stand in the page itself; page.js takes over with all.
FIRST_ROWS = 50
_FILTERS = (
    ("outlet", "Outlet"),
    ("affiliation", "Affiliation"),
    ("year", "Year"),
    ("language", "Language"),
    ("caveat", "Caveat"),
)
_ORDERS = (
    ("corpus", "as in the seeds"),
    ("newest", "newest first"),
    ("oldest", "oldest first"),
    ("longest", "longest first"),
    ("marked", "most marked passages first"),
    ("doubtful", "least sure boundary first"),
    ("title", "by title"),
)


def section(document: Document, shown: pa.Table | None) -> Html:
    total, held = document.figures["records"], shown.num_rows if shown else 0
    rows = rows_of(
        shown.slice(0, FIRST_ROWS) if shown else None,
        ("id", "title", "date", "date_partial", "outlets", "word_count", "caveats"),
    )
    head = [element("th", name, scope="col") for name in ("Date", "Title", "Outlet", "Caveats")]
    head[3:3] = [element("th", name, scope="col", class_="number") for name in ("Words", "Marked passages")]
    return element(
        "section",
        element("h2", "The records", id="records"),
        element("p", _extent(total, held, shown)),
        _controls(),
        element("p", id="count", role="status", class_="note"),
        element(
            "table",
            element("thead", element("tr", *head)),
            element("tbody", *(_row(row) for row in rows), id="rows"),
            class_="records",
        ),
        element("p", element("button", "Show more", type="button", id="more", hidden=True)),
        element("noscript", element("p", say("html", "no_script", rows=f"{len(rows):,}"))),
        aria_labelledby="records",
    )


def _extent(total: int, held: int, shown: pa.Table | None) -> str:
    text = say("html", "all" if held == total else "part", total=f"{total:,}", held=f"{held:,}")
    cut = shown is not None and any(shown["cut"].to_pylist())
    return f"{text} {say('html', 'shortened')}" if cut else text


def _controls() -> Html:
    filters = [
        element(
            "label",
            element("span", name),
            element("select", element("option", "all", value=""), id=f"by-{key}", name=key),
        )
        for key, name in _FILTERS
    ]
    orders = [element("option", name, value=key) for key, name in _ORDERS]
    return element(
        "form",
        element(
            "label",
            element("span", "Search"),
            element("input", type="search", id="search", name="q", autocomplete="off"),
            class_="wide",
        ),
        *filters,
        element("label", element("span", "Order"), element("select", *orders, id="order", name="order")),
        element("button", "Clear", type="reset"),
        id="controls",
        role="search",
        aria_label="Records",
        hidden=True,
    )


def _row(row: Mapping[str, Any]) -> Html:
    """A row as page.js makes it too."""
    outlets = ", ".join(outlet["name"] for outlet in row["outlets"]) or "none credited"
    held = [caveat for caveat in row["caveats"] if not caveat["withdrawn"]]
    marked = sum(caveat["start"] is not None for caveat in held)
    swatch = element("span", class_=f"swatch {charts.colour(affiliation(row))}", aria_hidden="true")
    return element(
        "tr",
        element("td", row["date"] or row["date_partial"] or "unknown", class_="date"),
        element("td", element("a", titled(row), href=f"#r-{row['id']}", dir="auto")),
        element("td", swatch, outlets),
        element("td", f"{row['word_count']:,}", class_="number"),
        element("td", f"{marked:,}" if marked else "", class_="number marked"),
        element("td", ", ".join(sorted({caveat["code"] for caveat in held}))),
        id=f"r-{row['id']}",
    )


def dialog() -> Html:
    return element(
        "dialog",
        element(
            "div",
            element("button", "Previous", type="button", id="previous"),
            element("button", "Next", type="button", id="next"),
            element("button", "Close", type="button", id="close"),
            class_="bar",
        ),
        element("article", id="record"),
        element("p", id="said", role="status", class_="note"),
        id="dialog",
        aria_labelledby="record-title",
    )
