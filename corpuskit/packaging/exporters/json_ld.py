"""data/records.jsonld: the records as schema.org/NewsArticle in one JSON-LD document; the context is inline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "json-ld"
PATH = "data/records.jsonld"
FILES = (DataFile(PATH, "application/ld+json", about="The records as schema.org/NewsArticle, without the caveats."),)

BEGIN, END = b'{"@context":{"@vocab":"https://schema.org/"},"@graph":[', b"\n]}\n"
#: Field of the record → property of schema.org.
PROPERTIES: Mapping[str, str] = {
    "title": "headline",
    "subtitle": "alternativeHeadline",
    "credit_line": "creditText",
    "dateline": "dateline",
    "section": "articleSection",
    "page": "pagination",
    "correction_notice": "correction",
    "url": "url",
    "rights": "copyrightNotice",
    "text": "articleBody",
    "word_count": "wordCount",
}


class Writer:
    """Appends the articles of each group."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {PATH: 0}
        self.file = (folder / PATH).open("wb")
        self.file.write(BEGIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.file.write(END)
        finally:
            self.file.close()

    def write(self, group: Group) -> None:
        for record in group.told:
            self.file.write(b",\n" if self.rows[PATH] else b"\n")
            self.file.write(jsonl.dumps(article(record)).encode())
            self.rows[PATH] += 1


def article(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as JSON-LD; what is not known is left out."""
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"urn:corpuskit:record:{record['id']}",
        "identifier": record["source_id"],
        "author": [{"@type": "Person", "name": name} for name in record["authors"]],
        "publisher": [{"@type": "Organization", "name": name} for name in record["outlet_names"]],
        "datePublished": record["date"] or record["date_partial"],
        "inLanguage": record["language"] if record["language"] != "und" else None,
        **{name: record[field] for field, name in PROPERTIES.items()},
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}
