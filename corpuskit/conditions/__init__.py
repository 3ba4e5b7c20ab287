"""Conditions on records, such as `date >= '2024-01-01' and outlet = 'RT'`: rules, requirements, selections.

    condition = parse("word_count < 50 or date is null")
    condition.mask(flat_table)      # a BooleanArray, a row each

A condition is parsed into a tree and evaluated on columns; it cannot run code, open a file or reach a network. Its
columns are those of the flat tables (`corpuskit.flat.columns`). docs/conditions.md has the grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpuskit.conditions.tokens import ConditionError
from corpuskit.flat.columns import RECORDS
from corpuskit.model import Exit, Place
from corpuskit.problems import failure

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.conditions.tree import Test

__all__ = ["Condition", "ConditionError", "parse", "parse_where"]


class Condition(NamedTuple):
    """A condition that was understood. ``table`` is the flat table that it is asked of, ``columns`` what it reads."""

    text: str
    table: str
    test: Test

    @property
    def columns(self) -> frozenset[str]:
        """Names of the columns that the condition reads."""
        from corpuskit.conditions.tree import columns_of

        return frozenset(columns_of(self.test))

    def mask(self, table: pa.Table) -> pa.BooleanArray:
        """For each row of a flat table whether the condition holds; what is not known (null) does not hold.

        ``table`` has at least the columns of `columns`, with the types of `flat.columns.flat_schema`.
        """
        from corpuskit.conditions.masks import mask

        return mask(self.test, table)


def parse(text: str, table: str = RECORDS) -> Condition:
    """The condition that a text states of the rows of a flat table ("records", "caveats" or "evidence").

    Raises ConditionError, which names the place in the text, when it is no condition or names what the table lacks.
    """
    from corpuskit.conditions.parser import parse as parsed  # most corpora state no condition, and start sooner without

    return Condition(text, table, parsed(text, table))


def parse_where(text: str) -> Condition:
    """The condition on records that ``--where`` states; CorpuskitError (exit 2) when it is none."""
    try:
        return parse(text)
    except ConditionError as error:
        told = {"where": "--where", "reason": error.reason, "remedy": error.hint}
        raise failure("condition-invalid", Place(), Exit.USAGE, **told) from None
