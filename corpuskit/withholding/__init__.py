"""Releases without texts: what is taken out of records and outside spans, and how it is found again in a seed.

    hiding = Hiding(salt)
    part = hiding.part(part, view)      # the same records and spans, without the words of the articles
    hiding.page()                       # withheld.jsonl: where in the seed each value stands
    hiding.numbers()                    # features.jsonl: what each text is like, if that was asked for
    hiding.facts()                      # what the manifest says of it

Taken out are texts, headings, credit lines, notices of correction and the text of outside spans; titles and other
printed values of more than `words.MOST` words; and any value at all that shares that many words and one more with the
text of its record. Ids, dates, outlets, counts, offsets and hashes stay.

withheld.jsonl says of each record where its values stand in the *normal text* of the seed: decoded, without byte-order
mark, line ends as LF. So they are found again in a copy with other line ends, in another Unicode encoding or under
another name, and the hash of the record's canonical line proves that it is the same.
"""

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
from corpuskit.withholding.places import Reader, pieces
from corpuskit.withholding.values import hidden, put

__all__ = ["ABOUT", "FEATURES", "PATH", "REASON", "Hiding", "further", "paragraph_hash", "salt_of"]

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
class Hiding:
    """Takes the texts out of the parts of a corpus, in its order, and keeps what finds them again."""

    salt: str
    with_features: bool = False
    digest: Any = field(default_factory=hashlib.sha256)  #: of the records with their texts
    seeds: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    rows: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    reader: Reader | None = None
    file: str = ""

    def part(self, part: Part, view: View | None) -> Part:
        """The part without texts. ``view`` is that of its records and spans, None for a part that has neither."""
        if view is None:
            return part
        if self.file != view.file or self.reader is None:
            self._close()
            self.file, self.reader = view.file, Reader(view.open_bytes(), view.encoding)
        records = iter(zip(tables.to_json(part.records), jsonl.record_lines(part.records).split(b"\n"), strict=False))
        known: list[tuple[int, Any]] = [(span.byte_start, span) for span in part.outside]
        known += [(row[0]["provenance"]["byte_start"], row) for row in records]
        kept: list[dict[str, Any]] = []
        spans: list[OutsideSpan] = []
        for _, one in sorted(known, key=lambda each: each[0]):
            if isinstance(one, OutsideSpan):
                spans.append(self._span(one, view, self.reader))
            else:
                kept.append(self._record(one[0], one[1], self.reader))
        return Part(tables.from_json(kept) if kept else part.records, spans)

    def _span(self, span: OutsideSpan, view: View, reader: Reader) -> OutsideSpan:
        start = reader.at
        reader.take(span.byte_end)
        self._note(
            {"file": span.file, "byte_start": span.byte_start, "byte_end": span.byte_end}
            | {"start": start, "end": reader.at}
        )
        if span.text is None:
            return span
        digest = hashlib.sha256(span.text.encode(view.encoding)).hexdigest()
        return span._replace(text=None, sha256=digest, reason=REASON)

    def _record(self, record: dict[str, Any], line: bytes, reader: Reader) -> dict[str, Any]:
        self.digest.update(line + b"\n")
        if self.with_features and (row := features(record)) is not None:
            self.rows.write(jsonl.lines([row]))
        reader.take(record["provenance"]["byte_start"])
        start = reader.at
        whole = reader.take(record["provenance"]["byte_end"])
        places: dict[str, Any] = {}
        lost = []
        for path, value, instead in hidden(record):
            found = pieces(value, whole)
            if found is None:
                lost.append(path)
            else:
                places[path] = found
            put(record, path, instead)
        text = record["text"]
        headings = [[heading["offset"], len(heading["text"])] for heading in record["headings"]]
        paragraphs = [paragraph_hash(self.salt, each) for each in text.split("\n")] if text else []
        found = pieces(text, whole) if text is not None else None
        if found is not None:
            places["text"] = found
        elif text is not None:
            lost.append("text")
        self._note(
            {"id": record["id"], "file": record["provenance"]["file"], "start": start, "end": reader.at}
            | {"sha256": hashlib.sha256(line + b"\n").hexdigest(), "places": places, "lost": lost}
            | {"headings": headings, "paragraphs": paragraphs}
        )
        caveats = [*record["caveats"], *([marking.caveat().plain()] if text is not None else [])]
        return record | {"text": None, "headings": [], "caveats": caveats}

    def _note(self, told: Mapping[str, Any]) -> None:
        self.lines.write(jsonl.lines([told]))

    def _close(self) -> None:
        if self.reader is not None:
            self.seeds[self.file] = {"file": self.file, "normal_sha256": self.reader.finish()}
            self.reader = None

    def page(self) -> bytes:
        """withheld.jsonl."""
        self.lines.seek(0)
        return self.lines.read()

    def numbers(self) -> bytes | None:
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
