"""What is counted of a corpus: tallies over tables of records and outside spans, added up table by table.

Every figure of DATASHEET.md, the data-set card, datasheet.json, datasheet.html and ``corpuskit stats`` comes from here,
by way of `corpuskit.datasheet.tallies.figures`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.datasheet.tallies.sample import Sample

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.model import View

#: Bytes of records, and tables of outside spans, that may wait to be counted together.
MOST_WAITING = 8 << 20
MOST_TABLES = 1000
#: What stands for the affiliation of a record that credits no outlet: it is not an affiliation word of the registry.
NO_OUTLET = "no outlet credited"


class ViewKey(NamedTuple):
    """A seed, or a view extracted from it."""

    file: str
    view: str | None


class CaveatGroup(NamedTuple):
    """Caveats that rest on the same thing. ``rule`` is kept for whole records only: for passages it varies freely."""

    code: str
    authority: str | None
    as_of: str | None
    basis: str | None
    reference: str | None
    category: str | None
    rule: str | None


class OutletKey(NamedTuple):
    """A registry id; or, where the registry has no entry, the printed name."""

    id: str | None
    name: str | None


@dataclass(slots=True)
class OutletTally:
    """What is counted of one outlet. ``first`` and ``last`` are the ends of its printed dates, as precise as known."""

    main: int = 0  #: records in which it stands first
    credited: int = 0  #: records in which it stands at all
    words: int = 0  #: of the records in which it stands first
    names: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    affiliations: Counter[str] = field(default_factory=Counter)  #: of each credit
    main_affiliations: Counter[str] = field(default_factory=Counter)  #: where it stands first
    first: str | None = None
    last: str | None = None


@dataclass(slots=True)
class GroupTally:
    caveats: int = 0
    records: int = 0
    statement: str = ""  #: the least of the statements, as an example that does not depend on the order of counting


@dataclass(slots=True)
class CodeTally:
    caveats: int = 0  #: those in force
    records: int = 0  #: records with at least one in force
    withdrawn: int = 0


class ViewFacts(NamedTuple):
    """A view as it was read, with what corpus.toml states of its seed."""

    size: int
    file_sha256: str
    view_sha256: str
    encoding: str
    encoding_rule: str
    encoding_confidence: float
    settings: Mapping[str, Any]


@dataclass(slots=True)
class SpanTally:
    spans: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Measures:
    """Tallies of a corpus.

    Memory grows with the number of seeds and of distinct outlets, not with the records, but for 8 bytes a record (the
    beginning of the hash of its text, to find texts that are the same). Tables have to be added in the order of the
    corpus: examples and the order of the sample depend on it.
    """

    records: int = 0
    words: int = 0
    text_bytes: int = 0
    ambiguous_dates: int = 0
    repeated_records: int = 0  #: records that are the same, byte for byte, as an earlier one
    records_with_caveat: int = 0
    records_with_author: int = 0
    records_with_heading: int = 0
    headings: int = 0
    first_date: str | None = None
    last_date: str | None = None
    outlets: dict[OutletKey, OutletTally] = field(default_factory=dict)
    affiliations: Counter[str] = field(default_factory=Counter)  #: of the main outlet, a record once
    months: Counter[tuple[str, str]] = field(default_factory=Counter)  #: (YYYY-MM or YYYY, affiliation)
    days: Counter[tuple[str, str]] = field(default_factory=Counter)  #: (YYYY-MM-DD, affiliation)
    languages: Counter[tuple[str, str]] = field(default_factory=Counter)  #: (language, affiliation)
    lengths: Counter[tuple[int, str]] = field(default_factory=Counter)  #: (words, affiliation)
    date_precision: Counter[str] = field(default_factory=Counter)
    empty: Counter[str] = field(default_factory=Counter)  #: records in which a field is null or empty
    examples: dict[str, str] = field(default_factory=dict)
    extra: Counter[str] = field(default_factory=Counter)
    author_hashes: set[int] = field(default_factory=set)
    text_hashes: array[int] = field(default_factory=lambda: array("Q"))
    confidence: Counter[float | None] = field(default_factory=Counter)  #: of the boundary, as recorded
    evidence: Counter[tuple[str, str, str]] = field(default_factory=Counter)  #: (field, rule, "bytes" or "source")
    caveats: dict[CaveatGroup, GroupTally] = field(default_factory=dict)
    caveat_codes: dict[str, CodeTally] = field(default_factory=dict)
    marks: Counter[tuple[str, str, str]] = field(default_factory=Counter)  #: (code, category, speaker) of passages
    seeds: dict[ViewKey, ViewFacts] = field(default_factory=dict)
    statements: dict[ViewKey, dict[str, list[str]]] = field(default_factory=dict)  #: what exports say of themselves
    inside: dict[ViewKey, SpanTally] = field(default_factory=dict)  #: records and their bytes
    layouts: Counter[tuple[ViewKey, str]] = field(default_factory=Counter)
    outside: dict[tuple[str, str], SpanTally] = field(default_factory=dict)  #: (file, kind)
    sample: Sample = field(default_factory=Sample)  #: the records that datasheet.html shows
    waiting: list[pa.Table] = field(default_factory=list)  #: records not counted yet, see `settle`
    waiting_outside: list[pa.Table] = field(default_factory=list)
    waiting_bytes: int = 0

    def add_seed(self, view: View) -> None:
        """A view that was read, whether or not any record was found in it."""
        self.seeds[ViewKey(view.file, view.view)] = ViewFacts(
            view.size,
            view.file_sha256,
            view.view_sha256,
            view.encoding,
            view.encoding_rule,
            view.encoding_confidence,
            dict(view.seed.settings),
        )

    def add_statement(self, view: View, values: Mapping[str, Sequence[str]]) -> None:
        """What the export in a view says of itself, by name."""
        if values:
            self.statements[ViewKey(view.file, view.view)] = {name: list(said) for name, said in values.items()}

    def add(self, records: pa.Table) -> None:
        """Records of `contract.arrow_schema()`, with their caveats attached."""
        self.waiting.append(records)
        self.waiting_bytes += records.nbytes
        if self.waiting_bytes > MOST_WAITING:
            self.settle()

    def add_outside(self, spans: pa.Table) -> None:
        """Outside spans: columns ``file``, ``byte_start``, ``byte_end`` and ``kind``, as in outside.jsonl."""
        self.waiting_outside.append(spans)
        if len(self.waiting_outside) > MOST_TABLES:
            self.settle()

    def settle(self) -> None:
        """Counts what waits: small tables are counted together, as a count costs about the same for few rows."""
        import pyarrow as pa

        from corpuskit.datasheet.tallies import counting

        records, outside = self.waiting, self.waiting_outside
        self.waiting, self.waiting_outside, self.waiting_bytes = [], [], 0
        if any(table.num_rows for table in records):
            together = pa.concat_tables(records).combine_chunks()
            counting.count(self, together)
            self.sample.add(together)
        if outside:
            counting.count_outside(self, pa.concat_tables(outside))
