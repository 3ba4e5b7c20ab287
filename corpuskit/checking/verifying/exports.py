"""Further formats in dist/ against its Parquet tables: each is written again, and has to have the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpuskit.checking import loading
from corpuskit.packaging import Part
from corpuskit.packaging.exporters import asked, written
from corpuskit.packaging.groups import groups
from corpuskit.packaging.sealing import bagit
from corpuskit.packaging.sealing.file_facts import measure
from corpuskit.packaging.sealing.manifest import Manifest, versions
from corpuskit.packaging.sealing.provenance import PATH as PROVENANCE
from corpuskit.validating.findings import Findings
from corpuskit.workspace.files import place

#: Formats whose bytes depend on the library that writes them, as the manifest names it.
LIBRARY = {"arrow": "pyarrow", "csv": "pyarrow", "sqlite": "sqlite"}


def check_exports(dist: Path, manifest: Manifest, findings: Findings) -> list[str]:
    """Adds a problem for each file that differs; returns what was checked, in words.

    Raises CorpuskitError when a table cannot be read.
    """
    also = manifest.content["options"].get("also", [])
    told: list[str] = []
    if bagit.NAME in also:
        told += _bag(dist, manifest, findings)
    exporters = asked(also)
    if not exporters:
        return told
    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        writers = written(Path(folder), exporters, groups(map(Part, loading.nested_tables(dist))))
        for exporter, writer in zip(exporters, writers, strict=True):
            told += _compare(exporter.NAME, writer.rows, Path(folder), dist, manifest, findings)
    return told


def _compare(
    name: str, paths: dict[str, int], folder: Path, dist: Path, manifest: Manifest, findings: Findings
) -> Iterator[str]:
    stored = {entry.path: entry for entry in manifest.files}
    differing = []
    for path in paths:
        entry = stored.get(path)
        if entry is None or (entry.bytes, entry.sha256) != measure(folder / path):
            differing.append(path)
    library = LIBRARY.get(name)
    then, now = manifest.content["versions"].get(library), versions([name]).get(library or "")
    if differing and library and then != now:
        yield f"not checked: the format {name}, written with {library} {then}, where {now} is at hand"
        return
    for path in differing:
        findings.add("export-differs", place(dist / path), file=path)
    if not differing:
        yield f"the format {name} holds the same records ({', '.join(list(paths)[:3])}{' …' if len(paths) > 3 else ''})"


def _bag(dist: Path, manifest: Manifest, findings: Findings) -> Iterator[str]:
    """Compares the four files of the bag with those made anew, with the date of bagging that the bag states."""
    own = {bagit.DECLARATION, bagit.INFO, bagit.PAYLOAD, bagit.TAGS}
    stored = {entry.path: entry for entry in manifest.files}
    info = (dist / bagit.INFO).read_text(encoding="utf-8").splitlines() if bagit.INFO in stored else []
    dated = [line.partition(": ")[2] for line in info if line.startswith("Bagging-Date: ")]
    others = [entry for entry in manifest.files if entry.path not in own | {PROVENANCE}]
    differing = [
        path
        for path, data in bagit.bag(others, dated[0] if dated else None).items()
        if path not in stored or (dist / path).read_bytes() != data
    ]
    for path in differing:
        findings.add("export-differs", place(dist / path), file=path)
    if not differing:
        yield "the bag lists the files that are there"
