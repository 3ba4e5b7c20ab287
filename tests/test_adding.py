"""`corpuskit add`: what a file would add is told before it is put into seeds/, where nothing is ever overwritten."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pastes import FERRY

from corpuskit import adding
from corpuskit.model import CorpuskitError
from corpuskit.workspace.names import free_name

MILL = """Harbour office moves to the old mill
Coast Gazette | 9 June 2024
The harbour office will move to the old mill in autumn, the town said on Monday, since its rooms are too small.
The rent is paid by the port, and the mill has been empty for eleven years.
"""


@pytest.fixture
def workspace(workspace_folder: Callable[..., Path]) -> Path:
    return workspace_folder({"ferry.txt": FERRY.encode()}, 'collected = "2024-07-01"\n')


def add(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "corpuskit", "add", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_a_file_is_looked_at_and_then_put_into_seeds_as_it_is(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    dry = add("../mill.txt", "--dry-run", cwd=workspace)
    assert dry.returncode == 0, dry.stderr
    assert not (workspace / "seeds" / "mill.txt").exists()
    for word in ("1 record from 1 seed", "every byte accounted for", "first seen  Coast Gazette", "seeds/mill.txt"):
        assert word in dry.stderr
    asked = add("../mill.txt", cwd=workspace)
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    done = add("../mill.txt", "--yes", cwd=workspace)
    assert done.stdout == "added seeds/mill.txt\n"
    assert (workspace / "seeds" / "mill.txt").read_bytes() == MILL.encode()
    again = add("../mill.txt", "--yes", cwd=workspace)
    assert (again.returncode, again.stdout) == (0, "")
    assert "seeds/mill.txt has the same bytes" in again.stderr
    assert sorted(path.name for path in (workspace / "seeds").iterdir()) == ["corpus.toml", "ferry.txt", "mill.txt"]


def test_duplicates_and_problems_of_the_new_records_are_told_and_errors_keep_a_file_out(
    workspace: Path, tmp_path: Path
) -> None:
    twin = FERRY.replace("Coast Courier | 3 May 2024", "Island Herald | 4 May 2024")
    (tmp_path / "twin.txt").write_text(twin, encoding="utf-8")
    looked = adding.look(workspace, [tmp_path / "twin.txt"])
    (found,) = looked.twins
    assert found.code == "duplicate"
    assert looked.problems == ()
    assert looked.unlisted == ("Island Herald",)
    late = MILL.replace("9 June", "9 July")
    (tmp_path / "late.txt").write_text(late, encoding="utf-8")
    done = add("../late.txt", "--yes", cwd=workspace)
    assert done.returncode == 1
    assert "late.txt:2:" in done.stderr
    assert "error[date-after-collected]" in done.stderr
    assert done.stdout == ""
    (tmp_path / "none.txt").write_bytes(b"")
    assert add("../none.txt", "--yes", cwd=workspace).returncode == 1
    assert [path.name for path in (workspace / "seeds").glob("*.txt")] == ["ferry.txt"]


def test_a_name_that_is_taken_is_numbered_and_never_overwritten(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(MILL, encoding="utf-8")
    looked = adding.look(workspace, [tmp_path / "ferry.txt"])
    assert looked.wanted[0].name == "ferry-2.txt"
    (workspace / "seeds" / "ferry-2.txt").write_text("taken meanwhile", encoding="utf-8")
    with pytest.raises(CorpuskitError, match="exists now"):
        adding.place(workspace, looked.wanted)
    assert (workspace / "seeds" / "ferry-2.txt").read_text(encoding="utf-8") == "taken meanwhile"
    with pytest.raises(CorpuskitError, match="never overwritten"):
        adding.look(workspace, [tmp_path / "ferry.txt"], "ferry.txt")
    assert not list((workspace / "seeds").glob(".adding-*"))


def test_a_file_that_changes_between_look_and_copy_is_not_taken(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    looked = adding.look(workspace, [tmp_path / "mill.txt"], "2024/mill.txt")
    (tmp_path / "mill.txt").write_text(MILL + "More.\n", encoding="utf-8")
    with pytest.raises(CorpuskitError, match="changed while"):
        adding.place(workspace, looked.wanted)
    assert list((workspace / "seeds" / "2024").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../x.txt", "/x.txt", "a//b.txt", ".x.txt", "a\\b.txt", "x.toml", "README", "a\nb.txt"]
)
def test_a_name_that_no_seed_can_have_is_refused(name: str, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    with pytest.raises(CorpuskitError) as caught:
        adding.look(workspace, [tmp_path / "mill.txt"], name)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("paste.txt", "paste.txt"),
        ("What? 5:30.txt", "What- 5-30.txt"),
        (".hidden", "hidden"),
        ("notes.toml", "notes.toml.txt"),
        ("README.md", "seed-README.md"),
        ("~$report.docx", "seed-~$report.docx"),
        ("aux.txt", "seed-aux.txt"),
        ("a\x1bb\udcff.txt", "a-b-.txt"),
        ("trailing. .", "trailing"),
        ("...", "seed.txt"),
        ("Cafe\u0301.txt", "Caf\u00e9.txt"),
        ("PASTE.TXT", "PASTE.TXT"),
    ],
)
def test_every_system_can_have_the_name_that_a_file_gets(name: str, made: str) -> None:
    assert free_name(name, set()) == made
    second = free_name(name, {made.casefold()})
    assert second != made
    assert "-2" in second


def test_a_link_that_leads_out_of_seeds_is_not_followed(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    looked = adding.look(workspace, [tmp_path / "mill.txt"], "sub/mill.txt")
    os.symlink(tmp_path / "outside", workspace / "seeds" / "sub")
    with pytest.raises(CorpuskitError, match="outside"):
        adding.place(workspace, looked.wanted)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(("answer", "added"), [(b"n\n", False), (b"\n", True)])
def test_a_person_at_a_terminal_is_asked(answer: bytes, added: bool, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "corpuskit", "add", "../mill.txt"]
    with subprocess.Popen(
        command, cwd=workspace, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        os.write(leader, answer)
        _, said = run.communicate(timeout=120)
    os.close(leader)
    os.close(follower)
    assert b"Add 1 file?" in said
    assert run.returncode == 0
    assert (workspace / "seeds" / "mill.txt").exists() == added


def test_a_file_is_put_whole_where_the_file_system_has_no_links(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    looked = adding.look(workspace, [tmp_path / "mill.txt"])

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(CorpuskitError):
            adding.place(workspace, looked.wanted)
    assert [path.name for path in (workspace / "seeds").iterdir() if "mill" in path.name or path.name[0] == "."] == []
    (placed,) = adding.place(workspace, looked.wanted)
    assert placed.read_text(encoding="utf-8") == MILL
