"""Records against the contract: by schema, and by rules that a schema cannot express.

``validate(sources)`` is all that other rooms call. A source is a file of JSON lines (`JsonLines`) or tables of the
contract's Arrow schema (`Tables`): a Parquet file read back, or a workspace cut in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpuskit.model import Place, Problem

if TYPE_CHECKING:
    from corpuskit.validating.batches import Source
    from corpuskit.validating.rules import Context


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found. ``counts`` has every problem by its code, also those beyond the cap of `problems`."""

    problems: tuple[Problem, ...]
    records: int
    counts: Mapping[str, int] = field(default_factory=dict)


def validate(
    sources: Iterable[Source],
    context: Context | None = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Validation:
    """Every problem in the records of each source, which is taken as a corpus of its own.

    ``context`` tells the rules what records alone do not say; ``select`` and ``ignore`` hold codes to report or not to.
    At most `findings.CAP` problems of a code are listed, then an entry that says how many there are.
    """
    from corpuskit.validating.checking import check
    from corpuskit.validating.findings import Findings
    from corpuskit.validating.rules import Context

    findings = Findings(select=select, ignore=ignore)
    records = 0
    for source in sources:
        found = check(source, context or Context(), findings)
        if not found and not findings.counts:
            findings.add("no-records", Place(source.name), file=source.name)
        records += found
    return Validation(findings.problems(), records, dict(findings.counts))
