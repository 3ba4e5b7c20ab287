"""Which files are seeds: the walk below a folder, loose files, links, and what cannot be read at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath

from corpuskit import stores
from corpuskit.model import CorpuskitError, Exit, PathLike, Place, Problem, Seed
from corpuskit.problems import failure, problem, wrong_option
from corpuskit.workspace.names import byte_order, is_seed, seed_name

STANDARD_INPUT = "-"
STREAM_NAME = "stdin"

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


def below(folder: Path) -> list[Seed]:
    """Every file below a folder that is a seed by its name (`is_seed`), in byte order of its path.

    Raises CorpuskitError that names every link which leaves the folder or leads to a folder, and everything else that
    is not a regular file.
    """
    base = os.path.realpath(folder)
    found: list[Seed] = []
    problems: list[Problem] = []
    machine = False
    for entry, relative in _walk(folder):
        try:
            wrong = _objection(entry, base)
        except OSError as error:
            failed = unreadable(entry.path, error)
            machine |= failed.exit_code == Exit.MACHINE
            problems.extend(failed.problems)
            continue
        if wrong is None:
            found.append(Seed(seed_name(relative), entry.path))
        else:
            problems.append(refused(entry.path, *wrong))
    if problems:
        problems.sort(key=lambda p: p.place.file or "")
        raise CorpuskitError(problems, Exit.MACHINE if machine else Exit.USAGE)
    return sorted(found, key=lambda seed: byte_order(seed.name))


def _walk(folder: Path) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Entries that may be seeds, with their path relative to the folder. Does not follow links to folders."""
    pending = [(os.fspath(folder), "")]
    while pending:
        path, prefix = pending.pop()
        try:
            with os.scandir(path) as entries:
                listed = list(entries)
        except OSError as error:
            raise unreadable(path, error) from None
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}{os.sep}"))
            elif is_seed(entry.name):
                yield entry, prefix + entry.name


def _objection(entry: os.DirEntry[str], base: str) -> tuple[str, str] | None:
    """Why an entry cannot be a seed, and what to do; None when it can. Raises OSError for links in a circle."""
    if entry.is_symlink():
        try:
            target = os.path.realpath(entry.path, strict=True)
        except FileNotFoundError:
            return "it is a link that leads nowhere", "remove the link, or put a copy of the file in its place"
        if os.path.commonpath([base, target]) != base:
            return "it is a link that leaves the folder", "put a copy of the file in its place"
        if Path(target).is_dir():
            return "it is a link to a folder, and links to folders are not followed", "remove the link"
    mode = entry.stat().st_mode
    if not stat.S_ISREG(mode):
        return f"it is {kind(mode)}", "keep nothing but files in the folder"
    return None


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


def loose(paths: Sequence[PathLike]) -> list[Seed]:
    """Files, folders and ``-`` as seeds without configuration, in byte order of their names.

    A file that is named is taken, whatever it is called; a folder is walked like seeds/.
    """
    groups: list[tuple[PurePath, list[Seed]]] = []
    problems: list[Problem] = []
    machine = stream = False
    for path in [os.fspath(path) for path in paths]:
        if path == STANDARD_INPUT:
            stream = True
            continue
        try:
            groups.append(_named(path))
        except CorpuskitError as error:
            machine |= error.exit_code == Exit.MACHINE
            problems.extend(error.problems)
    if problems:
        raise CorpuskitError(problems, Exit.MACHINE if machine else Exit.USAGE)
    seeds = _renamed(groups)
    if stream:
        seeds.append(Seed(_free(STREAM_NAME, {seed.name for seed in seeds}), None))
    return sorted(seeds, key=lambda seed: byte_order(seed.name))


def _named(path: str) -> tuple[PurePath, list[Seed]]:
    """The folder to which names are relative, and the seeds that a named path stands for."""
    if stores.is_address(path):
        from corpuskit.workspace import stored

        folder, seeds = stored.named(path)
        return _in_store(folder), seeds
    if not path:
        raise unusable(path, "the name is empty", "name a file or a folder")
    try:
        mode = Path(path).stat().st_mode
    except ValueError:
        raise unusable(path, "no file can have this name", "check the name") from None
    except OSError as error:
        raise unreadable(path, error) from None
    full = _absolute(path)
    if stat.S_ISDIR(mode):
        return full, below(Path(path))
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise unusable(path, f"it is {kind(mode)}", "name a file, or pipe its text into `-`")
    return full.parent, [Seed(seed_name(full.name), path)]


def _renamed(groups: Sequence[tuple[PurePath, list[Seed]]]) -> list[Seed]:
    """Seeds of all groups, each file once, named relative to the folder that the groups have in common."""
    try:
        common = os.path.commonpath([folder for folder, _ in groups]) if groups else ""
    except ValueError:  # on different drives of Windows, or in different stores
        common = ""
    found: dict[PurePath, Seed] = {}
    for _, seeds in groups:
        for seed in seeds:
            assert seed.path is not None
            full = _in_store(seed.path) if stores.is_address(seed.path) else _absolute(seed.path)
            relative = os.path.relpath(full, common) if common else str(full).replace(":", "").lstrip(os.sep)
            found.setdefault(full, seed._replace(name=seed_name(relative)))
    return list(found.values())


def _in_store(address: str) -> PurePath:
    """An address as a path that has only others of the same store in common with it."""
    return PurePosixPath(address.replace("://", ":/", 1))


def _absolute(path: str) -> Path:
    """A path from the root on, without ``..``; links are left as they are."""
    return Path(os.path.normpath(Path.cwd() / path))


def _free(name: str, taken: set[str]) -> str:
    """A name that no file has: standard input must not be taken for a file that is called so."""
    while name in taken:
        name += "-"
    return name
