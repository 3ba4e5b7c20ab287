"""ro-crate-metadata.json: RO-Crate 1.3, by which archives of research data know what each file is.

Specification: https://www.researchobject.org/ro-crate/specification/1.3/. It asks for a day of publication; where
nobody stated one and SOURCE_DATE_EPOCH is not set there is no crate, since the clock would be an invention.
"""

from __future__ import annotations

from typing import Any

from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.packaging.standards.schema_org import creators, publisher
from corpuskit.packaging.standards.subject import SPDX, Subject, known

PATH = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.3"
UNSTATED = "#no-licence-stated"


def ro_crate(subject: Subject) -> bytes | None:
    """The file's bytes; None where no day of release is known."""
    if subject.released is None:
        return None
    people = [_entity(person, f"#creator-{number}") for number, person in enumerate(creators(subject), 1)]
    keeper = publisher(subject)
    body = keeper | {"@id": "#maintainer"} if keeper else None
    affiliations = [person.pop("affiliation_entity") for person in people if "affiliation_entity" in person]
    licence = _license(subject)
    files = [_file(subject, file) for file in subject.files.values()]
    root = {"@id": "./", "@type": "Dataset"} | known(
        {
            "name": subject.document.title,
            "description": subject.description,
            "datePublished": subject.released,
            "license": {"@id": licence["@id"]},
            "identifier": subject.address if "doi" in subject.config else None,
            "url": subject.config.get("homepage"),
            "version": subject.config.get("version"),
            "copyrightNotice": subject.rights,
            "keywords": subject.keywords,
            "inLanguage": subject.languages,
            "temporalCoverage": subject.period,
            "author": [{"@id": person["@id"]} for person in people],
            "publisher": {"@id": body["@id"]} if body else None,
            "hasPart": [{"@id": file["@id"]} for file in files],
        }
    )
    descriptor = {
        "@id": PATH,
        "@type": "CreativeWork",
        "conformsTo": {"@id": VERSION},
        "about": {"@id": "./"},
    }
    entities = [descriptor, root, licence, *people, *affiliations, *([body] if body else []), *files]
    return indented({"@context": f"{VERSION}/context", "@graph": entities})


def _entity(person: dict[str, Any], fallback: str) -> dict[str, Any]:
    """A creator as an entity of the graph, which is flat: the affiliation is one of its own."""
    found = {"@id": fallback} | person
    if "affiliation" in found:
        body = found["affiliation"] | {"@id": f"{fallback}-affiliation"}
        return found | {"affiliation": {"@id": body["@id"]}, "affiliation_entity": body}
    return found


def _license(subject: Subject) -> dict[str, Any]:
    stated = subject.config.get("license")
    if stated is None:
        about = "No licence of the compilation is stated. Rights in the articles stay with whom they belong to."
        return {"@id": UNSTATED, "@type": "CreativeWork", "name": "No licence stated", "description": about}
    listed = subject.license if (subject.license or "").startswith(SPDX) else "#licence"
    about = "Licence of the compilation; it says nothing about the articles themselves."
    return {"@id": listed, "@type": "CreativeWork", "name": stated, "description": about}


def _file(subject: Subject, file: FileFacts) -> dict[str, Any]:
    held = subject.held.get(file.path)
    return {"@id": file.path, "@type": "File"} | known(
        {
            "name": file.path,
            "description": held.about if held else None,
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
    )
