"""Interrupted while its modules are still loading, the command line ends without a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

#: Stands for a library that takes long to load.
SLOW = "import time; print('loading', flush=True); time.sleep(60)\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_while_modules_load_prints_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(SLOW, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    started = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", "--version"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "loading\n"
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert (started.returncode, said) == (-signal.SIGINT, "")
