"""dcat.jsonld: DCAT 3, for catalogues of open data; written when it is asked for (``--also dcat``)."""

from __future__ import annotations

from typing import Any

from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.packaging.standards.subject import Subject, known

NAME = "dcat"
PATH = "dcat.jsonld"
MEDIA = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(subject: Subject) -> bytes:
    """The file's bytes."""
    config = subject.config
    first, _, last = (subject.period or "").partition("/")
    period = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@value": first, "@type": "xsd:date"},
        "dcat:endDate": {"@value": last, "@type": "xsd:date"},
    }
    return indented(
        {"@context": CONTEXT, "@type": "dcat:Dataset"}
        | known(
            {
                "@id": subject.address,
                "dct:title": subject.document.title,
                "dct:description": subject.description,
                "dct:identifier": config.get("doi"),
                "dcat:version": config.get("version"),
                "dcat:keyword": subject.keywords,
                "dcat:landingPage": {"@id": config["homepage"]} if "homepage" in config else None,
                "dct:license": _license(subject),
                "dct:issued": {"@value": subject.released, "@type": "xsd:date"} if subject.released else None,
                "dct:temporal": period if first else None,
                "dct:language": subject.languages,
                "dct:creator": [{"@type": "foaf:Agent", "foaf:name": p["name"]} for p in config.get("creators", ())],
                "dct:publisher": {"@type": "foaf:Agent", "foaf:name": config["maintainer"]}
                if "maintainer" in config
                else None,
                "dcat:distribution": [_file(file) for path, file in subject.files.items() if path in subject.held],
            }
        )
    )


def _license(subject: Subject) -> dict[str, str] | str | None:
    stated = subject.license
    return {"@id": stated} if stated and stated.startswith("https://") else stated


def _file(file: FileFacts) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:downloadURL": {"@id": file.path},
        "dcat:mediaType": {"@id": f"{MEDIA}{file.media_type}"},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }
