"""Every seed of a workspace, with the members of containers in the place of the containers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpuskit.model import CorpuskitError, Exit, Seed
from corpuskit.problems import problem
from corpuskit.reading import containers
from corpuskit.reading.sources import open_source
from corpuskit.workspace import Limits, Workspace
from corpuskit.workspace import config as configuration
from corpuskit.workspace.files import place


class Expanded(NamedTuple):
    """The seeds in byte order of their names, and what was wrong with containers that could not be looked into."""

    seeds: tuple[Seed, ...]
    failures: tuple[CorpuskitError, ...]


def seeds(workspace: Workspace) -> Expanded:
    """The seeds of a workspace, members of containers included, each with what corpus.toml states of it.

    Raises CorpuskitError (exit 2) for a table of corpus.toml that is about a member which is not there.
    """
    found: list[Seed] = []
    failures: list[CorpuskitError] = []
    for seed in workspace.seeds:
        try:
            found += expand(seed, workspace.limits)
        except CorpuskitError as error:
            failures.append(error)
    tables = workspace.config.get("seeds", {})
    described = [containers.settings_of(one, tables, configuration.fits) if one.members else one for one in found]
    for pattern in tables if not failures else ():
        if containers.SEPARATOR in pattern and not any(configuration.fits(pattern, one.name) for one in described):
            reason = f'[seeds."{pattern}"] fits no file in a container'
            where = place(workspace.config_path or "corpus.toml")
            remedy = "name it as `corpuskit split --spans` does: a.zip!/b.html"
            raise CorpuskitError([problem("config-invalid", where, reason=reason, remedy=remedy)], Exit.USAGE)
    return Expanded(tuple(described), tuple(failures))


def expand(seed: Seed, limits: Limits) -> Iterable[Seed]:
    """The seed itself; of a container the seeds in it, containers within it opened up as well.

    Raises CorpuskitError for a container that is damaged or holds too much. What cannot be opened at all is left for
    `read` to tell.
    """
    if seed.path is None or not Path(seed.path).is_file() or not _may_hold_others(seed, limits):
        return [seed]
    with open_source(seed, limits).open() as file:
        inside = containers.members(file, seed, limits)
    return [seed] if inside is None else [one for member in inside for one in expand(member, limits)]


def _may_hold_others(seed: Seed, limits: Limits) -> bool:
    try:
        if seed.members:
            head = next(iter(containers.content(seed, limits)), b"")[:8]
        else:
            with Path(str(seed.path)).open("rb") as file:
                head = file.read(8)
    except (OSError, CorpuskitError):
        return False
    return containers.packing(head) is not None or head.startswith(containers.ZIP)
