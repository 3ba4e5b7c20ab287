"""Any bytes end well or with an error of ours: the saved corpus, a seeded part of mutations, a short guided search.

``python tests/fuzz/explore.py --seconds 3600`` is the long search, docs/trials.md has its figures.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import saved
from targets import TARGETS, attempt

HERE = Path(__file__).parent
ROUNDS = {"reading": 250, "splitting": 40, "dates": 400, "configuration": 100, "validation": 200}
#: Inputs that the guided search tries of each target, on top of the saved ones.
RUNS = 150

#: Bytes that once ended in a traceback.
FOUND = [("reading", b","), ("splitting", b",")]


def mutated(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(saved.BEGINNINGS))
    for _ in range(1 + chance.randrange(6)):
        kind, at = chance.randrange(4), chance.randrange(len(data) + 1)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = bytes(chance.randrange(256) for _ in range(3))
        elif kind == 2:
            del data[at : at + chance.randrange(400)]
        else:
            data[at:at] = data[: chance.randrange(60)]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_end_well_or_with_an_error_of_ours(name: str) -> None:
    chance = random.Random(name)
    for _ in range(ROUNDS[name]):
        attempt(name, mutated(chance))


@pytest.mark.parametrize("name", TARGETS)
def test_the_saved_inputs_end_well_or_with_an_error_of_ours(name: str) -> None:
    inputs = saved.read(name)
    assert len(inputs) > 10
    for data in inputs:
        attempt(name, data)


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_once_ended_in_a_traceback_does_so_no_more(name: str, data: bytes) -> None:
    attempt(name, data)


@pytest.mark.slow
def test_a_short_guided_search_finds_nothing() -> None:
    if find_spec("atheris") is None:
        missing = "needs atheris, which has wheels for Linux on x86-64 and Python up to 3.13"
        (pytest.fail if os.environ.get("CORPUSKIT_GATE") else pytest.skip)(missing)
    done = subprocess.run(
        [sys.executable, str(HERE / "explore.py"), "--runs", str(RUNS)],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split("|")[1:-1] for line in done.stdout.splitlines()[2:]]
    assert [row[0].strip() for row in rows] == list(TARGETS)
    assert all(int(row[2].replace(",", "")) >= RUNS for row in rows)
    assert all(int(row[3].split("→")[1].replace(",", "")) > 100 for row in rows)  # branches: it is guided indeed
