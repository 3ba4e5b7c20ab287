"""``corpuskit outlets`` as a user runs it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

from cli_runs import PASTE, RAW, corpuskit

from corpuskit.lexicon.outlets import Registry


def test_an_outlet_is_shown_with_its_history_and_an_unlisted_one_is_unknown(tmp_path: Path) -> None:
    done = corpuskit("outlets", "voa", "Example Tribune", "--on", "2024-02-07", cwd=tmp_path)
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 1
    assert "on 2024-02-07: state-linked" in shown
    assert "statemediamonitor.com" in shown
    assert "this is not a finding of independence" in shown
    assert not RAW.search(done.stdout)


def test_lists_are_filtered(tmp_path: Path) -> None:
    done = corpuskit("outlets", "--country", "rs", cwd=tmp_path)
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == [
        "politika-rs",
        "rt-balkan",
        "rts-serbia",
        "tanjug",
    ]
    assert b"4 of %d outlets" % len(Registry.load()) in done.stderr
    rows = corpuskit("outlets", "--affiliation", "party-organ", "--json", cwd=tmp_path).stdout.splitlines()
    assert "granma" in {json.loads(row)["id"] for row in rows}
    assert corpuskit("outlets", "--affiliation", "party-orgna", cwd=tmp_path).returncode == 2


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert corpuskit("outlets", "RT", "--country", "RU", cwd=tmp_path).returncode == 2
    done = corpuskit("outlets", "RT", "--on", "yesterday", cwd=tmp_path)
    assert (done.returncode, b"YYYY" in done.stderr) == (2, True)
    assert corpuskit("outlets", "--missing", "nowhere", cwd=tmp_path).returncode == 2


def test_a_registry_file_is_checked_with_places(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[outlets]]\nid = "x"\nnames = ["TASS"]\ncountry = "Utopia"\n')
    done = corpuskit("outlets", "--check", "mine.toml", cwd=tmp_path)
    assert done.returncode == 1
    assert b"mine.toml:4" in done.stderr
    (tmp_path / "mine.toml").write_text('[[outlets]]\nid = "tass"\nnames = ["TASS Testland"]\n')
    assert corpuskit("outlets", "--check", "mine.toml", cwd=tmp_path).returncode == 0


def test_what_a_corpus_credits_besides_becomes_a_registry_file_of_the_workspace(
    workspace_folder: Callable[..., Path],
) -> None:
    workspace = workspace_folder({"paste.txt": PASTE.encode()})
    assert corpuskit("build", "-q", cwd=workspace).returncode == 0
    done = corpuskit("outlets", "--missing", "dist", cwd=workspace)
    assert done.returncode == 0
    assert [one["names"] for one in tomllib.loads(done.stdout.decode())["outlets"]] == [["Coast Courier"]]
    (workspace / "seeds" / "outlets.toml").write_bytes(done.stdout)
    assert corpuskit("build", "-q", cwd=workspace).returncode == 0
    records = (workspace / "dist" / "records.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["outlets"][0]["id"] for line in records} == {"coast-courier"}
    assert {json.loads(line)["outlets"][0]["affiliation"] for line in records} == {"unknown"}
    assert corpuskit("outlets", "--missing", "dist", cwd=workspace).stdout == b""
    assert b"coast-courier" in corpuskit("outlets", "Coast Courier", cwd=workspace).stdout

    (workspace / "seeds" / "outlets.toml").write_text('[[outlets]]\nid = "new"\n')
    done = corpuskit("build", cwd=workspace)
    assert done.returncode == 2
    assert b"outlets.toml:1" in done.stderr
    assert len((workspace / "dist" / "records.jsonl").read_text("utf-8").splitlines()) == len(records)
