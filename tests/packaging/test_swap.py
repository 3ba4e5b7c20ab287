"""The swap: dist/ is the earlier build or the new one, and what corpuskit did not write is never replaced."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from packaging_corpus import build, contents, facts, pages, parts

from corpuskit import packaging
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging import Part, writing
from corpuskit.packaging.exporters import records_jsonl
from corpuskit.packaging.groups import groups
from corpuskit.packaging.placing import durable, swap
from corpuskit.packaging.placing.swap import staged
from corpuskit.packaging.sealing.manifest import GITIGNORE_BYTES

LOCK = ".dist.lock"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A finished corpus of three records."""
    build(tmp_path / "dist", count=3)
    return tmp_path / "dist"


def beside(dist: Path) -> list[str]:
    return sorted(path.name for path in dist.parent.iterdir())


def code_of(run: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(CorpuskitError) as raised:
        run()
    return raised.value.problems[0].code, int(raised.value.exit_code)


class Stop(BaseException):
    """Passes everything that catches errors."""


def broken(error: BaseException) -> Iterator[Part]:
    yield from parts(2, 2)
    raise error


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyboardInterrupt(), Stop()], ids=lambda error: type(error).__name__
)
def test_an_error_on_the_way_leaves_the_earlier_build(dist: Path, error: BaseException) -> None:
    before = contents(dist)
    with pytest.raises(type(error)):
        packaging.package(dist, broken(error), facts=lambda: facts(2), pages=pages)
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


@pytest.mark.parametrize("fits", [0, 1, 2])
def test_a_disk_that_is_full_while_the_next_group_is_made_leaves_the_earlier_build(
    dist: Path, monkeypatch: pytest.MonkeyPatch, fits: int
) -> None:
    written: list[object] = []

    def full(_: object, group: object) -> None:
        written.append(group)
        if len(written) > fits:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = contents(dist)
    monkeypatch.setattr(writing, "groups", partial(groups, rows=2))  # the last of three holds one record
    monkeypatch.setattr(records_jsonl.Writer, "write", full)
    assert code_of(lambda: build(dist, count=5, beside=True)) == ("cannot-write", Exit.MACHINE)
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


def test_an_error_in_the_first_build_leaves_nothing_but_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"):
        packaging.package(tmp_path / "dist", broken(ValueError("x")), facts=lambda: facts(2), pages=pages)
    assert beside(tmp_path / "dist") == [LOCK]
    assert (tmp_path / LOCK).read_bytes() == b""


def test_a_new_build_takes_the_place_of_the_earlier_one(dist: Path) -> None:
    before = contents(dist)
    build(dist, count=5)
    after = contents(dist)
    assert after != before
    build(dist, count=3)
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


def test_a_file_that_the_new_build_does_not_have_is_gone(dist: Path) -> None:
    build(dist, count=3, without=frozenset({"jsonl"}))
    assert "records.jsonl" not in contents(dist)


@pytest.mark.parametrize("name", ["notes.txt", "data/mine.csv", ".git/HEAD", "sub/deeper/x"])
def test_a_file_that_someone_added_is_never_lost(dist: Path, name: str) -> None:
    (dist / name).parent.mkdir(parents=True, exist_ok=True)
    (dist / name).write_text("mine", encoding="utf-8")
    before = contents(dist)
    assert code_of(lambda: build(dist, count=5)) == ("not-ours", Exit.USAGE)
    assert contents(dist) == before


@pytest.mark.parametrize("files", [{"a.txt": b"mine"}, {"manifest.json": b'{"files": []}'}, {"manifest.json": b"["}])
def test_a_folder_that_corpuskit_did_not_write_is_never_replaced(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "dist").mkdir()
    for name, data in files.items():
        (tmp_path / "dist" / name).write_bytes(data)
    assert code_of(lambda: build(tmp_path / "dist")) == ("not-ours", Exit.USAGE)
    assert contents(tmp_path / "dist") == files


def test_a_file_in_the_place_of_the_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine", encoding="utf-8")
    assert code_of(lambda: build(tmp_path / "dist")) == ("not-ours", Exit.USAGE)
    assert (tmp_path / "dist").read_text(encoding="utf-8") == "mine"


def test_a_folder_of_folders_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "dist" / "sub").mkdir(parents=True)
    assert code_of(lambda: build(tmp_path / "dist")) == ("not-ours", Exit.USAGE)


@pytest.mark.parametrize("gitignore", [None, GITIGNORE_BYTES, GITIGNORE_BYTES.replace(b"\n", b"\r\n")])
def test_an_empty_folder_and_one_with_our_gitignore_may_be_taken(tmp_path: Path, gitignore: bytes | None) -> None:
    (tmp_path / "dist").mkdir()
    if gitignore is not None:
        (tmp_path / "dist" / ".gitignore").write_bytes(gitignore)
    build(tmp_path / "dist")
    assert (tmp_path / "dist" / ".gitignore").read_bytes() == GITIGNORE_BYTES


def test_what_a_file_manager_drops_stands_in_nobodys_way(dist: Path) -> None:
    (dist / "data" / ".DS_Store").write_bytes(b"\0")
    build(dist, count=5)
    assert "data/.DS_Store" not in contents(dist)


def test_a_file_added_while_the_build_runs_is_not_lost(dist: Path) -> None:
    def run() -> None:
        with staged(dist):
            (dist / "notes.txt").write_text("mine", encoding="utf-8")

    assert code_of(run) == ("not-ours", Exit.USAGE)
    assert (dist / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_only_one_build_runs_at_a_time(dist: Path) -> None:
    def run() -> None:
        with staged(dist):
            build(dist)

    before = contents(dist)
    assert code_of(run) == ("build-running", Exit.LOCKED)
    assert contents(dist) == before
    build(dist, count=4)


def test_a_lock_file_of_no_one_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b"")
    build(tmp_path / "dist")


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / LOCK).symlink_to(tmp_path / "victim")
    assert code_of(lambda: build(tmp_path / "dist")) == ("cannot-write", Exit.MACHINE)
    assert (tmp_path / "victim").read_text(encoding="utf-8") == "mine"


def test_a_relative_path_and_missing_parents_are_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    build(Path("a/b/dist"))
    assert (tmp_path / "a" / "b" / "dist" / "manifest.json").is_file()


def test_the_working_directory_may_change_while_the_build_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with staged("dist") as folder:
        monkeypatch.chdir(tmp_path / "elsewhere")
        (folder / "a").write_bytes(b"")
    assert (tmp_path / "dist" / "a").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_links_on_the_way_are_followed_and_stay(tmp_path: Path) -> None:
    (tmp_path / "real" / "place").mkdir(parents=True)
    (tmp_path / "parent").symlink_to(tmp_path / "real")
    (tmp_path / "dist").symlink_to(tmp_path / "parent" / "place")
    build(tmp_path / "dist")
    build(tmp_path / "dist", count=4)
    assert (tmp_path / "dist").is_symlink()
    assert (tmp_path / "real" / "place" / "manifest.json").is_file()
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == [".place.lock", "place"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_files_have_the_modes_of_the_umask_and_are_never_executable(tmp_path: Path) -> None:
    for mask, mode in ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664)):
        before = os.umask(mask)
        try:
            build(tmp_path / f"{mask}" / "dist")
        finally:
            os.umask(before)
        folder = tmp_path / f"{mask}" / "dist"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~mask
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {mode}


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_private_folder_stays_private(dist: Path) -> None:
    dist.chmod(0o700)
    build(dist, count=5)
    assert stat.S_IMODE(dist.stat().st_mode) == 0o700


def test_debris_of_a_killed_build_is_removed_by_the_next(dist: Path) -> None:
    (dist.parent / ".dist.tmp-0123abcd" / "data").mkdir(parents=True)
    (dist.parent / ".dist.tmp-0123abcd" / "data" / "records.parquet").write_bytes(b"half")
    build(dist, count=4)
    assert beside(dist) == [LOCK, "dist"]


def test_a_build_that_was_moved_aside_comes_back(dist: Path) -> None:
    """Killed between the two steps where folders cannot be exchanged: the next build starts from the earlier one."""
    before = contents(dist)
    dist.rename(dist.with_name(".dist.old-0123abcd"))
    with pytest.raises(ValueError, match="x"):
        packaging.package(dist, broken(ValueError("x")), facts=lambda: facts(2), pages=pages)
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


def test_a_replacement_that_was_cut_short_goes_on(dist: Path, tmp_path: Path) -> None:
    """Killed while files were replaced one by one: the folder's name says that it is complete."""
    other = tmp_path / "other" / "dist"
    build(other, count=5, without=frozenset({"jsonl"}))
    wanted = contents(other)
    pending = dist.with_name(".dist.new-0123abcd")
    other.rename(pending)
    (pending / "outside.jsonl").replace(dist / "outside.jsonl")
    with pytest.raises(ValueError, match="x"):
        packaging.package(dist, broken(ValueError("x")), facts=lambda: facts(2), pages=pages)
    assert contents(dist) == wanted
    assert not pending.exists()


@pytest.mark.parametrize("way", ["aside", "files"])
def test_systems_that_cannot_exchange_folders_swap_in_other_ways(
    dist: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unmovable(one: Path, other: Path) -> bool:
        raise OSError(errno.EXDEV, "cross-device link")

    monkeypatch.setattr(swap, "_exchange", unmovable if way == "files" else lambda one, other: False)
    build(dist, count=5)
    build(dist.parent / "fresh" / "dist", count=5)
    assert contents(dist) == contents(dist.parent / "fresh" / "dist")
    build(dist, count=3, without=frozenset({"jsonl"}))
    assert "records.jsonl" not in contents(dist)
    assert [name for name in beside(dist) if name.startswith(".dist.")] == [LOCK]


def test_a_second_step_that_fails_takes_the_first_back(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(dist)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if ".tmp-" in self.name:
            raise OSError(errno.EIO, "input/output error")
        return rename(self, target)

    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", failing)
    assert code_of(lambda: build(dist, count=5)) == ("cannot-write", Exit.MACHINE)
    monkeypatch.undo()
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


INTERRUPTED = """
import os, signal, sys
sys.path[:0] = {path!r}
import packaging_corpus
from pathlib import Path
from corpuskit.packaging.placing import swap
made = swap._swap
def interrupted(site, folder):
    os.kill(os.getpid(), signal.{name})
    made(site, folder)
swap._swap = interrupted
signal.signal(signal.SIGTERM, signal.default_int_handler)
try:
    packaging_corpus.build(Path({dist!r}), count=5)
except KeyboardInterrupt:
    sys.exit(77)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_during_the_swap_waits_until_it_is_done(dist: Path, name: str) -> None:
    build(dist.parent / "fresh" / "dist", count=5)
    code = INTERRUPTED.format(path=[path for path in sys.path if path], name=name, dist=str(dist))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (77, "")
    assert contents(dist) == contents(dist.parent / "fresh" / "dist")
    assert [entry for entry in beside(dist) if entry.startswith(".dist.")] == [LOCK]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_writers_of_a_failed_build_are_closed(dist: Path) -> None:
    """Open files could not be removed on Windows, and would keep their disk space elsewhere."""
    held = Path("/proc/self/fd")
    if not held.is_dir():
        pytest.skip("needs /proc")
    with pytest.raises(ValueError, match="x"):
        packaging.package(dist, broken(ValueError("x")), facts=lambda: facts(2), pages=pages)
    targets = [os.readlink(entry) for entry in held.iterdir() if entry.exists()]
    assert [target for target in targets if str(dist.parent) in target] == []


def test_a_manifest_that_cannot_be_read_is_the_machines_fault(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails must not make a corpus look like somebody else's folder."""
    before = contents(dist)
    read = Path.read_bytes

    def failing(self: Path) -> bytes:
        if self.name == "manifest.json":
            raise OSError(errno.EIO, "input/output error")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert code_of(lambda: build(dist, count=5)) == ("cannot-write", Exit.MACHINE)
    monkeypatch.undo()
    assert contents(dist) == before


def test_a_folder_in_it_that_cannot_be_read_is_not_passed_over(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dist / "private").mkdir()
    scan = os.scandir

    def failing(path: str) -> object:
        if str(path).endswith("private"):
            raise PermissionError(errno.EACCES, "permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert code_of(lambda: build(dist, count=5)) == ("cannot-write", Exit.MACHINE)
    monkeypatch.undo()
    assert (dist / "private").is_dir()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names that are not Unicode")
def test_a_folder_whose_name_is_no_unicode_is_written_and_named_safely(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    build(odd)
    (odd / os.fsdecode(b"mine\xff.txt")).write_bytes(b"")
    with pytest.raises(CorpuskitError) as raised:
        build(odd)
    message = raised.value.problems[0].message
    assert message.encode().decode() == message
    assert r"caf\xe9" in message
    assert r"mine\xff.txt" in message


@pytest.mark.parametrize("way", ["exchange", "aside", "first"])
def test_a_swap_that_cannot_be_forced_to_disk_is_taken_back(
    dist: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = dist.parent / "fresh" / "dist" if way == "first" else dist
    before = contents(target)
    sync = durable.sync_entry

    def failing(folder: Path) -> None:
        if folder == target.parent:
            raise OSError(errno.EIO, "input/output error")
        sync(folder)

    monkeypatch.setattr(durable, "sync_entry", failing)
    if way == "aside":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    assert code_of(lambda: build(target, count=5)) == ("cannot-write", Exit.MACHINE)
    assert contents(target) == before
    assert [name for name in beside(target) if name.startswith(".dist.")] == [LOCK]
    assert target.exists() == (way != "first")


def test_every_file_is_forced_to_disk_before_the_swap(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: set[int] = set()
    put, fsync = swap._put, os.fsync

    def noting(descriptor: int) -> None:
        fsync(descriptor)
        forced.add(os.fstat(descriptor).st_ino)

    def looking(site: swap.Site, folder: Path) -> Any:
        assert {path.stat().st_ino for path in (folder, *folder.rglob("*")) if may_be_forced(path)} <= forced
        return put(site, folder)

    def may_be_forced(path: Path) -> bool:
        return sys.platform != "win32" or path.is_file()

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(swap, "_put", looking)
    build(dist, count=5)
    assert len(forced) > 10


@pytest.mark.parametrize("allowed", [0, 3])
def test_without_a_further_thread_the_files_are_forced_to_disk_one_by_one(
    dist: Path, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where memory is limited (``ulimit -v``), of which each thread wants 8 MB of addresses for its stack."""
    begun: list[str] = []
    forced: set[Path] = set()
    start, sync, put = threading.Thread.start, durable.sync_path, swap._put

    def limited(thread: threading.Thread) -> None:
        if thread.name.startswith("files"):
            if len(begun) == allowed:
                raise RuntimeError("can't start new thread")
            begun.append(thread.name)
        start(thread)

    def noting(path: Path) -> None:
        sync(path)
        forced.add(path)

    def looking(site: swap.Site, folder: Path) -> Any:
        assert {folder, *folder.rglob("*")} <= forced
        return put(site, folder)

    monkeypatch.setattr(threading.Thread, "start", limited)
    monkeypatch.setattr(durable, "sync_path", noting)
    monkeypatch.setattr(swap, "_put", looking)
    build(dist, count=5)
    assert len(begun) == allowed
    assert beside(dist) == [LOCK, "dist"]


@pytest.mark.parametrize("name", ["manifest.json", "records.parquet", "README.md"])
def test_a_file_that_cannot_be_forced_to_disk_keeps_the_earlier_build(
    dist: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sync = contents(dist), durable.sync_path

    def failing(path: Path) -> None:
        if path.name == name:
            raise OSError(errno.EIO, "input/output error")
        sync(path)

    monkeypatch.setattr(durable, "sync_path", failing)
    assert code_of(lambda: build(dist, count=5)) == ("cannot-write", Exit.MACHINE)
    assert contents(dist) == before
    assert beside(dist) == [LOCK, "dist"]


@pytest.mark.skipif(sys.platform != "linux", reason="a call that Linux has")
def test_many_files_are_forced_to_disk_at_once_and_a_failure_keeps_the_earlier_build(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, forced = contents(dist), []

    def failing(folder: Path) -> bool:
        forced.append(folder)
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(durable, "MANY", 3)
    monkeypatch.setattr(durable, "sync_file_system", failing)
    assert code_of(lambda: build(dist, count=5)) == ("cannot-write", Exit.MACHINE)
    assert contents(dist) == before
    monkeypatch.undo()
    assert durable.sync_file_system(dist) is True
    with pytest.raises(OSError):
        durable.sync_file_system(dist / "absent")
    assert len(forced) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="mount points of POSIX")
def test_a_mount_point_is_filled_file_by_file(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at the steps; with a real mount in tests/faults/test_machine.py."""
    build(dist.parent / "fresh" / "dist", count=5)
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == dist)
    before = dist.stat().st_ino
    build(dist, count=5)
    assert dist.stat().st_ino == before
    assert contents(dist) == contents(dist.parent / "fresh" / "dist")
    assert not [path for path in dist.iterdir() if path.name.startswith(".dist.")]

    def run() -> None:
        with staged(dist):
            build(dist)

    assert code_of(run) == ("build-running", Exit.LOCKED)


def test_only_what_a_build_left_is_cleared_away(dist: Path) -> None:
    for name in (".dist.tmp-mine", ".dist.tmp-0123abcdef", ".dist.old-notes", ".other.tmp-0123abcd"):
        (dist.parent / name).mkdir()
    build(dist, count=4)
    assert len(beside(dist)) == 6


def test_a_folder_may_have_a_name_of_pattern_signs(tmp_path: Path) -> None:
    odd = tmp_path / "a[b]*?"
    (tmp_path / ".a[b]*?.tmp-0123abcd").mkdir()
    build(odd)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a[b]*?.lock", "a[b]*?"]
