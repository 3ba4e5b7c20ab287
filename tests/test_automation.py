"""Hooks and actions run for real: pre-commit on a git clone, the scripts of action.yml, linters on every workflow."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pastes import FERRY

from corpuskit.model import CorpuskitError
from corpuskit.version import __version__
from corpuskit.workspace.automation import automation

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
#: An article that is later than the day of collection, as when day and month were read the wrong way round.
CONFIG = 'collected = "2024-05-01"\n'


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", **environment},
        check=False,
    )


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    done = run("git", *who, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def step(name: str, folder: Path, tmp_path: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of a step of action.yml with the variables that GitHub would give it."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    given = {key: value["default"] for key, value in action["inputs"].items()} | inputs
    (found,) = [step for step in action["runs"]["steps"] if step["name"] == name]
    assert found["shell"] == "bash"
    variables = {}
    for key, expression in found["env"].items():
        source = expression.removeprefix("${{ ").removesuffix(" }}")
        variables[key] = str(ROOT) if source == "github.action_path" else given[source.removeprefix("inputs.")]
    files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    script = tmp_path / "step.sh"
    script.write_text(found["run"], encoding="utf-8")
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=folder, **variables, **files)


@pytest.mark.skipif(sys.platform == "win32", reason="the action runs bash")
def test_the_action_annotates_a_broken_record_where_it_is_broken(
    workspace_folder: Callable[..., Path], tmp_path: Path
) -> None:
    folder = workspace_folder({"paste.txt": FERRY.encode()}, CONFIG)
    done = step("Check the corpus", folder, tmp_path)
    assert done.returncode == 1
    place = "file=seeds/paste.txt,line=2,col=17"
    said = "date 2024-05-03 is later than 2024-05-01, the day on which the seed was collected"
    said += " (record 00992cfd4728da65 /date)"
    hint = "hint: check `collected` in corpus.toml and the order in which the date was read"
    assert done.stdout == f"::error {place},title=corpuskit date-after-collected::{said}%0A{hint}\n"
    assert (tmp_path / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("**corpuskit:** 1 error\n")
    assert "`date-after-collected`" in summary
    assert '"startLine": 2' in (folder / "corpuskit.sarif").read_text(encoding="utf-8")
    (folder / "seeds" / "corpus.toml").write_text("", encoding="utf-8")
    done = step("Check the corpus", folder, tmp_path, sarif="")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == "**corpuskit:** no problem\n"
    assert step("Build the data set", folder, tmp_path).returncode == 0
    assert (folder / "dist" / "manifest.json").is_file()
    locked = step("Check the corpus", folder, tmp_path, locked="true")
    assert locked.returncode == 2
    assert "title=corpuskit lock-missing" in locked.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="GitLab runs bash")
def test_what_the_page_shows_for_gitlab_is_valid_runs_and_reports_a_broken_record(
    workspace_folder: Callable[..., Path], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").partition("## GitLab")[2]
    text = page.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "ci.yml").write_text(text, encoding="utf-8")
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "ci.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    job = yaml.safe_load(text)["corpus"]
    script = "\n".join(line for line in job["script"] if not line.startswith("pip install"))
    folder = workspace_folder({"paste.txt": FERRY.encode()})
    assert run("corpuskit", "build", "-q", "--update-lock", cwd=folder).returncode == 0
    good = run("bash", "-eo", "pipefail", "-c", script, cwd=folder)
    assert good.returncode == 0, good.stderr
    (folder / "seeds" / "more.txt").write_text("nothing\n", encoding="utf-8")
    assert run("bash", "-eo", "pipefail", "-c", script, cwd=folder).returncode == 1
    reports = job["artifacts"]["reports"]
    (told,) = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    assert (told["check_name"], told["location"]["path"]) == ("no-articles", "seeds/more.txt")
    assert "no-articles" in (folder / reports["junit"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("origin", "installed", "here"),
    [
        (None, f"corpuskit-cli=={__version__}", None),
        ({"url": "file:///home/ana/corpuskit", "dir_info": {"editable": True}}, f"corpuskit-cli=={__version__}", True),
        (
            {"url": "https://example.org/r", "vcs_info": {"vcs": "git", "commit_id": "4f2a91"}},
            "corpuskit-cli @ git+https://example.org/r@4f2a91",
            None,
        ),
    ],
)
def test_what_is_installed_is_what_runs_here_or_it_is_said_that_others_cannot_get_it(
    tmp_path: Path, origin: dict[str, object] | None, installed: str, here: bool | None
) -> None:
    package = tmp_path / "site" / f"corpuskit_cli-{__version__}.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text(f"Metadata-Version: 2.1\nName: corpuskit-cli\nVersion: {__version__}\n")
    if origin is not None:
        (package / "direct_url.json").write_text(json.dumps(origin))
    path = os.pathsep.join([str(tmp_path / "site"), str(ROOT)])
    done = run(sys.executable, "-m", "corpuskit", "init", "--ci", "c", cwd=tmp_path, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert f'"{installed}"' in (tmp_path / "c" / ".github" / "workflows" / "corpus.yml").read_text(encoding="utf-8")
    assert ("file:///home/ana/corpuskit: where the index does not have it" in done.stderr) == bool(here)


def test_an_input_of_the_action_is_never_part_of_a_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert [step["name"] for step in action["runs"]["steps"] if "${{" in step.get("run", "")] == []


def test_linters_find_nothing_of_weight_in_action_workflows_and_hooks(tmp_path: Path) -> None:
    for path, text in automation().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    checked = [ROOT / "action.yml", *(ROOT / ".github" / "workflows").glob("*.yml")]
    checked += (tmp_path / ".github" / "workflows").glob("*.yml")
    assert len(checked) == 4
    done = run(BIN / "zizmor", "--offline", "--min-severity", "medium", *checked, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    for schema, files in (("vendor.github-actions", checked[:1]), ("vendor.github-workflows", checked[1:])):
        done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *files, cwd=tmp_path)
        assert done.returncode == 0, done.stdout
    files = {
        "validate-manifest": ROOT / ".pre-commit-hooks.yaml",
        "validate-config": tmp_path / ".pre-commit-config.yaml",
    }
    for command, file in files.items():
        done = run(BIN / "pre-commit", command, file, cwd=tmp_path)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("source", ["x; rm -rf /", 'a"b', "a\nb", "$(x)", "`x`"])
def test_what_is_installed_can_be_no_command(source: str) -> None:
    with pytest.raises(CorpuskitError):
        automation(source)


def test_init_adds_an_example_and_the_automation_when_asked_and_keeps_what_is_there(tmp_path: Path) -> None:
    source = "corpuskit-cli @ git+https://example.org/r@v1"
    init = (sys.executable, "-m", "corpuskit", "init", "--example")
    done = run(*init, "--ci", "--from", source, "c", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    workflow = (tmp_path / "c" / ".github" / "workflows" / "corpus.yml").read_text(encoding="utf-8")
    assert 'pip install --quiet "corpuskit-cli @ git+https://example.org/r@v1"' in workflow
    assert "corpuskit build c" in done.stdout
    again = run(*init, "c", cwd=tmp_path)
    assert "which already existed" in again.stdout
    built = run(sys.executable, "-m", "corpuskit", "build", "c", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "6 records from 1 seed" in built.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_hooks_run_from_a_git_clone_of_this_repository_and_stop_a_broken_record(
    workspace_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """pre-commit installs corpuskit with its dependencies from the package index."""
    clone = tmp_path / "clone"
    shutil.copytree(
        ROOT,
        clone,
        ignore=shutil.ignore_patterns(".git", ".venv", "dist", "tests", ".*cache", "__pycache__", "training"),
    )
    (clone / "dist").mkdir()
    git(clone, "init", "-q")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "corpuskit")
    revision = run("git", "rev-parse", "HEAD", cwd=clone).stdout.strip()
    folder = workspace_folder({"paste.txt": FERRY.encode()})
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {clone.as_uri()}\n  rev: {revision}\n  hooks:\n"
        "  - id: corpuskit-validate\n  - id: corpuskit-locked\n",
        encoding="utf-8",
    )
    run(sys.executable, "-m", "corpuskit", "build", "-q", "--update-lock", cwd=folder)
    shutil.rmtree(folder / "dist")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    store = str(tmp_path / "store")
    good = run(BIN / "pre-commit", "run", "--all-files", cwd=folder, PRE_COMMIT_HOME=store)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.count("Passed") == 2
    (folder / "seeds" / "corpus.toml").write_text(CONFIG, encoding="utf-8")
    git(folder, "add", "-A")
    bad = run(BIN / "pre-commit", "run", cwd=folder, PRE_COMMIT_HOME=store)
    assert bad.returncode == 1
    assert bad.stdout.count("Failed") == 2
    assert "seeds/paste.txt:2:17 record 00992cfd4728da65 /date: error[date-after-collected]" in bad.stdout
    assert "corpuskit.lock:2: error[lock-moved] the configuration changed" in bad.stdout
    assert run("git", "status", "--porcelain", "--untracked-files=all", cwd=folder).stdout.count("\n") == 5
