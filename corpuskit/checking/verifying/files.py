"""The files of dist/ against their seal: every file that the manifest lists, with its bytes, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corpuskit import contract
from corpuskit.counting import counted
from corpuskit.model import FORMAT_VERSION
from corpuskit.packaging.placing import ours
from corpuskit.packaging.sealing.file_facts import FileFacts, measure
from corpuskit.packaging.sealing.manifest import GITIGNORE, GITIGNORE_BYTES, MANIFEST, SUMS, Manifest
from corpuskit.packaging.sealing.provenance import PATH as PROVENANCE
from corpuskit.validating.findings import Findings
from corpuskit.versions import later_format
from corpuskit.workspace.files import no_corpus, shown_name
from corpuskit.workspace.files import place as of_file

#: The code of a manifest that a later version wrote.
NEWER = "schema-version-newer"


def read_manifest(dist: Path, findings: Findings) -> Manifest | None:
    """manifest.json, as far as it follows its schema and is written as a build writes it; else None and a problem
    (`NEWER` where a later version wrote it, which may follow another schema).

    Raises CorpuskitError (``no-dist``, exit 2) for a folder that has neither a manifest nor sums.
    """
    if not (dist / MANIFEST).is_file():
        if not (dist / SUMS).is_file():
            raise no_corpus(dist)
        findings.add("file-missing", of_file(dist / MANIFEST), file=MANIFEST)
        return None
    raw = (dist / MANIFEST).read_bytes()
    place = of_file(dist / MANIFEST)
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        findings.add("manifest-invalid", place, reason="it is not JSON in UTF-8")
        return None
    fault = _schema_fault(content)
    if fault is not None:
        theirs = later_format(dist / MANIFEST)
        if theirs is not None:
            findings.add(NEWER, place, theirs=theirs, ours=FORMAT_VERSION)
        else:
            findings.add("manifest-invalid", place, reason=fault)
        return None
    manifest = Manifest(content)
    if manifest.to_bytes() != raw:
        findings.add("manifest-invalid", place, reason="it is not spaced, ordered or escaped as a build writes it")
        return None
    return manifest


def check_sums(dist: Path, findings: Findings) -> list[str]:
    """The files by SHA256SUMS alone, where the manifest cannot be used; returns what was checked, in words."""
    sums = ours.summed(dist)
    if not sums:
        return []
    for path, told in sorted(sums.items()):
        if path == MANIFEST:
            continue
        file = dist / path
        if not file.is_file():
            findings.add("file-missing", of_file(file), file=shown_name(path))
        elif file.is_symlink() or (found := measure(file)[1]) != told:
            reason = "it is a link" if file.is_symlink() else f"its SHA-256 is {found}, not {told}"
            findings.add("file-changed", of_file(file), file=shown_name(path), reason=reason)
    if not findings.seen[NEWER]:
        findings.add("needs-seeds", of_file(dist / MANIFEST), files=MANIFEST)
    return [f"{counted(len(sums) - 1, 'file')} compared with {SUMS}, since the manifest cannot be used"]


def told_by_provenance(dist: Path) -> Mapping[str, Any] | None:
    """``options`` of the build as provenance.intoto.json tells them, where it is whole by SHA256SUMS; else None."""
    path = dist / PROVENANCE
    if not path.is_file() or ours.summed(dist).get(PROVENANCE) != measure(path)[1]:
        return None
    options = json.loads(path.read_bytes())["predicate"]["buildDefinition"]["externalParameters"]["options"]
    return {"options": options}


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(contract.schema("manifest"))


#: What the manifest of a corpus has to say since format 1.1, and what an earlier one is taken to say.
SINCE_1_1: Mapping[str, Any] = {"corrections_sha256": None}


def _schema_fault(content: Any) -> str | None:
    """Where the content breaks the schema and by which keyword; never the content itself, which may be anything."""
    fault = next(iter(_validator().iter_errors(_as_of_now(content))), None)
    if fault is None:
        return None
    return f"{fault.json_path} breaks {fault.validator!r} of `corpuskit schema manifest`"


def _as_of_now(content: Any) -> Any:
    """The content of an earlier format with what it did not tell yet."""
    version = content.get("format_version") if isinstance(content, dict) else None
    if isinstance(version, str) and re.fullmatch(r"1\.0\.[0-9]{1,4}", version):
        return {**SINCE_1_1, **content}
    return content


def check_files(dist: Path, manifest: Manifest, findings: Findings) -> frozenset[str]:
    """Paths of files that are missing, changed or not listed; each becomes a problem."""
    listed = {entry.path: entry for entry in manifest.files}
    present = set(ours.present(dist))
    wrong = {path: reason for path in listed.keys() & present if (reason := _change(dist, listed[path]))}
    if SUMS in present and _differs(dist / SUMS, manifest.sums()):
        wrong[SUMS] = "it does not list what the manifest lists"
    if GITIGNORE in present and _differs(dist / GITIGNORE, GITIGNORE_BYTES):
        wrong[GITIGNORE] = "it is not the one that a build writes"
    for path, reason in sorted(wrong.items()):
        findings.add("file-changed", of_file(dist / path), file=shown_name(path), reason=reason)
    missing = (listed.keys() | {SUMS}) - present
    for path in sorted(missing):
        findings.add("file-missing", of_file(dist / path), file=shown_name(path))
    added = present - listed.keys() - {MANIFEST, SUMS}
    for path in sorted(added):
        findings.add("file-added", of_file(dist / path), file=shown_name(path))
    return frozenset(wrong.keys() | missing | added)


def _differs(path: Path, expected: bytes) -> bool:
    return path.is_symlink() or not path.is_file() or path.read_bytes() != expected


def _change(dist: Path, entry: FileFacts) -> str | None:
    """How a file differs from what was built, if it does."""
    path = dist / entry.path
    if path.is_symlink() or not path.is_file():
        return "it is a link or no regular file"
    try:
        size, digest = measure(path)
    except OSError as error:
        return f"it cannot be read: {error.strerror}".lower()
    if size != entry.bytes:
        return f"it has {size:,} bytes, not {entry.bytes:,}"
    return None if digest == entry.sha256 else f"its SHA-256 is {digest}, not {entry.sha256}"
