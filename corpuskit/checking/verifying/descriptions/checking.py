"""Whether every description in dist/ tells what is there: paths, hashes, sizes, columns, types, counts, origin.

The validators of the standards do not: mlcroissant accepts absent files and columns, frictionless never checks the hash
of a Parquet table, in-toto-attestation accepts any digest. docs/package.md lists what each misses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from corpuskit import contract
from corpuskit.checking.loading import opened
from corpuskit.checking.verifying.descriptions.description import DescribedFile, DescribedTable, Description
from corpuskit.checking.verifying.descriptions.readers import OPTIONAL, READERS
from corpuskit.flat.columns import columns, table_names
from corpuskit.packaging.exporters import parquet
from corpuskit.packaging.sealing import provenance
from corpuskit.packaging.sealing.manifest import SCHEMA, Manifest
from corpuskit.validating.faults import quote
from corpuskit.validating.findings import Findings
from corpuskit.workspace.configuration import licenses
from corpuskit.workspace.files import place

#: With this page a corpus is one that a build described, and not only packaged.
DESCRIBED = "datasheet.json"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SHAPE = (KeyError, TypeError, IndexError, AttributeError, ValueError, StopIteration, RecursionError)


class DescriptionChecks:
    """The descriptions of a corpus, checked one by one against the files and against each other."""

    def __init__(self, dist: Path, manifest: Manifest, damaged: frozenset[str], findings: Findings) -> None:
        self.dist, self.manifest, self.damaged, self.findings = dist, manifest, damaged, findings
        self.files = {entry.path: entry for entry in manifest.files}
        self.stored: dict[str, list[str]] = {}
        self.read: dict[tuple[str, tuple[str, ...]], int] = {}  #: rows that were read, by file and columns

    def check(self) -> list[str]:
        """Adds a problem for each thing that is told wrong; returns what was checked, in words."""
        told = dict(self._read())
        for path, found in told.items():
            for fault in (*found.faults, *self._faults(found), *self._of_origin(path)):
                self._add(path, fault)
        for path, fault in (*_disagreements(told), *self._absent()):
            self._add(path, fault)
        return self._said(told)

    def _add(self, path: str, reason: str) -> None:
        self.findings.add("description-differs", place(self.dist / path), file=path, reason=reason)

    def _read(self) -> Iterator[tuple[str, Description]]:
        wanted = READERS if DESCRIBED in self.files else {provenance.PATH: READERS[provenance.PATH]}
        for path, reader in wanted.items():
            if path not in self.files or path in self.damaged:
                continue
            try:
                yield path, reader((self.dist / path).read_bytes())
            except _SHAPE as error:
                self._add(path, f"it does not have the shape of its standard ({_shown(error)})")

    def _absent(self) -> Iterator[tuple[str, str]]:
        """Descriptions and tables that a build writes and that nobody lists any more."""
        wanted = {provenance.PATH, SCHEMA, *(READERS.keys() - OPTIONAL if DESCRIBED in self.files else ())}
        for path in sorted(wanted - self.files.keys()):
            yield path, "it is not there, and not listed in the manifest"
        is_ours = self.manifest.content["schema_version"] == contract.schema_version()
        sound = SCHEMA in self.files and SCHEMA not in self.damaged
        if is_ours and sound and (self.dist / SCHEMA).read_bytes() != contract.schema_bytes():
            yield SCHEMA, "it is not the schema of this version of corpuskit, although it has the same version"

    def _faults(self, told: Description) -> Iterator[str]:
        for file in told.files:
            yield from self._of_file(file)
        named = {file.path for file in told.files}
        for path in sorted(path for path in self.files if told.must_list(path) and path not in named):
            yield f"it does not name {path}"
        for table in told.tables:
            yield from self._of_table(table, told)
        if told.tables:
            for name in table_names():
                if name not in {table.name for table in told.tables}:
                    yield f"it does not tell of the table {name}"
        for name, count in told.counts.items():
            known = self.manifest.content["counts"][name]
            if count != known:
                yield f"it counts {count:,} {name}, not {known:,}"
        for term in licenses.unknown(told.license or ""):
            yield f"SPDX has no licence {quote(term)}"

    def _of_file(self, file: DescribedFile) -> Iterator[str]:
        if _leads_out(file.path):
            yield f"the path {quote(file.path)} leads out of the folder"
            return
        known = self.files.get(file.path)
        if known is None:
            yield f"it names {quote(file.path)}, which is not there"
            return
        if file.sha256 is not None and not _DIGEST.fullmatch(file.sha256):
            yield f"the SHA-256 of {file.path} is malformed"
        elif file.sha256 not in (None, known.sha256):
            yield f"the SHA-256 of {file.path} is not that of the file"
        if file.bytes not in (None, known.bytes):
            yield f"{file.path} has {known.bytes:,} bytes, not {file.bytes:,}"

    def _of_table(self, table: DescribedTable, told: Description) -> Iterator[str]:
        held = {file.table: file.path for file in parquet.FILES}
        if table.path != held.get(table.name):
            yield f"the table {quote(table.name)} is not in {quote(table.path)}"
            return
        if told.column_type is None:
            return
        stored = self._stored(table.path)
        names = [name for name, _ in table.columns]
        yield from (f"{table.path} has no column {quote(name)}" for name in names if name not in stored)
        yield from (f"it does not tell of the column {name} of {table.path}" for name in stored if name not in names)
        if len(set(names)) < len(names):
            yield f"it tells of a column of {table.path} twice"
        types = {column.name: told.column_type(column) for column in columns(table.name)}
        for name, stated in table.columns:
            if name in types and stated != types[name]:
                yield f"the column {name} of {table.path} is {types[name]}, not {quote(stated)}"

    def _stored(self, path: str) -> list[str]:
        """Names of the columns of a Parquet file."""
        if path not in self.stored:
            with opened(self.dist / path) as file:
                self.stored[path] = file.schema_arrow.names
        return self.stored[path]

    def _of_origin(self, path: str) -> Iterator[str]:
        """The statement of provenance against the manifest: seeds, configuration, versions."""
        if path != provenance.PATH:
            return
        predicate = json.loads((self.dist / path).read_bytes())["predicate"]
        told, known = predicate["buildDefinition"], self.manifest.content
        if told["resolvedDependencies"] != provenance.dependencies(known):
            yield "the seeds and the configuration are not those of the manifest"
        if predicate["runDetails"]["builder"] != {"id": provenance.BUILDER, "version": provenance.versions(known)}:
            yield "the builder and its versions are not those of the manifest"
        if told["externalParameters"] != {"options": known["options"]}:
            yield "the options are not those of the manifest"

    def _said(self, told: Mapping[str, Description]) -> list[str]:
        wrong = {problem.place.file for problem in self.findings.problems() if problem.code == "description-differs"}
        right = [path for path in told if place(self.dist / path).file not in wrong]
        if not right:
            return []
        plural = "1 description tells" if len(right) == 1 else f"{len(right)} descriptions tell"
        said = [f"{plural} what is there: {', '.join(right)}"]
        through: dict[str, list[str]] = {}
        for path in right:
            if told[path].column_type is not None:
                through.setdefault(self._loaded(told[path]), []).append(path)
        return said + [f"{rows} read through {' and '.join(paths)}" for rows, paths in through.items()]

    def _loaded(self, told: Description) -> str:
        """Reads every table from the file and by the columns that are told; how many rows there were."""
        found = {table.name: self._rows(table.path, tuple(name for name, _ in table.columns)) for table in told.tables}
        return ", ".join(f"{found[name]:,} of {name}" for name in table_names())

    def _rows(self, path: str, names: tuple[str, ...]) -> int:
        if (path, names) not in self.read:
            with opened(self.dist / path) as file:
                rows = sum(batch.num_rows for batch in file.iter_batches(columns=list(names)))
            self.read[path, names] = rows
        return self.read[path, names]


def _leads_out(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path.split("/")[0]


def _disagreements(told: Mapping[str, Description]) -> Iterator[tuple[str, str]]:
    """Titles and licences that differ from what most descriptions say."""
    for what in ("title", "license"):
        stated = {path: value for path, found in told.items() if (value := getattr(found, what)) is not None}
        values = list(stated.values())
        if values:
            usual = max(values, key=values.count)
            yield from (
                (path, f"its {what} {quote(value)} is not that of the others")
                for path, value in stated.items()
                if value != usual
            )


def _shown(error: BaseException) -> str:
    """What was not found, without repeating what stands in the file."""
    if isinstance(error, KeyError):
        return f"no {quote(error.args[0])}" if error.args else "something is missing"
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON at line {error.lineno}"
    return "a value of another kind" if isinstance(error, TypeError | AttributeError) else quote(str(error))
