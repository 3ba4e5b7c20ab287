"""What the pages show of policies and conditions is what corpuskit takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpuskit import corrections
from corpuskit.conditions import parse
from corpuskit.workspace.configuration.config import load
from corpuskit.workspace.configuration.policy import policy

DOCS = Path(__file__).parent.parent.parent / "docs"
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", (DOCS / "ci.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
CONDITIONS = (DOCS / "conditions.md").read_text(encoding="utf-8")
#: The examples at the top, and the tests of the table.
SHOWN = [line.strip() for line in CONDITIONS.split("\n## ")[0].split("\n") if line.startswith("    ")]
SHOWN += [
    one for row in re.findall(r"^\| (`.*?) \|", CONDITIONS, re.MULTILINE) for one in re.findall(r"`([^`]+)`", row)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_configuration_on_the_page_is_taken(block: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(block, encoding="utf-8")
    if block.lstrip("[").startswith("correction"):
        assert len(corrections.load(path)) == 1
    else:
        stated = load(path)
        assert len(policy(stated).requirements) == len(stated.get("require", {}))


@pytest.mark.parametrize("condition", SHOWN)
def test_the_conditions_on_the_page_are_understood(condition: str) -> None:
    assert parse(condition).columns


def test_the_pages_show_something() -> None:
    assert len(BLOCKS) == 3
    assert len(SHOWN) > 12
