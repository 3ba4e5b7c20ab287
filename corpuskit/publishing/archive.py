"""Into a zip with the same bytes on every machine, and beside it the metadata that Zenodo takes for a deposit.

Entries are stored, not compressed: what a compressor writes depends on its version. The tables are compressed already.
The metadata are those of Zenodo's deposit API (https://developers.zenodo.org/#representation).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpuskit.deriving.source import Source
from corpuskit.model import Problem
from corpuskit.packaging.placing.swap import machine_failures
from corpuskit.packaging.sealing.indented import indented
from corpuskit.problems import problem
from corpuskit.publishing import Published
from corpuskit.publishing.folders import paths
from corpuskit.workspace.files import place

#: The first time that a zip can tell: no clock goes into the file.
NO_TIME = (1980, 1, 1, 0, 0, 0)
#: A plain file that its owner may write and all may read.
MODE = 0o100644 << 16
#: What Zenodo asks for, by the key of corpus.toml that answers it.
ASKED = ("title", "creators", "license", "description")


def publish(source: Source, target: Path) -> Published:
    """Writes NAME.zip, and NAME.zenodo.json beside it; what Zenodo will ask for and nobody stated becomes a warning."""
    beside = target.with_suffix(".zenodo.json")
    with machine_failures(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        work = target.with_name(f".{target.name}.part")
        try:
            _zip(source, target.stem, work)
            work.replace(target)
        finally:
            work.unlink(missing_ok=True)
        beside.write_bytes(indented({"metadata": metadata(source)}))
    steps = (f"{len(paths(source)):,} files → {target}", f"metadata for a deposit → {beside}")
    return Published(steps, _unstated(source, beside))


def _zip(source: Source, top: str, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name in paths(source):
            entry = zipfile.ZipInfo(f"{top}/{name}", NO_TIME)
            entry.create_system, entry.external_attr = 3, MODE
            file.writestr(entry, (source.folder / name).read_bytes())


def metadata(source: Source) -> dict[str, Any]:
    """What a deposit says: what is stated, with the summary for a description; nothing is filled in."""
    stated = source.stated
    license_ = _license(stated)
    linked = [{"identifier": stated[key], "relation": "isDerivedFrom"} for key in ("repository",) if key in stated]
    found = {
        "title": source.datasheet["title"],
        "upload_type": "dataset",
        "description": stated.get("description") or source.datasheet["summary"],
        "creators": [_creator(person) for person in stated.get("creators", ())],
        "access_right": "open" if license_ else None,
        "license": license_,
        "keywords": stated.get("keywords"),
        "version": stated.get("version"),
        "publication_date": stated.get("released"),
        "related_identifiers": linked,
        "notes": "\n".join(warning["text"] for warning in source.datasheet["warnings"]),
    }
    return {name: value for name, value in found.items() if value}


def _license(stated: Mapping[str, Any]) -> str | None:
    """The licence by Zenodo's id, which is that of SPDX in small letters; a licence of one's own has none there."""
    found = str(stated.get("license", "")).lower()
    return None if not found or found.startswith("licenseref-") else found


def _creator(person: dict[str, str]) -> dict[str, str]:
    return {name: person[name] for name in ("name", "affiliation", "orcid") if name in person}


def _unstated(source: Source, beside: Path) -> tuple[Problem, ...]:
    missing = [key for key in ASKED if key not in source.stated or (key == "license" and not _license(source.stated))]
    return (problem("deposit-incomplete", place(beside), keys=", ".join(missing)),) if missing else ()
