"""What must hold beyond the schema: each rule finds what breaks it, and nothing in a valid corpus."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating_records import broken, change, checked, codes, only, record, text_changed

from corpuskit.problems import codes as listed
from corpuskit.validating.rules import RULES, Context, Rule, rules


def moved(number: int, **provenance: Any) -> dict[str, Any]:
    made = record(number)
    made["provenance"].update(provenance)
    return made


def test_every_rule_is_listed_and_every_code_of_a_rule_is_explained() -> None:
    made = rules(Context())
    assert len(made) >= len(RULES)
    for rule in made:
        assert rule.CODES
        assert set(rule.CODES) <= set(listed())
    assert list(Rule(Context()).check(None, None)) == list(Rule(Context()).finish()) == []


def test_a_repeated_id_is_told_with_the_record_that_has_it() -> None:
    made = [record(number) for number in range(4)]
    made[3]["id"] = made[1]["id"]
    problem = only(*made)
    assert (problem.code, problem.place.line) == ("id-repeated", 4)
    assert "record 2" in problem.message


def test_each_repetition_of_an_id_is_told() -> None:
    made = [record(number) for number in range(5)]
    for again in made[1:]:
        again["id"] = made[0]["id"]
    assert codes(*made) == ["id-repeated"] * 4


def numbered(*suffixes: str) -> list[dict[str, Any]]:
    return [record(at, id="0123456789abcdef" + suffix) for at, suffix in enumerate(suffixes)]


def test_numbers_of_identical_records_follow_the_order_of_the_corpus() -> None:
    assert codes(*numbered("", "-2", "-3")) == []
    assert codes(*numbered("", "-2", "-10")) == []  # a selection of a corpus leaves gaps
    problem = only(*numbered("-2", ""))
    assert (problem.code, problem.place.line) == ("id-out-of-order", 2)
    assert codes(*numbered("", "-3", "-2")) == ["id-out-of-order"]
    assert codes(*numbered("", "-2", "", "-2")) == ["id-repeated"] * 2


def test_a_record_with_a_broken_field_still_counts_for_its_id() -> None:
    first, second = numbered("", "")
    first["title"] = 5
    assert codes(first, second) == ["schema-wrong-type", "id-repeated"]


def test_an_empty_string_is_not_null() -> None:
    assert only(record(subtitle="")).place.field == "/subtitle"
    assert codes(record(section="", page="", rights="")) == ["empty-string"] * 3
    assert codes(text_changed("")) == []


def test_a_dateline_is_part_of_the_text() -> None:
    assert only(record(dateline="PARIS")).code == "not-in-text"
    assert only(record(correction_notice="We were wrong.")).code == "not-in-text"


def test_of_an_unlisted_outlet_nothing_is_stated() -> None:
    problem = only(broken("/outlets/1/affiliation", "advocacy-or-think-tank"))
    assert (problem.code, problem.place.field) == ("outlet-unlisted-but-described", "/outlets/1/affiliation")
    assert only(broken("/outlets/1/country", "FR")).place.field == "/outlets/1/country"


@pytest.mark.parametrize(
    ("date", "partial", "precision", "expected"),
    [
        ("2024-02-29", None, "day", []),
        ("2024-02-29", "2024", "day", []),
        ("2024-02-29", "2024-02", "day", []),
        (None, "2024-02", "month", []),
        (None, "2024", "year", []),
        (None, None, None, []),
        (None, None, "day", ["date-precision-disagrees"]),
        ("2024-02-29", None, None, ["date-precision-disagrees"]),
        ("2024-02-29", None, "month", ["date-precision-disagrees"]),
        (None, "2024", "month", ["date-precision-disagrees"]),
        (None, "2024-02", "year", ["date-precision-disagrees"]),
        ("2024-02-29", "2024-03", "day", ["date-partial-disagrees"]),
        ("2024-02-29", "2023", "day", ["date-partial-disagrees"]),
        ("2024-02-29", "2023", "year", ["date-precision-disagrees", "date-partial-disagrees"]),
    ],
)
def test_the_parts_of_a_date_agree(date: str, partial: str, precision: str, expected: list[str]) -> None:
    found = codes(record(date=date, date_partial=partial, date_precision=precision))
    assert sorted(found) == sorted(expected)


def test_an_ambiguous_date_is_not_stated() -> None:
    assert only(record(date_ambiguous=True)).code == "date-ambiguous-but-stated"
    assert codes(record(date_ambiguous=True, date=None, date_precision=None)) == []


def test_no_article_is_published_after_it_was_collected() -> None:
    late = Context(collected={"a/paste.txt": "2024-02-28"})
    assert only(record(), context=late).code == "date-after-collected"
    assert codes(record(), context=Context(collected={"a/paste.txt": "2024-02-29"})) == []
    for span in ("2024-02", "2024", "2024-01/2024-02", "2023-12-01/2024-02-29"):
        assert codes(record(), context=Context(collected={"a/paste.txt": span})) == []
    assert codes(record(), context=Context(collected={"a/paste.txt": "2023/2024-01"})) == ["date-after-collected"]
    assert codes(record(), context=Context(collected={"other.txt": "2020-01-01"})) == []


def test_a_changed_text_is_found_by_its_hash() -> None:
    made = record()
    made["text"] = made["text"].replace("end", "enb")
    assert only(made).code == "text-hash-differs"
    assert only(record(text_sha256=None)).code == "text-hash-missing"


@pytest.mark.parametrize(
    ("text", "words"), [("two words", 2), ("", 0), (" \u00a0a\u2003b ", 2), ("标题 and カタカナ", 4), ("e\u0301é", 1)]
)
def test_words_are_counted_by_the_rule_of_the_contract(text: str, words: int) -> None:
    assert codes({**text_changed(text), "word_count": words}) == []
    problem = only({**text_changed(text), "word_count": words + 1})
    assert problem.code == "word-count-differs"
    assert f"{words} words" in problem.message


def test_a_withheld_text_is_not_checked() -> None:
    assert codes(record(text=None)) == []
    assert codes(record(text=None, text_sha256=None)) == []


@pytest.mark.parametrize("text", ["a\n\nb", "\na", "a\n", "a\rb", "a\r\nb", "\n"])
def test_paragraphs_are_separated_by_one_newline(text: str) -> None:
    assert codes(text_changed(text)) == ["text-not-paragraphs"]


def test_a_heading_is_a_line_of_the_text_where_it_says() -> None:
    made = record()
    offset = made["headings"][0]["offset"]
    assert "does not have it" in only(broken("/headings/0/offset", offset + 1)).message
    assert "does not have it" in only(broken("/headings/0/offset", 10**9)).message
    assert "line of its own" in only(record(headings=[{"text": "A head", "offset": offset}])).message
    twice = only(record(headings=[made["headings"][0]] * 2))
    assert (twice.code, twice.place.field) == ("heading-misplaced", "/headings/1/offset")
    assert "before or in" in twice.message


def test_offsets_count_code_points() -> None:
    made = text_changed("😀 первый\nЗаголовок\nend")
    made["headings"] = [{"text": "Заголовок", "offset": 9}]
    made["caveats"] = [{**record()["caveats"][0], "start": 19, "end": 22}]
    assert codes(made) == []
    made["caveats"][0]["end"] = 23
    assert codes(made) == ["caveat-span-invalid"]


def test_a_span_holds_something() -> None:
    assert codes(moved(0, byte_end=0)) == ["span-empty"]
    assert codes(moved(1, line_end=3)) == ["lines-reversed"]


def test_spans_of_a_view_are_disjoint() -> None:
    problem = only(record(0), moved(1, byte_start=899))
    assert (problem.code, problem.place.line) == ("span-overlaps", 2)
    assert codes(record(0), moved(1, byte_start=900)) == []
    assert codes(record(0), moved(1, byte_start=899, file="b")) == []


def test_a_span_within_a_long_one_is_found_behind_others() -> None:
    assert codes(moved(0, byte_end=5000), record(1), record(2)) == ["span-overlaps"] * 2


def test_records_of_two_views_of_a_file_do_not_meet() -> None:
    view = {"view": "text", "view_sha256": "0" * 64}
    assert codes(moved(0, **view), moved(1, **view, byte_start=0)) == ["span-overlaps"]
    assert codes(record(0), moved(1, **view, byte_start=0)) == []


def test_lines_and_bytes_agree() -> None:
    assert only(record(0), moved(1, line_start=9)).code == "lines-disagree"
    assert codes(record(0), moved(1, line_start=10)) == []


def test_records_come_in_the_order_of_the_file() -> None:
    problem = only(record(1), record(0), record(2))
    assert (problem.code, problem.severity, problem.place.line) == ("span-out-of-order", "warning", 2)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 6)), max_size=12))
def test_overlaps_are_found_just_where_bytes_are_in_two_records(spans: list[tuple[str, int, int]]) -> None:
    made = [
        moved(number, file=file, byte_start=start, byte_end=start + size, line_start=start + 1, line_end=start + 1)
        for number, (file, start, size) in enumerate(spans)
    ]
    owners: dict[tuple[str, int], set[int]] = {}
    for number, (file, start, size) in enumerate(spans):
        for byte in range(start, start + size):
            owners.setdefault((file, byte), set()).add(number)
    shared = any(len(numbers) > 1 for numbers in owners.values())
    found = checked(*made).counts if made else {}
    assert ("span-overlaps" in found) == shared


def test_a_span_lies_inside_its_view() -> None:
    assert codes(record(), context=Context(view_sizes={"a/paste.txt": 900})) == []
    assert codes(record(), context=Context(view_sizes={"a/paste.txt": 899})) == ["span-outside-view"]
    beyond = broken("/evidence/0/byte_end", 901)
    assert codes(beyond, context=Context(view_sizes={"a/paste.txt": 900})) == ["evidence-span-invalid"]


def test_records_of_a_file_tell_the_same_of_it() -> None:
    assert codes(moved(0, view_sha256="0" * 64)) == ["view-hash-differs"]
    other = hashlib.sha256(b"other").hexdigest()
    problem = only(record(0), moved(1, encoding="windows-1252"), record(2))
    assert (problem.code, problem.place.line) == ("file-told-differently", 2)
    assert codes(record(0), moved(1, file_sha256=other, view_sha256=other)) == ["file-told-differently"] * 2


def test_files_are_compared_across_batches() -> None:
    made = [record(number) for number in range(1201)]
    made[700]["provenance"]["encoding"] = "ascii"
    made[1200]["id"] = made[3]["id"]
    made[600]["provenance"]["byte_start"] -= 200
    found = {(problem.code, problem.place.line) for problem in checked(*made).problems}
    assert found == {("file-told-differently", 701), ("id-repeated", 1201), ("span-overlaps", 601)}


@pytest.mark.parametrize("field", ["outlets.id", "outlets[0].name", "provenance.encoding", "extra.desk", "text"])
def test_evidence_may_be_for_any_field_of_the_contract(field: str) -> None:
    assert codes(broken("/evidence/0/field", field)) == []


@pytest.mark.parametrize("field", ["", "headline", "outlets.mood", "extra", "outlets[x].name"])
def test_evidence_for_what_is_no_field_is_an_error(field: str) -> None:
    expected = [] if field == "extra" else ["evidence-field-unknown"]
    assert codes(broken("/evidence/0/field", field)) == expected


def test_evidence_has_a_span_or_a_source() -> None:
    assert codes(broken("/evidence/1/source", None)) == ["evidence-unsourced"]
    assert codes(broken("/evidence/0/byte_end", None)) == ["evidence-span-invalid"]
    assert codes(broken("/evidence/0/byte_end", 0)) == ["evidence-span-invalid"]
    problem = only(broken("/evidence/1/byte_start", 5))
    assert (problem.code, problem.place.field) == ("evidence-span-invalid", "/evidence/1/byte_end")


def test_caveats_are_listed_or_a_third_partys() -> None:
    assert codes(broken("/caveats/0/code", "undated")) == []
    assert codes(broken("/caveats/0/code", "no-such-caveat")) == ["caveat-code-unknown"]
    assert codes(broken("/caveats/0/code", "no-seeds")) == ["caveat-code-unknown"]


@pytest.mark.parametrize(("start", "end"), [(None, 3), (3, None), (5, 5), (6, 5), (0, 10**6)])
def test_the_passage_of_a_caveat_lies_in_the_text(start: int, end: int) -> None:
    made = record()
    made["caveats"][0].update(start=start, end=end)
    assert codes(made) == ["caveat-span-invalid"]


def test_what_an_authority_says_is_dated() -> None:
    problem = only(broken("/caveats/0/as_of", None))
    assert (problem.code, problem.place.field) == ("caveat-source-undated", "/caveats/0/as_of")


def test_the_place_of_a_caveat_among_several_is_told() -> None:
    made = [record(number) for number in range(3)]
    made[1]["caveats"] = []
    made[2]["caveats"] = [made[2]["caveats"][0] for _ in range(3)]
    made[2]["caveats"][1] = {**made[2]["caveats"][1], "as_of": None}
    problem = only(*made)
    assert (problem.place.line, problem.place.field) == (3, "/caveats/1/as_of")


def test_a_third_partys_rule_runs_with_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpuskit.validating import rules as room
    from corpuskit.validating.faults import Fault

    class Quiet(Rule):
        READS = ("title",)
        CODES = ("empty-string",)

        def check(self, records: Any, rows: Any) -> Any:
            assert records.column_names == ["title"]
            for row, title in zip(rows.tolist(), records.column("title").to_pylist(), strict=True):
                if title.isupper():
                    yield row, Fault("empty-string", ("title",), {"field": "title"})

    monkeypatch.setattr(room, "extensions", lambda kind: (("quiet", Quiet),))
    made = [record(0), record(1, title="LOUD")]
    assert [problem.place.line for problem in checked(*made).problems] == [2]


def test_change_finds_a_value_by_its_pointer() -> None:
    made = record()
    change(made, "/outlets/1/name", lambda holder, step: holder.__setitem__(step, "X"))
    assert made["outlets"][1]["name"] == "X"
