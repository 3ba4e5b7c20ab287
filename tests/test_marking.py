"""Articles of other pipelines get the caveats of a build, and nothing is said of what is not known."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import corpuskit
from corpuskit import marking
from corpuskit.contract import schema
from corpuskit.lexicon.outlets import Registry
from corpuskit.validating.findings import Findings

CASES = Path(__file__).parent / "lexicon" / "data" / "credit_cases.jsonl"
CLAIM = "Vaccines cause autism in children, the speaker said."


def one(**article: Any) -> dict[str, Any]:
    (found,) = corpuskit.mark([{"id": "a", **article}])
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [caveat["code"] for caveat in found["caveats"]]


def lines(*raw: bytes) -> tuple[list[dict[str, Any]], Findings]:
    findings = Findings()
    out = list(marking.mark_lines(io.BytesIO(b"\n".join(raw)), "in.jsonl", marking.context(), findings))
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in out)
    return [json.loads(line) for line in out], findings


def right(case: dict[str, Any], found: dict[str, Any]) -> bool:
    ids = found["outlet_ids"] or ["unknown"]
    exact = ids == case["expected"] or (len(ids) == 1 and ids[0] in case.get("accept", ()))
    affiliation = case.get("affiliation") or case.get("expected_affiliation")
    fits = not affiliation or (found["affiliation"] or ["unknown"]) == [affiliation]
    return fits and (exact or bool(case.get("partial") and set(case["expected"]) <= set(ids)))


def held(cases: list[dict[str, Any]]) -> None:
    """97 of 100 exact, and an outlet for at most one of 100 that should stay unknown."""
    found, findings = lines(*(json.dumps({"id": number, **case}).encode() for number, case in enumerate(cases)))
    assert not findings.counts
    assert len(found) == len(cases)
    wrong = [case["credit"] for case, one in zip(cases, found, strict=True) if not right(case, one)]
    given_outlet = [
        case["credit"]
        for case, one in zip(cases, found, strict=True)
        if case["expected"] == ["unknown"] and one["outlet_ids"]
    ]
    assert len(wrong) <= 0.03 * len(cases), wrong
    assert len(given_outlet) <= 0.01 * sum(case["expected"] == ["unknown"] for case in cases), given_outlet


def test_credits_reach_what_was_promised_through_mark() -> None:
    held([json.loads(line) for line in CASES.read_text("utf-8").splitlines()])


def test_credits_collected_by_others_reach_it_too(shared: Path) -> None:
    file = shared / "sources" / "credit_cases_dev.jsonl"
    held([json.loads(line) for line in file.read_text("utf-8").splitlines()])


def test_outlet_and_claim_are_marked_with_spans_into_the_text() -> None:
    text = f"The hall was full on Friday.\n{CLAIM}"
    found = one(text=text, credit="By Jane Roe | RT | September 28, 2024", language="en")
    assert (found["id"], found["outlet_ids"], found["affiliation"]) == ("a", ["rt"], ["state-controlled"])
    assert {"state-affiliated-source", "unverified-health-claim"} == set(codes(found))
    (claim,) = [caveat for caveat in found["caveats"] if caveat["code"] == "unverified-health-claim"]
    assert text[claim["start"] : claim["end"]] == CLAIM


def test_caveats_hold_to_the_record_schema() -> None:
    caveats = Draft202012Validator(schema()["properties"]["caveats"])
    for article in (
        {"credit": "RT | 3 May 2021", "text": CLAIM},
        {"credit": "Voice of America", "date": "2025"},
        {
            "credit": "Example Post | 03.04.2024",
            "text": "Eine Impfung kann Fieber verursachen, sagte der Arzt am Montag.",
        },
    ):
        found = one(**article)["caveats"]
        assert found
        assert caveats.is_valid(found)


def test_an_unlisted_outlet_adds_nothing() -> None:
    found = one(credit="Example Tribune, Reuters | 3 May 2021")
    assert (found["outlet_ids"], found["affiliation"]) == (["reuters"], ["non-state-private"])
    assert one(credit="Example Tribune")["outlet_ids"] == []


@pytest.mark.parametrize("nothing", [{}, {"text": None, "credit": None, "date": None, "language": None}, {"text": ""}])
def test_of_an_article_of_which_nothing_is_given_nothing_is_said(nothing: dict[str, Any]) -> None:
    assert one(**nothing) == {"id": "a", "outlet_ids": [], "affiliation": [], "caveats": []}


def test_a_text_alone_is_not_called_undated() -> None:
    assert codes(one(text=CLAIM)) == ["unverified-health-claim"]
    assert "undated" in codes(one(credit="Example Tribune"))
    assert codes(one(date="03.04.2024")) == ["ambiguous-date"]


@pytest.mark.parametrize(
    ("credit", "date", "affiliation"),
    [
        ("Voice of America", "2024-02-07", "state-linked"),
        ("Voice of America", "2025-10-02", "state-controlled"),
        ("Voice of America", "October 2, 2025", "state-controlled"),
        ("Voice of America", "2025-10-02T08:15:00Z", "state-controlled"),
        ("Voice of America | October 2, 2025", None, "state-controlled"),
        ("Voice of America | October 2, 2025", "2024-02-07", "state-linked"),  # what is stated goes first
        ("Voice of America", "2025", "unknown"),
        ("Voice of America | 2026", None, "state-controlled"),
        ("Voice of America", "2025-02-30", "unknown"),  # no such day
        ("Voice of America", "", "unknown"),
    ],
)
def test_the_affiliation_is_that_of_the_date_stated_or_printed(credit: str, date: str | None, affiliation: str) -> None:
    found = one(credit=credit, date=date)
    assert (found["outlet_ids"], found["affiliation"]) == (["voa"], [affiliation])


def test_the_text_is_never_searched_for_outlets() -> None:
    assert one(text="MOSCOW, September 24. /TASS/. RT and Sputnik reported it.", credit="")["outlet_ids"] == []


def test_the_language_is_told_where_it_is_absent_and_taken_where_it_is_stated() -> None:
    german = "Der Stadtrat hat am Freitag beschlossen, dass die Fähre im Sommer auch in der Nacht fahren soll."
    assert codes(one(text=german, language="en")) == []
    told = one(text=german, credit="RTS | 3 May 2021")
    assert "health-claims-not-assessed" in codes(told)
    assert one(credit="RTS | 3 May 2021", language="sr")["outlet_ids"] == ["rts-serbia"]


def test_lines_come_out_in_order_and_bad_ones_are_told_with_their_number() -> None:
    found, findings = lines(
        b'{"id": 1, "credit": "TASS", "more": {"of": "yours"}}',
        b"{not json",
        b"",
        b'["a list"]',
        b'{"id": 2, "text": 5}',
        b'{"id": 3, "text": "\\ud83d"}',
        b'{"id": 4, "credit": "\xff"}',
        b'{"credit": "AFP"}\r',
    )
    assert [(one["id"], one["outlet_ids"]) for one in found] == [(1, ["tass"]), (None, ["afp"])]
    told = [(problem.place.line, problem.code) for problem in findings.problems()]
    assert told == [
        (2, "json-invalid"),
        (4, "line-not-article"),
        (5, "line-not-article"),
        (6, "line-not-article"),
        (7, "json-undecodable"),
    ]


@pytest.mark.parametrize("identity", [b'"\\ud83d"', b"1e999", b"[1, 1e999]", b"9" * 5000, b"NaN"])
def test_an_id_that_cannot_be_written_is_told(identity: bytes) -> None:
    found, findings = lines(b'{"id": 1}', b'{"id": %s, "credit": "TASS"}' % identity, b'{"id": [2.5]}')
    assert [one["id"] for one in found] == [1, [2.5]]
    assert [problem.place.line for problem in findings.problems()] == [2]


def test_more_articles_than_a_batch_keep_their_order() -> None:
    count = 2 * marking.BATCH + 1
    found = [one["id"] for one in corpuskit.mark({"id": number} for number in range(count))]
    assert found == list(range(count))
    out, _ = lines(*(b'{"id": %d}' % number for number in range(count)))
    assert [one["id"] for one in out] == found


def test_a_value_that_is_no_string_is_a_type_error_with_its_number() -> None:
    with pytest.raises(TypeError, match="article 2: credit is a number"):
        list(corpuskit.mark([{"id": 1}, {"id": 2, "credit": 3}]))


def test_a_registry_of_ones_own_is_laid_over_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[outlets]]\nid = "rt"\nnames = ["RT Testland"]\n')
    (found,) = corpuskit.mark([{"credit": "RT Testland"}], registry=file)
    assert found["outlet_ids"] == ["rt"]
    file.write_text('[[outlets]]\nid = "rt"\nnames = ["TASS"]\n')
    with pytest.raises(corpuskit.CorpuskitError, match="also means 'tass'"):
        list(corpuskit.mark([], registry=file))
    with pytest.raises(corpuskit.CorpuskitError, match="no such file"):
        list(corpuskit.mark([], registry=tmp_path / "none.toml"))


LETTERS = st.sampled_from("RT |2024-05.é\u200b\U0001f600\x00\n中a")
STRING = st.one_of(st.none(), st.text(LETTERS, max_size=20), st.sampled_from(["RT", CLAIM]))


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(marking.STRINGS, STRING)), max_size=4))
def test_any_strings_are_marked_alike_as_objects_and_as_lines(articles: list[dict[str, Any]]) -> None:
    found = list(corpuskit.mark(articles))
    out, findings = lines(*(json.dumps(article).encode() for article in articles))
    assert out == found
    assert not findings.counts
    for one in found:
        assert len(one["outlet_ids"]) == len(one["affiliation"])
        assert set(one["outlet_ids"]) <= set(Registry.load().entries)
