"""Every page of the documentation is run: each console command and Python line, with the output compared.

Commands of a page run one after the other in a copy of a fresh clone that was built once. A command that stands between
``<!-- run:`` and ``-->`` is run as well: it sets up what the page takes for granted. In what is shown, … stands for
anything. What cannot be run stands in `NOT_RUN`, with the reason; nothing else is passed over.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
#: Pages that are written from the code, whose examples are those of the help: tests/cli/test_reference.py holds them.
GENERATED = ("reference.md", "problems.md")
#: Commands that the pages show and that are not run here.
NOT_RUN = {
    "python -m pip install -e . && corpuskit build": ".ci/run begins with it, in a virtualenv of its own",
    "python -m pip install -e '.[test]' && pytest": ".ci/run does both",
    "ruff check . && ruff format --check . && mypy": ".ci/run does it",
    "python training/health/train.py --shared DIR --minilm WHEEL --glove PACKAGE": "needs texts beside it",
    "python benchmarks/performance.py": "takes many minutes",
    "pip install 'corpuskit-cli[ray]'": "the test environment has it",
    "pip install 'corpuskit-cli[s3]'": "the test environment has it",
    "corpuskit build --engine ray": "tests/engines/test_on_ray.py builds on Ray, which takes long to start",
    "corpuskit build --engine ray --address 10.0.0.7:6379": "needs a cluster",
    "corpuskit build s3://my-bucket/corpus --engine ray": "needs a store and a cluster",
    "python tests/fuzz/explore.py --seconds 3600": "takes an hour",
    "python tests/fuzz/mutations.py --number 20000": "takes half an hour; .ci/run does a tenth of it",
    "python tests/faults/sweep.py": "takes many minutes; .ci/run does a tenth of it",
    "python tests/faults/moments.py": "takes many minutes; .ci/run does a tenth of it",
    "python tests/acceptance/worlds.py": "takes minutes; tests/acceptance/test_same_bytes.py does a part of it",
    "python tests/faults/damage.py": "takes many minutes; .ci/run does a tenth of it",
    "python tests/acceptance/other_arrow.py": "installs another pyarrow; the repository's workflow does it",
    "corpuskit datasheet --open": "opens a browser",
}
#: Pages whose commands another test runs, on records whose ids it puts in.
ELSEWHERE = {"corrections.md": "tests/corrections/test_docs.py"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = re.compile(r"<!-- run: (.*?) -->|^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: A command that is shown as plain code.
PLAIN = re.compile(r"^(?: {4})?((?:corpuskit|python|pip|ruff|uv|git) .*)$", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(page.read_text(encoding="utf-8")) if kind == language]


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a newcomer has after a clone, built."""
    folder = tmp_path_factory.mktemp("readme") / "corpuskit"
    folder.mkdir()
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "dist").mkdir()
    subprocess.run([sys.executable, "-m", "corpuskit", "build", "-q"], cwd=folder, check=True)
    return folder


@pytest.fixture
def built(clone: Path, tmp_path: Path) -> Path:
    """A copy of it, so that the commands can write into it."""
    return shutil.copytree(clone, tmp_path / "corpuskit")


def commands(text: str) -> Iterator[tuple[str, str | None]]:
    """Each command of a page in order, with the output that is printed below it; None for what only sets up."""
    for setting_up, block in RUN.findall(text):
        if setting_up:
            yield setting_up, None
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while output.startswith(">"):  # as the shell asks for more of a command
                further, _, output = output.partition("\n")
                command += "\n" + further[1:].removeprefix(" ")
            yield command, output


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    "page", [p for p in PAGES if "```console" in p.read_text(encoding="utf-8")], ids=lambda p: p.name
)
def test_every_command_prints_what_the_page_shows(page: Path, built: Path, request: pytest.FixtureRequest) -> None:
    if page.name == "stores.md":
        request.getfixturevalue("endpoint")
    wrong = []
    for command, expected in commands(page.read_text(encoding="utf-8")):
        if command in NOT_RUN:
            continue
        done = run(command, built)
        printed = lines(done.stdout)
        if expected is None:
            assert done.returncode == 0, f"{page.name}: {command}\n{printed}"
        elif not re.fullmatch(re.escape(lines(expected)).replace("…", ".*?"), printed, re.DOTALL):
            wrong.append(f"$ {command}\n{printed}")
    assert not wrong, f"{page.name} shows something else:\n" + "\n\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_is_shown_that_is_not_run(page: Path) -> None:
    if page.name in {*GENERATED, *ELSEWHERE}:
        return
    text = page.read_text(encoding="utf-8")
    outside = re.sub(r"^```(?:console|pycon|python|toml|yaml|json)\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    fenced = "\n".join(body for _, body in FENCE.findall(outside))
    indented = "\n".join(line for line in FENCE.sub("", outside).split("\n") if line.startswith("    "))
    shown = [re.sub(r"\s{2,}#? ?.*$", "", found).strip() for found in PLAIN.findall(f"{fenced}\n{indented}")]
    assert [command for command in shown if command not in NOT_RUN] == [], page.name


def test_what_is_not_run_is_still_shown() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [command for command in NOT_RUN if command not in text] == []


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "pycon")], ids=lambda page: page.name)
def test_every_python_example_gives_what_the_page_shows(
    page: Path, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(built)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    report: list[str] = []
    for block in blocks(page, "pycon"):
        test = doctest.DocTestParser().get_doctest(block, {}, page.name, None, 0)
        runner.run(test, out=report.append)
    assert not report, "".join(report)


def test_the_readme_opens_with_the_two_commands_that_the_gate_runs() -> None:
    text = README.read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("python -m pip install -e . && corpuskit build", "python -m pip install -e '.[test]'"):
        assert command in text
        assert command in gate
