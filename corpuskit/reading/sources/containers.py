"""Containers: the files in a zip, and the one file in a gzip, bzip2, xz or Zstandard, are seeds of their own.

A member is called ``a.zip!/b.html``, one of ``a.txt.gz`` is ``a.txt.gz!/a.txt``. Nothing is unpacked to a place that
outlives the command. Office documents are zips too, but documents to their readers: they stay whole.
"""

from __future__ import annotations

import bz2
import lzma
import os
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from corpuskit import stores
from corpuskit.counting import counted
from corpuskit.model import CorpuskitError, Exit, Place, Seed
from corpuskit.problems import failure
from corpuskit.reading.optional import optional
from corpuskit.workspace import Limits, files
from corpuskit.workspace.names import byte_order, is_seed

#: Between the name of a container and that of a file in it.
SEPARATOR = "!/"
#: Files up to this size may be packed as tightly as they like.
UNSUSPICIOUS = 16 * 1024 * 1024
CHUNK = 1024 * 1024
#: So much of a packed file is unpacked at a time: of 8 KiB none makes more than some hundred MiB.
PACKED = 8 * 1024

#: What the unpackers raise for bytes that are not what they should be.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, IndexError)


class Packing(NamedTuple):
    """How a single file is packed: the signature with which that begins, the ending of its name, and what unpacks it.

    ``stream`` takes the name for messages and gives an object that unpacks one stream (``decompress``, ``eof`` and
    ``unused_data``, as those of zlib have them). Files hold several where packed files were joined.
    """

    signature: bytes
    suffix: str
    stream: Callable[[str], Any]


def _zstd(shown: str) -> Any:
    return optional("zstandard", "zstd", "Zstandard files", shown).ZstdDecompressor().decompressobj()


PACKINGS = (
    Packing(b"\x1f\x8b\x08", ".gz", lambda _: zlib.decompressobj(wbits=31)),
    Packing(b"BZh", ".bz2", lambda _: bz2.BZ2Decompressor()),
    Packing(b"\xfd7zXZ\x00", ".xz", lambda _: lzma.LZMADecompressor()),
    Packing(b"\x28\xb5\x2f\xfd", ".zst", _zstd),
)
ZIP = b"PK\x03\x04"
#: Files by which a zip shows that it is a document of an office program, or a book.
DOCUMENT = ("[Content_Types].xml", "mimetype")


def packing(head: bytes) -> Packing | None:
    """How a file with this beginning is packed; None where it is no packed single file."""
    found = next((one for one in PACKINGS if head.startswith(one.signature)), None)
    return None if found is not None and found.suffix == ".bz2" and not head[3:4].isdigit() else found


def members(file: BinaryIO, seed: Seed, limits: Limits) -> list[Seed] | None:
    """The seeds in a container, in byte order of their names; None where the file is no container.

    Raises CorpuskitError for a container that is damaged or holds too much.
    """
    head = file.read(8)
    file.seek(0)
    if len(seed.members) >= limits.archive_depth and (packing(head) or head.startswith(ZIP)):
        raise _beyond(seed, f"it lies in {len(seed.members)} others", "archive_depth", limits.archive_depth)
    if (one := packing(head)) is not None:
        inside = PurePosixPath(seed.name).name
        inside = inside[: -len(one.suffix)] if inside.lower().endswith(one.suffix) and len(inside) > 4 else inside
        return [_member(seed, inside)]
    if not head.startswith(ZIP):
        return None
    with _opened(file, seed) as archive:
        listed = archive.infolist()
        if any(entry.filename in DOCUMENT for entry in listed):
            return None
        return _listed(seed, listed, limits)


def _listed(seed: Seed, listed: Sequence[zipfile.ZipInfo], limits: Limits) -> list[Seed]:
    if len(listed) > limits.archive_members:
        raise _beyond(seed, f"it holds {counted(len(listed), 'file')}", "archive_members", limits.archive_members)
    names = Counter(entry.filename for entry in listed if not entry.is_dir() and _is_kept(entry.filename))
    twice = min((name for name, count in names.items() if count > 1), default=None)
    if twice is not None:
        raise broken(seed.name, f"two files in it are called {twice}", "pack it again, each file under its own name")
    total = sum(entry.file_size for entry in listed)
    if total > limits.archive_bytes:
        raise _beyond(seed, f"it holds {total} bytes", "archive_bytes", limits.archive_bytes)
    return sorted((_member(seed, name) for name in names), key=lambda one: byte_order(one.name))


def _is_kept(name: str) -> bool:
    """Whether a file in a zip is a seed; what macOS keeps beside its files is none."""
    return is_seed(name) and "__MACOSX" not in name.split("/")


def _member(seed: Seed, name: str) -> Seed:
    return seed._replace(name=f"{seed.name}{SEPARATOR}{name}", members=(*seed.members, name))


def content(seed: Seed, limits: Limits) -> Iterator[bytes]:
    """The bytes of a member of a container, in pieces. Raises CorpuskitError that names the member."""
    *around, member = seed.members
    try:
        key = (*_state(str(seed.path)), os.getpid())
        archive = _archive(str(seed.path), tuple(around), key, limits)
        if archive is not None:
            yield from _of_zip(archive, member, seed.name, limits)
            return
        with _container(str(seed.path), tuple(around), limits) as file:
            yield from _of_packing(file, seed.name, limits)
    except (NotImplementedError, RuntimeError) as error:
        raise broken(seed.name, f"it is packed in a way that is not read ({error})", "pack it again as zip") from None
    except KeyError:
        raise broken(seed.name, "it is no longer in the archive", "run the command again") from None
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise files.unreadable(str(seed.path), error) from None
        raise _damaged(seed.name, error) from None
    except Exception as error:  # Zstandard's error is known only where its reader is installed
        if type(error).__name__ != "ZstdError":
            raise
        raise _damaged(seed.name, error) from None


def _state(path: str) -> tuple[int | str, ...]:
    """What tells whether a container is still the same file, or object of a store."""
    if stores.is_address(path):
        return stores.look(path)
    status = Path(path).stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


@lru_cache(maxsize=2)
def _archive(path: str, around: tuple[str, ...], key: tuple[int | str, ...], limits: Limits) -> zipfile.ZipFile | None:
    """A zip that stays open while its files are read one after the other; ``key`` is that of an unchanged file in this
    process. None for another container.
    """
    file = _container(path, around, limits)
    try:
        is_zip = file.read(len(ZIP)) == ZIP
        file.seek(0)
        if is_zip:
            return zipfile.ZipFile(file)
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def _container(path: str, around: tuple[str, ...], limits: Limits) -> BinaryIO:
    """The container of a member: a file on disk, or itself unpacked from those around it."""
    if not around and stores.is_address(path):
        return stores.opened(path)
    if not around:
        return open(path, "rb")  # noqa: PTH123  the caller closes it
    kept = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=UNSUSPICIOUS))  # noqa: SIM115
    inner = Seed(SEPARATOR.join((PurePosixPath(path).name, *around)), path, {}, around)
    for piece in content(inner, limits):
        kept.write(piece)
    kept.seek(0)
    return kept


def _of_zip(archive: zipfile.ZipFile, member: str, shown: str, limits: Limits) -> Iterator[bytes]:
    entry = archive.getinfo(member)
    if entry.flag_bits & 1:
        raise broken(shown, "it is encrypted", "unpack it with its password, and use the files in it")
    with archive.open(entry) as file:
        yield from _bounded(iter(partial(file.read, CHUNK), b""), entry.compress_size, shown, limits)


def _of_packing(file: BinaryIO, shown: str, limits: Limits) -> Iterator[bytes]:
    one = packing(file.read(8))
    packed = file.seek(0, 2)
    file.seek(0)
    if one is None:
        raise broken(shown, "its container is not what it was", "run the command again")
    yield from _bounded(_unpacked(file, partial(one.stream, shown)), packed, shown, limits)


def _unpacked(file: BinaryIO, stream: Callable[[], Any]) -> Iterator[bytes]:
    """What the streams of a packed file unpack to. Neither an end within one nor what is none is passed over; only NUL
    bytes, with which files are filled up, may stand between and behind them.
    """
    reading, rest = None, b""
    while piece := rest or file.read(PACKED):
        rest = b""
        if reading is None:
            piece = piece.lstrip(b"\0")
            reading = stream() if piece else None
        if reading is not None:
            if unpacked := reading.decompress(piece):
                yield unpacked
            if reading.eof:
                rest, reading = reading.unused_data, None
    if reading is not None:
        raise EOFError("it ends before what is packed in it does")


def _bounded(unpacked: Iterable[bytes], packed: int, shown: str, limits: Limits) -> Iterator[bytes]:
    size = 0
    for piece in unpacked:
        size += len(piece)
        if size > limits.archive_bytes:
            raise _too_much(shown, f"it has more than {limits.archive_bytes} bytes unpacked", "archive_bytes")
        check_ratio(size, packed, shown, limits)
        yield piece


def check_ratio(size: int, packed: int, shown: str, limits: Limits) -> None:
    """Raises CorpuskitError (``archive-too-large``) where a file is much larger unpacked than text ever is."""
    if size > max(UNSUSPICIOUS, packed * limits.archive_ratio):
        reason = f"it is more than {limits.archive_ratio} times as large unpacked as packed"
        raise _too_much(shown, reason, "archive_ratio")


@contextmanager
def _opened(file: BinaryIO, seed: Seed) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (*DAMAGED, NotImplementedError, UnicodeDecodeError) as error:
        raise _damaged(seed.name, error) from None


def broken(shown: str, reason: str, remedy: str) -> CorpuskitError:
    """The error for a container, or a file in one, that cannot be read."""
    return failure("archive-broken", Place(file=shown), file=shown, reason=reason, remedy=remedy)


def _damaged(shown: str, error: Exception) -> CorpuskitError:
    told = str(error).strip().rstrip(".")
    reason = f"it is damaged or cut off ({told[:1].lower()}{told[1:]})" if told else "it is damaged or cut off"
    return broken(shown, reason, "get an undamaged copy")


def _too_much(shown: str, reason: str, limit: str) -> CorpuskitError:
    remedy = f"check that it is what it should be; if it is, raise `{limit}` under [limits] in corpus.toml"
    return failure("archive-too-large", Place(file=shown), Exit.PROBLEMS, file=shown, reason=reason, remedy=remedy)


def _beyond(seed: Seed, reason: str, limit: str, most: int) -> CorpuskitError:
    return _too_much(seed.name, f"{reason}, and {most} is the limit", limit)
