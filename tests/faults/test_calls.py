"""A build that fails at any call to the system leaves the earlier one, or the new one, whole.

Here a seeded part of all calls and faults; ``python tests/faults/sweep.py`` tries every one of them.
"""

from __future__ import annotations

import random

import pytest
from bench import ERRORS, FAULTS, NEW, OLD, Bench, Fault, contents, judge

SHARE = 0.006


@pytest.fixture(scope="module")
def calls(bench: Bench) -> int:
    return bench.calls()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_at_any_call_leaves_a_whole_corpus(bench: Bench, calls: int, fault: Fault) -> None:
    chosen = random.Random(fault.name).sample(range(1, calls + 1), max(3, round(calls * SHARE)))
    assert [wrong for nth in sorted(chosen) if (wrong := bench.try_fault(fault, nth))] == []


def test_a_second_fault_while_the_first_is_cleared_up_leaves_a_whole_corpus(bench: Bench, calls: int) -> None:
    chance = random.Random(4)
    pairs = [(chance.randint(calls // 2, calls), fault, chance.randint(1, calls)) for fault in FAULTS]
    assert [wrong for first, fault, nth in pairs if (wrong := bench.try_twice(first, fault, nth))] == []


def test_the_bench_brings_its_faults_about(bench: Bench) -> None:
    """A harness that never struck would find nothing."""
    bench.reset()
    signals = {"killed": -9, "interrupted": 130, "terminated": 143}
    expected = {**dict.fromkeys(ERRORS, 74), **signals}
    statuses = {fault.name: bench.build(NEW, fault=fault, nth=60)["status"] for fault in FAULTS}
    assert expected == {name: statuses[name] for name in expected}
    bench.reset()


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (0, OLD, "no new build"),
        (74, NEW, "a new build"),
        (74, None, "neither"),
        (1, OLD, "not 74"),
        (-9, OLD, "not 74"),
    ],
)
def test_the_bench_tells_a_bad_end(status: int, state: int | None, said: str) -> None:
    assert said in (judge(FAULTS[0], {"status": status, "errors": ""}, state) or "")
    assert judge(FAULTS[0], {"status": 74, "errors": "Traceback"}, OLD) == "a traceback"
    assert judge(FAULTS[0], {"status": 74, "errors": ""}, OLD) is None


def test_the_two_corpora_of_the_bench_differ(bench: Bench) -> None:
    assert bench.known[OLD] != bench.known[NEW]
    assert contents(bench.dist) in bench.known.values()
