"""The JSON report keeps the true text, in the shape of schemas/report.schema.json."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import reports
from corpuskit.model import Place, Problem, Severity
from corpuskit.validating.schema import validator

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
PLACES = st.builds(
    Place,
    file=st.none() | TEXT,
    line=st.none() | st.integers(1, 10**9),
    column=st.none() | st.integers(1, 10**9),
    byte=st.none() | st.integers(0, 10**12),
    record=st.none() | TEXT,
    field=st.none() | TEXT,
)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(["a-code", "vendor/code"]),
    severity=st.sampled_from(get_args(Severity)),
    message=TEXT.filter(bool),
    hint=TEXT,
    place=PLACES,
)


def rendered(problems: list[Problem], **options: Any) -> Any:
    return json.loads(reports.render(problems, "json", **options))


@given(st.lists(PROBLEMS, max_size=5))
def test_the_report_follows_its_schema_and_keeps_the_true_text(problems: list[Problem]) -> None:
    report = rendered(problems)
    assert list(validator("report").iter_errors(report)) == []
    assert [Problem(**{**made, "place": Place(**made["place"])}) for made in report["problems"]] == problems


@pytest.mark.parametrize(
    ("severity", "strict", "failed"),
    [("error", False, True), ("warning", False, False), ("warning", True, True), ("note", True, False)],
)
def test_the_report_says_whether_the_command_failed(severity: Severity, strict: bool, failed: bool) -> None:
    report = rendered([Problem("a-code", severity, "x", "")], strict=strict)
    assert report["failed"] is failed
    assert report["counts"][severity] == 1


def test_no_problem_is_an_empty_report() -> None:
    assert rendered([])["problems"] == []
