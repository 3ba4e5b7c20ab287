"""Paths in messages: how one is shown, and the errors for what cannot be read, written or used."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from corpuskit import stores
from corpuskit.model import CorpuskitError, Exit, PathLike, Place, Problem
from corpuskit.problems import failure, problem, wrong_option
from corpuskit.workspace.names import seed_name

#: Failures for which the machine is to blame rather than the call (exit 74).
_MACHINE = {errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.EBUSY}
_REMEDY = {
    errno.ENOENT: "check the spelling; names are relative to the folder that you stand in",
    errno.ENOTDIR: "check the spelling: a file is used as if it were a folder",
    errno.ELOOP: "the link leads to itself: remove it, or let it point to a file",
    errno.EACCES: "check who may read the file and its folders: `ls -l`",
    errno.EPERM: "check who may read the file and its folders: `ls -l`",
    errno.ENAMETOOLONG: "give the file a shorter name",
    errno.EIO: "the disk or network drive failed: copy the file elsewhere and check the copy",
}


def shown_name(path: PathLike) -> str:
    """A path for a message, always valid Unicode, and the address of what lies in a store; reports make control
    characters visible.
    """
    return seed_name(stores.shown(os.fspath(path))) or "''"


def place(path: PathLike) -> Place:
    """Where a problem with a file as a whole is."""
    return Place(file=shown_name(path))


def is_folder(path: PathLike) -> bool:
    """Whether a path leads to a folder; False for names that no system call takes, and for an empty one."""
    try:
        return bool(os.fspath(path)) and stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def has_folder(path: PathLike) -> bool:
    """The same of a path that is to be one. Raises CorpuskitError where the machine does not tell."""
    try:
        return Path(path).is_dir()
    except OSError as error:
        raise unreadable(path, error) from None


def refused(path: PathLike, reason: str, remedy: str) -> Problem:
    """A path that cannot be a seed."""
    return problem("unreadable", place(path), what=shown_name(path), reason=reason, remedy=remedy)


def unusable(path: PathLike, reason: str, remedy: str) -> CorpuskitError:
    """The same as an error (exit 2)."""
    return CorpuskitError([refused(path, reason, remedy)], Exit.USAGE)


def no_corpus(path: PathLike) -> CorpuskitError:
    """The error (exit 2) for a path where no finished corpus is: often a published archive that is not unpacked."""
    if Path(path).is_file():
        return wrong_option(f"{shown_name(path)} is a file, not the folder of a finished corpus", "what it unpacks to")
    return failure("no-dist", place(path), Exit.USAGE, folder=shown_name(path))


def unreadable(path: PathLike, error: OSError) -> CorpuskitError:
    """What the operating system says about a path, as an error with the right exit code."""
    code = error.errno or 0
    remedy = _REMEDY.get(code, "check the file and the disk that it lies on")
    reason = os.strerror(code).lower() if code else str(error)
    return CorpuskitError([refused(path, reason, remedy)], Exit.MACHINE if code in _MACHINE else Exit.USAGE)


def unwritable(path: PathLike, error: OSError) -> CorpuskitError:
    """What the operating system says of a path that cannot be written (exit 74), or of one that leads to no place."""
    if error.errno in _REMEDY.keys() - _MACHINE:
        return unreadable(path, error)
    reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
    return failure("cannot-write", place(path), Exit.MACHINE, folder=shown_name(path), reason=reason)


def kind(mode: int) -> str:
    """What a file that is not a regular one is, in words."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "not a regular file")
