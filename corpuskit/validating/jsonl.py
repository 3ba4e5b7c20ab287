"""JSON lines read strictly: UTF-8, one value a line, no name twice, no NaN; faults are told by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # documented in the source, not typed
from typing import Any, BinaryIO, NoReturn

from corpuskit.model import Place
from corpuskit.validating.faults import quote
from corpuskit.validating.findings import Findings
from corpuskit.validating.locating import repeated_name

#: Bytes of lines that are read and decoded together.
BLOCK = 4 << 20
#: A longer line is not one article; it is refused before it fills the memory.
LONGEST = 256 << 20
STRING_OR_CONSTANT = re.compile(r'"|-?Infinity|NaN')


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line; ``start`` is the byte at which it begins in the file.

    ``names`` is no less than the number of names that its objects have as written, so that a line with as many as its
    parsed value has none twice; -1 where that cannot be said without a closer look.
    """

    number: int
    start: int
    text: str
    names: int
    value: Any


def lines(file: BinaryIO, name: str, findings: Findings) -> Iterator[Line]:
    """The lines that are JSON; the others become problems. Blank lines are passed over."""
    number, start = 0, 0
    for block in _blocks(file):
        if block is None:
            findings.add("json-line-too-long", Place(name, number + 1, byte=start), limit=f"{LONGEST:,}")
            return
        texts, names = _decode(block), _names(block)
        for at, raw in enumerate(block.removesuffix(b"\n").split(b"\n")):
            number += 1
            text = texts[at] if texts is not None else _decoded(raw, Place(name, number, byte=start), findings)
            if text and not text.isspace():
                parsed = _parsed(text, Place(name, number), findings)
                if parsed is not None:
                    yield Line(number, start, text, names[at], parsed[0])
            start += len(raw) + 1


def check_names(line: Line, name: str, findings: Findings) -> None:
    """A name that stands twice in one object: a parser would silently drop the first."""
    repeated = repeated_name(line.text)
    if repeated is not None:
        found, column = repeated
        findings.add("json-repeated-name", Place(name, line.number, column), name=quote(found))


def _blocks(file: BinaryIO) -> Iterator[bytes | None]:
    """Whole lines, about `BLOCK` bytes at a time; None for a line that does not end in time."""
    while block := file.read(BLOCK):
        if not block.endswith(b"\n"):
            block += file.readline(LONGEST)
            if len(block) >= LONGEST and not block.endswith(b"\n"):
                yield None
                return
        yield block


def _decode(block: bytes) -> list[str] | None:
    """The lines of a block at once, which is quicker; None when some line is not UTF-8."""
    try:
        return block.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None


def _decoded(raw: bytes, place: Place, findings: Findings) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = (place.byte or 0) + error.start
        column = len(raw[: error.start].decode("utf-8")) + 1
        findings.add("json-undecodable", Place(place.file, place.line, column, at), reason=error.reason, byte=f"{at:,}")
        return None


def _names(block: bytes) -> list[int]:
    """For each line of a block the number of its ``":``, or -1 when it has a colon behind a space.

    A name is followed by a colon, at once or after space. A string that begins with a colon is counted too.
    """
    import numpy as np

    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    colons = np.flatnonzero(data[1:] == ord(":"))  # each is the place before the colon
    before = data[colons]
    quoted = np.searchsorted(ends, colons[before == ord('"')])
    spaced = np.searchsorted(ends, colons[(before == ord(" ")) | (before == ord("\t")) | (before == ord("\r"))])
    names = np.bincount(quoted, minlength=len(ends) + 1)
    names[spaced] = -1
    return list(names.tolist())


def _parsed(text: str, place: Place, findings: Findings) -> tuple[Any] | None:
    """The value, in a tuple since it may be null; None for what is not JSON."""
    try:
        return (_DECODER.decode(text),)
    except JSONDecodeError as error:
        findings.add("json-invalid", replace(place, column=error.colno), reason=_reason(error))
    except _NotJsonError as error:
        reason = f"{error} is not a number of JSON"
        findings.add("json-invalid", replace(place, column=_constant(text)), reason=reason)
    except RecursionError:
        findings.add("json-too-deep", place, limit="a few hundred")
    except ValueError:  # a whole number with more digits than Python converts (sys.set_int_max_str_digits)
        findings.add("json-invalid", place, reason="a number has thousands of digits")
    return None


def _constant(text: str) -> int:
    """Column of the first NaN or Infinity outside a string."""
    at = 0
    while (found := STRING_OR_CONSTANT.search(text, at)) and found[0] == '"':
        _, at = scanstring(text, found.end(), True)
    return found.start() + 1 if found else 1


def _reason(error: JSONDecodeError) -> str:
    """In small letters and without the place, which the problem states itself."""
    return error.msg[:1].lower() + error.msg[1:]


class _NotJsonError(ValueError):
    """NaN or Infinity, which Python's parser would let pass."""


def _refuse(constant: str) -> NoReturn:
    raise _NotJsonError(constant)


_DECODER = JSONDecoder(parse_constant=_refuse)
