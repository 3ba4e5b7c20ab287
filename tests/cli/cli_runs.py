"""The command line run as a user runs it, and a paste of our own to run it on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from pastes import FERRY, MAPS

ROOT = Path(__file__).parent.parent.parent
RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
PASTE = f"""{FERRY}Residents on both shores had asked for a night service since the last bus was withdrawn.

{MAPS}Entry is free, and the room is open every day but Sunday.
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
