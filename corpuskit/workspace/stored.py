"""Seeds in a store: a workspace at an address, or folders and objects there as loose seeds.

Of a workspace a folder on disk stands in, which holds what people write (corpus.toml, corrections, layouts, the lock);
seeds stay where they are, and are read there.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpuskit import stores
from corpuskit.model import Seed
from corpuskit.stores.standins import copy
from corpuskit.workspace.files import unusable
from corpuskit.workspace.names import SEEDS, byte_order, is_seed, seed_name

#: Files of a workspace that are no seeds, in its folder and in seeds/; all of them are small.
OWN = ("*.toml", "corpuskit.lock", "corpuskit.baseline")


def workspace(address: str) -> Path | None:
    """The folder that stands in for a workspace at an address; None where no workspace is."""
    below = f"{address.rstrip('/')}/{SEEDS}"
    if stores.kind(below) != "directory":
        return None
    folder = stores.stand_in(address)
    (folder / SEEDS).mkdir()
    copy(address, _own(stores.entries(address)), folder)
    copy(below, _own(stores.entries(below)), folder / SEEDS)
    return folder


def _own(listed: Iterable[stores.Listed]) -> Iterator[str]:
    return (entry.name for entry in listed if any(fnmatch.fnmatchcase(entry.name, pattern) for pattern in OWN))


def seeds_below(address: str) -> list[Seed]:
    """Every object below a folder that is a seed by its name."""
    listed = (one for one in stores.below(address) if is_seed(one.name))
    found = [Seed(seed_name(one.name), one.address, stamp=one.stamp) for one in listed]
    return sorted(found, key=lambda seed: byte_order(seed.name))


def named(address: str) -> tuple[str, list[Seed]]:
    """The folder to which names are relative, and the seeds that an address stands for.

    Raises CorpuskitError (exit 2) where there is nothing.
    """
    folder = address.rstrip("/")
    found = stores.kind(folder)
    if found is None:
        raise unusable(address, "there is no such object", "check the spelling of the address")
    if found == "directory":
        return folder, seeds_below(folder)
    above, _, name = folder.rpartition("/")
    return above, [Seed(seed_name(name), folder, stamp=stores.look(folder))]
