"""Files as seeds: the names that they get below seeds/, and the copies that are put there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from corpuskit.model import CorpuskitError, PathLike, Seed
from corpuskit.problems import wrong_option
from corpuskit.reading import size_of
from corpuskit.workspace import SEEDS, files, walk
from corpuskit.workspace.names import alike, disk_name, free_name, is_seed, seed_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to become a seed: the name that it gets below seeds/, and its hash."""

    source: Path
    name: str
    sha256: str


def named(folder: Path, sources: Sequence[Path], name: str | None) -> tuple[list[Wanted], dict[Path, str]]:
    """The files with the names that they get, and those whose bytes are there already."""
    if name is not None:
        if len(sources) != 1:
            raise wrong_option("a name is for one file", "one FILE with --as")
        _require_fit(name)
    seeds = walk.below(folder)
    sizes: dict[int, list[Seed]] = {}
    for seed in seeds:
        sizes.setdefault(size_of(seed), []).append(seed)
    taken = {alike(seed.name) for seed in seeds}
    if name is not None and alike(name) in taken:
        raise wrong_option(f"{SEEDS}/{name} exists, and is never overwritten", "another name")
    wanted: list[Wanted] = []
    known: dict[Path, str] = {}
    for source in sources:
        digest = _hash(source)
        same_size = sizes.get(source.stat().st_size, ())
        there = next((seed.name for seed in same_size if _hash(Path(seed.path or "")) == digest), None)
        there = there or next((one.name for one in wanted if one.sha256 == digest), None)
        if there is not None:
            known[source] = there
            continue
        chosen = name or free_name(source.name, taken)
        taken.add(alike(chosen))
        wanted.append(Wanted(source, chosen, digest))
    return wanted, known


def _hash(source: Path) -> str:
    try:
        if not source.is_file():
            reason = "it is a folder" if source.is_dir() else "there is no such file"
            raise files.unusable(source, reason, "name a file")
        with source.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise files.unreadable(source, error) from None


def _require_fit(name: str) -> None:
    """Raises CorpuskitError for a name that no seed can have."""
    if any(not part or part.startswith(".") or not part.isprintable() for part in name.split("/")) or "\\" in name:
        raise wrong_option(f"{name!r} is no path below {SEEDS}/", "a name such as 2024/may.txt")
    if not is_seed(name):
        known = "a name that neither ends in .toml nor begins with README or ~$"
        raise wrong_option(f"{name.rpartition('/')[2]!r} would not be taken as a seed", known)


def place(root: PathLike, wanted: Sequence[Wanted]) -> list[Path]:
    """Puts the files into seeds/, each whole or not at all; returns where they lie. Nothing is ever overwritten.

    Raises CorpuskitError when a name has been taken since, a file is not what was looked at, or the disk fails.
    """
    return [_put(Path(root) / SEEDS, one) for one in wanted]


def _put(folder: Path, one: Wanted) -> Path:
    target = folder / disk_name(one.name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise wrong_option(f"{one.name} would lie outside of {SEEDS}/, where a link leads", "another name")
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".adding-")
        try:
            with os.fdopen(handle, "wb") as copy, one.source.open("rb") as source:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            if _hash(Path(made)) != one.sha256:
                remedy = "wait until it is written, and add it again"
                raise CorpuskitError([files.refused(one.source, "it changed while it was looked at", remedy)])
            Path(made).chmod(0o644)
            _take_name(Path(made), target)
        finally:
            Path(made).unlink(missing_ok=True)
    except FileExistsError:
        reason = f"{SEEDS}/{seed_name(one.name)} exists now, and is never overwritten"
        raise wrong_option(reason, "the same command again, which gives it another name") from None
    except OSError as error:
        raise files.unwritable(target, error) from None
    return target


def _take_name(made: Path, target: Path) -> None:
    """Gives a file its name where that is free; FileExistsError where it is not."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the name is taken by an empty file first
        target.open("xb").close()
        try:
            made.replace(target)
        except BaseException:
            target.unlink()
            raise
