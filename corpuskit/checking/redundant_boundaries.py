"""Corrections of boundaries that are no longer needed: the boundary would be found without them, beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpuskit import reading, splitting
from corpuskit.corrections import Applying
from corpuskit.corrections.stanzas import LINES
from corpuskit.describing import lines_of_records
from corpuskit.model import DOUBTFUL, Place, Problem, View
from corpuskit.problems import problem
from corpuskit.workspace import Workspace


def redundant(applying: Applying, workspace: Workspace, encoding: str | None = None) -> Iterator[Problem]:
    """A note for each correction of a boundary that can be taken away: all that are named can go at the same time.

    The seeds with such corrections are cut once more, without them. A beginning that would be found but be in doubt
    keeps its correction, by which `correct --next` passes it over.
    """
    lines = [one for one in applying.all_placed if one.correction.kind in LINES]
    if not lines:
        return
    found: set[tuple[str, int]] = set()
    for seed in reading.seeds(workspace).seeds:
        if seed.name in applying.decided:
            view = splitting.open_view(seed, encoding=encoding, limits=workspace.limits)
            found |= {(view.file, line) for line in _found_without(view, applying.decided[view.file])}
    for one in lines:
        if one.at and all((at.file, at.line) in found for at in one.at):
            place = Place(one.correction.path, one.correction.line)
            yield problem("correction-needless", place, about=one.correction.about())


def _found_without(view: View, told: Mapping[int, bool]) -> set[int]:
    """The lines at which what is told is found without being told, with all others that are not among them told."""
    free = set(told)
    while free:
        starts = _starts(view, {line: begins for line, begins in told.items() if line not in free})
        wanted = {line: True if told[line] else None for line in free}  # begins beyond doubt, or does not begin
        missed = {line for line in free if starts.get(line) != wanted[line]}
        if not missed:
            return free
        free -= missed
    return free


def _starts(view: View, told: Mapping[int, bool]) -> dict[int, bool]:
    """The lines at which records of a view begin; True where that is not in doubt."""
    habits = splitting.learn(view)
    return {
        line: confidence is None or confidence >= DOUBTFUL
        for cut in splitting.cut(view, habits, told=told)
        for line, confidence in zip(lines_of_records(cut)[0], cut.boundary_confidence, strict=True)
    }
