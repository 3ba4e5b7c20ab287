"""datasheet.json: figures, warnings and answers as data, so that two builds can be compared by a program."""

from __future__ import annotations

import json
from typing import Any

from corpuskit import contract
from corpuskit.corrections.audit import precisions
from corpuskit.datasheet import measured
from corpuskit.datasheet.about import About
from corpuskit.datasheet.answers import Answer, Completeness, completeness
from corpuskit.datasheet.blocks import Block, Paragraph
from corpuskit.datasheet.document import Document


def datasheet(document: Document) -> dict[str, Any]:
    """The document in the shape of schemas/datasheet.schema.json."""
    about, figures = document.about, document.figures
    return {
        "schema_version": contract.schema("datasheet")["x-schema-version"],
        "title": document.title,
        "version": document.config.get("version"),
        "summary": document.summary,
        "made_with": _made_with(about),
        "warnings": [
            {"about": notice.key, "records": notice.records, "text": notice.text} for notice in document.notices
        ],
        "figures": figures,
        "problems": dict(sorted(about.problems.items())),
        "corrections": [
            {"about": each.about, "records": each.records, "reason": each.correction.reason, "by": each.correction.by}
            for each in about.corrected
        ],
        "audit": [each._asdict() for each in precisions(about.judgements)],
        "people": {
            "corrections": len(about.corrected),
            "corrected_entries": measured.corrected_entries(figures),
            "withdrawn": measured.withdrawals(figures),
            "judged": len(about.judgements),
            "judges": measured.judges(about),
        },
        "exports": [
            {"file": seed["file"], "view": seed["view"], "name": name, "values": values}
            for seed in figures["seeds"]
            for name, values in seed["export"].items()
        ],
        "completeness": [_completeness(part) for part in completeness(document.answers)],
        "answers": [_answer(answer) for answer in document.answers],
    }


def _made_with(about: About) -> dict[str, Any]:
    return {
        "corpuskit": about.corpuskit,
        "record_schema": contract.schema_version(),
        "outlet_registry": about.registry.version,
        "extensions": dict(about.extensions),
        "left_out": sorted(about.without),
    }


def _completeness(part: Completeness) -> dict[str, Any]:
    return {
        "section": part.section,
        "questions": part.questions,
        "answered": part.answered,
        "measured": part.measured,
        "stated": part.stated,
        "measured_and_stated": part.both,
    }


def dumps(document: Document) -> str:
    """As text, ending in a newline."""
    return json.dumps(datasheet(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _answer(answer: Answer) -> dict[str, Any]:
    question = answer.question
    return {
        "id": question.id,
        "section": question.section,
        "number": question.number,
        "question": question.text,
        "status": answer.status,
        "measured": [_block(block) for block in answer.measured],
        "stated": answer.stated,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text}
    return {"columns": list(block.columns), "rows": [list(row) for row in block.rows], "left_off": block.left_off}
