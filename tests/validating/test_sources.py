"""What ``corpuskit validate`` is given is told apart, and a finished corpus is checked as a whole."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating_records import record

from corpuskit.model import CorpuskitError, Exit, PathLike
from corpuskit.validating import Context, Openers, Validation, dist, jsonl, validate_paths
from corpuskit.validating.columns import columns
from corpuskit.validating.findings import Findings


def nothing(*_: Any) -> Any:
    raise AssertionError("this opener is not asked for")


def seeds(paths: Sequence[PathLike]) -> tuple[Iterable[Any], Context]:
    """Stands for a workspace of two records, the second of which is wrong."""
    tables = [columns([record(0), record(1, text_sha256="0" * 64)]).table]
    return tables, Context(view_sizes={"a/paste.txt": 1900})


def validated(*paths: PathLike, **options: Any) -> Validation:
    return validate_paths(paths, Openers(parquet=nothing, seeds=nothing), **options)


@pytest.fixture
def finished(tmp_path: Path) -> Callable[..., Path]:
    """Writes a finished corpus of two records: bytes 0 to 900 and 1000 to 1900 of a view of 2000."""

    def write(records: Sequence[dict[str, Any]] | None = None, outside: Any = None, **manifest: Any) -> Path:
        made = [record(0), record(1)] if records is None else records
        spans = [span(900, 1000), span(1900, 2000)] if outside is None else outside
        folder = tmp_path / "dist"
        folder.mkdir(exist_ok=True)
        lines(folder / "records.jsonl", made)
        lines(folder / "outside.jsonl", spans)
        counts = {
            "records": len(made),
            "outside_spans": len(spans),
            "caveats": sum(len(one["caveats"]) for one in made),
            "evidence": sum(len(one["evidence"]) for one in made),
            "words": sum(one["word_count"] for one in made),
        }
        content = {"format": "corpuskit-dist", "counts": counts, "seeds": [{"file": "a/paste.txt", "view_bytes": 2000}]}
        (folder / "manifest.json").write_text(json.dumps(content | manifest), encoding="utf-8")
        return folder

    return write


def lines(path: Path, values: Iterable[Any]) -> None:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")


def span(start: int, end: int, file: str = "a/paste.txt") -> dict[str, Any]:
    return {"file": file, "byte_start": start, "byte_end": end, "kind": "navigation", "text": "x"}


def test_a_path_that_does_not_exist_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError) as raised:
        validated(tmp_path / "gone.jsonl")
    assert raised.value.exit_code == Exit.USAGE
    assert raised.value.problems[0].code == "unreadable"


def test_lines_are_told_by_their_name_and_parquet_by_its_first_bytes(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", [record(0)])
    lines(tmp_path / "b.NDJSON", [record(0)])
    (tmp_path / "c.bin").write_bytes(b"PAR1...")
    (tmp_path / "d.parquet").write_bytes(b"")
    asked = []

    def parquet(path: Path) -> list[Any]:
        asked.append(path.name)
        return [columns([record(0)]).table]

    paths = [tmp_path / name for name in ("a.jsonl", "b.NDJSON", "c.bin", "d.parquet")]
    result = validate_paths(paths, Openers(parquet=parquet, seeds=nothing))
    assert (result.records, result.problems, asked) == (4, (), ["c.bin", "d.parquet"])


def test_standard_input_is_lines_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    made = (record(0), record(1, title=5), record(0), record(2))
    data = "".join(json.dumps(one) + "\n" for one in made).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(data)))
    result = validated("-")
    found = {(p.code, p.place.file, p.place.line, p.place.record) for p in result.problems}
    third = {(code, "-", 3, made[2]["id"]) for code in ("id-repeated", "span-overlaps", "span-out-of-order")}
    assert found == {("schema-wrong-type", "-", 2, made[1]["id"]), *third}
    monkeypatch.setattr(jsonl, "BLOCK", 1)  # what has passed in a pipe cannot be read again
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(data)))
    passed = {(p.code, p.place.file, p.place.line, p.place.record) for p in validated("-").problems}
    assert passed == {("schema-wrong-type", "-", 2, made[1]["id"]), *((code, "-", 3, None) for code, *_ in third)}


def test_everything_else_is_seeds_taken_together(tmp_path: Path) -> None:
    (tmp_path / "paste.txt").write_text("text", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    asked: list[Any] = []

    def open_seeds(paths: Sequence[PathLike]) -> tuple[Iterable[Any], Context]:
        asked.append(list(paths))
        return seeds(paths)

    paths = [tmp_path / "paste.txt", tmp_path / "folder"]
    result = validate_paths(paths, Openers(parquet=nothing, seeds=open_seeds))
    assert asked == [paths]
    (problem,) = result.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("text-hash-differs", "a/paste.txt", 11)


def test_two_files_of_records_are_two_corpora(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        lines(tmp_path / name, [record(0)])
    assert validated(tmp_path / "a.jsonl", tmp_path / "b.jsonl").problems == ()


def test_a_finished_corpus_without_fault_has_no_problem(finished: Callable[..., Path]) -> None:
    result = validated(finished())
    assert (result.problems, result.records) == ((), 2)


def test_a_corpus_without_lines_is_read_from_its_tables(finished: Callable[..., Path]) -> None:
    folder = finished()
    (folder / "records.jsonl").unlink()
    with pytest.raises(CorpuskitError) as raised:
        validated(folder)
    assert raised.value.problems[0].code == "not-records"
    (folder / "data").mkdir()
    (folder / "data" / "records.parquet").write_bytes(b"PAR1")
    table = columns([record(0), record(1)]).table
    assert validate_paths([folder], Openers(parquet=lambda path: [table], seeds=nothing)).problems == ()


def test_a_byte_that_is_told_nowhere_is_found(finished: Callable[..., Path]) -> None:
    (problem,) = validated(finished(outside=[span(900, 999), span(1900, 2000)])).problems
    assert (problem.code, problem.place.file, problem.place.byte) == ("bytes-untold", "a/paste.txt", 999)
    assert "999 to 1,000" in problem.message


def test_a_seed_of_which_nothing_is_told_is_found(finished: Callable[..., Path]) -> None:
    more = [{"file": "a/paste.txt", "view_bytes": 2000}, {"file": "b", "view_bytes": 7}, {"file": "c", "view_bytes": 0}]
    (problem,) = validated(finished(seeds=more)).problems
    assert (problem.code, problem.place.file) == ("bytes-untold", "b")


def test_a_byte_that_is_told_twice_is_found(finished: Callable[..., Path]) -> None:
    spans = [span(890, 1000), span(1900, 2000), span(1990, 2000)]
    found = validated(finished(outside=spans)).problems
    assert {(problem.code, problem.place.byte) for problem in found} == {
        ("bytes-told-twice", 890),
        ("bytes-told-twice", 1990),
    }


def test_a_record_beyond_its_view_is_found_by_the_manifest(finished: Callable[..., Path]) -> None:
    result = validated(finished(seeds=[{"file": "a/paste.txt", "view_bytes": 1899}], outside=[span(900, 1000)]))
    assert [problem.code for problem in result.problems] == ["span-outside-view"]


@pytest.mark.parametrize(
    "wrong", [[1], {"file": "a"}, span(5, 5), span(-1, 3), {**span(900, 1000), "byte_end": "x"}, span(0, 2**70)]
)
def test_a_line_that_is_no_outside_span_is_told(finished: Callable[..., Path], wrong: Any) -> None:
    result = validated(finished(outside=[span(900, 1000), span(1900, 2000), wrong]))
    (problem,) = result.problems
    assert (problem.code, problem.place.line) == ("outside-invalid", 3)


@pytest.mark.parametrize("name", ["records", "words", "evidence", "caveats", "outside_spans"])
def test_the_manifest_counts_what_is_there(finished: Callable[..., Path], name: str) -> None:
    folder = finished()
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content["counts"][name] += 1
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    (problem,) = validated(folder).problems
    assert problem.code == "manifest-count-differs"
    assert name.replace("_", " ") in problem.message


def test_spans_are_of_seeds_that_the_manifest_lists(finished: Callable[..., Path]) -> None:
    (problem,) = validated(finished(outside=[span(900, 1000), span(1900, 2000), span(0, 5, "b")])).problems
    assert (problem.code, '"b"' in problem.message) == ("manifest-invalid", True)
    (problem,) = validated(finished(outside=[span(900, 1000), span(1900, 2001)])).problems
    assert (problem.code, problem.place.byte) == ("outside-invalid", 1900)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": "other"}', b"\xff", b"[" * 100_000])
def test_a_manifest_that_cannot_be_used_is_told(finished: Callable[..., Path], content: bytes) -> None:
    folder = finished()
    (folder / "manifest.json").write_bytes(content)
    assert [problem.code for problem in validated(folder).problems] == ["manifest-invalid"]


@pytest.mark.parametrize("wrong", [{"seeds": 5, "counts": []}, {"seeds": [5, {"file": 1}], "counts": {"records": "2"}}])
def test_a_manifest_of_another_shape_does_not_stop_the_checks(finished: Callable[..., Path], wrong: Any) -> None:
    assert {problem.code for problem in validated(finished(**wrong)).problems} == {"manifest-invalid"}


def test_sums_are_not_compared_when_records_cannot_be_read(finished: Callable[..., Path]) -> None:
    broken = [record(0), {**record(1), "word_count": "x", "provenance": {}}]
    folder = finished([record(0), record(1)])
    lines(folder / "records.jsonl", broken)
    assert all(code.startswith("schema-") for code in validated(folder).counts)
    assert validated(folder, select=["bytes-untold", "manifest-count-differs"]).problems == ()


def test_problems_in_a_corpus_are_placed_in_its_files(finished: Callable[..., Path]) -> None:
    folder = finished([record(0), record(1, text_sha256="0" * 64)])
    (problem,) = validated(folder).problems
    assert problem.place.file == f"{folder}/records.jsonl"
    assert problem.place.line == 2


@settings(max_examples=200)
@given(
    st.integers(0, 30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6),
)
def test_tiling_is_checked_byte_by_byte(
    size: int, records: list[tuple[int, int]], outside: list[tuple[int, int]]
) -> None:
    import numpy as np

    def spans(found: list[tuple[int, int]]) -> dict[str, list[Any]]:
        return {"f": [np.array([(start, start + length) for start, length in found], dtype=np.int64).reshape(-1, 2)]}

    findings = Findings(cap=1000)
    dist.check_tiling({"f": size}, spans(records), spans(outside), findings)
    inside = {byte for start, length in records for byte in range(start, start + length)}
    others = [byte for start, length in outside for byte in range(start, start + length)]
    untold = set(range(size)) - inside - set(others)
    twice = any(others.count(byte) > 1 or byte in inside for byte in others)
    gaps = [problem.place.byte for problem in findings.problems() if problem.code == "bytes-untold"]
    assert gaps == sorted(byte for byte in untold if byte - 1 not in untold)
    assert ("bytes-told-twice" in findings.counts) == twice
    assert ("outside-invalid" in findings.counts) == any(start + length > size for start, length in outside)


def test_json_lines_of_another_program_are_one_error_and_faulty_records_are_not_taken_for_such(tmp_path: Path) -> None:
    foreign, faulty = tmp_path / "foreign.jsonl", tmp_path / "faulty.jsonl"
    foreign.write_text('{"headline": "Ferry", "text": "It sails."}\n' * 50, encoding="utf-8")
    with pytest.raises(CorpuskitError, match="does not hold records") as raised:
        validated(foreign)
    assert (raised.value.problems[0].code, raised.value.exit_code) == ("not-records", Exit.USAGE)
    faulty.write_text('{"id": "x", "text": "It sails."}\n', encoding="utf-8")
    assert "schema-missing-field" in {problem.code for problem in validated(faulty).problems}
