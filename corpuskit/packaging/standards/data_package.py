"""datapackage.json: Data Package v2, with a table schema for each Parquet file and for records.jsonl.

Specification: https://datapackage.org/standard/data-package/. Measured with frictionless 5.21: of a Parquet table it
refuses ``bytes`` and never checks ``hash``, it takes list columns for neither ``array`` nor ``list``, and it reads
whole numbers as floating point where some are null. So each Parquet file is named twice, as a table with its schema and
as a file with size and hash; lists are ``any``, and whole numbers that may be null are ``number``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit import contract
from corpuskit.flat.columns import RECORDS, Column
from corpuskit.packaging.exporters import records_jsonl
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.packaging.standards.subject import SPDX, Subject, Table, known

PATH = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"

#: Arrow type of a column → type of a field.
TYPES: Mapping[str, str] = {
    "string": "string",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
}


def data_package(subject: Subject) -> bytes:
    """The file's bytes."""
    config = subject.config
    return indented(
        {"$schema": f"{PROFILES}/datapackage.json", "name": subject.name}
        | known(
            {
                "title": subject.document.title,
                "description": subject.description,
                "homepage": config.get("homepage"),
                "id": f"https://doi.org/{config['doi']}" if "doi" in config else None,
                "version": config.get("version"),
                "created": f"{subject.released}T00:00:00Z" if subject.released else None,
                "keywords": subject.keywords,
                "licenses": _licenses(subject),
                "contributors": list(_contributors(config)),
            }
        )
        | {"resources": list(_resources(subject))}
    )


def _licenses(subject: Subject) -> list[dict[str, str]]:
    stated = subject.config.get("license")
    if stated is None:
        return []
    known_license = (subject.license or "").startswith(SPDX)
    return [{"name": stated} | ({"path": f"{SPDX}{stated}"} if known_license else {"title": stated})]


def _contributors(config: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for person in config.get("creators", ()):
        yield {"title": person["name"]} | known(
            {
                "email": person.get("email"),
                "organization": person.get("affiliation"),
                "path": f"https://orcid.org/{person['orcid']}" if "orcid" in person else None,
                "roles": ["creator"],
            }
        )
    if "maintainer" in config:
        yield {"title": config["maintainer"], "roles": ["maintainer"]}


def _resources(subject: Subject) -> Iterator[dict[str, Any]]:
    tables = {table.file.path: table for table in subject.tables}
    for path, file in subject.files.items():
        if path in tables:
            yield _table(tables[path])
            yield _whole(file, f"{tables[path].name}-file", subject)
        elif path == records_jsonl.PATH:
            yield _whole(file, "records-jsonl", subject) | {"type": "table", "schema": _json_schema()}
        elif path in subject.held:
            yield _whole(file, path.lower().replace("/", "-").replace(".", "-"), subject)


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": table.file.path,
        "scheme": "file",
        "format": "parquet",
        "mediatype": table.file.media_type,
        "description": table.about,
        "schema": _schema(table),
    }


def _whole(file: FileFacts, name: str, subject: Subject) -> dict[str, Any]:
    text = file.media_type.startswith("text/") or "json" in file.media_type
    return {
        "name": name,
        "type": "file",
        "path": file.path,
        "scheme": "file",
        "format": file.path.rpartition(".")[2],
        "mediatype": file.media_type,
        **({"encoding": "utf-8"} if text else {}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        **known({"description": subject.held[file.path].about}),
    }


def _schema(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(table.name, column) for column in table.columns],
    }
    if table.name == RECORDS:
        return found | {"primaryKey": ["id"]}
    reference = {"resource": RECORDS, "fields": ["id"]}
    return found | {
        "primaryKey": ["record_id", "position"],
        "foreignKeys": [{"fields": ["record_id"], "reference": reference}],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    found = {
        "name": column.name,
        "type": field_type(column),
        "description": column.description,
    }
    if column.nullable or column.is_list:
        return found
    unique = {"unique": True} if table == RECORDS and column.name == "id" else {}
    return found | {"constraints": {"required": True, **unique}}


def field_type(column: Column) -> str:
    """The type that a column has in the table schema."""
    if column.is_list:
        return "any"
    return "number" if column.nullable and column.type == "int64" else TYPES[column.type]


def _json_schema() -> dict[str, Any]:
    """The fields of a record as it stands in records.jsonl."""
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [
            {
                "name": field.name,
                "type": "date" if field.format == "date" else field.type,
                "description": field.description,
            }
            for field in contract.fields()
        ],
        "primaryKey": ["id"],
    }
