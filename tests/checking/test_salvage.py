"""A damaged corpus: verify says which files and records are damaged, and what can be made again from what is left."""

from __future__ import annotations

import json
from pathlib import Path

import packaging_corpus
import pyarrow.parquet as pq
import pytest
from packaging_corpus import contents

from corpuskit.checking.verifying import files, salvage
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import Problem
from corpuskit.packaging.placing import ours
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


def damage_line(dist: Path, number: int) -> str:
    """Flips a bit in the text of a line of records.jsonl; returns the id of its record."""
    lines = (dist / "records.jsonl").read_bytes().split(b"\n")
    flip(dist / "records.jsonl", sum(len(line) + 1 for line in lines[:number]) + lines[number].index(b'"text"') + 3)
    found: str = json.loads(lines[number])["id"]
    return found


def damage_column(path: Path, name: str) -> None:
    """Flips a bit in the first page of a column."""
    group = pq.ParquetFile(path).metadata.row_group(0)
    chunk = next(group.column(at) for at in range(group.num_columns) if group.column(at).path_in_schema == name)
    flip(path, (chunk.dictionary_page_offset or chunk.data_page_offset) + chunk.total_compressed_size - 3)


def test_a_record_is_lost_where_both_forms_of_it_are_damaged(dist: Path) -> None:
    lost = damage_line(dist, 2)
    damage_column(dist / "data/records.parquet", "title")
    assert said(dist, "can-be-repaired") == []
    (found,) = said(dist, "records-damaged")
    assert found.message == f"records.jsonl, data/records.parquet: damaged records: {lost} (1 of 9)"
    assert "data/records.parquet, records.jsonl" in said(dist, "needs-seeds")[0].message


def test_what_is_damaged_in_one_form_is_taken_from_the_other_where_both_are_damaged(dist: Path, tmp_path: Path) -> None:
    """Line 2 has no caveats, so that the damaged rows of that table are all in the lines that are whole."""
    before = contents(dist)
    damage_line(dist, 2)
    damage_column(dist / "data/caveats.parquet", "statement")
    assert said(dist, "records-damaged") == []
    assert made_again(dist, tmp_path / "made") == dict.fromkeys(
        ("records.jsonl", "data/caveats.parquet"), "records.jsonl and the Parquet tables together"
    )
    made = contents(tmp_path / "made")
    assert made == {path: before[path] for path in made}


def test_rows_beside_a_record_are_lost_with_the_line_that_tells_them(dist: Path) -> None:
    lost = damage_line(dist, 3)
    damage_column(dist / "data/caveats.parquet", "statement")
    (found,) = said(dist, "records-damaged")
    assert found.message.endswith(f"damaged records: {lost} (1 of 9)")


@pytest.mark.parametrize("column", ["id", "title", "text", "word_count"])
def test_lines_that_are_all_whole_but_one_and_any_column(dist: Path, column: str) -> None:
    """Nothing is said of records where nobody can tell which there were."""
    lost = damage_line(dist, 8)
    damage_column(dist / "data/records.parquet", column)
    found = said(dist, "records-damaged")
    assert [one.message.endswith(f"damaged records: {lost} (1 of 9)") for one in found] == [True] * (column != "id")


def test_nothing_is_told_of_records_where_a_table_cannot_be_opened_and_lines_are_damaged(dist: Path) -> None:
    damage_line(dist, 2)
    flip(dist / "data/records.parquet", -6)
    assert said(dist, "records-damaged") == said(dist, "can-be-repaired") == []


def test_the_damaged_line_is_told_by_its_record(dist: Path) -> None:
    lines = (dist / "records.jsonl").read_bytes().split(b"\n")
    ids = [json.loads(line)["id"] for line in lines if line]
    for number in (2, 5):
        flip(dist / "records.jsonl", sum(len(line) + 1 for line in lines[:number]) + 200)
    (found,) = said(dist, "records-damaged")
    assert found.message == f"records.jsonl: damaged records: {ids[2]}, {ids[5]} (2 of 9)"


def test_a_damaged_table_tells_its_records_and_no_other_tables(dist: Path) -> None:
    flip(dist / "data/caveats.parquet", 60)
    (found,) = said(dist, "records-damaged")
    assert found.message.startswith("data/caveats.parquet: damaged records: ")


def test_without_a_manifest_files_are_compared_with_the_sums(dist: Path) -> None:
    flip(dist / "README.md")
    (dist / "outside.jsonl").unlink()
    (dist / "records.jsonl").rename(dist.parent / "records.jsonl")
    (dist / "records.jsonl").symlink_to(dist.parent / "records.jsonl")
    (dist / "manifest.json").unlink()
    found = verify(dist)
    assert sorted((problem.code, Path(problem.place.file or "").name) for problem in found.problems) == [
        ("file-changed", "README.md"),
        ("file-changed", "records.jsonl"),
        ("file-missing", "manifest.json"),
        ("file-missing", "outside.jsonl"),
        ("needs-seeds", "manifest.json"),
    ]
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
