"""Every planted fault is found by verify, under any seal; docs/package.md says which validators miss it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from planted_faults import FAULTS
from resealing import reseal

from corpuskit.checking.verifying.verify import verify


@pytest.fixture
def copy(corpus: Path, tmp_path: Path) -> Path:
    """A copy with the seeds beside it."""
    shutil.copytree(corpus.parent / "seeds", tmp_path / "seeds")
    return shutil.copytree(corpus, tmp_path / "dist")


def test_a_corpus_as_built_is_described_rightly(corpus: Path) -> None:
    found = verify(corpus)
    assert found.problems == ()
    assert "8 descriptions tell what is there: croissant.json" in found.checked[1]
    assert found.checked[2].endswith("read through croissant.json and datapackage.json")


def test_a_seal_made_anew_over_the_same_files_is_no_fault(copy: Path) -> None:
    reseal(copy)
    assert verify(copy).problems == ()


@pytest.mark.parametrize("what", FAULTS)
def test_a_planted_fault_is_found(what: str, copy: Path) -> None:
    FAULTS[what].into(copy)
    assert verify(copy).problems, what


@pytest.mark.parametrize("name", ["croissant.json", "datapackage.json", "ro-crate-metadata.json", "datasheet.json"])
@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"null", b'{"@graph":[{}]}', b"[" * 100_000, b"\xff"])
def test_a_description_that_is_something_else_is_a_problem_and_no_fault_of_ours(
    name: str, raw: bytes, copy: Path
) -> None:
    (copy / name).write_bytes(raw)
    reseal(copy)
    assert {problem.code for problem in verify(copy).problems} == {"description-differs"}


def test_no_message_repeats_an_article(copy: Path) -> None:
    records = [json.loads(line) for line in (copy / "records.jsonl").read_text("utf-8").split("\n")[:-1]]
    text = max((record["text"] for record in records), key=len)
    for name in ("croissant.json", "datapackage.json"):
        content = json.loads((copy / name).read_bytes())
        listed = content.get("distribution") or content["resources"]
        listed[0]["contentUrl" if "distribution" in content else "path"] = text
        content["license" if "distribution" in content else "title"] = text
        (copy / name).write_text(json.dumps(content), "utf-8")
    reseal(copy)
    found = verify(copy).problems
    assert found
    assert all(len(problem.message) < 300 for problem in found)


@pytest.mark.slow
def test_the_table_of_what_validators_miss_is_current(
    corpus: Path, tmp_path: Path, page_maker: Callable[[str], Any]
) -> None:
    """Every sixth row of it is made anew; the rest only has to be there."""
    module = page_maker("make_package")
    shown = module.PAGE.read_text("utf-8").splitlines()
    assert [row for row in module.table(module.missed(corpus, tmp_path, every=6)) if row not in shown] == []
    faults = [row.split(" | ")[0] for row in shown[shown.index(module.BEGIN) : shown.index(module.END)] if " | " in row]
    assert faults == ["| fault", "| ---", *(f"| {what}" for what in FAULTS)], "run docs/make_package.py"
