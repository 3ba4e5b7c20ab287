"""A run held to corpuskit.lock (``--locked``), or the lock written anew from it (``--update-lock``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpuskit.checking import lock
from corpuskit.model import Problem
from corpuskit.packaging.sealing.manifest import Facts
from corpuskit.problems import wrong_option

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass
class Locking:
    """Watches the records of a run where a lock is asked for; ``path`` is None where none is."""

    path: Path | None = None
    held: lock.Lock | None = None  #: what the run is held to
    content: lock.Content = field(default_factory=lock.Content)

    @classmethod
    def of(cls, root: Path | None, locked: bool, update: bool) -> Locking:
        """That of a run in the workspace ``root``.

        Raises CorpuskitError (exit 2) where there is no workspace or, with ``locked``, no lock.
        """
        if not locked and not update:
            return cls()
        if root is None or (locked and update):
            reason = "--locked and --update-lock exclude each other" if root else "loose files have no lock"
            raise wrong_option(reason, "a workspace, and one of the two")
        path = root / lock.LOCK
        return cls(path, lock.require(path) if locked else None)

    def watch(self, records: pa.Table) -> None:
        """Takes consecutive records of the run."""
        if self.path is not None:
            self.content.add(records)

    def problems(self, facts: Facts) -> list[Problem]:
        """What is not as the lock says, when all records have been watched."""
        return [] if self.held is None else lock.moved(self.held, lock.entries(facts, self.content))

    def update(self, facts: Facts) -> list[str] | None:
        """Writes the lock where that was asked for; returns in words what it changes."""
        if self.path is None or self.held is not None:
            return None
        old, now = lock.read(self.path), lock.entries(facts, self.content)
        lock.write(self.path, now)
        settled = ["conflicts are settled"] if old.unsettled or any(len(v) > 1 for v in old.held.values()) else []
        return [*settled, *lock.changes(old.entries, now)]
