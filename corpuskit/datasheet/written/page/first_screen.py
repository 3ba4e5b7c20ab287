"""What is seen first: title, what it is, the warnings, five figures; and the foot of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit import contract
from corpuskit.counting import counted
from corpuskit.datasheet.answers import completeness
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.escape import paragraphs
from corpuskit.datasheet.wording import say
from corpuskit.datasheet.written.page.markup import Html, element, join, linked, prose, running

#: Warnings that are not folded; one more is not worth a fold.
MOST_WARNINGS = 5
#: The sections with the names that stand in the navigation.
SECTIONS = (
    ("contents", "What is in here"),
    ("sources", "Who is behind the outlets"),
    ("cautions", "What to be careful about"),
    ("making", "How it was made"),
    ("records", "The records"),
    ("fields", "Fields"),
    ("questions", "Questions"),
)


def header(document: Document) -> Html:
    """The first screen."""
    version = document.config.get("version")
    kicker = "Datasheet" if version is None else f"Datasheet · version {version}"
    links = [element("li", element("a", name, href=f"#{anchor}")) for anchor, name in SECTIONS]
    return element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", document.title),
        element("p", running(document.summary), class_="summary"),
        element("div", _warnings(document), _figures(document), class_="front"),
        element("div", prose(document.description), class_="description") if document.description else None,
        _terms(document),
        element("nav", element("ul", *links), aria_label="Sections"),
    )


def _warnings(document: Document) -> Html:
    """The gravest warnings; where they are many, the others folded below."""
    items = [element("li", _emphasised(notice.text)) for notice in document.notices]
    few = items if len(items) <= MOST_WARNINGS + 1 else items[:MOST_WARNINGS]
    rest = items[len(few) :]
    folded = element("details", element("summary", counted(len(rest), "more warning")), element("ul", *rest))
    return element(
        "section",
        element("h2", say("warnings", "head"), id="warnings"),
        element("ul", *few) if items else element("p", say("warnings", "none")),
        folded if rest else None,
        class_="warnings",
        aria_labelledby="warnings",
    )


def _emphasised(text: str) -> Html:
    """The count at the beginning of a warning in bold, up to "records" or the first sentence's subject."""
    for end in (") records", " sentences"):
        at = text.find(end)
        if 0 < at < 60:
            return join([element("strong", text[: at + len(end)]), running(text[at + len(end) :])])
    return running(text)


def _terms(document: Document) -> Html | None:
    """Under what it is given, as far as stated; where it is not, a warning says so."""
    config = document.config
    stated = config.get("datasheet", {}).get("distribution-4")
    first = " ".join(paragraphs(stated)[0]) if stated and paragraphs(stated) else None
    parts = [say("card", "licensed", license=config["license"]) if "license" in config else None, first]
    told = " ".join(part for part in parts if part)
    if not told:
        return None
    return element("p", element("b", "Terms. "), linked(told), class_="description")


def _figures(document: Document) -> Html:
    figures = document.figures
    dates, size = figures["dates"], figures["bytes"]
    part = 100 * size["in_records"] / size["total"] if size["total"] else 0.0
    answered = sum(part.answered for part in completeness(document.answers))
    records, words, outlets = figures["records"], figures["words"], len(figures["outlets"])
    shown = (
        (f"{records:,}", "record (article)" if records == 1 else "records (articles)"),
        (f"{words:,}", "word" if words == 1 else "words"),
        (f"{outlets:,}", "outlet credited" if outlets == 1 else "outlets credited"),
        (_span(dates), "day of publication" if dates["first"] == dates["last"] else "days of publication"),
        (f"{_floor(part)} %", "of the seeds’ bytes are in records"),
        (f"{answered} of {len(document.answers)}", "datasheet questions answered"),
    )
    items = [element("div", element("dt", name), element("dd", running(value))) for value, name in shown]
    return element("dl", *items, class_="figures")


def _span(dates: Mapping[str, Any]) -> str:
    if dates["first"] is None:
        return "none known"
    return dates["first"] if dates["first"] == dates["last"] else f"{dates['first']} – {dates['last']}"


def _floor(percent: float) -> str:
    """A percentage that says 100 only of everything, and 0 only of nothing at all."""
    if 0 < percent < 0.1:
        return "under 0.1"
    return f"{percent:.0f}" if percent in (0, 100) else f"{int(percent * 10) / 10:.1f}"


def footer(document: Document) -> Html:
    about = document.about
    text = say(
        "html",
        "footer",
        version=about.corpuskit,
        schema=contract.schema_version(),
        registry=about.registry.version,
    )
    return element("footer", element("p", text))
