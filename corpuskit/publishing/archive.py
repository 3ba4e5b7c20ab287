"""Into a zip with the same bytes on every machine, and beside it the metadata that Zenodo takes for a deposit.

Entries are stored, not compressed: what a compressor writes depends on its version. The tables are compressed already.
The metadata are those of Zenodo's deposit API (https://developers.zenodo.org/#representation).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpuskit.deriving.source import Source
from corpuskit.model import Exit, Problem
from corpuskit.packaging.placing import ours
from corpuskit.packaging.placing.swap import machine_failures
from corpuskit.packaging.sealing.indented import indented
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS, listed
from corpuskit.problems import failure, problem
from corpuskit.publishing import Published
from corpuskit.publishing.folders import paths
from corpuskit.workspace.files import place, shown_name

#: The first time that a zip can tell: no clock goes into the file.
NO_TIME = (1980, 1, 1, 0, 0, 0)
#: A plain file that its owner may write and all may read.
MODE = 0o100644 << 16
#: Bytes copied at a time.
PIECE = 1 << 20
#: What Zenodo asks for, by the key of corpus.toml that answers it.
ASKED = ("title", "creators", "license", "description")


def publish(source: Source, target: Path) -> Published:
    """Writes NAME.zip, and NAME.zenodo.json beside it; what Zenodo will ask for and nobody stated becomes a warning.

    Raises CorpuskitError: ``not-ours`` (exit 2) where either is there and is not of an earlier edition,
    ``cannot-write`` (exit 74).
    """
    beside = target.with_suffix(".zenodo.json")
    with machine_failures(target):
        ours.require_outside(target, target)
        for path, reason in ((target, _objection(target)), (beside, _objection_to_metadata(beside))):
            if reason is not None:
                raise failure("not-ours", place(path), Exit.USAGE, folder=shown_name(path), reason=reason)
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


def _objection(target: Path) -> str | None:
    """Why a file cannot be replaced: what it holds besides an edition of a corpus; None where it can."""
    if not os.path.lexists(target):
        return None
    try:
        with zipfile.ZipFile(target) as file:
            held = set(file.namelist())
            manifest = min((name for name in held if re.fullmatch(f"[^/]+/{re.escape(MANIFEST)}", name)), default=None)
            found = None if manifest is None else listed(file.read(manifest))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, IsADirectoryError):
        return "it is no zip of a corpus"
    if manifest is None or found is None:
        return f"it is a zip without a {MANIFEST} of corpuskit"
    top = manifest.removesuffix(MANIFEST)
    added = held - {top + name for name in (*found, SUMS, MANIFEST)}
    return f"it holds {shown_name(min(added))}, which corpuskit did not write" if added else None


def _objection_to_metadata(path: Path) -> str | None:
    """The same of the metadata beside it, which somebody may have completed: they are known by what they are about."""
    if not os.path.lexists(path):
        return None
    try:
        is_of_data = json.loads(path.read_bytes())["metadata"]["upload_type"] == "dataset"
    except (ValueError, KeyError, TypeError, IsADirectoryError, RecursionError):
        is_of_data = False
    return None if is_of_data else "it is not the metadata of a data set for Zenodo"


def _zip(source: Source, top: str, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name in paths(source):
            entry = zipfile.ZipInfo(f"{top}/{name}", NO_TIME)
            entry.create_system, entry.external_attr = 3, MODE
            entry.file_size = (source.folder / name).stat().st_size
            with (source.folder / name).open("rb") as read, file.open(entry, "w") as written:
                shutil.copyfileobj(read, written, PIECE)


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
