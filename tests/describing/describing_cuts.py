"""Cuts made by hand: a dump is written from named pieces, read as any seed is, and tiled by those pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Cut, Seed, Spans, View
from corpuskit.reading import read
from corpuskit.splitting import Habits

Piece = tuple[str, str]

#: Kinds that belong to no record.
OUTSIDE = frozenset({"separator", "navigation", "read-more", "copyright", "unassigned", "blank-outside"})


def tiled(
    folder: Path,
    records: Sequence[Sequence[Piece]],
    codec: str = "utf-8",
    settings: Mapping[str, Any] | None = None,
    mark: bytes = b"",
) -> tuple[View, Cut]:
    """A view whose one cut is tiled by pieces (kind, text with its line end), record by record.

    A piece of an outside kind belongs to no record, wherever it stands.
    """
    text = "".join(piece for record in records for _, piece in record)
    path = folder / "dump.txt"
    path.write_bytes(mark + text.encode(codec))
    stated = {} if codec == "utf-8" or mark else {"encoding": codec}
    view = read(Seed("dump.txt", str(path), {**stated, **(settings or {})}))
    (block,) = view.open_blocks(1 << 22)
    spans = Spans()
    at = 0
    for ordinal, record in enumerate(records):
        for kind, piece in record:
            end = at + len(piece.encode())
            spans.add(kind, at, end, -1 if kind in OUTSIDE else ordinal, f"{kind}-rule")
            at = end
    count = len({record for record in spans.record if record >= 0})
    return view, Cut(block, spans, "pasted", [0.98765] * count, ["opening-rule"] * count)


def table_of(view: View, cut: Cut, habits: Habits | None = None) -> pa.Table:
    table = describe(cut, view, habits or Habits(), registry=Registry.load(), with_language=False)
    table.validate(full=True)
    return table


def records_of(
    folder: Path, records: Sequence[Sequence[Piece]], codec: str = "utf-8", **settings: Any
) -> list[dict[str, Any]]:
    return table_of(*tiled(folder, records, codec, settings)).to_pylist()  # type: ignore[no-any-return]


def described(folder: Path, *pieces: Piece, codec: str = "utf-8", **settings: Any) -> dict[str, Any]:
    """The one record that the pieces make."""
    (record,) = records_of(folder, [pieces], codec, **settings)
    return record


def evidence_of(record: Mapping[str, Any], field: str) -> list[dict[str, Any]]:
    return [entry for entry in record["evidence"] if entry["field"] == field]


def printed(view: View, entry: Mapping[str, Any]) -> str:
    """What lies at the bytes to which evidence points."""
    with view.open_bytes() as file:
        data = file.read()
    return data[entry["byte_start"] : entry["byte_end"]].decode(view.encoding)
