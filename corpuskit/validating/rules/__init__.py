"""What must hold in a valid corpus beyond the schema: one file a rule or group of rules, and the one list of them.

A rule is a class ``Check`` in a module of this room (or, from a third party, what an entry point of the group
``corpuskit.rules`` names). It is made anew for each corpus, sees every batch of records in order and yields faults with
the row of the record, counted through the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.extensions import extensions
from corpuskit.validating.faults import Fault
from corpuskit.workspace import Limits
from corpuskit.workspace.configuration.policy import OwnRule, Requirement

#: The rules, in the order of the fields that they concern; each is a module of this room.
RULES = (
    "version",
    "ids",
    "printed",
    "outlets",
    "dates",
    "text",
    "headings",
    "spans",
    "files",
    "evidence",
    "caveats",
    "stated",
)


class Context(NamedTuple):
    """What rules may know besides the records, by ``provenance.file``: what nothing is known of is not checked.

    ``view_sizes`` are bytes of the views that offsets refer to; ``collected`` the days (ISO 8601) on which the seeds
    were collected, as corpus.toml states them; ``own_rules`` and ``requirements`` are those of corpus.toml, and
    so is ``longest``, the most bytes of a line of JSON.
    """

    view_sizes: Mapping[str, int] = {}
    collected: Mapping[str, str] = {}
    own_rules: tuple[OwnRule, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    longest: int = Limits().json_line_bytes


#: A row of the corpus and what is wrong in its record.
Found = tuple[int, Fault]


class Rule:
    """What all rules have. ``READS`` names the fields that a rule is given; a fault in one of them silences it.

    ``FORGETS`` says that ``check`` keeps nothing of a batch: it may be called on other threads and in any order, with
    rows that are counted through the batch instead of the corpus.
    """

    READS: tuple[str, ...] = ()
    CODES: tuple[str, ...] = ()
    FORGETS = False

    def __init__(self, context: Context) -> None:
        self.context = context

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterable[Found]:
        """Faults that are plain from the records; ``rows`` numbers them. Columns are those of `READS`, in one chunk."""
        return ()

    def finish(self) -> Iterable[Found]:
        """Faults that only the whole corpus shows."""
        return ()


def rules(context: Context) -> list[Rule]:
    """The rules to run: ours in the order of `RULES`, then those of installed packages by name."""
    own = [import_module(f"corpuskit.validating.rules.{name}").Check(context) for name in RULES]
    return own + [made(context) for _, made in extensions("rules")]


def by_file(provenance: pa.Array, values: Mapping[str, Any], kind: pa.DataType) -> pa.Array:
    """For each record the value of its file, of the type ``kind``; null where there is none."""
    files = pc.struct_field(provenance, ["file"]).dictionary_encode()
    return pa.array([values.get(file) for file in files.dictionary.to_pylist()], kind).take(files.indices)


def where(mask: pa.Array) -> Iterator[int]:
    """Positions at which an Arrow mask is true."""
    if mask.true_count:
        yield from np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False)).tolist()
