"""The layout ``jsonl``: an article in JSON on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpuskit.model import Piece
from corpuskit.reading import Document, Sample
from corpuskit.reading.parsers.json_text import DECODER
from corpuskit.splitting import pieces
from corpuskit.splitting.exports import unmapped_days
from corpuskit.splitting.exports.json_rows import MappedRows, known_columns
from corpuskit.splitting.layouts.csv import no_articles
from corpuskit.splitting.recognition import Recognised

NAME = "jsonl"
NEEDS = "rows"


def recognise(sample: Sample) -> Recognised | None:
    """Lines that are JSON objects."""
    if sample.kind != "json":
        return None
    lines = [line for line in sample.text.lstrip("\ufeff").split("\n") if line.strip()]
    whole = lines if sample.whole else lines[:-1]
    objects = [_object(line) for line in whole[:20]]
    good = [row for row in objects if row is not None]
    if not good or 2 * len(good) < len(objects):
        return None
    if not known_columns(good) and (len(whole) == 1 or any(map(_holds_objects, good))):
        return None  # an answer with a list of articles, or several of them
    return Recognised("an object in JSON on each line", 0.95 if len(whole) > 1 else 0.6)


def extract(document: Document) -> Iterator[Piece]:
    """A record for each line. A line that is no object is kept outside, with a problem."""
    yield from unmapped_days.named(_extracted(document))


def _extracted(document: Document) -> Iterator[Piece]:
    rows = MappedRows(document.seed.settings.get("columns", {}), document.name)
    record = 0
    for number, line in enumerate(document.lines(), 1):
        if not line.strip():
            continue
        found = _object(line)
        if found is None:
            yield _unread(line, number)
            continue
        row = rows.pieces(record, found, number)
        yield from row
        record += any(piece.record >= 0 for piece in row)
    if record == 0:
        raise no_articles(document.name, "JSON lines with an article each", list(rows.seen))


def _holds_objects(row: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and value and isinstance(value[0], dict) for value in row.values())


def _unread(line: str, number: int) -> Piece:
    text, wanted = line.rstrip("\r\n"), "an object in JSON"
    if text == line and text.startswith("{"):
        return pieces.cut_off(pieces.unread(text, wanted, "none"), f"{wanted} begins here and does not end", number)
    return pieces.unread(text, wanted, _instead(text), number)


def _instead(line: str) -> str:
    """What a line is that is no object, in words."""
    try:
        return "a list" if isinstance(DECODER.decode(line), list) else "a single value"
    except json.JSONDecodeError as error:
        return f"none: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')} at column {error.colno}"
    except (ValueError, RecursionError):
        return "one that is nested too deeply"


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
