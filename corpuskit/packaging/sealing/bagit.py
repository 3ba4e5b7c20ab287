"""BagIt 1.0 (RFC 8493) in place: dist/ is a bag whose payload is data/, and all other files are its tags.

Nothing is moved or copied: four small files are added. The date of bagging is that of release, or left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from corpuskit.packaging.sealing.file_facts import FileFacts

NAME = "bagit"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
PAYLOAD, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag(files: Sequence[FileFacts], released: str | None) -> Mapping[str, bytes]:
    """The four files, for all others that exist when they are made."""
    payload = [file for file in files if file.path.startswith("data/")]
    info = f"Payload-Oxum: {sum(file.bytes for file in payload)}.{len(payload)}\n"
    made = {
        DECLARATION: DECLARED,
        INFO: ((f"Bagging-Date: {released}\n" if released else "") + info).encode(),
        PAYLOAD: _listed({file.path: file.sha256 for file in payload}),
    }
    tags = {file.path: file.sha256 for file in files if not file.path.startswith("data/")}
    own = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    return made | {TAGS: _listed(tags | own)}


def _listed(hashes: Mapping[str, str]) -> bytes:
    """A manifest in byte order; line ends and percent signs of paths are written as the format asks."""
    lines = []
    for path in sorted(hashes, key=str.encode):
        written = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        lines.append(f"{hashes[path]}  {written}\n")
    return "".join(lines).encode()
