"""Each statement of a corpus follows from the bytes that its evidence points at, however the seeds are stored.

What the layouts of exports state is looked at by their own tests, through the same function (`truth.untrue`).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from truth import untrue

import corpuskit
from corpuskit.pipeline import Options, view_bytes

DUMPS = Path(__file__).parent.parent / "dumps"
#: Line ends, encoding and what stands before the text, in turns.
STORED = (("\n", "utf-8", ""), ("\r\n", "utf-8", "\ufeff"), ("\r", "utf-8", ""), ("\r\n", "utf-16-le", "\ufeff"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of all our dumps, each stored otherwise than the one before it."""
    folder = tmp_path_factory.mktemp("true")
    (folder / "seeds").mkdir()
    for number, path in enumerate(sorted(DUMPS.rglob("*.txt"))):
        end, encoding, mark = STORED[number % len(STORED)]
        text = mark + path.read_text(encoding="utf-8").replace("\n", end)
        (folder / "seeds" / f"{number:03}.txt").write_bytes(text.encode(encoding))
    corpuskit.build(folder)
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "dist" / "records.jsonl").read_text("utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines]


def test_what_is_stated_follows_from_the_bytes_of_its_evidence(built: Path) -> None:
    @cache
    def view(name: str) -> bytes:
        return b"".join(view_bytes(built / "seeds" / name, Options()))

    found = records(built)
    assert len({record["provenance"]["file"] for record in found}) > 15
    assert [
        (record["id"], said) for record in found for said in untrue(record, view(record["provenance"]["file"]))
    ] == []


FALSE: dict[str, Mapping[str, Any]] = {
    "another title": {"title": "Nothing of that"},
    "another day": {"date": "1999-12-31"},
    "a text with more in it": {"text": "And then they all went home and slept."},
    "another author": {"authors": ["Nobody At All"]},
}


@pytest.mark.parametrize("what", FALSE)
def test_what_does_not_follow_is_found(built: Path, what: str) -> None:
    record = next(one for one in records(built) if one["title"] and one["date"] and one["authors"] and one["text"])
    view = b"".join(view_bytes(built / "seeds" / record["provenance"]["file"], Options()))
    assert untrue(record, view) == []
    assert untrue(record | FALSE[what], view) != []
    moved = copy.deepcopy(record)
    for entry in moved["evidence"]:
        if entry["byte_start"] is not None and entry["field"] == "title":
            entry["byte_start"] += 2
    assert untrue(moved, view) != []
