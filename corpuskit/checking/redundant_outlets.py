"""Entries of seeds/outlets.toml that are no longer needed: no record credits them, or the registry has the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpuskit.lexicon.outlets.registry import Registry, read_file
from corpuskit.model import Place, Problem
from corpuskit.problems import problem
from corpuskit.workspace.configuration.lines import line_of
from corpuskit.workspace.configuration.stated import text_of
from corpuskit.workspace.files import shown_name


def redundant(path: Path, credited: Collection[str]) -> Iterator[Problem]:
    """A note for each entry of a registry file of the workspace that changes nothing for records with these outlets."""
    shipped = Registry.load().entries
    text = text_of(path)
    for number, entry in enumerate(read_file(path).get("outlets", ())):
        name = entry["id"]
        known = shipped.get(name)
        if name not in credited:
            reason = "no record credits it"
        elif known is not None and all(_says(known, key, value) for key, value in entry.items()):
            reason = "the registry of corpuskit says the same"
        else:
            continue
        place = Place(shown_name(path), line_of(text, ("outlets", number, "id")))
        yield problem("override-needless", place, outlet=name, reason=reason)


def _says(known: Any, key: str, value: Any) -> bool:
    """Whether an entry that is shipped already has what a file states; lists are added to."""
    held = getattr(known, key, None)
    if isinstance(value, list):
        return not any(isinstance(one, Mapping) for one in value) and set(value) <= set(held or ())
    return bool(held == value)
