"""Texts put back into a release that withholds them, from a copy of its seeds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpuskit.caveats import withheld as marking
from corpuskit.deriving.copies import Copies
from corpuskit.deriving.making import Plan, make
from corpuskit.deriving.source import Source, open_source
from corpuskit.flat import tables
from corpuskit.model import Exit, PathLike, Place, Problem
from corpuskit.packaging import Manifest, OutsideSpan, Part, jsonl
from corpuskit.problems import failure, problem
from corpuskit.withholding import REASON
from corpuskit.withholding.places import value
from corpuskit.withholding.values import put
from corpuskit.workspace.files import place, shown_name


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """What came back. ``whole`` records are the same, byte for byte, as those of the build with texts; of others that
    came back the text is the same, by its hash, but values are missing that no seed prints.
    """

    manifest: Manifest
    records: int
    restored: int
    whole: int
    same_as_built: bool  #: all records have the hash of those that were built with their texts
    problems: tuple[Problem, ...]
    exit_code: Exit


def rehydrate(dist: PathLike, seeds: PathLike, out: PathLike | None = None) -> Rehydrated:
    """Puts the texts of a release back from a folder (or file) of seeds, and writes it anew to ``out`` (default: dist).

    The seeds may have other line ends, a byte-order mark, other names, or be there in part: what is found is proved by
    its hash, what is not stays withheld and is told (exit code 3). Raises CorpuskitError: ``no-dist``,
    ``no-such-seeds``, ``nothing-withheld`` (exit 2), ``nothing-restored`` (exit 1), and as `making.make` does.
    """
    source = open_source(dist)
    if "withheld" not in source.content:
        raise failure("nothing-withheld", place(dist), Exit.USAGE, folder=shown_name(dist))
    copies = Copies(seeds, source)
    filling = _Filling(source, copies)
    if not copies.found:
        raise failure("nothing-restored", place(seeds), Exit.PROBLEMS, folder=shown_name(seeds))
    plan = filling.plan()
    manifest = make(dist if out is None else out, filling.parts(), plan)
    problems = (*copies.problems, *filling.problems)
    code = Exit.PARTIAL if filling.restored < filling.withheld else Exit.OK
    same = plan.withheld is None and manifest.records_sha256 == source.content["withheld"]["records_sha256"]
    return Rehydrated(manifest, filling.withheld, filling.restored, filling.whole, same, problems, code)


class _Filling:
    """Fills the records and outside spans of a release, one by one."""

    def __init__(self, source: Source, copies: Copies) -> None:
        self.source, self.copies = source, copies
        lines = list(source.places())
        self.of_record = {line["id"]: line for line in lines if "id" in line}
        self.of_span = {(line["file"], line["byte_start"]): line for line in lines if "id" not in line}
        self.withheld, self.restored, self.whole = len(self.of_record), 0, 0
        self.missing: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.left = [name for name in self.of_record if name not in copies.found]

    def plan(self) -> Plan:
        """The plan of the corpus with the texts that were found."""
        stays = set(self.left)
        places = [line for line in self.source.places() if "id" not in line or line["id"] in stays]
        return Plan(
            [self.source],
            self.source.stated,
            self.source.seeds(),
            also=self.source.also,
            withheld=self.source.content["withheld"] if stays else None,
            places=places,
            features=self.source.features_of(stays),
        )

    def parts(self) -> Iterator[Part]:
        outside = [self._span(span) for span in self.source.outside()]
        for table in self.source.tables():
            yield Part(tables.from_json(map(self._record, tables.to_json(table))), outside)
            outside = []
        for file, count in sorted(self.missing.items()):
            self.problems.append(problem("text-missing", Place(file), file=file, records=f"{count:,}"))

    def _record(self, record: dict[str, Any]) -> dict[str, Any]:
        line, found = self.of_record.get(record["id"]), self.copies.found.get(record["id"])
        if line is None:
            return record
        if found is None:
            file = record["provenance"]["file"]
            self.missing[file] = self.missing.get(file, 0) + 1
            return record
        made = restored(record, line, found)
        self.restored += 1
        if hashlib.sha256(jsonl.record_lines(tables.from_json([made]))).hexdigest() == line["sha256"]:
            self.whole += 1
        else:
            lost = ", ".join(line["lost"]) or "unknown"
            where = Place(record["provenance"]["file"], record=record["id"])
            self.problems.append(problem("not-all-restored", where, record=record["id"], fields=lost))
        return made

    def _span(self, span: OutsideSpan) -> OutsideSpan:
        line = self.of_span.get((span.file, span.byte_start))
        if span.text is not None or span.reason != REASON or line is None:
            return span
        text = self.copies.span(line, span.sha256 or "")
        return span if text is None else span._replace(text=text, sha256=None, reason=None)


def restored(record: Mapping[str, Any], line: Mapping[str, Any], text_of_span: str) -> dict[str, Any]:
    """The record with every value that its span prints; ``line`` is that of withheld.jsonl."""
    made = dict(record)
    for path, where in line["places"].items():
        put(made, path, value(where, text_of_span))
    text = made["text"]
    headings = [{"text": text[at : at + length], "offset": at} for at, length in line["headings"]] if text else []
    caveat = marking.caveat()
    caveats = [one for one in record["caveats"] if (one["code"], one["rule"]) != (caveat.code, caveat.rule)]
    return made | {"headings": headings, "caveats": caveats}
