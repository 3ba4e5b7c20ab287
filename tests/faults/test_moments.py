"""Whole builds that are hit at any moment, begun together or kept short; ``python tests/faults/moments.py`` is all."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bench import HERE, uncompiled

KINDS = {"SIGKILL", "SIGINT", "SIGTERM", "4 at once", "limits on the size of files", "limits on the open files"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="forks, signals and limits of Linux")
def test_a_build_disturbed_at_any_moment_leaves_a_whole_corpus() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "moments.py"), "--share", "0.02"],
        capture_output=True,
        text=True,
        env=uncompiled(),
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} >= KINDS
