"""The seal: what is packaged is listed with its hash, in bytes that say nothing of when, where or by whom."""

from __future__ import annotations

import getpass
import hashlib
import json
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging_corpus import build, contents, facts, pages, parts

from corpuskit import contract, packaging
from corpuskit.model import FORMAT_VERSION
from corpuskit.packaging.sealing import manifest as sealing
from corpuskit.packaging.sealing.indented import indented


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    build(tmp_path / "dist")
    return tmp_path / "dist"


def test_the_manifest_follows_its_schema(dist: Path) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    validator = jsonschema.Draft202012Validator(contract.schema("manifest"))
    assert list(validator.iter_errors(content)) == []
    assert content["format"] == "corpuskit-dist"
    assert content["format_version"] == contract.schema("manifest")["x-schema-version"] == FORMAT_VERSION


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_json_for_people_is_indented_as_the_json_module_does_it(content: dict[str, Any]) -> None:
    assert indented(content).decode() == json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def test_the_manifest_lists_everything_but_itself_and_the_sums(dist: Path) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    found = contents(dist)
    listed = {entry["path"]: entry for entry in content["files"]}
    assert set(listed) == set(found) - {"manifest.json", "SHA256SUMS"}
    assert list(listed) == sorted(listed, key=str.encode)
    for path, entry in listed.items():
        assert entry["bytes"] == len(found[path])
        assert entry["sha256"] == hashlib.sha256(found[path]).hexdigest()
    rows = {path: entry["rows"] for path, entry in listed.items() if "rows" in entry}
    assert rows == {
        "data/caveats.parquet": 4,
        "data/evidence.parquet": 9,
        "data/records.parquet": 9,
        "outside.jsonl": 9,
        "records.jsonl": 9,
    }


def test_the_sums_list_everything_but_themselves_and_gitignore(dist: Path) -> None:
    names = [line.split("  ", 1)[1] for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert set(names) == set(contents(dist)) - {"SHA256SUMS", ".gitignore"}
    assert names == sorted(names, key=str.encode)


def test_sha256sum_accepts_the_sums(dist: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("needs sha256sum")
    done = subprocess.run([tool, "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=dist, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_counts_are_those_of_the_corpus(dist: Path) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    lines = (dist / "records.jsonl").read_text(encoding="utf-8").splitlines()
    words = sum(json.loads(line)["word_count"] for line in lines)
    assert content["counts"] == {"records": 9, "outside_spans": 9, "caveats": 4, "evidence": 9, "words": words}
    (seed,) = content["seeds"]
    assert seed["record_bytes"] + seed["outside_bytes"] == seed["view_bytes"]
    assert (seed["records"], seed["outside_spans"], seed["layouts"]) == (9, 9, ["pasted"])


def test_the_logical_hash_is_that_of_the_canonical_lines(dist: Path) -> None:
    content = json.loads((dist / "manifest.json").read_bytes())
    assert content["records_sha256"] == hashlib.sha256((dist / "records.jsonl").read_bytes()).hexdigest()


def test_nothing_says_when_where_or_by_whom(dist: Path) -> None:
    for path, data in contents(dist).items():
        assert str(dist.parent).encode() not in data, path
        if path.endswith((".json", "SHA256SUMS")):
            assert socket.gethostname().encode() not in data or len(socket.gethostname()) < 4
            assert f'"{getpass.getuser()}"'.encode() not in data


def test_the_configuration_is_hashed_whatever_the_order_of_its_keys() -> None:
    one, other = (sealing.Facts([], configuration=made) for made in ({"a": 1, "b": "ü"}, {"b": "ü", "a": 1}))
    counts = packaging.Counts(0, 0, 0, 0, 0)
    made = [sealing.make(known, {}, counts, "0" * 64, []).content for known in (one, other, sealing.Facts([]))]
    assert made[0] == made[1]
    assert made[0]["configuration_sha256"] != made[2]["configuration_sha256"]


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "records.jsonl", "manifest.json", "SHA256SUMS", "a\\b", "", "."]
)
def test_a_page_cannot_lie_elsewhere_or_take_the_place_of_another_file(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a page"):
        packaging.package(tmp_path / "dist", parts(2, 2), facts=lambda: facts(2), pages=lambda written: {path: b""})
    assert not (tmp_path / "dist").exists()


def test_the_pages_know_the_files_and_counts(tmp_path: Path) -> None:
    seen: list[packaging.Written] = []

    def watch(written: packaging.Written) -> dict[str, bytes]:
        seen.append(written)
        return dict(pages(written))

    packaging.package(tmp_path / "dist", parts(3, 2), facts=lambda: facts(3), pages=watch)
    (written,) = seen
    assert written.counts.records == written.files["records.jsonl"].rows == 3
    assert written.tables["data/records.parquet"].table == "records"
    assert written.seeds["harbour.txt"].records == 3
