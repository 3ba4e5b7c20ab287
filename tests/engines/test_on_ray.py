"""A build on a real Ray cluster of two workers on this machine has the same bytes, also when one of them is killed."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpuskit import pipeline
from corpuskit.engines import cutting
from corpuskit.engines.on_ray import OnRay
from corpuskit.model import CorpuskitError, Exit
from corpuskit.splitting.pasted import stretches
from corpuskit.threads import ALLOCATED

pytestmark = pytest.mark.slow


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def ray() -> Any:
    if "CORPUSKIT_GATE" not in os.environ:
        pytest.importorskip("ray")
    import ray

    return ray


def test_two_workers_one_of_them_killed_build_the_same_bytes(
    ray: Any, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder whose modules, were any of them imported, would end each worker; the path of the seed is relative."""
    monkeypatch.setattr(stretches, "AROUND", 4096)
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the current folder was run')\n", encoding="utf-8")
    shutil.copy(dump, tmp_path)
    monkeypatch.chdir(tmp_path)
    dump = Path(dump.name)
    pipeline.build([dump], tmp_path / "here", pipeline.Options())
    monkeypatch.setattr(cutting, "PART", 6_000)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    engine = OnRay(None, 2)
    killed: set[int] = set()
    done = threading.Event()

    def kill() -> None:
        while not done.is_set() and not killed:
            time.sleep(0.2)
            for pid in workers_of(os.getpid()):
                if not killed:
                    killed.add(pid)
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        pipeline.build([dump], tmp_path / "ray", pipeline.Options(), engine=engine)
    finally:
        done.set()
        killer.join()
    assert contents(tmp_path / "ray") == contents(tmp_path / "here")
    assert killed
    assert not ray.is_initialized()


def test_workers_of_our_own_cluster_have_the_priority_and_settings_of_this_process(
    ray: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAY_worker_niceness", raising=False)
    engine = OnRay(None, 2)
    try:
        asked = [engine.submit((os.nice, (0,))), engine.submit((gc.get_threshold, ()))]
        nice, (allocated, *_) = (each.result() for each in asked)
    finally:
        engine.close()
    assert nice == os.nice(0)
    assert allocated == ALLOCATED


def test_a_cluster_that_does_not_begin_in_time_is_no_fault_of_ours() -> None:
    """On a machine that is very busy Ray gives up, with an exception of no kind of its own."""

    def late(**_: Any) -> None:
        raise Exception("The current node timed out during startup.")

    with pytest.raises(CorpuskitError, match="timed out during startup") as caught:
        OnRay()._connect(SimpleNamespace(init=late))
    assert caught.value.exit_code == Exit.USAGE


def workers_of(pid: int) -> list[int]:
    """Ray's workers below a process that have begun a task of ours."""
    found = []
    for child in Path("/proc").glob("[0-9]*"):
        try:
            title = (child / "cmdline").read_bytes().split(b"\0")[0]
        except OSError:
            continue
        if title.startswith(b"ray::_made"):
            found.append(int(child.name))
    return found


def test_a_cluster_that_is_not_there_is_named(ray: Any, dump: Path, tmp_path: Path) -> None:
    options = pipeline.Options(engine="ray", address="127.0.0.1:1")
    with pytest.raises(CorpuskitError, match="no Ray cluster at") as caught:
        pipeline.build([dump], tmp_path / "dist", options)
    assert caught.value.exit_code == Exit.USAGE
    assert not (tmp_path / "dist").exists()
