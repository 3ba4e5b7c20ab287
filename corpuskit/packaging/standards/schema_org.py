"""schema.org/Dataset, for search engines of data sets; datasheet.html carries it as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.flat.columns import RECORDS
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.standards.subject import Subject, known

CONTEXT = {"@vocab": "https://schema.org/"}


def schema_org(subject: Subject) -> dict[str, Any]:
    """The data set with its files and columns; the context is inline, so that nothing has to be fetched."""
    return {"@context": CONTEXT, "@type": "Dataset"} | known(
        {
            "@id": subject.address,
            "name": subject.document.title,
            "description": subject.description,
            "url": subject.config.get("homepage"),
            "identifier": subject.address if "doi" in subject.config else None,
            "version": subject.config.get("version"),
            "license": subject.license,
            "copyrightNotice": subject.rights,
            "datePublished": subject.released,
            "inLanguage": subject.languages,
            "keywords": subject.keywords,
            "creator": creators(subject),
            "publisher": publisher(subject),
            "funding": [_grant(part) for part in subject.config.get("funding", ())],
            "temporalCoverage": subject.period,
            "distribution": [_download(file) for path, file in subject.files.items() if path in subject.held],
            "variableMeasured": [
                {"@type": "PropertyValue", "name": column.name, "description": column.description}
                for table in subject.tables
                for column in table.columns
                if table.name == RECORDS
            ],
        }
    )


def _download(file: FileFacts) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.path,
        "contentUrl": file.path,
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def creators(subject: Subject, prefix: str = "") -> list[dict[str, Any]]:
    """The creators as stated: a person where an ORCID iD or an affiliation tells so, else a body."""
    return [_person(person, prefix) for person in subject.config.get("creators", ())]


def publisher(subject: Subject, prefix: str = "") -> dict[str, Any] | None:
    """The maintainer, where one is stated."""
    if "maintainer" not in subject.config:
        return None
    return {"@type": f"{prefix}Organization", "name": subject.config["maintainer"]}


def _person(person: Mapping[str, str], prefix: str) -> dict[str, Any]:
    is_person = "orcid" in person or "affiliation" in person
    found: dict[str, Any] = {"@type": f"{prefix}{'Person' if is_person else 'Organization'}", "name": person["name"]}
    if "orcid" in person:
        found["@id"] = f"https://orcid.org/{person['orcid']}"
    if "email" in person:
        found["email"] = person["email"]
    if "affiliation" in person:
        found["affiliation"] = {"@type": f"{prefix}Organization", "name": person["affiliation"]}
    return found


def _grant(part: Mapping[str, str]) -> dict[str, Any]:
    funder = {"@type": "Organization", "name": part["funder"]}
    return {"@type": "Grant", "funder": funder} | known({"identifier": part.get("grant")})
