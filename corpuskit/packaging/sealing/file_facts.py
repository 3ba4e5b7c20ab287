"""What the manifest tells of each file of a corpus: path, size, hash, media type."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

#: By the end of a file's name; the first that fits.
MEDIA_TYPES: Mapping[str, str] = {
    "croissant.json": "application/ld+json",
    "ro-crate-metadata.json": "application/ld+json",
    ".intoto.json": "application/vnd.in-toto+json",
    ".cff": "application/yaml",
    ".jsonld": "application/ld+json",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
}


class FileFacts(NamedTuple):
    """A file of the package; ``rows`` for data files."""

    path: str
    bytes: int
    sha256: str
    media_type: str
    rows: int | None = None


def facts_on_disk(
    folder: Path, path: str, rows: int, media_type: str | None, measured: tuple[int, str] | None
) -> FileFacts:
    """Size and hash of a data file below a folder, read from disk unless they were measured as it was written."""
    size, digest = measured or measure(folder / path)
    return FileFacts(path, size, digest, media_type or _media_type(path), rows)


def facts_of(path: str, data: bytes) -> FileFacts:
    """Size and hash of a file that is still in memory."""
    return FileFacts(path, len(data), hashlib.sha256(data).hexdigest(), _media_type(path))


def _media_type(path: str) -> str:
    name = path.rpartition("/")[2]
    return next((found for end, found in MEDIA_TYPES.items() if name.endswith(end)), "text/plain")


def measure(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()
