"""``corpuskit datasheet`` as a user runs it: what is open, a check for CI, and a dialogue."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, corpuskit

from corpuskit import contract
from corpuskit.checking.questions import sizes
from corpuskit.datasheet.answers import questions

CONFIG = '# ours\n[datasheet]\nmotivation-1 = "To count ferries."\n'


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was built; a test works on a copy."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "paste.txt").write_bytes(PASTE.encode())
    (folder / "seeds" / "corpus.toml").write_text(CONFIG, encoding="utf-8")
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "workspace"))


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


def test_a_file_that_is_not_written_is_told_here_and_not_at_every_build(built: Path) -> None:
    """Who builds each day would read it each day, and the datasheet is where a day of release is asked for."""
    left_out = "not written: ro-crate-metadata.json (it needs a date: set `released` in corpus.toml)"
    assert left_out in corpuskit("datasheet", cwd=built).stdout.decode()
    config = built / "seeds" / "corpus.toml"
    for stated in ("", "released = 2024-06-01\n"):
        config.write_text(stated + CONFIG, encoding="utf-8")
        assert b"ro-crate" not in corpuskit("build", cwd=built).stderr
    assert left_out not in corpuskit("datasheet", cwd=built).stdout.decode()


def test_a_check_fails_where_too_little_is_answered(built: Path) -> None:
    answered, open_ones = completeness(built)
    done = corpuskit("datasheet", "--check", "--at-least", str(answered), cwd=built)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for wanted, further in ((answered + 1, ["--at-least", str(answered + 1)]), (57, [])):
        done = corpuskit("datasheet", "--check", *further, "--format", "json", cwd=built)
        assert done.returncode == 1
        (found,) = json.loads(done.stdout)["problems"]
        assert found["code"] == "datasheet-incomplete"
        assert f"{wanted} are required" in found["message"]
        assert open_ones[0] in found["message"]


def codes_of(done: object) -> list[str]:
    """What a check found, by the section it names."""
    found = json.loads(done.stdout)["problems"]  # type: ignore[attr-defined]
    return [problem["message"].partition(";")[0] for problem in found]


def test_a_check_can_want_answers_by_section(built: Path) -> None:
    by_section = {
        part["section"]: part for part in json.loads((built / "dist/datasheet.json").read_bytes())["completeness"]
    }
    uses = by_section["uses"]["answered"]
    json_form = ("--check", "--format", "json", "--at-least")
    assert corpuskit("datasheet", *json_form, f"uses={uses}", cwd=built).returncode == 0
    done = corpuskit("datasheet", *json_form, f"uses={uses + 1}", "--at-least", "57", cwd=built)
    assert done.returncode == 1
    answered, _ = completeness(built)
    assert codes_of(done) == [
        f"the datasheet answers {answered} of 57 questions",
        f"the datasheet answers {uses} of 6 questions on uses",
    ]


def test_corpus_toml_can_say_how_many_answers_a_check_wants(built: Path) -> None:
    config = built / "seeds" / "corpus.toml"
    config.write_text(CONFIG + "[answered]\nall = 20\nmotivation = 2\n", encoding="utf-8")
    done = corpuskit("datasheet", "--check", "--format", "json", cwd=built)
    assert (done.returncode, codes_of(done)) == (1, ["the datasheet answers 1 of 4 questions on motivation"])
    assert corpuskit("datasheet", "--check", "--at-least", "motivation=1", cwd=built).returncode == 0
    config.write_text(CONFIG + "[answered]\nmotivation = 5\n", encoding="utf-8")
    assert corpuskit("datasheet", "--check", cwd=built).returncode == 2


def test_what_may_be_wanted_is_what_there_is(built: Path) -> None:
    known = contract.schema("corpus")["properties"]["answered"]["properties"]
    assert {name: entry["maximum"] for name, entry in known.items()} == dict(sizes())
    for given, told in (
        ("58", b"from 0 to 57"),
        ("uses=7", b"from 0 to 6"),
        ("use=1", b"no section 'use'"),
        ("x", b"not 'x'"),
    ):
        done = corpuskit("datasheet", "--check", "--at-least", given, cwd=built)
        assert done.returncode == 2
        assert told in done.stderr


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


def test_one_can_go_back_and_answer_anew(built: Path) -> None:
    _, open_ones = completeness(built)
    typed = b"b\nWrong.\n\nSecond.\n\nb\nb\nRight.\n\n\nThird.\n\nq\n"
    done = corpuskit("datasheet", "--ask", cwd=built, stdin=typed)
    assert b"3 answers written" in done.stderr
    assert re.search(rb"\(answered\)\n.*\n(?:\(or .*\n)?  Wrong\.\n", done.stderr)
    stated = tomllib.loads((built / "seeds" / "corpus.toml").read_text(encoding="utf-8"))["datasheet"]
    assert [stated[name] for name in open_ones[:3]] == ["Right.", "Second.", "Third."]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_at_a_terminal_keeps_what_was_answered(built: Path) -> None:
    import pty

    _, open_ones = completeness(built)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "corpuskit", "datasheet", "--ask"]
    with subprocess.Popen(
        command, cwd=built, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as run:
        os.close(theirs)
        shown = until(ours, b"> ")
        for typed in (b"Kept, line one.\n", b"Line two.\n", b"\n", b"half an answer\n"):
            os.write(ours, typed)
            shown += until(ours, b"> ")
        run.send_signal(signal.SIGINT)
        shown += until(ours, None)
    os.close(ours)
    assert run.returncode == 130
    assert b"Traceback" not in shown
    assert b"1 answer written to seeds/corpus.toml" in shown
    written = (built / "seeds" / "corpus.toml").read_text(encoding="utf-8")
    assert written.startswith(CONFIG)
    assert tomllib.loads(written)["datasheet"][open_ones[0]] == "Kept, line one.\nLine two."
    assert open_ones[1] not in written


def until(terminal: int, prompt: bytes | None) -> bytes:
    """What a program shows up to a prompt, or to its end."""
    shown = b""
    while prompt is None or not shown.endswith(prompt):
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # Linux says so of a terminal whose program has ended
            break
    return shown


def test_an_input_that_ends_keeps_what_was_answered(built: Path) -> None:
    done = corpuskit("datasheet", "--ask", cwd=built, stdin=b"Only this")
    assert done.returncode == 0
    assert b"1 answer written" in done.stderr


def test_misuse_is_told_with_exit_code_2(built: Path, tmp_path: Path) -> None:
    for arguments, told in (
        (("--at-least", "3"), b"--at-least goes with --check"),
        (("--ask", "--check"), b"choose one"),
        (("dist", "--ask"), b"not a workspace"),
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
