"""Lines of JSON are read strictly, and what is wrong with one is told by line and column."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from validating_records import checked, checked_lines, record

from corpuskit.model import Place, Problem
from corpuskit.validating import jsonl
from corpuskit.validating.findings import Findings
from corpuskit.validating.locating import locate, repeated_name


def good(number: int = 0) -> bytes:
    return json.dumps(record(number), ensure_ascii=False).encode()


def test_a_broken_line_is_told_with_its_column_and_the_others_are_still_read() -> None:
    result = checked_lines(good(0) + b'\n{"id": }\n' + good(1) + b"\n")
    (problem,) = result.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("json-invalid", 2, 8)
    assert result.records == 2


@pytest.mark.parametrize("line", [b'{"title": "a\x00b"}', b'{"title": "a'])
def test_what_the_parser_says_of_a_line_is_a_whole_sentence(line: bytes) -> None:
    (problem,) = checked_lines(line + b"\n").problems
    assert problem.code == "json-invalid"
    assert not problem.message.endswith((" at", " starting"))


def test_a_line_that_is_cut_off_is_not_json() -> None:
    (problem,) = checked_lines(good(0)[:-30]).problems
    assert problem.code == "json-invalid"


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_has_not_are_refused(constant: str) -> None:
    line = json.dumps(record(title="NaN and -Infinity")).replace("0.987", constant)
    (problem,) = checked_lines(line.encode()).problems
    assert problem.code == "json-invalid"
    assert constant in problem.message
    assert problem.place.column == line.index(f": {constant}") + 3


def test_a_name_that_stands_twice_is_an_error_at_its_second_place() -> None:
    line = good().decode().replace('"title": ', '"title": "First", "title": ', 1)
    (problem,) = checked_lines(line.encode()).problems
    assert problem.code == "json-repeated-name"
    assert problem.place.column == line.index('"title"', line.index('"title"') + 1) + 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"title" : "First", "title" : ', '"subtitle": ": begins with a colon"'),
        ('"ti\\u0074le": "First", "title": ', '"subtitle": null'),
        ('"title"\t:"First","title"\t:', '"subtitle": ":"'),
    ],
)
def test_a_name_that_stands_twice_cannot_hide(first: str, second: str) -> None:
    line = good().decode().replace('"title": ', first, 1).replace('"subtitle": null', second)
    assert [problem.code for problem in checked_lines(line.encode()).problems] == ["json-repeated-name"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(alphabet='":{}[],\\ a\t'),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet='":a\\ ', max_size=3), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    st.sampled_from([(",", ":"), (", ", ": "), (",", " : "), (",\t", "\t:")]),
)
def test_json_in_which_no_name_stands_twice_is_left_in_peace(value: object, separators: tuple[str, str]) -> None:
    line = json.dumps(value, separators=separators)
    findings = Findings()
    block = jsonl.Block(line.encode() + b"\n" + line.encode(), 7, 1000)
    found = list(jsonl.lines(block, "x", findings))
    assert [(read.number, read.start, read.value) for read in found] == [
        (7, 1000, value),
        (8, 1001 + len(line.encode()), value),
    ]
    assert not findings.seen
    assert repeated_name(line) is None


def test_a_bad_byte_is_told_with_its_offset_and_column() -> None:
    data = good(0) + b'\n{"id": "\xc3\xa4\xff"}\n' + good(1)
    result = checked_lines(data)
    (problem,) = result.problems
    assert problem.code == "json-undecodable"
    assert (problem.place.line, problem.place.column, problem.place.byte) == (2, 10, data.index(b"\xff"))
    assert result.records == 2


def test_half_a_surrogate_pair_is_an_error() -> None:
    line = good().decode().replace("Headline 0", "Headline \\ud83d")
    (problem,) = checked_lines(line.encode()).problems
    assert (problem.code, problem.place.field) == ("json-lone-surrogate", "/title")
    whole = good().decode().replace("Headline 0", "Headline \\ud83d\\ude00")
    assert checked_lines(whole.encode()).problems == ()


def test_half_a_surrogate_pair_in_a_name_is_an_error() -> None:
    line = good().decode().replace('"desk"', '"\\udc00"')
    assert [problem.code for problem in checked_lines(line.encode()).problems] == ["json-lone-surrogate"]


@pytest.mark.parametrize("depth", [40, 900, 100_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_deep_nesting_is_an_error_and_no_crash(depth: int, brackets: str) -> None:
    opening = brackets[0] if brackets == "[]" else '{"a":'
    line = opening * depth + "1" + brackets[1] * depth
    (problem,) = checked_lines(line.encode() + b"\n").problems
    assert problem.code == "json-too-deep"
    inside = good().decode().replace('"foreign"', line)
    assert {problem.code for problem in checked_lines(inside.encode()).problems} == {"json-too-deep"}


def test_a_number_of_thousands_of_digits_is_an_error() -> None:
    line = good().decode().replace('"word_count": 11', '"word_count": ' + "9" * 5000)
    assert [problem.code for problem in checked_lines(line.encode()).problems] == ["json-invalid"]


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "BLOCK", 1000)
    data = good(0) + b"\n" + b'"' + b"a" * 9000
    problems = checked_lines(data, longest=5000).problems
    assert [problem.code for problem in problems] == ["json-line-too-long"]
    assert problems[0].place.line == 2


def test_short_lines_are_no_long_one_where_the_last_has_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\n".join(map(good, range(4)))
    longest = len(good(3)) + 1
    assert not checked_lines(data, longest=longest).problems
    assert [problem.code for problem in checked_lines(data, longest=longest - 1).problems] == ["json-line-too-long"]


@pytest.mark.parametrize("size", [1, 7, 100, 1500, 4000])
def test_the_size_of_blocks_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\n".join([good(0), b"", b"{", good(1).replace(b"Ada", b"\xff"), b" \t", good(2).replace(b"2024", b"2O24")])
    whole = checked_lines(data)
    monkeypatch.setattr(jsonl, "BLOCK", size)
    assert checked_lines(data) == whole
    assert whole.records == 2


def test_line_ends_of_windows_and_blank_lines_are_no_fault() -> None:
    result = checked_lines(b"\r\n".join([good(0), b"", good(1), b""]))
    assert (result.problems, result.records) == ((), 2)


def test_a_file_without_records_is_warned_of() -> None:
    for data in (b"", b"\n\n"):
        assert [problem.code for problem in checked_lines(data).problems] == ["no-records"]


def test_a_byte_order_mark_is_not_json() -> None:
    (problem,) = checked_lines(b"\xef\xbb\xbf" + good()).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("json-invalid", 1, 1)


def test_problems_beyond_the_cap_are_counted() -> None:
    result = checked(*(record(number, date="2024-02-30") for number in range(250)))
    assert result.counts == {"schema-bad-format": 250}
    *listed, last = result.problems
    assert len(listed) == 100
    assert last.code == "and-more"
    assert "250 problems" in last.message


def test_codes_can_be_selected_and_ignored() -> None:
    data = json.dumps(record(title=3, date="2024-02-30")).encode()
    assert set(checked_lines(data, select=["schema-wrong-type"]).counts) == {"schema-wrong-type"}
    assert set(checked_lines(data, ignore=["schema-wrong-type"]).counts) == {"schema-bad-format"}


@given(st.data())
def test_a_field_is_found_where_the_parser_finds_it(data: st.DataObject) -> None:
    value = data.draw(
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
            max_leaves=10,
        )
    )
    ascii_only = data.draw(st.booleans())
    separators = data.draw(st.sampled_from([(",", ":"), (" ,\t", " : ")]))
    line = json.dumps(value, ensure_ascii=ascii_only, separators=separators)
    pointer: list[str | int] = []
    while isinstance(value, dict | list) and value:
        step = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        pointer.append(step)
        value = value[step]
        if data.draw(st.booleans()):
            break
    column = locate(line, tuple(pointer))
    assert json.JSONDecoder().raw_decode(line, column - 1)[0] == value


def test_a_place_that_is_not_there_is_told_by_what_holds_it() -> None:
    assert locate('{"a": {"b": [1, 2]}}', ("a", "c")) == 7
    assert locate('{"a": {"b": [1, 2]}}', ("a", "b", "c")) == 13
    assert locate('{"a": 1, "a": 2}', ("a",)) == 15


def test_problems_that_are_made_elsewhere_are_counted_and_filtered_alike() -> None:
    findings = Findings(cap=2, ignore=["undated"])
    for line in (3, 1, 2):
        findings.keep(Problem("no-seeds", "error", "x", "", Place("a", line)))
    findings.keep(Problem("undated", "note", "x", ""))
    assert [problem.place.line for problem in findings.problems()] == [1, 3, None]
    assert findings.counts == {"no-seeds": 3}
    assert findings.seen["undated"] == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_file_in_utf_16_is_one_problem_and_not_one_for_each_line(encoding: str) -> None:
    data = (good(0) + b"\n" + good(1)).decode().encode(encoding)
    (problem,) = checked_lines(data if encoding == "utf-16" else b"\xfe\xff" + data).problems
    assert (problem.code, problem.place.line) == ("json-undecodable", 1)
    assert "UTF-16" in problem.message


def test_a_byte_order_mark_before_the_json_is_named() -> None:
    (problem,) = checked_lines(b"\xef\xbb\xbf" + good(0) + b"\n" + good(1)).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("json-invalid", 1, 1)
    assert "byte-order mark" in problem.message
