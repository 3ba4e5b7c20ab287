"""A finished corpus to make others from: checked against its seal, read part by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.checking import loading
from corpuskit.checking.verifying import files
from corpuskit.contract import schema_version
from corpuskit.corrections import passages
from corpuskit.model import CorpuskitError, PathLike
from corpuskit.packaging import OutsideSpan, SeedFacts
from corpuskit.packaging.exporters import outside_jsonl
from corpuskit.packaging.sealing.manifest import MANIFEST, Manifest
from corpuskit.validating.findings import Findings
from corpuskit.withholding import FEATURES
from corpuskit.withholding import PATH as WITHHELD
from corpuskit.workspace.files import no_corpus

EVIDENCE = "data/evidence.parquet"


class Lies(NamedTuple):
    """Where a record lies, in bytes of its view."""

    id: str
    file: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True)
class Source:
    """A corpus on disk whose files are those that its manifest lists."""

    folder: Path
    manifest: Manifest

    @property
    def content(self) -> Mapping[str, Any]:
        """The manifest as parsed."""
        return self.manifest.content

    @cached_property
    def datasheet(self) -> Mapping[str, Any]:
        """datasheet.json as parsed."""
        return loading.datasheet(self.folder)

    @property
    def stated(self) -> Mapping[str, Any]:
        """What corpus.toml stated of the corpus."""
        found: Mapping[str, Any] = self.content.get("stated", {})
        return found

    @property
    def also(self) -> frozenset[str]:
        """The further formats that it has."""
        return frozenset(self.content["options"].get("also", ()))

    def tables(self) -> Iterator[pa.Table]:
        """Its records, nested, in order, as written to the present schema.

        Between 1.0 and it no field of the record came, went or changed its type.
        """
        for table in loading.nested_tables(self.folder):
            at = table.schema.get_field_index("schema_version")
            version = pa.repeat(pa.scalar(schema_version(), pa.string()), table.num_rows)
            yield table.set_column(at, table.schema.field(at), version)

    def places_of_records(self) -> Iterator[Lies]:
        """Where its records lie, in order."""
        for table in loading.flat_tables(self.folder, Lies._fields):
            yield from map(Lies, *(table[name].to_pylist() for name in Lies._fields))

    def with_gaps(self) -> set[str]:
        """Ids of the records out of which words were taken."""
        found: set[str] = set()
        with loading.opened(self.folder / EVIDENCE) as file:
            for number in range(file.num_row_groups):
                rows = file.read_row_group(number, columns=["record_id", "rule"])
                found |= set(rows["record_id"].filter(pc.equal(rows["rule"], passages.RULE)).to_pylist())
        return found

    def outside(self) -> list[OutsideSpan]:
        """Its outside spans, in order."""
        with (self.folder / outside_jsonl.PATH).open("rb") as lines:
            return [OutsideSpan(**json.loads(line)) for line in lines]

    def places(self) -> Iterator[dict[str, Any]]:
        """The lines of withheld.jsonl; none where the texts are there."""
        if "withheld" in self.content:
            with (self.folder / WITHHELD).open("rb") as lines:
                yield from map(json.loads, lines)

    @property
    def has_features(self) -> bool:
        """Whether numbers say what its withheld texts are like."""
        return "withheld" in self.content and bool(self.content["options"].get("features"))

    def features(self) -> Iterator[dict[str, Any]]:
        """The lines of features.jsonl; none where it has none."""
        if self.has_features:
            with (self.folder / FEATURES).open("rb") as lines:
                yield from map(json.loads, lines)

    def features_of(self, ids: Collection[str]) -> list[Mapping[str, Any]] | None:
        """The lines of features.jsonl of some records; None where it has none."""
        return [row for row in self.features() if row["id"] in ids] if self.has_features else None

    def seeds(self) -> list[SeedFacts]:
        """Its seeds as they were read."""
        seeds = self.content["seeds"]
        return [SeedFacts(**{name: seed[name] for name in SeedFacts._fields if name in seed}) for seed in seeds]

    def told(self) -> dict[str, Any]:
        """What a corpus that is made from it says of it, in its manifest."""
        found = {
            "title": self.datasheet["title"],
            "version": self.stated.get("version"),
            "records": self.manifest.counts.records,
            "records_sha256": self.manifest.records_sha256,
            "manifest_sha256": hashlib.sha256(self.manifest.to_bytes()).hexdigest(),
        }
        return found | ({"made_from": self.content["made_from"]} if "made_from" in self.content else {})


def open_source(dist: PathLike) -> Source:
    """A finished corpus. Raises CorpuskitError: ``no-dist`` (exit 2), and what is wrong with its files."""
    folder = Path(dist)
    if not (folder / MANIFEST).is_file():
        raise no_corpus(dist)
    findings = Findings()
    manifest = files.read_manifest(folder, findings)
    if manifest is not None:
        files.check_files(folder, manifest, findings)
    problems = findings.problems()
    if manifest is None or problems:
        raise CorpuskitError(problems)
    return Source(folder, manifest)
