"""What a description tells of a corpus, whatever its standard: files, tables, title, licence, counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corpuskit.flat.columns import Column


@dataclass(frozen=True, slots=True)
class ToldFile:
    """A file that is named; its hash and size where they are told."""

    path: str
    sha256: str | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table: the file that holds it, and its columns with their types in the words of the standard."""

    name: str
    path: str
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What one description tells. What its standard does not tell is None or empty.

    ``complete`` says which files it has to name: the data files, or every file that existed when it was made.
    ``spelt`` writes a column's type as the standard does. ``faults`` were found while it was read.
    """

    files: Sequence[ToldFile] = ()
    tables: Sequence[ToldTable] = ()
    title: str | None = None
    license: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    complete: Callable[[str], bool] = lambda _: False
    spelt: Callable[[Column], str] | None = None
    faults: Sequence[str] = ()
