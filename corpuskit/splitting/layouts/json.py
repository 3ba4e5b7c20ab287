"""The layout ``json``: a file of JSON that holds a list of articles, at its top or somewhere within."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpuskit.model import Piece, Place
from corpuskit.problems import failure
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.line_ends import line_ends
from corpuskit.reading.parsers.json_text import DECODER, goes_on, unnamed
from corpuskit.splitting import pieces
from corpuskit.splitting.exports import unmapped_days
from corpuskit.splitting.exports.columns import Mapped, count_key, export_word
from corpuskit.splitting.exports.json_rows import NOTICES, MappedRows, fields_of, flat, known_columns, mapped, written
from corpuskit.splitting.layouts.csv import no_articles
from corpuskit.splitting.recognition import Recognised

NAME = "json"
NEEDS = "rows"

#: What objects state that only group the articles in them.
_OF_GROUPS = frozenset(["title", "source_id", "language"])
#: Lists are looked for in objects nested so deep.
DEEPEST = 5
#: So many objects of a list show what all of them are.
SAMPLE = 50


def recognise(sample: Sample) -> Recognised | None:
    """A bracket, then what JSON allows behind it."""
    if sample.kind != "json":
        return None
    text = unnamed(sample.text)
    start = text.lstrip("\ufeff \t\r\n")
    if _goes_on_as_text(start):
        return None
    if text is not sample.text:
        return Recognised("JSON that a script gives a name", 0.97)
    behind = start[1:200].lstrip()
    if start.startswith("{"):
        return Recognised("an object in JSON", 0.8) if behind.startswith(('"', "}")) else None
    return Recognised("a list in JSON", 0.8) if behind.startswith(("{", "]")) else None


def _goes_on_as_text(start: str) -> bool:
    """Whether words follow a first value that is whole: a paste whose first line looks like JSON."""
    try:
        _, end = DECODER.raw_decode(start)
    except (ValueError, RecursionError):
        return False
    return start[end:].lstrip()[:1].isalpha()


def extract(document: Document) -> Iterator[Piece]:
    """A record for each object of the list. Of a file that is cut off, those before the damage are read."""
    yield from unmapped_days.named(_extracted(document))


def _extracted(document: Document) -> Iterator[Piece]:
    text = unnamed(document.text())
    try:
        rows, beside, rest = *_articles(DECODER.decode(text)), None
    except (ValueError, RecursionError) as error:
        rows, beside, rest = *_salvaged(text), (text, error)
        if not rows:
            place = Place(document.name, getattr(error, "lineno", None), getattr(error, "colno", None))
            reason = f"JSON that does not end: the file was cut off ({error})" if goes_on(text) else str(error)
            raise failure(
                "layout-broken", place, file=document.name, layout="JSON", expected="articles in JSON", found=reason
            ) from None
    counting = count_key(key for key, value in beside.items() if isinstance(value, int | str))
    for key, value in beside.items():
        word = export_word(key)
        if word is not None and (said := written(value)) is not None and not isinstance(value, dict | list):
            yield (
                pieces.outside(f"{key}: {said}", "footer", "beside-articles")
                if word == "count" and key != counting
                else pieces.statement(word, said, "beside-articles", f"{key}: ")
            )
    if not rows:  # an answer without hits
        return
    stated = document.seed.settings.get("columns", {})
    known = mapped(rows, stated, document.name)
    if len(rows) == 1 and not stated and (notice := _notice(known, rows[0])) is not None:
        raise broken(document, "JSON", "a list of articles", f"an object that says {notice!r}")
    if not known.has_articles:
        names = dict.fromkeys(name for row in rows for name, _ in flat(row))
        raise no_articles(document.name, "JSON with a list of articles", list(names))
    objects = MappedRows(stated, document.name)
    record = 0
    for row in rows:
        found = objects.pieces(record, row)
        yield from found
        record += any(piece.record >= 0 for piece in found)
    if rest is not None:
        yield _damage(*rest)


def _articles(value: Any) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """The objects that can be articles, and the object beside or around them: the longest list of such, and all others
    that have their keys.
    """
    lists = list(_lists(_by_rows(value), {}, 0))
    good = [one for one in lists if known_columns(one[0][:SAMPLE])]
    if isinstance(value, dict) and _is_article(value) and not any(_are_articles(rows) for rows, _ in good):
        return [value], {}
    if good:
        longest, beside = max(good, key=lambda one: len(one[0]))
        keys = _keys(longest)
        return [row for rows, _ in good if _are_alike(keys, _keys(rows)) for row in rows], beside
    if isinstance(value, dict):
        return ([], around) if (around := _without_hits(value, 0)) is not None else ([value], {})
    return max(lists, key=lambda one: len(one[0]), default=([], {}))


def _is_article(value: Mapping[str, Any]) -> bool:
    """Whether an object has a title and a text of its own."""
    fields = fields_of([value])
    text = fields.pop("text", "")
    return "title" in fields and bool(text) and text.lower() not in NOTICES


def _are_articles(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether objects state more than what they are called (subjects, people) or what somebody says (comments)."""
    fields = fields_of(rows[:SAMPLE]).keys()
    return "title" in fields and not fields.isdisjoint(("text", "date", "authors", "outlet"))


def _keys(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(key for row in rows[:SAMPLE] for key in row)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= len(one | other)


def _by_rows(value: Any) -> Any:
    """A table that a program wrote column by column, or with the names of its columns apart, as a list of its rows."""
    if not isinstance(value, dict) or len(value) < 2:
        return value
    names, cells = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(cells, list) and all(isinstance(row, list) for row in cells):
        return [dict(zip(map(str, names), row, strict=False)) for row in cells]
    columns = list(value.values())
    if not columns[0] or not known_columns([dict.fromkeys(value, "x")]):
        return value
    if all(isinstance(one, dict) and one.keys() == columns[0].keys() for one in columns):
        if any(isinstance(cell, dict | list) for cell in columns[0].values()) or known_columns([columns[0]]):
            return value  # articles by their names, or an article in parts
        return [{name: one[key] for name, one in value.items()} for key in columns[0]]
    if all(isinstance(one, list) and len(one) == len(columns[0]) for one in columns) and len(columns[0]) > 1:
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return value


def _without_hits(value: Mapping[str, Any], depth: int) -> Mapping[str, Any] | None:
    """The object that has an empty list where articles would be, beside a count or another word of an export."""
    if any(inner == [] for inner in value.values()) and any(map(export_word, value)) and not known_columns([value]):
        return value
    inner = (one for one in value.values() if isinstance(one, dict) and depth < DEEPEST)
    return next((found for one in inner if (found := _without_hits(one, depth + 1)) is not None), None)


def _notice(known: Mapped, row: Mapping[str, Any]) -> str | None:
    """What a single object says in place of articles; None where it can be one."""
    if "title" in known:
        return None
    texts = [value for name, value in flat(row) if known.fields.get(name) == "text" and name.lower() in NOTICES]
    return " ".join(texts[0].split())[:80] if texts else None


def _lists(
    value: Any, around: Mapping[str, Any], depth: int
) -> Iterator[tuple[list[Mapping[str, Any]], Mapping[str, Any]]]:
    rows: list[Mapping[str, Any]] = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if rows:
        fields = fields_of(rows[:SAMPLE]).keys()
        # the pages of an answer, and what has a name alone: channels, sections
        inner = (
            [one for row in rows for one in _lists(row, around, depth + 1)]
            if depth < DEEPEST and fields <= _OF_GROUPS
            else []
        )
        texts = [row for rows, _ in inner if "text" in fields_of(rows[:SAMPLE]) for row in rows]
        if fields and texts:
            yield texts, around
            return
        yield rows, around
        if not fields:
            yield from inner
    elif isinstance(value, dict) and depth < DEEPEST:
        objects: list[Mapping[str, Any]] = [inner for inner in value.values() if isinstance(inner, dict)]
        if len(objects) > 1 and len(objects) == len(value):
            yield objects, around  # articles by their ids
            if known_columns(objects[:SAMPLE]):
                return
        for inner in value.values():
            yield from _lists(inner, {**around, **value}, depth + 1)


def _salvaged(text: str) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """The objects of the first list that has articles, up to the damage."""
    at = -1
    while (at := text.find("[", at + 1)) >= 0:
        rows, _ = _objects(text, at + 1)
        if rows and known_columns(rows[:50]):
            return rows, {}
    return [], {}


def _objects(text: str, at: int) -> tuple[list[Mapping[str, Any]], int]:
    """Objects that stand one after the other from a place on, and where the last one ends."""
    rows: list[Mapping[str, Any]] = []
    end = at
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            row, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return rows, end
        end = at
        if isinstance(row, dict):
            rows.append(row)


def _damage(text: str, error: Exception) -> Piece:
    """What stands from the damage on, with a problem that names its line."""
    at = -1
    end = 0
    while (at := text.find("[", at + 1)) >= 0:
        rows, end = _objects(text, at + 1)
        if rows and known_columns(rows[:50]):
            break
    start = end + len(text[end:]) - len(text[end:].lstrip(", \r\n"))
    line = line_ends(text[:start].encode("utf-8")) + 1
    piece = pieces.unread(text[start:], "JSON to the end of the file", str(error), line)
    if goes_on(text, start, depth=1):
        what = "an object in JSON begins" if text.startswith("{", start) else "a list of articles is to go on"
        return pieces.cut_off(piece, f"{what} here and does not end", line)
    return piece
