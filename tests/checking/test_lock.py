"""corpuskit.lock: what moved is named with its cause, and two branches merge."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit import pipeline, workspace
from corpuskit.checking import lock
from corpuskit.model import CorpuskitError
from corpuskit.packaging.sealing.manifest import Facts, SeedFacts
from corpuskit.validation import validate

ARTICLE = """{title}
Coast Courier | {day} May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
"""
FERRY = ARTICLE.format(title="Harbour ferry to run all night", day=3)
LIBRARY = ARTICLE.format(title="Library opens its map room", day=5)


def seed(name: str, sha256: str = "a") -> SeedFacts:
    return SeedFacts(name, sha256 * 64, None, 10, sha256 * 64, "utf-8", "valid-utf-8", 1.0)


def facts(*seeds: SeedFacts, outlets: str = "1", **configuration: str) -> Facts:
    return Facts(seeds, configuration, {"without": [], "encoding": None}, {"outlets": outlets})


def on_disk(path: Path, found: lock.Entries) -> lock.Lock:
    lock.write(path, found)
    return lock.read(path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda n: max(n) < "\ud800"), max_size=5, unique=True))
def test_a_lock_says_the_same_when_it_is_read_again_whatever_seeds_are_called(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    written = lock.entries(facts(*map(seed, names)), lock.Content())
    path = tmp_path_factory.mktemp("lock") / lock.LOCK
    held = on_disk(path, written)
    assert held.entries == written
    assert held.unsettled == ()
    assert lock.moved(held, written) == []
    lines = path.read_text(encoding="utf-8").split("\n")[1:-1]
    assert lines == sorted(lines)
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert lock.read(path).entries == written


def test_what_moved_is_told_with_its_cause(tmp_path: Path) -> None:
    held = on_disk(tmp_path / "l", lock.entries(facts(seed("a.txt"), seed("b.txt")), lock.Content()))
    now = lock.entries(facts(seed("a.txt", "b"), seed("c.txt"), outlets="2"), lock.Content())
    told = [problem.message for problem in lock.moved(held, now)]
    assert told == [
        "the registry outlets changed from 1 to 2",
        "seed a.txt was edited; it has no records, as before",
        "seed b.txt is gone",
        "seed c.txt is new, with no records",
    ]
    other = dict(held.entries) | {"registry outlets": "2"}
    other['seed "a.txt"'] = other['seed "a.txt"'].replace("logical:e3", "logical:00").replace("records:0", "records:1")
    assert [p.message for p in lock.moved(held, other)][1] == (
        "seed a.txt is described otherwise, because of the registry outlets; it has 1 record instead of 0"
    )
    changed = lock.moved(held, lock.entries(facts(seed("a.txt"), seed("b.txt"), title="x"), lock.Content()))
    assert [p.message for p in changed] == ["the configuration changed"]
    assert changed[0].place.line == 2
    assert {p.code for p in changed} == {"lock-moved"}


def test_both_sides_of_a_merge_and_markers_of_a_conflict_are_named_as_unsettled(tmp_path: Path) -> None:
    path = tmp_path / lock.LOCK
    path.write_text("schema 1\n<<<<<<< ours\nconfiguration sha256:1\nconfiguration sha256:2\nodd\n", encoding="utf-8")
    found = lock.moved(lock.read(path), {"schema": "1", "configuration": "sha256:3"})
    assert [(p.code, p.place.line) for p in found] == [
        ("lock-unsettled", 2),
        ("lock-unsettled", 5),
        ("lock-unsettled", 4),
    ]


def build(folder: Path, **options: bool) -> pipeline.Build:
    return pipeline.build((folder,), None, pipeline.Options(**options))


def test_a_locked_build_stands_until_a_seed_moves_and_leaves_dist_alone(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": FERRY.encode()})
    with pytest.raises(CorpuskitError) as caught:
        build(folder, locked=True)
    assert (caught.value.exit_code, caught.value.problems[0].code) == (2, "lock-missing")
    first = build(folder, update_lock=True)
    assert "seed a.txt is new, with 1 record" in (first.lock_changes or ())
    assert build(folder, locked=True).lock_changes is None
    assert validate((folder,), locked=True).problems == ()
    before = (folder / "dist" / "manifest.json").read_bytes()
    (folder / "seeds" / "b.txt").write_text(LIBRARY, encoding="utf-8")
    with pytest.raises(CorpuskitError) as caught:
        build(folder, locked=True)
    assert caught.value.exit_code == 1
    assert [p.message for p in caught.value.problems] == [
        "seed a.txt is described otherwise, because of other seeds; it has 1 record, as before",  # they are duplicates
        "seed b.txt is new, with 1 record",
    ]
    assert (folder / "dist" / "manifest.json").read_bytes() == before
    assert {p.code for p in validate((folder,), locked=True).problems} == {"lock-moved"}
    assert "seed b.txt is new, with 1 record" in (build(folder, update_lock=True).lock_changes or ())
    assert build(folder, update_lock=True).lock_changes == ()


@pytest.mark.parametrize("options", [{"locked": True, "update_lock": True}, {"locked": True}])
def test_a_lock_belongs_to_a_workspace_and_is_kept_or_written(
    workspace_folder: Callable[..., Path], options: dict[str, bool]
) -> None:
    folder = workspace_folder({"a.txt": FERRY.encode()})
    path = folder if len(options) == 2 else folder / "seeds" / "a.txt"
    with pytest.raises(CorpuskitError) as caught:
        pipeline.build((path,), folder / "out", pipeline.Options(**options))
    assert (caught.value.exit_code, caught.value.problems[0].code) == (2, "wrong-option")


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def change(folder: Path, name: str, title: str, code: str) -> None:
    """What somebody does on a branch: a seed, a correction, a policy of each kind, and the lock."""
    (folder / "seeds" / f"{name}.txt").write_text(ARTICLE.format(title=title, day=7), encoding="utf-8")
    build(folder)
    correct(folder, name)
    config = folder / "seeds" / "corpus.toml"
    insert(config, "[problems]", f'{code} = "warning"')
    insert(config, "[rules]", f'"{name}/short" = {{ where = "word_count < 5", message = "too short for {name}" }}')
    insert(config, "[require]", f'"{name} is dated" = {{ that = "date is not null" }}')
    build(folder, update_lock=True)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", name)


def correct(folder: Path, name: str) -> None:
    """Corrects the record of a seed as a person does it."""
    (record,) = pipeline.split((folder / "seeds" / f"{name}.txt",), pipeline.Options())
    command = ["correct", record["id"], "--set", f"section={name}", "--because", "Seen in print."]
    subprocess.run([sys.executable, "-m", "corpuskit", *command], cwd=folder, check=True, capture_output=True)


def insert(path: Path, after: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{after}\n", f"{after}\n{line}\n", 1), encoding="utf-8", newline="\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_two_branches_with_a_seed_a_correction_and_a_policy_each_merge_without_a_conflict(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    workspace.create(folder)
    (folder / "seeds" / "a.txt").write_text(FERRY, encoding="utf-8")
    build(folder)
    correct(folder, "a")
    build(folder, update_lock=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "start")
    git(folder, "switch", "-qc", "theirs")
    change(folder, "theirs", "Fish market to open on Sundays", "empty-string")
    git(folder, "switch", "-q", "main")
    change(folder, "ours", "Tower bells to ring again", "date-after-collected")
    git(folder, "merge", "-q", "--no-edit", "theirs")
    assert git(folder, "status", "--porcelain") == ""
    assert {p.code for p in validate((folder,), locked=True).problems} >= {"lock-unsettled"}
    merged = build(folder, update_lock=True)
    assert "conflicts are settled" in (merged.lock_changes or ())
    assert validate((folder,), locked=True).problems == ()
    sections = {r["section"] for r in pipeline.split((folder,), pipeline.Options())}
    assert sections == {"a", "ours", "theirs"}
    config = (folder / "seeds" / "corpus.toml").read_text(encoding="utf-8")
    for said in (
        "empty-string",
        "date-after-collected",
        "ours/short",
        "theirs/short",
        "ours is dated",
        "theirs is dated",
    ):
        assert said in config
