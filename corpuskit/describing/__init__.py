"""Spans to fields: the records of a cut as an Arrow table, each field with its evidence.

Nothing is normalised: titles, credits and names are as printed, without the white space around them; the text is the
lines of the body as they are, without line ends and blank lines. What is not printed is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.describing.description import Description
from corpuskit.describing.identity import Identities
from corpuskit.describing.places import lines_of_records
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Cut, View

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.splitting import Habits

__all__ = ["Identities", "describe", "lines_of_records"]


def describe(cut: Cut, view: View, habits: Habits, *, registry: Registry, with_language: bool = True) -> pa.Table:
    """The records of a cut in their order, in the shape of `contract.arrow_schema`, without caveats.

    Ids are those of `identity.span_id`: `Identities` numbers identical records over the whole corpus. Settings of the
    seed (date_order, language, rights) win over what is found. Without ``with_language`` no language is detected.
    """
    return Description(cut, view, habits, registry, with_language).table()
