"""Which files are seeds: the walk below a folder, loose files and folders, links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath

from corpuskit import stores
from corpuskit.model import FORMAT_OF_DIST, MANIFEST, CorpuskitError, Exit, PathLike, Problem, Seed
from corpuskit.workspace import files
from corpuskit.workspace.names import byte_order, is_seed, seed_name

STANDARD_INPUT = "-"
STREAM_NAME = "stdin"
#: So much of a manifest says whose it is.
_HEAD = 4096


def below(folder: Path, data_sets: bool = True) -> list[Seed]:
    """Every file below a folder that is a seed by its name (`is_seed`), in byte order of its path; without those of
    finished data sets in it, if these are not wanted.

    Raises CorpuskitError that names every link which leaves the folder or leads to a folder, and everything else that
    is not a regular file.
    """
    base = os.path.realpath(folder)
    found: list[Seed] = []
    problems: list[Problem] = []
    machine = False
    for entry, relative in _walk(folder, data_sets):
        try:
            wrong = _objection(entry, base)
        except OSError as error:
            failed = files.unreadable(entry.path, error)
            machine |= failed.exit_code == Exit.MACHINE
            problems.extend(failed.problems)
            continue
        if wrong is None:
            found.append(Seed(seed_name(relative), entry.path))
        else:
            problems.append(files.refused(entry.path, *wrong))
    if problems:
        problems.sort(key=lambda p: p.place.file or "")
        raise CorpuskitError(problems, Exit.MACHINE if machine else Exit.USAGE)
    return sorted(found, key=lambda seed: byte_order(seed.name))


def at(path: Path) -> list[Seed]:
    """The seeds below a folder; of a file that alone."""
    return below(path) if path.is_dir() else [Seed(seed_name(path.name), str(path))]


def _walk(folder: Path, data_sets: bool) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Entries that may be seeds, with their path relative to the folder. Does not follow links to folders."""
    pending = [(os.fspath(folder), "")]
    while pending:
        path, prefix = pending.pop()
        try:
            with os.scandir(path) as entries:
                listed = list(entries)
        except OSError as error:
            raise files.unreadable(path, error) from None
        if prefix and not data_sets and any(entry.name == MANIFEST and _is_ours(entry) for entry in listed):
            continue
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}{os.sep}"))
            elif is_seed(entry.name):
                yield entry, prefix + entry.name


def _is_ours(manifest: os.DirEntry[str]) -> bool:
    """Whether a manifest is that of a data set that corpuskit wrote."""
    try:
        with Path(manifest.path).open("rb") as file:
            return f'"{FORMAT_OF_DIST}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


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
        return f"it is {files.kind(mode)}", "keep nothing but files in the folder"
    return None


def loose(paths: Sequence[PathLike]) -> list[Seed]:
    """Files, folders and ``-`` as seeds without configuration, in byte order of their names.

    A file that is named is taken, whatever it is called; a folder is walked like seeds/, but for finished data sets
    below it.
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
        raise files.unusable(path, "the name is empty", "name a file or a folder")
    try:
        mode = Path(path).stat().st_mode
    except ValueError:
        raise files.unusable(path, "no file can have this name", "check the name") from None
    except OSError as error:
        raise files.unreadable(path, error) from None
    full = _absolute(path)
    if stat.S_ISDIR(mode):
        return full, below(Path(path), data_sets=False)
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise files.unusable(path, f"it is {files.kind(mode)}", "name a file, or pipe its text into `-`")
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
