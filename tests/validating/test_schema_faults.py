"""Departures from the schema are told in words, at their place, all at once."""

from __future__ import annotations

import json

import pytest
from validating_records import GONE, broken, checked, checked_lines, codes, only, record

from corpuskit.formats import is_uri
from corpuskit.validating import schema


def test_a_valid_record_has_no_problem() -> None:
    result = checked(*(record(number) for number in range(3)))
    assert result.problems == ()
    assert result.records == 3


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/title", GONE, "schema-missing-field"),
        ("/provenance/encoding", GONE, "schema-missing-field"),
        ("/evidence/1/source", GONE, "schema-missing-field"),
        ("/caveats/0/withdrawn", {"by": "x"}, "schema-missing-field"),
        ("/titel", "x", "schema-unknown-field"),
        ("/outlets/0/url", None, "schema-unknown-field"),
        ("/title", 3, "schema-wrong-type"),
        ("/authors", "Ada", "schema-wrong-type"),
        ("/authors/0", None, "schema-wrong-type"),
        ("/outlets/1", [], "schema-wrong-type"),
        ("/date_ambiguous", None, "schema-wrong-type"),
        ("/date_ambiguous", 0, "schema-wrong-type"),
        ("/word_count", True, "schema-wrong-type"),
        ("/word_count", 1.5, "schema-wrong-type"),
        ("/confidence", "0.5", "schema-wrong-type"),
        ("/provenance", None, "schema-wrong-type"),
        ("/evidence/0", "title", "schema-wrong-type"),
        ("/extra", [], "schema-wrong-type"),
        ("/extra/desk", 7, "schema-wrong-type"),
        ("/outlets/0/affiliation", "state-run", "schema-bad-value"),
        ("/outlets/0/affiliation", None, "schema-wrong-type"),
        ("/date_precision", "week", "schema-bad-value"),
        ("/authors/0", "", "schema-bad-value"),
        ("/word_count", -1, "schema-bad-value"),
        ("/confidence", 1.001, "schema-bad-value"),
        ("/provenance/line_start", 0, "schema-bad-value"),
        ("/caveats/0/confidence", -0.1, "schema-bad-value"),
        ("/date", "2024-13-45", "schema-bad-format"),
        ("/date", "2023-02-29", "schema-bad-format"),
        ("/date", "20240229", "schema-bad-format"),
        ("/date", "2024-02-29\n", "schema-bad-format"),
        ("/date", "２０２４-02-29", "schema-bad-format"),
        ("/id", "0123456789abcdef-1x", "schema-bad-format"),
        ("/text_sha256", "AB" * 32, "schema-bad-format"),
        ("/text_sha256", "ab" * 32 + "\n", "schema-bad-format"),
        ("/url", "example.org/1", "schema-bad-format"),
        ("/url", "https://example.org/a b", "schema-bad-format"),
        ("/url", "https://example.org/\n", "schema-bad-format"),
        ("/language", "en_GB", "schema-bad-format"),
        ("/outlets/0/country", "UK1", "schema-bad-format"),
        ("/caveats/0/code", "Not A Code", "schema-bad-format"),
        ("/word_count", 2**63, "json-number-too-large"),
        ("/provenance/byte_end", -(2**70), "schema-bad-value"),
    ],
)
def test_a_departure_from_the_schema_is_told_at_its_place(path: str, value: object, code: str) -> None:
    made = broken(path, value)
    found = [problem for problem in checked(made).problems if problem.code == code]
    assert len(found) == 1
    problem = found[0]
    assert problem.place.record == made["id"]
    assert problem.place.line == 1
    assert problem.place.field is not None
    assert problem.place.field.startswith(path)
    line = json.dumps(made, ensure_ascii=False)
    assert problem.place.column is not None
    if value is not GONE and code != "schema-missing-field":
        assert line[problem.place.column - 1 :].startswith(json.dumps(value, ensure_ascii=False))


def test_one_wrong_value_is_one_problem() -> None:
    assert codes(broken("/outlets/0/affiliation", None)) == ["schema-wrong-type"]


def test_all_faults_of_a_record_are_told_at_once() -> None:
    made = record(title=3, authors=[""], language="no tag", date="2024-02-30")
    made["outlets"][0]["affiliation"] = "nice"
    del made["rights"]
    assert sorted(codes(made)) == [
        "schema-bad-format",
        "schema-bad-format",
        "schema-bad-value",
        "schema-bad-value",
        "schema-missing-field",
        "schema-wrong-type",
    ]


def test_a_fault_in_one_field_does_not_hide_a_rule_on_others() -> None:
    made = record(title=3, text_sha256="0" * 64)
    assert codes(made) == ["schema-wrong-type", "text-hash-differs"]


def test_a_fault_in_a_field_silences_the_rules_that_read_it() -> None:
    assert codes(broken("/text", 5)) == ["schema-wrong-type"]
    assert codes(broken("/outlets/1/id", 5)) == ["schema-wrong-type"]


def test_a_misspelt_field_is_answered_with_the_nearest_known() -> None:
    made = record()
    made["dateline_"] = None
    assert only(made).hint == "did you mean dateline?"


def test_a_message_never_repeats_an_article() -> None:
    article = "word " * 10_000
    for path in ("/title", "/date", "/id", "/outlets/0/affiliation"):
        made = broken(path, [article] if path == "/title" else article)
        for problem in checked(made).problems:
            assert len(problem.message) < 500
            assert len(problem.hint) < 500


@pytest.mark.parametrize("value", [None, [], "text", 3, True, 1.5])
def test_a_line_that_is_no_object_is_one_fault(value: object) -> None:
    problem = only(value)
    assert problem.code == "schema-wrong-type"
    assert problem.message.startswith("the record is ")


def test_a_whole_number_written_with_a_point_is_whole() -> None:
    made = record()
    line = json.dumps(made).replace(f'"word_count": {made["word_count"]}', f'"word_count": {made["word_count"]}.0')
    assert checked_lines(line.encode()).problems == ()


def test_a_record_of_a_newer_schema_is_not_judged() -> None:
    made = record(schema_version="1.7.0", mood="sunny")
    assert only(made).code == "schema-version-newer"
    assert codes(record(schema_version="2.0.0")) == ["schema-version-newer"]
    assert codes(record(schema_version="1.1.9")) == []


def test_a_record_of_an_older_schema_is_noted() -> None:
    problem = only(record(schema_version="0.9.0"))
    assert (problem.code, problem.severity) == ("schema-version-older", "note")


def test_every_format_of_our_schemas_is_asserted() -> None:
    for name in ("record", "report"):
        schema.validator(name)
    with pytest.raises(ValueError, match="email"):
        schema.checker({"type": "string", "format": "email"})


def test_uri_checking_is_quick_on_long_strings() -> None:
    for text in ("http://" + "a.b:" * 15_000 + "@[", "http://[" + "1:" * 30_000, "http://a/" + "%41" * 20_000 + "%"):
        assert not is_uri(text)
