"""Whether a folder is one that corpuskit wrote: no other is ever replaced."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from corpuskit.model import Exit
from corpuskit.packaging.sealing.manifest import GITIGNORE, GITIGNORE_BYTES, MANIFEST, SCHEMA, SUMS, listed
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.workspace.files import place, shown_name
from corpuskit.workspace.names import DROPPINGS

#: A line of SHA256SUMS.
SUM = later(r"([0-9a-f]{64})  (.{1,4096})")


def require(dist: Path, shown: Path) -> None:
    """Raises CorpuskitError (``not-ours``, exit 2) unless the folder may be replaced.

    It may when it does not exist, is empty, holds only our .gitignore, or has our manifest (or, where that is damaged,
    our SHA256SUMS) and nothing that it does not list: a file that someone added would be lost.
    """
    reason = _objection(dist)
    if reason is not None:
        raise failure("not-ours", place(shown), Exit.USAGE, folder=shown_name(shown), reason=reason)


def require_outside(path: Path, shown: Path) -> None:
    """Raises CorpuskitError (``not-ours``, exit 2) where a file or folder would lie in a finished corpus, which would
    then no longer be what was built.
    """
    for folder in Path(os.path.realpath(path)).parents:
        with suppress(OSError):  # what cannot be read there is not known to be a corpus
            if _listed(folder) is None:
                continue
            reason = f"it lies in {shown_name(folder)}, which is a finished corpus"
            raise failure("not-ours", place(shown), Exit.USAGE, folder=shown_name(shown), reason=reason)


def files(dist: Path) -> set[str]:
    """Paths of the files that corpuskit wrote: by the manifest of the folder, else by its SHA256SUMS; none without."""
    known = _listed(dist)
    if known is not None:
        return known | {MANIFEST, SUMS}
    told = summed(dist)
    return {*told, SUMS, GITIGNORE} if told else set()


def summed(dist: Path) -> dict[str, str]:
    """SHA-256 by path as SHA256SUMS tells them; empty unless it is one of ours, which lists a manifest and a schema."""
    path = dist / SUMS
    if not path.is_file() or path.is_symlink():
        return {}
    found: dict[str, str] = {}
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        told = SUM.fullmatch(line)
        if told is None or not _is_inside(told[2]):
            return {}
        found[told[2]] = told[1]
    return found if {MANIFEST, SCHEMA} <= found.keys() else {}


def _is_inside(path: str) -> bool:
    """Whether a path that a file tells leads to somewhere below its folder, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and not {"\\", ":", "\0"} & set(path)


def _objection(dist: Path) -> str | None:
    if not dist.exists():
        return "it is a link that leads nowhere" if dist.is_symlink() else None
    if not dist.is_dir():
        return "it is a file"
    others = (name for name in present(dist, _fail) if not _is_work(name, dist))
    held = {name for name in others if PurePosixPath(name).name not in DROPPINGS}
    if not held:
        folders = [path.name for path in dist.iterdir() if path.is_dir() and not _is_work(path.name, dist)]
        return f"it holds the folder {_some(set(folders))}" if folders else None
    if held == {GITIGNORE} and _is_our_gitignore(dist / GITIGNORE):
        return None
    if _listed(dist) is None and not summed(dist):
        return f"it has no readable {MANIFEST} of corpuskit, and holds {_some(held)}"
    added = held - files(dist)
    return f"someone added {_some(added)}" if added else None


def present(dist: Path, failed: Callable[[OSError], object] | None = None) -> Iterator[str]:
    """Every file below a folder, links included, which are never followed.

    ``failed`` is told of a folder that cannot be read, which else is passed over.
    """
    for folder, folders, names in os.walk(dist, onerror=failed):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            yield (Path(folder) / name).relative_to(dist).as_posix()


def _fail(error: OSError) -> None:
    raise error


def _is_work(name: str, dist: Path) -> bool:
    """Whether a file belongs to a build under way, whose work folder lies in a dist/ that is a mount point."""
    return name.startswith(f".{dist.name}.")


def _some(names: set[str]) -> str:
    first, *others = sorted(names)
    return shown_name(first) if not others else f"{shown_name(first)} and {len(others)} more"


def _is_our_gitignore(path: Path) -> bool:
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == GITIGNORE_BYTES


def _listed(dist: Path) -> set[str] | None:
    """The files that a manifest of ours lists. Raises OSError when a disk that fails does not let us tell."""
    path = dist / MANIFEST
    found = listed(path.read_bytes()) if path.is_file() else None
    return set(found) if found is not None and all(map(_is_inside, found)) else None
