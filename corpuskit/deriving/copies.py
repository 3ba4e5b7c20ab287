"""A recipient's copy of the seeds: which record stands where in it, whatever its line ends, encoding and names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpuskit import reading
from corpuskit.checking.verifying.seeds import PLAIN, UNBOUNDED
from corpuskit.deriving.source import Source
from corpuskit.describing.identity import span_id
from corpuskit.model import CorpuskitError, Exit, PathLike, Problem, Seed
from corpuskit.problems import failure
from corpuskit.splitting import open_view
from corpuskit.withholding import paragraph_hash
from corpuskit.withholding.places import lines_of, normal, value
from corpuskit.workspace import Workspace, walk
from corpuskit.workspace.files import place, shown_name


class Copies:
    """The files of a folder as normal texts, one at a time, and the records that were found in them.

    A copy of the same normal text has every record at the offsets that withheld.jsonl gives. In any other file a line
    whose salted hash is that of a withheld paragraph tells where its record may begin, and the id of what lies there
    whether it does.
    """

    def __init__(self, folder: PathLike, source: Source) -> None:
        if not Path(folder).exists():
            raise failure("no-such-seeds", place(folder), Exit.USAGE, folder=shown_name(folder))
        withheld = source.content["withheld"]
        self.salt: str = withheld["salt"]
        self.hashes = {seed["file"]: seed["normal_sha256"] for seed in withheld["seeds"]}
        self.encodings = {seed["file"]: seed["encoding"] for seed in source.content["seeds"]}
        self.found: dict[str, str] = {}  #: normal text of the span of each record, by id
        self.spans: dict[tuple[str, int], str] = {}  #: normal text of outside spans, by seed and byte offset
        self.problems: list[Problem] = []
        self.hashed = _texts_of(source)
        self.ways = _Ways(source)
        self.by_file: dict[str, list[Mapping[str, Any]]] = {}
        #: Record and offset in it, by the hash of a paragraph.
        self.by_paragraph: dict[str, list[tuple[Mapping[str, Any], int]]] = {}
        self._index(source)
        for seed in self._seeds(Path(folder)):
            self._read(seed)

    def _index(self, source: Source) -> None:
        """Makes the lines of withheld.jsonl known by their seeds, and records by their paragraphs."""
        for line in source.places():
            self.by_file.setdefault(line["file"], []).append(line)
            if "id" in line:
                for hashed, piece in zip(line["paragraphs"], lines_of(line["places"].get("text", ())), strict=False):
                    self.by_paragraph.setdefault(hashed, []).append((line, piece[0]))

    def span(self, line: Mapping[str, Any], sha256: str) -> str | None:
        """The text of an outside span with the line ends that it had, proved by its hash; None where it was not found.

        ``line`` is its line of withheld.jsonl.
        """
        text = self.spans.get((line["file"], line["byte_start"]))
        encoding = self.encodings.get(line["file"], "utf-8")
        if text is None:
            return None
        for made in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), f"\ufeff{text}"):
            try:
                if hashlib.sha256(made.encode(encoding)).hexdigest() == sha256:
                    return made
            except UnicodeEncodeError:
                continue
        return None

    def _seeds(self, folder: Path) -> list[Seed]:
        opened = reading.seeds(Workspace(None, tuple(walk.at(folder)), limits=UNBOUNDED))
        for error in opened.failures:
            self.problems.extend(error.problems)
        return list(opened.seeds)

    def _read(self, seed: Seed) -> None:
        for settings in self.ways.of(seed):
            text = _text(seed._replace(settings=settings))
            if text is not None and self._look(text):
                return

    def _look(self, text: str) -> bool:
        """Takes every record that a normal text holds; False for a text that has nothing to give."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        same = [name for name, known in self.hashes.items() if known == digest]
        for file in same:
            self._at_offsets(file, text)
        before = len(self.found)
        self._by_paragraphs(text)
        return bool(same) or len(self.found) > before

    def _at_offsets(self, file: str, text: str) -> None:
        for line in self.by_file.get(file, ()):
            if "id" in line:
                self._try(line, text, line["start"])
            else:
                self.spans[file, line["byte_start"]] = text[line["start"] : line["end"]]

    def _by_paragraphs(self, text: str) -> None:
        """Tries each record that was not found yet wherever a line has the hash of one of its paragraphs."""
        at = 0
        for printed in text.split("\n") if len(self.found) < len(self.hashed) else ():
            stripped = printed.strip()
            for paragraph, begins in {(printed, at), (stripped, at + printed.find(stripped))}:
                hashed = paragraph_hash(self.salt, paragraph) if paragraph else ""
                for known, offset in self.by_paragraph.get(hashed, ()):
                    self._try(known, text, begins - offset)
            at += len(printed) + 1

    def _try(self, line: Mapping[str, Any], text: str, start: int) -> None:
        """Takes a record if what lies there has its id and its text."""
        if line["id"] in self.found or start < 0:
            return
        whole = text[start : start + line["end"] - line["start"]]
        if span_id(whole.encode("utf-8", "surrogatepass")) != line["id"][:16]:
            return
        printed = value(line["places"]["text"], whole) if "text" in line["places"] else None
        hashed = None if printed is None else hashlib.sha256(printed.encode()).hexdigest()
        if hashed == self.hashed[line["id"]]:
            self.found[line["id"]] = whole


def _texts_of(source: Source) -> dict[str, str | None]:
    """The hash of each text, by id."""
    from corpuskit.checking import loading

    table = loading.load(source.folder, ["id", "text_sha256"])
    return dict(zip(table["id"].to_pylist(), table["text_sha256"].to_pylist(), strict=True))


class _Ways:
    """How a file may have to be read: as the seed of its name was, as others were, as its bytes say."""

    def __init__(self, source: Source) -> None:
        entries = source.content["seeds"]
        self.by_name = {entry["file"]: _ways(entry) for entry in entries}
        self.others = _distinct(way for ways in self.by_name.values() for way in ways)

    def of(self, seed: Seed) -> list[dict[str, Any]]:
        return _distinct([*self.by_name.get(seed.name, ()), *self.others])


def _ways(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The settings with which a seed of the manifest can be read again."""
    read = entry.get("reading")
    return [dict(read)] if read else [{"layout": PLAIN}, {"layout": PLAIN, "encoding": entry["encoding"]}]


def _distinct(ways: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same in their order, each once."""
    return list({json.dumps(way, sort_keys=True): way for way in ways}.values())


def _text(seed: Seed) -> str | None:
    """The normal text of a file; None where it cannot be read in this way."""
    try:
        view = open_view(seed, limits=UNBOUNDED)
        with view.open_bytes() as file:
            return normal(file.read().decode(view.encoding, "replace"))
    except CorpuskitError:
        return None
