"""croissant.json: Croissant 1.1 with the RAI vocabulary, by which loaders of machine learning read the tables.

Specification: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html. Measured with mlcroissant 1.1.1: it
reads ``application/x-parquet`` only, so both media types of Parquet are given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corpuskit.counting import counted
from corpuskit.flat.columns import RECORDS, Column
from corpuskit.packaging.exporters.parquet import MEDIA_TYPE
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.packaging.standards.schema_org import creators, publisher
from corpuskit.packaging.standards.subject import Subject, Table, known
from corpuskit.ready import read_list

PATH = "croissant.json"

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
#: Arrow type of a column (of the items, for a list) → data type.
TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "int64": "sc:Integer",
    "double": "sc:Float",
    "bool": "sc:Boolean",
    "date32[day]": "sc:Date",
}
PARQUET = [MEDIA_TYPE, "application/x-parquet"]


def croissant(subject: Subject) -> bytes:
    """The file's bytes."""
    return indented(
        {"@context": _context(), "@type": "sc:Dataset", "conformsTo": list(CONFORMS_TO)}
        | known(
            {
                "name": subject.name,
                "alternateName": subject.document.title,
                "description": subject.description,
                "url": subject.address,
                "version": subject.config.get("version"),
                "license": subject.license,
                "citeAs": subject.config.get("citation"),
                "datePublished": subject.released,
                "inLanguage": subject.languages,
                "keywords": subject.keywords,
                "creator": creators(subject, "sc:"),
                "publisher": publisher(subject, "sc:"),
                "temporalCoverage": subject.period,
            }
        )
        | known({f"rai:{name}": subject.answer(questions) for name, questions in _rai().items()})
        | {
            "distribution": [_file(subject, file) for path, file in subject.files.items() if path in subject.held],
            "recordSet": [_record_set(table) for table in subject.tables],
        }
    )


@cache
def _rai() -> Mapping[str, list[str]]:
    return read_list(Path(__file__).with_name("rai.toml"))


@cache
def _context() -> Mapping[str, Any]:
    """The JSON-LD context that the specification asks for, inline: nothing has to be fetched."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("croissant_context.json").read_bytes())
    return found


def _file(subject: Subject, file: FileFacts) -> dict[str, Any]:
    held = subject.held[file.path]
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        **known({"description": held.about}),
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": PARQUET if file.media_type == MEDIA_TYPE else file.media_type,
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    key = ["id"] if table.name == RECORDS else ["record_id", "position"]
    ids = [{"@id": f"{table.name}/{column}"} for column in key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.about} {counted(table.rows, 'row')}.",
        "key": ids[0] if len(ids) == 1 else ids,
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    found = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": TYPES[column.item_type],
        **({"isArray": True, "arrayShape": "-1"} if column.is_list else {}),
        "source": {"fileObject": {"@id": table.file.path}, "extract": {"column": column.name}},
    }
    if column.name == "record_id":
        found["references"] = {"field": {"@id": f"{RECORDS}/id"}}
    return found
