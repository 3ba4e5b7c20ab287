"""Help that fits the terminal, and what explains itself in a pager."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from cli_runs import PASTE, corpuskit
from test_commands import on_a_terminal

from corpuskit.cli import COMMANDS, group
from corpuskit.cli.helping import WORDS, folded


def every_command() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        yield name, command
        for below in getattr(command, "commands", {}).values():
            yield f"{name} {below.name}", below


@pytest.mark.parametrize("columns", [40, 60, 72, 100])
def test_no_line_of_any_help_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for name, command in [("", group), *every_command()]:
        context = command.context_class(command, info_name=f"corpuskit {name}".strip(), max_content_width=100)
        shown = command.get_help(context)
        wide = [line for line in shown.split("\n") if len(line) > columns and len(WORDS.findall(line.strip(" \\"))) > 1]
        assert not wide, f"corpuskit {name} --help at {columns} columns: {wide}"


def test_a_folded_example_can_still_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, command in every_command():
        lines = [line for line in (command.epilog or "").split("\n")[2:] if line]
        for line in lines:
            first = line.strip().split("  ")[0]
            alone = "\n".join(folded([f"  {first}", "x" * 61], 60)).split("\n" + "x" * 61)[0]
            assert alone.replace(" \\\n   ", "").strip() == first, name


def test_a_table_keeps_its_second_column_where_it_has_room() -> None:
    lines = ["  0    done", "  2    usage error: options, configuration, missing input"]
    assert list(folded(lines, 40)) == [
        "  0    done",
        "  2    usage error: options,",
        "       configuration, missing input",
    ]


def test_explain_shows_a_record_in_the_pager_of_a_terminal_and_only_there(
    workspace_folder: Callable[..., Path], tmp_path: Path
) -> None:
    folder = workspace_folder({"paste.txt": PASTE.encode()})
    corpuskit("build", "-q", cwd=folder)
    record = (folder / "dist" / "records.jsonl").read_text(encoding="utf-8").split('"id":"')[1][:16]
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho in the pager $LESS\ncat\n", encoding="utf-8")
    pager.chmod(0o755)
    seen = on_a_terminal("explain", record, cwd=folder, PAGER=str(pager), NO_COLOR="1")
    assert seen.startswith(b"in the pager -FRX")
    assert b"Harbour ferry" in seen
    assert b"\x1b" not in seen
    shown = on_a_terminal("explain", record, "--no-pager", cwd=folder, PAGER=str(pager))
    assert b"in the pager" not in shown
    assert b"Harbour ferry" in shown
    assert b"in the pager" not in corpuskit("explain", record, cwd=folder, PAGER=str(pager)).stdout
