"""Folders on disk that stand in for folders of a store, as long as this process needs them.

A message names what lies in one by its address, which is what its reader knows.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from corpuskit.model import PathLike
from corpuskit.stores.addresses import reach
from corpuskit.stores.answers import answered, refusal

#: Addresses by the folders that stand in for them.
_standing: dict[str, str] = {}
#: Those that stay until the process ends, which removes them.
_lasting: list[tempfile.TemporaryDirectory[str]] = []


def stand_in(address: str) -> Path:
    """A new, empty folder for a folder of a store; it goes when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="corpuskit-")
    _lasting.append(folder)
    return _stand(folder.name, address)


@contextmanager
def copied(address: str, names: Iterable[str], shown_as: str) -> Iterator[Path]:
    """A copy of objects below an address, by their paths there, until the block ends; what messages call the folder."""
    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        try:
            yield copy(address, names, _stand(folder, shown_as))
        finally:
            _standing.pop(folder, None)


def copy(address: str, names: Iterable[str], folder: Path) -> Path:
    """Copies objects below an address to a folder. Raises CorpuskitError where one cannot be read."""
    store, root = reach(address)
    for name in names:
        if ".." in PurePosixPath(name).parts or name.startswith("/"):
            raise refusal(f"{address.rstrip('/')}/{name}", ValueError("no file can have this name"))
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with answered(f"{address.rstrip('/')}/{name}"):
            store.get_file(f"{root}/{name}", os.fspath(target))
    return folder


def _stand(folder: str, address: str) -> Path:
    _standing[folder] = address.rstrip("/")
    return Path(folder)


def address_of(path: PathLike) -> str | None:
    """The address that a folder on disk stands in for; None for any other."""
    return _standing.get(os.fspath(path))


def shown(path: str) -> str:
    """A path as a reader knows it: what lies in a stand-in by its address."""
    for folder, address in _standing.items():
        if path == folder or path.startswith(folder + os.sep):
            return address + path[len(folder) :].replace(os.sep, "/")
    return path
