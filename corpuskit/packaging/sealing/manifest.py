"""manifest.json: what a finished corpus consists of, what it was made from and by which versions; and SHA256SUMS.

No clock, no path of this machine, no name of a user: two builds of the same have the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from corpuskit import contract
from corpuskit.extensions import extension_versions
from corpuskit.installed import version
from corpuskit.model import FORMAT_OF_DIST, FORMAT_VERSION, View
from corpuskit.model import MANIFEST as MANIFEST
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.version import __version__

SUMS = "SHA256SUMS"
GITIGNORE = ".gitignore"
GITIGNORE_BYTES = b"*\n!.gitignore\n"
SCHEMA = "record.schema.json"

#: Libraries whose version can change the bytes of what is written.
LIBRARIES = ("numpy", "pyarrow", "rensa")

#: Keys of corpus.toml that describe the corpus; others say how it is built.
STATED = (
    *("title", "name", "version", "description", "license", "keywords", "collected", "window", "released", "creators"),
    *("maintainer", "contact", "funding", "citation", "doi", "homepage", "repository", "datasheet"),
)


class SeedFacts(NamedTuple):
    """A seed as it was read. ``sha256`` is the file's, ``view_*`` are of what offsets refer to."""

    file: str
    sha256: str
    view: str | None
    view_bytes: int
    view_sha256: str
    encoding: str
    encoding_rule: str
    encoding_confidence: float
    reading: Mapping[str, Any] = {}  #: what gives the same view again: `_reading`


def seed_facts(view: View) -> SeedFacts:
    """What the manifest says of a seed, without the counts of what was found in it."""
    return SeedFacts(
        view.file,
        view.file_sha256,
        view.view,
        view.size,
        view.view_sha256,
        view.encoding,
        view.encoding_rule,
        view.encoding_confidence,
        _reading(view),
    )


def _reading(view: View) -> dict[str, Any]:
    """What was stated or decided of a seed so that its view can be had again: layout, columns, encoding of the file."""
    if view.view is None:
        return {}
    found: dict[str, Any] = {"layout": view.layout}
    if view.read_as is not None and view.read_as.rule == "stated":
        found["encoding"] = view.read_as.value
    if "columns" in view.seed.settings:
        found["columns"] = dict(view.seed.settings["columns"])
    return found


class Facts(NamedTuple):
    """What only the caller knows of a build.

    ``configuration`` is corpus.toml as a mapping (only its hash is kept), ``options`` are those that change what is
    built, ``registries`` the versions of the registries used, by name.
    """

    seeds: Sequence[SeedFacts]
    configuration: Mapping[str, Any] = {}
    options: Mapping[str, Any] = {}
    registries: Mapping[str, str] = {}
    corrections_sha256: str | None = None  #: of corrections.toml as JSON, None without corrections
    withheld: Mapping[str, Any] | None = None  #: of a release without texts: `corpuskit.withholding`
    configuration_sha256: str | None = None  #: where ``configuration`` is only what pages print of it
    made_from: Mapping[str, Any] | None = None  #: of a corpus made from finished ones: `corpuskit.deriving`


class SeedCounts(NamedTuple):
    """What was found in a seed."""

    records: int = 0
    record_bytes: int = 0
    outside_spans: int = 0
    outside_bytes: int = 0
    layouts: tuple[str, ...] = ()


class Counts(NamedTuple):
    """Sums over the corpus."""

    records: int
    outside_spans: int
    caveats: int
    evidence: int
    words: int


@dataclass(frozen=True)
class Manifest:
    """manifest.json as parsed (``content``); the names used most are properties."""

    content: Mapping[str, Any]

    @property
    def files(self) -> tuple[FileFacts, ...]:
        return tuple(FileFacts(**({"rows": None} | entry)) for entry in self.content["files"])

    @property
    def records_sha256(self) -> str:
        """SHA-256 of the records as canonical JSON lines: does not depend on file formats and libraries."""
        found: str = self.content["records_sha256"]
        return found

    @property
    def counts(self) -> Counts:
        return Counts(**self.content["counts"])

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        return self._bytes

    @cached_property
    def _bytes(self) -> bytes:
        return indented(self.content)

    def sums(self) -> bytes:
        """SHA256SUMS for `sha256sum --check`: all files but itself and .gitignore, in byte order of their paths."""
        hashes = {entry.path: entry.sha256 for entry in self.files if entry.path != GITIGNORE}
        hashes[MANIFEST] = hashlib.sha256(self.to_bytes()).hexdigest()
        ordered = sorted(hashes, key=str.encode)
        return "".join(f"{hashes[path]}  {path}\n" for path in ordered).encode()


def listed(raw: bytes) -> dict[str, Mapping[str, Any]] | None:
    """The files that a manifest lists, by path, whatever else is wrong in it; None for what is no manifest of ours."""
    try:
        content = json.loads(raw)
        files = {entry["path"]: entry for entry in content["files"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return files if content.get("format") == FORMAT_OF_DIST and all(isinstance(path, str) for path in files) else None


def make(
    facts: Facts,
    found: Mapping[str, SeedCounts],
    counts: Counts,
    records_sha256: str,
    files: Sequence[FileFacts],
    also: Collection[str] = (),
) -> Manifest:
    """The manifest of a build.

    ``found`` has the counts of each seed by name, ``files`` everything that is packaged, ``also`` the further formats.
    """
    configuration = json.dumps(facts.configuration, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    further = {"withheld": facts.withheld, "made_from": facts.made_from}
    return Manifest(
        {
            "format": FORMAT_OF_DIST,
            "format_version": FORMAT_VERSION,
            "corpuskit": __version__,
            "schema_version": contract.schema_version(),
            "versions": versions(also),
            "extensions": extension_versions(),
            "registries": dict(sorted(facts.registries.items())),
            "configuration_sha256": facts.configuration_sha256 or hashlib.sha256(configuration.encode()).hexdigest(),
            "stated": stated(facts.configuration),
            "corrections_sha256": facts.corrections_sha256,
            "options": dict(sorted((dict(facts.options) | {"also": sorted(also)}).items())),
            "records_sha256": records_sha256,
            "counts": counts._asdict(),
            "seeds": [_seed(seed, found.get(seed.file, SeedCounts())) for seed in facts.seeds],
            "files": [_file(entry) for entry in sorted(files, key=lambda entry: entry.path.encode())],
        }
        | {name: value for name, value in further.items() if value is not None}
    )


def stated(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """What corpus.toml states of the corpus as a whole, which its pages print: by it further pages can be made."""
    return {name: configuration[name] for name in STATED if name in configuration}


def versions(also: Collection[str] = ()) -> dict[str, str]:
    """Versions of Python and of the libraries that write; SQLite is one where it is asked for."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    found |= _libraries()
    if "sqlite" in also:
        import sqlite3

        found["sqlite"] = sqlite3.sqlite_version
    return found


@cache
def _libraries() -> Mapping[str, str]:
    """Read once: what is installed may be out of reach later, for a process that gave up its rights."""
    return {name: version(name) for name in LIBRARIES}


def _seed(seed: SeedFacts, found: SeedCounts) -> dict[str, Any]:
    return seed._asdict() | found._asdict() | {"layouts": list(found.layouts)}


def _file(entry: FileFacts) -> dict[str, Any]:
    found = {"path": entry.path, "bytes": entry.bytes, "sha256": entry.sha256, "media_type": entry.media_type}
    return found if entry.rows is None else {**found, "rows": entry.rows}
