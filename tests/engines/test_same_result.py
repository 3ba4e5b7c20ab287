"""What is built depends neither on the engine, nor on where a file is divided, nor on who is killed on the way."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpuskit import pipeline, splitting
from corpuskit.engines import Call, cutting, tasks
from corpuskit.engines.workers import Workers
from corpuskit.model import CorpuskitError, Exit, View
from corpuskit.splitting.lines import sampling
from corpuskit.splitting.pasted import stretches
from corpuskit.workspace import open_workspace

ROOT = Path(__file__).parent.parent.parent


class Threadless:
    """An engine that makes calls here, but is divided among as if there were three."""

    jobs = 3

    def submit(self, call: Call) -> Any:
        from corpuskit.engines.here import Asked

        return Asked(call)

    def close(self) -> None: ...


class ReadOnly(Threadless):
    """Its results lie in memory that cannot be written to, as those of Ray do."""

    def submit(self, call: Call) -> Any:
        from corpuskit.engines.here import Asked

        return Asked((_handed_over, (call,)))


def _handed_over(call: Call) -> Any:
    function, arguments = call
    apart: list[pickle.PickleBuffer] = []
    packed = pickle.dumps(function(*arguments), 5, buffer_callback=apart.append)
    return pickle.loads(packed, buffers=[bytes(one.raw()) for one in apart])


def plain(value: Any) -> Any:
    """Counts as values that compare."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name != "sight"}
    return value


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def built(dump: Path, out: Path, engine: Any = None) -> dict[str, bytes]:
    pipeline.build([dump], out, pipeline.Options(), engine=engine)
    return contents(out)


@pytest.fixture(scope="module")
def whole(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(dump, tmp_path_factory.mktemp("whole") / "dist")


def test_habits_of_pieces_that_lie_in_memory_of_others_are_added(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump beyond 4 MiB, which is learned in pieces, ended on Ray with "output array is read-only"."""
    monkeypatch.setattr(sampling, "WHOLE", 10_000)
    monkeypatch.setattr(sampling, "PIECE", 2_000)
    view = the_view(dump)
    found = cutting._habits(view, ReadOnly())
    assert plain(found) == plain(splitting.learn(view))


def the_view(dump: Path) -> View:
    return tasks.read(tasks.Recipe(), open_workspace([dump]).seeds[0])


def tiles(cuts: list[Any]) -> list[Any]:
    """Spans and boundaries in a form that does not tell where cuts end."""
    found = []
    for cut in cuts:
        starts = cut.block.places(cut.spans.start)
        found += zip(starts, cut.spans.kind, cut.spans.rule, (r >= 0 for r in cut.spans.record), strict=True)
        bounds = [cut.spans.start[cut.spans.record.index(n)] + cut.block.start for n in range(cut.record_count)]
        found += zip(bounds, cut.boundary_rule, cut.boundary_confidence, strict=True)
    return found


@pytest.fixture(autouse=True)
def small_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "AROUND", 8192)  # of the short lines of these dumps some eighty


def test_24_random_partitions_give_the_same_spans(dump: Path) -> None:
    view = the_view(dump)
    habits = splitting.learn(view)
    expected = sorted(tiles(list(splitting.cut(view, habits))), key=repr)
    rng = random.Random(11)
    guesses = right = 0
    for _ in range(24):
        inner = sorted(rng.sample(range(1, view.size), rng.randint(1, 5)))
        found: list[Any] = []
        seam = None
        for start, until in zip([view.bom, *inner], [*inner, None], strict=True):
            if start > view.bom and seam is None:
                continue
            part = cuts_of(view, habits, start, until, rng.choice([1 << 15, 1 << 17, 1 << 20]))
            if start > view.bom:
                guesses += 1
                right += part[0] is not None and seam.agrees(part[0])
            if start > view.bom and not (part[0] is not None and seam.agrees(part[0])):
                part = cuts_of(view, habits, start, until, 1 << 20, seam)
            found += tiles(part[1])
            seam = part[2]
        assert sorted(found, key=repr) == expected
    assert right > guesses * 0.8


def cuts_of(
    view: View, habits: splitting.Habits, start: int, until: int | None, block_size: int, since: Any = None
) -> tuple[Any, list[Any], Any]:
    if since is None and start > view.bom:
        since = splitting.guess_seam(view, habits, start)
        if since is None:
            return None, [], None
    if since is not None and until is not None and since.start >= until:
        return since, [], since
    cuts = list(splitting.cut_between(view, habits, since, until, block_size=block_size))
    return since, cuts, cuts[-1].seam


@pytest.mark.parametrize("part", [6_000, 25_000])
def test_the_size_of_parts_changes_no_byte(
    dump: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr(cutting, "PART", part)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    assert built(dump, tmp_path / "dist", Threadless()) == whole


@pytest.mark.parametrize("below", ["", "\nIt stands in the rain.\n"])
def test_a_line_that_reaches_over_parts_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    """A part may begin where no line does any more."""
    dump = tmp_path / "a.txt"
    dump.write_text("A mill stops\n\nThe Quay, 5 March 2024\n\n" + "It stands still. " * 60_000 + below)
    whole = built(dump, tmp_path / "whole")
    monkeypatch.setattr(cutting, "PART", 200_000)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    assert built(dump, tmp_path / "parts", Threadless()) == whole


def test_guesses_that_are_all_wrong_change_no_byte(
    dump: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a guess gets wrong is found when the part before it ends, and cut again from there."""
    guess = splitting.guess_seam

    def shifted(view: View, habits: splitting.Habits, wanted: int) -> Any:
        return guess(view, habits, wanted + 9000)

    monkeypatch.setattr(splitting, "guess_seam", shifted)
    monkeypatch.setattr(cutting, "PART", 15_000)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    assert built(dump, tmp_path / "dist", Threadless()) == whole


def test_two_workers_build_the_same_bytes_also_when_one_is_killed_again_and_again(
    dump: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "PART", 15_000)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    engine = Workers(2)
    killed: set[int] = set()
    done = threading.Event()

    def kill() -> None:
        while not done.is_set() and len(killed) < 2:
            time.sleep(0.7)
            for pid in engine.pids()[:1]:
                if pid not in killed:
                    killed.add(pid)
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        assert built(dump, tmp_path / "dist", engine) == whole
    finally:
        done.set()
        killer.join()
    assert killed
    assert not any(alive(pid) for pid in engine.pids())


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_call_that_ends_every_worker_is_given_up() -> None:
    engine = Workers(1)
    try:
        with pytest.raises(CorpuskitError) as caught:
            engine.submit((os._exit, (3,))).result()
        assert caught.value.problems[0].code == "worker-lost"
        assert caught.value.exit_code == Exit.MACHINE
    finally:
        engine.close()


def test_what_a_call_raises_is_raised_here() -> None:
    engine = Workers(1)
    try:
        with pytest.raises(ZeroDivisionError):
            engine.submit((divmod, (1, 0))).result()
        assert engine.submit((divmod, (7, 2))).result() == (3, 1)
        with pytest.raises((AttributeError, TypeError, OSError)):
            engine.submit((lambda: None, ())).result()
    finally:
        engine.close()


@pytest.fixture
def large(dump: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "large.txt"
    path.write_bytes(dump.read_bytes() * 180)
    return path


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_a_build(large: Path, tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "corpuskit", "build", str(large), "--out", str(tmp_path / "dist"), "--jobs", "2"]
    build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    workers: list[int] = []
    deadline = time.monotonic() + 60
    while len(workers) < 1 and time.monotonic() < deadline and build.poll() is None:
        time.sleep(0.05)
        workers = children(build.pid)
    assert workers
    build.send_signal(number)
    _, errors = build.communicate(timeout=60)
    assert build.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[signal.Signals(number)]
    assert b"Traceback" not in errors
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, workers))
    assert not (tmp_path / "dist").exists()


def children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.parametrize("options", [{"engine": "cloud"}, {"address": "auto"}, {"jobs": 0}])
def test_engines_that_there_are_not_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(CorpuskitError) as caught:
        pipeline.Options(**options)
    assert caught.value.exit_code == Exit.USAGE
