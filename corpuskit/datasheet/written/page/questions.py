"""The fields of a record, and the questions of the datasheet with their answers."""

from __future__ import annotations

from corpuskit.datasheet import sections
from corpuskit.datasheet.answers import Answer, Completeness, completeness
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.wording import say
from corpuskit.datasheet.written.page.markup import Html, blocks, element, prose


def fields(document: Document) -> Html:
    lead, *filled = sections.filled(document)
    return element(
        "section",
        element("h2", "Fields", id="fields"),
        blocks([lead]),
        element("details", element("summary", "In how many records each is filled, with an example"), blocks(filled)),
        element("details", element("summary", "What each means"), blocks(sections.fields())),
        aria_labelledby="fields",
    )


def section(document: Document) -> Html:
    parts = [_part(document, part) for part in completeness(document.answers)]
    return element(
        "section",
        element("h2", "Questions", id="questions"),
        blocks(sections.completeness(document)),
        *parts,
        aria_labelledby="questions",
    )


def _part(document: Document, part: Completeness) -> Html:
    answers = [answer for answer in document.answers if answer.question.section == part.section]
    summary = element("summary", element("b", part.title), f" {part.answered} of {part.questions} answered")
    return element("details", summary, *(_answer(answer) for answer in answers), class_="part")


def _answer(answer: Answer) -> Html:
    question = answer.question
    mark = element("span", answer.status, class_=f"mark {answer.status.replace(' ', '-')}")
    stated = None
    if answer.stated:
        lead = element("p", say("sections", "stated"), class_="note") if answer.measured else None
        stated = element("div", lead, prose(answer.stated))
    return element(
        "article",
        element("h3", f"{question.number}. {question.text} ", mark),
        blocks(answer.measured),
        stated or (None if answer.measured else element("p", say("sections", "not_stated"), class_="note")),
        id=f"q-{question.id}",
        class_="question",
    )
