"""Builds on demand, each in a process forked for it: JSON lines in, JSON lines out. Started by `bench.Bench`.

A first build imports everything before any fork, so that a build takes some hundredths of a second and hundreds of
faults can be tried. A line ``{"dist": …, "records": …, "environment": {…}}`` asks for a build; the answer has its
``status`` (exit code, or minus the signal that killed it), its ``errors`` (standard error) and the number of
``calls`` that could have failed.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "packaging")]

import packaging_corpus  # noqa: E402  found by the path above

from corpuskit.arrow import without_pandas  # noqa: E402
from corpuskit.model import CorpuskitError, Exit  # noqa: E402


class Terminated(BaseException):
    """SIGTERM, as the command line has it."""


def terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def build(dist: str, records: int) -> int:
    """Builds as the command line does; returns its exit code."""
    try:
        packaging_corpus.build(Path(dist), records, batch=7)
    except CorpuskitError as error:
        sys.stderr.write(f"{error.problems[0].code}: {error}\n")
        return int(error.exit_code)
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except Terminated:
        return int(Exit.TERMINATED)
    except BaseException:
        traceback.print_exc()
        return int(Exit.INTERNAL)
    return 0


def warm_up() -> None:
    """Imports what a build imports when it is first used: no fork has to, and no user who may not read it."""
    without_pandas()
    with tempfile.TemporaryDirectory() as folder:
        build(f"{folder}/dist", 1)


def become(user: int | None) -> None:
    """Goes on as another user."""
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def run(wanted: dict[str, Any]) -> dict[str, Any]:
    """Forks, builds, and waits for the end."""
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as count:
        child = os.fork()
        if child == 0:
            os.dup2(errors.fileno(), 2)
            signal.signal(signal.SIGTERM, terminate)
            become(wanted.get("user"))
            os.environ.update(wanted["environment"])
            code = build(wanted["dist"], wanted["records"])
            os.environ["FAULT_NTH"] = "0"
            library = ctypes.CDLL(None)
            if hasattr(library, "faults_seen"):
                library.faults_seen.restype = ctypes.c_long
                os.write(count.fileno(), str(library.faults_seen()).encode())
            sys.stderr.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        errors.seek(0)
        count.seek(0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "errors": errors.read().decode(errors="replace"),
            "calls": int(count.read() or 0),
        }


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    warm_up()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
