"""A record is one range of bytes, whatever looks like navigation in the middle of it."""

from __future__ import annotations

from corpuskit.model import KINDS, Block, Cut, Spans
from corpuskit.splitting import _whole


def made(*spans: tuple[str, int]) -> Cut:
    """A cut of spans of one byte each: kind and record."""
    cut = Cut(Block(b"x" * len(spans), 0, 1), Spans(), "made")
    for at, (kind, record) in enumerate(spans):
        cut.spans.add(kind, at, at + 1, record, "made")
    return cut


def test_what_lies_between_spans_of_a_record_stays_in_its_text() -> None:
    cut = _whole(made(("title", 0), ("body", 0), ("share-buttons", -1), ("blank-outside", -1), ("body", 0)))
    assert list(cut.spans.record) == [0] * 5
    assert [KINDS[kind] for kind in cut.spans.kind] == ["title", "body", "body", "blank", "body"]
    assert cut.spans.rule[2] == "inside-share-buttons"


def test_what_lies_between_two_records_stays_outside() -> None:
    cut = _whole(made(("footer", -1), ("title", 0), ("read-more", -1), ("title", 1), ("copyright", -1)))
    assert list(cut.spans.record) == [-1, 0, -1, 1, -1]
    assert [KINDS[kind] for kind in cut.spans.kind] == ["footer", "title", "read-more", "title", "copyright"]
