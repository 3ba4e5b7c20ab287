"""Where the work of a build runs, and whether it may use what earlier builds have cut: by how much text there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from corpuskit import reading, stores
from corpuskit.pipeline.options import Options
from corpuskit.problems import wrong_option
from corpuskit.threads import cores
from corpuskit.workspace import Workspace

if TYPE_CHECKING:
    from corpuskit.engines import Engine
    from corpuskit.engines.cache import Cache

#: Seeds of fewer bytes together are built in one process.
SMALL = 8 * 1024 * 1024
#: A workspace of fewer bytes is cut anew each time.
LITTLE = 1024 * 1024


def choose(workspace: Workspace, options: Options) -> Engine:
    """The engine for a workspace: of little text more is spent on starting processes than on the work itself."""
    from corpuskit.engines.here import Here

    private = [seed.path for seed in workspace.seeds if seed.path is not None and stores.private(seed.path)]
    if options.engine == "ray" and private:
        raise wrong_option(f"no other process can read {private[0]}", "--engine local")
    if options.engine == "ray":
        from corpuskit.engines.on_ray import OnRay

        return OnRay(options.address, options.jobs)
    jobs = options.jobs or cores()
    paying = jobs > 1 and not private and bytes_on_disk(workspace) > SMALL
    if not paying or not sys.executable:  # Python inside another program can start none
        return Here()
    from corpuskit.engines.workers import Workers

    return Workers(jobs)


def remembering(workspace: Workspace, options: Options) -> Cache | None:
    """What earlier builds of a workspace have cut; None where that does not pay, or may not be used.

    A little text is cut sooner than kept; and that a lock holds is not shown by what was kept.
    """
    if workspace.root is None or not options.cache or options.locked or bytes_on_disk(workspace) < LITTLE:
        return None
    from corpuskit.engines.cache import FOLDER, Cache, Stored

    if workspace.address is not None:
        return Stored(workspace.root / FOLDER, address=f"{workspace.address}/{FOLDER}")
    return Cache(workspace.root / FOLDER)


def bytes_on_disk(workspace: Workspace) -> int:
    """Bytes of the seeds where they lie, containers as they are packed."""
    return sum(map(reading.size_of, workspace.seeds))
