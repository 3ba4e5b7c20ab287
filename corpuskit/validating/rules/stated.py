"""What corpus.toml states: rules of its own, and what has to hold of the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.conditions import Condition
from corpuskit.flat.columns import RECORDS, columns, fields_of
from corpuskit.flat.tables import flat_columns
from corpuskit.validating.faults import Fault, Pointer
from corpuskit.validating.rules import Context, Found, Rule, where
from corpuskit.workspace.configuration.policy import Requirement


class Check(Rule):
    CODES = ("requirement-unmet",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        conditions = [*(rule.where for rule in context.own_rules), *(held.that for held in context.requirements)]
        self.READS = tuple(sorted(set().union(*(fields_of(one.columns, one.table) for one in conditions))))
        self.counts = [_Count(requirement) for requirement in context.requirements]

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        for rule in self.context.own_rules:
            told = {"message": rule.message, "hint": rule.hint, "severity": rule.severity}
            for at in where(_mask(rule.where, records)):
                yield int(rows[at]), Fault(rule.code, _pointer(rule.where), told)
        for count in self.counts:
            condition = count.requirement.that
            owners = rows
            if condition.table != RECORDS:
                owners = rows[pc.list_parent_indices(one_array(records.column(condition.table))).to_numpy()]
            yield from count.add(_mask(condition, records), owners)

    def finish(self) -> Iterator[Found]:
        for count in self.counts:
            yield from count.missed()


class _Count:
    """Of how many rows a requirement holds. A single row that breaks it is told at once where it may not."""

    def __init__(self, requirement: Requirement) -> None:
        self.requirement = requirement
        self.rows = 0
        self.held = 0
        self.first: dict[bool, int] = {}  #: the first record of which it holds, and of which it does not

    def add(self, mask: pa.BooleanArray, owners: np.ndarray[Any, Any]) -> Iterator[Found]:
        self.rows += len(mask)
        self.held += mask.true_count
        for holds, rows in ((True, mask), (False, pc.invert(mask))):
            if holds not in self.first and rows.true_count:
                self.first[holds] = int(owners[next(where(rows))])
        if self.requirement.of_each:
            wanted = self.requirement.at_least > 0
            for at in where(pc.invert(mask) if wanted else mask):
                yield int(owners[at]), self._fault(f"it does{' not' if wanted else ''} hold here")

    def missed(self) -> Iterator[Found]:
        """The share, where it is not what was required; placed at the first record that makes it so."""
        if self.requirement.of_each or not self.rows:
            return
        share = 100 * self.held / self.rows
        if not self.requirement.at_least <= share <= self.requirement.at_most:
            told = f"it holds of {self.held:,} of {self.rows:,} {self.requirement.that.table} ({share:.1f} %)"
            yield self.first[share > self.requirement.at_most], self._fault(f"{told}, {self._asked()}")

    def _asked(self) -> str:
        least, most = self.requirement.at_least, self.requirement.at_most
        words = (f"at least {least:g} %" if least > 0 else "", f"at most {most:g} %" if most < 100 else "")
        return f"and has to of {' and '.join(filter(None, words))}"

    def _fault(self, told: str) -> Fault:
        asked = {"name": self.requirement.name, "that": self.requirement.that.text, "told": told}
        return Fault("requirement-unmet", _pointer(self.requirement.that), asked)


def _mask(condition: Condition, records: pa.Table) -> pa.BooleanArray:
    return condition.mask(flat_columns(records, condition.columns, condition.table))


def _pointer(condition: Condition) -> Pointer:
    """The field that a condition is about, where it is about one."""
    if condition.table != RECORDS:
        return (condition.table,)
    paths = {column.path for column in columns() if column.name in condition.columns}
    fields = fields_of(condition.columns)
    return next(iter(paths))[:1] if len(paths) == 1 and fields == {p[0] for p in paths if p} else ()
