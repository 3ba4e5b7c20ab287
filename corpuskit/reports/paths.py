"""The files of problems as paths and URIs that services of CI can resolve in a checkout."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from urllib.parse import quote as percent

from corpuskit.model import Place
from corpuskit.reports import Options

DRIVE = re.compile(r"[A-Za-z]:/")


def path(place: Place, options: Options) -> str | None:
    """The file of a place with forward slashes, relative to the working directory where it lies below it."""
    if place.file is None:
        return None
    file = Path(place.file) if options.root is None else options.root / place.file
    if not file.is_absolute():
        return PurePath(file).as_posix()
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def uri(name: str) -> str:
    """A path as an RFC 3986 reference; bytes that a file name could not decode are percent-encoded as they are."""
    encoded = percent(name.encode("utf-8", "surrogatepass" if _lone(name) else "surrogateescape"), safe="/~-._")
    if name.startswith("/"):
        return f"file://{encoded}"
    return f"file:///{name[0]}:{encoded[4:]}" if DRIVE.match(name) else encoded


def _lone(name: str) -> bool:
    """Whether the name has surrogates that no byte of a file name stands for."""
    return any("\ud800" <= character <= "\udc7f" or "\udd00" <= character <= "\udfff" for character in name)
