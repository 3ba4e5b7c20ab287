"""`verify --rebuild` proves a corpus; `build --repair` mends one, from what is left of it or from its seeds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit import pipeline
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging.sealing import manifest as sealing
from corpuskit.packaging.sealing.file_facts import measure
from corpuskit.rebuilding import rebuild
from corpuskit.repairing import repair

DUMPS = Path(__file__).parent / "dumps"
PLAIN = pipeline.Options()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "seeds").mkdir()
    shutil.copy(DUMPS / "harbour.txt", folder / "seeds")
    corpuskit.build(folder, also=["csv"], without=["language"])
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "workspace")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 4
    path.write_bytes(bytes(raw))


def test_a_corpus_is_proved_by_building_it_again(workspace: Path, tmp_path: Path) -> None:
    found = rebuild(workspace / "dist")
    assert found.problems == ()
    assert "the same, byte for byte" in found.checked[0]
    moved = shutil.move(workspace / "dist", tmp_path / "dist")
    assert rebuild(moved, workspace / "seeds").problems == ()
    with pytest.raises(CorpuskitError) as raised:
        rebuild(moved)
    assert (raised.value.problems[0].code, raised.value.exit_code) == ("no-such-seeds", Exit.USAGE)
    with pytest.raises(CorpuskitError) as raised:
        rebuild(workspace)
    assert raised.value.problems[0].code == "no-dist"


def test_a_corpus_of_loose_files_is_proved_too(tmp_path: Path) -> None:
    corpuskit.build(DUMPS / "harbour.txt", out=tmp_path / "dist")
    assert rebuild(tmp_path / "dist", DUMPS / "harbour.txt").problems == ()


def test_other_seeds_are_named_with_the_records_that_differ(workspace: Path) -> None:
    seed = workspace / "seeds" / "harbour.txt"
    seed.write_bytes(seed.read_bytes().replace(b" the ", b" The ", 1))
    (found,) = rebuild(workspace / "dist").problems
    assert found.code == "rebuild-differs"
    assert "seed harbour.txt is another one" in found.message
    assert "records (" in found.message


def reseal(dist: Path, change: dict[str, Any], pages: bool = False) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    content |= change
    if pages:
        (dist / "README.md").write_text("# Other\n", encoding="utf-8")
        for entry in content["files"]:
            if entry["path"] == "README.md":
                entry["bytes"], entry["sha256"] = measure(dist / "README.md")
    made = sealing.Manifest(content)
    (dist / "manifest.json").write_bytes(made.to_bytes())
    (dist / "SHA256SUMS").write_bytes(made.sums())


def test_other_bytes_of_the_same_records_are_a_note_where_versions_differ_and_else_an_error(workspace: Path) -> None:
    reseal(workspace / "dist", {}, pages=True)
    (found,) = rebuild(workspace / "dist").problems
    assert (found.code, found.severity) == ("rebuild-differs", "error")
    assert "README.md" in found.message
    told = json.loads((workspace / "dist" / "manifest.json").read_bytes())["versions"]
    reseal(workspace / "dist", {"versions": told | {"pyarrow": "1.0"}}, pages=True)
    (found,) = rebuild(workspace / "dist").problems
    assert (found.code, found.severity) == ("rebuilt-otherwise", "note")
    assert "version of pyarrow: 1.0 then" in found.message


def test_what_is_damaged_is_put_back_as_it_was_built(workspace: Path) -> None:
    dist = workspace / "dist"
    before = contents(dist)
    assert repair([workspace], None, PLAIN).made == {}
    for path in ("records.jsonl", "data/records.csv", "SHA256SUMS", "datasheet.html"):
        flip(dist / path)
    (dist / "outside.jsonl").unlink()
    found = repair([workspace], None, PLAIN)
    assert (found.build, contents(dist)) == (None, before)
    assert found.made == {
        "records.jsonl": "the Parquet tables",
        "data/records.csv": "the Parquet tables",
        "SHA256SUMS": "manifest.json",
        "datasheet.html": "the seeds",
        "outside.jsonl": "the seeds",
    }


def test_records_are_put_back_without_any_seeds(workspace: Path) -> None:
    before = contents(workspace / "dist")
    shutil.rmtree(workspace / "seeds")
    flip(workspace / "dist" / "data/evidence.parquet")
    assert repair([workspace], None, PLAIN).build is None
    assert contents(workspace / "dist") == before
    flip(workspace / "dist" / "README.md")
    with pytest.raises(CorpuskitError) as raised:
        repair([workspace], None, PLAIN)
    assert raised.value.exit_code == Exit.USAGE
    assert (workspace / "dist" / "README.md").read_bytes() != before["README.md"]


def test_of_several_kinds_of_damage_without_seeds_what_can_be_mended_is(workspace: Path) -> None:
    dist = workspace / "dist"
    before = contents(dist)
    shutil.rmtree(workspace / "seeds")
    for path in ("records.jsonl", "data/records.csv", "DATASHEET.md", "SHA256SUMS"):
        flip(dist / path)
    (dist / "outside.jsonl").unlink()
    (dist / "record.schema.json").unlink()
    named = " ".join(problem.message for problem in verify(dist).problems)
    assert all(path in named for path in ("records.jsonl", "records.csv", "DATASHEET.md", "outside.jsonl", "schema"))
    done = subprocess.run(
        [sys.executable, "-m", "corpuskit", "build", "--repair"],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == Exit.PARTIAL
    assert "still damaged" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("DATASHEET.md, outside.jsonl")
    now = contents(dist)
    assert {path for path in before if now.get(path) != before[path]} == {"DATASHEET.md", "outside.jsonl"}


@pytest.mark.parametrize("lost", ["manifest.json", "README.md"])
def test_a_corpus_is_built_anew_with_its_own_options_where_no_byte_can_be_put_back(workspace: Path, lost: str) -> None:
    before = contents(workspace / "dist")
    seed = workspace / "seeds" / "harbour.txt"
    if lost != "manifest.json":
        seed.write_bytes(seed.read_bytes().replace(b" the ", b" The ", 1))
    flip(workspace / "dist" / lost)
    found = repair([workspace], None, PLAIN)
    assert found.build is not None
    assert contents(workspace / "dist").keys() == before.keys()
    assert rebuild(workspace / "dist").problems == ()


def test_what_someone_added_is_not_lost_by_a_repair(workspace: Path) -> None:
    flip(workspace / "dist" / "records.jsonl")
    (workspace / "dist" / "mine.txt").write_bytes(b"x")
    with pytest.raises(CorpuskitError) as raised:
        repair([workspace], None, PLAIN)
    assert raised.value.problems[0].code == "not-ours"
    assert (workspace / "dist" / "mine.txt").read_bytes() == b"x"


def test_the_command_line_mends_and_proves(workspace: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "corpuskit", *arguments], cwd=workspace, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    flip(workspace / "dist" / "records.jsonl")
    code, said = run("verify")
    assert (code, "can be restored, byte for byte, from the Parquet tables" in said) == (1, True)
    code, said = run("build", "--repair")
    assert (code, said.splitlines()) == (
        0,
        ["restored from the Parquet tables: records.jsonl", "dist/ is as it was built"],
    )
    code, said = run("verify", "--rebuild")
    assert (code, "the same, byte for byte" in said) == (0, True)
    flip(workspace / "dist" / "manifest.json")
    code, said = run("build", "--repair")
    assert code == 0
    assert [line.partition(" (")[0] for line in said.splitlines()[:1]] == ["read harbour.txt"]
    assert said.splitlines()[1].startswith("built again")
    assert run("build", "--repair", "-q") == (0, "")
