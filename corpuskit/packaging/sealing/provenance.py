"""provenance.intoto.json: an in-toto Statement v1 with SLSA provenance v1: what was made from what by which builder.

Specifications: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md and
https://slsa.dev/spec/v1.0/provenance. It is not signed, since a key is nobody's but the publisher's, and it names no
time and no machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.workspace import CONFIG, CORRECTIONS

PATH = "provenance.intoto.json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "urn:corpuskit:build:1"
BUILDER = "urn:corpuskit"


def provenance(manifest: Mapping[str, Any], files: Sequence[FileFacts]) -> bytes:
    """The file's bytes. ``manifest`` is that of the build, ``files`` everything but this file, manifest and sums.

    The digest of the configuration is that of its content as canonical JSON, as in the manifest.
    """
    ordered = sorted(files, key=lambda file: file.path.encode())
    return indented(
        {
            "_type": STATEMENT,
            "subject": [{"name": file.path, "digest": {"sha256": file.sha256}} for file in ordered],
            "predicateType": PREDICATE,
            "predicate": {
                "buildDefinition": {
                    "buildType": BUILD_TYPE,
                    "externalParameters": {"options": manifest["options"]},
                    "internalParameters": {"schema_version": manifest["schema_version"]},
                    "resolvedDependencies": dependencies(manifest),
                },
                "runDetails": {"builder": {"id": BUILDER, "version": versions(manifest)}},
            },
        }
    )


def dependencies(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The seeds, the corpora that it was made from, the configuration and the corrections, with their hashes."""
    seeds = [{"name": f"seeds/{seed['file']}", "digest": {"sha256": seed["sha256"]}} for seed in manifest["seeds"]]
    seeds += [
        {"name": f"manifest.json of {source['title']}", "digest": {"sha256": source["manifest_sha256"]}}
        for source in manifest.get("made_from", {}).get("sources", ())
    ]
    stated = {CONFIG: manifest["configuration_sha256"], CORRECTIONS: manifest.get("corrections_sha256")}
    return [*seeds, *({"name": name, "digest": {"sha256": digest}} for name, digest in stated.items() if digest)]


def versions(manifest: Mapping[str, Any]) -> dict[str, str]:
    """With what it ran: corpuskit, Python, libraries, registries and packages of third parties."""
    registries = {f"registry of {name}": version for name, version in manifest["registries"].items()}
    return {"corpuskit": manifest["corpuskit"], **manifest["versions"], **registries, **manifest["extensions"]}
