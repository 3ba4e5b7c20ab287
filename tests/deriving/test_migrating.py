"""A corpus of an earlier version is read, and written anew in the present one.

corpus-1.0.0.zip is what the project's first working build (638a45c) wrote for the dump that `init --example` gives.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.contract import schema_version
from corpuskit.deriving.migrating import migrate
from corpuskit.deriving.selecting import Choice, select
from corpuskit.model import FORMAT_VERSION, CorpuskitError

OLD = Path(__file__).with_name("corpus-1.0.0.zip")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with zipfile.ZipFile(OLD) as file:
        file.extractall(tmp_path / "old")
    return tmp_path / "old"


def records(dist: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / "records.jsonl").read_bytes().splitlines()]


def test_a_corpus_of_an_earlier_version_is_read_and_this_is_told_once(old: Path) -> None:
    (found,) = corpuskit.validate(old)
    assert (found.code, found.severity) == ("schema-version-older", "note")
    assert "corpuskit migrate" in found.hint
    assert len(list(corpuskit.load(old, form="records"))) == 6
    assert corpuskit.load(old, ["date"]).num_rows == 6
    verified = verify(old)
    assert [problem.code for problem in verified.problems] == ["schema-version-older"]
    assert any("an earlier version wrote" in line for line in verified.checked)


def test_migrating_changes_the_version_adds_what_a_build_writes_and_keeps_every_record(old: Path) -> None:
    before = {path.name: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    new = old.parent / "new"
    made = migrate(old, new)
    assert made.manifest is not None
    assert made.manifest.content["format_version"] == FORMAT_VERSION
    assert records(new) == [record | {"schema_version": schema_version()} for record in records(old)]
    assert {record["schema_version"] for record in records(old)} == {"1.0.0"}
    assert made.changes == (
        f"6 records of schema 1.0.0 are now of {schema_version()}",
        f"the manifest is of format {FORMAT_VERSION}, instead of 1.0.0",
        "croissant.json is new",
        "datapackage.json is new",
        "provenance.intoto.json is new",
    )
    assert verify(new).problems == ()
    assert corpuskit.validate(new) == []
    assert "Notices of a harbour" in (new / "README.md").read_text(encoding="utf-8")
    assert {path.name: path.read_bytes() for path in old.rglob("*") if path.is_file()} == before
    assert migrate(new).manifest is None


def test_migrating_in_place_and_what_the_command_says(old: Path) -> None:
    command = [sys.executable, "-m", "corpuskit", "migrate", "old"]
    done = subprocess.run(command, cwd=old.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "6 records of schema 1.0.0 are now of" in done.stderr
    assert verify(old).problems == ()
    again = subprocess.run([*command, "-q"], cwd=old.parent, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, "")


def test_a_part_of_an_earlier_corpus_is_of_the_present_version(old: Path) -> None:
    select(old, old.parent / "part", Choice(where="word_count > 90"))
    assert {record["schema_version"] for record in records(old.parent / "part")} == {schema_version()}
    assert verify(old.parent / "part").problems == ()


def test_a_corpus_of_a_later_version_is_not_touched(old: Path) -> None:
    migrate(old)
    manifest = json.loads((old / "manifest.json").read_bytes())
    manifest["schema_version"] = "1.99.0"
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (old / "manifest.json").write_text(text, encoding="utf-8")
    from hashlib import sha256

    sums = (old / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    kept = [line for line in sums if not line.endswith("  manifest.json")]
    kept.append(f"{sha256(text.encode()).hexdigest()}  manifest.json")
    (old / "SHA256SUMS").write_text("".join(f"{line}\n" for line in sorted(kept, key=lambda one: one[66:].encode())))
    with pytest.raises(CorpuskitError) as caught:
        migrate(old)
    assert [problem.code for problem in caught.value.problems] == ["schema-version-newer"]


def test_a_damaged_corpus_is_not_migrated(old: Path) -> None:
    with (old / "records.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(CorpuskitError, match=r"records\.jsonl"):
        migrate(old)
