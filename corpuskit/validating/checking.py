"""Runs schema and rules over one corpus, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pyarrow as pa

from corpuskit.metering import metered
from corpuskit.model import Place
from corpuskit.validating import schema
from corpuskit.validating.batches import Batch, Source
from corpuskit.validating.faults import Pointer
from corpuskit.validating.findings import Findings
from corpuskit.validating.rules import Context, Found, Rule, rules, version

#: Top-level fields of a record that break the schema; None: the record as a whole does.
Faulty = Mapping[int, frozenset[str] | None]


def check(
    source: Source, context: Context, findings: Findings, watch: Callable[[pa.Table], object] | None = None
) -> int:
    """Checks every record of a source; returns how many there were. ``watch`` is shown each batch as well."""
    records = 0
    for table in checked(source, context, findings):
        if watch is not None:
            watch(table)
        records += table.num_rows
    return records


def checked(source: Source, context: Context, findings: Findings) -> Iterator[pa.Table]:
    """The batches of a source as they pass the checks, so that a build checks what it writes in the same pass.

    What only the whole corpus shows is found when the last batch has been taken.
    """
    running = rules(context)
    early = [rule for rule in running if rule.FORGETS]
    before = findings.seen.total()
    first = 0
    for batch in source.batches(findings, partial(_by_rules_ahead, early)):
        seen: Mapping[Rule, list[Found]] = batch.seen or {}
        with metered("validate") as meter:
            faulty = _by_schema(batch, first, source, findings)
            for rule in running:
                if rule in seen:
                    _tell(((first + row, fault) for row, fault in seen[rule]), source, findings)
                else:
                    _by_rule(rule, batch.table, faulty, first, source, findings)
            meter.bytes += batch.table.nbytes
        first += batch.table.num_rows
        yield batch.table
    for rule in running:
        _tell(rule.finish(), source, findings)
    if not first and findings.seen.total() == before:
        findings.add("no-records", Place(source.name), file=source.name)


def _by_schema(batch: Batch, first: int, source: Source, findings: Findings) -> Faulty:
    """Has the reference look at the suspects; tells what is wrong with them and returns in which fields."""
    faulty: dict[int, frozenset[str] | None] = {}
    for row in sorted(batch.suspects):
        record = batch.record(row)
        if isinstance(record, dict) and version.newer(record.get("schema_version")):
            found = version.fault(record["schema_version"])
            faults = [found] if found is not None else []
            faulty[row] = None
        else:
            faults = list(schema.faults(record))
            if faults:
                faulty[row] = _fields(fault.pointer for fault in faults)
        _tell(((first + row, fault) for fault in faults), source, findings)
    return faulty


def _fields(pointers: Iterable[Pointer]) -> frozenset[str] | None:
    names = {pointer[0] if pointer else None for pointer in pointers}
    return None if None in names else frozenset(map(str, names))


def _by_rules_ahead(forgetful: Sequence[Rule], table: pa.Table) -> dict[Rule, list[Found]]:
    """What rules find in a table that follows the schema, with rows counted from its first."""
    rows = np.arange(table.num_rows)
    return {rule: list(rule.check(table.select(rule.READS), rows)) for rule in forgetful}


def _by_rule(rule: Rule, table: pa.Table, faulty: Faulty, first: int, source: Source, findings: Findings) -> None:
    """Shows a rule the fields that it reads of the records in which these follow the schema."""
    sound = np.ones(table.num_rows, dtype=bool)
    for row, names in faulty.items():
        sound[row] = names is not None and names.isdisjoint(rule.READS)
    if not sound.any() or not rule.READS:
        return
    rows = np.flatnonzero(sound) + first
    seen = table.select(rule.READS)
    _tell(rule.check(seen if sound.all() else seen.filter(sound), rows), source, findings)


def _tell(found: Iterable[Found], source: Source, findings: Findings) -> None:
    """Makes problems of faults; one beyond the cap of its code costs no look at the file."""
    for row, fault in found:
        if findings.wants(fault.code):
            findings.put(fault.code, source.place(row, fault.pointer), fault.values)
