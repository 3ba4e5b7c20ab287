"""What a file is that is not text: its signature (formats.toml), NUL bytes, UTF-16 without a mark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.ready import read_list

LIST = Path(__file__).with_name("formats.toml")
#: Only this much of a file's beginning is looked at.
HEAD = 64 * 1024
#: Text holds fewer NUL bytes than this share; data holds more, as does UTF-16.
MOST_NUL = 0.05
#: A text in a legacy encoding holds fewer control characters than this share.
MOST_CONTROL = 0.01

_CONTROL = bytes(sorted(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")))
_UNPACK = "save it as plain text (UTF-8)"


class Format(NamedTuple):
    """An entry of formats.toml."""

    name: str
    remedy: str
    at: int
    signature: bytes
    has: bytes
    binary: bool

    def fits(self, head: bytes) -> bool:
        return (
            head.startswith(self.signature, self.at)
            and self.has in head
            and (not self.binary or _controls(head) > 0 or _broken(head))
        )


@cache
def formats() -> tuple[Format, ...]:
    """Every format that is recognised, in the order in which they are tried."""
    listed = read_list(LIST)["format"]
    return tuple(
        Format(
            entry["name"],
            entry["remedy"],
            entry.get("at", 0),
            bytes.fromhex(entry["bytes"]) if "bytes" in entry else entry["text"].encode(),
            entry.get("has", "").encode(),
            entry.get("binary", False),
        )
        for entry in listed
    )


def not_text(head: bytes) -> tuple[str, str] | None:
    """What a file with this beginning is, and what to do about it; None where it may be text."""
    for entry in formats():
        if entry.fits(head):
            return entry.name, entry.remedy
    return None


def nuls(head: bytes) -> tuple[str, str] | None:
    """What a file is whose beginning holds NUL bytes as text never does."""
    count = head.count(0)
    if not count or count < len(head) * MOST_NUL:
        return None
    if count == len(head):
        return "NUL bytes only, as a file whose writer crashed", "get the file again from where it came"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 8 * min(even, odd) and len(head) > 8:
        name = "utf-16-be" if even > odd else "utf-16-le"
        return "UTF-16 without a byte-order mark", f"state it: --encoding {name}"
    return "data: it holds many NUL bytes", _UNPACK


def data(head: bytes) -> tuple[str, str] | None:
    """What a file that is not UTF-8 is, when control characters say that it is no text in a legacy encoding either."""
    if _controls(head) > len(head) * MOST_CONTROL:
        return "data: it holds many control characters", _UNPACK
    if b"\x1b$B" in head or b"\x1b$@" in head:
        return "Japanese text with shift states (ISO-2022-JP)", "convert it: `iconv -f ISO-2022-JP -t UTF-8 FILE`"
    return None


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROL))


def _broken(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start < len(head) - 3
    return False
