"""Whether a folder is one that corpuskit wrote: no other is ever replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from corpuskit.model import Exit
from corpuskit.packaging.manifest import FORMAT, GITIGNORE, GITIGNORE_BYTES, MANIFEST, SUMS
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.workspace.files import place, shown_name

#: A line of SHA256SUMS, and the file by which a corpus is told from another folder that has sums.
SUM = later(r"([0-9a-f]{64})  (.{1,4096})")
SCHEMA = "record.schema.json"

#: What file managers put into any folder.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def require(dist: Path, shown: Path) -> None:
    """Raises CorpuskitError (``not-ours``, exit 2) unless the folder may be replaced.

    It may when it does not exist, is empty, holds only our .gitignore, or has our manifest (or, where that is damaged,
    our SHA256SUMS) and nothing that it does not list: a file that someone added would be lost.
    """
    reason = _objection(dist)
    if reason is not None:
        raise failure("not-ours", place(shown), Exit.USAGE, folder=shown_name(shown), reason=reason)


def files(dist: Path) -> set[str]:
    """Paths of the files that corpuskit wrote: by the manifest of the folder, else by its SHA256SUMS; none without."""
    manifest = _manifest(dist)
    if manifest is None:
        known = summed(dist)
        return {*known, SUMS, GITIGNORE} if known else set()
    return {entry["path"] for entry in manifest["files"]} | {MANIFEST, SUMS}


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
    present = {name for name in _present(dist) if PurePosixPath(name).name not in DROPPINGS}
    if not present:
        folders = [path.name for path in dist.iterdir() if path.is_dir() and not _is_work(path.name, dist)]
        return f"it holds the folder {_some(set(folders))}" if folders else None
    if present == {GITIGNORE} and _is_our_gitignore(dist / GITIGNORE):
        return None
    if _manifest(dist) is None and not summed(dist):
        return f"it has no readable {MANIFEST} of corpuskit, and holds {_some(present)}"
    added = present - files(dist)
    return f"someone added {_some(added)}" if added else None


def _present(dist: Path) -> Iterator[str]:
    """Every file below the folder, and every link. Raises OSError for a folder that cannot be read."""

    def fail(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(dist, onerror=fail):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            path = (Path(folder) / name).relative_to(dist).as_posix()
            if not _is_work(path, dist):
                yield path


def _is_work(name: str, dist: Path) -> bool:
    """Whether a file belongs to a build under way, whose work folder lies in a dist/ that is a mount point."""
    return name.startswith(f".{dist.name}.")


def _some(names: set[str]) -> str:
    first, *others = sorted(names)
    return shown_name(first) if not others else f"{shown_name(first)} and {len(others)} more"


def _is_our_gitignore(path: Path) -> bool:
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == GITIGNORE_BYTES


def _manifest(dist: Path) -> dict[str, Any] | None:
    """The manifest as far as it is one of ours. Raises OSError when a disk that fails does not let us tell."""
    path = dist / MANIFEST
    if not path.is_file():
        return None
    raw = path.read_bytes()
    try:
        found = json.loads(raw)
        listed = [entry["path"] for entry in found["files"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    sound = found.get("format") == FORMAT and all(isinstance(path, str) and _is_inside(path) for path in listed)
    return found if sound else None
