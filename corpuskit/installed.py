"""What is installed beside this package, told by the folders that installers leave.

`importlib.metadata` is asked only where these do not tell: loading it takes the parser of mail along, and with reading
what it is asked for that is a twentieth of a small build.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDER = ".dist-info"
#: What other installers leave, which only `importlib.metadata` reads.
_OTHERS = (".egg", ".egg-info")
_SEPARATORS = re.compile(r"[-_.]+")


def version(name: str) -> str:
    """The version of a distribution. Raises importlib.metadata.PackageNotFoundError where it is not installed."""
    wanted = _plain(name)
    for path in _left():
        found, _, number = path.name.removesuffix(_FOLDER).partition("-")
        if path.suffix == _FOLDER and number and _plain(found) == wanted:
            return number
    from importlib import metadata

    return metadata.version(name)


def may_extend(group: str) -> bool:
    """Whether an installed distribution may have entry points in a group whose name begins so ("corpuskit.")."""
    opening = f"[{group}".encode()
    return any(path.suffix != _FOLDER or opening in _entry_points(path) for path in _left())


def _plain(name: str) -> str:
    """A name as names of distributions compare."""
    return _SEPARATORS.sub("_", name).lower()


@cache
def _left() -> tuple[Path, ...]:
    """What installers have left in the places that Python imports from, in their order; an archive may hold more."""
    return tuple(path for place in sys.path for path in _left_in(place or os.curdir))


def _left_in(place: str) -> Iterator[Path]:
    try:
        with os.scandir(place) as found:
            yield from [Path(entry.path) for entry in found if entry.name.endswith((_FOLDER, *_OTHERS))]
    except NotADirectoryError:
        yield Path(place)
    except OSError:  # as Python does, which imports nothing from there
        return


@cache
def _entry_points(path: Path) -> bytes:
    try:
        return (path / "entry_points.txt").read_bytes()
    except OSError:
        return b""
