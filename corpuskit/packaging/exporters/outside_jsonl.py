"""outside.jsonl: every span that belongs to no record; with the records every byte is accounted for."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "outside"
PATH = "outside.jsonl"
FILES = (DataFile(PATH, "application/jsonl", about="Every span of a seed that is in no record, a line each."),)


class Writer:
    """Appends the spans of each group."""

    def __init__(self, folder: Path) -> None:
        self.rows = {PATH: 0}
        self.file = (folder / PATH).open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()

    def write(self, group: Group) -> None:
        self.file.writelines(jsonl.lines([span.as_json()]) for span in group.outside)
        self.rows[PATH] += len(group.outside)
