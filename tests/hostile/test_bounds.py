"""Every bound on what is read: documented, with the default of the code, and changed by corpus.toml."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import corpuskit
from corpuskit import contract, pipeline
from corpuskit.model import CorpuskitError
from corpuskit.problems import codes
from corpuskit.validation import validate
from corpuskit.workspace import Limits, open_workspace

PAGE = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `?([^`|]+?)`? \|.*\| `([a-z-]+)` \|$", re.MULTILINE)
UNITS = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "": 1}

TEXT = b"Talks go on in the harbour\nHarbour Post | 12 November 2024\n\nThe talks go on, the office said on Monday.\n\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def test_the_page_lists_every_limit_with_its_default_and_its_error() -> None:
    listed = dict(ROW.findall(PAGE))
    schema = contract.schema("corpus")["properties"]["limits"]["properties"]
    names = set(Limits._fields)
    assert names == schema.keys() <= listed.keys()
    assert set(listed.values()) <= codes().keys()
    for name in names:
        (default,) = re.findall(rf"^\| `{name}` \|.*\| ([0-9,]+) ?([KMGT]iB)? \| `", PAGE, re.MULTILINE)
        told = int(default[0].replace(",", "")) * UNITS[default[1]]
        assert told == schema[name]["default"] == getattr(Limits(), name)


#: For each limit a value, what goes beyond it, and the code of the error.
BEYOND: dict[str, tuple[int, dict[str, bytes], str]] = {
    "records": (1, {"a.txt": TEXT, "b.txt": TEXT}, "beyond-limit"),
    "seeds": (1, {"a.txt": TEXT, "b.txt": TEXT}, "beyond-limit"),
    "seed_bytes": (1024, {"a.txt": 20 * TEXT}, "beyond-limit"),
    "line_bytes": (1 << 20, {"a.txt": TEXT + b"x" * (1 << 21) + b"\n"}, "line-too-long"),
    "stream_bytes": (1024, {"a.txt.gz": gzip.compress(20 * TEXT)}, "stream-too-long"),
    "archive_depth": (1, {"a.zip": zipped({"b.zip": zipped({"a.txt": TEXT})})}, "archive-too-large"),
    "archive_members": (1, {"a.zip": zipped({"a.txt": TEXT, "b.txt": TEXT})}, "archive-too-large"),
    "archive_bytes": (1024, {"a.zip": zipped({"a.txt": 20 * TEXT})}, "archive-too-large"),
    "archive_ratio": (20, {"a.txt.gz": gzip.compress(b"\n" * (17 << 20))}, "archive-too-large"),
    "whole_bytes": (1024, {"a.html": b"<html><body><p>" + 20 * TEXT + b"</p></body></html>"}, "too-large"),
    "record_bytes": (1024, {"a.txt": TEXT + b"The talks go on, the office said.\n" * 200}, "record-too-long"),
    "record_lines": (100, {"a.txt": TEXT + b"The talks go on, the office said.\n" * 200}, "record-too-long"),
}


@pytest.mark.parametrize("limit", BEYOND)
def test_a_limit_of_corpus_toml_stops_a_build_with_a_clear_error(
    workspace_folder: Callable[..., Path], limit: str
) -> None:
    value, files, code = BEYOND[limit]
    folder = workspace_folder(files, f"[limits]\n{limit} = {value}\n")
    assert getattr(open_workspace([folder]).limits, limit) == value
    with pytest.raises(CorpuskitError) as raised:
        pipeline.build([folder], None, pipeline.Options())
    assert [found.code for found in raised.value.problems if found.severity == "error"] == [code]
    assert limit in raised.value.problems[-1].message + (raised.value.problems[-1].hint or "")
    assert not (folder / "dist").exists()


def test_an_article_of_an_export_is_bounded_as_one_of_a_paste_is(workspace_folder: Callable[..., Path]) -> None:
    data = "title,text,date\nA,{},2024-01-01\n".format("Talks go on. " * 200)
    folder = workspace_folder({"a.csv": data.encode()}, "[limits]\nrecord_bytes = 1024\n")
    with pytest.raises(CorpuskitError, match="more than 1,024 bytes"):
        pipeline.build([folder], None, pipeline.Options())


def test_a_line_of_json_is_bounded_by_corpus_toml(workspace_folder: Callable[..., Path], tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_bytes(b'{"id": "' + b"x" * (12 << 20) + b'"}\n')
    config = workspace_folder({"a.txt": TEXT}, "[limits]\njson_line_bytes = 4194304\n") / "seeds" / "corpus.toml"
    found = {problem.code for problem in validate([records], config=config).problems}
    assert "json-line-too-long" in found
    assert "json-line-too-long" not in {problem.code for problem in validate([records]).problems}


def test_the_number_of_candidates_for_a_duplicate_is_bounded_by_corpus_toml(
    workspace_folder: Callable[..., Path],
) -> None:
    """Of six equal articles each is compared with the next one only, or with all."""
    named = {}
    for candidates in (1, 64):
        folder = workspace_folder({f"{n}.txt": TEXT for n in range(6)}, f"[limits]\ncandidates = {candidates}\n")
        pipeline.build([folder], None, pipeline.Options())
        records = corpuskit.load(folder / "dist", form="records")
        named[candidates] = [sum(caveat["code"] == "duplicate" for caveat in record.caveats) for record in records]
    assert named == {1: [1, 2, 2, 2, 2, 1], 64: [5] * 6}


def test_every_limit_is_tried() -> None:
    assert {*BEYOND, "json_line_bytes", "candidates"} == set(Limits._fields)
