"""JSON lines read strictly: UTF-8, one value a line, no name twice, no NaN; faults are told by line and column."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # documented in the source, not typed
from typing import Any, BinaryIO, NamedTuple, NoReturn

import numpy as np

from corpuskit.model import Place
from corpuskit.octets import count
from corpuskit.patterns import later
from corpuskit.validating.faults import quote
from corpuskit.validating.findings import Findings
from corpuskit.validating.locating import repeated_name
from corpuskit.workspace import Limits

#: Bytes of lines that are read and decoded together. Of 2 to 16 MiB, 6 take the least time on two idle cores (268 MB in
#: 1.39 s; with 2 MiB 1.8, with 16 MiB 1.75).
BLOCK = 6 << 20
STRING_OR_CONSTANT = later(r'"|-?Infinity|NaN')


class Block(NamedTuple):
    """Whole lines of a file: the number of the first, 1-based, and the byte at which it begins."""

    data: bytes
    line: int
    start: int


class Line(NamedTuple):
    """A parsed line; ``start`` is the byte at which it begins in the file."""

    number: int
    start: int
    value: Any


def blocks(file: BinaryIO, name: str, findings: Findings, longest: int = Limits().json_line_bytes) -> Iterator[Block]:
    """A file in blocks of about `BLOCK` bytes. Ends, with a problem, at a line of more than ``longest`` bytes;
    of a file in UTF-16, which would give one for each line, nothing is read.
    """
    number, start = 1, 0
    while data := _whole_lines(file, longest):
        if start == 0 and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            place = Place(name, 1, 1, byte=0)
            findings.add("json-undecodable", place, reason="the byte-order mark of UTF-16", byte="0")
            return
        unended = data.rfind(b"\n") + 1
        if len(data) - unended >= longest:
            number += data.count(b"\n")
            start += unended
            findings.add("json-line-too-long", Place(name, number, byte=start), limit=f"{longest:,}")
            return
        yield Block(data, number, start)
        number += count(np.frombuffer(data, np.uint8), ord("\n"))
        start += len(data)


def _whole_lines(file: BinaryIO, longest: int) -> bytes:
    """The next `BLOCK` bytes and the rest of their last line, as far as it is not longer than ``longest``.

    Where the file can be gone back in, the end is looked for first: to lengthen what was read would copy it.
    """
    if not file.seekable():
        data = file.read(BLOCK)
        return data if data.endswith(b"\n") else data + file.readline(longest)
    start = file.tell()
    file.seek(start + BLOCK)
    rest = len(file.readline(longest))
    file.seek(start)
    return file.read(BLOCK + rest)


def lines(block: Block, name: str, findings: Findings) -> Iterator[Line]:
    """The lines that are JSON; the others become problems. Blank lines are passed over."""
    start = block.start
    for number, raw in enumerate(block.data.removesuffix(b"\n").split(b"\n"), block.line):
        if raw and not raw.isspace():
            parser = _Parser()
            try:
                value = parser.parse(raw.decode("utf-8"))
            except (ValueError, RecursionError) as error:
                _tell(error, raw, Place(name, number, byte=start), findings)
            else:
                if parser.repeats_names:
                    _tell_repeated(raw, Place(name, number), findings)
                yield Line(number, start, value)
        start += len(raw) + 1


class _Parser:
    """JSON of one line; remembers whether an object of it has a name twice, of which Python keeps the last alone."""

    def __init__(self) -> None:
        self.repeats_names = False
        self.parse = JSONDecoder(parse_constant=_refuse, object_pairs_hook=self._object).decode

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self.repeats_names |= len(made) < len(pairs)
        return made


def _tell_repeated(raw: bytes, place: Place, findings: Findings) -> None:
    repeated = repeated_name(raw.decode("utf-8"))
    if repeated is not None:
        name, column = repeated
        findings.add("json-repeated-name", place._replace(column=column), name=quote(name))


def _tell(error: ValueError | RecursionError, raw: bytes, place: Place, findings: Findings) -> None:
    """Makes a problem of what the parser objects to in a line that begins at a place."""
    line = place._replace(byte=None)
    if isinstance(error, UnicodeDecodeError):
        at = (place.byte or 0) + error.start
        column = len(raw[: error.start].decode("utf-8")) + 1
        findings.add("json-undecodable", place._replace(column=column, byte=at), reason=error.reason, byte=f"{at:,}")
    elif isinstance(error, JSONDecodeError) and raw.startswith(codecs.BOM_UTF8):
        findings.add("json-invalid", line._replace(column=1), reason="a byte-order mark stands before it")
    elif isinstance(error, JSONDecodeError):
        reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
        findings.add("json-invalid", line._replace(column=error.colno), reason=reason)
    elif isinstance(error, _NotJsonError):
        reason = f"{error} is not a number of JSON"
        findings.add("json-invalid", line._replace(column=_constant(raw.decode("utf-8"))), reason=reason)
    elif isinstance(error, RecursionError):
        findings.add("json-too-deep", line, limit="a few hundred")
    else:  # a whole number with more digits than Python converts (sys.set_int_max_str_digits)
        findings.add("json-invalid", line, reason="a number has thousands of digits")


def _constant(text: str) -> int:
    """Column of the first NaN or Infinity outside a string."""
    at = 0
    while (found := STRING_OR_CONSTANT.search(text, at)) and found[0] == '"':
        _, at = scanstring(text, found.end(), True)
    return found.start() + 1 if found else 1


class _NotJsonError(ValueError):
    """NaN or Infinity, which Python's parser would let pass."""


def _refuse(constant: str) -> NoReturn:
    raise _NotJsonError(constant)
