"""What the shell offers behind TAB, asked for as the shells ask for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import PASTE, ROOT, corpuskit

from corpuskit.cli import COMMANDS
from corpuskit.problems import codes

SCRIPT = """
import atexit, sys
from corpuskit.cli import main
heavy = {"pyarrow", "numpy", "jsonschema", "corpuskit.pipeline"}
atexit.register(lambda: print("loaded", *(heavy & set(sys.modules))))
sys.argv[0] = "corpuskit"
main()
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completing")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "paste.txt").write_text(PASTE, encoding="utf-8", newline="")
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


def offered(folder: Path, *words: str) -> list[str]:
    """Values that bash is offered for the last of the words."""
    line = {"COMP_WORDS": " ".join(("corpuskit", *words)), "COMP_CWORD": str(len(words))}
    done = corpuskit(cwd=folder, _CORPUSKIT_COMPLETE="bash_complete", **line)
    assert done.stderr == b""
    return done.stdout.decode().split()


def ids(folder: Path) -> list[str]:
    return [json.loads(line)["id"] for line in (folder / "dist" / "records.jsonl").read_bytes().splitlines()]


def test_commands_and_options_are_offered(workspace: Path) -> None:
    assert offered(workspace, "ex") == ["plain,explain"]
    assert len(offered(workspace, "")) == len(COMMANDS)
    assert offered(workspace, "build", "--update") == ["plain,--update-lock"]


def test_record_ids_are_offered_and_codes_only_where_they_are_taken(workspace: Path) -> None:
    first, second = ids(workspace)
    assert offered(workspace, "explain", first[:8]) == [f"plain,{first}"]
    assert offered(workspace, "correct", "") == [f"plain,{first}", f"plain,{second}"]
    assert offered(workspace, "explain", "unverified-h") == ["plain,unverified-health-claim"]
    assert offered(workspace, "correct", "unverified-h") == ["file,unverified-h"]
    assert len(offered(workspace, "explain", "")) == 2 + len(codes())
    assert offered(workspace, "correct", first, "--withdraw", "undat") == ["plain,undated"]


def test_ids_come_from_the_corpus_that_is_named(workspace: Path, tmp_path: Path) -> None:
    first = ids(workspace)[0]
    assert offered(tmp_path, "explain", first[:8]) == [f"file,{first[:8]}"]
    assert offered(tmp_path, "explain", "--dist", str(workspace / "dist"), first[:8]) == [f"plain,{first}"]
    assert offered(tmp_path, "correct", "--workspace", str(workspace), first[:8]) == [f"plain,{first}"]


def test_lists_are_completed_at_their_last_value(workspace: Path) -> None:
    assert offered(workspace, "build", "--also", "csv,sq") == ["plain,csv,sqlite"]
    assert offered(workspace, "build", "--without", "language,l") == []
    assert offered(workspace, "validate", "--ignore", "undated,ambiguous-d") == ["plain,undated,ambiguous-date"]
    assert offered(workspace, "schema", "corr") == ["plain,corrections"]
    assert offered(workspace, "build", "se") == ["file,se"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_the_title_beside_the_id(shell: str, workspace: Path) -> None:
    first = ids(workspace)[0]
    word = first[:8]
    at = {"zsh": "2", "fish": word}[shell]
    line = {"COMP_WORDS": f"corpuskit explain {word}", "COMP_CWORD": at}
    done = corpuskit(cwd=workspace, _CORPUSKIT_COMPLETE=f"{shell}_complete", **line).stdout.decode()
    assert first in done
    assert "Harbour ferry to run all night from June" in done


def test_nothing_heavy_is_loaded_for_it(workspace: Path) -> None:
    line = {"COMP_WORDS": "corpuskit explain ", "COMP_CWORD": "2", "_CORPUSKIT_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **line},
    )
    assert done.stdout.splitlines()[-1] == "loaded"
    assert f"plain,{ids(workspace)[0]}" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash")
def test_bash_runs_the_script_that_the_documentation_names(workspace: Path) -> None:
    page = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
    line = 'eval "$(_CORPUSKIT_COMPLETE=bash_source corpuskit)"'
    assert line in page
    press = 'COMP_WORDS=(corpuskit rehy); COMP_CWORD=1; _corpuskit_completion corpuskit; echo "${COMPREPLY[@]}"'
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{line}\n{press}"],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    assert done.stdout == "rehydrate\n"
