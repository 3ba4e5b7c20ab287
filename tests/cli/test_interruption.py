"""Interrupted while its modules are still loading, the command line ends without a traceback."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit
from corpuskit import model

#: Stands for a library that takes long to load.
SLOW = "import time; print('loading', flush=True); time.sleep(60)\n"


def test_next_to_nothing_is_loaded_before_an_interruption_is_quiet() -> None:
    """Until `__main__` is reached Python itself answers an interruption, with a traceback."""
    code = "import sys; before = set(sys.modules); import corpuskit.__main__; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    loaded = {name.partition(".")[0] for name in ast.literal_eval(done.stdout)}
    assert {"corpuskit.model", "dataclasses", "pathlib"} & set(ast.literal_eval(done.stdout)) == set()
    assert "pyarrow" not in loaded


def test_the_nouns_are_there_when_they_are_asked_for() -> None:
    assert corpuskit.CorpuskitError is model.CorpuskitError
    assert corpuskit.Record is model.Record
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        corpuskit.nonsense  # noqa: B018


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
