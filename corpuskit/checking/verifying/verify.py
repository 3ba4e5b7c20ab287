"""Verification: what is packaged is what was built, every byte, count and offset; and the seeds say the same."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from corpuskit import stores
from corpuskit.checking import loading
from corpuskit.checking.verifying import files, salvage
from corpuskit.checking.verifying.descriptions.checking import DescriptionChecks
from corpuskit.checking.verifying.exports import check_exports
from corpuskit.checking.verifying.seeds import Seeds
from corpuskit.counting import counted
from corpuskit.model import FORMAT_VERSION, CorpuskitError, Exit, PathLike, Place, Problem
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import outside_jsonl, parquet, records_jsonl
from corpuskit.packaging.placing import in_store
from corpuskit.packaging.sealing.manifest import MANIFEST, Manifest
from corpuskit.problems import failure
from corpuskit.validating import Context, Tables
from corpuskit.validating import dist as tiling
from corpuskit.validating.checking import check
from corpuskit.validating.findings import Findings
from corpuskit.versions import older
from corpuskit.workspace.files import place, shown_name

SEEDS = "seeds"
#: Files without which the content cannot be looked at.
DATA = frozenset((records_jsonl.PATH, outside_jsonl.PATH, *(file.path for file in parquet.FILES)))


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found, and in words what was checked and what was not."""

    problems: tuple[Problem, ...]
    checked: tuple[str, ...]


def verify(dist: PathLike, seeds: PathLike | None = None) -> Verified:
    """Checks a finished corpus against its seal, its parts against each other, and records against their seeds.

    ``seeds`` is the folder of the seeds, by default seeds/ beside ``dist`` where there is one. Both can be addresses of
    stores: a corpus there is copied to disk while it is looked at, seeds are read where they lie. Raises CorpuskitError
    (``no-dist``, ``no-such-seeds``, exit 2) when there is no corpus, or no such folder.
    """
    if stores.is_address(dist):
        with in_store.copied(str(dist)) as copy:
            return _verified(copy, _seeds_beside(str(dist)) if seeds is None else _named(seeds))
    folder = Path(stores.on_disk(dist))
    return _verified(folder, _seeds_folder(folder, seeds))


def _verified(folder: Path, found: Path | stores.Stored | None) -> Verified:
    findings = Findings()
    manifest = files.read_manifest(folder, findings)
    if manifest is None:
        told = files.check_sums(folder, findings)
        return Verified(findings.problems(), (*told, "not checked: everything that the manifest would have told"))
    damaged = files.check_files(folder, manifest, findings)
    checked = [_of_files(manifest, damaged)]
    if damaged:
        salvage.tell(folder, manifest, damaged, findings)
    if damaged & DATA:
        checked.append("not checked: what the data files contain, since they are not those that were built")
    else:
        checked += _descriptions(folder, manifest, damaged, findings)
        checked += _formats(folder, manifest, damaged, findings)
        with _Content(folder, manifest, found, findings) as content:
            checked += content.check()
    return Verified(findings.problems(), tuple(checked))


def _descriptions(dist: Path, manifest: Manifest, damaged: frozenset[str], findings: Findings) -> list[str]:
    """Checks the descriptions; why a table cannot be read is reported by `_Content`, which reads all of it."""
    if older(manifest.content["format_version"], FORMAT_VERSION):
        return ["not checked: the descriptions, which an earlier version wrote (`corpuskit migrate` writes them anew)"]
    try:
        return DescriptionChecks(dist, manifest, damaged, findings).check()
    except CorpuskitError:
        return ["not checked: the descriptions, since a table cannot be read"]


def _formats(dist: Path, manifest: Manifest, damaged: frozenset[str], findings: Findings) -> list[str]:
    """Checks the further formats, if there are any."""
    if damaged:
        has_any = bool(manifest.content["options"].get("also"))
        return ["not checked: further formats, since files are not as built"] if has_any else []
    try:
        return check_exports(dist, manifest, findings)
    except CorpuskitError:
        return ["not checked: further formats, since a table cannot be read"]


def _seeds_folder(dist: Path, named: PathLike | None) -> Path | stores.Stored | None:
    if named is None:
        beside = dist.resolve().parent / SEEDS
        return beside if beside.is_dir() else None
    return _named(named)


def _seeds_beside(address: str) -> stores.Stored | None:
    beside = stores.Stored(address.rstrip("/")).with_name(SEEDS)
    return beside if beside.is_dir() else None


def _named(seeds: PathLike) -> Path | stores.Stored:
    found = stores.path_of(seeds)
    if not (found.is_dir() or found.is_file()):
        raise failure("no-such-seeds", place(seeds), Exit.USAGE, folder=shown_name(seeds))
    return found


def _of_files(manifest: Manifest, damaged: frozenset[str]) -> str:
    count = len(manifest.files) + 2  # the manifest and the sums
    if damaged:
        named = ", ".join(map(shown_name, sorted(damaged)[:5])) + (" …" if len(damaged) > 5 else "")
        return f"of {counted(count, 'file')} {len(damaged):,} not as built: {named}"
    total = sum(entry.bytes for entry in manifest.files)
    return f"{counted(count, 'file')} as built, and no other ({total:,} bytes)"


class _Content:
    """The records of the Parquet tables, against records.jsonl, the manifest, schema and rules, and the seeds."""

    def __init__(self, dist: Path, manifest: Manifest, seeds: Path | stores.Stored | None, findings: Findings) -> None:
        self.dist, self.manifest, self.findings = dist, manifest, findings
        self.opened = ExitStack()
        self.sums = tiling.Sums()
        self.digest = hashlib.sha256()
        self.rows = 0
        self.differ = False
        self.lines: BinaryIO | None = None
        if (dist / records_jsonl.PATH).is_file():
            self.lines = self.opened.enter_context((dist / records_jsonl.PATH).open("rb"))
        self.seeds: Seeds | None = None
        if seeds is not None:
            self.seeds = Seeds(seeds, manifest, findings)
            self.opened.callback(self.seeds.close)

    def __enter__(self) -> _Content:
        return self

    def __exit__(self, *error: object) -> None:
        self.opened.close()

    def check(self) -> list[str]:
        """Checks everything; returns what was checked, in words."""
        before = sum(self.findings.counts.values())
        sizes = tiling.view_sizes(self.manifest.content)
        source = Tables(loading.nested_tables(self.dist), shown_name(self.dist / loading.TABLE))
        try:
            check(source, Context(view_sizes=sizes), self.findings, watch=self._watch)
        except CorpuskitError as error:
            for problem in error.problems:
                self.findings.keep(problem)
            return ["not checked: the records beyond the first that cannot be read"]
        self._check_ends()
        outside, spans = tiling.outside_spans(self.dist, shown_name(self.dist), self.findings)
        tiling.check_tiling(sizes, self.sums.spans, outside, self.findings)
        counts = {**self.sums.counts, "outside_spans": spans}
        tiling.check_counts(self.manifest.content, counts, shown_name(self.dist), self.findings)
        told = [] if sum(self.findings.counts.values()) > before else self._holds(sizes)
        return told + self._of_seeds()

    def _holds(self, sizes: dict[str, int]) -> list[str]:
        total = counted(sum(sizes.values()), "byte")
        both = ", the same in records.jsonl and in the Parquet tables" if self.lines else ""
        return [
            f"{counted(self.rows, 'record')}: schema and rules hold{both}",
            f"{total} of {counted(len(sizes), 'seed')}: each in one record or outside span",
        ]

    def _watch(self, records: pa.Table) -> None:
        self.sums.add(records)
        for made in jsonl.pieces_of_lines(records):
            self.digest.update(made)
            if self.lines is not None and not self.differ:
                self._compare(made, self.lines.read(len(made)))
            self.rows += made.count(b"\n")
        if self.seeds is not None:
            self.seeds.check(records)

    def _compare(self, made: bytes, written: bytes) -> None:
        if made == written:
            return
        pairs = zip(made.split(b"\n"), [*written.split(b"\n"), b""], strict=False)
        line = self.rows + next((n for n, (one, other) in enumerate(pairs) if one != other), 0) + 1
        self._tell_difference(line)

    def _tell_difference(self, line: int) -> None:
        self.differ = True
        where = Place(shown_name(self.dist / records_jsonl.PATH), line)
        self.findings.add("formats-differ", where, line=line, one=records_jsonl.PATH, other=loading.TABLE.as_posix())

    def _check_ends(self) -> None:
        if self.lines is not None and not self.differ and self.lines.read(1):
            self._tell_difference(self.rows + 1)
        if self.digest.hexdigest() != self.manifest.records_sha256:
            told, now = self.manifest.records_sha256, self.digest.hexdigest()
            self.findings.add("records-changed", place(self.dist / MANIFEST), told=told, now=now)

    def _of_seeds(self) -> list[str]:
        if self.seeds is None:
            return ["not checked: the seeds, since there is no folder seeds/ beside it (name one with --seeds)"]
        self.seeds.check_outside(self.dist / outside_jsonl.PATH)
        listed = len(self.manifest.content["seeds"])
        checked, seeds = counted(self.seeds.checked, "record"), counted(len(self.seeds.views), "seed")
        said = f"{checked} compared with the bytes of {seeds}"
        missing = listed - len(self.seeds.views)
        return [said, f"not checked: the records of {counted(missing, 'seed')} not at hand"] if missing else [said]
