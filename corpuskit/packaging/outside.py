"""Spans that belong to no record, as they are written to outside.jsonl."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from corpuskit.model import KINDS, Cut, View

if TYPE_CHECKING:
    import pyarrow as pa


class OutsideSpan(NamedTuple):
    """A span of a view that no record has.

    ``byte_start`` and ``byte_end`` are view offsets. ``text`` is what lies there; None when it is withheld or excluded,
    then ``sha256`` is the hash of the bytes in the view and ``reason`` says why. Of a record that another corpus has
    ``record`` is the id, which is a hash already.
    """

    file: str
    byte_start: int
    byte_end: int
    kind: str
    text: str | None
    sha256: str | None = None
    reason: str | None = None
    record: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The object in outside.jsonl: hash and reason only where there is no text."""
        found: dict[str, Any] = {
            "file": self.file,
            "byte_start": self.byte_start,
            "byte_end": self.byte_end,
            "kind": self.kind,
            "text": self.text,
        }
        if self.text is None:
            found |= {"sha256": self.sha256, "reason": self.reason}
        return found | ({"record": self.record} if self.record is not None else {})


def as_table(spans: Sequence[OutsideSpan]) -> pa.Table:
    """Outside spans as they are counted: columns ``file``, ``byte_start``, ``byte_end`` and ``kind``."""
    import pyarrow as pa

    schema = {"file": pa.string(), "byte_start": pa.int64(), "byte_end": pa.int64(), "kind": pa.string()}
    return pa.Table.from_pylist([span.as_json() for span in spans], schema=pa.schema(schema))


class Stretch(Protocol):
    """Bytes of a view, at view offsets."""

    @property
    def byte_start(self) -> int: ...
    @property
    def byte_end(self) -> int: ...


def withheld(view: View, span: Stretch, reason: str) -> OutsideSpan:
    """The span of a record that a person excluded: where it lay, the hash of its bytes, and why; not its text."""
    digest = hashlib.sha256()
    left = span.byte_end - span.byte_start
    with view.open_bytes() as file:
        file.seek(span.byte_start)
        while left and (data := file.read(min(left, 1 << 20))):
            digest.update(data)
            left -= len(data)
    return OutsideSpan(view.file, span.byte_start, span.byte_end, "excluded", None, digest.hexdigest(), reason)


def byte_order_mark(view: View) -> list[OutsideSpan]:
    """The span of the view's byte-order mark, which lies before its first block; none when it has none."""
    return [OutsideSpan(view.file, 0, view.bom, "byte-order-mark", "\ufeff")] if view.bom else []


def outside_spans(view: View, cut: Cut) -> list[OutsideSpan]:
    """The spans of a cut that belong to no record, in order."""
    return list(_outside(view, cut))


def _outside(view: View, cut: Cut) -> Iterator[OutsideSpan]:
    spans, block = cut.spans, cut.block
    chosen = [at for at in range(len(spans)) if spans.record[at] < 0]
    ends = block.places([offset for at in chosen for offset in (spans.start[at], spans.end[at])])
    for number, at in enumerate(chosen):
        text = block.data[spans.start[at] : spans.end[at]].decode("utf-8")
        yield OutsideSpan(view.file, ends[2 * number], ends[2 * number + 1], KINDS[spans.kind[at]], text)
