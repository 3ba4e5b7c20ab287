r"""What a seed is called: its path below seeds/ as valid Unicode, whatever bytes the file system holds.

File names on Linux are bytes. Those that are not UTF-8 appear as ``\xff``; a backslash is doubled in a name that has
such an escape or looks as if it had one, so two names never become one and `disk_name` gives the bytes back.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection

from corpuskit.patterns import later

#: The folder of a workspace in which the raw files lie.
SEEDS = "seeds"
_ESCAPE = re.compile(r"\\x[89a-f][0-9a-f]")
#: Signs that a file name cannot have on every system.
_FOREIGN = later(r'[<>:"|?*\\/]')
#: Names that Windows keeps for devices.
_DEVICES = later(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_WRITTEN = later(r"\\(\\|x[89a-f][0-9a-f])")

#: What file managers put into any folder.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini"})
#: How the names of the files begin with which Word and Excel say that somebody has a document open.
_OPENED = "~$"


def seed_name(path: str) -> str:
    r"""A relative path as ``provenance.file`` has it: ``/`` between folders, undecodable bytes as ``\xff``.

    Names are read as UTF-8 whatever the locale says, so that they are the same on every machine.
    """
    name = os.fsencode(path).decode("utf-8", "surrogateescape")
    name = name.replace(os.sep, "/") if os.sep != "/" else name
    undecodable = any("\udc80" <= character <= "\udcff" for character in name)
    if not undecodable and not _ESCAPE.search(name):
        return name
    return "".join(_escaped(character) for character in name)


def _escaped(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character


def disk_name(name: str) -> str:
    """The relative path that `seed_name` was given, with ``/`` between folders."""
    return os.fsdecode(byte_order(name))


def byte_order(name: str) -> bytes:
    """Sort key of seeds: the bytes of the path, the same on every system and in every locale."""
    if _ESCAPE.search(name):
        name = _WRITTEN.sub(lambda m: "\\" if m[1] == "\\" else chr(0xDC00 + int(m[1][1:], 16)), name)
    return name.encode("utf-8", "surrogateescape")


def is_seed(name: str) -> bool:
    """Whether a file of this path below seeds/, or in a container, is a seed: no ``*.toml``, dotfile or ``README*``.

    What file managers and Office leave beside other files is none either. ``.`` and ``..``, which stand in the paths of
    some containers, make no dotfile of what lies behind them.
    """
    *_, last = parts = name.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not (hidden or last.endswith(".toml") or last.startswith(("README", _OPENED)) or last in DROPPINGS)


def free_name(name: str, taken: Collection[str]) -> str:
    """A name for a seed that every system can have and that is not among those taken (`alike`)."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(c if c.isprintable() else "-" for c in _FOREIGN.sub("-", name)).strip(" .") or "seed.txt"
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if dot else (name, "")
    if ending == ".toml":
        stem, ending = name, ".txt"
    if not is_seed(stem + ending) or _DEVICES.fullmatch(stem.split(".")[0]):
        stem = f"seed-{stem}"
    found, number = stem + ending, 2
    while alike(found) in taken:
        found, number = f"{stem}-{number}{ending}", number + 1
    return found


def alike(name: str) -> str:
    """What two names have in common that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()
