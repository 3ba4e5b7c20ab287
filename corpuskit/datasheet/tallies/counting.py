"""How records become tallies: Arrow columns counted into `Measures`, a column at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit import contract
from corpuskit.arrow import one_array
from corpuskit.caveats.duplicates import CODES as DUPLICATES
from corpuskit.datasheet.tallies.measures import (
    NO_OUTLET,
    CaveatGroup,
    CodeTally,
    GroupTally,
    Measures,
    OutletKey,
    OutletTally,
    SpanTally,
    ViewKey,
)

#: Columns with the aggregates to be made of them.
Sums = list[tuple[Any, str]]
#: Fields of which no example is shown: too long to show, or shown elsewhere.
NO_EXAMPLE = frozenset({"text", "headings", "provenance", "evidence", "caveats", "extra"})
#: Longest example, in characters.
EXAMPLE = 60


def count(into: Measures, records: pa.Table) -> None:
    """Counts a table of `contract.arrow_schema()` that has at least one row."""
    into.records += records.num_rows
    into.words += pc.sum(records["word_count"]).as_py()
    into.text_bytes += pc.sum(pc.binary_length(records["text"])).as_py() or 0
    _outlets(into, records)
    _dates(into, records)
    _fields(into, records)
    _people(into, records)
    _texts(into, records)
    _places(into, records)
    _evidence(into, records)
    _caveats(into, records)


def count_outside(into: Measures, spans: pa.Table) -> None:
    """Counts outside spans: columns ``file``, ``byte_start``, ``byte_end`` and ``kind``."""
    sizes = pc.subtract(spans["byte_end"], spans["byte_start"])
    table = pa.table({"file": spans["file"], "kind": spans["kind"], "size": sizes})
    for row in _grouped(table, ["file", "kind"], [("size", "sum"), ("size", "count")]):
        tally = into.outside.setdefault((row["file"], row["kind"]), SpanTally())
        tally.spans += row["size_count"]
        tally.bytes += row["size_sum"]


def _grouped(table: pa.Table, keys: list[str], sums: Sums) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.group_by(keys, use_threads=False).aggregate(sums).to_pylist()
    return rows


def _counted(columns: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Each distinct combination of values, followed by how often it occurs."""
    for row in _grouped(pa.table(dict(columns)), list(columns), [([], "count_all")]):
        yield (*(row[name] for name in columns), row["count_all"])


def _known_date(records: pa.Table) -> pa.ChunkedArray:
    return pc.coalesce(records["date"], records["date_partial"])


def _affiliation(records: pa.Table) -> pa.Array:
    """Affiliation of each record's main outlet, or `NO_OUTLET`."""
    outlets = one_array(records["outlets"])
    rows, first = _first_items(outlets)
    found = np.full(records.num_rows, NO_OUTLET, dtype=object)
    words = pc.struct_field(pc.list_flatten(outlets), "affiliation").to_numpy(zero_copy_only=False)
    found[rows[first]] = words[first]
    return pa.array(found, pa.string())


def _first_items(lists: pa.Array) -> tuple[Any, Any]:
    """For the items of all lists one after the other: the row of each, and whether it is the first of its list."""
    rows = pc.list_parent_indices(lists).to_numpy()
    first = np.ones(len(rows), dtype=bool)
    first[1:] = rows[1:] != rows[:-1]
    return rows, first


def _ordinals(column: Any) -> tuple[list[str], pa.Array]:
    """The distinct strings in order, and each row's place among them: Arrow finds the least of numbers, not of text."""
    distinct = sorted(value for value in pc.unique(column).to_pylist() if value is not None)
    return distinct, pc.index_in(column, pa.array(distinct, pa.string()))


def _outlets(into: Measures, records: pa.Table) -> None:
    outlets = one_array(records["outlets"])
    rows, first = _first_items(outlets)
    items = pc.list_flatten(outlets)
    part = {name: pc.struct_field(items, name) for name in ("name", "id", "country", "affiliation")}
    main = pa.array(first.astype(np.int64))
    dates, date = _ordinals(one_array(_known_date(records)).take(pa.array(rows)))
    words = pc.multiply(one_array(records["word_count"]).take(pa.array(rows)), main)
    table = pa.table({**part, "main": main, "words": words, "date": date})
    sums: Sums = [([], "count_all"), ("main", "sum"), ("words", "sum"), ("date", "min"), ("date", "max")]
    for row in _grouped(table, list(part), sums):
        tally = into.outlets.setdefault(_outlet_key(row), OutletTally())
        tally.main += row["main_sum"]
        tally.words += row["words_sum"]
        tally.names[row["name"]] += row["count_all"]
        tally.affiliations[row["affiliation"]] += row["count_all"]
        if row["main_sum"]:
            tally.main_affiliations[row["affiliation"]] += row["main_sum"]
        if row["country"] is not None:
            tally.countries[row["country"]] += row["count_all"]
        if row["date_min"] is not None:
            tally.first = min(filter(None, (tally.first, dates[row["date_min"]])))
            tally.last = max(filter(None, (tally.last, dates[row["date_max"]])))
    unlisted = pc.if_else(pc.is_null(part["id"]), part["name"], pa.scalar(None, pa.string()))
    table = pa.table({"id": part["id"], "name": unlisted, "row": pa.array(rows)})
    for row in _grouped(table, ["id", "name"], [("row", "count_distinct")]):
        into.outlets[_outlet_key(row)].credited += row["row_count_distinct"]


def _outlet_key(row: Mapping[str, Any]) -> OutletKey:
    return OutletKey(row["id"], None if row["id"] is not None else row["name"])


def _dates(into: Measures, records: pa.Table) -> None:
    affiliation = _affiliation(records)
    for word, times in _counted({"affiliation": affiliation}):
        into.affiliations[word] += times
    months = pc.utf8_slice_codeunits(one_array(_known_date(records)), 0, 7)
    for month, word, times in _counted({"month": months, "affiliation": affiliation}):
        if month is not None:
            into.months[month, word] += times
    for day, word, times in _counted({"day": one_array(records["date"]), "affiliation": affiliation}):
        if day is not None:
            into.days[day, word] += times
    for language, word, times in _counted({"language": one_array(records["language"]), "affiliation": affiliation}):
        into.languages[language, word] += times
    for words, word, times in _counted({"words": one_array(records["word_count"]), "affiliation": affiliation}):
        into.lengths[words, word] += times
    for precision, times in _counted({"precision": records["date_precision"]}):
        into.date_precision[precision or "none"] += times
    into.ambiguous_dates += pc.sum(records["date_ambiguous"]).as_py()
    days, _ = _ordinals(one_array(records["date"]))
    into.first_date = min(filter(None, (into.first_date, *days[:1])), default=None)
    into.last_date = max(filter(None, (into.last_date, *days[-1:])), default=None)


def _fields(into: Measures, records: pa.Table) -> None:
    for known in contract.fields():
        column = records[known.name]
        if pa.types.is_list(column.type):
            empty = pc.equal(pc.list_value_length(column), 0)
        elif pa.types.is_struct(column.type):
            continue
        else:
            empty = pc.fill_null(pc.equal(column, ""), True) if known.name == "text" else pc.is_null(column)
        into.empty[known.name] += pc.sum(empty).as_py()
        if known.name not in into.examples and known.name not in NO_EXAMPLE:
            filled = column.filter(pc.invert(empty)).slice(0, 1).to_pylist()
            if filled:
                into.examples[known.name] = _example(filled[0])
    keys = pc.struct_field(pc.list_flatten(one_array(records["extra"])), "key")
    for key, times in _counted({"key": keys}):
        into.extra[key] += times


def _example(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(item["name"] if isinstance(item, dict) else item for item in value)
    shown = value if isinstance(value, str) else json.dumps(value)
    return shown if len(shown) <= EXAMPLE else shown[: EXAMPLE - 1] + "…"


def _people(into: Measures, records: pa.Table) -> None:
    authors = one_array(records["authors"])
    into.records_with_author += pc.sum(pc.greater(pc.list_value_length(authors), 0)).as_py()
    for name in pc.unique(pc.list_flatten(authors)).to_pylist():
        into.author_hashes.add(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big"))
    headings = pc.list_value_length(one_array(records["headings"]))
    into.headings += pc.sum(headings).as_py()
    into.records_with_heading += pc.sum(pc.greater(headings, 0)).as_py()


def _texts(into: Measures, records: pa.Table) -> None:
    into.repeated_records += pc.sum(pc.match_substring(records["id"], "-")).as_py()
    beginnings = pc.utf8_slice_codeunits(pc.drop_null(records["text_sha256"]), 0, 16).to_pylist()
    into.text_hashes.extend(int(beginning, 16) for beginning in beginnings)


def _places(into: Measures, records: pa.Table) -> None:
    place = one_array(records["provenance"])
    part = {name: pc.struct_field(place, name) for name in ("file", "view", "layout", "byte_start", "byte_end")}
    sizes = pc.subtract(part.pop("byte_end"), part.pop("byte_start"))
    for row in _grouped(pa.table({**part, "size": sizes}), list(part), [("size", "sum"), ("size", "count")]):
        at = ViewKey(row["file"], row["view"])
        into.layouts[at, row["layout"]] += row["size_count"]
        tally = into.inside.setdefault(at, SpanTally())
        tally.spans += row["size_count"]
        tally.bytes += row["size_sum"]


def _evidence(into: Measures, records: pa.Table) -> None:
    for confidence, times in _counted({"confidence": one_array(records["confidence"])}):
        into.confidence[confidence] += times
    items = pc.list_flatten(one_array(records["evidence"]))
    by = pc.if_else(pc.is_valid(pc.struct_field(items, "byte_start")), "bytes", "source")
    # the number of an item (headings[3]) says nothing of how such items are found
    names = pc.replace_substring_regex(pc.struct_field(items, "field"), r"\[[0-9]+\]", "")
    columns = {"field": names, "rule": pc.struct_field(items, "rule"), "by": by}
    for name, rule, source, times in _counted(columns):
        into.evidence[name, rule, source] += times


def _caveats(into: Measures, records: pa.Table) -> None:
    lists = one_array(records["caveats"])
    rows, items = pc.list_parent_indices(lists), pc.list_flatten(lists)
    table = pa.table(
        {
            "row": rows,
            **{name: pc.struct_field(items, name) for name in (*CaveatGroup._fields, "statement", "speaker")},
            "passage": pc.is_valid(pc.struct_field(items, "start")),
            "withdrawn": pc.is_valid(pc.struct_field(items, "withdrawn")),
        }
    )
    for code, times in _counted({"code": table.filter(table["withdrawn"])["code"]}):
        into.caveat_codes.setdefault(code, CodeTally()).withdrawn += times
    table = table.filter(pc.invert(table["withdrawn"]))
    into.records_with_caveat += pc.count_distinct(table["row"]).as_py()
    for row in _grouped(table, ["code"], [("row", "count"), ("row", "count_distinct")]):
        of_code = into.caveat_codes.setdefault(row["code"], CodeTally())
        of_code.caveats += row["row_count"]
        of_code.records += row["row_count_distinct"]
    _caveat_groups(into, table)
    passages = table.filter(table["passage"])
    marks = {name: passages[name] for name in ("code", "category", "speaker")}
    for code, category, speaker, times in _counted(marks):
        into.marks[code, category or "", speaker or ""] += times


def _caveat_groups(into: Measures, table: pa.Table) -> None:
    """Caveats that rest on the same thing, counted together: those on passages whatever their rule, and those on other
    records whichever these are.
    """
    nothing = pa.scalar(None, pa.string())
    names_another = pc.is_in(table["code"], pa.array(DUPLICATES))
    statements, statement = _ordinals(one_array(table["statement"]))
    for name, column in (
        ("rule", pc.if_else(table["passage"], nothing, table["rule"])),
        ("reference", pc.if_else(names_another, nothing, table["reference"])),
        ("statement", statement),
    ):
        table = table.set_column(table.schema.get_field_index(name), name, column)
    sums: Sums = [("row", "count"), ("row", "count_distinct"), ("statement", "min")]
    for row in _grouped(table, list(CaveatGroup._fields), sums):
        group = into.caveats.setdefault(CaveatGroup(*(row[name] for name in CaveatGroup._fields)), GroupTally())
        group.caveats += row["row_count"]
        group.records += row["row_count_distinct"]
        group.statement = min(filter(None, (group.statement, statements[row["statement_min"]])))
