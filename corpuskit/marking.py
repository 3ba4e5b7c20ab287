"""Caveats for the articles of other pipelines: a credit, a date and a text each → the outlets credited, and caveats.

The steps of a build without the splitting: the credit is matched as it stands, the date is read where it is no ISO
date, the language is told where it is not stated, and every marker runs over whole batches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from corpuskit.model import Caveat, Exit, PathLike, Place
from corpuskit.problems import failure
from corpuskit.validating import jsonl
from corpuskit.validating.faults import kind, quote
from corpuskit.validating.findings import Findings

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.caveats import Context
    from corpuskit.lexicon.outlets import Registry

#: Articles that are marked together.
BATCH = 2000
#: What is read of an article besides its id; each a string, or empty, null or absent.
STRINGS = ("text", "credit", "date", "language")
_HALF = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?|[0-9]{4}")


class _Printed(NamedTuple):
    """A date in the columns of a record."""

    day: str | None = None
    partial: str | None = None
    raw: str | None = None
    ambiguous: bool = False


class _Article(NamedTuple):
    """An article with what its credit says. ``outlets`` holds (name, id, country, affiliation), listed ones alone."""

    id: Any
    text: str | None
    credit: str | None
    language: str
    date: _Printed
    outlets: tuple[tuple[str, str, str | None, str], ...]


def context(registry: PathLike | None = None) -> Context:
    """What markers know: the packaged registry, with a file laid over it. Raises CorpuskitError for a wrong file."""
    from corpuskit.caveats import Context
    from corpuskit.lexicon.outlets.upkeep import laid_over

    return Context(laid_over(*([] if registry is None else [Path(registry)])))


def opened(name: str) -> BinaryIO:
    """A file of articles, to be read. Raises CorpuskitError where it cannot be."""
    try:
        return Path(name).open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        code = Exit.USAGE if isinstance(error, FileNotFoundError | IsADirectoryError) else Exit.MACHINE
        raise failure("unreadable", Place(name), code, what=name, reason=reason, remedy="check the path") from error


def mark(articles: Iterable[Mapping[str, Any]], context: Context) -> Iterator[dict[str, Any]]:
    """For each article, in order: ``id``, ``outlet_ids``, ``affiliation`` (parallel to it) and ``caveats``.

    An article has ``id``, ``text``, ``credit``, ``date`` and ``language``, each of which may be empty, None or absent;
    other keys are passed over. Raises TypeError, with the number of the article, for a value that is no string.
    """
    rows = iter(articles)
    number = 1
    while batch := list(islice(rows, BATCH)):
        for at, row in enumerate(batch, number):
            wrong = _no_string(row)
            if wrong is not None:
                raise TypeError(f"article {at}: {wrong} is {kind(row[wrong])}, not a string or None")
        number += len(batch)
        for article, caveats in _marked(batch, context):
            yield _shown(article) | {"caveats": [caveat.plain() for caveat in caveats]}


def mark_lines(file: BinaryIO, name: str, context: Context, findings: Findings) -> Iterator[bytes]:
    """JSON lines in, JSON lines out, in the same order; a line that cannot be read becomes a problem in ``findings``.

    What is written is safe to show on a terminal, as everywhere.
    """
    from corpuskit.reports.safe import dumps

    written: dict[Caveat, str] = {}

    def line(caveat: Caveat) -> str:
        """Those on outlets recur in thousands of articles: each is written out once."""
        if caveat.start is not None:
            return dumps(caveat.plain())
        if caveat not in written:
            written[caveat] = dumps(caveat.plain())
        return written[caveat]

    for block in jsonl.blocks(file, name, findings):
        rows = list(_sound(block, name, findings))
        for at in range(0, len(rows), BATCH):
            for article, caveats in _marked(rows[at : at + BATCH], context):
                head = dumps(_shown(article)).removesuffix("}")
                yield f'{head}, "caveats": [{", ".join(map(line, caveats))}]}}\n'.encode()


def _sound(block: jsonl.Block, name: str, findings: Findings) -> Iterator[dict[str, Any]]:
    """The articles of a block; whatever is none becomes a problem."""
    for line in jsonl.lines(block, name, findings):
        place = Place(name, line.number)
        if not isinstance(line.value, dict):
            findings.add("line-not-article", place, reason=f"it is {kind(line.value)}, not an object")
            continue
        if (reason := _objection(line.value)) is not None:
            findings.add("line-not-article", place, reason=reason)
            continue
        yield line.value


def _no_string(row: Mapping[str, Any]) -> str | None:
    """The first key whose value is neither a string nor None."""
    return next((key for key in STRINGS if not isinstance(row.get(key), str | None)), None)


def _objection(row: Mapping[str, Any]) -> str | None:
    """What keeps a row from being an article: no string, or what can be written neither as UTF-8 nor as JSON."""
    from corpuskit.reports.safe import dumps

    if (wrong := _no_string(row)) is not None:
        return f"{wrong} is {kind(row[wrong])}, not a string or null"
    for key in ("id", *STRINGS):
        value = row.get(key)
        if isinstance(value, str) and not value.isascii() and _HALF.search(value) is not None:
            return f"{key} is {quote(value)}, half of a surrogate pair"
    if isinstance(row.get("id"), float | list | dict):
        try:
            dumps(row["id"])
        except (ValueError, RecursionError):
            return "id holds a number that is too large, or lists that lie too deep in each other"
    return None


def _shown(article: _Article) -> dict[str, Any]:
    ids = [outlet[1] for outlet in article.outlets]
    return {"id": article.id, "outlet_ids": ids, "affiliation": [outlet[3] for outlet in article.outlets]}


def _marked(rows: Sequence[Mapping[str, Any]], context: Context) -> Iterator[tuple[_Article, list[Caveat]]]:
    """(article, its caveats) for each row of a batch."""
    from corpuskit import caveats

    articles = [_read(row, context.registry) for row in rows]
    for article, found in zip(articles, caveats.of(_table(articles), context), strict=True):
        if article.credit is None and article.date.raw is None:  # what the article prints was not handed over
            found = [caveat for caveat in found if caveat.code != "undated"]
        yield article, found


def _read(row: Mapping[str, Any], registry: Registry) -> _Article:
    from corpuskit.lexicon.languages import language_of
    from corpuskit.lexicon.outlets import match_credit

    text, credit = row.get("text") or None, (row.get("credit") or "").strip() or None
    language = row.get("language") or language_of(text)[0]
    stated = (row.get("date") or "").strip()
    date = _date(stated, language) if stated else _printed_in(credit or "", language, registry)
    found: tuple[tuple[str, str, str | None, str], ...] = ()
    if credit is not None:
        outlets = match_credit(credit, registry=registry, date=date.day or date.partial, language=language)
        found = tuple((one.name, one.id, one.country, one.affiliation) for one in outlets if one.id is not None)
    return _Article(row.get("id"), text, credit, language, date, found)


def _printed_in(credit: str, language: str, registry: Registry) -> _Printed:
    """The first date that a credit prints, or a year that is a segment of it."""
    from corpuskit.lexicon.outlets.credit_line import parse_credit_line

    found = _found(credit, language)
    if found is None:
        year = parse_credit_line(registry, credit).date
        return _Printed() if year is None else _Printed(partial=year, raw=year)
    return found


def _date(stated: str, language: str) -> _Printed:
    """A date as it is stated: in ISO form, or as printed somewhere."""
    from datetime import date

    iso = _ISO.fullmatch(stated)
    if iso is None:
        return _found(stated, language) or _Printed(raw=stated)
    if iso[3] is None:
        return _Printed(partial=stated, raw=stated)
    try:
        return _Printed(day=date.fromisoformat(stated).isoformat(), raw=stated)
    except ValueError:
        return _Printed(raw=stated)


def _found(text: str, language: str) -> _Printed | None:
    """The first date printed in a text, read as a build reads it where nothing else settles the order."""
    from corpuskit.describing.dates import Settling
    from corpuskit.lexicon.dates import find_dates

    first = next(iter(find_dates(text, language=language)), None)
    if first is None:
        return None
    read, _ = Settling(None, {}).settle(first, language)
    return _Printed(read.iso, None if read.iso else read.partial, read.raw, read.ambiguous)


def _table(articles: list[_Article]) -> pa.Table:
    """The articles in the shape of records, so that every marker can read them; what is not known is null or empty."""
    import pyarrow as pa

    from corpuskit.contract import arrow_schema, required_empty
    from corpuskit.lexicon.words import word_counts

    empty = required_empty() | {"extra": []}
    count = len(articles)
    texts = pa.array([article.text for article in articles], pa.string())
    outlets = [
        [dict(zip(("name", "id", "country", "affiliation"), outlet, strict=True)) for outlet in article.outlets]
        for article in articles
    ]
    known: dict[str, Any] = {
        "id": [str(article.id if article.id is not None else "") for article in articles],
        "outlets": outlets,
        "date": [article.date.day for article in articles],
        "date_partial": [article.date.partial for article in articles],
        "date_raw": [article.date.raw for article in articles],
        "date_ambiguous": [article.date.ambiguous for article in articles],
        "credit_line": [article.credit for article in articles],
        "language": [article.language for article in articles],
        "word_count": word_counts(texts.fill_null("")),
        "text": texts,
    }
    columns = []
    for field in arrow_schema():
        values = known.get(field.name)
        if values is None:
            column = pa.array([empty[field.name]], field.type).take(pa.array([0] * count, pa.int8()))
        else:
            column = values if isinstance(values, pa.Array) else pa.array(values, field.type)
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=arrow_schema())
