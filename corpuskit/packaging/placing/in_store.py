"""A finished corpus in a store, where nothing can be swapped: every build under names of its own, the manifest last.

    manifest.json            of the build that counts, byte for byte; its SHA-256 begins with what names the folder
    build-0123456789abcdef/  that build: the folder that a build on disk writes, whole
    build-…/                 the one before it, for those who are reading it; the next build removes it
    .lock                    while a build runs

A reader takes manifest.json first, and everything else from the folder that it names. A build writes to a folder on
disk, sends that to its name, looks whether all of it is there, and only then replaces manifest.json, on the condition
that this is still the one that it began with. Killed before that, it leaves the earlier build as it was, and objects
that the next build removes. Nothing is removed before manifest.json is written: so no build takes away what another one
has written, even where both believed that the lock was theirs.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpuskit import stores
from corpuskit.model import CorpuskitError, Exit, Place
from corpuskit.packaging.placing import lease
from corpuskit.packaging.sealing.manifest import GITIGNORE, MANIFEST, SUMS, listed
from corpuskit.problems import failure
from corpuskit.stores.answers import no_bucket, refusal, refused_condition
from corpuskit.stores.objects import Stamp
from corpuskit.workspace.files import no_corpus

LOCK = ".lock"
#: A folder of a build; names of other forms are nobody's business but their owner's.
BUILD = re.compile(r"build-[0-9a-f]{16}")


def name_of(manifest: bytes) -> str:
    """The folder in which the build with this manifest lies."""
    return f"build-{hashlib.sha256(manifest).hexdigest()[:16]}"


def current(address: str) -> str | None:
    """The folder of the build that counts; None where no corpus is.

    A corpus that `corpuskit publish` brought there lies in the folder itself. Raises CorpuskitError where the store
    does not let us look.
    """
    root = stores.Stored(address.rstrip("/"))
    if not (root / MANIFEST).is_file():
        return None
    build = root / name_of((root / MANIFEST).read_bytes())
    return build.address if (build / MANIFEST).is_file() else root.address


@contextmanager
def copied(address: str) -> Iterator[Path]:
    """The build that counts, copied to a folder on disk until the block ends.

    Raises CorpuskitError (``no-dist``, exit 2) where there is none. One that is replaced meanwhile is begun anew.
    """
    for _ in range(3):
        folder = current(address)
        if folder is None:
            break
        names = [one.name for one in stores.below(folder) if not BUILD.match(one.name) and one.name != LOCK]
        with ExitStack() as held:
            try:
                copy = held.enter_context(stores.copied(folder, names, address))
            except CorpuskitError:
                if current(address) == folder:
                    raise
                continue
            yield copy
            return
    raise no_corpus(address)


@contextmanager
def staged(address: str) -> Iterator[Path]:
    """A new, empty folder on disk whose content becomes the corpus at ``address`` when the block ends without an error.

    Raises CorpuskitError: ``not-ours`` (exit 2) where something else is, ``build-running`` (exit 75) when another build
    holds the lock, ``cannot-write`` where the store, or the disk, does not let us. The corpus is then as it was.
    """
    address = address.rstrip("/")
    if stores.kind(address, "cannot-write") == "file":
        raise _not_ours(address, "it is an object, not a folder")
    with lease.leased(f"{address}/{LOCK}", address) as lock, tempfile.TemporaryDirectory(prefix="corpuskit-") as work:
        site = Site(address, lock)
        before = site.look()
        yield Path(work)
        lock.renew()
        site.commit(Path(work), before)
        site.clear(before)


@dataclass(slots=True)
class Before:
    """What a build found: the manifest with its stamp, and the folder that it names."""

    manifest: bytes | None = None
    stamp: Stamp | None = None

    @property
    def build(self) -> str | None:
        return None if self.manifest is None else name_of(self.manifest)


@dataclass(slots=True)
class Site:
    """Where a build is to lie, and the lock that it holds there."""

    address: str
    lock: lease.Lease
    committed: str | None = None  #: the build that was made to count

    def at(self, name: str) -> str:
        return f"{self.address}/{name}"

    # -- what is there -----------------------------------------------------------------------------------------------

    def look(self) -> Before:
        """What is there. Raises CorpuskitError (``not-ours``) for anything that no build has written."""
        store, root = stores.reach(self.address)
        with stores.answered(self.address, "cannot-write"):
            store.invalidate_cache()
            try:
                found = {str(info["name"]).removeprefix(root).strip("/"): info for info in store.ls(root, detail=True)}
            except FileNotFoundError as error:
                if no_bucket(error):
                    raise
                found = {}
        names = {name for name in found if name != MANIFEST and not name.startswith(LOCK)}
        foreign = sorted(name for name in names if not BUILD.fullmatch(name) or found[name]["type"] != "directory")
        if MANIFEST not in found:
            if foreign:
                raise _not_ours(self.address, f"it holds {foreign[0]}, which corpuskit did not write")
            return Before()
        stamp = stores.look(self.at(MANIFEST))  # before it is read: the condition never holds for a later one
        manifest = stores.Stored(self.at(MANIFEST)).read_bytes()
        before, known = Before(manifest, stamp), listed(manifest)
        if known is None:
            raise _not_ours(self.address, f"its {MANIFEST} is none of corpuskit")
        if before.build not in names and known.keys() & {name.split("/")[0] for name in names}:
            raise _not_ours(self.address, "it holds a corpus that `corpuskit publish` brought there")
        if foreign:
            raise _not_ours(self.address, f"someone added {foreign[0]}")
        if before.build is not None and before.build in names:
            present = {one.name for one in stores.below(self.at(before.build))}
            added = sorted(present - {*known, MANIFEST, SUMS, GITIGNORE})
            if added:
                raise _not_ours(self.address, f"someone added {before.build}/{added[0]}")
        return before

    # -- the exchange ------------------------------------------------------------------------------------------------

    def commit(self, folder: Path, before: Before) -> None:
        """Sends a complete folder and makes it the build that counts."""
        manifest = (folder / MANIFEST).read_bytes()
        build = name_of(manifest)
        try:
            self._send(folder, build)
            self.lock.renew()
            self._replace(manifest, before)
        except BaseException:
            if self.committed is None and build != before.build:
                with suppress(Exception):  # the next build removes what is left
                    self._remove(build)
            raise

    def _send(self, folder: Path, build: str) -> None:
        """Sends files, the manifest last, and looks whether the store has all of them."""
        store, root = stores.reach(self.address)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        files.sort(key=lambda path: path.name == MANIFEST)
        for path in files:
            target = f"{root}/{build}/{path.relative_to(folder).as_posix()}"
            with stores.answered(self.address, "cannot-write"):
                store.makedirs(target.rpartition("/")[0], exist_ok=True)
                store.put_file(os.fspath(path), target)
        there = {one.name: one.stamp[0] for one in stores.below(self.at(build))}
        for path in files:
            name, size = path.relative_to(folder).as_posix(), path.stat().st_size
            if there.get(name) != size:
                error = OSError(f"{build}/{name} has {there.get(name)} bytes there, not {size}")
                raise refusal(self.address, error, "cannot-write")

    def _replace(self, manifest: bytes, before: Before) -> None:
        """Replaces the manifest of the folder: from then on the new build counts."""
        try:
            stores.put(self.at(MANIFEST), manifest, over=before.stamp, new=before.stamp is None)
        except Exception as error:  # every library has exceptions of its own
            if not self._is_there(manifest):  # a request that was made twice can have been heeded the first time
                if refused_condition(error):
                    raise lease.running(self.address) from error
                raise refusal(self.address, error, "cannot-write") from error
        self.committed = name_of(manifest)

    def _is_there(self, manifest: bytes) -> bool:
        with suppress(CorpuskitError):
            return stores.Stored(self.at(MANIFEST)).read_bytes() == manifest
        return False

    def clear(self, before: Before) -> None:
        """Removes what neither this build nor the one before it has written; what cannot be removed now, later."""
        with suppress(Exception):
            store, root = stores.reach(self.address)
            store.invalidate_cache()
            names = [str(info["name"]).rstrip("/").rpartition("/")[2] for info in store.ls(root, detail=True)]
            for name in names:
                if BUILD.fullmatch(name) and name not in (self.committed, before.build):
                    self._remove(name)
            _end_uploads(store, root)

    def _remove(self, build: str) -> None:
        store, root = stores.reach(self.address)
        store.invalidate_cache()
        store.rm(f"{root}/{build}", recursive=True)


def _not_ours(address: str, reason: str) -> CorpuskitError:
    return failure("not-ours", Place(address), Exit.USAGE, folder=address, reason=reason)


def _end_uploads(store: Any, root: str) -> None:
    """Ends uploads in pieces that a killed build began: S3 keeps their pieces, and nobody sees them."""
    if not hasattr(store, "list_multipart_uploads"):
        return
    bucket, _, prefix = root.partition("/")
    for upload in store.list_multipart_uploads(bucket):
        if re.match(rf"{re.escape(prefix)}/{BUILD.pattern}/", upload["Key"]):
            store.call_s3("abort_multipart_upload", Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
