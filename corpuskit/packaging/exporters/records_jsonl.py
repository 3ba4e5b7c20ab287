"""records.jsonl: each record whole, as canonical JSON on a line of its own."""

from __future__ import annotations

from corpuskit.metering import metered
from corpuskit.model import RECORDS_JSONL
from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group

NAME = "jsonl"
PATH = RECORDS_JSONL
FILES = (DataFile(PATH, "application/jsonl", about="Each record whole, as JSON on a line of its own."),)


class Writer(Writing):
    """Appends the lines of each group."""

    WRITES = FILES

    def write(self, group: Group) -> None:
        with metered("jsonl") as meter:
            for piece in group.lines():
                self.files[PATH].write(piece)
                meter.bytes += len(piece)
        self.rows[PATH] += group.records.num_rows
