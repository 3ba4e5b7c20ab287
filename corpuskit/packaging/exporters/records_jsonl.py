"""records.jsonl: each record whole, as canonical JSON on a line of its own."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from corpuskit.metering import metered
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "jsonl"
PATH = "records.jsonl"
FILES = (DataFile(PATH, "application/jsonl", about="Each record whole, as JSON on a line of its own."),)


class Writer:
    """Appends the lines of each group."""

    def __init__(self, folder: Path) -> None:
        self.rows = {PATH: 0}
        self.file = (folder / PATH).open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()

    def write(self, group: Group) -> None:
        with metered("jsonl") as meter:
            for piece in group.lines():
                self.file.write(piece)
                meter.bytes += len(piece)
        self.rows[PATH] += group.records.num_rows
