"""``corpuskit diff`` as a user runs it: folders, files, workspaces and git revisions."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, RAW, corpuskit

FIRST, SECOND = PASTE.split("\n\n")
EDITED = FIRST.replace("two years", "three years") + "\n\n" + SECOND


@pytest.fixture
def built(workspace_folder: Callable[..., Path]) -> Path:
    folder = workspace_folder({"paste.txt": PASTE.encode()})
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


def edit(folder: Path, text: str) -> None:
    (folder / "seeds" / "paste.txt").write_text(text, encoding="utf-8")


def test_nothing_differs_at_first(built: Path) -> None:
    done = corpuskit("diff", cwd=built)
    assert (done.returncode, done.stdout) == (0, b"no difference in 2 records\n")
    assert corpuskit("diff", "-q", cwd=built).stdout == b""
    for other in ("dist/records.jsonl", "dist/data/records.parquet"):
        assert corpuskit("diff", "dist", other, cwd=built).returncode == 0, other


def test_an_edited_seed_is_told_in_words(built: Path) -> None:
    edit(built, EDITED)
    done = corpuskit("diff", cwd=built)
    assert done.returncode == 1
    shown = done.stdout.decode()
    assert shown.startswith("1 changed, 1 the same\n")
    assert "Harbour ferry to run all night from June" in shown
    assert "text: for a trial of [-two-] {+three+} years, which is paid" in shown.replace("\n", " ")


def test_the_formats_tell_the_same(built: Path) -> None:
    edit(
        built,
        EDITED + "\nA third title of the day\nCoast Courier | 6 May 2024\n" + "A new text on another matter. " * 9,
    )
    found = json.loads(corpuskit("diff", "--format", "json", cwd=built).stdout)
    assert [len(found[name]) for name in ("added", "removed", "changed")] == [1, 0, 1]
    assert found["changed"][0]["text"] == [{"removed": "two", "added": "three"}]
    done = corpuskit("diff", "--format", "markdown", "--output", "comment.md", cwd=built)
    assert (done.returncode, done.stdout) == (1, b"")
    comment = (built / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith("**corpuskit diff:** 1 added, 1 changed, 1 the same\n")
    assert "<details><summary>1 added</summary>" in comment


def test_a_seed_of_another_name_is_told(built: Path) -> None:
    (built / "seeds" / "paste.txt").rename(built / "seeds" / "notices.txt")
    done = corpuskit("diff", cwd=built)
    told = "no difference in 2 records, 2 in a seed of another name\n\nseeds\n  > paste.txt → notices.txt: 2 records\n"
    assert (done.returncode, done.stdout.decode()) == (0, told)
    assert corpuskit("diff", "-q", cwd=built).stdout == b""
    moved = json.loads(corpuskit("diff", "--format", "json", cwd=built).stdout)["moved"]
    assert moved == [{"before": "paste.txt", "after": "notices.txt", "records": 2}]
    comment = corpuskit("diff", "--format", "markdown", cwd=built).stdout.decode()
    assert "<details><summary>1 renamed</summary>" in comment


def test_a_git_revision_is_cut_from_its_own_seeds(built: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *who, *arguments], cwd=built, check=True, capture_output=True)

    git("init", "-q")
    git("add", "seeds")
    git("commit", "-qm", "first")
    edit(built, SECOND)
    git("commit", "-qam", "second")
    before = sorted(os.listdir(built))
    done = corpuskit("diff", "HEAD~1", "--format", "json", cwd=built)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [entry["title"] for entry in found["removed"]] == ["Harbour ferry to run all night from June"]
    assert (found["added"], found["changed"], found["same"]) == ([], [], 1)
    assert sorted(os.listdir(built)) == before
    assert corpuskit("diff", "HEAD~1", "HEAD", "--format", "json", cwd=built).stdout == done.stdout


def test_what_cannot_be_compared_is_named(built: Path, tmp_path: Path) -> None:
    (built / "other.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    for arguments, code, told in (
        (("no-such-thing",), 2, "nothing-to-compare"),
        (("--", "-q\x1b[31m"), 2, "nothing-to-compare"),
        (("other.jsonl",), 1, "other.jsonl:1: error[table-unreadable]"),
        (("seeds/paste.txt", "dist"), 1, "seeds/paste.txt:1: error[table-unreadable]"),
        (("dist", "--format", "html"), 2, "'html' is not known"),
    ):
        done = corpuskit("diff", *arguments, cwd=built)
        assert done.returncode == code, arguments
        assert told in done.stderr.decode()
        assert not RAW.search(done.stdout + done.stderr)


def test_nothing_of_a_seed_reaches_the_terminal_raw(built: Path) -> None:
    edit(built, EDITED.replace("Harbour ferry", "Harbour \x1b[31mferry\u202e"))
    for form in ("text", "json", "markdown"):
        done = corpuskit("diff", "--format", form, cwd=built)
        assert done.returncode == 1
        assert not RAW.search(done.stdout)
