r"""What a seed is called: its path below seeds/ as valid Unicode, whatever bytes the file system holds.

File names on Linux are bytes. Those that are not UTF-8 appear as ``\xff``; a backslash is doubled in a name that has
such an escape or looks as if it had one, so two names never become one and `disk_name` gives the bytes back.
"""

from __future__ import annotations

import os
import re

_ESCAPE = re.compile(r"\\x[89a-f][0-9a-f]")
_WRITTEN = re.compile(r"\\(\\|x[89a-f][0-9a-f])")


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
