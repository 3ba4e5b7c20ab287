"""One file a format that is written to dist/, and the one list of them.

An exporter is a module (a third party's: an object that an entry point of the group ``corpuskit.exporters`` names) with

* ``NAME``: what ``--without`` and ``--also`` call it,
* ``FILES``: the files that it writes, as `DataFile` (those whose names depend on the records need not be listed),
* ``Writer`` (`Writing` has what most share): ``with Writer(folder) as writer`` opens the files below the folder,
  ``writer.write(group)`` takes the next records and outside spans (`corpuskit.packaging.groups.Group`), and afterwards
  ``writer.rows`` says how many rows each file has. A writer of many small files may have ``writer.measured``: size and
  SHA-256 by path, so that none need be read again. What is written must depend on the groups alone: no clock, no names
  of this machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from corpuskit.packaging.groups import Group


class DataFile(NamedTuple):
    """A file that an exporter writes."""

    path: str  #: below dist/, with "/"
    media_type: str
    table: str | None = None  #: flat table that it holds (`corpuskit.flat.columns`)
    about: str = ""  #: what it holds, in a sentence: descriptions of the corpus repeat it


class Writing:
    """What most writers have in common: their files are open from when they are made to the end of the block."""

    WRITES: ClassVar[tuple[DataFile, ...]] = ()  #: usually the `FILES` of the module

    def __init__(self, folder: Path) -> None:
        self.rows = {file.path: 0 for file in self.WRITES}
        self.files: dict[str, BinaryIO] = {}
        self.opened = ExitStack()
        with self.opened:
            for path in self.rows:
                (folder / path).parent.mkdir(exist_ok=True)
                self.files[path] = self.opened.enter_context((folder / path).open("wb"))
            self.begin()
            self.opened = self.opened.pop_all()

    def begin(self) -> None:
        """Writes what stands before all groups."""

    def end(self) -> None:
        """Writes what stands behind all groups; not called where one of them could not be written."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.end()
        finally:
            self.opened.__exit__(kind, error, at)


def listed_exporters(without: Collection[str] = (), also: Collection[str] = ()) -> list[Any]:
    """The exporters of a build: those of every build and third parties', less those left out, and those asked for."""
    from corpuskit.extensions import extensions
    from corpuskit.packaging.exporters import outside_jsonl, parquet, records_jsonl

    listed = [records_jsonl, parquet, outside_jsonl]
    found = [*listed, *(exporter for _, exporter in extensions("exporters"))]
    return [exporter for exporter in found if exporter.NAME not in without] + asked(also)


def asked(also: Collection[str]) -> list[Any]:
    """Exporters that write only when ``--also`` names them; BagIt and DCAT are made from the finished files instead."""
    if not also:
        return []
    from corpuskit.packaging.exporters import arrow_ipc, csv_tables, json_ld, references, sqlite, tei, text_files

    listed = [sqlite, csv_tables, arrow_ipc, text_files, json_ld, tei, references]  # SQLite indexes beside the others
    return [exporter for exporter in listed if exporter.NAME in also]


def written(folder: Path, exporters: Iterable[Any], groups: Iterable[Group]) -> list[Any]:
    """Has exporters write groups below a folder; returns their writers, which say what they have written."""
    with ExitStack() as opened:
        writers = [opened.enter_context(exporter.Writer(folder)) for exporter in exporters]
        for group in groups:
            for writer in writers:
                writer.write(group)
    return writers


def data_files(without: Collection[str] = (), also: Collection[str] = ()) -> Mapping[str, DataFile]:
    """Every file that exporters write under a name known beforehand, by path."""
    return {file.path: file for exporter in listed_exporters(without, also) for file in exporter.FILES}
