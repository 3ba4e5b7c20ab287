"""The README and three pages of docs/ are run: every console command and Python line, with the output compared."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "ci.md", ROOT / "docs" / "publishing.md", ROOT / "docs" / "select.md"]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(page.read_text(encoding="utf-8")) if kind == language]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a newcomer has after a clone, so that the commands can write into it."""
    folder = tmp_path_factory.mktemp("readme") / "corpuskit"
    folder.mkdir()
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "dist").mkdir()
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path) -> Path:
    subprocess.run([sys.executable, "-m", "corpuskit", "build", "-q"], cwd=checkout, check=True)
    return checkout


def commands(page: Path) -> list[tuple[str, str]]:
    """Each ``$ command`` of the console blocks with the output that is printed below it."""
    found = []
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def installs(command: str) -> bool:
    """Installing is what .ci/run does with the same lines, in a virtualenv of its own."""
    return "pip install" in command


@pytest.mark.parametrize(("command", "expected"), [c for page in PAGES for c in commands(page) if not installs(c[0])])
def test_every_command_prints_what_the_readme_shows(command: str, expected: str, built: Path) -> None:
    shown = run(command, built)
    pattern = re.escape("\n".join(line.rstrip() for line in expected.rstrip("\n").split("\n"))).replace("…", ".*?")
    printed = "\n".join(line.rstrip() for line in shown.rstrip("\n").split("\n"))
    assert re.fullmatch(pattern, printed, re.DOTALL), f"$ {command}\n{printed}"


@pytest.mark.parametrize("block", [b for page in PAGES for b in blocks(page, "pycon")])
def test_every_python_example_gives_what_the_readme_shows(
    block: str, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(built)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    test = doctest.DocTestParser().get_doctest(block, {}, "README", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    report: list[str] = []
    assert runner.run(test, out=report.append).failed == 0, "".join(report)


def test_the_readme_opens_with_the_two_commands_that_the_gate_runs() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("python -m pip install -e . && corpuskit build", "python -m pip install -e '.[test]'"):
        assert command in text
        assert command in gate
