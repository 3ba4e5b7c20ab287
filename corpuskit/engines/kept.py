"""The form in which the records of a seed are kept between builds: JSON lines and Arrow streams, under one hash.

{"view": …}                                  what is known of the view
{"begin": …, "end": …}                       or, of a part of a large seed, the seams between which it lies
{"bytes": N, "outside": …, "end": …}         for each piece, with N bytes of an Arrow stream behind it: its records;
                                             and the prints of their texts behind that, if it has any
{"sha256": "…"}                              of everything before this line
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpuskit.engines.tasks import Described, Part, gone
from corpuskit.model import Evident, Place, Problem, Seed, View
from corpuskit.packaging import OutsideSpan
from corpuskit.splitting import Statement

if TYPE_CHECKING:
    from corpuskit.caveats.duplicates import Prints
    from corpuskit.splitting.pasted.stretches import Seam

#: Of a view, what says how it can be read; made anew.
_READING = ("seed", "open_blocks", "open_bytes", "open_pieces", "open_at")
_EVIDENT = ("layout_reason", "read_as")
#: Length of the last line: the hash with what stands around it.
_SEAL = len(json.dumps({"sha256": "0" * 64})) + 1
_CHUNK = 1 << 20


class Writer:
    """Writes one entry. An error of the disk ends the writing, not the build."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._failed = False

    def add(self, event: View | Described | Part) -> None:
        """A view, then each piece; or a part with its pieces. What has no place in this form is not kept."""
        try:
            self._add(event)
        except (TypeError, ValueError):
            self._failed = True

    def _add(self, event: View | Described | Part) -> None:
        if isinstance(event, View):
            self._line({"view": _of_view(event)})
            return
        if isinstance(event, Part):
            self._line({"begin": _of_seam(event.begin), "end": _of_seam(event.end)})
            for piece in event.found:
                self._add(piece)
            return
        records, prints = _stream(event), event.prints
        about = {
            "bytes": len(records),
            "prints": list(prints.sketch.shape) if prints is not None else None,
            "outside": [span._asdict() for span in event.outside],
            "statement": asdict(event.statement),
            "problems": [problem.plain() for problem in event.problems],
            "end": event.end,
        }
        self._line(about)
        self._write(records)
        for array in (prints.exact, prints.sketch, prints.sketched) if prints is not None else ():
            self._write(array.tobytes())

    def seal(self) -> bool:
        """Writes the last line; whether everything could be written."""
        self._line({"sha256": self._digest.hexdigest()})
        return not self._failed

    def _line(self, value: Any) -> None:
        self._write(json.dumps(value).encode() + b"\n")

    def _write(self, data: bytes) -> None:
        if self._failed:
            return
        try:
            self._file.write(data)
        except OSError:
            self._failed = True
        self._digest.update(data)


def sound(path: Path) -> bool:
    """Whether an entry is there and as it was written. Raises OSError where it cannot be read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _is_sealed(file, os.fstat(file.fileno()).st_size)


def _is_sealed(file: IO[bytes], size: int) -> bool:
    digest = hashlib.sha256()
    left = size - _SEAL
    while left > 0 and (data := file.read(min(left, _CHUNK))):
        digest.update(data)
        left -= len(data)
    return file.read() == json.dumps({"sha256": digest.hexdigest()}).encode() + b"\n"


def read(path: Path, seed: Seed) -> Iterator[View | Described]:
    """The events of a sound entry."""
    with path.open("rb") as file:
        yield _to_view(json.loads(file.readline())["view"], seed)
        while "sha256" not in (about := json.loads(file.readline())):
            yield _to_described(about, file)


def of_part(part: Part) -> bytes | None:
    """The entry of a part of a large seed; None where it has no place in this form."""
    file = io.BytesIO()
    writer = Writer(file)
    writer.add(part)
    return file.getvalue() if writer.seal() else None


def to_part(entry: bytes) -> Part | None:
    """The part that an entry holds; None for one that is not as it was written."""
    file = io.BytesIO(entry)
    if not _is_sealed(file, len(entry)):
        return None
    file.seek(0)
    with suppress(ValueError, KeyError, TypeError):  # an entry of a whole seed
        seams = json.loads(file.readline())
        found = []
        while "sha256" not in (about := json.loads(file.readline())):
            found.append(_to_described(about, file))
        return Part(_to_seam(seams["begin"]), found, _to_seam(seams["end"]))
    return None


def _of_seam(seam: Seam | None) -> dict[str, Any] | None:
    return None if seam is None else seam._asdict() | {"context": seam.context.hex()}


def _to_seam(known: Mapping[str, Any] | None) -> Seam | None:
    from corpuskit.splitting.pasted.stretches import Seam

    if known is None:
        return None
    read = {"context": bytes.fromhex(known["context"]), "states": tuple(known["states"])}
    return Seam(**{**known, **read, "aside": tuple((line, kind) for line, kind in known["aside"])})


def _of_view(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in View._fields if name not in _READING}


def _to_view(known: Mapping[str, Any], seed: Seed) -> View:
    found: dict[str, Any] = {
        name: Evident(*value) if name in _EVIDENT and value else value for name, value in known.items()
    }
    return View(**found, seed=seed, open_blocks=gone, open_bytes=gone)


def _stream(described: Described) -> bytes:
    import pyarrow as pa

    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, described.records.schema, options=options) as writer:
        writer.write_table(described.records)
    return sink.getvalue()


def _to_described(about: Mapping[str, Any], file: IO[bytes]) -> Described:
    import pyarrow as pa

    records = pa.ipc.open_stream(file.read(about["bytes"])).read_all()
    statement = _to_statement(about["statement"])
    problems = [Problem(**{**one, "place": Place(**one["place"])}) for one in about["problems"]]
    outside = [OutsideSpan(**span) for span in about["outside"]]
    prints = _prints(about["prints"], file) if about["prints"] is not None else None
    return Described(records, outside, statement, problems, about["end"], prints)


def _to_statement(said: Mapping[str, Any]) -> Statement:
    counts = {int(count): line for count, line in said["counts"].items()}  # JSON has no keys that are numbers
    parts = {int(number): _to_statement(part) for number, part in said["parts"].items()}
    numbers = [tuple(pair) for pair in said["numbers"]]
    return Statement(**{**said, "numbers": numbers, "counts": counts, "parts": parts})


def _prints(shape: Sequence[int], file: IO[bytes]) -> Prints:
    import numpy as np

    from corpuskit.caveats.duplicates import Prints

    rows, places = shape
    exact = np.frombuffer(file.read(8 * rows), np.uint64)
    sketch = np.frombuffer(file.read(2 * rows * places), np.uint16).reshape(rows, places)
    return Prints(exact, sketch, np.frombuffer(file.read(rows), np.bool_))
