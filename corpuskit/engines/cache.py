"""What was cut before is not cut again: the records of each seed, kept in .corpuskit-cache/ beside seeds/.

An entry is named after everything that its records depend on: the bytes of the seed, what is stated of it, options,
registries, corrections of its boundaries, and the code and libraries that made it. So a build with it has the same
bytes as one without; one that does not fit is never asked for. Entries hold no code, a damaged one is cut anew, and the
folder can be deleted at any time. What a build did not use is removed at its end.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

from corpuskit import stores
from corpuskit.engines import kept
from corpuskit.engines.parts import SUFFIX
from corpuskit.engines.tasks import Described, Recipe
from corpuskit.extensions import extension_versions
from corpuskit.model import CorpuskitError, Seed, View
from corpuskit.reading import open_source
from corpuskit.stores.standins import copy

FOLDER = ".corpuskit-cache"
#: https://bford.info/cachedir/: backups leave such a folder out.
TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by corpuskit; can be deleted at any time.\n"
#: Libraries whose version can change what is found.
LIBRARIES = ("numpy", "pyarrow", "pycld2", "chardet")
#: States of objects that no two contents have in common.
TAGS = ("ETag ", "etag ", "generation ")


@dataclass(slots=True)
class Cache:
    """The entries of one workspace."""

    folder: Path
    used: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        """The folder as workers find it."""
        return os.fspath(self.folder.absolute())

    def key(self, recipe: Recipe, seed: Seed) -> str | None:
        """The name of a seed's entry; None where the seed cannot be read."""
        content = _content(recipe, seed)
        if content is None:
            return None
        about = [content, seed.name, seed.settings, *_options(recipe, seed), *_made_by()]
        return hashlib.sha256(_canonical(about)).hexdigest()

    def load(self, key: str, seed: Seed) -> Iterator[View | Described] | None:
        """What was kept of a seed; None where there is nothing, or it is damaged."""
        self.used.add(key)
        path = self._found(key)
        try:
            return kept.read(path, seed) if path is not None and kept.sound(path) else None
        except OSError:
            return None

    def _found(self, key: str) -> Path | None:
        """Where an entry can be read, if there may be one."""
        return self.folder / f"{key}{SUFFIX}"

    def keep(self, key: str, events: Iterable[View | Described]) -> Iterator[View | Described]:
        """The same events, kept on their way; where that fails, they are not."""
        file = self._opened(key)
        writer = kept.Writer(file) if file is not None else None
        whole = False
        try:
            for event in events:
                if writer is not None:
                    writer.add(event)
                yield event
            whole = True
        finally:
            if file is not None and writer is not None:
                self._close(file, writer, key, whole)

    def tidy(self) -> None:
        """Removes what this build did not use."""
        for path in self.folder.glob(f"*{SUFFIX}*"):
            if path.name.removesuffix(SUFFIX) not in self.used:
                with suppress(OSError):
                    path.unlink()

    def _opened(self, key: str) -> IO[bytes] | None:
        try:
            self.folder.mkdir(exist_ok=True)
            for name, data in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", TAG)):
                if not (self.folder / name).exists():
                    (self.folder / name).write_bytes(data)
            return self._new(key).open("wb")
        except OSError:
            return None

    def _new(self, key: str) -> Path:
        """Where an entry is written until it is whole; another build may be at it as well."""
        return self.folder / f"{key}{SUFFIX}.{os.getpid()}"

    def _close(self, file: IO[bytes], writer: kept.Writer, key: str, whole: bool) -> None:
        path = self._new(key)
        sealed = writer.seal() if whole else False
        with suppress(OSError):
            file.close()
            if sealed:
                path.replace(self.folder / f"{key}{SUFFIX}")
            else:
                path.unlink()


@dataclass(slots=True)
class Stored(Cache):
    """The entries of a workspace in a store; ``folder`` is one on disk through which they pass."""

    address: str = ""
    _listed: set[str] | None = None

    @property
    def place(self) -> str:
        return self.address

    def _found(self, key: str) -> Path | None:
        name = f"{key}{SUFFIX}"
        with suppress(CorpuskitError, OSError):
            if self._listed is None:  # one request for all of them
                self._listed = {entry.name for entry in stores.entries(self.address)}
            if name in self._listed:
                copy(self.address, [name], self.folder)
                return self.folder / name
        return None

    def _close(self, file: IO[bytes], writer: kept.Writer, key: str, whole: bool) -> None:
        super(Stored, self)._close(file, writer, key, whole)
        path = self.folder / f"{key}{SUFFIX}"
        if path.is_file():
            with suppress(Exception):  # every library has exceptions of its own
                store, root = stores.reach(self.address)
                store.put_file(os.fspath(path), f"{root}/{path.name}")
            path.unlink()

    def tidy(self) -> None:
        with suppress(Exception):  # what stays is in nobody's way
            store, root = stores.reach(self.address)
            for entry in stores.entries(self.address):
                if entry.name.endswith(SUFFIX) and entry.name.removesuffix(SUFFIX) not in self.used:
                    store.rm_file(f"{root}/{entry.name}")


def _content(recipe: Recipe, seed: Seed) -> str | None:
    """What names the bytes of a seed: the tag that a store gives them, else their hash; None where none can be had."""
    if seed.stamp is not None and seed.stamp[1].startswith(TAGS):
        return f"{seed.path} {seed.stamp[0]} {seed.stamp[1]}"
    try:
        digest = hashlib.sha256()
        for chunk in open_source(seed, recipe.limits).chunks():
            digest.update(chunk)
    except CorpuskitError:
        return None
    return digest.hexdigest()


def _options(recipe: Recipe, seed: Seed) -> list[Any]:
    """Everything that the recipe says and that can change what becomes of a seed."""
    found: dict[str, Any] = recipe._asdict()
    found["without"] = sorted(recipe.without - {"jsonl"})
    found["told"] = recipe.told.get(seed.name, {})
    found["limits"] = recipe.limits._asdict()
    found["registries"] = [hashlib.sha256(data).hexdigest() for data in recipe.registries]
    return [found]


def _made_by() -> list[Any]:
    libraries = {}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            libraries[name] = version(name)
    return [_code(), sys.version_info[:2], libraries, extension_versions()]


@cache
def _code() -> str:
    """A hash of this package, data files included: a checkout changes without a new version."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, default=_plain).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    """What JSON has no form for: sets and settings as lists, anything else as it prints itself."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return repr(value)
