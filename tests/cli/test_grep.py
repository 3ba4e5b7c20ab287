"""``corpuskit grep`` as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, RAW, corpuskit

from corpuskit.checking import grep


@pytest.fixture
def built(workspace_folder: Callable[..., Path]) -> Path:
    folder = workspace_folder({"paste.txt": PASTE.replace("dyke", "dyke\u202e (gr\u00fcn)").encode()})
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


def test_hits_are_shown_with_what_stands_around_them(built: Path) -> None:
    done = corpuskit("grep", "ferry", cwd=built)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1:] == [
        "  title: Harbour [ferry] to run all night from June",
        "  text: The [ferry] between the old harbour and the island ",
    ]
    assert (
        done.stdout.decode()
        .splitlines()[0]
        .endswith("2024-05-03  Coast Courier  Harbour ferry to run all night from June")
    )
    assert done.stderr == b"2 matches in 1 of 2 records\n"


def test_expressions_are_those_of_re2_and_places_are_code_points(built: Path) -> None:
    (hit,) = map(json.loads, corpuskit("grep", "-ie", r"GR.N\b", "--json", cwd=built).stdout.decode().splitlines())
    record = json.loads((built / "dist" / "records.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert record["text"][hit["start"] : hit["end"]] == hit["match"] == "grün"
    assert hit["record"]["id"] == record["id"]


def test_records_are_counted_by_outlet_or_month(built: Path) -> None:
    done = corpuskit("grep", "the", "--count-by", "month", "--field", "text", cwd=built)
    assert done.stdout.decode().split() == ["2", "2024-05"]
    assert corpuskit("grep", "the", "--count-by", "outlet", cwd=built).stdout.decode().split() == [
        "2",
        "Coast",
        "Courier",
    ]


def test_counts_are_json_lines_where_these_are_asked_for(built: Path) -> None:
    done = corpuskit("grep", "the", "--count-by", "outlet", "--json", cwd=built)
    assert list(map(json.loads, done.stdout.splitlines())) == [{"outlet": "Coast Courier", "records": 2}]
    assert done.stderr == b""


def test_what_holds_of_a_place_in_the_text_holds_of_the_whole_text(built: Path) -> None:
    """``^`` and ``\\b`` do not match again in what is left of a text behind a match."""
    for expression, matched in ((r"^Ha", ["Ha"]), (r"^.", ["H"]), (r"\bHar|b", ["Har", "b"]), (r"\b", [])):
        *found, tally = grep.search(built / "dist", expression, regex=True, fields=("title",))
        hits = [hit for hit in found if isinstance(hit, grep.Hit)]
        assert [hit.match for hit in hits if hit.record["title"].startswith("Har")] == matched, expression
        assert isinstance(tally, grep.Tally)
        assert tally.matches == len(hits)


def test_a_plain_pattern_is_no_expression_and_nothing_raw_is_printed(built: Path) -> None:
    assert corpuskit("grep", "f.rry", cwd=built).stderr == b"no matches in 2 records\nhint: -i ignores case\n"
    other = corpuskit("grep", "-i", "f?rry", cwd=built).stderr
    assert other == b"no matches in 2 records\nhint: -e takes the pattern as a regular expression\n"
    assert corpuskit("grep", "-i", "f.rry", cwd=built).stderr == b"no matches in 2 records\n"
    done = corpuskit("grep", "(gr", cwd=built)
    assert b"dyke<U+202E> [(gr]" in done.stdout
    assert not RAW.search(done.stdout)


def test_what_cannot_be_searched_is_told(built: Path) -> None:
    for arguments, told in (
        (("-e", "("), "is not a valid regular expression: missing )"),
        (("a", "--field", "titel"), "use: title\n"),
        (("-e", "a*"), "matches where there is nothing"),
        (("a", "--field", "word_count"), "there is no column 'word_count' of text"),
        (("a", "--field", ","), "--field: name a column"),
        (("a", "nowhere"), "no-dist"),
    ):
        done = corpuskit("grep", *arguments, cwd=built)
        assert done.returncode == 2, arguments
        assert told in done.stderr.decode()


def test_more_hits_than_are_told_are_counted(built: Path) -> None:
    found = list(grep.search(built / "dist", "e"))
    tally = found[-1]
    assert isinstance(tally, grep.Tally)
    told = [hit for hit in found[:-1] if isinstance(hit, grep.Hit) and hit.field == "text"]
    assert len(told) == 2 * grep.MOST
    assert tally.matches > len(found)
