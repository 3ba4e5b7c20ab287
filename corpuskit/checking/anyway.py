"""Boundaries that a person states in corrections.toml and that would be found anyway by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpuskit import reading, splitting
from corpuskit.corrections import Applying
from corpuskit.corrections.stanzas import LINES
from corpuskit.describing import lines_of_records
from corpuskit.model import Place, Problem, View
from corpuskit.problems import problem
from corpuskit.workspace import Workspace


def needless(applying: Applying, workspace: Workspace, encoding: str | None = None) -> Iterator[Problem]:
    """A note for each correction of a boundary that can be taken away: all that are named can go at the same time.

    The seeds with such corrections are cut once more, without them.
    """
    lines = [one for one in applying.all_placed if one.correction.kind in LINES]
    if not lines:
        return
    found: set[tuple[str, int]] = set()
    for seed in reading.seeds(workspace).seeds:
        if seed.name in applying.decided:
            view = splitting.open_view(seed, encoding=encoding, limits=workspace.limits)
            found |= {(view.file, line) for line in _found_anyway(view, applying.decided[view.file])}
    for one in lines:
        if one.at and all((at.file, at.line) in found for at in one.at):
            place = Place(one.correction.path, one.correction.line)
            yield problem("correction-needless", place, about=one.correction.about())


def _found_anyway(view: View, told: Mapping[int, bool]) -> set[int]:
    """The lines at which what is told is found without being told, with all others that are not among them told."""
    free = set(told)
    while free:
        starts = _starts(view, {line: begins for line, begins in told.items() if line not in free})
        missed = {line for line in free if told[line] != (line in starts)}
        if not missed:
            return free
        free -= missed
    return free


def _starts(view: View, told: Mapping[int, bool]) -> set[int]:
    """The lines at which records of a view begin."""
    habits = splitting.learn(view)
    return {line for cut in splitting.cut(view, habits, told=told) for line in lines_of_records(cut)[0]}
