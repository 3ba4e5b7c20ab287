"""outside.jsonl: every span that belongs to no record; with the records every byte is accounted for."""

from __future__ import annotations

from corpuskit.model import OUTSIDE_JSONL
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group

NAME = "outside"
PATH = OUTSIDE_JSONL
FILES = (DataFile(PATH, "application/jsonl", about="Every span of a seed that is in no record, a line each."),)


class Writer(Writing):
    """Appends the spans of each group."""

    WRITES = FILES

    def write(self, group: Group) -> None:
        self.files[PATH].writelines(jsonl.lines([span.as_json()]) for span in group.outside)
        self.rows[PATH] += len(group.outside)
