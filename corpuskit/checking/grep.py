"""Words found in a finished corpus, with what stands around them: keyword in context.

Expressions are those of RE2 (github.com/google/re2/wiki/Syntax), whose time is linear in the text, whatever is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    """Matches and records with one, counted also where not every hit is told."""

    matches: int = 0
    records: int = 0
    of: int = 0
    by: Counter[str] = field(default_factory=Counter)


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
        counts = [pc.count_substring_regex(table[name], expression).fill_null(0) for name in fields]
        told = pc.greater(_sum(counts), 0)
        for row in pc.indices_nonzero(told).to_pylist():
            record = {name: table[name][row].as_py() for name in ABOUT}
            tally.records += 1
            if count_by:
                tally.by[_group(record, count_by)] += 1
            for name, number in zip(fields, counts, strict=True):
                found = number[row].as_py()
                tally.matches += found
                if found:
                    yield from _hits(record, name, table[name][row].as_py(), expression)
    yield tally


def _sum(counts: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    total = counts[0]
    for more in counts[1:]:
        total = pc.add(total, more)
    return total


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


def _hits(record: Mapping[str, Any], name: str, text: str, expression: str) -> Iterator[Hit]:
    """The first hits in a field. RE2 tells where a match begins; what it leaves of the rest tells where it ends."""
    at = 0
    for _ in range(MOST):
        rest = text[at:]
        # as text, not as bytes: RE2 takes bytes for Latin-1
        first = pc.find_substring_regex(pa.scalar(rest), expression).as_py()
        if first < 0:
            return
        start = len(rest.encode("utf-8")[:first].decode("utf-8"))
        behind = pc.replace_substring_regex(pa.scalar(rest[start:]), f"\\A(?:{expression})", "", max_replacements=1)
        stop = len(rest) - len(behind.as_py())
        before, after = text[max(0, at + start - AROUND) : at + start], text[at + stop : at + stop + AROUND]
        yield Hit(record, name, at + start, at + stop, before, rest[start:stop], after)
        at += max(stop, start + 1)


def _group(record: Mapping[str, Any], by: str) -> str:
    if by == "month":
        day = record["date"].isoformat() if record["date"] else record["date_partial"]
        return day[:7] if day else "no date"
    return record["outlet"] or "no outlet"
