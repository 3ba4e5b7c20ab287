"""Faults planted into the dist/ of a finished corpus, each under a seal redone to match: docs/package.md lists them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from resealing import reseal

Plant = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to a folder, and where; without ``restated`` the statement of provenance stays as the fault is."""

    what: str
    plant: Plant
    restated: bool = True

    def into(self, dist: Path) -> None:
        self.plant(dist)
        reseal(dist, restated=self.restated)


@contextmanager
def edited(path: Path) -> Iterator[Any]:
    """The JSON of a file, written back when the block ends."""
    content = json.loads(path.read_bytes())
    yield content
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def in_json(name: str, change: Callable[[Any], None]) -> Plant:
    def plant(dist: Path) -> None:
        with edited(dist / name) as content:
            change(content)

    return plant


def in_text(name: str, old: str, new: str) -> Plant:
    def plant(dist: Path) -> None:
        text = (dist / name).read_text(encoding="utf-8")
        changed = re.sub(old, new, text, count=1)
        assert changed != text, f"{name} has no {old}"
        (dist / name).write_text(changed, encoding="utf-8")

    return plant


def in_table(name: str, change: Callable[[Any], Any]) -> Plant:
    def plant(dist: Path) -> None:
        path = dist / "data" / f"{name}.parquet"
        pq.write_table(change(pq.read_table(path)), path)

    return plant


def _absent(content: Any) -> None:
    content["distribution"][0]["contentUrl"] = "data/notes.parquet"


def _column(content: Any) -> None:
    content["recordSet"][0]["field"][2]["source"]["extract"]["column"] = "headline"


def _set(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        held = content
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = to

    return change


def _drop(*path: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        held = content
        for step in path[:-1]:
            held = held[step]
        del held[path[-1]]

    return change


def _resource(name: str, /, **changed: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        next(entry for entry in content["resources"] if entry["name"] == name).update(changed)

    return change


def _field(name: str, /, **changed: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        fields = next(e for e in content["resources"] if e["name"] == "records")["schema"]["fields"]
        next(field for field in fields if field["name"] == name).update(changed)

    return change


def _part(path: str, /, **changed: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        next(entity for entity in content["@graph"] if entity["@id"] == path).update(changed)

    return change


def _unlisted(content: Any) -> None:
    root = next(entity for entity in content["@graph"] if entity["@id"] == "./")
    root["hasPart"] = [part for part in root["hasPart"] if part["@id"] != "data/caveats.parquet"]


WRONG = "0" * 64

FAULTS: Mapping[str, Fault] = {
    fault.what: fault
    for fault in (
        Fault("croissant.json names an absent file", in_json("croissant.json", _absent)),
        Fault(
            "croissant.json has the wrong hash of a table",
            in_json("croissant.json", _set("distribution", 0, "sha256", to=WRONG)),
        ),
        Fault(
            "croissant.json has the wrong size of a file",
            in_json("croissant.json", _set("distribution", 0, "contentSize", to="1 B")),
        ),
        Fault("croissant.json reads an absent column", in_json("croissant.json", _column)),
        Fault("croissant.json leaves out a column", in_json("croissant.json", _drop("recordSet", 0, "field", 3))),
        Fault(
            "croissant.json has another type of a column",
            in_json("croissant.json", _set("recordSet", 0, "field", 2, "dataType", to="sc:Integer")),
        ),
        Fault(
            "croissant.json has an absolute path",
            in_json("croissant.json", _set("distribution", 0, "contentUrl", to="/data/records.parquet")),
        ),
        Fault("croissant.json leaves out a table", in_json("croissant.json", _drop("recordSet", 1))),
        Fault("croissant.json has an unknown licence", in_json("croissant.json", _set("license", to="CC-BY-9.0"))),
        Fault(
            "datapackage.json names an absent file",
            in_json("datapackage.json", _resource("records-file", path="data/x.parquet")),
        ),
        Fault(
            "datapackage.json has the wrong hash of a table",
            in_json("datapackage.json", _resource("records", hash=f"sha256:{WRONG}")),
        ),
        Fault(
            "datapackage.json has the wrong hash of a file",
            in_json("datapackage.json", _resource("records-file", hash=f"sha256:{WRONG}")),
        ),
        Fault(
            "datapackage.json has the wrong size of a file",
            in_json("datapackage.json", _resource("records-jsonl", bytes=1)),
        ),
        Fault(
            "datapackage.json has a path that leads out",
            in_json("datapackage.json", _resource("records", path="../records.parquet")),
        ),
        Fault(
            "datapackage.json has another type of a column",
            in_json("datapackage.json", _field("title", type="integer")),
        ),
        Fault("datapackage.json names an absent column", in_json("datapackage.json", _field("title", name="headline"))),
        Fault(
            "datapackage.json has a key that is no column",
            in_json("datapackage.json", _set("resources", 0, "schema", "primaryKey", to=["number"])),
        ),
        Fault(
            "datapackage.json has an unknown licence",
            in_json("datapackage.json", _set("licenses", to=[{"name": "CC-BY-9.0"}])),
        ),
        Fault("ro-crate-metadata.json leaves out a file", in_json("ro-crate-metadata.json", _unlisted)),
        Fault(
            "ro-crate-metadata.json has the wrong hash of a file",
            in_json("ro-crate-metadata.json", _part("records.jsonl", sha256=WRONG)),
        ),
        Fault("ro-crate-metadata.json has another title", in_json("ro-crate-metadata.json", _part("./", name="Other"))),
        Fault(
            "provenance.intoto.json has a malformed hash",
            in_json("provenance.intoto.json", _set("subject", 0, "digest", "sha256", to="abc")),
            restated=False,
        ),
        Fault(
            "provenance.intoto.json leaves out a file",
            in_json("provenance.intoto.json", _drop("subject", 0)),
            restated=False,
        ),
        Fault(
            "provenance.intoto.json names another seed",
            in_json(
                "provenance.intoto.json",
                _set("predicate", "buildDefinition", "resolvedDependencies", 0, "digest", "sha256", to=WRONG),
            ),
            restated=False,
        ),
        Fault(
            "README.md leads loaders to an absent file",
            in_text("README.md", r'path: "data/records\.parquet"', 'path: "data/none.parquet"'),
        ),
        Fault(
            "README.md leads loaders to another table",
            in_text("README.md", r'path: "data/caveats\.parquet"', 'path: "data/evidence.parquet"'),
        ),
        Fault(
            "datasheet.json has the wrong count of records",
            in_json("datasheet.json", _set("figures", "records", to=10_000)),
        ),
        Fault(
            "datasheet.html has the wrong hash in its JSON-LD",
            in_text("datasheet.html", r'"sha256":"[0-9a-f]{64}"', f'"sha256":"{WRONG}"'),
        ),
        Fault(
            "CITATION.cff has another licence", in_text("CITATION.cff", 'license: "CC-BY-4.0"', 'license: "CC0-1.0"')
        ),
        Fault("record.schema.json allows anything", in_json("record.schema.json", _drop("required"))),
        Fault("records.parquet lacks a record", in_table("records", lambda table: table.slice(1))),
        Fault("caveats.parquet lacks a row", in_table("caveats", lambda table: table.slice(1))),
        Fault(
            "records.parquet has another type of a column",
            in_table(
                "records",
                lambda table: table.set_column(
                    table.schema.get_field_index("word_count"), "word_count", table["word_count"].cast("int32")
                ),
            ),
        ),
        Fault("croissant.json was removed", lambda dist: (dist / "croissant.json").unlink()),
    )
}
