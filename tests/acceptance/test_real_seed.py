"""The seed that the project carries: nine records, each field and every byte in its place."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import corpuskit

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_f9ebc50f77beef4a.txt"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seed") / "dist"
    corpuskit.build(SEED, out=out)
    return out


@pytest.fixture(scope="module")
def records(dist: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / "records.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def test_it_has_nine_records_of_five_outlets(records: list[dict[str, Any]]) -> None:
    assert [r["outlets"][0]["name"] for r in records] == [
        "RT", "RT", "Sputnik", "RT", "RT", "Sputnik", "SAVIMS", "Brownstone Institute", "The Libertarian Institute",
    ]  # fmt: skip
    assert [r["date"] for r in records] == [
        "2024-11-12", "2024-09-28", "2024-09-27", "2024-09-24", "2024-09-15", "2024-08-30", "2024-08-23", "2024-08-18",
        "2024-08-06",
    ]  # fmt: skip
    assert [r["authors"] for r in records if r["authors"]] == [["Anna Belkina"], ["David Bell"], ["Kyle Anzalone"]]
    assert [bool(r["subtitle"]) for r in records] == [number in (2, 8) for number in range(1, 10)]


def test_each_byte_is_in_one_record(records: list[dict[str, Any]], dist: Path) -> None:
    bounds = [(r["provenance"]["byte_start"], r["provenance"]["byte_end"]) for r in records]
    assert bounds[0][0] == 0
    assert bounds[-1][1] == SEED.stat().st_size
    assert all(end == start for (_, end), (start, _) in pairwise(bounds))
    assert (dist / "outside.jsonl").read_bytes() == b""


def test_the_closing_lines_of_the_second_stay_in_its_text(records: list[dict[str, Any]]) -> None:
    assert records[1]["text"].endswith("\nSee you around!")
    assert records[1]["headings"] == []


def test_the_inner_headings_are_those_that_are_printed(records: list[dict[str, Any]]) -> None:
    assert [len(r["headings"]) for r in records] == [0, 0, 0, 0, 0, 0, 1, 3, 0]
    for record in records:
        for heading in record["headings"]:
            assert record["text"].startswith(heading["text"] + "\n", heading["offset"])


def test_the_caveats_are_where_they_belong(records: list[dict[str, Any]]) -> None:
    codes = [{c["code"] for c in r["caveats"]} for r in records]
    assert ["state-affiliated-source" in found for found in codes] == [True] * 6 + [False] * 3
    assert ["unverified-health-claim" in found for found in codes] == [False] * 6 + [True, True, False]
    assert [r["outlets"][0]["id"] for r in records[:6]] == ["rt", "rt", "sputnik", "rt", "rt", "sputnik"]


def test_the_texts_are_what_their_hashes_say(records: list[dict[str, Any]]) -> None:
    for record in records:
        assert hashlib.sha256(record["text"].encode()).hexdigest() == record["text_sha256"]


def test_the_checker_of_the_development_data_finds_nothing(shared: Path, dist: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(shared / "tools" / "check_seed.py"), str(dist)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
