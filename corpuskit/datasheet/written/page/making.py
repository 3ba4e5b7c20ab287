"""How it was made: the bytes of the seeds, outside spans, evidence, confidence, steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from corpuskit.datasheet import measured, sections
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.written.page import charts
from corpuskit.datasheet.written.page.byte_map import Lying, byte_map
from corpuskit.datasheet.written.page.charts import Bar, Part
from corpuskit.datasheet.written.page.markup import Html, blocks, element
from corpuskit.datasheet.written.page.payload import affiliation, rows_of, titled


def section(document: Document, shown: pa.Table | None) -> Html:
    figures, about = document.figures, document.about
    partly = (shown.num_rows if shown else 0) < figures["records"]
    note = "Each piece is a record in the colour of its affiliation; what is hatched is in no record"
    note += ", or in one that this page does not hold." if partly else "."
    return element(
        "section",
        element("h2", "How it was made", id="making"),
        blocks(measured.steps(figures, about)),
        element("h3", "The bytes of the seeds"),
        element("p", note, class_="note"),
        byte_map(figures["seeds"], _lying(shown)),
        blocks(sections.provenance(document)),
        element("h3", "What was left out", id="left-out"),
        blocks(sections.left_out(document)),
        *_exports(figures),
        element("h3", "How each field was found"),
        blocks(measured.how_fields_were_found(figures, about)),
        element("h3", "What is known of errors", id="errors"),
        blocks(measured.errors(figures, about)),
        _confidence(figures),
        _least_sure(shown),
        element("h3", "What people corrected", id="corrections"),
        blocks(measured.corrections(figures, about)),
        element("h3", "What people found in a sample", id="audit"),
        blocks(measured.audit(about)),
        aria_labelledby="making",
    )


def _exports(figures: Mapping[str, Any]) -> list[Html]:
    said = measured.exports(figures)
    return [element("h3", "What the exports say of themselves", id="exports"), blocks(said)] if said else []


def _lying(shown: pa.Table | None) -> dict[tuple[str, str | None], list[Lying]]:
    found: dict[tuple[str, str | None], list[Lying]] = {}
    for row in rows_of(shown, ("id", "title", "outlets", "provenance")):
        place = row["provenance"]
        lying = Lying(place["byte_start"], place["byte_end"], affiliation(row), titled(row), f"#r-{row['id']}")
        found.setdefault((place["file"], place["view"]), []).append(lying)
    return found


def _confidence(figures: Mapping[str, Any]) -> Html | None:
    tenths = figures["confidence"]["tenths"]
    bars = [
        Bar(f"{number / 10:.1f} to {(number + 1) / 10:.1f}", (Part(charts.PLAIN, times),))
        for number, times in enumerate(tenths)
        if times
    ]
    if not bars:
        return None
    title = "Records by how sure their beginning is, from 0 to 1"
    return charts.figure(title, charts.rows(title, bars), ("confidence", "records"), bars)


def _least_sure(shown: pa.Table | None) -> Html | None:
    """The record of the page whose beginning is least sure."""
    sure = [row for row in rows_of(shown, ("id", "title", "confidence")) if row["confidence"] is not None]
    if not sure:
        return None
    least = min(sure, key=lambda row: float(row["confidence"]))
    link = element("a", titled(least), href=f"#r-{least['id']}", dir="auto")
    return element("p", "Least sure: ", link, f" ({least['confidence']:.3f}).")
