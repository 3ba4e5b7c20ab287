"""What is an address of a store, and how the store behind it is reached."""

from __future__ import annotations

import os
import re
from typing import Any

from corpuskit.model import PathLike, Place
from corpuskit.problems import wrong_option

#: Ways to a file that fsspec knows and that do no more than read and write it.
SCHEMES = frozenset(
    "file http https s3 s3a gs gcs az abfs abfss ftp sftp ssh smb hdfs webhdfs hf github memory".split()  # noqa: SIM905
)
#: Stores that live in the memory of one process: no worker sees them.
PRIVATE = frozenset({"memory"})
#: A scheme has two letters at least: ``C:\`` is a drive.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_FILE = "file://"


def is_address(path: PathLike) -> bool:
    """Whether a path is an address of a store; ``file://`` leads to a disk."""
    found = _ADDRESS.match(os.fspath(path))
    return found is not None and found[0].lower() != _FILE


def on_disk(path: PathLike) -> PathLike:
    """The path itself, of ``file://`` the one behind it."""
    name = os.fspath(path)
    return name[len(_FILE) :] if name[: len(_FILE)].lower() == _FILE else path


def private(address: str) -> bool:
    """Whether no other process can read what lies there."""
    found = _ADDRESS.match(address)
    return found is not None and found[1].lower() in PRIVATE


def reach(address: str) -> tuple[Any, str]:
    """The file system of fsspec behind an address, and the path in it, without a slash at its end.

    Raises CorpuskitError (exit 2) for a way that is not taken, and where a library is not installed.
    """
    from corpuskit.stores.answers import answered

    found = _ADDRESS.match(address)
    scheme = found[1].lower() if found else ""
    if scheme not in SCHEMES or "::" in address:
        reason = "nested addresses (::) are not supported"
        reason = reason if "::" in address else f"{scheme}:// addresses are not supported"
        known = "one of " + ", ".join(f"{name}://" for name in sorted(SCHEMES))
        raise wrong_option(f"{address}: {reason}", known, Place(address))
    try:
        import fsspec
    except ImportError:
        reason = f"{address} needs fsspec, which is not installed"
        known = f"pip install '{extra(scheme)}'"
        raise wrong_option(reason, known, Place(address)) from None
    with answered(address):
        store, path = fsspec.core.url_to_fs(address)
        return store, str(path).rstrip("/")


def extra(scheme: str) -> str:
    """What to install for a scheme."""
    own = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}
    return f"corpuskit-cli[{own.get(scheme, 'fetch')}]"
