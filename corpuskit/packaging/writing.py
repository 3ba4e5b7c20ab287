"""Writes a corpus: every data file in one pass over the records, then the pages, the manifest and the checksums."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from corpuskit import stores
from corpuskit.arrow import release
from corpuskit.contract import schema_bytes
from corpuskit.model import PathLike
from corpuskit.packaging.exporters import DataFile, data_files, listed_exporters, records_jsonl
from corpuskit.packaging.groups import Group, Part, groups
from corpuskit.packaging.placing.swap import machine_failures, staged
from corpuskit.packaging.sealing import bagit, provenance
from corpuskit.packaging.sealing import manifest as sealing
from corpuskit.packaging.sealing.file_facts import FileFacts, facts_of, facts_on_disk
from corpuskit.packaging.sealing.manifest import Counts, Facts, Manifest, SeedCounts
from corpuskit.packaging.tally import Tally


class Written(NamedTuple):
    """What has been written when the pages are made: the data files with size, hash and rows, and the counts."""

    files: Mapping[str, FileFacts]
    tables: Mapping[str, DataFile]  #: what exporters say of the same files
    counts: Counts
    seeds: Mapping[str, SeedCounts]
    records_sha256: str


def package(
    dist: PathLike,
    parts: Iterable[Part],
    *,
    facts: Callable[[], Facts],
    pages: Callable[[Written], Mapping[str, bytes]],
    without: Collection[str] = (),
    also: Collection[str] = (),
    beside: bool = False,
) -> Manifest:
    """Writes a corpus to ``dist``, a folder or an address of a store, and returns its manifest.

    ``parts`` is consumed once, in order, in bounded memory; ``facts`` and ``pages`` are called afterwards. ``pages``
    returns further files by path below dist/ (README.md, DATASHEET.md …). ``without`` names exporters to leave out,
    ``also`` further formats to write (`corpuskit.model.FORMATS`). ``beside``: a group of records is written on a thread
    of its own while the next one is made, for builds that may use more than one core.

    An error anywhere, also one that ``parts`` raises, leaves ``dist`` as it was.
    Raises CorpuskitError as `swap.staged` and `in_store.staged` do, and whatever ``parts`` and ``pages`` raise.
    """
    with _staged(dist) as folder:
        tables = data_files(without, also)
        tally = Tally(hashing=records_jsonl.PATH not in tables)
        files = _write_data(folder, parts, tally, dist, listed_exporters(without, also), tables, beside)
        known = facts()
        digest = tally.records_sha256() if tally.hashing else files[records_jsonl.PATH].sha256
        written = Written(files, tables, tally.counts(), tally.of_seeds(), digest)
        release()
        made = pages(written)
        with machine_failures(dist):
            return _seal(folder, written, known, made, also)


def _staged(dist: PathLike) -> AbstractContextManager[Path]:
    if not stores.is_address(dist):
        return staged(dist)
    from corpuskit.packaging.placing import in_store

    return in_store.staged(str(dist))


def _write_data(
    folder: Path,
    parts: Iterable[Part],
    tally: Tally,
    dist: PathLike,
    exporters: Sequence[Any],
    tables: Mapping[str, DataFile],
    beside: bool,
) -> dict[str, FileFacts]:
    """Writes the data files; returns what is to be said of each, by path."""
    opened = ExitStack()
    try:
        with machine_failures(dist):
            writers = [opened.enter_context(exporter.Writer(folder)) for exporter in exporters]
            writing = _Writing(writers, opened.enter_context(ThreadPoolExecutor(1, "writing")) if beside else None)
        for group in groups(parts):
            tally.add(group)
            with machine_failures(dist):
                writing.write(group)
            del group  # with its flat tables, before the next one is cut
        with machine_failures(dist):
            writing.wait()
    except BaseException:
        with suppress(Exception):  # what went wrong is known; that the files cannot be closed either is no news
            opened.__exit__(*sys.exc_info())
        raise
    with machine_failures(dist):
        opened.close()
        found = (_facts_of(folder, path, writer, tables.get(path)) for writer in writers for path in writer.rows)
        return {facts.path: facts for facts in sorted(found, key=lambda facts: facts.path)}


@dataclass(slots=True)
class _Writing:
    """Has writers write one group after the other: at once, or in ``pool`` while the next group is made."""

    writers: Sequence[Any]
    pool: Executor | None
    begun: Future[None] | None = None

    def write(self, group: Group) -> None:
        self.wait()
        if self.pool is None:
            self._write(group)
        else:
            self.begun = self.pool.submit(self._write, group)

    def wait(self) -> None:
        """Until what was begun is written; raises what went wrong with it."""
        if self.begun is not None:
            self.begun.result()

    def _write(self, group: Group) -> None:
        for writer in self.writers:
            writer.write(group)


def _facts_of(folder: Path, path: str, writer: Any, held: DataFile | None) -> FileFacts:
    measured = getattr(writer, "measured", {}).get(path)
    return facts_on_disk(folder, path, writer.rows[path], held.media_type if held else None, measured)


def _seal(folder: Path, written: Written, facts: Facts, pages: Mapping[str, bytes], also: Collection[str]) -> Manifest:
    """Adds the pages, the schema, the statement of provenance, the manifest and the sums to the data files."""
    added = dict(pages) | {sealing.SCHEMA: schema_bytes(), sealing.GITIGNORE: sealing.GITIGNORE_BYTES}
    for path, data in added.items():
        _check(path, written.files)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    files = [*written.files.values(), *(facts_of(path, data) for path, data in added.items())]
    if bagit.NAME in also:
        for path, data in bagit.bag(files, facts.configuration.get("released")).items():
            (folder / path).write_bytes(data)
            files.append(facts_of(path, data))
    sealed = partial(sealing.make, facts, written.seeds, written.counts, written.records_sha256, also=also)
    statement = provenance.provenance(sealed(files).content, files)
    (folder / provenance.PATH).write_bytes(statement)
    made = sealed([*files, facts_of(provenance.PATH, statement)])
    (folder / sealing.MANIFEST).write_bytes(made.to_bytes())
    (folder / sealing.SUMS).write_bytes(made.sums())
    return made


def _check(path: str, files: Mapping[str, FileFacts]) -> None:
    """Refuses a page that would overwrite another file or lie elsewhere: a fault of the caller."""
    parts = PurePosixPath(path).parts
    taken = path in files or path in (sealing.MANIFEST, sealing.SUMS, provenance.PATH)
    if taken or not parts or PurePosixPath(path).is_absolute() or {"..", "."} & set(parts) or "\\" in path:
        raise ValueError(f"not a page: {path!r}")
