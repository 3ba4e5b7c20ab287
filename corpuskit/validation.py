"""What `corpuskit validate` is given, looked at whole: records, a finished corpus, or seeds that are cut in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpuskit import policies, stores
from corpuskit.checking.places import on_disk
from corpuskit.model import PathLike, Problem
from corpuskit.packaging.placing import in_store
from corpuskit.problems import wrong_option
from corpuskit.validating import Context, Openers, validate_paths
from corpuskit.workspace import open_workspace, stored
from corpuskit.workspace.files import no_corpus

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.pipeline import Run
    from corpuskit.validating import Validation


def validate(
    paths: Sequence[PathLike],
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    *,
    config: PathLike | None = None,
    baseline: PathLike | None = None,
    update_baseline: bool = False,
    locked: bool = False,
    fetch: bool = False,
) -> Validation:
    """Every problem in records: JSON lines, Parquet, a dist folder, or a workspace, which is cut in memory.

    Severities, rules and requirements are those of the workspace, or of the corpus.toml ``config``. What ``baseline``
    (by default corpuskit.baseline of the workspace) accepts is only counted; ``update_baseline`` writes it anew. With
    ``locked`` the workspace has to be what its corpuskit.lock says, too; ``fetch`` gets seeds that lie elsewhere. Paths
    can be addresses of stores.
    """
    if update_baseline and baseline is None and any(map(stores.is_address, paths)):
        raise wrong_option("a baseline is not written to a store", "--baseline FILE")
    with ExitStack() as held:
        paths = [_at_hand(path, held) for path in paths]
        judge = policies.of_paths(paths, config, None if update_baseline else baseline)
        left_out = frozenset(ignore) | judge.policy.off
        cut: list[_Looked] = []
        openers = Openers(_parquet, partial(_cut_in_memory, cut, locked, fetch))
        cap = policies.NO_CAP if update_baseline else judge.cap
        found = validate_paths(paths, openers, select=select, ignore=left_out, context=judge.context(), cap=cap)
        if locked and not cut:
            raise wrong_option("what is no workspace has no lock", "a workspace")
        if update_baseline:
            accepted = judge.accept(_baseline_to_write(paths, baseline), found.problems)
            return found._replace(problems=(), accepted=accepted)
        problems, accepted = judge.judged(found.problems, select)
        for looked in cut:
            problems = looked.told(problems, select, left_out)
        return found._replace(problems=tuple(problems), accepted=accepted)


def _at_hand(path: PathLike, held: ExitStack) -> PathLike:
    """The path itself; of a corpus in a store a copy, of a workspace there the folder that stands in for it."""
    if not stores.is_address(path):
        return stores.on_disk(path)
    address = str(path).rstrip("/")
    if in_store.current(address) is not None:
        return held.enter_context(in_store.copied(address))
    folder = stored.workspace(address)
    if folder is None and stores.kind(address) == "file":
        above, _, name = address.rpartition("/")
        return held.enter_context(stores.copied(above, [name], above)) / name
    if folder is None:
        raise no_corpus(address)
    return folder


def _parquet(path: Path) -> Iterator[pa.Table]:
    from corpuskit.checking import loading

    return loading.nested_tables(path)


def _baseline_to_write(paths: Sequence[PathLike], named: PathLike | None) -> Path:
    path = policies.baseline_path(paths, named)
    if path is None:
        raise wrong_option("these files belong to no workspace, which a baseline would lie in", "--baseline FILE")
    return path


@dataclass
class _Looked:
    """A workspace that is cut in memory: its run, and the outlets that its records credit."""

    run: Run
    credited: set[str] = field(default_factory=set)

    def tables(self) -> Iterator[pa.Table]:
        import pyarrow.compute as pc

        for part in self.run.parts():
            self.run.locking.watch(part.records)
            for lists in part.records.column("outlets").chunks:
                self.credited.update(pc.unique(pc.struct_field(pc.list_flatten(lists), ["id"]).drop_null()).to_pylist())
            yield part.records

    def told(self, found: Sequence[Problem], select: Collection[str], ignore: Collection[str]) -> list[Problem]:
        """What was found in the records, where people look for it, with what only the whole shows."""
        from corpuskit.checking import redundant_boundaries, redundant_outlets
        from corpuskit.pipeline import facts_of

        whole = list(self.run.problems)
        whole += redundant_boundaries.redundant(self.run.corrections, self.run.workspace, self.run.options.encoding)
        for path in self.run.workspace.registries():
            whole += redundant_outlets.redundant(path, self.credited)
        wanted = [one for one in whole if one.code not in ignore and (not select or one.code in select)]
        judged = self.run.judge.severities(wanted)
        return on_disk([*found, *judged, *self.run.locking.problems(facts_of(self.run))], self.run.workspace.seeds)


def _cut_in_memory(
    cut: list[_Looked], locked: bool, fetch: bool, paths: Sequence[PathLike]
) -> tuple[Iterator[pa.Table], Context]:
    """The seeds at the paths as tables of records; what cuts them is loaded only for it."""
    from corpuskit.pipeline import Options, Run, rules_context

    options = Options(locked=locked, fetch=fetch)
    looked = _Looked(Run(open_workspace(paths, options.fetch), options))
    cut.append(looked)
    return looked.tables(), rules_context(looked.run)
