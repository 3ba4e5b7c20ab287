"""Words found in a finished corpus, with what stands around them: keyword in context.

Expressions are those of RE2 (github.com/google/re2/wiki/Syntax), whose time is linear in the text, whatever is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.checking import loading
from corpuskit.flat.columns import RECORDS, flat_schema
from corpuskit.model import PathLike
from corpuskit.problems import near, wrong_option

#: What a hit says of its record.
ABOUT = ("id", "date", "date_partial", "outlet", "title")
#: Characters of the text that are told on either side.
AROUND = 40
#: Hits told of a field of a record; all are counted.
MOST = 20
#: Characters for private use: of those that a text does not have, two mark matches in it.
MARKS = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in a field of a record (``record`` has the columns of `ABOUT`), with what stands before and behind it.

    ``start`` and ``end`` are code points of the field.
    """

    record: Mapping[str, Any]
    field: str
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(slots=True)
class Tally:
    """Matches and records with one, counted also where not every hit is told.

    ``by`` has the records of each outlet or month; None is of those that have none.
    """

    matches: int = 0
    records: int = 0
    of: int = 0
    by: Counter[str | None] = field(default_factory=Counter)


def search(
    dist: PathLike,
    pattern: str,
    *,
    regex: bool = False,
    ignore_case: bool = False,
    fields: Sequence[str] = ("title", "text"),
    count_by: str | None = None,
) -> Iterator[Hit | Tally]:
    """The hits in corpus order, then the `Tally`; ``count_by`` counts records by "outlet" or "month".

    Raises CorpuskitError: ``no-dist`` and ``wrong-option`` for a field or an expression that there is not (exit 2),
    ``table-unreadable``.
    """
    expression = f"(?s{'i' if ignore_case else ''}){pattern if regex else re.escape(pattern)}"
    _check(expression, pattern, fields)
    tally = Tally()
    for table in loading.flat_tables(dist, tuple(dict.fromkeys((*ABOUT, *fields)))):
        tally.of += table.num_rows
        told = [pc.match_substring_regex(table[name], expression).fill_null(False) for name in fields]
        for row in pc.indices_nonzero(reduce(pc.or_, told)).to_pylist():
            record = {name: table[name][row].as_py() for name in ABOUT}
            texts = {name: table[name][row].as_py() or "" for name in fields}
            found = {name: _places(text, expression) for name, text in texts.items()}
            if not any(found.values()):
                continue
            tally.records += 1
            tally.matches += sum(map(len, found.values()))
            if count_by:
                tally.by[_group(record, count_by)] += 1
            for name, places in found.items():
                yield from (_hit(record, name, texts[name], *place) for place in places[:MOST])
    yield tally


def _check(expression: str, pattern: str, fields: Sequence[str]) -> None:
    known = [entry.name for entry in flat_schema(RECORDS) if entry.type == pa.string()]
    for name in fields:
        if name not in known:
            close = near(name, known)
            raise wrong_option(f"there is no column {name!r} of text", close or ", ".join(known))
    try:
        matches_nothing = pc.match_substring_regex(pa.scalar(""), expression).as_py()
    except pa.ArrowInvalid as error:
        reason = f"{pattern!r} is not a valid regular expression: {str(error).split(': ')[1]}"
        raise wrong_option(
            reason, "the syntax of RE2, or leave out --regex to search for the words as they are"
        ) from None
    if matches_nothing:
        raise wrong_option(f"{pattern!r} matches where there is nothing", "an expression of a character or more")


def _places(text: str, expression: str) -> list[tuple[int, int]]:
    """Where the matches of a character or more lie, in code points.

    RE2 puts a mark before and behind each, all at once: in what is left of a text behind a match, `^` and `\\b` would
    match where they do not in the whole.
    """
    begin, end = islice((sign for sign in map(chr, MARKS) if sign not in text), 2)
    marked = pc.replace_substring_regex(pa.scalar(text), expression, f"{begin}\\0{end}").as_py()
    before, *pieces = marked.split(begin)
    found, at = [], len(before)
    for piece in pieces:
        match, _, rest = piece.partition(end)
        if match:
            found.append((at, at + len(match)))
        at += len(match) + len(rest)
    return found


def _hit(record: Mapping[str, Any], name: str, text: str, start: int, end: int) -> Hit:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Hit(record, name, start, end, before, text[start:end], after)


def _group(record: Mapping[str, Any], by: str) -> str | None:
    if by == "month":
        day = record["date"].isoformat() if record["date"] else record["date_partial"]
        return day[:7] if day else None
    return record["outlet"] or None
