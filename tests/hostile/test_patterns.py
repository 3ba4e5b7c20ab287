"""Matching takes linear time: no regular expression of the package can read the same characters in many ways, or from
many places.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from automata import restarts, ways

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def compiled() -> list[tuple[str, str, int, bool]]:
    """All that are compiled while every module is loaded and the dumps are cut, and whether they are searched."""
    done = subprocess.run(
        [sys.executable, str(HERE / "compiled.py")], capture_output=True, text=True, cwd=HERE.parents[1]
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_no_pattern_of_the_package_can_be_read_in_many_ways(compiled: list[tuple[str, str, int, bool]]) -> None:
    assert len(compiled) > 150
    assert [(file, pattern, many) for file, pattern, flags, _ in compiled for many in ways(pattern, flags)] == []


def test_no_search_goes_over_the_same_text_from_many_places(compiled: list[tuple[str, str, int, bool]]) -> None:
    searched = [(file, pattern, flags) for file, pattern, flags, searched in compiled if searched]
    assert len(searched) > 100
    assert [(file, pattern) for file, pattern, flags in searched if restarts(pattern, flags)] == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a+b", True),
        (r"\s+$", True),
        (r"(?<!\s)\s+$", False),
        (r"(?<=:)\s+x", False),
        (r"(?<!\d)\d{1,3}(?: ?\d{3})* w", True),
        (r"(?:x|y*z)", True),
        (r"x|,\s*y|\s+z", True),
        (r"\w+(?=,)", True),
        (r"(?m)^\s*x", True),
        (r"(?m)^[ \t]*x", False),
        (r"\A\s*x", False),
        (r"[a-z]+", False),
        (r"a{1,40}b", False),
        (r'"[^"]*"', False),
    ],
)
def test_searches_that_begin_anew_within_what_they_read_are_told_apart(pattern: str, expected: bool) -> None:
    assert restarts(pattern) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:\s*\w+)*x",
        r"a*b?a*",
        r"\w+\d+",
        r"(?:a|b+)*c",
        r".*x.*y",
        r"(\w+\s?)*!",
        r"(?=a*a*)b",
        r"(?:a|ab|b)*c",
        r"(?:ab?|b)*c",
        r"(?:a{1,2})*c",
        r"(?:x|a*)b?(?:y|a*)$",
        "(?:[\ue000-\ue010]b?|[\ue005-\ue020]c?)*x",
        r"(?!(?:ab?|b)*c)",
    ],
)
def test_patterns_that_go_back_over_what_they_read_are_found(pattern: str) -> None:
    assert ways(pattern) != []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\w+,)*x",
        r"\s*,\s*",
        r"(\d+)-(\d+)",
        r"a*+b?a*",
        r"\w+(?:-\w+)*",
        r"a{0,40}a{0,40}",
        r"[^<>]*>[^<>]*",
        r"(?:ab|ac)*d",
        r"(?:a|aa)*+b",
    ],
)
def test_patterns_of_one_reading_are_let_through(pattern: str) -> None:
    assert ways(pattern) == []
