"""What a damaged corpus still holds: the files that can be made again from those that are whole, byte for byte.

Records lie in dist/ twice, as JSON lines and as Parquet tables, and each is made from the other; further formats are
made from either. Where both are damaged, what can be read of the one fills the gaps of the other. The sums, the schema
and the statement of provenance follow from the manifest. Nothing counts as made again unless it has the size and the
SHA-256 that the manifest tells.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpuskit.checking import loading
from corpuskit.checking.verifying import recovery
from corpuskit.contract import schema_bytes
from corpuskit.flat import tables
from corpuskit.model import CorpuskitError
from corpuskit.packaging import Part, jsonl
from corpuskit.packaging.exporters import listed_exporters, outside_jsonl, parquet, records_jsonl, written
from corpuskit.packaging.groups import ROWS, groups
from corpuskit.packaging.sealing import provenance
from corpuskit.packaging.sealing.file_facts import measure
from corpuskit.packaging.sealing.manifest import GITIGNORE, GITIGNORE_BYTES, MANIFEST, SCHEMA, SUMS, Manifest
from corpuskit.validating.findings import Findings
from corpuskit.workspace.files import place, shown_name

TABLES = frozenset(file.path for file in parquet.FILES)
#: Files that do not depend on the records.
SEALED = (SCHEMA, GITIGNORE, provenance.PATH, SUMS)
#: Ids of damaged records that are named.
SHOWN = 10
#: Where a file came from, as people are told.
FROM_TABLES, FROM_LINES, FROM_MANIFEST = "the Parquet tables", records_jsonl.PATH, MANIFEST
FROM_BOTH = f"{FROM_LINES} and {FROM_TABLES} together"


def tell(dist: Path, manifest: Manifest, damaged: Collection[str], findings: Findings) -> None:
    """Adds which records are damaged, and which files can be made again from what is left, and which cannot."""
    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        made = salvage(dist, manifest, damaged, Path(folder))
    for source in sorted(set(made.values())):
        listed = ", ".join(sorted(path for path in made if made[path] == source))
        findings.add("can-be-repaired", place(dist), source=source, files=listed)
    known = {entry.path for entry in manifest.files}
    if lost := sorted((known & set(damaged)) - made.keys()):
        findings.add("needs-seeds", place(dist), files=", ".join(map(shown_name, lost)))
    for file, records, total in damaged_records(dist, manifest, damaged):
        listed = ", ".join(records[:SHOWN]) + (" …" if len(records) > SHOWN else "")
        values = {"file": file, "count": f"{len(records):,}", "total": f"{total:,}", "records": listed}
        findings.add("records-damaged", place(dist / file.partition(",")[0]), **values)


def salvage(dist: Path, manifest: Manifest, damaged: Collection[str], folder: Path) -> dict[str, str]:
    """Makes damaged files again below ``folder``; returns what each that came out as built was made from.

    Files that came out otherwise (another version of a library wrote them) are removed again.
    """
    made = dict.fromkeys(_sealed(manifest, damaged, folder), FROM_MANIFEST)
    source = _source(manifest, damaged)
    wanted = set(damaged) - made.keys()
    if source is None and wanted:
        whole = recovery.recover(dist, manifest).whole
        if whole is not None:
            _write(manifest, iter([whole]), folder)
            made |= dict.fromkeys(_as_built(manifest, folder, wanted), FROM_BOTH)
    elif source is not None and wanted:
        try:
            _write(manifest, _tables(dist, source), folder)
        except (CorpuskitError, ValueError):  # a file that is whole and yet does not hold records was never ours
            return made
        made |= dict.fromkeys(_as_built(manifest, folder, wanted), source)
    return made


def damaged_records(dist: Path, manifest: Manifest, damaged: Collection[str]) -> Iterator[tuple[str, list[str], int]]:
    """Each data file that is damaged, the ids of its records that are not as built, and the number of all records.

    Where neither form of the records is whole, those that can be read from neither, for both files at once; nothing
    where nobody can tell.
    """
    source = _source(manifest, damaged)
    if source is None:
        found = recovery.recover(dist, manifest)
        if found.lost:
            yield f"{records_jsonl.PATH}, {loading.TABLE.as_posix()}", found.lost, manifest.counts.records
        return
    for path in (records_jsonl.PATH, *sorted(TABLES)):
        if path not in damaged or not (dist / path).is_file():
            continue
        try:
            known = _by_record(path, _tables(dist, source))
        except (CorpuskitError, ValueError):
            return  # not ours, whatever its hash
        held = _lines(dist / path) if path == records_jsonl.PATH else _rows(dist / path)
        lost = [name for name, said in known.items() if held.get(name) != said]
        if lost:
            yield path, lost, len(known)


def _by_record(path: str, records: Iterator[pa.Table]) -> dict[str, Any]:
    """What a file holds of each record, by id: its canonical line, or its rows."""
    found: dict[str, Any] = {}
    for table in records:
        if path == records_jsonl.PATH:
            lines = b"".join(jsonl.pieces_of_lines(table)).split(b"\n")
            found |= zip(table.column("id").to_pylist(), lines, strict=False)
        else:
            found |= _grouped(tables.flatten(table)[Path(path).stem])
    return found


def _grouped(flat: pa.Table) -> dict[str, list[Any]]:
    """The rows of a flat table by the record that they belong to."""
    key = "id" if "id" in flat.column_names else "record_id"
    found: dict[str, list[Any]] = {}
    for row in flat.to_pylist():
        found.setdefault(row[key], []).append(row)
    return found


def _lines(path: Path) -> dict[str, bytes]:
    """The lines of damaged records.jsonl that are JSON, by id."""
    found: dict[str, bytes] = {}
    for line in path.read_bytes().split(b"\n"):
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            found[json.loads(line)["id"]] = line
    return found


def _rows(path: Path) -> dict[str, list[Any]]:
    """The rows of the row groups of a damaged table that can be read, by record."""
    found: dict[str, list[Any]] = {}
    with suppress(CorpuskitError), loading.opened(path) as file:
        for number in range(file.num_row_groups):
            with suppress(OSError, ValueError, KeyError):  # pyarrow's own errors are ValueError, KeyError or OSError
                for name, rows in _grouped(file.read_row_group(number)).items():
                    found.setdefault(name, []).extend(rows)
    return found


def _sealed(manifest: Manifest, damaged: Collection[str], folder: Path) -> Iterator[str]:
    """Writes the damaged files whose bytes follow from the manifest or from this version of corpuskit."""
    others = [entry for entry in manifest.files if entry.path != provenance.PATH]
    texts = {
        SCHEMA: schema_bytes(),
        GITIGNORE: GITIGNORE_BYTES,
        provenance.PATH: provenance.provenance(manifest.content, others),
        SUMS: manifest.sums(),
    }
    for path in texts.keys() & set(damaged):
        (folder / path).write_bytes(texts[path])
        if path == SUMS or _is_as_built(manifest, folder, path):
            yield path
        else:
            (folder / path).unlink()


def _source(manifest: Manifest, damaged: Collection[str]) -> str | None:
    """Which of the two forms of the records is undamaged; None where neither is."""
    if not TABLES & set(damaged):
        return FROM_TABLES
    listed = {entry.path for entry in manifest.files}
    return FROM_LINES if records_jsonl.PATH in listed - set(damaged) else None


def _tables(dist: Path, source: str) -> Iterator[pa.Table]:
    return loading.nested_tables(dist) if source == FROM_TABLES else _of_lines(dist / records_jsonl.PATH)


def _of_lines(path: Path) -> Iterator[pa.Table]:
    with path.open("rb") as lines:
        while batch := list(islice(lines, ROWS)):
            yield tables.from_json(map(json.loads, batch))


def _write(manifest: Manifest, records: Iterator[pa.Table], folder: Path) -> None:
    """Writes every file of the records, in every format of the corpus, as a build does."""
    options = manifest.content["options"]
    without = {"jsonl"} & set(options.get("without", ()))
    exporters = listed_exporters({*without, outside_jsonl.NAME}, options.get("also", ()))
    written(folder, exporters, groups(map(Part, records)))


def _as_built(manifest: Manifest, folder: Path, wanted: Collection[str]) -> Iterator[str]:
    """The wanted files that are as built; what else was written of the records is removed."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        name = path.relative_to(folder).as_posix()
        if name in SEALED:
            continue
        if name in wanted and _is_as_built(manifest, folder, name):
            yield name
        else:
            path.unlink()


def _is_as_built(manifest: Manifest, folder: Path, path: str) -> bool:
    entry = next((entry for entry in manifest.files if entry.path == path), None)
    return entry is not None and measure(folder / path) == (entry.bytes, entry.sha256)
