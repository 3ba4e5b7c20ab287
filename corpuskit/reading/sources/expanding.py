"""Every seed of a workspace, with the members of containers in the place of the containers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpuskit import stores
from corpuskit.model import CorpuskitError, Seed
from corpuskit.reading.sources import containers
from corpuskit.reading.sources.source import open_source
from corpuskit.workspace import Limits, Workspace, files
from corpuskit.workspace.configuration import config as configuration
from corpuskit.workspace.configuration import stated

#: Bytes by which a container is told.
HEAD = 8


class Expanded(NamedTuple):
    """The seeds in byte order of their names, and what was wrong with containers that could not be looked into."""

    seeds: tuple[Seed, ...]
    failures: tuple[CorpuskitError, ...]


def seeds(workspace: Workspace) -> Expanded:
    """The seeds of a workspace, members of containers included, each with what corpus.toml states of it.

    Raises CorpuskitError (exit 2) for a table of corpus.toml that is about a member which is not there, and for a
    folder with the name of a container and ``!`` in which a file is called like one in that container.
    """
    found: list[Seed] = []
    failures: list[CorpuskitError] = []
    stored = [seed.path for seed in workspace.seeds if seed.path is not None and stores.is_address(seed.path)]
    known = dict(zip(stored, stores.heads(stored, HEAD), strict=True))
    for seed in workspace.seeds:
        try:
            found += expand(seed, workspace.limits, known.get(seed.path or ""))
        except CorpuskitError as error:
            failures.append(error)
    tables = workspace.config.get("seeds", {})
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        name = min(name for name, count in Counter(names).items() if count > 1)
        raise files.unusable(
            name, "a file in a container has the same name", "give the folder or the container another"
        )
    settings, unused = configuration.settings_of(names, tables)
    described = [
        one._replace(settings={**one.settings, **own}) if one.members else one
        for one, own in zip(found, settings, strict=True)
    ]
    for pattern in unused if not failures else ():
        if containers.SEPARATOR in pattern:
            reason = f'[seeds."{pattern}"] fits no file in a container'
            remedy = "name it as `corpuskit split --spans` does: a.zip!/b.html"
            raise stated.wrong(workspace.config_path or "corpus.toml", reason, remedy)
    return Expanded(tuple(described), tuple(failures))


def expand(seed: Seed, limits: Limits, head: bytes | None = None) -> Iterable[Seed]:
    """The seed itself; of a container the seeds in it, containers within it opened up as well.

    ``head`` are the first bytes of the seed where they are known. Raises CorpuskitError for a container that is damaged
    or holds too much. What cannot be opened at all is left for `read` to tell.
    """
    if seed.path is None or not (stores.is_address(seed.path) or Path(seed.path).is_file()):
        return [seed]
    if not _is_container(_head(seed, limits) if head is None else head):
        return [seed]
    with open_source(seed, limits).open() as file:
        inside = containers.members(file, seed, limits)
    return [seed] if inside is None else [one for member in inside for one in expand(member, limits)]


def _head(seed: Seed, limits: Limits) -> bytes:
    """The first bytes of a seed; none of one that cannot be read."""
    try:
        if seed.members:
            return next(iter(containers.content(seed, limits)), b"")[:HEAD]
        with stores.path_of(str(seed.path)).open("rb") as file:
            return file.read(HEAD)
    except (OSError, CorpuskitError):
        return b""


def _is_container(head: bytes) -> bool:
    return containers.packing(head) is not None or head.startswith(containers.ZIP)
