"""Counts the records and spans of a corpus while they are written, and hashes the records."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpuskit.metering import metered
from corpuskit.packaging.groups import Group
from corpuskit.packaging.sealing.manifest import Counts, SeedCounts

if TYPE_CHECKING:
    import pyarrow as pa

PLACE = ("file", "layout", "byte_start", "byte_end")


@dataclass
class Tally:
    """Counts the groups as they pass, and hashes the records where no file of JSON lines has the same hash."""

    hashing: bool = True
    digest: Any = field(default_factory=hashlib.sha256)
    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seeds: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    layouts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, group: Group) -> None:
        import pyarrow.compute as pc

        if self.hashing:
            with metered("jsonl") as meter:
                for piece in group.lines():
                    self.digest.update(piece)
                    meter.bytes += len(piece)
        self.sums["records"] += group.records.num_rows
        self.sums["words"] += pc.sum(group.records.column("word_count")).as_py() or 0
        for name in ("caveats", "evidence"):
            self.sums[name] += pc.sum(pc.list_value_length(group.records.column(name))).as_py() or 0
        self._add_places(group.records)
        for span in group.outside:
            self.sums["outside_spans"] += 1
            self.seeds[span.file]["outside_spans"] += 1
            self.seeds[span.file]["outside_bytes"] += span.byte_end - span.byte_start

    def _add_places(self, records: pa.Table) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        place = {name: pc.struct_field(records.column("provenance"), [name]) for name in PLACE}
        bytes_ = pc.subtract(place["byte_end"], place["byte_start"])
        held = pa.table({"file": place["file"], "layout": place["layout"], "bytes": bytes_})
        summed = held.group_by(["file", "layout"]).aggregate([("bytes", "sum"), ("bytes", "count")])
        for row in summed.to_pylist():
            self.seeds[row["file"]]["records"] += row["bytes_count"]
            self.seeds[row["file"]]["record_bytes"] += row["bytes_sum"]
            self.layouts[row["file"]].add(row["layout"])

    def counts(self) -> Counts:
        return Counts(**{name: self.sums[name] for name in Counts._fields})

    def of_seeds(self) -> dict[str, SeedCounts]:
        return {
            name: SeedCounts(**found, layouts=tuple(sorted(self.layouts[name])))
            for name, found in sorted(self.seeds.items())
        }

    def records_sha256(self) -> str:
        found: str = self.digest.hexdigest()
        return found
