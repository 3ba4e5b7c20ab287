"""A damaged corpus: verify says which files and records are damaged, and what can be made again from what is left."""

from __future__ import annotations

import json
from pathlib import Path

import packaging_corpus
import pytest
from packaging_corpus import contents

from corpuskit.checking import files, salvage
from corpuskit.checking.verify import verify
from corpuskit.model import Problem
from corpuskit.packaging import ours
from corpuskit.validating.findings import Findings


def flip(path: Path, at: int | None = None) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 if at is None else at] ^= 4
    path.write_bytes(bytes(raw))


def said(dist: Path, code: str) -> list[Problem]:
    return [found for found in verify(dist).problems if found.code == code]


def made_again(dist: Path, folder: Path) -> dict[str, str]:
    findings = Findings()
    manifest = files.read_manifest(dist, findings)
    assert manifest is not None
    folder.mkdir()
    return salvage.salvage(dist, manifest, files.check_files(dist, manifest, findings), folder)


@pytest.mark.parametrize(
    ("broken", "source"),
    [
        (["records.jsonl"], "the Parquet tables"),
        (["data/records.parquet"], "records.jsonl"),
        (["data/evidence.parquet", "data/caveats.parquet", "data/records.parquet"], "records.jsonl"),
        (["SHA256SUMS", "provenance.intoto.json", "record.schema.json", ".gitignore"], "manifest.json"),
    ],
)
@pytest.mark.parametrize("missing", [True, False])
def test_what_else_is_told_is_made_again_byte_for_byte(
    dist: Path, tmp_path: Path, broken: list[str], source: str, missing: bool
) -> None:
    before = contents(dist)
    for path in broken:
        (dist / path).unlink() if missing else flip(dist / path)
    assert made_again(dist, tmp_path / "made") == dict.fromkeys(broken, source)
    assert contents(tmp_path / "made") == {path: before[path] for path in broken}
    assert [found.code for found in verify(dist).problems].count("can-be-repaired") == 1


def test_further_formats_are_made_again_from_the_records(tmp_path: Path) -> None:
    packaging_corpus.build(tmp_path / "dist", also=frozenset({"csv", "text"}))
    before = contents(tmp_path / "dist")
    chosen = [next(path for path in before if path.endswith(end)) for end in (".csv", ".txt")]
    flip(tmp_path / "dist" / chosen[0])
    made = made_again(tmp_path / "dist", tmp_path / "made")
    assert made == {chosen[0]: "the Parquet tables"}


def test_what_nothing_else_tells_needs_the_seeds(dist: Path) -> None:
    flip(dist / "outside.jsonl")
    flip(dist / "README.md")
    (found,) = said(dist, "needs-seeds")
    assert "README.md, outside.jsonl" in found.message


def test_records_are_lost_where_both_forms_are_damaged(dist: Path) -> None:
    flip(dist / "records.jsonl")
    flip(dist / "data/records.parquet")
    assert said(dist, "can-be-repaired") == []
    assert said(dist, "records-damaged") == []
    assert "data/records.parquet, records.jsonl" in said(dist, "needs-seeds")[0].message


def test_the_damaged_line_is_told_by_its_record(dist: Path) -> None:
    lines = (dist / "records.jsonl").read_bytes().split(b"\n")
    ids = [json.loads(line)["id"] for line in lines if line]
    for number in (2, 5):
        flip(dist / "records.jsonl", sum(len(line) + 1 for line in lines[:number]) + 200)
    (found,) = said(dist, "records-damaged")
    assert found.message == f"records.jsonl: 2 of 9 records are damaged: {ids[2]}, {ids[5]}"


def test_a_damaged_table_tells_its_records_and_no_other_tables(dist: Path) -> None:
    flip(dist / "data/caveats.parquet", 60)
    (found,) = said(dist, "records-damaged")
    assert found.message.startswith("data/caveats.parquet: 4 of 4 records are damaged")


def test_without_a_manifest_files_are_compared_with_the_sums(dist: Path) -> None:
    flip(dist / "README.md")
    (dist / "manifest.json").unlink()
    found = verify(dist)
    assert {problem.code for problem in found.problems} == {"file-missing", "file-changed", "needs-seeds"}
    assert found.checked[0] == "9 files compared with SHA256SUMS, since the manifest cannot be used"
    assert files.told_by_provenance(dist) is not None
    flip(dist / "provenance.intoto.json")
    assert files.told_by_provenance(dist) is None


@pytest.mark.parametrize("line", ["../seeds/harbour.txt", "/etc/passwd", "a\\..\\b", "c:x", "a/../../b"])
def test_a_seal_that_leads_out_of_the_folder_is_none_of_ours(dist: Path, line: str) -> None:
    """A build removes the files of an earlier one by its seal: nothing outside of dist/ may be named there."""
    sums = (dist / "SHA256SUMS").read_text(encoding="utf-8")
    (dist / "SHA256SUMS").write_text(f"{sums}{'0' * 64}  {line}\n", encoding="utf-8")
    content = json.loads((dist / "manifest.json").read_bytes())
    content["files"][0]["path"] = line
    (dist / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    assert ours.files(dist) == set()
