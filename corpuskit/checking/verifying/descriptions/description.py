"""What a description tells of a corpus, whatever its standard: files, tables, title, licence, counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corpuskit.flat.columns import Column


@dataclass(frozen=True, slots=True)
class DescribedFile:
    """A file that is named; its hash and size where they are told."""

    path: str
    sha256: str | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table: the file that holds it, and its columns with their types in the words of the standard."""

    name: str
    path: str
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Description:
    """What one description tells. What its standard does not tell is None or empty.

    ``must_list`` says which files it has to name: the data files, or every file that existed when it was made.
    ``column_type`` names a column's type as the standard does. ``faults`` were found while it was read.
    """

    files: Sequence[DescribedFile] = ()
    tables: Sequence[DescribedTable] = ()
    title: str | None = None
    license: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    must_list: Callable[[str], bool] = lambda _: False
    column_type: Callable[[Column], str] | None = None
    faults: Sequence[str] = ()
