"""``corpuskit datasheet`` as a user runs it: what is open, a check for CI, and a dialogue."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, corpuskit

from corpuskit import contract
from corpuskit.datasheet.answers import questions

CONFIG = '# ours\n[datasheet]\nmotivation-1 = "To count ferries."\n'


@pytest.fixture
def built(workspace_folder: Callable[..., Path]) -> Path:
    folder = workspace_folder({"paste.txt": PASTE.encode()}, CONFIG)
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


def completeness(folder: Path) -> tuple[int, list[str]]:
    """Answers and open questions as datasheet.json has them."""
    made = json.loads((folder / "dist" / "datasheet.json").read_bytes())
    open_ones = [answer["id"] for answer in made["answers"] if answer["status"] == "not stated"]
    return sum(part["answered"] for part in made["completeness"]), open_ones


def test_corpus_toml_knows_the_questions_that_the_datasheet_asks() -> None:
    keys = contract.schema("corpus")["properties"]["datasheet"]["properties"]
    assert {key: entry["description"] for key, entry in keys.items()} == {q.id: q.text for q in questions()}


def test_what_is_answered_is_told_by_section_and_what_is_open_by_question(built: Path) -> None:
    answered, open_ones = completeness(built)
    for arguments in ((), ("dist",)):
        shown = corpuskit("datasheet", *arguments, cwd=built).stdout.decode()
        assert shown.startswith(f"{answered} of 57 questions answered\n")
        listed = shown.split("\nopen\n")[1].split("\n\n")[0]
        assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == open_ones


def test_a_check_fails_where_too_little_is_answered(built: Path) -> None:
    answered, open_ones = completeness(built)
    done = corpuskit("datasheet", "--check", "--at-least", str(answered), cwd=built)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for wanted, further in ((answered + 1, ["--at-least", str(answered + 1)]), (57, [])):
        done = corpuskit("datasheet", "--check", *further, "--format", "json", cwd=built)
        assert done.returncode == 1
        (found,) = json.loads(done.stdout)["problems"]
        assert found["code"] == "datasheet-incomplete"
        assert f"{wanted} are wanted" in found["message"]
        assert open_ones[0] in found["message"]


def test_the_dialogue_writes_answers_and_leaves_the_rest_open(built: Path) -> None:
    _, open_ones = completeness(built)
    done = corpuskit("datasheet", "--ask", cwd=built, stdin=b"First line.\nSecond line.\n\n\nThird.\n\nq\n")
    assert done.returncode == 0
    assert b"2 answers written to seeds/corpus.toml" in done.stderr
    written = (built / "seeds" / "corpus.toml").read_text(encoding="utf-8")
    assert written.startswith(CONFIG)
    stated = tomllib.loads(written)["datasheet"]
    assert stated == {
        "motivation-1": "To count ferries.",
        open_ones[0]: "First line.\nSecond line.",
        open_ones[2]: "Third.",
    }
    assert open_ones[0] not in corpuskit("datasheet", cwd=built).stdout.decode()
    assert corpuskit("build", "-q", cwd=built).returncode == 0
    assert completeness(built)[1] == [question for question in open_ones if question not in stated]


def test_an_input_that_ends_keeps_what_was_answered(built: Path) -> None:
    done = corpuskit("datasheet", "--ask", cwd=built, stdin=b"Only this")
    assert done.returncode == 0
    assert b"1 answer written" in done.stderr


def test_misuse_is_told_with_exit_code_2(built: Path, tmp_path: Path) -> None:
    for arguments, told in (
        (("--at-least", "3"), b"--at-least goes with --check"),
        (("--ask", "--check"), b"choose one"),
        (("dist", "--ask"), b"no workspace"),
        ((str(tmp_path / "nowhere"),), b"no-dist"),
        ((str(tmp_path / "nowhere"), "--open"), b"no-dist"),
    ):
        done = corpuskit("datasheet", *arguments, cwd=built)
        assert done.returncode == 2, arguments
        assert told in done.stderr


def test_the_page_is_opened_in_the_browser_that_is_there(built: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    assert corpuskit("datasheet", "--open", cwd=built, BROWSER=str(browser)).returncode == 0
    assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == (
        built / "dist" / "datasheet.html"
    ).resolve().as_uri()


def test_an_unknown_question_names_the_nearest_one(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"paste.txt": PASTE.encode()}, '[datasheet]\nmotivatoin-2 = "We."\n')
    done = corpuskit("build", cwd=folder)
    assert done.returncode == 2
    assert b"did you mean motivation-2?" in done.stderr
