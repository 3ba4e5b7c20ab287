"""Full disks, read-only folders, limits, mounts and other builds: dist/ stays whole, and the message says why."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bench import HERE, NEW, OLD, Bench, contents, uncompiled

#: A build in a process of its own, and one that begins and never ends.
ENTRY = "import sys; sys.path.insert(0, {here!r}); import builder; sys.exit(builder.build({dist!r}, {records}))"
HOLDING = """
import sys, time; sys.path.insert(0, {here!r})
import builder
from corpuskit.packaging.placing.swap import staged
with staged({dist!r}) as folder:
    (folder / 'half').write_bytes(b'x'); print('held', flush=True); time.sleep(600)
"""
ROOT_ONLY = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")


@contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[Path]:
    """A file system mounted on a folder. Skips the test where the system does not let us mount."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot mount: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def codes(done: dict[str, Any]) -> tuple[int, str]:
    return done["status"], done["errors"].partition(":")[0]


def size_of(known: dict[str, bytes]) -> int:
    """Bytes of a corpus in memory pages."""
    return sum(-(-len(data) // 4096) * 4096 for data in known.values())


@ROOT_ONLY
@pytest.mark.parametrize("room", [0, 8192, 16384, 32768, 49152])
def test_a_full_disk_leaves_the_earlier_build(plain: Bench, tmp_path: Path, room: int) -> None:
    pages = (size_of(plain.known[OLD]) + room) // 1024
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={pages}k", "tmpfs") as disk:
        assert plain.build(OLD, disk / "dist")["status"] == 0
        done = plain.build(NEW, disk / "dist")
        assert codes(done) == (74, "cannot-write")
        assert "no space left" in done["errors"]
        assert contents(disk / "dist") == plain.known[OLD]
        assert sorted(path.name for path in disk.iterdir()) == [".dist.lock", "dist"]


@ROOT_ONLY
def test_a_disk_without_room_for_names_leaves_the_earlier_build(plain: Bench, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "nr_inodes=24", "tmpfs") as disk:
        assert plain.build(OLD, disk / "dist")["status"] == 0
        assert codes(plain.build(NEW, disk / "dist")) == (74, "cannot-write")
        assert contents(disk / "dist") == plain.known[OLD]


@ROOT_ONLY
def test_a_read_only_disk_leaves_the_earlier_build(plain: Bench, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "tmpfs") as disk:
        assert plain.build(OLD, disk / "dist")["status"] == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = plain.build(NEW, disk / "dist")
        assert codes(done) == (74, "cannot-write")
        assert "read-only" in done["errors"]
        assert contents(disk / "dist") == plain.known[OLD]


@ROOT_ONLY
def test_a_mount_point_is_filled_in_place(plain: Bench, tmp_path: Path) -> None:
    """As with a volume of a container: the folder itself cannot be renamed."""
    with mounted(tmp_path / "dist", "-t", "tmpfs", "tmpfs") as dist:
        for records in (OLD, NEW, OLD):
            done = plain.build(records, dist)
            assert (done["status"], done["errors"]) == (0, "")
            assert contents(dist) == plain.known[records]
        assert {path.name for path in dist.iterdir()} == {name.split("/")[0] for name in plain.known[OLD]}


@ROOT_ONLY
def test_a_folder_that_is_bound_elsewhere_is_filled_in_place(plain: Bench, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with mounted(tmp_path / "dist", "--bind", str(tmp_path / "store")) as dist:
        for records in (OLD, NEW):
            done = plain.build(records, dist)
            assert (done["status"], done["errors"]) == (0, "")
            assert contents(dist) == contents(tmp_path / "store") == plain.known[records]


@ROOT_ONLY
def test_a_folder_in_a_lower_layer_of_a_container_is_replaced(plain: Bench, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "tmpfs") as disk:  # overlays cannot lie on overlays
        for name in ("lower", "upper", "work"):
            (disk / name).mkdir()
        assert plain.build(OLD, disk / "lower" / "dist")["status"] == 0
        layers = f"lowerdir={disk}/lower,upperdir={disk}/upper,workdir={disk}/work"
        with mounted(disk / "merged", "-t", "overlay", "-o", layers, "overlay") as merged:
            for records in (NEW, OLD):
                done = plain.build(records, merged / "dist")
                assert (done["status"], done["errors"]) == (0, "")
                assert contents(merged / "dist") == plain.known[records]
                assert sorted(path.name for path in merged.iterdir()) == [".dist.lock", "dist"]


def run(dist: Path, records: int, before: Callable[[], None]) -> dict[str, Any]:
    """A build in a process of its own, with limits."""
    code = ENTRY.format(here=str(HERE), dist=str(dist), records=records)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=before, check=False, env=uncompiled()
    )
    return {"status": done.returncode, "errors": done.stderr}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("limit", [0, 4096, 16384])
def test_a_limit_on_the_size_of_files_leaves_the_earlier_build(plain: Bench, tmp_path: Path, limit: int) -> None:
    assert plain.build(OLD, tmp_path / "dist")["status"] == 0
    done = run(tmp_path / "dist", NEW, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert codes(done) == (74, "cannot-write")
    assert contents(tmp_path / "dist") == plain.known[OLD]


@ROOT_ONLY
def test_a_folder_that_others_may_not_write_is_left_alone(plain: Bench, tmp_path: Path) -> None:
    place = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"corpuskit-{os.getpid()}"
    place.mkdir(mode=0o755)
    try:
        assert plain.build(OLD, place / "dist")["status"] == 0
        done = plain.build(NEW, place / "dist", user=65534)
        assert codes(done) == (74, "cannot-write")
        assert "permission denied" in done["errors"]
        assert contents(place / "dist") == plain.known[OLD]
    finally:
        shutil.rmtree(place)


@ROOT_ONLY
def test_a_lock_that_another_user_made_can_be_held(plain: Bench) -> None:
    """A folder that a group shares: the lock file is another's and may only be read."""
    place = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"corpuskit-shared-{os.getpid()}"
    place.mkdir()
    place.chmod(0o777)
    try:
        assert plain.build(OLD, place / "dist")["status"] == 0
        done = plain.build(NEW, place / "dist", user=65534)
        assert (done["status"], done["errors"]) == (0, "")
        assert contents(place / "dist") == plain.known[NEW]
    finally:
        shutil.rmtree(place)


def start(dist: Path, records: int) -> subprocess.Popen[str]:
    code = ENTRY.format(here=str(HERE), dist=str(dist), records=records)
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)


def wait(builds: Sequence[subprocess.Popen[str]]) -> list[int]:
    for build in builds:
        build.communicate(timeout=120)
    return [build.returncode for build in builds]


def test_builds_at_the_same_time_never_mix(plain: Bench, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    for _ in range(2):
        ended = wait([start(dist, records) for records in (OLD, NEW, OLD)])
        assert set(ended) <= {0, 75}
        assert 0 in ended
        assert contents(dist) in plain.known.values()
        assert sorted(path.name for path in tmp_path.iterdir()) == [".dist.lock", "dist"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_lock_is_free_when_its_holder_was_killed(plain: Bench, tmp_path: Path) -> None:
    holding = HOLDING.format(here=str(HERE), dist=str(tmp_path / "dist"))
    holder = subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert codes(plain.build(NEW, tmp_path / "dist")) == (75, "build-running")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert plain.build(NEW, tmp_path / "dist")["status"] == 0
    assert contents(tmp_path / "dist") == plain.known[NEW]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".dist.lock", "dist"]


def test_a_reader_never_sees_half_a_build(plain: Bench, tmp_path: Path) -> None:
    """Reads all files again and again through a folder opened once, while builds come and go."""
    dist = tmp_path / "dist"
    plain.build(OLD, dist)
    build = start(dist, NEW)
    seen = set()
    while build.poll() is None:
        seen.add(_state(plain, dist))
        time.sleep(0.001)
    build.communicate()
    seen.add(_state(plain, dist))
    assert build.returncode == 0
    assert seen == {OLD, NEW}


def _state(plain: Bench, dist: Path) -> int | None:
    """Which corpus a reader finds that holds on to the folder; one that is removed meanwhile is not judged."""
    folder = os.open(dist, os.O_RDONLY)
    try:
        found = {name: _read(folder, name) for name in plain.known[OLD]}
    except FileNotFoundError:
        return _state(plain, dist)
    finally:
        os.close(folder)
    return next((records for records, known in plain.known.items() if known == found), None)


def _read(folder: int, name: str) -> bytes:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(file, "rb") as opened:
        return opened.read()
