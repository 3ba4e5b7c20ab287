"""Objects of a store: listed, looked at, read by ranges of bytes, written."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, cast

from corpuskit.model import CorpuskitError
from corpuskit.stores.addresses import reach
from corpuskit.stores.answers import answered, no_bucket, refusal

#: Bytes that are asked for at a time, beyond those that are wanted at once.
AHEAD = 1024 * 1024
BUFFER = 1024 * 1024
#: What stores call the state of an object, the surest first.
_STATES = ("ETag", "etag", "generation", "mtime", "LastModified", "last_modified", "updated", "modified", "created")

#: Size of an object, and what its store calls its state (``ETag "…"``); both as they were when it was listed.
Stamp = tuple[int, str]


class Listed(NamedTuple):
    """An object below a folder: its path there, its address, and its stamp."""

    name: str
    address: str
    stamp: Stamp


def _stamp(info: Mapping[str, Any]) -> Stamp:
    key = next((key for key in _STATES if info.get(key)), "")
    state = info.get(key, "")
    return int(info.get("size") or 0), f"{key} {state.timestamp() if hasattr(state, 'timestamp') else state}".strip()


def differ(one: Stamp, other: Stamp) -> bool:
    """Whether an object changed between two looks. Some stores say less of its state in a list than of itself."""
    same_kind = one[1].partition(" ")[0] == other[1].partition(" ")[0]
    return one[0] != other[0] or (same_kind and one[1] != other[1])


def kind(address: str, code: str = "unreadable") -> str | None:
    """``file`` or ``directory``; None where nothing is. Raises CorpuskitError where the store does not tell."""
    store, path = reach(address)
    with answered(address, code):
        store.invalidate_cache()
        try:
            found: str = store.info(path)["type"]
        except FileNotFoundError as error:
            if no_bucket(error):
                raise
            return None
        return found


def below(address: str) -> list[Listed]:
    """Every object below a folder, in any order. Raises CorpuskitError as `kind` does."""
    store, root = reach(address)
    with answered(address):
        store.invalidate_cache()
        found = store.find(root, detail=True)
        store.invalidate_cache()  # what is known of a million objects is not kept twice
    return list(_listed(address, root, found.items()))


def entries(address: str) -> list[Listed]:
    """The objects right below a folder; none where there is no such folder."""
    store, root = reach(address)
    with answered(address):
        store.invalidate_cache()
        try:
            found = store.ls(root, detail=True)
        except FileNotFoundError:
            return []
    return list(_listed(address, root, ((info["name"], info) for info in found)))


def _listed(address: str, root: str, found: Any) -> Iterator[Listed]:
    for path, info in found:
        name = str(path).removeprefix(root).lstrip("/")
        if name and not name.endswith("/") and info.get("type") == "file":
            yield Listed(name, f"{address.rstrip('/')}/{name}", _stamp(info))


def look(address: str) -> Stamp:
    """The stamp of an object as it is now. Raises CorpuskitError where there is none."""
    store, path = reach(address)
    with answered(address):
        store.invalidate_cache(path)
        return _stamp(store.info(path))


def heads(addresses: Sequence[str], size: int) -> list[bytes]:
    """The first bytes of objects, of many at the same time; of one that cannot be read, none."""
    reached = [reach(address) for address in addresses]
    found: dict[str, bytes] = {}
    for store in {id(store): store for store, _ in reached}.values():
        paths = [path for its, path in reached if its is store]
        with answered(addresses[0]):
            read = store.cat_ranges(paths, [0] * len(paths), [size] * len(paths), on_error="return")
        found |= {path: data for path, data in zip(paths, read, strict=True) if isinstance(data, bytes)}
    return [found.get(path, b"") for _, path in reached]


def opened(address: str) -> BinaryIO:
    """An object open for reading from any place, in memory bounded by AHEAD. Raises CorpuskitError as `look` does."""
    store, path = reach(address)
    with answered(address):
        store.invalidate_cache(path)
        file = store.open(path, "rb", block_size=AHEAD, cache_type="readahead")
    return io.BufferedReader(_Ranges(file, address), BUFFER)


@dataclass(slots=True)
class Reopened:
    """Opens an object again and again, and makes sure that it is still the one of its stamp.

    ``changed`` gives the error for one that is not. Workers make their own connection: nothing of it is sent to them.
    """

    address: str
    first: Stamp | None
    changed: Callable[[], CorpuskitError]

    def __call__(self) -> BinaryIO:
        store, path = reach(self.address)
        with answered(self.address):
            store.invalidate_cache(path)
            file = store.open(path, "rb", block_size=AHEAD, cache_type="readahead")
            known = getattr(file, "details", None)  # what the file system looked up to open it
        self.require(_stamp(known) if isinstance(known, dict) else look(self.address))
        return io.BufferedReader(_Ranges(file, self.address, self), BUFFER)

    def require(self, now: Stamp) -> None:
        """Raises the error where the object, as it is now, is another one."""
        if self.first is None:
            self.first = now
        elif differ(self.first, now):
            raise self.changed()


class _Ranges(io.RawIOBase):
    """A file of fsspec whose every failure says which object it is, or that this was changed while it was read."""

    def __init__(self, file: Any, address: str, watch: Reopened | None = None) -> None:
        self._file, self._address, self._watch = file, address, watch

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any, /) -> int:
        try:
            piece = self._file.read(len(buffer))
        except Exception as error:  # every library has exceptions of its own
            if self._watch is not None:
                self._watch.require(look(self._address))
            raise refusal(self._address, error) from error
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            with suppress(Exception):  # nothing was written
                self._file.close()
        super().close()


def put(address: str, data: bytes, *, over: Stamp | None = None, new: bool = False) -> Stamp:
    """Writes a small object: ``new`` only where there is none, ``over`` only in the place of the one with that stamp.

    The condition is one of the store's where it has such (S3: If-None-Match, If-Match; other stores: exclusive creation
    alone, and `over` looks first). Raises what the store raises: `answers.refused_condition` knows a condition.
    """
    store, path = reach(address)
    if new:
        store.pipe_file(path, data, mode="create")
    elif over is not None and _takes_conditions(store) and over[1].startswith("ETag "):
        store.pipe_file(path, data, IfMatch=over[1].removeprefix("ETag "))
    else:
        if over is not None and differ(over, look(address)):
            raise FileExistsError(address)
        store.pipe_file(path, data)
    return look(address)


def _takes_conditions(store: Any) -> bool:
    protocols = store.protocol if isinstance(store.protocol, tuple | list) else (store.protocol,)
    return "s3" in cast("Sequence[str]", protocols)
