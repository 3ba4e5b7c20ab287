"""Every bound on what is read: documented, with the default of the code, and changed by corpus.toml."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpuskit import contract, pipeline
from corpuskit.model import CorpuskitError
from corpuskit.problems import codes
from corpuskit.workspace import Limits, open_workspace

PAGE = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `?([^`|]+?)`? \|.*\| `([a-z-]+)` \|$", re.MULTILINE)
UNITS = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "": 1}

ARTICLE = (
    "Talks go on in the harbour\nHarbour Post | 12 November 2024\n\nThe talks go on, the office said on Monday.\n\n"
)


def test_the_page_lists_every_limit_with_its_default_and_its_error() -> None:
    listed = dict(ROW.findall(PAGE))
    schema = contract.schema("corpus")["properties"]["limits"]["properties"]
    names = {field.name for field in dataclasses.fields(Limits)}
    assert names == schema.keys() <= listed.keys()
    assert set(listed.values()) <= codes().keys()
    for name in names:
        (default,) = re.findall(rf"^\| `{name}` \|.*\| ([0-9,]+) ?([KMGT]iB)? \| `", PAGE, re.MULTILINE)
        told = int(default[0].replace(",", "")) * UNITS[default[1]]
        assert told == schema[name]["default"] == getattr(Limits(), name)


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("records", 1, "beyond-limit"),
        ("seeds", 1, "beyond-limit"),
        ("seed_bytes", 1024, "beyond-limit"),
        ("line_bytes", 1 << 20, "line-too-long"),
    ],
)
def test_a_limit_of_corpus_toml_stops_a_build_with_a_clear_error(
    workspace_folder: Callable[..., Path], limit: str, value: int, code: str
) -> None:
    long = "x" * (1 << 21) if limit == "line_bytes" else "Second.\n" * 200
    files = {"a.txt": (ARTICLE * 3).encode(), "b.txt": f"{ARTICLE}{long}\n".encode()}
    folder = workspace_folder(files, f"[limits]\n{limit} = {value}\n")
    assert getattr(open_workspace([folder]).limits, limit) == value
    with pytest.raises(CorpuskitError) as raised:
        pipeline.build([folder], None, pipeline.Options())
    assert [found.code for found in raised.value.problems if found.severity == "error"] == [code]
    assert limit in (raised.value.problems[-1].hint or "")
    assert not (folder / "dist").exists()
