"""Further seeds for a workspace: all is cut in memory to see what they would add, then they are put into seeds/."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.model import CorpuskitError, Exit, PathLike, Problem, Seed
from corpuskit.packaging.outside import as_table
from corpuskit.problems import failure, wrong_option
from corpuskit.workspace import SEEDS, files, open_workspace
from corpuskit.workspace.names import alike, disk_name, free_name, is_seed, seed_name

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.packaging import Part
    from corpuskit.pipeline import Run

#: Codes of the caveats that name another record, and the id in what they say.
_DUPLICATES = ("duplicate", "near-duplicate")
_ID = re.compile(r"record ([0-9a-f]{16}(?:-[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to become a seed: the name that it gets below seeds/, and its hash."""

    source: Path
    name: str
    sha256: str


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
    wanted, known = _wanted(folder, [Path(source) for source in sources], name)
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
    names = {name for names in sorting.fresh for name in names["id"].to_pylist()}
    problems = [p for p in run.problems if p.place.file in here or p.place.record in names]
    outlets = {
        (o["name"], o["id"]) for table in sorting.fresh for listed in table["outlets"].to_pylist() for o in listed
    }
    first_seen = sorted(outlets - sorting.here, key=lambda one: (one[0], one[1] or ""))
    return Looked(
        tuple(wanted),
        known,
        _figures(run, sorting),
        tuple(name for name, _ in first_seen),
        tuple(name for name, entry in first_seen if entry is None),
        tuple(_twins(sorting.fresh)),
        tuple(problems),
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


def _wanted(folder: Path, sources: Sequence[Path], name: str | None) -> tuple[list[Wanted], dict[Path, str]]:
    """The files with the names that they get, and those whose bytes are there already."""
    if name is not None:
        if len(sources) != 1:
            raise wrong_option("a name is for one file", "one FILE with --as")
        _require_fit(name)
    seeds = files.below(folder)
    taken = {alike(seed.name) for seed in seeds}
    if name is not None and alike(name) in taken:
        raise wrong_option(f"{SEEDS}/{name} exists, and is never overwritten", "another name")
    wanted: list[Wanted] = []
    known: dict[Path, str] = {}
    for source in sources:
        digest = _hash(source)
        there = next((s.name for s in seeds if _same(Path(s.path or ""), source, digest)), None)
        there = there or next((one.name for one in wanted if one.sha256 == digest), None)
        if there is not None:
            known[source] = there
            continue
        chosen = name or free_name(source.name, taken)
        taken.add(alike(chosen))
        wanted.append(Wanted(source, chosen, digest))
    return wanted, known


def _hash(source: Path) -> str:
    try:
        if not source.is_file():
            reason = "it is a folder" if source.is_dir() else "there is no such file"
            raise files.unusable(source, reason, "name a file")
        with source.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise files.unreadable(source, error) from None


def _same(seed: Path, source: Path, digest: str) -> bool:
    return seed.stat().st_size == source.stat().st_size and _hash(seed) == digest


def _require_fit(name: str) -> None:
    """Raises CorpuskitError for a name that no seed can have."""
    if any(not part or part.startswith(".") or not part.isprintable() for part in name.split("/")) or "\\" in name:
        raise wrong_option(f"{name!r} is no path below {SEEDS}/", "a name such as 2024/may.txt")
    if not is_seed(name):
        known = "a name that neither ends in .toml nor begins with README or ~$"
        raise wrong_option(f"{name.rpartition('/')[2]!r} would not be taken as a seed", known)


def place(root: PathLike, wanted: Sequence[Wanted]) -> list[Path]:
    """Puts the files into seeds/, each whole or not at all; returns where they lie. Nothing is ever overwritten.

    Raises CorpuskitError when a name has been taken since, a file is not what was looked at, or the disk fails.
    """
    return [_put(Path(root) / SEEDS, one) for one in wanted]


def _put(folder: Path, one: Wanted) -> Path:
    target = folder / disk_name(one.name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise wrong_option(f"{one.name} would lie outside of {SEEDS}/, where a link leads", "another name")
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".adding-")
        try:
            with os.fdopen(handle, "wb") as copy, one.source.open("rb") as source:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            if _hash(Path(made)) != one.sha256:
                remedy = "wait until it is written, and add it again"
                raise CorpuskitError([files.refused(one.source, "it changed while it was looked at", remedy)])
            Path(made).chmod(0o644)
            _take_name(Path(made), target)
        finally:
            Path(made).unlink(missing_ok=True)
    except FileExistsError:
        reason = f"{SEEDS}/{seed_name(one.name)} exists by now, and is never overwritten"
        raise wrong_option(reason, "the same command again, which gives it another name") from None
    except OSError as error:
        raise files.unwritable(target, error) from None
    return target


def _take_name(made: Path, target: Path) -> None:
    """Gives a file its name where that is free; FileExistsError where it is not."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with target.open("xb") as file:
            file.write(made.read_bytes())
