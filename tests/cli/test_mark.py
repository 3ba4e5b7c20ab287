"""``corpuskit mark`` as a pipeline runs it."""

from __future__ import annotations

import json
from pathlib import Path

from cli_runs import RAW, corpuskit


def test_lines_go_in_on_standard_input_and_come_out_marked(tmp_path: Path) -> None:
    done = corpuskit("mark", cwd=tmp_path, stdin=b'{"id": "a", "credit": "RT | 3 May 2021"}\n{"id": "b"}\n')
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["outlet_ids"]) == ("a", ["rt"])
    assert second == {"id": "b", "outlet_ids": [], "affiliation": [], "caveats": []}


def test_a_bad_line_is_told_and_the_others_are_printed(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"id": 1}\n{"id": "\x1b[2J", "text": 7}\noops\n{"id": 2}\n')
    done = corpuskit("mark", "in.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 2]
    told = done.stderr.decode()
    assert "in.jsonl:2" in told and "in.jsonl:3" in told  # noqa: PT018
    assert "Traceback" not in told
    assert not RAW.search(done.stderr)


def test_a_missing_file_and_a_wrong_registry_are_told_before_anything_is_printed(tmp_path: Path) -> None:
    done = corpuskit("mark", "none.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"none.jsonl" in done.stderr
    (tmp_path / "mine.toml").write_text('[[outlets]]\nid = "x"\n\n[[outlets]]\nid = "y"\nnames = ["TASS"]\n')
    done = corpuskit("mark", "--registry", "mine.toml", cwd=tmp_path, stdin=b"{}\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"mine.toml:1" in done.stderr
    assert b"mine.toml:4" in done.stderr


def test_output_carries_nothing_raw(tmp_path: Path) -> None:
    done = corpuskit("mark", cwd=tmp_path, stdin=b'{"id": "\\u001b[31m\\u202e", "credit": "RT"}\n')
    assert done.returncode == 0
    assert not RAW.search(done.stdout)
    assert json.loads(done.stdout)["id"] == "\x1b[31m\u202e"
