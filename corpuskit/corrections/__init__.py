"""A person's word: seeds/corrections.toml, applied to boundaries, fields, caveats and whole records.

applying = of_workspace(workspace, registry, encoding)  # where each line and quote stands in the seeds now
splitting.cut(…, told=applying.decided.get(file, {}))
records, excluded = applying.apply(records, attach)
records = applying.withdraw(records)                    # when all caveats are attached
applying.problems()                                     # an error for each correction that fits nothing
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpuskit import reading, splitting
from corpuskit.corrections import audit
from corpuskit.corrections.applying import Applied, Applying, Excluded
from corpuskit.corrections.placing import Placed, place
from corpuskit.corrections.stanzas import Correction, load, parse
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import CorpuskitError, View
from corpuskit.workspace import Workspace

__all__ = [
    "Applied",
    "Applying",
    "Correction",
    "Excluded",
    "Placed",
    "judgements",
    "load",
    "of_workspace",
    "parse",
    "place",
    "views",
]


def of_workspace(workspace: Workspace, registry: Registry, encoding: str | None = None) -> Applying:
    """The corrections of a workspace with the places that they mean in its seeds, which are read once for it.

    Nothing is read where there is no corrections.toml. Raises CorpuskitError: exit 2 for a mistake in the file, 1 for
    corrections that fit no seed; where a seed cannot be read, that is left to be said first.
    """
    if workspace.corrections is None:
        return Applying([], registry)
    unread: list[CorpuskitError] = []
    placed, problems = place(load(workspace.corrections), views(workspace, encoding, unread))
    if problems and not unread:
        raise CorpuskitError(problems)
    return Applying(placed, registry)


def views(workspace: Workspace, encoding: str | None, unread: list[CorpuskitError]) -> Iterator[View]:
    """The views of a workspace's seeds in which corrections find their places; ``unread`` gets why others have none."""
    for seed in reading.seeds(workspace).seeds:
        try:
            yield splitting.open_view(seed, encoding=encoding, limits=workspace.limits)
        except CorpuskitError as error:
            unread.append(error)


def judgements(workspace: Workspace) -> Sequence[Mapping[str, Any]]:
    """What people found in a sample of the records (seeds/audit.toml); nothing where there is no such file."""
    path = None if workspace.folder is None else workspace.folder / audit.FILE
    return audit.load(path) if path is not None and os.path.lexists(path) else ()
