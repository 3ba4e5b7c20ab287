"""Names of encodings and byte-order marks (encodings.toml): what can be stated, and which Python codec reads it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.model import Exit, Place
from corpuskit.problems import failure, near
from corpuskit.ready import read_list

LIST = Path(__file__).with_name("encodings.toml")

#: Byte-order marks, the longer first where one begins with another (https://www.unicode.org/faq/utf_bom.html).
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


class Encoding(NamedTuple):
    """An entry of encodings.toml.

    ``detect`` is the confidence from which a detector is believed, None where it never is; ``chance`` the share of
    sequences that may be valid UTF-8 by chance.
    """

    name: str
    detect: float | None
    chance: float


@cache
def known() -> Mapping[str, Encoding]:
    """Every encoding that can be stated, by the name under which it is recorded."""
    listed = read_list(LIST)
    return {name: Encoding(name, entry.get("detect"), entry.get("chance", 0.0)) for name, entry in listed.items()}


@cache
def _names() -> Mapping[str, str]:
    listed = read_list(LIST)
    return {_key(other): name for name, entry in listed.items() for other in (name, *entry["names"])}


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def encoding_named(name: str, place: Place = Place()) -> str:  # noqa: B008  Place is frozen
    """The recorded name of an encoding that a person states. Raises CorpuskitError (exit 2) for an unknown one."""
    names = _names()
    found = names.get(_key(name)) or names.get(_key(name).removesuffix("bom").removesuffix("sig"))
    if found is None:
        close = near(_key(name), names)
        remedy = f"did you mean {names[close]}?" if close else "UTF-8 need not be stated; others: windows-1252, koi8-r"
        if _key(name) in {"utf16", "utf32"}:
            remedy = f"say {name}-le (Windows) or {name}-be"
        raise failure("unknown-encoding", place, Exit.USAGE, encoding=name, remedy=remedy)
    return found


def declared_encoding(name: str) -> str | None:
    """The recorded name of an encoding that a file declares; None for one that is unknown or cannot be so.

    What declares ISO 8859-1 means windows-1252, as browsers have it (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    found = _names().get(_key(name))
    if found is not None and found.startswith(("utf-16", "utf-32", "us-ascii")):
        return None  # the declaration itself was read as ASCII, so the first two are wrong and the last says nothing
    return {"iso-8859-1": "windows-1252"}.get(found or "", found)


def mark_of(head: bytes) -> tuple[str, int] | None:
    """Encoding and length of the byte-order mark with which a file begins."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return None
