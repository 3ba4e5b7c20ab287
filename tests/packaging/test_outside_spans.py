"""Outside spans: what belongs to no record, at its bytes in the view."""

from __future__ import annotations

import io
from typing import Any

import pytest

from corpuskit.model import Block, Cut, Seed, Spans, View
from corpuskit.packaging import byte_order_mark, outside_spans

TEXT = "Überschrift\n–––\nText\n– Teilen –\n"


def view(encoding: str, bom: int, data: bytes) -> View:
    def unused(*_: Any) -> Any:
        raise AssertionError("nothing is read anew")

    digest = "0" * 64
    return View(
        "a.txt", digest, len(data), None, digest, encoding, "bom", 1.0, bom, Seed("a.txt", None), unused,
        lambda: io.BytesIO(data),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")]
)
def test_spans_outside_say_what_stands_at_their_bytes(encoding: str, mark: bytes) -> None:
    data = mark + TEXT.encode(encoding)
    block = Block(TEXT.encode(), len(mark), 1, encoding)
    spans = Spans()
    at = 0
    for line, kind, record in zip(
        TEXT.splitlines(keepends=True), ("title", "separator", "body", "share-buttons"), (0, -1, 0, -1), strict=True
    ):
        spans.add(kind, at, at + len(line.encode()), record, "r")
        at += len(line.encode())
    cut = Cut(block, spans, "pasted", [1.0], ["r"])
    seen = view(encoding, len(mark), data)
    found = [*byte_order_mark(seen), *outside_spans(seen, cut)]
    assert [span.kind for span in found] == ["byte-order-mark"] * bool(mark) + ["separator", "share-buttons"]
    assert [data[span.byte_start : span.byte_end].decode(encoding) for span in found] == [span.text for span in found]
    assert found[-1].text == "– Teilen –\n"
