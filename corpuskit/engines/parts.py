"""Parts of large seeds, each kept by whoever has made it: a build that was killed goes on behind them.

An entry is the mark that its part is done. It is named after everything that the part depends on (`cache`) and where it
begins, is written in one step, and is the same whoever writes it: so a call can be made twice, by workers that know
nothing of each other. A part that cannot be kept is made all the same.
"""

from __future__ import annotations

import os
import pickle
import secrets
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpuskit import splitting, stores
from corpuskit.engines import kept, tasks
from corpuskit.engines.tasks import Part, Recipe
from corpuskit.model import CorpuskitError, View

SUFFIX = ".records"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of a seed are kept: the folder of the cache, on a disk that workers share or in a store."""

    folder: str
    key: str

    def of(self, start: int, until: int | None) -> Path | stores.Stored:
        """The entry of a part, by the view offsets that it was asked for."""
        return stores.path_of(self.folder) / f"{self.key}.{start:x}-{until or 0:x}{SUFFIX}"


def packed(habits: splitting.Habits) -> bytes:
    """The habits of a view as each call for a part of it takes them along: 3 MB, nearly all of them zeros, in 30 kB."""
    return zlib.compress(pickle.dumps(habits, pickle.HIGHEST_PROTOCOL), 1)


@lru_cache(maxsize=1)
def _unpacked(habits: bytes) -> splitting.Habits:
    """The same for all parts of a view that a worker cuts."""
    found: splitting.Habits = pickle.loads(zlib.decompress(habits))  # noqa: S301  from our own parent
    return found


def of_part(place: Place | None, recipe: Recipe, view: View, habits: bytes, start: int, until: int | None) -> Part:
    """A part of a view whose seams are guessed (`tasks.of_part`): what was kept of it, else made and kept."""
    entry = place.of(start, until) if place is not None else None
    if entry is not None and (found := _read(entry)) is not None:
        return found
    made = tasks.of_part(recipe, view, _unpacked(habits), start, until, None)
    if entry is not None and (data := kept.of_part(made)) is not None:
        write(entry, data)
    return made


def _read(entry: Path | stores.Stored) -> Part | None:
    with suppress(OSError, CorpuskitError):
        return kept.to_part(entry.read_bytes())
    return None


def write(entry: Path | stores.Stored, data: bytes) -> None:
    """Writes an entry in one step; where that fails, there is none."""
    if isinstance(entry, stores.Stored):
        with suppress(Exception):  # every library has exceptions of its own
            stores.put(entry.address, data)
        return
    with suppress(OSError):
        entry.parent.mkdir(exist_ok=True)
        partly = entry.with_name(f"{entry.name}.{os.getpid()}-{secrets.token_hex(4)}")
        try:
            partly.write_bytes(data)
            partly.replace(entry)
        except OSError:
            partly.unlink(missing_ok=True)
