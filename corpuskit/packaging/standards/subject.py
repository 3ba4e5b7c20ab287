"""What every standard says of a corpus: what is stated in corpus.toml and counted by the build, and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corpuskit.datasheet import Document
from corpuskit.datasheet.blocks import Paragraph
from corpuskit.datasheet.stated import day
from corpuskit.flat.columns import Column, columns
from corpuskit.packaging.exporters import DataFile, parquet
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.workspace.configuration import licenses

SPDX = "https://spdx.org/licenses/"


class Table(NamedTuple):
    """A flat table and the Parquet file that holds it."""

    name: str
    file: FileFacts
    columns: tuple[Column, ...]
    about: str

    @property
    def rows(self) -> int:
        return self.file.rows or 0


class Subject(NamedTuple):
    """A corpus, as the standards describe it. What nobody stated is None or empty, and left out of them."""

    document: Document
    files: Mapping[str, FileFacts]  #: the data files, and the pages as far as they are made
    held: Mapping[str, DataFile]  #: what exporters say of the data files

    @property
    def config(self) -> Mapping[str, Any]:
        return self.document.config

    @property
    def name(self) -> str:
        """A short name for loaders."""
        return str(self.config.get("name", "corpus"))

    @property
    def keywords(self) -> list[str]:
        return list(dict.fromkeys(self.config.get("keywords", ())))

    @property
    def description(self) -> str:
        return self.document.description or self.document.summary

    @property
    def released(self) -> str | None:
        """Day of release (YYYY-MM-DD): from corpus.toml, else from SOURCE_DATE_EPOCH."""
        return day(self.config, self.document.about.epoch)

    @property
    def address(self) -> str | None:
        """Where the corpus can be found: its DOI, else its page, else its repository."""
        if "doi" in self.config:
            return f"https://doi.org/{self.config['doi']}"
        found: str | None = self.config.get("homepage") or self.config.get("repository")
        return found

    @property
    def license(self) -> str | None:
        """Address of the licence at SPDX when one licence of its list is stated, else the expression as stated."""
        stated: str | None = self.config.get("license")
        return f"{SPDX}{stated}" if stated in licenses.listed() else stated

    @property
    def languages(self) -> list[str]:
        return [row["language"] for row in self.document.figures["languages"] if row["language"] != "und"]

    @property
    def period(self) -> str | None:
        """Days of the first and the last dated article, as an ISO 8601 interval."""
        dates = self.document.figures["dates"]
        return f"{dates['first']}/{dates['last']}" if dates["first"] else None

    @property
    def rights(self) -> list[str]:
        """What is stated on rights in the articles, each statement once."""
        seeds = self.document.figures["seeds"]
        return list(dict.fromkeys(seed["stated"]["rights"] for seed in seeds if "rights" in seed["stated"]))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The flat tables in order, with their Parquet files."""
        return tuple(
            Table(held.table, self.files[held.path], columns(held.table), held.about)
            for held in parquet.FILES
            if held.table and held.path in self.files
        )

    def answer(self, questions: Sequence[str]) -> str | None:
        """What the datasheet answers to these questions, in paragraphs; None for nothing."""
        found: list[str] = []
        for answer in self.document.answers:
            if answer.question.id in questions:
                found += [block.text for block in answer.measured if isinstance(block, Paragraph)]
                found += [answer.stated] if answer.stated else []
        return "\n\n".join(found) or None


def known(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that have a value: what is not known is left out, never filled in."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {}, ())}
