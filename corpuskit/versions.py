"""Versions of schemas in their order: a minor or major step is another version, a patch only says it better."""

from __future__ import annotations

import io
import re
from pathlib import Path

from corpuskit.model import FORMAT_VERSION

#: What a manifest says of its format stands in so many bytes of its beginning.
_HEAD = 4096
_FORMAT = re.compile(rb'"format_version": ?"([0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})"')


def parts(version: str) -> tuple[int, int]:
    """Major and minor number. Raises ValueError for what is no version."""
    major, minor, *_ = (int(part) for part in version[:40].split("."))
    return major, minor


def newer(theirs: str, ours: str) -> bool:
    """Whether a version may hold what ours does not know."""
    return parts(theirs) > parts(ours)


def older(theirs: str, ours: str) -> bool:
    """Whether a version may lack what ours has."""
    return parts(theirs) < parts(ours)


def later_format(manifest: Path) -> str | None:
    """The format of a data set, by the file manifest.json, where that is later than ours; None where there is none."""
    try:
        with io.FileIO(manifest) as file:
            found = _FORMAT.search(file.read(_HEAD))
    except OSError:
        return None
    version = "" if found is None else found[1].decode()
    return version if version and newer(version, FORMAT_VERSION) else None
