"""What steps cost is counted once, and is shown in a table that a person can read."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import corpuskit
from corpuskit import metering, pipeline
from corpuskit.cli import terminal
from corpuskit.metering import metered
from corpuskit.pipeline import Progressed


def busy(seconds: float) -> None:
    until = metering.thread_time() + seconds
    while metering.thread_time() < until:
        pass


def test_time_in_a_step_within_counts_for_that_step_alone() -> None:
    metering.taken()
    with metered("cut") as outer:
        busy(0.01)
        with metered("language"):
            busy(0.05)
        busy(0.01)
        outer.bytes += 7
    found = metering.taken()
    assert 0.02 <= found["cut"][0] < found["language"][0]
    assert found["cut"][1] == 7
    assert metering.taken() == {}


def test_a_step_on_another_thread_is_no_step_within() -> None:
    metering.taken()

    def beside() -> None:
        with metered("jsonl") as meter:
            busy(0.05)
            meter.bytes += 3

    thread = threading.Thread(target=beside)
    with metered("parquet"):
        thread.start()
        thread.join()
    found = metering.taken()
    assert found["parquet"][0] < 0.05 <= found["jsonl"][0]
    assert found["jsonl"][1] == 3


def test_time_spent_making_items_counts_and_time_spent_using_them_does_not() -> None:
    metering.taken()

    def made() -> object:
        busy(0.01)
        yield 1
        busy(0.01)

    for _ in metering.each("cut", made()):
        busy(0.05)
    assert 0.02 <= metering.taken()["cut"][0] < 0.05


def test_a_build_says_what_each_step_cost(dumps: Path, tmp_path: Path) -> None:
    built = pipeline.build([dumps / "harbour.txt"], tmp_path / "dist", pipeline.Options())
    steps = built.profile.steps
    assert {"read", "learn", "cut", "describe", "caveats", "validate", "jsonl", "parquet", "pages"} <= set(steps)
    assert set(steps) <= set(metering.STEPS)
    assert steps["describe"][1] == (dumps / "harbour.txt").stat().st_size
    assert 0 < sum(seconds for seconds, _ in steps.values()) <= built.profile.cpu


def test_the_profile_is_printed_on_standard_error_even_when_quiet(dumps: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "corpuskit", "build", "-q", "--profile", str(dumps / "harbour.txt")]
    done = subprocess.run([*command, "--out", str(tmp_path / "dist")], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].split() == ["step", "CPU", "s", "share", "MB", "MB/s"]
    assert [line.split()[0] for line in lines[1:4]] == ["read", "learn", "cut"]
    assert "most memory" in lines[-1]
    assert all(len(line) <= 60 for line in lines)


class Terminal:
    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None: ...


@pytest.mark.parametrize("columns", [30, 60, 100])
def test_progress_over_all_seeds_fits_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(terminal, "width", lambda stream: columns)
    shown = Terminal()
    progress = terminal.Progress(shown)  # type: ignore[arg-type]
    progress.began -= 10
    progress(Progressed("a/very/long/name/of/a/seed.txt", 5, 10, 40_000_000, 200_000_000, 12345))
    line = shown.written.split("\r")[-1]
    assert len(line) < columns
    assert "40.0 MB of" in line
    assert ("40 s left" in line) == (columns > 30)
    assert ("12,345 records" in line) == (columns == 100)


def test_a_seed_is_told_before_anything_of_it_is_cut(dumps: Path, tmp_path: Path) -> None:
    told: list[Progressed] = []
    paths = [dumps / "harbour.txt", tmp_path / "again.txt"]
    paths[1].write_bytes(paths[0].read_bytes())
    corpuskit.build(*paths, out=tmp_path / "dist", progress=told.append)
    first = {at.seed: at for at in reversed(told)}
    assert [(at.done, at.size > 0) for at in first.values()] == [(0, True)] * 2
    assert told[0].records == 0


@pytest.mark.parametrize(("seconds", "said"), [(9.4, "9 s"), (240, "4 min"), (7800, "2 h 10 min")])
def test_time_left_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert terminal.time_left(seconds) == said


def test_the_memory_of_whatever_started_the_process_is_not_its_own() -> None:
    held = b"a" * 400_000_000
    own = subprocess.run(
        [sys.executable, "-c", "from corpuskit import metering; print(metering.peak())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert 0 < int(own.stdout) < len(held) / 2
