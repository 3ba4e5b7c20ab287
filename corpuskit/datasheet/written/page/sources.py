"""Who is behind the outlets, and what to be careful about: each with its authority, date and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.caveats.affiliation import history, statement_of
from corpuskit.counting import counted
from corpuskit.datasheet import sections, statements
from corpuskit.datasheet.blocks import listed, table
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.notices import TIED
from corpuskit.datasheet.tallies.figures import share
from corpuskit.datasheet.wording import say
from corpuskit.datasheet.written.page import charts
from corpuskit.datasheet.written.page.contents import records_link
from corpuskit.datasheet.written.page.markup import Html, element, join, linked, running
from corpuskit.datasheet.written.page.markup import blocks as html_blocks
from corpuskit.datasheet.written.page.markup import table as html_table
from corpuskit.datasheet.written.page.payload import rows_of, titled
from corpuskit.lexicon.outlets.registry import UNKNOWN, Registry
from corpuskit.problems import codes

#: Outlets that are shown with all that the registry has; the others stand in a table.
MOST_OUTLETS = 40
#: Names of outlets without an entry that are listed.
MOST_NAMES = 1_000
#: Records that are named as those with the most marked passages.
MOST_MARKED = 3
#: Statements of a caveat that are listed.
MOST_GROUPS = 200


def who(document: Document) -> Html:
    """Each outlet with its affiliation, who says so, when and where."""
    outlets = document.figures["outlets"]
    registry = document.about.registry
    known = [outlet for outlet in outlets if outlet["id"] or list(outlet["affiliations"]) != [UNKNOWN]]
    unlisted = [outlet for outlet in outlets if not outlet["id"] and list(outlet["affiliations"]) == [UNKNOWN]]
    cards = [_outlet(outlet, document) for outlet in known[:MOST_OUTLETS]]
    cards += [_unlisted(unlisted, registry)] if unlisted else []
    rest = [row for outlet in known[MOST_OUTLETS:] for row in sections.outlet_rows(outlet, registry)]
    return element(
        "section",
        element("h2", "Who is behind the outlets", id="sources"),
        element("p", say("sections", "outlets", registry=registry.version)),
        html_blocks(sections.listing(document)),
        element("div", *cards, class_="cards") if cards else element("p", "No outlet is credited."),
        html_table(table(sections.OUTLET_COLUMNS, rest, (1,), (6,), most=400), "Further outlets") if rest else None,
        html_blocks(statements.tables(document.figures, registry)),
        aria_labelledby="sources",
    )


def _outlet(outlet: Mapping[str, Any], document: Document) -> Html:
    registry = document.about.registry
    entry = registry.entries.get(outlet["id"])
    said = [_affiliation(word, entry, registry) for word in outlet["affiliations"]]
    records = element("a", counted(outlet["records"], "record"), href=records_link(outlet=outlet["name"]))
    days = f", dated {outlet['first']}" if outlet["first"] else ""
    if outlet["last"] != outlet["first"]:
        days += f" to {outlet['last']}"
    names = f", printed as {listed(outlet['names'], 5)}" if len(outlet["names"]) > 1 else ""
    countries = f" · {', '.join(outlet['countries'])}" if outlet["countries"] else ""
    return element(
        "article",
        element("h3", outlet["name"], element("span", countries, class_="note") if countries else None),
        element("p", records, running(f"{days}{names}"), class_="note"),
        *said,
        _history(outlet["id"], registry) if entry else None,
        class_="card",
    )


def _unlisted(outlets: Sequence[Mapping[str, Any]], registry: Registry) -> Html:
    """The outlets of which the registry knows nothing: it is said once, of all of them."""
    names = [
        element(
            "li",
            element("a", outlet["name"], href=records_link(outlet=outlet["name"])),
            element("span", f" {outlet['records']:,}", class_="note"),
        )
        for outlet in outlets[:MOST_NAMES]
    ]
    if len(outlets) > MOST_NAMES:
        names.append(element("li", say("sections", "left_off", rows=f"{len(outlets) - MOST_NAMES:,}")))
    return element(
        "article",
        element("h3", f"{counted(len(outlets), 'outlet')} without an entry"),
        _affiliation(UNKNOWN, None, registry),
        element("ul", *names, class_="names"),
        class_="card unlisted",
    )


def _affiliation(word: str, entry: Any, registry: Registry) -> Html:
    chip = element("p", element("span", class_=f"swatch {charts.colour(word)}", aria_hidden="true"), element("b", word))
    periods = [period for period in entry.periods if period.affiliation == word] if entry else []
    if not periods:
        statement = sections.unknown_statement(registry, known=entry is not None)
        return join([chip, element("p", f"{statement[:1].upper()}{statement[1:]}.")])
    found = [chip]
    for period in periods:
        found.append(element("p", running(statement_of(period, entry))))
        source = [element("dt", "Authority"), element("dd", period.authority)]
        source += [element("dt", "Date"), element("dd", period.dated)]
        source += [element("dt", "Source"), element("dd", linked(period.citation))]
        found.append(element("dl", *source, class_="source"))
    return join(found)


def _history(outlet_id: str, registry: Registry) -> Html | None:
    if not registry.assertions(outlet_id):
        return None
    lines = [element("li", linked(line)) for line in history(outlet_id, registry)]
    return element("details", element("summary", "All that the registry has of it"), element("ul", *lines))


def cautions(document: Document, shown: pa.Table | None) -> Html:
    """Each caveat code with its counts, what it means and does not mean, and on what it rests."""
    found = document.figures["caveats"]
    if not document.about.assessed:
        content = [element("p", say("sections", "caveats_left_out"))]
    else:
        part = share(found["records"], document.figures["records"])
        content = [element("p", say("sections", "caveats", share=part))]
        content += [_code(tally, found, document, shown) for tally in found["codes"]]
    return element(
        "section", element("h2", "What to be careful about", id="cautions"), *content, aria_labelledby="cautions"
    )


def _code(tally: Mapping[str, Any], found: Mapping[str, Any], document: Document, shown: pa.Table | None) -> Html:
    code = tally["code"]
    listed_code = codes().get(code)
    groups = [group for group in found["groups"] if group["code"] == code]
    marks = [mark for mark in found["marks"] if mark["code"] == code]
    notices = [notice.text for notice in document.notices if notice.key == code]
    counts = f"{counted(tally['caveats'], 'caveat')} in {share(tally['records'], document.figures['records'])} records"
    if tally["withdrawn"]:
        counts += f"; {tally['withdrawn']:,} withdrawn by a person"
    passages = [(sections.words(mark["category"]), sections.words(mark["speaker"]), mark["passages"]) for mark in marks]
    link = ("show the records, most marked first", {"order": "marked"}) if marks else ("show the records", {})
    said = element(
        "div",
        element("h3", _named(code), element("code", code)),
        element("p", counts, " · ", element("a", link[0], href=records_link(caveat=code, **link[1]))),
        *(element("p", running(notice)) for notice in notices),
        _most_marked(code, shown) if marks else None,
        html_table(table(("about", "whose words", "marked passages"), passages, (2,))) if marks else None,
    )
    return element(
        "article",
        said,
        element("p", " ".join(listed_code.about.split()), class_="note") if listed_code else None,
        *([] if marks else _rested(groups, code, document)),
        class_="caution",
    )


def _named(code: str) -> str | None:
    """A code of our own as a heading in words; a third party's stays a code."""
    return None if "/" in code else f"{code.replace('-', ' ').capitalize()} "


def _most_marked(code: str, shown: pa.Table | None) -> Html | None:
    """The records that the page holds with the most passages marked by a code."""
    if shown is None:
        return None
    times = np.concatenate([_passages(code, lists) for lists in shown["caveats"].chunks])
    most = [row for row in np.argsort(-times, kind="stable")[:MOST_MARKED].tolist() if times[row]]
    rows = rows_of(shown.select(("id", "title")).take(pa.array(most, pa.int64())), ("id", "title"))
    items = [
        join([element("a", titled(row), href=f"#r-{row['id']}", dir="auto"), f" ({times[at]:,})"])
        for at, row in zip(most, rows, strict=True)
    ]
    return element("p", "Most in: ", join(items, between="; ")) if items else None


def _passages(code: str, lists: pa.ListArray) -> npt.NDArray[np.int64]:
    """How many passages of each record are marked by a code."""
    caveats = pc.list_flatten(lists)
    part = {name: pc.struct_field(caveats, name) for name in ("code", "start", "withdrawn")}
    marked = pc.and_(pc.equal(part["code"], code), pc.is_valid(part["start"]))
    rows = pc.list_parent_indices(lists).filter(pc.and_(marked, pc.is_null(part["withdrawn"])))
    return np.bincount(rows, minlength=len(lists))


def _rested(groups: Sequence[Mapping[str, Any]], code: str, document: Document) -> list[Html]:
    """On what the caveats of a code rest, apart from decisions that stand beside it and say something else."""
    of = {one.statement: one for one in statements.said(document.figures) if one.code == code}
    seen = {text: statements.opened(one, document.about.registry) for text, one in of.items()}
    other = {text for text, one in of.items() if code == TIED and not one.control}
    rested = [group for group in groups if group["statement"] not in other]
    beside = [group for group in groups if group["statement"] in other]
    found = [_groups(rested, "rested", seen)] if rested else []
    return [*found, _groups(beside, "beside", seen)] if beside else found


def _groups(groups: Sequence[Mapping[str, Any]], title: str, seen: Mapping[str, str]) -> Html:
    """Each statement with its authority, date, criterion and source, and whether that was opened, as far as known."""
    items = []
    for group in groups[:MOST_GROUPS]:
        stated = (
            ("Authority", "authority"),
            ("Date", "as_of"),
            ("Criterion or basis", "basis"),
            ("Source", "reference"),
        )
        facts = [
            part
            for title, name in stated
            if group[name]
            for part in (element("dt", title), element("dd", linked(group[name])))
        ]
        if group["statement"] in seen:
            facts += [element("dt", "Page opened"), element("dd", seen[group["statement"]])]
        facts += [element("dt", "Records"), element("dd", f"{group['records']:,}")]
        items.append(element("li", element("p", running(group["statement"])), element("dl", *facts, class_="source")))
    if len(groups) > MOST_GROUPS:
        items.append(element("li", say("sections", "left_off", rows=f"{len(groups) - MOST_GROUPS:,}")))
    summary = say("statements", title, statements=counted(len(groups), "statement"))
    return element("details", element("summary", summary), element("ul", *items, class_="groups"))
