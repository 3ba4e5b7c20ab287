"""Problems with the severities that corpus.toml sets ([problems])."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpuskit.model import Problem
from corpuskit.problems import codes
from corpuskit.workspace.policy import Setting


def with_severities(problems: Iterable[Problem], settings: Mapping[str, Setting]) -> list[Problem]:
    """The problems in their order, those that are off left out. A code that stops a command stays an error."""
    found = []
    for problem in problems:
        setting = settings.get(problem.code)
        if setting is None or _stops(problem.code):
            found.append(problem)
        elif setting != "off":
            found.append(replace(problem, severity=setting))
    return found


def _stops(code: str) -> bool:
    listed = codes().get(code)
    return listed is not None and listed.stops
