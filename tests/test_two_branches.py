"""Two people who each add a seed, a correction and a policy on a branch of their own merge without a conflict."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit
from corpuskit.model import CorpuskitError
from corpuskit.workspace import create

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

FERRY = """Harbour ferry to run all night from June
Coast Courier | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
"""
MILL = """Harbour office moves to the old mill
Coast Gazette | 9 June 2024
The harbour office will move to the old mill in autumn, the town said on Monday, since its rooms are too small.
The rent is paid by the port, and the mill has been empty for eleven years.
"""
MAPS = """Library opens its map room
Coast Courier | 5 May 2024
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
"""
#: What each of the two adds: a seed, the title that it is corrected to, and a policy.
TWO = {
    "ann": ("mill.txt", MILL, "The office moves", '"every record is dated" = { that = "date is not null" }\n'),
    "ben": ("maps.txt", MAPS, "The map room opens", '"every record has a title" = { that = "title is not null" }\n'),
}


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def require(folder: Path, policy: str) -> None:
    config = folder / "seeds" / "corpus.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[require]\n", f"[require]\n{policy}"), encoding="utf-8")


def correct(folder: Path, seed: str, title: str) -> None:
    (record,) = [one for one in corpuskit.split(folder) if one.provenance["file"] == seed]
    command = ["correct", record.id, "--set", f"title={title}", "--because", "As printed on the front page."]
    subprocess.run([sys.executable, "-m", "corpuskit", *command], cwd=folder, check=True, capture_output=True)


def test_two_branches_merge_and_the_lock_is_settled(tmp_path: Path) -> None:
    create(tmp_path)
    (tmp_path / "seeds" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    corpuskit.build(tmp_path)
    correct(tmp_path, "ferry.txt", "Ferry to run all night")
    corpuskit.build(tmp_path, update_lock=True)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "start")
    for name, (seed, text, title, policy) in TWO.items():
        git(tmp_path, "checkout", "-q", "-b", name, "main")
        (tmp_path / "seeds" / seed).write_text(text, encoding="utf-8")
        require(tmp_path, policy)
        corpuskit.build(tmp_path)
        correct(tmp_path, seed, title)
        corpuskit.build(tmp_path, update_lock=True)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", name)
    git(tmp_path, "merge", "-q", "--no-edit", "ann")
    assert git(tmp_path, "status", "--porcelain") == ""
    with pytest.raises(CorpuskitError):
        corpuskit.build(tmp_path, locked=True)
    built = corpuskit.build(tmp_path, update_lock=True)
    assert built.lock_changes is not None
    assert "conflicts are settled" in built.lock_changes
    assert corpuskit.validate(tmp_path, locked=True) == []
    titles = {record.title for record in corpuskit.split(tmp_path)}
    assert titles == {"Ferry to run all night", "The office moves", "The map room opens"}
    config = (tmp_path / "seeds" / "corpus.toml").read_text(encoding="utf-8")
    assert all(policy in config for _, _, _, policy in TWO.values())
