"""data/records.jsonld: the records as schema.org/NewsArticle in one JSON-LD document; the context is inline."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group
from corpuskit.packaging.joining import around, each, filled

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


class Writer(Writing):
    """Appends the articles of each group."""

    WRITES = FILES

    def begin(self) -> None:
        self.files[PATH].write(BEGIN)

    def end(self) -> None:
        self.files[PATH].write(END)

    def write(self, group: Group) -> None:
        for records in group.told():
            found = articles(records)
            self.files[PATH].write(found if self.rows[PATH] else found.removeprefix(b","))
            self.rows[PATH] += len(records["id"])


def articles(records: Mapping[str, pa.Array]) -> bytes:
    """Records as JSON-LD, a comma and a line end before each; what is not known is left out."""
    ids = pc.binary_join_element_wise("urn:corpuskit:record:", records["id"], "")
    known: dict[str, pa.Array] = {
        "@type": jsonl.json_of(pa.repeat("NewsArticle", len(ids)), {}),
        "@id": jsonl.json_of(ids, {}),
        "identifier": jsonl.stated(records["source_id"]),
        "author": _named("Person", records["authors"]),
        "publisher": _named("Organization", records["outlet_names"]),
        "datePublished": jsonl.stated(records["date"]),
        "inLanguage": jsonl.stated(records["language"]),
        **{name: jsonl.stated(records[field]) for field, name in PROPERTIES.items()},
    }
    return jsonl.objects(known)


def _named(kind: str, names: pa.ListArray) -> pa.Array:
    """Lists of people or organizations, null where nobody is named."""
    opening = b'{"@type":"' + kind.encode() + b'","name":'
    entries = around(opening.replace(b'"', jsonl.QUOTE), jsonl.json_of(names.flatten(), {}), b"}")
    return around(b"[", filled(each(names, entries, b",")), b"]")
