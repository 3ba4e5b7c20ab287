"""The official validators of the standards that dist/ follows, each as a function from a folder to what it objects to.

All run without a network: the one document that roc-validator fetches is put into its cache from the package rocrate.
"""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def croissant(dist: Path) -> list[str]:
    """`mlcroissant validate`."""
    import mlcroissant

    logging.getLogger("absl").setLevel(logging.ERROR)
    try:
        dataset = mlcroissant.Dataset(jsonld=dist / "croissant.json")
    except Exception as error:
        return [str(error)]
    return sorted(dataset.metadata.issues.errors)


def croissant_records(dist: Path) -> list[str]:
    """mlcroissant again, reading every record of every record set."""
    import mlcroissant

    logging.getLogger("absl").setLevel(logging.ERROR)
    try:
        dataset = mlcroissant.Dataset(jsonld=dist / "croissant.json")
        for record_set in dataset.metadata.record_sets:
            for _ in dataset.records(record_set.uuid):
                pass
    except Exception as error:
        return [str(error)]
    return []


def data_package(dist: Path) -> list[str]:
    """`frictionless validate`."""
    import frictionless

    report = frictionless.validate(str(dist / "datapackage.json"))
    return [
        *(error.message for error in report.errors),
        *(error.message for task in report.tasks for error in task.errors),
    ]


def ro_crate(dist: Path, cache: Path | None = None) -> list[str]:
    """roc-validator, all requirements that the specification calls MUST."""
    import tempfile

    from rocrate_validator import services
    from rocrate_validator.models import Severity, ValidationSettings

    with tempfile.TemporaryDirectory() as folder:
        filled = str(Path(cache or folder) / "cache")
        _fill(filled)
        settings = ValidationSettings(
            rocrate_uri=str(dist), requirement_severity=Severity.REQUIRED, offline=True, cache_path=filled
        )
        try:
            found = services.validate(settings)
        except Exception as error:
            return [str(error)]
        return [issue.message for issue in found.get_issues()]


def _fill(name: str) -> None:
    """Puts the contexts that the package rocrate carries into the cache of roc-validator."""
    import requests
    import requests_cache
    import rocrate
    from urllib3.response import HTTPResponse

    context = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()

    class Carried(requests.adapters.BaseAdapter):
        def send(self, request: Any, **_: Any) -> requests.Response:
            answer = requests.Response()
            answer.status_code, answer.url, answer.request = 200, request.url, request
            kind = {"Content-Type": "application/ld+json"}
            answer.headers.update(kind)
            answer.raw = HTTPResponse(
                body=io.BytesIO(context), headers=kind, status=200, preload_content=False,
                request_method="GET", request_url=request.url,
            )  # fmt: skip
            return answer

        def close(self) -> None:
            pass

    session = requests_cache.CachedSession(cache_name=name, backend="sqlite", expire_after=-1)
    session.mount("https://", Carried())
    for version in ("1.1", "1.2", "1.3"):
        for headers in ({}, {"Accept": "application/ld+json, application/json"}, {"Accept": "application/ld+json"}):
            session.get(f"https://w3id.org/ro/crate/{version}/context", headers=headers)
    session.close()


def in_toto(dist: Path) -> list[str]:
    """in-toto-attestation: the statement and the predicate as their Protobuf messages."""
    from google.protobuf import json_format
    from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
    from in_toto_attestation.v1 import statement_pb2
    from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
    from in_toto_attestation.v1.statement import Statement

    try:
        content = json.loads((dist / "provenance.intoto.json").read_bytes())
        message = json_format.ParseDict(content, statement_pb2.Statement())
        Statement.copy_from_pb(message).validate()
        for subject in message.subject:
            ResourceDescriptor.copy_from_pb(subject).validate()
        json_format.ParseDict(content["predicate"], provenance_pb2.Provenance())
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return []


def card(dist: Path) -> list[str]:
    """huggingface_hub reads the card; its own check of values needs the web."""
    from huggingface_hub import DatasetCard

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            DatasetCard.load(dist / "README.md")
    except Exception as error:
        return [str(error)]
    return []


def loader(dist: Path) -> list[str]:
    """`datasets.load_dataset` of every configuration that the card names."""
    import tempfile

    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        try:
            for name in datasets.get_dataset_config_names(str(dist)):
                datasets.load_dataset(str(dist), name, cache_dir=cache)
        except Exception as error:
            return [str(error)]
    return []


def sums(dist: Path) -> list[str]:
    """`sha256sum --check`."""
    import subprocess

    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, capture_output=True, text=True, check=False
    )
    return (done.stdout + done.stderr).splitlines() if done.returncode else []


def rdf(dist: Path) -> list[str]:
    """rdflib reads the JSON-LD of datasheet.html."""
    import rdflib

    try:
        rdflib.Graph().parse(data=json.dumps(linked_data(dist)), format="json-ld")
    except Exception as error:
        return [str(error)]
    return []


def linked_data(dist: Path) -> Mapping[str, Any]:
    """The JSON-LD that datasheet.html carries."""
    import lxml.html

    page = lxml.html.fromstring((dist / "datasheet.html").read_text(encoding="utf-8"))
    (found,) = page.xpath('//script[@type="application/ld+json"]/text()')
    content: Mapping[str, Any] = json.loads(found)
    return content


#: Every validator by the name under which docs/package.md has it.
VALIDATORS: Mapping[str, Callable[[Path], list[str]]] = {
    "mlcroissant validate": croissant,
    "mlcroissant records": croissant_records,
    "frictionless": data_package,
    "roc-validator": ro_crate,
    "in-toto-attestation": in_toto,
    "DatasetCard": card,
    "load_dataset": loader,
    "sha256sum": sums,
    "rdflib": rdf,
}
#: What each reads, as a pattern of paths: elsewhere it can notice nothing.
READS: Mapping[str, str] = {
    "mlcroissant validate": r"croissant\.json",
    "mlcroissant records": r"croissant\.json|parquet",
    "frictionless": r"datapackage\.json|parquet|jsonl",
    "roc-validator": r"ro-crate|^gone:",
    "in-toto-attestation": r"intoto",
    "DatasetCard": r"README\.md",
    "load_dataset": r"README\.md|parquet",
    "sha256sum": r".",
    "rdflib": r"datasheet\.html",
}
