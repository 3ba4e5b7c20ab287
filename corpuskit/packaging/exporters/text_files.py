"""data/text/*.txt: the text of each record in a file of its own, for concordancers and the like.

A file is named ``<date>_<outlet>_<id>.txt``, or ``undated`` and ``no-outlet``; of the outlet's name only small Latin
letters and digits are kept, so that no name leads anywhere. In it are title, blank line and text, as far as they are
known.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from types import TracebackType
from typing import Self

from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "text"
FOLDER = "data/text"
FILES: tuple[DataFile, ...] = ()

#: Characters of an outlet's name that a file name keeps.
MOST = 40


class Writer:
    """Writes a file for each record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, int] = {}
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def write(self, group: Group) -> None:
        for record in group.told:
            path = f"{FOLDER}/{file_name(record['id'], record['date'], record['outlet'])}"
            with (self.folder / path).open("w", encoding="utf-8", newline="\n") as file:
                file.write("\n\n".join(part for part in (record["title"], record["text"]) if part) + "\n")
            self.rows[path] = 1


def file_name(record: str, date: str | None, outlet: str | None) -> str:
    """A name that is safe on every system."""
    plain = unicodedata.normalize("NFKD", outlet or "").encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain)[:MOST].strip("-")
    return f"{date or 'undated'}_{slug or 'no-outlet'}_{record}.txt"
