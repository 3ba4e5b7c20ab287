"""Matching takes linear time: no regular expression of the package can read the same characters in many ways."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from automata import ways

HERE = Path(__file__).parent


def test_no_pattern_of_the_package_can_be_read_in_many_ways() -> None:
    """All that are compiled while every module is loaded and the dumps are cut."""
    done = subprocess.run(
        [sys.executable, str(HERE / "compiled.py")], capture_output=True, text=True, cwd=HERE.parents[1]
    )
    assert done.returncode == 0, done.stderr
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(seen) > 150
    assert [(file, pattern, many) for file, pattern, flags in seen for many in ways(pattern, flags)] == []


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
