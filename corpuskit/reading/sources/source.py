"""Where bytes come from: a regular file, or a stream that is kept. Both can be read again, and a change is found."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from corpuskit import stores
from corpuskit.model import CorpuskitError, Exit, Place, Seed
from corpuskit.problems import failure
from corpuskit.reading.sources import containers
from corpuskit.workspace import Limits
from corpuskit.workspace import files as paths

#: Bytes that are read at a time; checksums are kept for pieces of this size.
CHUNK = 1024 * 1024
#: A stream up to this size is kept in memory, a longer one in an unnamed temporary file.
IN_MEMORY = 64 * 1024 * 1024
#: An object of a store up to this size is kept in memory while it is read.
SMALL = 4 * 1024 * 1024
#: Seconds after which a named pipe into which nobody writes is given up.
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes of a seed. ``name`` is for messages; ``sums`` are the CRC-32 of its chunks once all were read."""

    name: str
    path: str | None
    open: Callable[[], BinaryIO]
    sums: array[int] = field(default_factory=lambda: array("L"))
    #: Line ends before each chunk; CR and LF that lie in two chunks are one.
    lines: array[int] = field(default_factory=lambda: array("Q"))

    def chunks(self, number: int = 0) -> Iterator[bytes]:
        """The bytes in pieces of CHUNK, from one of them on.

        Raises CorpuskitError when reading fails or a piece is not what it was when all of them were first read.
        """
        known = len(self.sums)
        found = array("L")
        try:
            with self.open() as file:
                if number:
                    file.seek(number * CHUNK)
                while piece := _full(file):
                    total = zlib.crc32(piece)
                    if not known:
                        found.append(total)
                    elif number >= known or self.sums[number] != total:
                        raise changed(self.name)
                    number += 1
                    yield piece
        except OSError as error:
            raise paths.unreadable(self.path or self.name, error) from None
        if known and number != known:
            raise changed(self.name)
        if not self.sums:
            self.sums.extend(found)


def _full(file: BinaryIO) -> bytes:
    """A whole chunk, or what is left: pipes and some file systems give less than they are asked for."""
    piece = file.read(CHUNK)
    if not piece or len(piece) == CHUNK:
        return piece
    pieces, size = [piece], len(piece)
    while size < CHUNK and (piece := file.read(CHUNK - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def changed(name: str) -> CorpuskitError:
    """The error for a seed that is not what it was a moment ago."""
    return failure("seed-changed", Place(file=name), Exit.PROBLEMS, file=name)


def size_of(seed: Seed) -> int:
    """Bytes of a seed where it lies, of a member those of its container; 0 for streams and what cannot be looked at."""
    if seed.stamp is not None or seed.path is None:
        return seed.stamp[0] if seed.stamp is not None else 0
    try:
        return Path(seed.path).stat().st_size
    except OSError:
        return 0  # reading it says what is wrong


def open_source(seed: Seed, limits: Limits, stdin: BinaryIO | None = None) -> Source:
    """The bytes of a seed. A stream (standard input, a named pipe) is read to its end here.

    Raises CorpuskitError when it cannot be opened (exit 2 or 74) or a stream is too long.
    """
    if seed.path is None:
        stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise paths.unusable(seed.name, "standard input is closed", "pipe text into the command, or name a file")
        try:
            return _kept(seed.name, iter(lambda: stream.read(CHUNK), b""), limits)
        except OSError as error:
            raise paths.unreadable(seed.name, error) from None
    if seed.members:
        return _kept(seed.name, containers.content(seed, limits), limits)
    if stores.is_address(seed.path):
        return _stored(seed, seed.path)
    name = paths.shown_name(seed.path)
    try:
        mode = Path(seed.path).stat().st_mode
        if stat.S_ISFIFO(mode):
            return _kept(name, _piped(seed), limits)
    except OSError as error:
        raise paths.unreadable(seed.path, error) from None
    if not stat.S_ISREG(mode):
        remedy = "name a file, or pipe its text into `-`"
        raise paths.unusable(seed.path, f"it is {paths.kind(mode)}", remedy)
    return Source(name, seed.path, _Reopened(name, seed.path))


def _stored(seed: Seed, address: str) -> Source:
    """An object of a store: a small one is asked for once, of a larger one ranges as often as wanted."""
    opened = stores.Reopened(address, seed.stamp, partial(changed, address))
    if seed.stamp is None or seed.stamp[0] > SMALL:
        return Source(address, address, opened)
    with opened() as file:
        data = file.read()
    if len(data) != seed.stamp[0]:
        raise changed(address)
    return Source(address, address, partial(io.BytesIO, data))


@dataclass(slots=True)
class _Reopened:
    """Opens a regular file and makes sure that it is still the one that was opened first."""

    name: str
    path: str
    first: tuple[int, ...] | None = None

    def __call__(self) -> BinaryIO:
        try:
            file = _Named(self.path)
        except OSError as error:
            raise paths.unreadable(self.path, error) from None
        status = os.fstat(file.fileno())
        now = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if self.first is None:
            self.first = now
        elif self.first != now:
            file.close()
            raise changed(self.name)
        return file


class _Named(io.FileIO):
    """A file of which every failure to read it says which file it is, wherever that happens."""

    def read(self, size: int | None = -1, /) -> Any:
        return self._told(super().read, size)

    def readall(self) -> Any:
        return self._told(super().readall)

    def readinto(self, buffer: Any, /) -> Any:
        return self._told(super().readinto, buffer)

    def _told(self, read: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except OSError as error:
            raise paths.unreadable(str(self.name), error) from None


def _piped(seed: Seed) -> Iterator[bytes]:
    """What is written into a named pipe. Opening one waits for a writer, so it is given up where none comes."""
    assert seed.path is not None
    descriptor = os.open(seed.path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                piece = os.read(descriptor, CHUNK)
            except BlockingIOError:  # somebody has it open for writing: now waiting is right
                break
            if piece:
                yield piece
                break
            if time.monotonic() > until:
                remedy = "start what writes into it first, or pipe text into `-`"
                raise paths.unusable(seed.path, "nobody writes into this pipe", remedy)
            time.sleep(0.02)
        os.set_blocking(descriptor, True)
        while piece := os.read(descriptor, CHUNK):
            yield piece
    finally:
        os.close(descriptor)


def _kept(name: str, pieces: Iterable[bytes], limits: Limits) -> Source:
    """Everything that a stream gives, kept where it can be read again; nothing stays behind."""
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  it lives as long as the view
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.stream_bytes:
            raise failure("stream-too-long", Place(file=name), file=name, limit=limits.stream_bytes)
        kept.write(piece)
    return Source(name, None, lambda: io.BufferedReader(_Again(kept)))


class _Again(io.RawIOBase):
    """A reader of a kept stream with a place of its own, so that several passes do not disturb each other."""

    def __init__(self, kept: tempfile.SpooledTemporaryFile[bytes]) -> None:
        self._kept = kept
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END:
            offset += self._kept.seek(0, os.SEEK_END)
        elif whence == os.SEEK_CUR:
            offset += self._at
        self._at = offset
        return offset

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._kept.seek(self._at)
        piece = self._kept.read(len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
