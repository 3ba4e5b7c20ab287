"""The lock of a build in a store: an object that one alone can make, and that is renewed as long as its holder lives.

A store frees nothing when a process dies. So a lock is free when the process that wrote it ran on this machine and has
ended, or when it was not renewed for two minutes by the clock of the store. What is built does not hang on it: a build
replaces the manifest only on the condition that nobody else has (`in_store`).
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpuskit import stores
from corpuskit.model import CorpuskitError, Exit, Place
from corpuskit.problems import failure
from corpuskit.stores.answers import refusal, refused_condition
from corpuskit.stores.objects import Stamp

#: Seconds after which a lock that was not renewed is free; and between two renewals.
LAPSE, RENEWAL = 120.0, 25.0


def running(folder: str) -> CorpuskitError:
    """The error for a folder that another build is at work on."""
    return failure("build-running", Place(folder), Exit.LOCKED, folder=folder)


@contextmanager
def leased(address: str, folder: str) -> Iterator[Lease]:
    """Holds the lock at an address, for a folder.

    Raises CorpuskitError: ``build-running`` (exit 75) where another holds it, ``cannot-write`` where the store refuses.
    """
    token = {"build": secrets.token_hex(8), "machine": _machine(), "process": os.getpid()}
    lease = Lease(address, folder, json.dumps(token).encode())
    lease.take()
    renewing = threading.Thread(target=lease.keep, daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        lease.ended.set()
        renewing.join()
        lease.give_back()


@dataclass(slots=True)
class Lease:
    """A lock that is held."""

    address: str
    folder: str
    token: bytes
    stamp: Stamp | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> None:
        """Makes the object, or takes it over from a holder who has gone."""
        try:
            self.stamp = stores.put(self.address, self.token, new=True)
        except Exception as error:  # every library has exceptions of its own
            if not refused_condition(error):
                raise refusal(self.folder, error, "cannot-write") from error
            self._take_over()

    def _take_over(self) -> None:
        try:
            stamp, holder = stores.look(self.address), json.loads(stores.Stored(self.address).read_bytes())
        except (CorpuskitError, ValueError):
            raise running(self.folder) from None
        if not (_has_ended(holder) or self._has_lapsed()):
            raise running(self.folder)
        self._put_over(stamp)

    def _put_over(self, stamp: Stamp | None) -> None:
        try:
            self.stamp = stores.put(self.address, self.token, over=stamp)
        except CorpuskitError:
            raise running(self.folder) from None
        except Exception as error:  # every library has exceptions of its own
            if refused_condition(error):
                raise running(self.folder) from error
            raise refusal(self.folder, error, "cannot-write") from error

    def _has_lapsed(self) -> bool:
        """Whether the lock was not renewed for long. An object is written to learn what time it is in the store."""
        store, path = stores.reach(self.address)
        probe = f"{path}-{secrets.token_hex(4)}"
        try:
            store.pipe_file(probe, b"")
            try:
                store.invalidate_cache()
                return bool((store.modified(probe) - store.modified(path)).total_seconds() > LAPSE)
            finally:
                store.rm_file(probe)
        except Exception:  # a store that tells no times has locks that do not lapse
            return False

    def keep(self) -> None:
        """Renews the lock now and then until it is given back."""
        while not self.ended.wait(RENEWAL):
            with suppress(Exception):  # before the exchange it is renewed once more, and what is wrong is told then
                self.renew()

    def renew(self) -> None:
        """Renews the lock. Raises CorpuskitError (``build-running``) where it is no longer ours."""
        with self._one:
            self._put_over(self.stamp)

    def give_back(self) -> None:
        """Removes the object, if it is still ours; what cannot be removed lapses."""
        with suppress(Exception):
            if stores.Stored(self.address).read_bytes() == self.token:
                store, path = stores.reach(self.address)
                store.rm_file(path)


def _machine() -> str:
    """This machine since it was started, as far as its processes are seen from here: containers have their own."""
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts += [
            Path("/proc/sys/kernel/random/boot_id").read_text().strip(),
            str(Path("/proc/self/ns/pid").readlink()),
        ]
    return " ".join(parts)


def _has_ended(holder: Any) -> bool:
    """Whether the process that wrote a lock ran on this machine and is gone."""
    if not isinstance(holder, dict) or holder.get("machine") != _machine() or os.name != "posix":
        return False
    try:
        os.kill(int(holder["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, KeyError, TypeError, ValueError):
        return False
    return False
