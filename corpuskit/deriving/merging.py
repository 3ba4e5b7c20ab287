"""Finished corpora put together: each record once, by its id, with what both say of where it lies."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corpuskit.contract import no_records
from corpuskit.deriving.making import OWN, Plan, make
from corpuskit.deriving.rows import Rows, taken
from corpuskit.deriving.source import Source, open_source
from corpuskit.flat import tables
from corpuskit.model import CorpuskitError, Exit, PathLike, Place, Problem
from corpuskit.packaging import Manifest, OutsideSpan, Part, SeedFacts
from corpuskit.problems import failure, problem, wrong_option
from corpuskit.validating import dist as tiling
from corpuskit.validating.findings import Findings
from corpuskit.workspace.files import shown_name

#: Kind of the outside span of a record that is there already, from another seed.
KIND, REASON = "same-record", "the record is in the corpus from another seed"
#: What may differ between two records that are one: where they lie, and what says so.
PLACE = frozenset({"provenance", "evidence"})
#: Records that are compared or written together.
ROWS = 1024


@dataclass(frozen=True, slots=True)
class Merged:
    """What was put together. ``twice`` records were in several of the corpora, ``withdrawn`` were left out since
    another of the corpora excludes them.
    """

    manifest: Manifest
    twice: int
    withdrawn: int
    problems: tuple[Problem, ...]


def merge(dists: Sequence[PathLike], out: PathLike) -> Merged:
    """Puts finished corpora together. In memory are where each record lies, and the outside spans.

    Records are ordered by seed, in the order of the corpora that have them, and place. A record that one corpus
    excludes is left out. Raises CorpuskitError: ``wrong-option``, ``no-dist`` (exit 2),
    ``merge-seed-differs``, ``merge-record-differs``, ``merge-withheld`` (exit 1), and as `making.make` does.
    """
    if len(dists) < 2:
        raise wrong_option("there is nothing to merge with", "two corpora or more")
    if Path(out).resolve() in {Path(dist).resolve() for dist in dists}:
        raise wrong_option(f"{shown_name(out)} is one of the corpora", "another folder for --out")
    merging = _Merging([open_source(dist) for dist in dists])
    merging.take()
    manifest = make(out, merging.parts(), merging.plan())
    return Merged(manifest, merging.twice, merging.withdrawn, tuple(merging.notices))


class _Held(NamedTuple):
    """Where a record is taken from: corpus and number in it; its place in the seed; whether words were withheld."""

    source: int
    row: int
    file: str
    start: int
    end: int
    has_gaps: bool


@dataclass
class _Merging:
    """The corpora as they come together: which records, spans and seeds the merged one has, and what does not fit."""

    sources: Sequence[Source]
    seeds: dict[str, SeedFacts] = field(default_factory=dict)
    held: dict[str, _Held] = field(default_factory=dict)  #: records by id
    spans: dict[tuple[str, int], OutsideSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    twice: int = 0
    withdrawn: int = 0

    def __post_init__(self) -> None:
        self.rows = [Rows(source) for source in self.sources]

    def take(self) -> None:
        """Takes everything; raises CorpuskitError with all that does not fit together."""
        self._require_same_release()
        for source in self.sources:
            for seed in source.seeds():
                known = self.seeds.setdefault(seed.file, seed)
                if (known.sha256, known.view_sha256) != (seed.sha256, seed.view_sha256):
                    self.problems.append(problem("merge-seed-differs", Place(seed.file), file=seed.file))
        if self.problems:
            raise CorpuskitError(self.problems)
        excluded = {
            (span.file, span.byte_start, span.byte_end)
            for source in self.sources
            for span in source.outside()
            if span.kind == "excluded"
        }
        self._take_records(excluded)
        for source in self.sources:
            for span in source.outside():
                self._span(span)
        self._drop_spans_of_records()
        self._check_tiling()

    def _require_same_release(self) -> None:
        salts = {source.content.get("withheld", {}).get("salt") for source in self.sources}
        if len(salts) > 1:
            raise failure("merge-withheld", exit_code=Exit.PROBLEMS)

    def _take_records(self, excluded: set[tuple[str, int, int]]) -> None:
        """Finds where each record is to be taken from; those of several corpora are compared."""
        twice = []
        for number, source in enumerate(self.sources):
            gaps = source.with_gaps()
            for row, lies in enumerate(source.places_of_records()):
                if lies[1:] in excluded:
                    self.withdrawn += 1
                    where = Place(lies.file, record=lies.id)
                    self.notices.append(problem("merge-excluded", where, record=lies.id))
                    continue
                one = _Held(number, row, *lies[1:], lies.id in gaps)
                if lies.id in self.held:
                    twice.append((lies.id, one))
                else:
                    self.held[lies.id] = one
        self.twice = len(twice)
        for at in range(0, len(twice), ROWS):
            group = twice[at : at + ROWS]
            records = self._records([self.held[name] for name, _ in group])
            copies = self._records([other for _, other in group])
            for (name, other), record, copy in zip(group, records, copies, strict=True):
                self._compare(name, other, record, copy)

    def _records(self, held: Sequence[_Held]) -> Iterator[dict[str, Any]]:
        return tables.to_json(taken(self.rows, [(one.source, one.row) for one in held]))

    def _compare(self, name: str, other: _Held, record: Mapping[str, Any], copy: Mapping[str, Any]) -> None:
        """Compares a record with its copy in another corpus; they may differ only in words that one withholds."""
        known, where = self.held[name], Place(other.file, record=name)
        if known.has_gaps != other.has_gaps:
            self.held[name], other = (known, other) if known.has_gaps else (other, known)
            self.notices.append(problem("merge-passage-withheld", where, record=name))
        elif differing := [field for field in record if field not in PLACE and record[field] != copy[field]]:
            fields = ", ".join(differing)
            self.problems.append(problem("merge-record-differs", where, record=name, fields=fields))
        if record["provenance"] != copy["provenance"]:
            self._span(OutsideSpan(other.file, other.start, other.end, KIND, None, None, REASON, name))

    def _span(self, span: OutsideSpan) -> None:
        """Keeps one span for each place: the one that tells most of it (`_telling`)."""
        known = self.spans.get((span.file, span.byte_start))
        if known is None or _telling(span) > _telling(known):
            self.spans[span.file, span.byte_start] = span

    def _drop_spans_of_records(self) -> None:
        for one in self.held.values():
            place = (one.file, one.start)
            if place in self.spans and self.spans[place].record is not None:
                del self.spans[place]

    def _check_tiling(self) -> None:
        """Two corpora that cut the same seed differently cannot be one."""
        inside: dict[str, list[tuple[int, int]]] = {}
        outside: dict[str, list[tuple[int, int]]] = {}
        for one in self.held.values():
            inside.setdefault(one.file, []).append((one.start, one.end))
        for span in self.spans.values():
            outside.setdefault(span.file, []).append((span.byte_start, span.byte_end))
        findings = Findings()
        sizes = {seed.file: seed.view_bytes for seed in self.seeds.values()}
        told, rest = ({f: [np.array(s, dtype=np.int64)] for f, s in held.items()} for held in (inside, outside))
        tiling.check_tiling(sizes, told, rest, findings)
        self.problems.extend(findings.problems())
        if self.problems:
            raise CorpuskitError(self.problems)

    def _rank(self) -> dict[str, int]:
        return {file: number for number, file in enumerate(self.seeds)}

    def parts(self) -> Iterator[Part]:
        """The records and outside spans in order."""
        rank = self._rank()
        spans = sorted(self.spans.values(), key=lambda span: (rank[span.file], span.byte_start))
        ordered = self._ordered()
        if not ordered:
            yield Part(no_records(), spans)
        for at in range(0, len(ordered), ROWS):
            wanted = [(one.source, one.row) for _, one in ordered[at : at + ROWS]]
            yield Part(taken(self.rows, wanted), spans if at == 0 else ())

    def plan(self) -> Plan:
        """What is said of the merged corpus: what all corpora state alike, and their titles."""
        first = self.sources[0].stated
        alike = {
            name: value
            for name, value in first.items()
            if name not in OWN and all(source.stated.get(name) == value for source in self.sources)
        }
        if "title" not in alike:
            alike = {"title": " and ".join(str(source.datasheet["title"]) for source in self.sources), **alike}
        also = frozenset.intersection(*(source.also for source in self.sources))
        seeds = list(self.seeds.values())
        return Plan(
            self.sources,
            alike,
            seeds,
            how={"command": "merge"},
            also=also,
            withheld=self._withheld(),
            places=self._places(),
            features=self._features(),
        )

    def _withheld(self) -> dict[str, Any] | None:
        if "withheld" not in self.sources[0].content:
            return None
        told = [source.content["withheld"] for source in self.sources]
        seeds = {seed["file"]: seed for each in told for seed in each["seeds"]}
        return {"salt": told[0]["salt"], "records_sha256": None, "seeds": list(seeds.values())}

    def _features(self) -> list[Mapping[str, Any]] | None:
        """The lines of features.jsonl, in the order of the records, if all corpora have them."""
        if not all(source.has_features for source in self.sources):
            return None
        known = {row["id"]: row for source in self.sources for row in source.features()}
        return [known[name] for name, _ in self._ordered() if name in known]

    def _ordered(self) -> list[tuple[str, _Held]]:
        """The records by seed and place, with their ids."""
        rank = self._rank()
        return sorted(self.held.items(), key=lambda one: (rank[one[1].file], one[1].start))

    def _places(self) -> list[Mapping[str, Any]]:
        """The lines of withheld.jsonl for the records that are held, and for spans, in order."""
        found: dict[tuple[str, int, int], Mapping[str, Any]] = {}
        for line in itertools.chain.from_iterable(source.places() for source in self.sources):
            key = (line["file"], line["start"], line["end"])
            if key not in found or "id" in line:
                found[key] = line
        rank = self._rank()
        return [found[key] for key in sorted(found, key=lambda key: (rank[key[0]], *key[1:]))]


def _telling(span: OutsideSpan) -> tuple[bool, bool, bool]:
    """Orders spans of one place: an exclusion counts most, then a span that is no record's, then one with its text."""
    return span.kind == "excluded", span.record is None, span.text is not None
