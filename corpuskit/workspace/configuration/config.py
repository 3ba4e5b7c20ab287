"""corpus.toml: read, checked against its schema, and applied to the seeds; each error names line and remedy."""

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpuskit.model import CorpuskitError, Exit, Problem, Seed
from corpuskit.problems import near
from corpuskit.workspace.configuration import licenses, policy
from corpuskit.workspace.configuration import stated as stated_file
from corpuskit.workspace.configuration.objections import dotted
from corpuskit.workspace.configuration.stated import placed


def load(path: Path) -> Mapping[str, Any]:
    """corpus.toml as a mapping that follows its schema; local dates become ISO strings.

    Raises CorpuskitError (exit 2, 74 where the machine fails) with every problem that the file has.
    """
    return stated_file.load(path, "corpus", _further)


def parse(path: Path, text: str) -> Mapping[str, Any]:
    """The same for text that corpus.toml holds, or is to hold."""
    return stated_file.parse(path, text, "corpus", _further)


def describe(seeds: Sequence[Seed], stated: Mapping[str, Any], path: Path) -> list[Seed]:
    """The seeds with what [seeds] states of them; later tables win key by key.

    Raises CorpuskitError when a table fits no seed, which is a misspelt name.
    """
    names = [seed.name for seed in seeds]
    settings, unused = settings_of(names, stated.get("seeds", {}))
    unused = [pattern for pattern in unused if "!/" not in pattern]  # a file in a container: reading knows those
    if unused:
        text = stated_file.text_of(path)
        raise CorpuskitError([_fits_none(path, text, pattern, names) for pattern in unused], Exit.USAGE)
    return [seed._replace(settings=own) for seed, own in zip(seeds, settings, strict=True)]


def settings_of(
    names: Sequence[str], tables: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """What tables state of each seed, by its name, later ones over earlier ones; and the patterns that fit none."""
    settings: list[dict[str, Any]] = [{} for _ in names]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    unused = []
    for pattern, table in tables.items():
        fitting = [name for name in places if fits(pattern, name)] if _is_pattern(pattern) else [pattern]
        fitted = [place for name in fitting for place in places.get(name, ())]
        for place in fitted:
            settings[place].update(table)
        if not fitted:
            unused.append(pattern)
    return settings, unused


def _is_pattern(pattern: str) -> bool:
    return any(sign in pattern for sign in "*?[")


def fits(pattern: str, name: str) -> bool:
    """Whether a path below seeds/ is the one meant, or fits the pattern: * and ? within a folder, ** across folders."""
    return pattern == name or (_is_pattern(pattern) and _fits(pattern.split("/"), name.split("/")))


def _fits(pattern: list[str], parts: list[str]) -> bool:
    """Each row says which beginnings of the path the pattern's folders so far fit: no backtracking."""
    row = [True] + [False] * len(parts)
    for wanted in pattern:
        if wanted == "**":
            first = row.index(True) if True in row else len(row)
            row = [i >= first for i in range(len(row))]
        else:
            row = [False, *(row[i] and fnmatch.fnmatchcase(part, wanted) for i, part in enumerate(parts))]
    return row[-1]


def _further(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """What the schema cannot say."""
    demands = [placed(path, text, at, f"{dotted(at)}: {why}", remedy) for at, why, remedy in policy.violations(stated)]
    return [*_spans(path, text, stated), *_licenses(path, text, stated), *demands]


def _spans(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """Days in ``collected`` that no calendar has, and ranges that end before they begin."""
    tables = {("seeds", name): table for name, table in stated.get("seeds", {}).items()}
    found = []
    for where, table in [((), stated), *tables.items()]:
        value = table.get("collected")
        if value is not None and (wrong := _wrong_span(value)):
            remedy = 'a range is written "2024-09-01/2024-11-30"'
            found.append(placed(path, text, (*where, "collected"), wrong, remedy))
    return found


def _licenses(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """Licences that SPDX does not know."""
    found = []
    for term in licenses.unknown(stated.get("license", "")):
        close = near(term, licenses.listed())
        meant = f"did you mean {close}? " if close else ""
        remedy = f"{meant}https://spdx.org/licenses has the list; a licence of your own is written LicenseRef-name"
        found.append(placed(path, text, ("license",), f'license: SPDX has no licence "{term}"', remedy))
    return found


def _wrong_span(value: str) -> str | None:
    ends = value.split("/")
    for end in ends:
        try:
            datetime.date.fromisoformat((end + "-01-01")[:10])
        except ValueError:
            return f"collected: {end} is not a day of the calendar"
    first, last = ends[0], ends[-1]
    shared = min(len(first), len(last))
    return f"collected: {value} ends before it begins" if last[:shared] < first[:shared] else None


def _fits_none(path: Path, text: str, pattern: str, names: list[str]) -> Problem:
    close = near(pattern, names)
    remedy = f'did you mean [seeds."{close}"]?' if close else "name a path below seeds/, or a pattern such as *.txt"
    return placed(path, text, ("seeds", pattern), f'[seeds."{pattern}"] fits no seed', remedy)
