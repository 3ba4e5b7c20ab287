"""Takes the texts out of the records and outside spans of a corpus, and notes where in the seeds they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from corpuskit.caveats import withheld as marking
from corpuskit.flat import tables
from corpuskit.model import View
from corpuskit.packaging import OutsideSpan, Part, jsonl
from corpuskit.withholding.features import LEAST, features
from corpuskit.withholding.places import Piece, Reader, pieces
from corpuskit.withholding.values import hidden, put

PATH = "withheld.jsonl"
ABOUT = (
    "Where in its seed each withheld value stands, and salted hashes of the paragraphs: a line for each record or span."
)
FEATURES = "features.jsonl"
ABOUT_FEATURES = (
    f"What each withheld text of {LEAST} words or more is like, in numbers from which it cannot be had again."
)
REASON = "text withheld"
#: Bytes of either file that are kept in memory.
IN_MEMORY = 16 << 20


def salt_of(configuration: Mapping[str, Any], seeds: Sequence[str]) -> str:
    """The salt of a corpus: another for each, the same for each build of it, so that a release is reproducible.

    It keeps nobody from guessing a paragraph that they can write down; it makes tables that were computed beforehand
    useless, and tells nothing of paragraphs that two corpora share.
    """
    told = json.dumps(["corpuskit", configuration, list(seeds)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def paragraph_hash(salt: str, paragraph: str) -> str:
    """The salted hash of a paragraph: SHA-256 of the salt's digits, a line end and the paragraph in UTF-8."""
    return hashlib.sha256(f"{salt}\n{paragraph}".encode()).hexdigest()


def further(places: bytes, numbers: bytes | None) -> dict[str, tuple[bytes, str]]:
    """The files of a release beside those of its formats, by path: content, and what it holds in a sentence."""
    found = {PATH: (places, ABOUT)}
    return found if numbers is None else found | {FEATURES: (numbers, ABOUT_FEATURES)}


@dataclass
class Redactor:
    """Takes the texts out of the parts of a corpus, which have to come in its order."""

    salt: str
    with_features: bool = False
    digest: Any = field(default_factory=hashlib.sha256)  #: of the records with their texts
    seeds: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    rows: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    reader: Reader | None = None
    file: str = ""

    def redact(self, part: Part, view: View | None) -> Part:
        """The part without texts. ``view`` is that of its records and spans, None for a part that has neither."""
        if view is None:
            return part
        if self.file != view.file or self.reader is None:
            self._close()
            self.file, self.reader = view.file, Reader(view.open_bytes(), view.encoding)
        lines = jsonl.record_lines(part.records).splitlines(keepends=True)
        entries: list[tuple[int, Any]] = [(span.byte_start, span) for span in part.outside]
        for record, line in zip(tables.to_json(part.records), lines, strict=True):
            entries.append((record["provenance"]["byte_start"], (record, line)))
        records: list[dict[str, Any]] = []
        spans: list[OutsideSpan] = []
        for _, entry in sorted(entries, key=lambda each: each[0]):  # the reader only goes forward
            if isinstance(entry, OutsideSpan):
                spans.append(self._span(entry, view, self.reader))
            else:
                record, line = entry
                records.append(self._record(record, line, self.reader))
        return Part(tables.from_json(records) if records else part.records, spans)

    def _span(self, span: OutsideSpan, view: View, reader: Reader) -> OutsideSpan:
        start = reader.at
        reader.take(span.byte_end)
        place = {"file": span.file, "byte_start": span.byte_start, "byte_end": span.byte_end}
        self.lines.write(jsonl.lines([place | {"start": start, "end": reader.at}]))
        if span.text is None:
            return span
        digest = hashlib.sha256(span.text.encode(view.encoding)).hexdigest()
        return span._replace(text=None, sha256=digest, reason=REASON)

    def _record(self, record: dict[str, Any], line: bytes, reader: Reader) -> dict[str, Any]:
        """The record without its text; ``line`` is its canonical JSON line with it."""
        self.digest.update(line)
        if self.with_features and (row := features(record)) is not None:
            self.rows.write(jsonl.lines([row]))
        reader.take(record["provenance"]["byte_start"])
        start = reader.at
        printed = reader.take(record["provenance"]["byte_end"])
        text = record["text"]
        place = {"id": record["id"], "file": record["provenance"]["file"], "start": start, "end": reader.at}
        told = {
            "sha256": hashlib.sha256(line).hexdigest(),
            **_take_out(record, printed),
            "headings": [[heading["offset"], len(heading["text"])] for heading in record["headings"]],
            "paragraphs": [paragraph_hash(self.salt, each) for each in text.split("\n")] if text else [],
        }
        self.lines.write(jsonl.lines([place | told]))
        caveats = [*record["caveats"], *([marking.caveat().plain()] if text is not None else [])]
        return record | {"text": None, "headings": [], "caveats": caveats}

    def _close(self) -> None:
        if self.reader is not None:
            self.seeds[self.file] = {"file": self.file, "normal_sha256": self.reader.finish()}
            self.reader = None

    def places_file(self) -> bytes:
        """withheld.jsonl."""
        self.lines.seek(0)
        return self.lines.read()

    def features_file(self) -> bytes | None:
        """features.jsonl; None where nobody asked for it."""
        self.rows.seek(0)
        return self.rows.read() if self.with_features else None

    def facts(self) -> dict[str, Any]:
        """What the manifest says: the salt, the hash of the records with their texts, hashes of the normal texts."""
        self._close()
        return {
            "salt": self.salt,
            "records_sha256": self.digest.hexdigest(),
            "seeds": list(self.seeds.values()),
        }


def _take_out(record: dict[str, Any], printed: str) -> dict[str, Any]:
    """Takes the withheld values but the text out of a record; returns where they and the text stand in ``printed``.

    ``lost`` are the paths of those that the seed does not print.
    """
    places: dict[str, Sequence[Piece]] = {}
    lost = []
    values = hidden(record)
    for path, _, instead in values:
        put(record, path, instead)
    text = [("text", record["text"])] if record["text"] is not None else []
    for path, value in [*((path, value) for path, value, _ in values), *text]:
        found = pieces(value, printed)
        if found is None:
            lost.append(path)
        else:
            places[path] = found
    return {"places": places, "lost": lost}
