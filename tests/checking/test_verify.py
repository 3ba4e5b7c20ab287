"""Verification finds every change to a finished corpus, and says what it did not check."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from packaging_corpus import FILE, build, contents, facts, pages, parts
from resealing import reseal

from corpuskit import packaging
from corpuskit.checking.verifying.verify import verify
from corpuskit.contract import arrow_schema
from corpuskit.flat import tables
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging import OutsideSpan, Part, SeedFacts
from corpuskit.packaging.sealing.indented import indented
from corpuskit.pipeline import Options
from corpuskit.repairing import repair


def codes(dist: Path, seeds: Path | None = None) -> set[str]:
    """What is wrong; notes say what can be done about it."""
    return {problem.code for problem in verify(dist, seeds).problems if problem.severity != "note"}


def test_a_fresh_corpus_is_sound(dist: Path) -> None:
    found = verify(dist)
    assert found.problems == ()
    assert [line.split(" ", 1)[0] for line in found.checked] == ["12", "1", "9", "915", "9"]
    assert not any("not checked" in line for line in found.checked)


def test_a_corpus_that_was_moved_is_sound_and_the_seeds_are_said_not_to_be_checked(dist: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(dist, tmp_path / "other" / "corpus")
    found = verify(moved)
    assert found.problems == ()
    assert "not checked: the seeds" in found.checked[-1]
    assert "9 records compared" in verify(moved, tmp_path / "seeds").checked[-1]
    assert "9 records compared" in verify(moved, tmp_path / "seeds" / FILE).checked[-1]


def test_a_corpus_without_json_lines_or_records_is_sound(tmp_path: Path) -> None:
    build(tmp_path / "lean", without=frozenset({"jsonl"}))
    assert verify(tmp_path / "lean").problems == ()


def test_there_has_to_be_a_corpus_and_the_named_seeds(dist: Path, tmp_path: Path) -> None:
    archive = tmp_path / "dist.zip"
    archive.write_bytes(b"PK")
    with pytest.raises(CorpuskitError, match=r"dist\.zip is a file, not the folder") as caught:
        verify(archive)
    assert "what it unpacks to" in caught.value.problems[0].hint
    for run, code in ((lambda: verify(tmp_path), "no-dist"), (lambda: verify(dist, tmp_path / "x"), "no-such-seeds")):
        with pytest.raises(CorpuskitError) as raised:
            run()
        assert (raised.value.problems[0].code, raised.value.exit_code) == (code, Exit.USAGE)


FILES = (
    *(".gitignore", "README.md", "SHA256SUMS", "manifest.json", "notes/how.txt", "outside.jsonl", "record.schema.json"),
    *("data/caveats.parquet", "data/evidence.parquet", "data/records.parquet", "records.jsonl"),
    "provenance.intoto.json",
)


def test_the_files_of_these_tests_are_all_there_are(dist: Path) -> None:
    assert set(contents(dist)) == set(FILES)


@pytest.mark.parametrize("path", FILES)
def test_any_flipped_byte_in_any_file_is_found(dist: Path, path: str) -> None:
    raw = (dist / path).read_bytes()
    step = max(1, len(raw) // 12)
    for at in [*range(0, len(raw), step), len(raw) - 1]:
        for bit in (0, 5):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            (dist / path).write_bytes(bytes(flipped))
            assert codes(dist) & {"file-changed", "manifest-invalid"}, f"{path}: bit {bit} of byte {at}"
    for shorter in (raw[:-1], raw[: len(raw) // 2], b"", raw + b"\n"):
        (dist / path).write_bytes(shorter)
        assert codes(dist) & {"file-changed", "manifest-invalid"}


@pytest.mark.parametrize("path", ["README.md", "SHA256SUMS", ".gitignore", "data/evidence.parquet"])
def test_a_missing_file_is_found(dist: Path, path: str) -> None:
    (dist / path).unlink()
    assert "file-missing" in codes(dist)


@pytest.mark.parametrize("path", ["extra.txt", "data/extra.parquet", "deep/er/x"])
def test_an_added_file_is_found(dist: Path, path: str) -> None:
    (dist / path).parent.mkdir(parents=True, exist_ok=True)
    (dist / path).write_bytes(b"")
    assert codes(dist) == {"file-added"}


def test_a_link_in_the_place_of_a_file_or_folder_is_found(dist: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(dist / "data", tmp_path / "data")
    (dist / "README.md").rename(tmp_path / "README.md")
    (dist / "README.md").symlink_to(tmp_path / "README.md")
    assert codes(dist) == {"file-changed"}
    shutil.rmtree(dist / "data")
    (dist / "data").symlink_to(elsewhere)
    assert codes(dist) == {"file-changed", "file-missing", "file-added"}


def test_a_manifest_that_leads_out_of_the_folder_is_refused(dist: Path) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    content["files"][0]["path"] = "../seeds/harbour.txt"
    (dist / "manifest.json").write_bytes(indented(content))
    assert codes(dist) == {"manifest-invalid"}


@pytest.mark.parametrize("version", ["2.0.0", "1.99.0"])
def test_a_manifest_of_a_later_version_says_to_upgrade_and_nothing_else(dist: Path, version: str) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    content |= {"format_version": version, "of_a_later_version": True}
    (dist / "manifest.json").write_bytes(indented(content))
    (problem,) = verify(dist).problems
    assert problem.code == "schema-version-newer"
    assert problem.message == f"written for schema {version}; this corpuskit knows 1.1.0"
    assert "pip install -U corpuskit-cli" in problem.hint
    kept = (dist / "manifest.json").read_bytes()
    with pytest.raises(CorpuskitError, match="written for schema"):
        repair([dist.parent], dist, Options())
    assert (dist / "manifest.json").read_bytes() == kept


# -- a seal made anew over other content: what the parts say of each other -------------------------------------------


def change_lines(dist: Path, old: str, new: str) -> None:
    path = dist / "records.jsonl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_lines_and_tables_that_differ_are_found_with_the_line(dist: Path) -> None:
    change_lines(dist, '"confidence":0.99', '"confidence":0.98')
    reseal(dist)
    found = verify(dist).problems
    assert [(problem.code, problem.place.line) for problem in found] == [("formats-differ", 1)]


@pytest.mark.parametrize("cut", [slice(0, -1), slice(0, None)], ids=["a line less", "a line more"])
def test_lines_that_end_early_or_late_are_found(dist: Path, cut: slice) -> None:
    lines = (dist / "records.jsonl").read_bytes().splitlines(keepends=True)
    more = [] if cut.stop else [lines[0]]
    (dist / "records.jsonl").write_bytes(b"".join([*lines[cut], *more]))
    reseal(dist)
    found = verify(dist).problems
    assert [(problem.code, problem.place.line) for problem in found] == [("formats-differ", 9 if cut.stop else 10)]


def rewrite(dist: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Writes the whole corpus anew with the first record changed, seal included."""
    (part,) = parts(9, 9999)
    first, *others = tables.to_json(part.records)
    changed = Part(tables.from_json([change(first), *others]), part.outside)
    shutil.rmtree(dist)
    packaging.package(dist, [changed], facts=lambda: facts(9), pages=pages)


def test_records_whose_hash_is_not_that_of_the_manifest_are_found(dist: Path) -> None:
    reseal(dist, lambda content: content.update(records_sha256="0" * 64))
    assert codes(dist) == {"records-changed"}


@pytest.mark.parametrize("what", ["records", "words", "caveats", "evidence", "outside_spans"])
def test_counts_that_are_wrong_are_found(dist: Path, what: str) -> None:
    reseal(dist, lambda content: content["counts"].update({what: content["counts"][what] + 1}))
    assert codes(dist) == {"manifest-count-differs"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": "0123456789abcdef"}, "not-in-seed"),
        ({"title": "Notice 0 of the harbor"}, "not-in-seed"),
        ({"text_sha256": "0" * 64}, "text-hash-differs"),
    ],
)
def test_a_record_that_was_edited_in_all_formats_is_found_by_its_seed(
    dist: Path, change: dict[str, Any], code: str
) -> None:
    rewrite(dist, lambda record: record | change)
    assert code in codes(dist)


def test_an_edited_text_with_a_new_hash_is_found_by_its_seed_and_hardly_quoted(dist: Path) -> None:
    text = "The ferry ran aground at noon.\n" + "Somebody was hurt. " * 500
    digest = hashlib.sha256(text.encode()).hexdigest()
    rewrite(dist, lambda record: record | {"text": text, "text_sha256": digest, "word_count": 1506})
    (problem,) = (problem for problem in verify(dist).problems if problem.code == "not-in-seed")
    assert problem.place.field == "text"
    assert len(problem.message) < 400
    without_seeds = shutil.copytree(dist, dist.parent / "other" / "dist")
    assert codes(without_seeds) == set()


def test_every_field_that_the_bytes_of_its_evidence_do_not_print_is_found(dist: Path) -> None:
    plain = ("title", "subtitle", "dateline", "section", "page", "correction_notice", "url", "source_id", "credit_line")
    listed = {"authors[0]": "authors", "outlets[0].name": "outlets", "headings[0].text": "headings"}
    dates = ("date", "date_partial", "date_raw")

    def saying(words: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def change(record: dict[str, Any]) -> dict[str, Any]:
            (printed,) = record["evidence"]
            said = dict.fromkeys((*plain, "date_raw"), words) | {"date": "2024-05-03", "authors": [words]}
            said["outlets"] = [{"name": words, "id": None, "country": None, "affiliation": "unknown"}]
            said["headings"] = [{"text": words, "offset": 0}]
            return record | said | {"evidence": [printed | {"field": name} for name in (*plain, *listed, *dates)]}

        return change

    for words, due in (("Notice 0 of  the\nharbour", set()), ("Notice 0 of the harbor", {*plain, *listed, *dates})):
        rewrite(dist, saying(words))
        found = [problem for problem in verify(dist).problems if problem.code == "not-in-seed"]
        assert {problem.place.field for problem in found} == due
        assert len(found) == len(due)


def test_paragraphs_in_another_order_are_found_by_the_seed(dist: Path) -> None:
    def turned(record: dict[str, Any]) -> dict[str, Any]:
        text = "\n".join(reversed(record["text"].split("\n")))
        return record | {"text": text, "text_sha256": hashlib.sha256(text.encode()).hexdigest()}

    rewrite(dist, turned)
    found = verify(dist).problems
    assert [(problem.code, problem.place.field) for problem in found] == [("not-in-seed", "text")]


def test_a_record_that_was_removed_leaves_bytes_untold(dist: Path) -> None:
    (part,) = parts(9, 9999)
    shutil.rmtree(dist)
    fewer = Part(part.records.slice(1), part.outside)
    packaging.package(dist, [fewer], facts=lambda: facts(9), pages=pages)
    assert codes(dist) == {"bytes-untold"}


def test_an_outside_span_that_says_something_else_is_found(dist: Path) -> None:
    path = dist / "outside.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"text":"----\\n"', b'"text":"-+--\\n"', 1))
    reseal(dist)
    found = verify(dist).problems
    assert [(problem.code, problem.place.line) for problem in found] == [("not-in-seed", 1)]


def test_a_withheld_outside_span_is_compared_by_its_hash(tmp_path: Path) -> None:
    raw = b"kept out\n"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(raw)
    digest = hashlib.sha256(raw).hexdigest()
    known = packaging.Facts([SeedFacts("a.txt", digest, None, len(raw), digest, "utf-8", "valid-utf-8", 1.0)])
    for told, expected in ((digest, {"no-records"}), ("0" * 64, {"no-records", "not-in-seed"})):
        span = OutsideSpan("a.txt", 0, len(raw), "excluded", None, told, "excluded by a correction")
        part = Part(arrow_schema().empty_table(), (span,))
        packaging.package(tmp_path / "dist", [part], facts=lambda: known, pages=pages)
        assert codes(tmp_path / "dist") == expected


# -- seeds -----------------------------------------------------------------------------------------------------------


def test_a_seed_that_is_another_file_now_is_found(dist: Path) -> None:
    path = dist.parent / "seeds" / FILE
    path.write_bytes(path.read_bytes().replace(b"noon", b"dawn"))
    found = verify(dist)
    assert {problem.code for problem in found.problems} == {"seed-differs"}
    assert "not checked: the records of 1 seed" in found.checked[-1]


def test_a_seed_that_cannot_be_read_any_more_differs(dist: Path) -> None:
    (dist.parent / "seeds" / FILE).write_bytes(b"\xff\xfe\x00 \xff broken")
    assert codes(dist) == {"seed-differs"}


def test_a_seed_that_is_not_at_hand_is_a_warning(dist: Path) -> None:
    (dist.parent / "seeds" / FILE).rename(dist.parent / "seeds" / "other.txt")
    (problem,) = verify(dist).problems
    assert (problem.code, problem.severity) == ("seed-missing", "warning")


@pytest.mark.parametrize("encoding", ["utf-16-le", "windows-1252", "utf-8"])
def test_offsets_are_those_of_the_file_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    """Built by the whole pipeline: a legacy encoding has other offsets than its text in UTF-8."""
    import corpuskit

    text = "Fähre läuft auf Grund\nBy Anna Grön | Häfen heute | 2 May 2024\n\n" + "Es war früh. " * 30 + "\n"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(mark + text.encode(encoding))
    corpuskit.build(tmp_path, encoding=None if encoding == "utf-8" else encoding)
    found = verify(tmp_path / "dist")
    assert found.problems == ()
    assert "1 record compared" in found.checked[-1]


def test_the_tables_alone_are_checked_page_by_page(dist: Path) -> None:
    """A seal made anew over a damaged page: the page's own checksum tells."""
    path = dist / "data" / "records.parquet"
    first = pq.read_metadata(path).row_group(0).column(1).data_page_offset
    raw = bytearray(path.read_bytes())
    raw[first + 40] ^= 1
    path.write_bytes(bytes(raw))
    reseal(dist)
    assert codes(dist) == {"table-unreadable"}


def test_nothing_is_written_by_verifying(dist: Path) -> None:
    before = contents(dist.parent)
    verify(dist)
    assert contents(dist.parent) == before


def test_names_that_are_no_unicode_are_reported_safely(dist: Path) -> None:
    (dist / os.fsdecode(b"mine\xff.txt")).write_bytes(b"")
    found = verify(dist)
    (problem,) = found.problems
    assert problem.code == "file-added"
    assert r"mine\xff.txt" in problem.message
    assert r"mine\xff.txt" in (problem.place.file or "")
    assert r"mine\xff.txt" in found.checked[0]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_corpus_may_have_more_seeds_than_files_may_be_open(tmp_path: Path) -> None:
    import resource

    (tmp_path / "seeds").mkdir()
    known, spans = [], []
    for number in range(90):
        raw = f"outside {number}\n".encode()
        (tmp_path / "seeds" / f"{number:03}.txt").write_bytes(raw)
        digest = hashlib.sha256(raw).hexdigest()
        known.append(SeedFacts(f"{number:03}.txt", digest, None, len(raw), digest, "utf-8", "valid-utf-8", 1.0))
        spans.append(OutsideSpan(f"{number:03}.txt", 0, len(raw), "unassigned", raw.decode()))
    part = Part(arrow_schema().empty_table(), tuple(spans))
    packaging.package(tmp_path / "dist", [part], facts=lambda: packaging.Facts(known), pages=pages)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    try:
        assert codes(tmp_path / "dist") == {"no-records"}
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
