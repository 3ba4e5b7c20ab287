"""What the pages on corrections and layouts show is right: stanzas are read, commands run."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import corpuskit
from corpuskit.cli import failures, group
from corpuskit.corrections import parse
from corpuskit.corrections.stanzas import KINDS
from corpuskit.workspace import layouts

DOCS = Path(__file__).parent.parent.parent / "docs"
PASTE = """Harbour ferry to run all night from June
Coast Courier | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
Residents on both shores had asked for a night service since the last bus was withdrawn.

Library opens its map room
Coast Courier
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
"""


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)


def commands(page: str) -> list[list[str]]:
    lines = "".join(blocks(page, "sh")).splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("corpuskit ")]


@pytest.fixture
def folder(workspace_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    text = (
        PASTE + "\n" * 23 + "Library closes again\nCoast Courier | 9 May 2024\nThe room is closed until the autumn.\n"
    )
    made = workspace_folder({"paste.txt": text.encode()})
    monkeypatch.chdir(made)
    return made


def test_the_stanzas_of_the_page_are_read_and_each_kind_is_listed() -> None:
    said = [len(parse(Path("corrections.toml"), block)) for block in blocks("corrections.md", "toml")]
    assert said == [2, 1]
    page = (DOCS / "corrections.md").read_text("utf-8")
    assert all(f"`{kind} = " in page for kind in KINDS)


def test_the_commands_on_corrections_run(folder: Path) -> None:
    corpuskit.build(folder)
    undated = next(one for one in corpuskit.split(folder) if one.date is None)
    found = commands("corrections.md")
    assert len(found) == 6
    for command in found:
        arguments = [undated.id if word == "4f2a91" else word for word in command]
        assert failures.run(group, arguments) == 0, command
    written = (folder / "seeds" / "corrections.toml").read_text("utf-8")
    assert len(parse(folder / "seeds" / "corrections.toml", written)) == 6


def test_the_layouts_of_the_page_follow_their_schema(tmp_path: Path) -> None:
    found = blocks("layouts.md", "toml")
    assert len(found) == 2
    for block in found:
        path = tmp_path / "x.layout.toml"
        path.write_text(block, "utf-8")
        assert layouts.load(path) == tomllib.loads(block)
