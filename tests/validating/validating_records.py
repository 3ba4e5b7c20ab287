"""A small valid corpus that tests change, and how they have it checked."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

from corpuskit.contract import schema_version
from corpuskit.lexicon.words import word_count
from corpuskit.model import Problem
from corpuskit.validating import Findings, Validation
from corpuskit.validating.batches import JsonLines, Source
from corpuskit.validating.checking import check
from corpuskit.validating.rules import Context
from corpuskit.workspace import Limits

FILE_HASH = hashlib.sha256(b"the seed").hexdigest()


def record(number: int = 0, **changes: Any) -> dict[str, Any]:
    """A valid record; each number gives another one, lying behind the one before in the same file."""
    text = f"BERLIN – The {number}. paragraph.\nA heading\nThe end of it."
    start = 1000 * number
    made = {
        "schema_version": schema_version(),
        "id": hashlib.sha256(str(number).encode()).hexdigest()[:16],
        "title": f"Headline {number}",
        "subtitle": None,
        "authors": ["Ada Example"],
        "outlets": [
            {"name": "The Example", "id": "the-example", "country": "GB", "affiliation": "public-service"},
            {"name": "Elsewhere", "id": None, "country": None, "affiliation": "unknown"},
        ],
        "date": "2024-02-29",
        "date_partial": None,
        "date_raw": "29 February 2024",
        "date_precision": "day",
        "date_ambiguous": False,
        "credit_line": "Ada Example, The Example, 29 February 2024",
        "dateline": "BERLIN",
        "section": None,
        "page": None,
        "correction_notice": None,
        "url": f"https://example.org/{number}",
        "source_id": None,
        "rights": None,
        "language": "en",
        "text": text,
        "headings": [{"text": "A heading", "offset": text.index("A heading")}],
        "word_count": len(text.split()),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "confidence": 0.987,
        "provenance": {
            "file": "a/paste.txt",
            "file_sha256": FILE_HASH,
            "view": None,
            "view_sha256": FILE_HASH,
            "encoding": "utf-8",
            "layout": "credits",
            "byte_start": start,
            "byte_end": start + 900,
            "line_start": 10 * number + 1,
            "line_end": 10 * number + 9,
        },
        "evidence": [
            {
                "field": "title",
                "rule": "title/first-line",
                "byte_start": start,
                "byte_end": start + 10,
                "source": None,
                "confidence": 0.9,
            },
            {
                "field": "outlets.id",
                "rule": "registry",
                "byte_start": None,
                "byte_end": None,
                "source": "registry entry the-example",
                "confidence": None,
            },
        ],
        "caveats": [
            {
                "code": "vendor/remark",
                "statement": "A remark on the first word.",
                "basis": None,
                "authority": "The Office",
                "reference": "Document 7",
                "as_of": "2024-01",
                "category": None,
                "speaker": "own",
                "rule": "remark",
                "confidence": 0.5,
                "start": 0,
                "end": 6,
                "withdrawn": {"reason": "It was none.", "by": "Ada Example"} if number % 2 else None,
            }
        ],
        "extra": {"desk": "foreign"},
    }
    return {**made, **changes}


def text_changed(text: str, number: int = 0) -> dict[str, Any]:
    """A record with another text, and all that rests on it."""
    return record(
        number,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        word_count=word_count(text),
        headings=[],
        dateline=None,
        caveats=[],
    )


def checked(*records: Any, context: Context | None = None) -> Validation:
    """Records written as JSON lines and validated."""
    return checked_lines("".join(json.dumps(made, ensure_ascii=False) + "\n" for made in records).encode(), context)


def checked_lines(
    data: bytes, context: Context | None = None, longest: int = Limits().json_line_bytes, **options: Any
) -> Validation:
    """Bytes of a file validated."""
    return checked_source(JsonLines(io.BytesIO(data), "records.jsonl", longest), context, **options)


def checked_source(source: Source, context: Context | None = None, **options: Any) -> Validation:
    """An open source validated; ``options`` are those of `Findings`."""
    findings = Findings(**options)
    return findings.validation(check(source, context or Context(), findings))


def codes(*records: Any, context: Context | None = None) -> list[str]:
    """Codes of what is found in the records."""
    return [problem.code for problem in checked(*records, context=context).problems]


def only(*records: Any, context: Context | None = None) -> Problem:
    """The one problem that is found in the records."""
    found = checked(*records, context=context).problems
    assert len(found) == 1, found
    return found[0]


def broken(path: str, value: Any, number: int = 0) -> dict[str, Any]:
    """A valid record with the value at a JSON Pointer replaced, or removed when it is `GONE`."""
    made = record(number)
    change(made, path, lambda holder, step: holder.pop(step) if value is GONE else holder.__setitem__(step, value))
    return made


GONE = object()


def change(made: Any, path: str, act: Callable[[Any, Any], object]) -> None:
    """Acts on the holder of the value at a JSON Pointer and the last step to it."""
    *steps, last = path.removeprefix("/").split("/")
    for step in steps:
        made = made[int(step) if isinstance(made, list) else step]
    act(made, int(last) if isinstance(made, list) else last)
