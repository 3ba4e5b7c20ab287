"""The bench on which builds are broken: what a fault is, how it is brought about, and what must hold after it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).parent
OLD, NEW = 3, 5  #: records of the corpus before and after the build that is broken


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at a call on a file: an error number, a signal, or half a write; once or from then on."""

    name: str
    error: int = 0
    signal: int = 0
    short: bool = False
    sticky: bool = False

    def environment(self, nth: int) -> dict[str, str]:
        return {
            "FAULT_NTH": str(nth),
            "FAULT_ERRNO": str(self.error),
            "FAULT_SIGNAL": str(int(self.signal)),
            "FAULT_SHORT": str(int(self.short)),
            "FAULT_STICKY": str(int(self.sticky)),
        }


#: What a disk can say: broken, full, over the quota of a user, mounted read-only.
ERRORS = {
    "i/o error": errno.EIO,
    "disk full": errno.ENOSPC,
    "over quota": errno.EDQUOT,
    "read-only": errno.EROFS,
}

KILLED = Fault("killed", signal=signal.SIGKILL)
FAULTS = (
    *(Fault(name, error=error) for name, error in ERRORS.items()),
    *(Fault(f"{name} from then on", error=error, sticky=True) for name, error in ERRORS.items()),
    Fault("half a write", short=True),
    KILLED,
    Fault("interrupted", signal=signal.SIGINT),
    Fault("terminated", signal=signal.SIGTERM),
)


class Bench:
    """A folder with an earlier build in it, and a process that builds into it with faults.

    ``preload`` is the compiled faults.c, None for builds that are not broken from inside.
    """

    def __init__(self, folder: Path, preload: Path | None = None) -> None:
        self.dist = folder / "dist"
        environment = uncompiled()
        if preload is not None:
            environment["LD_PRELOAD"] = str(preload)
        self.builder = subprocess.Popen(
            [sys.executable, str(HERE / "builder.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        reference = folder / "reference" / "dist"
        self.known: dict[int, dict[str, bytes]] = {}
        for records in (OLD, NEW):
            self.build(records, reference)
            self.known[records] = contents(reference)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self.builder.stdin is not None
        self.builder.stdin.close()
        self.builder.wait(timeout=60)

    def build(
        self,
        records: int,
        dist: Path | None = None,
        fault: Fault | None = None,
        nth: int = 0,
        user: int | None = None,
    ) -> dict[str, Any]:
        """A build; with a fault at the nth call on a file below the folder of ``dist``, or as another user."""
        assert self.builder.stdin is not None
        assert self.builder.stdout is not None
        target = dist or self.dist
        environment = {"FAULT_ROOT": str(target.parent)} | (fault.environment(nth) if fault else {"FAULT_NTH": "0"})
        wanted = {"dist": str(target), "records": records, "environment": environment, "user": user}
        self.builder.stdin.write(json.dumps(wanted) + "\n")
        self.builder.stdin.flush()
        done: dict[str, Any] = json.loads(self.builder.stdout.readline())
        return done

    def untouched(self) -> bool:
        """Whether the earlier build lies there, and nothing beside it but the lock."""
        beside = {path.name for path in self.dist.parent.iterdir()} - {"reference"}
        return beside == {".dist.lock", "dist"} and contents(self.dist) == self.known[OLD]

    def reset(self) -> None:
        """Puts the earlier build there by a build that nothing disturbs, over whatever the last one left."""
        done = self.build(OLD)
        assert done["status"] == 0, done["errors"]
        assert self.untouched()

    def calls(self) -> int:
        """How many calls of a build can be made to fail."""
        self.reset()
        done = self.build(NEW)
        assert done["status"] == 0
        assert done["calls"] > 0, "the library that makes calls fail is not at work"
        return int(done["calls"])

    def try_fault(self, fault: Fault, nth: int) -> str | None:
        """Breaks a build; what is wrong afterwards, if anything is."""
        if not self.untouched():
            self.reset()
        done = self.build(NEW, fault=fault, nth=nth)
        found = contents(self.dist)
        state = next((records for records, known in self.known.items() if known == found), None)
        wrong = judge(fault, done, state)
        return wrong and f"{fault.name} at call {nth}: {wrong} {done['errors'].strip()[-300:]}"

    def try_twice(self, first: int, fault: Fault, nth: int) -> str | None:
        """Kills a build, then breaks the one that clears up after it; what is wrong then, or after a third that is not
        disturbed."""
        if not self.untouched():
            self.reset()
        self.build(NEW, fault=KILLED, nth=first)
        done = self.build(NEW, fault=fault, nth=nth)
        state = next((records for records, known in self.known.items() if known == contents(self.dist)), None)
        if state is None:
            return f"killed at call {first}, {fault.name} at call {nth}: dist/ is neither build (exit {done['status']})"
        if "Traceback" in done["errors"]:
            return f"killed at call {first}, {fault.name} at call {nth}: a traceback"
        self.reset()
        return None


def judge(fault: Fault, done: dict[str, Any], state: int | None) -> str | None:
    """What is wrong with the end of a broken build: its exit code, its message, or what lies in dist/."""
    status = done["status"]
    if state is None:
        return f"dist/ is neither the earlier build nor the new one (exit {status})"
    if "Traceback" in done["errors"]:
        return "a traceback"
    if status == 0:
        return None if state == NEW else "exit 0 and no new build"
    if status == 74 and state == NEW and not fault.sticky:  # a disk that fails for good lets nothing be taken back
        return "exit 74 and yet a new build"
    expected = (
        {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}.get(signal.Signals(fault.signal))
        if (fault.signal)
        else 74
    )
    return None if status == expected else f"exit {status}, not {expected}"


def uncompiled() -> dict[str, str]:
    """The environment of processes that are to be killed or starved: half a compiled module would break every later
    process, so they write none.
    """
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}


def compiled(folder: Path) -> Path | None:
    """faults.c as a library to preload; None where there is no C compiler, or no such thing as preloading."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "faults.so"
    source = str(HERE / "faults.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", str(library), source, "-ldl"], check=True)
    return library


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    found = {}
    for path in _files(folder):
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
