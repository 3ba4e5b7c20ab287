"""A folder or loose files → `Workspace`: which files are seeds, and what corpus.toml states of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit import stores
from corpuskit.model import Exit, PathLike, Problem, Seed
from corpuskit.problems import failure, problem
from corpuskit.workspace import elsewhere, files, layouts, stored, walk
from corpuskit.workspace.configuration import config as configuration
from corpuskit.workspace.configuration import stated
from corpuskit.workspace.limits import Limits
from corpuskit.workspace.names import SEEDS, byte_order
from corpuskit.workspace.starter import create, starter

__all__ = ["SEEDS", "Limits", "Workspace", "create", "open_workspace", "starter"]

CONFIG = "corpus.toml"
CORRECTIONS = "corrections.toml"
#: A registry file of the user's own, laid over the packaged registry of outlets.
OUTLETS = "outlets.toml"


class Workspace(NamedTuple):
    """Seeds in byte order of their names, with the configuration that belongs to them.

    ``root`` is the folder that holds seeds/, or stands in for one in a store, None for loose files; ``config`` is
    corpus.toml as a mapping (dates as ISO strings), empty where there is none; ``notices`` are warnings that came up on
    the way.
    """

    root: Path | None
    seeds: tuple[Seed, ...]
    config: Mapping[str, Any] = {}
    config_path: Path | None = None
    limits: Limits = Limits()
    notices: tuple[Problem, ...] = ()

    @property
    def address(self) -> str | None:
        """Where the workspace lies in a store; None for one on disk, and for loose files."""
        return None if self.root is None else stores.address_of(self.root)

    @property
    def folder(self) -> Path | None:
        """The folder that holds the seeds, None for loose files."""
        return None if self.root is None else self.root / SEEDS

    @property
    def corrections(self) -> Path | None:
        """seeds/corrections.toml, None where there is none."""
        path = None if self.folder is None else self.folder / CORRECTIONS
        return path if path is not None and os.path.lexists(path) else None

    def registries(self) -> list[Path]:
        """The registry file of the workspace, if it has one: seeds/outlets.toml."""
        path = None if self.folder is None else self.folder / OUTLETS
        return [path] if path is not None and os.path.lexists(path) else []


def open_workspace(paths: Sequence[PathLike] = (), fetch: bool = False, further: Sequence[Seed] = ()) -> Workspace:
    """The workspace in a folder, or loose files and folders as seeds without configuration.

    One folder that holds seeds/ is a workspace; no path means the working directory, which then has to be one. Any
    other folder stands for every file below it, by the same rule as seeds/; ``-`` is standard input. Loose files are
    named relative to the folder that they have in common. A file named twice is one seed. With ``fetch`` seeds that lie
    elsewhere are got where there is no copy of them yet. ``further`` are seeds that a workspace is to have besides
    those that lie in it. Addresses of stores are paths as well: their seeds are listed here and read where they lie.

    Raises CorpuskitError: exit 2 for what is missing or cannot be a seed and for a wrong corpus.toml, 74 for what the
    machine does not let us read.
    """
    if not paths:
        return _workspace(Path(), fetch, further)
    paths = [stores.on_disk(path) for path in paths]
    if len(paths) == 1 and stores.address_of(paths[0]) is not None:
        return _workspace(Path(paths[0]), fetch, further)
    if len(paths) == 1 and stores.is_address(paths[0]) and (root := stored.workspace(os.fspath(paths[0]))) is not None:
        return _workspace(root, fetch, further)
    if len(paths) == 1 and files.is_folder(paths[0]) and files.has_folder(Path(paths[0]) / SEEDS):
        return _workspace(Path(paths[0]), fetch, further)
    for path in paths:
        if files.is_folder(path) and files.has_folder(Path(path) / SEEDS):
            reason = f"{files.shown_name(path)} is a workspace and cannot be built together with other files"
            raise stated.wrong(path, reason, "name one workspace, or loose files only")
    seeds = walk.loose(paths)
    if not seeds:
        folder = " ".join(files.shown_name(path) for path in paths)
        raise failure("no-seeds", files.place(paths[0]), Exit.USAGE, folder=folder)
    return Workspace(None, tuple(seeds), notices=tuple(_unread(paths)))


def _unread(paths: Sequence[PathLike]) -> Iterator[Problem]:
    """A warning for each corpus.toml or corrections.toml in a folder of loose files: what it states is not used."""
    for path in paths:
        for name in (CONFIG, CORRECTIONS):
            config = Path(path) / name
            if files.is_folder(path) and config.is_file():
                yield problem("config-unread", files.place(config), config=files.shown_name(config))


def _workspace(root: Path, fetch: bool, further: Sequence[Seed]) -> Workspace:
    folder = root / SEEDS
    if not files.has_folder(folder):
        raise failure("no-seeds", files.place(root), Exit.USAGE, folder=files.shown_name(root))
    for name in (CONFIG, CORRECTIONS):
        if (root / name).is_file():
            reason = f"{name} lies beside {SEEDS}/, where nothing reads it"
            raise stated.wrong(root / name, reason, f"move it to {SEEDS}/{name}")
    path = folder / CONFIG
    address = stores.address_of(root)
    lying = walk.below(folder) if address is None else stored.seeds_below(f"{address}/{SEEDS}")
    seeds = sorted((*lying, *further), key=lambda seed: byte_order(seed.name))
    has_config = os.path.lexists(path)
    config = configuration.load(path) if has_config else {}
    limits = Limits(**config.get("limits", {}))
    if "elsewhere" in config:
        seeds = _with_elsewhere(seeds, elsewhere.seeds(config["elsewhere"], path, limits, fetch), path)
    described, written = layouts.applied(folder, configuration.describe(seeds, config, path))
    if not described:
        raise failure("no-seeds", files.place(root), Exit.USAGE, folder=files.shown_name(root))
    config = {**config, "layouts": written} if written else config
    return Workspace(root, tuple(described), config, path if has_config else None, limits)


def _with_elsewhere(here: Sequence[Seed], there: Sequence[Seed], config: Path) -> list[Seed]:
    """All seeds in their order. Raises CorpuskitError when one lies both in seeds/ and elsewhere."""
    both = {seed.name for seed in here} & {seed.name for seed in there}
    if both:
        reason = f"elsewhere: {min(both)} lies in {SEEDS}/ as well"
        raise stated.wrong(config, reason, "remove the file or its line under [elsewhere]")
    return sorted((*here, *there), key=lambda seed: byte_order(seed.name))
