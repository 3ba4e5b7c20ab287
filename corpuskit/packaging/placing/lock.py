"""The lock beside dist/: one build at a time. The kernel frees it when a process dies, so that it is never stale."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpuskit.model import Exit
from corpuskit.problems import failure
from corpuskit.workspace.files import place, shown_name

if sys.platform == "win32":
    import msvcrt

    FLAGS = os.O_RDWR | os.O_CREAT

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


#: What systems answer when another process holds the lock.
HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextmanager
def locked(path: Path, what: Path) -> Iterator[None]:
    """Holds the lock on a file, which is created empty and stays, or on an existing folder (not on Windows).

    Raises CorpuskitError (``build-running``, exit 75) when another process holds it, OSError when it cannot be opened.
    """
    descriptor = _open(path)
    try:
        try:
            _try_lock(descriptor)
        except OSError as error:
            if error.errno not in HELD:
                raise
            raise failure("build-running", place(what), Exit.LOCKED, folder=shown_name(what)) from None
        yield
    finally:
        with suppress(OSError):  # the lock is freed in any case
            os.close(descriptor)


def _open(path: Path) -> int:
    if path.is_dir():
        return os.open(path, os.O_RDONLY)
    try:
        return os.open(path, FLAGS, 0o666)
    except PermissionError:
        if not path.is_file():
            raise
        return os.open(path, FLAGS & ~os.O_RDWR & ~os.O_CREAT)  # another user's lock file in a shared folder
