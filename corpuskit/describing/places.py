"""Where a record lies: its bytes and lines in the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpuskit.describing.evidence import view_offsets
from corpuskit.describing.parts import Parts, parts_of
from corpuskit.model import Block, Cut, View
from corpuskit.octets import ends_of_lines

if TYPE_CHECKING:
    import pyarrow as pa


def provenance(view: View, layout: str, block: Block, records: Sequence[Parts], of: pa.DataType) -> pa.Array:
    """The column ``provenance`` of a table of records; ``of`` is its type."""
    import pyarrow as pa

    count = len(records)
    first, last = line_numbers(block, records)
    columns = {
        "file": pa.repeat(pa.scalar(view.file, pa.string()), count),
        "file_sha256": pa.repeat(pa.scalar(view.file_sha256, pa.string()), count),
        "view": pa.repeat(pa.scalar(view.view, pa.string()), count),
        "view_sha256": pa.repeat(pa.scalar(view.view_sha256, pa.string()), count),
        "encoding": pa.repeat(pa.scalar(view.encoding, pa.string()), count),
        "layout": pa.repeat(pa.scalar(layout, pa.string()), count),
        "byte_start": pa.array(view_offsets(block, [parts.start for parts in records]), pa.int64()),
        "byte_end": pa.array(view_offsets(block, [parts.end for parts in records]), pa.int64()),
        "line_start": pa.array(first, pa.int64()),
        "line_end": pa.array(last, pa.int64()),
    }
    return pa.StructArray.from_arrays([columns[field.name] for field in of], fields=list(of))


def lines_of_records(cut: Cut) -> tuple[list[int], list[int]]:
    """First and last line of each record of a cut, 1-based, inclusive."""
    return line_numbers(cut.block, parts_of(cut))


def line_numbers(block: Block, records: Sequence[Parts]) -> tuple[list[int], list[int]]:
    """First and last line of each record, 1-based, inclusive."""
    import numpy as np

    ends = ends_of_lines(block.data)
    starts, last = np.array([(parts.start, parts.end - 1) for parts in records], np.int64).reshape(-1, 2).T
    before = (np.searchsorted(ends, starts), np.searchsorted(ends, last))  # lines that end before
    return (before[0] + block.line).tolist(), (before[1] + block.line).tolist()
