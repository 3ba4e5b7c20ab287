"""What files would add to a corpus: all its seeds and they are cut in memory, as in a build, and nothing is written."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.adding.placing import Wanted, named
from corpuskit.model import Exit, PathLike, Problem, Seed
from corpuskit.packaging.outside import as_table
from corpuskit.problems import failure
from corpuskit.workspace import SEEDS, files, open_workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.packaging import Part
    from corpuskit.pipeline import Run

#: Codes of the caveats that name another record, and the id in what they say.
_DUPLICATES = ("duplicate", "near-duplicate")
_ID = re.compile(r"record ([0-9a-f]{16}(?:-[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Twin:
    """A new record whose text the corpus has already, or nearly."""

    code: str
    record: str
    title: str | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What files would add. ``figures`` are those of their records alone (as in a datasheet), None where none is new.

    ``known`` are files whose bytes lie in seeds/ already, with the seed's name; ``first_seen`` are outlets that no
    other record credits, ``unlisted`` those of them that the registry lacks.
    """

    wanted: tuple[Wanted, ...]
    known: Mapping[Path, str]
    figures: Mapping[str, Any] | None = None
    first_seen: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Sorting:
    """Parts the records of new seeds from those of the others, as they pass."""

    names: Collection[str]
    fresh: list[pa.Table] = field(default_factory=list)
    outside: list[pa.Table] = field(default_factory=list)
    here: set[tuple[str, str | None]] = field(default_factory=set)  #: outlets of the others: printed name, registry id

    def is_fresh(self, file: str) -> bool:
        return file in self.names or file.partition("!/")[0] in self.names

    def take(self, part: Part) -> None:
        import pyarrow.compute as pc

        outside = [span for span in part.outside if self.is_fresh(span.file)]
        if outside:
            self.outside.append(as_table(outside))
        files = pc.struct_field(part.records["provenance"], ["file"]).to_pylist()
        fresh = [self.is_fresh(file) for file in files]
        if any(fresh):
            self.fresh.append(part.records.filter(fresh))
        for is_fresh, outlets in zip(fresh, part.records["outlets"].to_pylist(), strict=True):
            if not is_fresh:
                self.here.update((outlet["name"], outlet["id"]) for outlet in outlets)


def look(root: PathLike, sources: Sequence[PathLike], name: str | None = None) -> Looked:
    """What files would add to the workspace in ``root``; nothing is written.

    Each gets its own name below seeds/, made fit for every system and numbered where it is taken; ``name`` is that of
    the only one instead. Raises CorpuskitError: exit 2 for no workspace, a file that cannot be read or a name that no
    seed can have; else what stops a build with them.
    """
    folder = Path(root) / SEEDS
    if not folder.is_dir():
        raise failure("no-seeds", files.place(root), Exit.USAGE, folder=files.shown_name(root))
    wanted, known = named(folder, [Path(source) for source in sources], name)
    if not wanted:
        return Looked((), known)
    return _cut(Path(root), wanted, known)


def _cut(root: Path, wanted: Sequence[Wanted], known: Mapping[Path, str]) -> Looked:
    from corpuskit.pipeline import Options, Run, remembering

    seeds = [Seed(one.name, os.fspath(one.source)) for one in wanted]
    options = Options()
    workspace = open_workspace([root], further=seeds)
    run = Run(workspace, options)
    run.cache = remembering(workspace, options)
    sorting = _Sorting({one.name for one in wanted})
    _judge(run, sorting)
    here = {files.shown_name(one.source) for one in wanted}
    ids = {name for table in sorting.fresh for name in table["id"].to_pylist()}
    problems = [found for found in run.problems if found.place.file in here or found.place.record in ids]
    credited = (outlets for table in sorting.fresh for outlets in table["outlets"].to_pylist())
    outlets = {(outlet["name"], outlet["id"]) for outlets in credited for outlet in outlets}
    first_seen = sorted(outlets - sorting.here, key=lambda one: (one[0], one[1] or ""))
    return Looked(
        tuple(wanted),
        known,
        figures=_figures(run, sorting),
        first_seen=tuple(name for name, _ in first_seen),
        unlisted=tuple(name for name, entry in first_seen if entry is None),
        twins=tuple(_twins(sorting.fresh)),
        problems=tuple(problems),
    )


def _judge(run: Run, sorting: _Sorting) -> None:
    """Cuts and validates all seeds as a build does; problems are left with the run."""
    from corpuskit.packaging.passing import checked
    from corpuskit.pipeline import rules_context
    from corpuskit.validating import Findings

    findings = Findings(run.judge.cap, ignore=run.judge.policy.off)
    for part in checked(run.parts(), rules_context(run), findings):
        sorting.take(part)
    run.tell(findings.problems())


def _figures(run: Run, sorting: _Sorting) -> Mapping[str, Any]:
    from corpuskit.datasheet import Measures, figures

    measures = Measures()
    for view in run.views:
        if sorting.is_fresh(view.file):
            measures.add_seed(view)
    for table in sorting.fresh:
        measures.add(table)
    for table in sorting.outside:
        measures.add_outside(table)
    return figures(measures)


def _twins(fresh: Sequence[pa.Table]) -> Iterator[Twin]:
    for table in fresh:
        columns = (table[name].to_pylist() for name in ("id", "title", "caveats"))
        for record, title, caveats in zip(*columns, strict=True):
            for code in _DUPLICATES:
                said = [caveat["statement"] for caveat in caveats if caveat["code"] == code]
                if said:
                    yield Twin(code, record, title, tuple(i for one in said for i in _ID.findall(one)))
                    break
