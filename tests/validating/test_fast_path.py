"""The fast path (columns and kernels) lets nothing pass that the reference objects to."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating_records import checked, checked_source, record

from corpuskit.contract import arrow_schema, schema
from corpuskit.flat.tables import to_json
from corpuskit.validating import Context, jsonl
from corpuskit.validating import checked as passing
from corpuskit.validating import schema as reference
from corpuskit.validating.batches import Tables
from corpuskit.validating.blocks import object_starts, table_of
from corpuskit.validating.columns import columns
from corpuskit.validating.constraints import SURELY, Check, suspects
from corpuskit.validating.findings import Findings

#: Values at the edges of what the schema allows, and just beyond.
EDGES = [
    None, True, False, 0, 1, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 0.0, 1.0, 0.5, -0.0001, 1.0001, 1e300,
    5e-324, "", " ", "\n", "day", "day\n", "month", "own", "quoted", "unknown", "public-service",
    "GB", "GB\n", "gb", "GBR", "ＧＢ", "en", "en-GB", "en_GB", "und", "x" * 9, "1.0.0", "1.0", "0.9.0",
    "2024", "2024-02", "2024-13", "2024-02-29", "2023-02-29", "2024-02-29\n", "0000-01-01", "0001-01-01", "٢٠٢٤-02-29",
    "ab" * 32, "ab" * 32 + "\n", "AB" * 32,
    "0123456789abcdef", "0123456789abcdef-2", "0123456789abcdef-1", "0123456789abcdef-02",
    "https://example.org/", "https://example.org/\n", "http://[::1]/", "urn:x:y", "http://é", "a b",
    "vendor/code", "a--b", "a-b", "-a", "\ud800", "\udfff x", "\x00", "😀",
    [], {}, [""], [None], {"a": "b"}, {"a": 1}, {"": ""}, [[]], {"by": "x", "reason": "y"}, {"by": "", "reason": None},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, held in inner for place in places(held, (*path, step)))]


PLACES = places(record(1))[1:]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A valid record with up to three changes, few of which matter to the schema."""
    made: Any = copy.deepcopy(record(draw(st.integers(0, 3))))
    for _ in range(draw(st.integers(0, 3))):
        made = damage(draw, made)
    return made


def damage(draw: st.DrawFn, made: Any) -> Any:
    *way, last = draw(st.sampled_from(PLACES))
    holder = made
    try:
        for step in way:
            holder = holder[step]
        act = draw(st.sampled_from(["set", "set", "set", "drop", "name", "again"]))
        if act == "set":
            holder[last] = draw(st.sampled_from(EDGES) | st.text(max_size=20))
        elif act == "drop":
            del holder[last]
        elif act == "name":
            holder[draw(st.sampled_from(["title", "note", "", "id", "\ud800"]))] = draw(st.sampled_from(EDGES))
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
    except (KeyError, IndexError, TypeError):
        return made  # an earlier change has removed the place
    return made


@settings(max_examples=300)
@given(st.lists(damaged(), min_size=1, max_size=8))
def test_what_the_reference_objects_to_is_a_suspect(records: list[Any]) -> None:
    built = columns(records)
    assert built.table.schema == arrow_schema()
    assert built.table.num_rows == len(records)
    built.table.validate(full=True)
    found = built.suspects | suspects(built.table)
    bad = {row for row, made in enumerate(records) if any(reference.faults(made))}
    assert bad <= found


@settings(max_examples=150)
@given(damaged())
def test_only_what_needs_a_second_look_is_a_suspect(made: Any) -> None:
    """A whole number written with a point is all that the fast path doubts without reason."""
    built = columns([made])
    doubted = built.suspects | suspects(built.table)
    if not any(reference.faults(made)) and doubted:
        assert ".0" in json.dumps(made)


@settings(max_examples=100)
@given(st.lists(st.integers(0, 5), max_size=5), st.data())
def test_valid_records_come_through_unchanged(numbers: list[int], data: st.DataObject) -> None:
    made = [record(number) for number in numbers]
    for one in made:
        one["extra"] = data.draw(st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=3))
        one["outlets"] = one["outlets"][: data.draw(st.integers(0, 2))]
        one["caveats"] = one["caveats"] * data.draw(st.integers(0, 3))
    built = columns(made)
    assert list(to_json(built.table)) == made
    assert not built.suspects
    assert not suspects(built.table)


@settings(max_examples=100)
@given(st.lists(damaged(), min_size=1, max_size=6))
def test_tables_are_judged_like_lines(records: list[Any]) -> None:
    """What an Arrow table can hold at all is found in it just as in JSON."""
    held = [made for made in records if not columns([made]).suspects]
    if not held:
        return
    table = columns(held).table
    from_lines = checked(*held).counts
    from_table = checked_source(
        Tables([table.slice(0, 1), table.slice(1), table.slice(0, 0)], "records.parquet")
    ).counts
    assert from_table == from_lines


def test_what_is_packaged_between_records_does_not_wait_for_the_next_record() -> None:
    some = columns([record(0)]).table
    came: list[int] = []

    def tables() -> Iterator[pa.Table]:
        for table in (some.slice(0, 0), some.slice(0, 0), some):
            came.append(table.num_rows)
            yield table

    passed = [(table.num_rows, len(came)) for table in passing(Tables(tables(), "records"), Context(), Findings())]
    assert passed == [(0, 1), (0, 2), (1, 3)]


def plain(number: int, **changes: Any) -> dict[str, Any]:
    """A valid record without fields of its own, as the quick way takes it."""
    return record(number, extra={}, **changes)


def test_ordinary_lines_go_the_quick_way() -> None:
    for ascii_only in (True, False):
        for separators in ((",", ":"), (", ", ": ")):
            text = "\n".join(
                json.dumps(plain(number), ensure_ascii=ascii_only, separators=separators) for number in range(3)
            )
            for data in (text, text + "\n", text.replace("\n", "\r\n") + "\r\n"):
                found = table_of(data.encode())
                assert found is not None
                table, starts = found
                assert list(to_json(table)) == [plain(number) for number in range(3)]
                assert [data.encode()[start : start + 1] for start in starts.tolist()] == [b"{"] * 3


@pytest.mark.parametrize(
    "title", [":colon", '":"', 'say "x": y', "a : b", "\\", '\\":', "{x}", "}", "\u2028", "\x00", "😀"]
)
def test_what_stands_in_strings_does_not_mislead_the_quick_way(title: str) -> None:
    made = [plain(0, title=title), plain(1)]
    line = "\n".join(json.dumps(one, ensure_ascii=False) for one in made)
    found = table_of(line.encode())
    if found is not None:
        assert list(to_json(found[0])) == made
    assert checked(*made).problems == ()
    del made[0]["subtitle"]
    assert table_of("\n".join(json.dumps(one, ensure_ascii=False) for one in made).encode()) is None


@pytest.mark.parametrize("path", [place for place in PLACES if place[0] != "extra"], ids=str)
def test_a_null_that_arrow_takes_for_something_else_does_not_go_the_quick_way(path: tuple[Any, ...]) -> None:
    *way, last = path
    made = copy.deepcopy(plain(1))
    holder: Any = made
    for step in way:
        holder = holder[step]
    holder[last] = None
    objected_to = any(reference.faults(made))
    found = table_of(json.dumps(made).encode())
    assert (found is None) == objected_to
    assert found is None or list(to_json(found[0])) == [made]


WHOLE = json.dumps(plain(0), separators=(",", ":")).encode()
PIECES = [
    b"true", b"null", b"1", b"1.0", b"-", b'"', b'""', b'"x":', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\ud83d",
    b"\n", b"\r", b" ", b"\t", b"\x00", b"\xff", b"{}", b"{}\n", b"}{", b"}\n{", b"NaN", b"Infinity", b"//", b"1e999",
    b"9" * 30, b'"title":null,', b'"evidence":[],', b'"withdrawn":null', b"\xef\xbb\xbf", WHOLE, b"\n" + WHOLE,
]  # fmt: skip


@settings(max_examples=400)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.sampled_from([0, 0, 1, 2, 9]), st.sampled_from(PIECES)), max_size=3
    )
)
def test_what_goes_the_quick_way_is_what_the_slow_way_finds(edits: list[tuple[int, int, bytes]]) -> None:
    """Arrow's reader alone would take several values on a line, missing fields, NaN, and bytes that are no UTF-8."""
    data = WHOLE + b"\n" + WHOLE
    for at, dropped, piece in edits:
        data = data[:at] + piece + data[at + dropped :]
    quick = table_of(data)
    if quick is None:
        return
    findings = Findings()
    slow = list(jsonl.lines(jsonl.Block(data, 1, 0), "x", findings))
    built = columns([line.value for line in slow])
    assert not findings.seen
    assert not built.suspects | suspects(built.table)
    assert built.table.equals(quick[0])
    assert [line.start for line in slow] == quick[1].tolist()


@pytest.mark.parametrize(
    "line", [b"true", b"3", b'"x"', b"null", b"{}true{}", b"{} 3 {}", b'{}"x"{}', b"{}\n3\n{}", b"", b"\n"]
)
def test_values_that_crash_arrows_reader_never_reach_it(line: bytes) -> None:
    assert object_starts(line) is None


def test_a_null_where_none_may_be_is_found_in_a_table() -> None:
    made = record()
    loose = pa.schema([pa.field(name, arrow_schema().field(name).type) for name in arrow_schema().names])
    row = {**made, "extra": list(made["extra"].items()), "language": None}
    table = pa.Table.from_pylist([row], loose).cast(loose)
    (problem,) = checked_source(Tables([table], "records.parquet")).problems
    assert (problem.code, problem.place.field) == ("schema-wrong-type", "/language")
    assert problem.place.record == made["id"]
    assert problem.place.file == "records.parquet"


def test_problems_of_a_workspace_are_placed_in_its_seeds() -> None:
    made = [record(0), record(1, text_sha256="0" * 64), record(2)]
    tables = [columns(made[:1]).table, columns(made[1:]).table]
    (problem,) = checked_source(Tables(tables, "workspace", in_seeds=True)).problems
    assert (problem.place.file, problem.place.line, problem.place.record) == ("a/paste.txt", 11, made[1]["id"])


def test_a_line_of_what_was_extracted_is_not_told_as_one_of_the_file() -> None:
    made = record(0, text_sha256="0" * 64)
    made["provenance"] |= {"view": "a/table.csv#view", "view_sha256": "1" * 64}
    (problem,) = checked_source(Tables([columns([made]).table], "workspace", in_seeds=True)).problems
    assert problem.place.record == made["id"]
    assert (problem.place.line, problem.place.byte) == (None, None)


@pytest.mark.parametrize(
    "definition",
    [
        {"type": "string", "maxLength": 3},
        {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        {"type": "string", "pattern": "(?=a)b"},
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": [], "additionalProperties": False},
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
    ],
)
def test_a_keyword_that_has_no_kernel_is_refused_and_not_passed_over(definition: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"kernel|Arrow"):
        Check(definition)


@pytest.mark.parametrize("form", SURELY)
@given(data=st.data())
def test_what_surely_has_a_format_has_it(form: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(SURELY[form]))
    assert reference.FORMATS[form](text.removesuffix("\n"))


def test_every_field_of_the_record_is_compiled() -> None:
    for definition in schema()["properties"].values():
        Check(definition)
