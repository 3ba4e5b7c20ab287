"""Reports for services of CI: valid by their formats, within their limits, and nothing of a file becomes a command."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit import reports
from corpuskit.model import Place, Problem, Severity
from corpuskit.reports.counting import worst_first
from corpuskit.reports.paths import uri

EVIL = "\x1b]0;x\x07%0A::set-env name=PATH::x\n::error::y\r##[group]\u202e\x9b\"'<&>,:;]]>\ufffe\ud83d"
TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        code=st.sampled_from(["no-seeds", "a-code", "vendor/code"]),
        severity=st.sampled_from(get_args(Severity)),
        message=TEXT | st.just(EVIL),
        hint=TEXT | st.just(EVIL),
        place=st.builds(
            Place,
            file=st.none() | TEXT | st.just(EVIL),
            line=st.none() | st.integers(1, 9999),
            column=st.none() | st.integers(1, 9999),
            byte=st.none() | st.integers(0, 9999),
            record=st.none() | TEXT,
            field=st.none() | TEXT,
        ),
    ),
    max_size=6,
)
FORMS = ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"]


def problem(
    severity: Severity = "error",
    message: str = "it is wrong",
    code: str = "no-seeds",
    hint: str = "mend it",
    **place: Any,
) -> Problem:
    return Problem(code, severity, message, hint, Place(**place))


def sarif(problems: Sequence[Problem], **options: Any) -> Any:
    (run,) = json.loads(reports.render(problems, "sarif", **options))["runs"]
    return run


def gitlab(problems: Sequence[Problem], **options: Any) -> Any:
    return json.loads(reports.render(problems, "gitlab", **options))


def test_every_format_is_tested_here() -> None:
    assert sorted(FORMS) == sorted(reports.FORMATS)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(problems=PROBLEMS, strict=st.booleans())
def test_no_format_lets_a_string_through_raw(form: str, problems: list[Problem], strict: bool) -> None:
    written = reports.render(problems, form, strict=strict)
    written.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", written)
    assert "##[" not in written
    for line in written.splitlines():
        if form != "github":
            assert not line.lstrip().startswith("::")
        elif line.lstrip().startswith("::"):
            assert re.match("::(error|warning|notice) [^:]*title=corpuskit [^:]*::", line)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_problems_give_the_same_bytes(form: str) -> None:
    problems = [problem(file="a.txt", line=3), problem("note", record="x")]
    assert reports.render(problems, form) == reports.render(list(problems), form)


@pytest.mark.parametrize("form", FORMS)
def test_every_format_says_what_to_do(form: str) -> None:
    assert "mend it" in reports.render([problem(file="a.txt", line=3)], form)


# -- SARIF


@settings(max_examples=60)
@given(PROBLEMS)
def test_sarif_points_each_result_at_its_rule_and_place(problems: list[Problem]) -> None:
    run = sarif(problems)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(problems)
    marks = set()
    for result, told in zip(run["results"], worst_first(problems), strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == told.code
        place = told.place
        if place.file is not None:
            column = place.column if place.line is not None else None
            due = {"startLine": place.line, "startColumn": column, "byteOffset": place.byte}
            known = {name: value for name, value in due.items() if value is not None}
            assert result["locations"][0]["physicalLocation"].get("region", {}) == known
        marks.add(result["partialFingerprints"]["corpuskit/v1"])
        for location in result.get("locations", []):
            for physical in [location["physicalLocation"]] if "physicalLocation" in location else []:
                artifact = physical["artifactLocation"]
                assert re.fullmatch(r"(?:[A-Za-z0-9/~._-]|file://|%[0-9A-F]{2})*", artifact["uri"])
                assert ("uriBaseId" in artifact) == (not artifact["uri"].startswith("file:"))
    assert len(marks) == len(problems)


def test_sarif_is_valid_by_the_schema_of_oasis(shared: Path) -> None:
    from jsonschema import Draft7Validator

    validator = Draft7Validator(json.loads((shared / "trust/ci/sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
    places: list[dict[str, Any]] = [
        {},
        {"file": EVIL, "line": 3, "column": 2},
        {"file": "b", "byte": 7},
        {"record": "x"},
    ]
    problems = [
        problem(severity, EVIL, code, **place)
        for place in places
        for severity, code in [("error", "no-seeds"), ("note", "v/c")]
    ]  # type: ignore[arg-type]
    for found in (problems, []):
        log = json.loads(reports.render(found, "sarif"))
        assert [error.message for error in validator.iter_errors(log)] == []


def test_sarif_keeps_to_the_limit_worst_first_and_says_so() -> None:
    problems = [problem("note", record=str(number), field="/a") for number in range(25_000)]
    run = sarif([*problems, problem(record="last")])
    assert len(run["results"]) == 25_000
    assert run["results"][0]["level"] == "error"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "25,000 notes" in notification["message"]["text"]
    assert "toolExecutionNotifications" not in sarif(problems)["invocations"][0]


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_sarif_tells_the_exit_code(strict: bool, code: int) -> None:
    assert sarif([problem("warning")], strict=strict)["invocations"][0]["exitCode"] == code


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("a/b c.txt", "a/b%20c.txt"),
        ("b,c:d.txt", "b%2Cc%3Ad.txt"),
        ("caf\udce9.txt", "caf%E9.txt"),
        ("é%#?.txt", "%C3%A9%25%23%3F.txt"),
        ("/abs/x", "file:///abs/x"),
        ("C:/abs/x y", "file:///C:/abs/x%20y"),
    ],
)
def test_paths_become_references(name: str, reference: str) -> None:
    assert uri(name) == reference
    if "\udce9" not in name and not reference.startswith("file:"):
        assert unquote(uri(name)) == name


# -- fingerprints


def marks(problems: Sequence[Problem], **options: Any) -> list[str]:
    return [entry["fingerprint"] for entry in gitlab(problems, **options)]


def test_a_fingerprint_stays_when_lines_move(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\n", encoding="utf-8")
    before = marks([problem(file="a.txt", line=2, column=1)], root=tmp_path)
    (tmp_path / "a.txt").write_text("new\nnew\none\ntwo\n", encoding="utf-8")
    assert marks([problem(file="a.txt", line=4, column=1)], root=tmp_path) == before
    assert marks([problem(file="a.txt", line=3, column=1)], root=tmp_path) != before


def test_a_fingerprint_is_that_of_record_and_field_where_they_are_known() -> None:
    first = marks([problem(file="a.jsonl", line=2, record="x", field="/date")])
    assert marks([problem(file="a.jsonl", line=9, record="x", field="/date", message="another")]) == first
    for other in ({"record": "y", "field": "/date"}, {"record": "x", "field": "/url"}):
        assert marks([problem(file="a.jsonl", line=2, **other)]) != first  # type: ignore[arg-type]


def test_numbers_in_a_message_do_not_change_a_fingerprint() -> None:
    assert marks([problem(message="ends at byte 1,234")]) == marks([problem(message="ends at byte 99")])
    assert marks([problem(message="ends here")]) != marks([problem(message="begins here")])


def test_problems_that_are_alike_have_different_fingerprints() -> None:
    assert len(set(marks([problem()] * 3))) == 3


# -- JUnit


@settings(max_examples=60)
@given(PROBLEMS, st.booleans())
def test_junit_is_xml_whose_counts_agree(problems: list[Problem], strict: bool) -> None:
    root = ElementTree.fromstring(reports.render(problems, "junit", strict=strict))
    cases = list(root.iter("testcase"))
    failing = [p for p in problems if p.severity == "error" or (strict and p.severity == "warning")]
    assert len(cases) == max(1, len(problems)) == int(root.attrib["tests"])
    assert len(list(root.iter("failure"))) == len(failing) == int(root.attrib["failures"])
    for suite in root.iter("testsuite"):
        assert int(suite.attrib["tests"]) == len(suite)
        assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))


def test_junit_is_valid_by_the_schema_of_jenkins(shared: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(shared / "trust/ci/junit-10.xsd"))
    for problems in ([], [problem(message=EVIL, file=EVIL, line=2), problem("note", record=EVIL)]):
        schema.assertValid(etree.fromstring(reports.render(problems, "junit").encode()))


# -- GitHub


def test_github_commands_are_escaped_by_its_rules() -> None:
    written = reports.render([problem("warning", "50% of a, b: c", file="b,c:d%.txt", line=40, column=2)], "github")
    assert written == (
        "::warning file=b%2Cc%3Ad%25.txt,line=40,col=2,title=corpuskit no-seeds::50%25 of a, b: c%0Ahint: mend it\n"
    )


def test_github_gets_ten_annotations_of_a_kind_worst_first_and_a_count() -> None:
    problems = [problem("note")] + [problem("warning")] * 30 + [problem("error")] * 12
    lines = reports.render(problems, "github").splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert lines[-1].startswith("22 more are not annotated (12 errors, 30 warnings, 1 note in all)")
    assert len(reports.render(problems[:5], "github").splitlines()) == 5


def test_paths_are_those_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, root in [("seeds/a.txt", None), ("a.txt", tmp_path / "seeds"), (str(tmp_path / "seeds" / "a.txt"), None)]:
        (entry,) = gitlab([problem(file=name, line=1)], root=root)
        assert entry["location"]["path"] == "seeds/a.txt"
    (entry,) = gitlab([problem(file=os.sep + "elsewhere.txt")])
    assert entry["location"]["path"].endswith("/elsewhere.txt")


# -- GitLab


def test_gitlab_entries_have_all_that_it_asks_for() -> None:
    (entry,) = gitlab([problem("warning", record="x")])
    assert entry == {
        "description": "it is wrong (record x); hint: mend it",
        "check_name": "no-seeds",
        "fingerprint": entry["fingerprint"],
        "severity": "minor",
        "location": {"path": ".", "lines": {"begin": 1}},
    }
    assert re.fullmatch("[0-9a-f]{32}", entry["fingerprint"])
