"""data/text/*.txt: the text of each record in a file of its own, for concordancers and the like.

A file is named ``<date>_<outlet>_<id>.txt``, or ``undated`` and ``no-outlet``; of the outlet's name only small Latin
letters and digits are kept, so that no name leads anywhere, and ``outlet`` where it has none. In it are title, blank
line and text, as far as they are known.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group
from corpuskit.packaging.joining import constant, filled, raw, stringed

NAME = "text"
FOLDER = "data/text"
FILES: tuple[DataFile, ...] = ()

#: Characters of an outlet's name that a file name keeps.
MOST = 40
#: As ``open(path, "wb")`` opens a file, on every system.
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Writer(Writing):
    """Writes a file for each record."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder
        self.measured: dict[str, tuple[int, str]] = {}
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)

    def write(self, group: Group) -> None:
        for records in group.told():
            named = zip(*(records[name].to_pylist() for name in ("id", "day", "outlet")), strict=True)
            for name, content in zip(named, contents(records), strict=True):
                path = f"{FOLDER}/{file_name(*name)}"
                _write(f"{self.folder}/{path}", content)
                self.measured[path] = (len(content), hashlib.sha256(content).hexdigest())
                self.rows[path] = 1


def _write(path: str, content: bytes) -> None:
    """A whole file, by calls of the system: Python's own files take as long again for thousands of small ones."""
    file = os.open(path, NEW, 0o666)
    try:
        left = memoryview(content)
        while left:  # a disk that fills up takes a part first, and says so at the next call
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def contents(records: Mapping[str, pa.Array]) -> list[bytes]:
    """Title, blank line and text of each record."""
    parts = (filled(raw(records[name])) for name in ("title", "text"))
    found: list[bytes] = stringed(stringed(*parts, between=b"\n\n"), constant(b"\n")).to_pylist()
    return found


def file_name(record: str, date: str | None, outlet: str | None) -> str:
    """A name that is safe on every system."""
    credited = "no-outlet" if outlet is None else _slug(outlet) or "outlet"
    return f"{date or 'undated'}_{credited}_{record}.txt"


@lru_cache(4096)
def _slug(outlet: str) -> str:
    plain = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain)[:MOST].strip("-")
