"""A file of a finished corpus, on a disk or in a store, with as much of `pathlib.Path` as those need who read one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpuskit.model import PathLike
from corpuskit.stores.addresses import is_address, on_disk
from corpuskit.stores.objects import kind, opened


@dataclass(frozen=True, slots=True)
class Stored:
    """An address that is read as a path is."""

    address: str

    @property
    def name(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2]

    def __fspath__(self) -> str:
        return self.address

    def __truediv__(self, below: PathLike) -> Stored:
        return Stored(f"{self.address.rstrip('/')}/{Path(below).as_posix()}")

    def with_name(self, name: str) -> Stored:
        return Stored(f"{self.address.rstrip('/').rpartition('/')[0]}/{name}")

    def is_file(self) -> bool:
        return kind(self.address) == "file"

    def is_dir(self) -> bool:
        return kind(self.address) == "directory"

    def open(self, mode: str = "rb") -> BinaryIO:
        """The object, open for reading. Raises CorpuskitError where it cannot be read."""
        assert mode == "rb"
        return opened(self.address)

    def read_bytes(self) -> bytes:
        with self.open() as file:
            return file.read()


def path_of(path: PathLike) -> Path | Stored:
    """A path, of this machine or of a store."""
    return Stored(str(path)) if is_address(path) else Path(on_disk(path))
