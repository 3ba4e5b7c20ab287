"""Records and outside spans against the seeds: each says what stands at its bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from corpuskit import reading, stores
from corpuskit.corrections import passages
from corpuskit.describing.identity import span_id
from corpuskit.describing.stated import squeezed
from corpuskit.flat import tables
from corpuskit.model import CorpuskitError, Place, Seed, View
from corpuskit.packaging.sealing.manifest import Manifest
from corpuskit.splitting import open_view
from corpuskit.validating.faults import quote
from corpuskit.validating.findings import Findings
from corpuskit.workspace import Limits, Workspace, files, stored, walk

#: Fields whose evidence points at the bytes that print them. A date's evidence points at ``date_raw``.
PRINTED = frozenset(("title", "subtitle", "dateline", "section", "page", "correction_notice", "url", "source_id"))
DATES = frozenset(("date", "date_partial", "date_raw"))
ENTRY = re.compile(r"(authors|outlets|headings)\[([0-9]{1,6})\](?:\.name|\.text)?")
#: A seed was read once with these bounds or wider ones.
UNBOUNDED = Limits(2**40, 2**40, 100, 2**31, 2**45, 2**31, 2**40, record_bytes=2**40, record_lines=2**40)
#: Of a seed that was read as it lies, only the encoding is needed to read it again.
PLAIN = "pasted"


class Seeds:
    """The seeds of a corpus that are at hand unchanged; `close` them in the end.

    Seeds that are missing or differ become problems when this is made; records of theirs are not looked at.
    """

    def __init__(self, folder: Path | stores.Stored, manifest: Manifest, findings: Findings) -> None:
        self.findings = findings
        self.checked = 0  #: records that were compared
        self.views: dict[str, View] = {}
        # One file at a time: a corpus can have more seeds than files may be open.
        self.opened: tuple[str, BinaryIO] | None = None
        opened = reading.seeds(Workspace(None, tuple(_seeds(folder)), limits=UNBOUNDED))
        for error in opened.failures:
            for problem in error.problems:
                self.findings.keep(problem)
        found = {seed.name: seed for seed in opened.seeds}
        for entry in manifest.content["seeds"]:
            view = self._view(found.get(entry["file"]), entry, folder)
            if view is not None:
                self.views[entry["file"]] = view

    def close(self) -> None:
        if self.opened is not None:
            self.opened[1].close()
            self.opened = None

    def _span(self, name: str, start: int, end: int) -> _Span:
        """The bytes of a view from start to end."""
        if self.opened is None or self.opened[0] != name:
            self.close()
            self.opened = (name, self.views[name].open_bytes())
        return _Span(self.opened[1], self.views[name].encoding, start, end)

    def _view(self, seed: Seed | None, entry: Mapping[str, Any], folder: Path | stores.Stored) -> View | None:
        name = entry["file"]
        if seed is None:
            self.findings.add("seed-missing", Place(name), file=name, folder=files.shown_name(folder))
            return None
        try:
            settings = entry.get("reading") or {"encoding": entry["encoding"], "layout": PLAIN}
            view = open_view(seed._replace(settings=settings), limits=UNBOUNDED)
        except CorpuskitError as error:
            self.findings.add("seed-differs", Place(name), file=name, reason=error.problems[0].message)
            return None
        for what, now, then in (
            ("SHA-256", view.file_sha256, entry["sha256"]),
            ("extracted text", view.view_sha256, entry["view_sha256"]),
            ("size", view.size, entry["view_bytes"]),
        ):
            if now != then:
                self.findings.add("seed-differs", Place(name), file=name, reason=f"its {what} is {now}, not {then}")
                return None
        return view

    def check(self, records: pa.Table) -> None:
        """Compares each record with its bytes: id, printed fields, paragraphs."""
        for record in tables.to_json(records):
            place = record["provenance"]
            if place["file"] in self.views:
                span = self._span(place["file"], place["byte_start"], place["byte_end"])
                self.checked += 1
                for field, reason in _differences(record, span):
                    where = Place(place["file"], byte=place["byte_start"], record=record["id"], field=field)
                    self.findings.add("not-in-seed", where, field=field, reason=reason, file=place["file"])

    def check_outside(self, path: Path) -> None:
        """Compares each span of outside.jsonl with its bytes."""
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                span = json.loads(line)
                if span["file"] not in self.views:
                    continue
                at = self._span(span["file"], span["byte_start"], span["byte_end"])
                if span.get("record") is not None:
                    same = span_id(at.text().encode()) == span["record"][:16]
                elif span["text"] is None:
                    same = hashlib.sha256(at.data).hexdigest() == span["sha256"]
                else:
                    same = at.data == span["text"].encode(at.encoding)
                if not same:
                    reason = "the span of outside.jsonl has another text"
                    where = Place(files.shown_name(path), number, byte=span["byte_start"])
                    self.findings.add("not-in-seed", where, field="text", reason=reason, file=span["file"])


def _seeds(folder: Path | stores.Stored) -> Sequence[Seed]:
    if isinstance(folder, stores.Stored):
        return stored.named(folder.address)[1]
    return walk.at(folder)


class _Span:
    """Bytes of a view, and what they say."""

    def __init__(self, file: BinaryIO, encoding: str, start: int, end: int) -> None:
        self.encoding, self.start = encoding, start
        file.seek(start)
        self.data = file.read(end - start)

    def text(self, start: int | None = None, end: int | None = None) -> str:
        """The whole span or the bytes at two view offsets, decoded; what cannot be decoded differs from everything."""
        data = self.data if start is None or end is None else self.data[max(start - self.start, 0) : end - self.start]
        return data.decode(self.encoding, "replace")


def _differences(record: Mapping[str, Any], span: _Span) -> Iterator[tuple[str, str]]:
    """Fields that the bytes do not bear out, and why."""
    if span_id(span.text().encode()) != record["id"][:16]:
        yield "id", "the id is not the hash of the record's bytes"
    yield from _credit(record, span)
    for entry in record["evidence"]:
        if (told := passages.hashes(entry)) is not None and entry["byte_start"] is not None:
            if passages.hash_of(record["id"], span.text(entry["byte_start"], entry["byte_end"])) != told:
                yield (
                    entry["field"],
                    f"bytes {entry['byte_start']:,} to {entry['byte_end']:,} are not what was withheld",
                )
            continue
        value = _printed(record, entry["field"])
        if value is None or entry["byte_start"] is None:
            continue
        if not _holds(record, squeezed(span.text(entry["byte_start"], entry["byte_end"])), squeezed(value)):
            yield entry["field"], f"bytes {entry['byte_start']:,} to {entry['byte_end']:,} do not print {quote(value)}"
    if record["text"]:
        missing = _missing_paragraph(_lines(record), span.text())
        if missing is not None:
            yield "text", f"the record's bytes do not hold, in this order, the paragraph {quote(missing)}"


def _credit(record: Mapping[str, Any], span: _Span) -> Iterator[tuple[str, str]]:
    """A credit line is printed in one or several places, which together are what it says."""
    places = [
        span.text(entry["byte_start"], entry["byte_end"])
        for entry in record["evidence"]
        if entry["field"] == "credit_line" and entry["byte_start"] is not None
    ]
    credit = record["credit_line"]
    if places and credit and not _holds(record, squeezed(" ".join(places)), squeezed(credit)):
        yield "credit_line", f"its places do not print {quote(record['credit_line'])}"


def _holds(record: Mapping[str, Any], printed: str, value: str) -> bool:
    """Whether a value is printed, but for words that were taken out of the record."""
    return passages.holds(printed, value) if passages.has_gaps(record) else value in printed


def _lines(record: Mapping[str, Any]) -> list[str]:
    """What has to stand in the record's bytes, in this order: paragraphs, or what was left of them."""
    lines: list[str] = record["text"].split("\n")
    if not passages.has_gaps(record):
        return lines
    return [piece for line in lines for piece in line.split(passages.INSTEAD)]


def _printed(record: Mapping[str, Any], field: str) -> str | None:
    """What the bytes of the evidence for a field have to print; None when nothing can be said."""
    found: Any = None
    if field in PRINTED:
        found = record[field]
    elif field in DATES:
        found = record["date_raw"]
    elif (entry := ENTRY.fullmatch(field)) is not None:
        listed, at = record[entry[1]], int(entry[2])
        item = listed[at] if at < len(listed) else None
        found = item.get("name", item.get("text")) if isinstance(item, Mapping) else item
    return found if isinstance(found, str) else None


def _missing_paragraph(paragraphs: Sequence[str], span: str) -> str | None:
    at = 0
    for paragraph in paragraphs:
        found = span.find(paragraph, at)
        if found < 0:
            return paragraph
        at = found + len(paragraph)
    return None
