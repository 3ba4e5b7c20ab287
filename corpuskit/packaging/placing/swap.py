"""Builds beside dist/ and swaps: a reader sees the earlier build or the new one, whole, whatever happens in between.

    with staged(dist) as folder:      # the lock is held; what an earlier build left when it was killed is cleared up
        ...                           # files are written below the folder, a sibling of dist/
                                      # then: synced to disk, exchanged with dist/, the earlier build removed

An error or signal inside leaves dist/ as it was and removes the folder. How the exchange is made depends on the system:

1. Linux and macOS exchange two folders in one step.
2. Elsewhere dist/ is moved aside and the new folder into its place. Killed in between, the next build moves it back.
3. Where a folder cannot be renamed (a mount point, a lower layer of a container's overlay file system) files are
   replaced one by one, the manifest last. Killed in between, the next build goes on with it, since the folder's name
   says that it is complete. Only then can a reader see a mixture, which a look at the manifest tells.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from corpuskit.model import Exit, PathLike
from corpuskit.packaging.placing import durable, ours
from corpuskit.packaging.placing.lock import locked
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS
from corpuskit.problems import failure
from corpuskit.workspace.files import place, shown_name

#: Answers of the system that mean: this folder cannot be renamed, its files can be.
UNMOVABLE = {errno.EXDEV, errno.EBUSY}
#: Answers that mean: this system or file system cannot exchange.
NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}

#: The end of a work folder's name, as a pattern: a folder of another name is nobody's business but its owner's.
WORK = ("[0-9a-f]",) * 8


class Site(NamedTuple):
    """Where a build happens. ``beside`` holds the work folders; it is dist/ itself when that is a mount point."""

    dist: Path
    beside: Path

    @property
    def lock(self) -> Path:
        return self.dist if self.beside == self.dist else self.beside / f".{self.dist.name}.lock"

    def work(self, state: str) -> Path:
        """A new name for a folder: ``tmp`` being written, ``new`` complete and being moved in, ``old`` moved aside."""
        return self.beside / f".{self.dist.name}.{state}-{secrets.token_hex(len(WORK) // 2)}"

    def left(self, state: str) -> list[Path]:
        """Folders that an earlier build left in this state."""
        return sorted(self.beside.glob(f"{glob.escape(f'.{self.dist.name}.{state}-')}{''.join(WORK)}"))


@contextmanager
def staged(dist: PathLike) -> Iterator[Path]:
    """A new, empty folder that takes the place of ``dist`` when the block ends without an error.

    Raises CorpuskitError: ``not-ours`` (exit 2) when ``dist`` holds what corpuskit did not write, ``build-running``
    (exit 75) when another build holds the lock, ``cannot-write`` (exit 74) when the machine does not let us write.
    ``dist`` is then as it was.
    """
    with ExitStack() as held:
        with machine_failures(dist):
            ours.require_outside(Path(dist), Path(dist))
            site = _site(dist)
            held.enter_context(locked(site.lock, Path(dist)))
            _recover(site)
            ours.require(site.dist, Path(dist))
            folder = site.work("tmp")
            held.callback(_remove, folder)
            folder.mkdir()
        yield folder
        with machine_failures(dist):
            ours.require(site.dist, Path(dist))
            durable.sync(folder)
            with _signals_held():
                _swap(site, folder)


@contextmanager
def machine_failures(dist: PathLike) -> Iterator[None]:
    """An OSError while ``dist`` is written becomes ``cannot-write`` (exit 74)."""
    try:
        yield
    except OSError as error:
        reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
        told = {"folder": shown_name(dist), "reason": reason}
        raise failure("cannot-write", place(dist), Exit.MACHINE, **told) from error


def _site(dist: PathLike) -> Site:
    resolved = Path(os.path.realpath(dist))
    if os.path.ismount(resolved):
        return Site(resolved, resolved)
    resolved.parent.mkdir(parents=True, exist_ok=True)
    return Site(resolved, resolved.parent)


def _recover(site: Site) -> None:
    """Brings to an end what a killed build left."""
    for folder in site.left("new"):
        _move_in(folder, site.dist)
    for folder in site.left("old"):
        if not os.path.lexists(site.dist):
            folder.rename(site.dist)
    for folder in (*site.left("tmp"), *site.left("old")):
        _remove(folder)


def _swap(site: Site, folder: Path) -> None:
    """Puts a complete folder in the place of dist/ and removes the earlier build."""
    if site.beside == site.dist:
        _replace_files(site, folder)
        return
    try:
        take_back = _put(site, folder)
    except OSError as error:
        if error.errno not in UNMOVABLE:
            raise
        _replace_files(site, folder)
        return
    try:
        durable.sync_entry(site.beside)
    except OSError:
        take_back()  # it is not known to be on disk: the earlier build is, and stays
        raise
    for earlier in (folder, *site.left("old")):
        _remove(earlier)


def _put(site: Site, folder: Path) -> Callable[[], object]:
    """Puts a folder in the place of dist/ in one step, or two; returns what takes it back."""
    if not site.dist.exists():
        folder.rename(site.dist)
        return lambda: site.dist.rename(folder)
    shutil.copymode(site.dist, folder)
    if _exchange(folder, site.dist):
        return lambda: _exchange(folder, site.dist)
    aside = site.work("old")
    site.dist.rename(aside)
    try:
        folder.rename(site.dist)
    except BaseException:
        aside.rename(site.dist)
        raise
    return lambda: (site.dist.rename(folder), aside.rename(site.dist))


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system cannot. Raises OSError where it could but failed."""
    call = _exchange_call()
    if call is None:
        return False
    code = call(os.fsencode(one), os.fsencode(other))
    if code in NO_EXCHANGE:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(other))
    return True


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    """The system's call that exchanges two paths and returns an error number, if there is one."""
    if sys.platform == "win32":
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        renamex_np, swap = getattr(library, "renamex_np", None), 2
        return renamex_np and (lambda a, b: ctypes.get_errno() if renamex_np(a, b, swap) else 0)
    renameat2, here, exchange = getattr(library, "renameat2", None), -100, 2
    return renameat2 and (lambda a, b: ctypes.get_errno() if renameat2(here, a, here, b, exchange) else 0)


def _replace_files(site: Site, folder: Path) -> None:
    complete = site.work("new")
    folder.rename(complete)
    durable.sync_entry(site.beside)
    _move_in(complete, site.dist)


def _move_in(folder: Path, dist: Path) -> None:
    """Moves the files of a complete folder into dist/, the manifest last, and removes those of the earlier build."""
    earlier = ours.files(dist)
    fresh = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    seal = [name for name in (SUMS, MANIFEST) if name in fresh]
    for name in [*sorted(set(fresh) - set(seal)), *seal]:
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        _move(folder / name, dist / name)
    for name in earlier - ours.files(dist):
        with suppress(FileNotFoundError):
            (dist / name).unlink()
    durable.sync(dist)
    _remove(folder)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = target.with_name(f".{target.name}.part")  # a bind mount: only a file that lies in it can replace one
        shutil.copyfile(source, near)
        near.replace(target)


def _remove(folder: Path) -> None:
    """Removes a work folder; one that cannot be removed is left for the next build."""
    durable.each(_unlink, [Path(top, name) for top, _, files in os.walk(folder) for name in files])
    with suppress(OSError):  # rmtree ignores the errors of all calls but one: that which closes a folder
        shutil.rmtree(folder, ignore_errors=True)
    if not os.path.lexists(folder):
        return
    with suppress(OSError):  # rmtree holds a file open for each level; this needs one, where hardly any is left
        for top, folders, files in os.walk(folder, topdown=False):
            for name in files:
                Path(top, name).unlink()
            for name in folders:
                Path(top, name).rmdir()
        folder.rmdir()


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Holds interruption back while the swap lasts; a signal that came is delivered after it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python runs signal handlers in the main thread only
        return
    came: list[int] = []
    stopping = (signal.SIGINT, signal.SIGTERM)

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in stopping}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, signal.SIG_DFL if handler is None else handler)
    if came:
        signal.raise_signal(came[0])
