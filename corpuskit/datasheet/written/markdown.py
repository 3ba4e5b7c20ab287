"""DATASHEET.md: warnings first, then where the corpus comes from, who is behind it, its fields, all the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpuskit.datasheet import sections as parts
from corpuskit.datasheet.answers import Answer, sections
from corpuskit.datasheet.blocks import Block, Paragraph, Table
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.escape import linked, markdown, prose
from corpuskit.datasheet.wording import say


def datasheet(document: Document) -> str:
    """The whole page, ending in a newline."""
    return "\n".join(_lines(document)).rstrip("\n") + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from beginning(document, f"Datasheet: {document.title}")
    for heading, blocks in parts.sections(document):
        yield f"## {heading}"
        yield ""
        yield from written(blocks)
    yield "## Questions"
    yield ""
    yield from written(parts.completeness(document))
    for section, title in sections().items():
        yield f"### {title}"
        yield ""
        for answer in document.answers:
            if answer.question.section == section:
                yield from _answer(answer)


def beginning(document: Document, title: str) -> Iterator[str]:
    """Title, summary, the warnings as a block quotation, and the description."""
    yield f"# {markdown(title)}"
    yield ""
    yield markdown(document.summary)
    yield ""
    yield f"> **{say('warnings', 'head')}**"
    yield ">"
    for notice in document.notices:
        yield f"> - {markdown(notice.text)}"
    if not document.notices:
        yield f"> - {say('warnings', 'none')}"
    yield ""
    if document.description:
        yield prose(document.description)
        yield ""


def _answer(answer: Answer) -> Iterator[str]:
    question = answer.question
    yield f"**{question.number}. {markdown(question.text)}** *({answer.status})*"
    yield ""
    yield from written(answer.measured)
    if answer.stated:
        if answer.measured:
            yield say("sections", "stated")
            yield ""
        yield prose(answer.stated)
        yield ""
    elif not answer.measured:
        yield say("sections", "not_stated")
        yield ""


def written(blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks as lines of Markdown, each followed by a blank one; a table without rows is left out."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield markdown(block.text)
            yield ""
        elif block.rows:
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield _row([markdown(name) for name in table.columns])
    yield _row(["---:" if number in table.numbers else "---" for number in range(len(table.columns))])
    for row in table.rows:
        yield _row([linked(cell) if number in table.links else markdown(cell) for number, cell in enumerate(row)])
    yield ""
    if table.left_off:
        yield say("sections", "left_off", rows=f"{table.left_off:,}")
        yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
