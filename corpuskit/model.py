"""The nouns that travel between the rooms: View, Block, Spans, Cut, Record, Caveat, Problem. No third-party import.

Offsets, once and for all:

* *view offset*: bytes in the view, which for plain text is the file as it lies on disk (BOM and CRLF count).
* *local offset*: bytes in ``Block.data``, which is always UTF-8; for a UTF-8 file local + ``Block.start`` is the view
  offset.
* *text offset*: Unicode code points in a record's ``text``.

Starts are inclusive, ends exclusive; lines are 1-based and inclusive.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, NamedTuple

from corpuskit.exits import Exit as Exit

Severity = Literal["error", "warning", "note"]

#: Kinds of span inside a record, in the order in which they usually follow each other; "furniture" are lines of a page
#: above the text (share buttons), which are in no field.
RECORD_KINDS = ("title", "subtitle", "credit", "furniture", "heading", "body", "blank")
#: Kinds of span that belong to no record; "unassigned" is text that nothing places (prose before the first title).
OUTSIDE_KINDS = (
    "byte-order-mark",
    "blank-outside",
    "separator",
    "navigation",
    "share-buttons",
    "advertisement",
    "read-more",
    "footer",
    "copyright",
    "contents",
    "unassigned",
    "excluded",
)
KINDS = RECORD_KINDS + OUTSIDE_KINDS
#: Boundaries less sure than this are in doubt where nothing else is said.
DOUBTFUL = 0.9
#: What can be left out of a build (``--without``).
STEPS = ("language", "caveats", "duplicates", "jsonl")
#: Further formats that a build writes when asked (``--also``), and what each is.
FORMATS: Mapping[str, str] = {
    "csv": "tables for spreadsheets",
    "sqlite": "a database with full-text search",
    "arrow": "Arrow IPC files",
    "text": "one text file a record",
    "json-ld": "schema.org/NewsArticle",
    "tei": "a TEI P5 corpus",
    "references": "BibTeX, RIS and CSL JSON",
    "bagit": "makes the folder a bag",
    "dcat": "DCAT 3",
}
#: Where a build can run (``--engine``).
ENGINES = ("local", "ray")
#: Files of a finished corpus by which it is known, and the format that its manifest names.
MANIFEST, RECORDS_JSONL, OUTSIDE_JSONL = "manifest.json", "records.jsonl", "outside.jsonl"
FORMAT_OF_DIST, FORMAT_VERSION = "corpuskit-dist", "1.1.0"
KIND_CODE: Mapping[str, int] = {kind: code for code, kind in enumerate(KINDS)}


class Place(NamedTuple):
    """Where a problem is: in a file (line and column 1-based, byte a view offset), or in a field of a record."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    byte: int | None = None
    record: str | None = None
    field: str | None = None


class Problem(NamedTuple):
    """One finding, as data: made where it is found (`corpuskit.problems.problem`), printed by `corpuskit.reports`."""

    code: str
    severity: Severity
    message: str
    hint: str
    place: Place = Place()

    def fails(self, strict: bool) -> bool:
        """Whether it makes a command fail: an error does, where it is ``strict`` a warning as well."""
        return self.severity == "error" or (strict and self.severity == "warning")

    def plain(self) -> dict[str, Any]:
        """As in a report."""
        return self._asdict() | {"place": self.place._asdict()}


class CorpuskitError(Exception):
    """Stops a command. Carries the problems to print and the exit code; nothing has been written."""

    def __init__(self, problems: Sequence[Problem], exit_code: Exit = Exit.PROBLEMS) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = tuple(problems)
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.exit_code)


class Seed(NamedTuple):
    """A raw file (or a member of a container) before it is read, with what corpus.toml states of it."""

    name: str  #: path below seeds/, with "/" (provenance.file); a zip's members are ``a.zip!/b.html``
    #: where it (for a member: its container) lies, on disk or in a store (`corpuskit.stores`); None for standard input
    path: str | None
    settings: Mapping[str, Any] = {}  #: what corpus.toml states of it: encoding, layout …
    members: tuple[str, ...] = ()  #: of a member of a container: its name there, a step for each container around it
    stamp: tuple[int, str] | None = None  #: in a store: size and state (ETag, time of change) as it was listed


class Fault(NamedTuple):
    """Something in a file that could not be read as its layout wants it; becomes a problem with its place.

    ``code`` is one of problems.toml and ``values`` fill it; ``line`` is a line of the file, for a view whose lines are
    others.
    """

    code: str
    values: Mapping[str, Any] = {}
    line: int | None = None


class Origin(NamedTuple):
    """Of which of the documents that follow on each other in a file a piece is, from 0, and what layout that has."""

    part: int
    layout: str


class Piece(NamedTuple):
    """One span of a view with its text: what an export layout yields, in order, instead of offsets.

    The text of a view that is extracted is made of its pieces, a line end behind each; of a view that is the file as
    it lies, pieces are whole lines with their ends, and together the file. ``record`` counts the records of the view
    from 0 (-1 outside). ``states`` are fields that the layout names, each with the code points of ``text`` that give
    its value: a field of the contract, ``extra.NAME``, or ``export.NAME`` for what the export says of itself. ``told``
    are fields of the record that the file says elsewhere: name, value, and where it is said, in words. ``origin`` is
    None in a file that has one layout.
    """

    text: str
    kind: str
    record: int
    rule: str
    states: tuple[tuple[str, int, int], ...] = ()
    fault: Fault | None = None
    told: tuple[tuple[str, str, str], ...] = ()
    origin: Origin | None = None


class Block(NamedTuple):
    """Whole lines of a view, as UTF-8.

    ``start`` is the view offset of ``data[0]``, ``line`` the number of the first line, ``codec`` the Python codec of
    the bytes on disk ("utf-8": ``data`` is those bytes).
    """

    data: bytes
    start: int
    line: int
    codec: str = "utf-8"

    def places(self, offsets: Sequence[int]) -> list[int]:
        """View offsets of ascending local offsets, in one pass over the data."""
        if self.codec == "utf-8":
            return [self.start + offset for offset in offsets]
        found: list[int] = []
        at, place = 0, self.start
        for offset in offsets:
            if offset < at:
                raise ValueError("offsets must ascend")
            place += len(self.data[at:offset].decode("utf-8").encode(self.codec))
            at = offset
            found.append(place)
        return found

    def end(self) -> int:
        """View offset after the last byte."""
        return self.places([len(self.data)])[0]


class Evident(NamedTuple):
    """A decision about a file as a whole: what was decided, by which rule, what says so, and how sure that is."""

    value: str
    rule: str
    source: str
    confidence: float | None = None


class View(NamedTuple):
    """A seed's text, tiled by spans: the file itself, or the text extracted from it.

    ``open_blocks(size)`` reads it anew each time as consecutive blocks of about ``size`` bytes of whole lines (a line
    longer than the limit is an error), so a view of any size is processed in bounded memory. ``bom`` is the length of
    the byte-order mark: the first block starts behind it.
    """

    file: str
    file_sha256: str
    size: int  #: bytes of the view, BOM included
    view: str | None  #: name of the extracted view, or None when the view is the file as it lies on disk
    view_sha256: str
    encoding: str  #: "utf-8", "utf-16-le", "windows-1252", … as decided
    encoding_rule: str  #: why: "bom", "valid-utf-8", "stated", "detected"
    encoding_confidence: float
    bom: int
    seed: Seed
    open_blocks: Callable[[int], Iterator[Block]]
    open_bytes: Callable[[], BinaryIO]  #: the bytes that offsets refer to
    layout: str | None = None  #: the layout that cuts it; None: the one that takes any text
    layout_reason: Evident | None = None  #: why that layout, where it was recognised
    read_as: Evident | None = None  #: of an extracted view: the encoding of the file, and why
    open_pieces: Callable[[], Iterator[Piece]] | None = None  #: what its layout made of it, anew each time
    #: ``open_at(size, offset)``: blocks from the first line on that begins at or behind a view offset. None where the
    #: view can only be read from its start. A view that has it can be sent to another process.
    open_at: Callable[[int, int], Iterator[Block]] | None = None
    record_bytes: int = 32 * 1024 * 1024  #: a longer record is an error; one record has to fit into memory
    record_lines: int = 100_000  #: so is one of more lines

    def place(self, line: int, byte: int | None = None) -> Place:
        """The place of a problem at a line (from 1) of the view: of an extracted view the file alone, whose lines
        are others.
        """
        return Place(self.file, line, byte=byte) if self.view is None else Place(self.file)

    def named(self, line: int) -> str:
        """The file, in a message about a line of the view: of an extracted view with that line."""
        return self.file if self.view is None else f"{self.file} (line {line} of its extracted text)"


@dataclass(slots=True)
class Spans:
    """A tiling of a block, column by column: span i is ``data[start[i]:end[i]]`` (local offsets), ends meet starts.

    ``kind`` holds codes into KINDS, ``record`` the ordinal of the record in the cut (-1 outside), ``rule`` the short
    code of the rule that named the span.
    """

    kind: array[int] = field(default_factory=lambda: array("B"))
    start: array[int] = field(default_factory=lambda: array("q"))
    end: array[int] = field(default_factory=lambda: array("q"))
    record: array[int] = field(default_factory=lambda: array("q"))
    rule: list[str] = field(default_factory=list)
    confidence: array[float] = field(default_factory=lambda: array("d"))  #: of the naming; NaN where not measured

    def add(self, kind: str, start: int, end: int, record: int, rule: str, confidence: float = float("nan")) -> None:
        self.kind.append(KIND_CODE[kind])
        self.start.append(start)
        self.end.append(end)
        self.record.append(record)
        self.rule.append(rule)
        self.confidence.append(confidence)

    def __len__(self) -> int:
        return len(self.start)


class Stated(NamedTuple):
    """A field that the layout itself names, with the bytes (local offsets) that give its value.

    ``record`` is the ordinal in the cut, -1 for what the export says of itself (``export.NAME``). Of what the file says
    elsewhere, ``value`` is the value and ``source`` says where it stands; then the bytes are none,
    at the place of the piece.
    """

    record: int
    field: str
    start: int
    end: int
    rule: str
    value: str | None = None
    source: str | None = None


@dataclass(slots=True)
class Cut:
    """What splitting yields: a block with its tiling. A record never crosses from one cut into the next.

    ``boundary_confidence`` has an entry per record (None: not calibrated); ``boundary_rule`` says which clue set it.
    ``stated`` are fields that the layout names, by record; ``problems`` what it could not read; ``part`` says of
    which of the documents that follow on each other in a file it is (from 0), and within that again.
    """

    block: Block
    spans: Spans
    layout: str
    boundary_confidence: list[float | None] = field(default_factory=list)
    boundary_rule: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    part: tuple[int, ...] = ()
    seam: Any = None  #: from where the layout can go on with what follows; None at the end, or where it cannot

    @property
    def record_count(self) -> int:
        return len(self.boundary_rule)


class Withdrawn(NamedTuple):
    """A person's word that a caveat does not apply."""

    reason: str
    by: str


class Caveat(NamedTuple):
    """A statement of which a reader must be warned, with its source. Never a verdict of truth."""

    code: str
    statement: str
    basis: str | None = None
    authority: str | None = None
    reference: str | None = None
    as_of: str | None = None
    category: str | None = None
    speaker: str | None = None  #: "own" or "quoted"
    rule: str | None = None
    confidence: float | None = None
    start: int | None = None
    end: int | None = None
    withdrawn: Withdrawn | None = None

    def plain(self) -> dict[str, Any]:
        """As in a record."""
        return self._asdict() | {"withdrawn": self.withdrawn and self.withdrawn._asdict()}


class Record(Mapping[str, Any]):
    """One article as the contract (schemas/record.schema.json) describes it; fields also read as attributes.

    Exists at the edges only (explain, the Python API, third-party caveats); between rooms records are Arrow tables.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = dict(fields)

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"a record has no field {name!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Record(id={self._fields.get('id')!r}, title={self._fields.get('title')!r})"


PathLike = str | os.PathLike[str]
