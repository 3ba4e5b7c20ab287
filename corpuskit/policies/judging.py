"""The judge of a corpus: what of its problems is reported, and how grave it is."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from corpuskit.model import PathLike, Problem
from corpuskit.policies import baseline as accepting
from corpuskit.problems import stops
from corpuskit.validating import Context, dist
from corpuskit.validating.findings import CAP, capped
from corpuskit.workspace import CONFIG, SEEDS, Limits, Workspace
from corpuskit.workspace.configuration import config as configuration
from corpuskit.workspace.configuration.policy import Policy, policy

#: For who wants to have every problem.
NO_CAP = 2**62


class Judge(NamedTuple):
    """Holds what a corpus states (`policy`) and has accepted (`baseline`, None where there is no such file).

    ``seeds`` is the folder that places in seeds are relative to; ``whole`` says that the corpus is looked at with its
    seeds, without which nobody can tell whether an accepted problem is gone.
    """

    policy: Policy = Policy()
    baseline: accepting.Baseline | None = None
    seeds: Path | None = None
    whole: bool = False
    limits: Limits = Limits()

    @property
    def cap(self) -> int:
        """Problems of a code to collect: all of them where some may be accepted."""
        return CAP if self.baseline is None else NO_CAP

    def context(self) -> Context:
        """What rules have to know of what the corpus demands."""
        return Context(
            own_rules=self.policy.rules, requirements=self.policy.requirements, longest=self.limits.json_line_bytes
        )

    def judged(self, problems: Sequence[Problem], select: Collection[str] = ()) -> tuple[list[Problem], int]:
        """The problems to report, and how many were accepted. ``select`` are the codes looked for, if not all."""
        found = self.severities(problems)
        if self.baseline is None:
            return found, 0
        judged = self.baseline.judge(found, self.seeds, tuple(select))
        stale = self.severities(judged.stale if self.whole else ())
        return [*capped(judged.new, CAP), *stale], judged.accepted

    def severities(self, problems: Sequence[Problem]) -> list[Problem]:
        """The problems in their order with the severities that the corpus has set, those that are off left out.

        A code that stops a command stays an error.
        """
        found = []
        for problem in problems:
            setting = self.policy.settings.get(problem.code)
            if setting is None or stops(problem.code):
                found.append(problem)
            elif setting != "off":
                found.append(problem._replace(severity=setting))
        return found

    def accept(self, path: Path, problems: Sequence[Problem]) -> int:
        """Writes a baseline that accepts the problems; returns its entries."""
        return accepting.write(path, self.severities(problems), self.seeds)


def of_workspace(workspace: Workspace) -> Judge:
    """The judge of an opened workspace; of loose files one that lets everything stand."""
    if workspace.root is None:
        return Judge()
    return Judge(policy(workspace.config), _baseline(workspace.root / accepting.BASELINE), workspace.folder, True)


def of_paths(paths: Sequence[PathLike], config: PathLike | None = None, baseline: PathLike | None = None) -> Judge:
    """The judge of what is validated: that of the workspace, or of the one beside whose seeds/ a dist folder lies.

    ``config`` names another corpus.toml, ``baseline`` another file of accepted problems. Raises CorpuskitError (exit 2)
    when one of them cannot be used.
    """
    root = _root(paths)
    file = Path(config) if config is not None else root / SEEDS / CONFIG if root is not None else None
    stated = configuration.load(file) if file is not None and (config is not None or file.is_file()) else {}
    accepted = baseline_path(paths, baseline)
    return Judge(
        policy(stated),
        None if accepted is None else _baseline(accepted),
        None if root is None else root / SEEDS,
        root is not None and not dist.is_dist(Path(paths[0])),
        Limits(**stated.get("limits", {})),
    )


def baseline_path(paths: Sequence[PathLike], named: PathLike | None = None) -> Path | None:
    """Where the accepted problems of what is validated stand; None for files that belong to no workspace."""
    root = _root(paths)
    if named is not None:
        return Path(named)
    return None if root is None else root / accepting.BASELINE


def _baseline(path: Path) -> accepting.Baseline | None:
    return accepting.Baseline.read(path) if os.path.lexists(path) else None


def _root(paths: Sequence[PathLike]) -> Path | None:
    """The workspace that a single path is, or whose dist folder it is."""
    if len(paths) != 1 or os.fspath(paths[0]) == "-":
        return None
    path = Path(paths[0])
    if dist.is_dist(path):
        path = path.resolve().parent
    return path if (path / SEEDS).is_dir() else None
