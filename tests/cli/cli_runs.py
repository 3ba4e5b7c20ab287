"""The command line run as a user runs it, and a paste of our own to run it on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
PASTE = """Harbour ferry to run all night from June
Coast Courier | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
Residents on both shores had asked for a night service since the last bus was withdrawn.

Library opens its map room
Coast Courier | 5 May 2024
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
Entry is free, and the room is open every day but Sunday.
"""


def corpuskit(
    *arguments: str | Path, cwd: Path, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "corpuskit", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )
