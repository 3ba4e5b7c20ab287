"""The lists that ship as TOML, which people can read and correct, as they are read at the start: from ready.txt.

TOML takes thirty times as long to read as JSON: a twentieth of a small build. Each line of ready.txt has the path of a
list, the SHA-256 of its bytes and what it says as JSON, parted by tabs (`python docs/make_ready.py` writes them). A
list that has changed since, or that has no line, is read as it is.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent
READY = PACKAGE / "ready.txt"


def read_list(path: Path) -> dict[str, Any]:
    """What a list says, in values that are the caller's own. Raises OSError, and ValueError where it is no TOML."""
    data = path.read_bytes()
    of, said = _lines().get(path, ("", b""))
    if of == hashlib.sha256(data).hexdigest():
        made: dict[str, Any] = json.loads(said)
        return made
    return tomllib.loads(data.decode("utf-8"))


@cache
def _lines() -> Mapping[Path, tuple[str, bytes]]:
    parted = (line.split(b"\t", 2) for line in READY.read_bytes().splitlines())
    return {PACKAGE / path.decode(): (of.decode(), said) for path, of, said in parted}


def lines() -> str:
    """What ready.txt is to hold."""
    return "".join(map(_line, sorted(PACKAGE.rglob("*.toml"))))


def _line(path: Path) -> str:
    data = path.read_bytes()
    said = json.dumps(tomllib.loads(data.decode("utf-8")), ensure_ascii=False, separators=(",", ":"))
    return f"{path.relative_to(PACKAGE).as_posix()}\t{hashlib.sha256(data).hexdigest()}\t{said}\n"
