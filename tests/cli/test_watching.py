"""`corpuskit build --watch`: builds again at a change, shows what is wrong and goes on, and ends quietly."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cli_runs import PASTE, ROOT, corpuskit

from corpuskit.cli import watching

LONGEST = 120


def until(run: subprocess.Popen[bytes], words: bytes) -> bytes:
    """What a process says, up to some words of it."""
    assert run.stderr is not None
    seen, ends = b"", time.monotonic() + LONGEST
    while words not in seen:
        ready, _, _ = select.select([run.stderr], [], [], max(0, ends - time.monotonic()))
        piece = os.read(run.stderr.fileno(), 65536) if ready else b""
        assert piece, seen.decode()
        seen += piece
    return seen


def test_a_change_is_built_a_mistake_is_shown_and_ctrl_c_ends_it(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"paste.txt": PASTE.encode()})
    command = [sys.executable, "-m", "corpuskit", "build", "--watch"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, env=environment) as run:
        assert b"2 records from 1 seed" in until(run, b"Ctrl-C ends\n")
        (folder / "seeds" / "corpus.toml").write_text('titel = "x"\n', encoding="utf-8")
        shown = until(run, b"Ctrl-C ends\n")
        assert b"changed: seeds/corpus.toml\n" in shown
        assert b"seeds/corpus.toml:1" in shown
        (folder / "seeds" / "corpus.toml").unlink()
        (folder / "seeds" / "paste.txt").write_text(PASTE.split("\n\n")[0], encoding="utf-8")
        shown = until(run, b"Ctrl-C ends\n")
        assert b"1 record from 1 seed" in shown
        run.send_signal(signal.SIGINT)
        assert run.stderr is not None
        assert run.stderr.read() == b"\nno longer watching\n"
    assert run.returncode == 0
    assert len((folder / "dist" / "records.jsonl").read_bytes().splitlines()) == 1


def test_what_is_watched_are_the_files_that_a_build_reads(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": b"1", "sub/b.txt": b"2", ".swap": b"3", ".git/c": b"4"}, 'title = "x"\n')
    (folder / "dist").mkdir()
    (folder / "dist" / "records.jsonl").write_bytes(b"")
    watched = list(watching._watched([str(folder)]))
    seen = {Path(name).relative_to(folder).as_posix() for name in watching.stamps(watched)}
    assert seen == {"seeds/a.txt", "seeds/sub/b.txt", "seeds/corpus.toml"}
    loose = list(watching._watched([str(folder / "seeds" / "a.txt")]))
    assert [Path(name).name for name in watching.stamps(loose)] == ["a.txt"]


def test_standard_input_cannot_be_watched(tmp_path: Path) -> None:
    done = corpuskit("build", "-", "--out", "dist", "--watch", cwd=tmp_path, stdin=b"")
    assert done.returncode == 2
    assert b"--watch" in done.stderr
