"""The descriptions in dist/ as read from their files, one function a standard.

A reader raises KeyError, TypeError, IndexError, AttributeError or ValueError for what does not have the shape of its
standard; `corpuskit.checking.verifying.descriptions.checking` makes that a problem.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from corpuskit.checking.verifying.descriptions.description import DescribedFile, DescribedTable, Description
from corpuskit.flat.columns import Column
from corpuskit.packaging.exporters import text_files
from corpuskit.packaging.sealing import bagit, provenance
from corpuskit.packaging.sealing.manifest import GITIGNORE, MANIFEST, SCHEMA, SUMS
from corpuskit.packaging.standards import croissant as croissants
from corpuskit.packaging.standards import data_package as packages
from corpuskit.packaging.standards import dcat as catalogues
from corpuskit.packaging.standards import ro_crate as crates
from corpuskit.packaging.standards.subject import SPDX

_LINKED = '<script type="application/ld+json">'
_HEAD = re.compile(r"\A---\n(.*?)^---$", re.DOTALL | re.MULTILINE)
_CITED = re.compile(r'^(title|license): "(.*)"$', re.MULTILINE)


def _license(stated: str | None) -> str | None:
    return stated.removeprefix(SPDX) if stated is not None else None


def croissant(data: bytes) -> Description:
    content = json.loads(data)
    by_id = {entry["@id"]: entry for entry in content["distribution"]}
    files = [DescribedFile(e["contentUrl"], e["sha256"], int(e["contentSize"].split(" ")[0])) for e in by_id.values()]
    names = [entry["@id"] for entry in content["distribution"]]
    faults = [f"two files have the @id {name}" for name in sorted({n for n in names if names.count(n) > 1})]
    known = {field["@id"] for entry in content["recordSet"] for field in entry["field"]}
    tables = []
    for entry in content["recordSet"]:
        sources = {field["source"]["fileObject"]["@id"] for field in entry["field"]}
        if len(sources) != 1 or not sources <= set(by_id):
            raise ValueError(f"the fields of the record set {entry['@id']} do not come from one file that is listed")
        keys = entry["key"] if isinstance(entry["key"], list) else [entry["key"]]
        faults += [f"the key {key['@id']} is no field" for key in keys if key["@id"] not in known]
        faults += [f"{f['@id']} refers to no field" for f in entry["field"] if _reference(f) not in {None, *known}]
        columns = [(field["source"]["extract"]["column"], _croissant_type(field)) for field in entry["field"]]
        tables.append(DescribedTable(entry["@id"], by_id[sources.pop()]["contentUrl"], columns))
    return Description(
        files, tables, content["alternateName"], _license(content.get("license")),
        must_list=is_data, column_type=_croissant_column_type, faults=faults,
    )  # fmt: skip


def _reference(field: Mapping[str, Any]) -> str | None:
    found: str | None = field["references"]["field"]["@id"] if "references" in field else None
    return found


def _croissant_type(field: Mapping[str, Any]) -> str:
    return f"list of {field['dataType']}" if field.get("isArray") else str(field["dataType"])


def _croissant_column_type(column: Column) -> str:
    name = croissants.TYPES[column.item_type]
    return f"list of {name}" if column.is_list else name


def data_package(data: bytes) -> Description:
    content = json.loads(data)
    files, tables, faults = [], [], []
    names = {entry["name"] for entry in content["resources"]}
    for entry in content["resources"]:
        if entry["type"] == "table" and entry["format"] == "parquet":
            columns = [(field["name"], field["type"]) for field in entry["schema"]["fields"]]
            tables.append(DescribedTable(entry["name"], entry["path"], columns))
            if "hash" in entry or "bytes" in entry:
                files.append(_resource(entry))
            keys = [*entry["schema"].get("primaryKey", ())]
            for foreign in entry["schema"].get("foreignKeys", ()):
                keys += foreign["fields"]
                if foreign["reference"]["resource"] not in names:
                    faults.append(f"a key of {entry['name']} refers to a resource that is not there")
            known = {name for name, _ in columns}
            faults += [f"the key {key} of {entry['name']} is no field" for key in keys if key not in known]
        else:
            files.append(_resource(entry))
    listed = content.get("licenses", [])
    return Description(
        files, tables, content["title"], listed[0]["name"] if listed else None,
        must_list=is_data, column_type=packages.field_type, faults=faults,
    )  # fmt: skip


def _resource(entry: Mapping[str, Any]) -> DescribedFile:
    return DescribedFile(entry["path"], entry.get("hash", "").removeprefix("sha256:") or None, entry.get("bytes"))


def ro_crate(data: bytes) -> Description:
    entities = {entity["@id"]: entity for entity in json.loads(data)["@graph"]}
    root = entities["./"]
    files = [entities[part["@id"]] for part in root["hasPart"]]
    licence = entities[root["license"]["@id"]]
    stated = None if licence["@id"] == crates.UNSTATED else licence["name"]
    told = [DescribedFile(file["@id"], file["sha256"], int(file["contentSize"])) for file in files]
    return Description(told, title=root["name"], license=_license(stated), must_list=_before_the_crate)


def in_toto(data: bytes) -> Description:
    content = json.loads(data)
    files = [DescribedFile(entry["name"], entry["digest"]["sha256"]) for entry in content["subject"]]
    wrong = [
        f"{name} is not {wanted}"
        for name, wanted in (("_type", provenance.STATEMENT), ("predicateType", provenance.PREDICATE))
        if content[name] != wanted
    ]
    return Description(files, must_list=lambda path: path not in {provenance.PATH, MANIFEST, SUMS}, faults=wrong)


def page(data: bytes) -> Description:
    linked, end, _ = data.decode("utf-8").partition(_LINKED)[2].partition("</script>")
    if not end:
        raise ValueError("it carries no JSON-LD")
    content = json.loads(linked)
    files = [
        DescribedFile(entry["contentUrl"], entry["sha256"], int(entry["contentSize"].split(" ")[0]))
        for entry in content["distribution"]
    ]
    return Description(files, title=content["name"], license=_license(content.get("license")), must_list=is_data)


def card(data: bytes) -> Description:
    """The head of README.md, as far as loaders read it: each configuration with its file."""
    head = _HEAD.match(data.decode("utf-8"))
    if head is None:
        raise ValueError("it has no YAML head")
    lines = head[1].splitlines()
    title = next(json.loads(line.partition(": ")[2]) for line in lines if line.startswith("pretty_name: "))
    told = list(_configurations(lines))
    files = [DescribedFile(path, sha256) for _, path, sha256 in told]
    return Description(files, [DescribedTable(name, path, ()) for name, path, _ in told], title)


def _configurations(lines: list[str]) -> Iterator[tuple[str, str, str | None]]:
    """Name, path and SHA-256 of each table; the last where the card has it."""
    name, sha256 = "", None
    for line in lines:
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if key == "config_name":
            name, sha256 = json.loads(value), None
        elif key == "description":
            sha256 = json.loads(value).removeprefix("SHA-256 ")
        elif key == "path":
            yield name, json.loads(value), sha256


def citation(data: bytes) -> Description:
    """CITATION.cff: title and licence."""
    stated = {key: json.loads(f'"{value}"') for key, value in _CITED.findall(data.decode("utf-8"))}
    return Description(title=stated["title"], license=stated.get("license"))


def dcat(data: bytes) -> Description:
    content = json.loads(data)
    licence = content.get("dct:license")
    files = [
        DescribedFile(
            entry["dcat:downloadURL"]["@id"],
            entry["spdx:checksum"]["spdx:checksumValue"]["@value"],
            int(entry["dcat:byteSize"]["@value"]),
        )
        for entry in content["dcat:distribution"]
    ]
    stated = licence["@id"] if isinstance(licence, dict) else licence
    return Description(files, title=content["dct:title"], license=_license(stated), must_list=is_data)


def datasheet(data: bytes) -> Description:
    content = json.loads(data)
    figures = content["figures"]
    tallies = figures["caveats"]["codes"]
    counts = {
        "records": figures["records"],
        "words": figures["words"],
        "caveats": sum(tally["caveats"] + tally["withdrawn"] for tally in tallies),
        "evidence": sum(row["from_bytes"] + row["from_elsewhere"] for row in figures["evidence"]),
    }
    return Description(title=content["title"], counts=counts)


def is_data(path: str) -> bool:
    """Whether every description of the data has to name a file; single texts are listed by the crate alone."""
    return path.endswith(".jsonl") or (path.startswith("data/") and not path.startswith(f"{text_files.FOLDER}/"))


def _before_the_crate(path: str) -> bool:
    later = {bagit.DECLARATION, bagit.INFO, bagit.PAYLOAD, bagit.TAGS, provenance.PATH, MANIFEST, SUMS}
    return path not in later | {crates.PATH, GITIGNORE, SCHEMA}


#: Every description by its path below dist/.
READERS: Mapping[str, Callable[[bytes], Description]] = {
    croissants.PATH: croissant,
    packages.PATH: data_package,
    crates.PATH: ro_crate,
    provenance.PATH: in_toto,
    catalogues.PATH: dcat,
    "datasheet.html": page,
    "datasheet.json": datasheet,
    "README.md": card,
    "CITATION.cff": citation,
}
#: Those that not every corpus has: the crate needs a day of release, the citation an author, DCAT a wish.
OPTIONAL = frozenset({crates.PATH, catalogues.PATH, "CITATION.cff"})
