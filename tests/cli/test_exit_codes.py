"""Each exit code is brought about for real, by the command as a user runs it; the tables of them agree."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, ROOT

from corpuskit.cli import EXIT_CODES
from corpuskit.model import Exit
from corpuskit.packaging.placing.lock import locked

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
#: Without what has a subprocess measured: it writes a file of its own when it ends, also where no file may grow.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
#: Breaks a function of corpuskit, as a fault in it would.
BROKEN = """
import sys, corpuskit.pipeline
corpuskit.pipeline.build = lambda *given: 1 / 0
from corpuskit.__main__ import main
main()
"""
#: An interruption that a library turns into an error of its own.
INTERRUPTED = """
import os, signal, sys, corpuskit.pipeline
def build(*given):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    except KeyboardInterrupt:
        raise RuntimeError("half imported") from None
corpuskit.pipeline.build = build
from corpuskit.__main__ import main
main()
"""
#: A signal arrives where no exception gets out of, as in the ``__del__`` of a writer of Parquet.
IN_DEL = """
import os, signal, time, corpuskit.pipeline
class Left:
    def __del__(self):
        os.kill(os.getpid(), signal.NAME)
        len([])
def build(*given):
    left = Left()
    del left
    time.sleep(60)
corpuskit.pipeline.build = build
from corpuskit.__main__ import main
main()
"""
#: Signals arrive when all is done, before the process ends.
AT_THE_END = """
import atexit, os, signal, time
from corpuskit.__main__ import main
@atexit.register
def late():
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(os.getpid(), number)
        time.sleep(.01)
main()
"""
#: Builds when no further file can be opened, with all modules of a build loaded, and not those that tell of an error.
STARVED = """
import resource, sys
from corpuskit.cli import failures, group
arguments = ["build", "-q", "--jobs", "1", "--out", "dist", sys.argv[1]]
failures.run(group, arguments)
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
sys.exit(failures.run(group, arguments))
"""


def run(
    folder: Path, *arguments: str, code: str | None = None, before: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Exit code and standard error of a command; of one that is ``code`` instead."""
    command = ["-c", code] if code else ["-m", "corpuskit"]
    done = subprocess.run(
        [sys.executable, *command, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        preexec_fn=before,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(PASTE, encoding="utf-8")
    (tmp_path / "blank.txt").write_bytes(b"\n" * 50)
    return tmp_path


def test_0_is_done_and_1_problems_in_the_data(folder: Path) -> None:
    assert run(folder, "build", "good.txt", "--out", "dist", "-q") == (0, "")
    assert run(folder, "build", "blank.txt", "--out", "other")[0] == 1
    (folder / "records.jsonl").write_text("{}\n")
    assert run(folder, "validate", "records.jsonl")[0] == 1
    (folder / "dist" / "records.jsonl").write_bytes(b"")
    assert run(folder, "verify", "dist")[0] == 1
    assert not (folder / "other").exists()


def test_2_is_used_wrongly(folder: Path) -> None:
    assert run(folder, "build", "--no-such-option")[0] == 2
    assert run(folder, "build", "missing.txt", "--out", "dist")[0] == 2
    assert run(folder, "verify", "missing")[0] == 2
    assert run(folder, "validate", "missing.jsonl")[0] == 2


def test_3_is_done_in_part(folder: Path) -> None:
    assert run(folder, "build", "good.txt", "blank.txt", "--out", "dist", "--keep-going")[0] == 3
    assert (folder / "dist" / "manifest.json").is_file()


def test_70_is_a_fault_in_corpuskit(folder: Path) -> None:
    status, said = run(folder, "build", "good.txt", "--out", "dist", code=BROKEN)
    assert (status, "a bug in corpuskit: ZeroDivisionError" in said) == (70, True)


@POSIX
def test_74_is_a_failure_of_the_machine(folder: Path) -> None:
    import resource

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    assert run(folder, "build", "good.txt", "--out", "dist", before=no_room)[0] == 74
    assert not (folder / "dist").exists()


def test_75_is_another_build_that_holds_the_lock(folder: Path) -> None:
    with locked(folder / ".dist.lock", folder / "dist"):
        assert run(folder, "build", "good.txt", "--out", "dist")[0] == 75
    assert run(folder, "build", "good.txt", "--out", "dist")[0] == 0


@POSIX
def test_130_is_also_an_interruption_that_a_library_takes_for_its_own_error(folder: Path) -> None:
    status, said = run(folder, "build", "good.txt", "--out", "dist", code=INTERRUPTED)
    assert (status, said) == (130, "interrupted; nothing is left half written\n")


@POSIX
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_that_came_while_an_object_was_thrown_away_still_stops(
    folder: Path, number: signal.Signals, status: int
) -> None:
    code = IN_DEL.replace("NAME", number.name)
    ended, said = run(folder, "build", "good.txt", "--out", "dist", code=code)
    assert (ended, said.partition(";")[2]) == (status, " nothing is left half written\n")


@POSIX
def test_a_signal_after_the_end_changes_nothing(folder: Path) -> None:
    status, said = run(folder, "build", "-q", "good.txt", "--out", "dist", code=AT_THE_END)
    assert (status, said) == (0, "")


@POSIX
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_130_is_interrupted_and_143_terminated(folder: Path, number: signal.Signals, status: int) -> None:
    """A build that reads its standard input, which does not end, is in the middle of its work."""
    started = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", "build", "-", "--out", "dist"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
    )
    assert started.stdin is not None
    assert started.stderr is not None
    started.stdin.write(b"x\n" * (1 << 20))  # more than a pipe holds: when all is taken, it is being read
    started.stdin.flush()
    started.send_signal(number)
    said = started.stderr.read()
    assert started.wait(timeout=60) == status
    started.stdin.close()
    assert b"Traceback" not in said
    assert said.endswith(b"; nothing is left half written\n")
    assert not (folder / "dist").exists()


@POSIX
def test_a_code_is_the_same_where_nothing_can_be_told(folder: Path) -> None:
    """Standard error leads to a full disk."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    with full.open("w") as errors:
        for arguments in (["verify", "nothing"], ["build", "--no"]):
            done = subprocess.run(
                [sys.executable, "-m", "corpuskit", *arguments],
                cwd=folder,
                stderr=errors,
                env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
                check=False,
            )
            assert done.returncode == 2, arguments


@POSIX
def test_without_a_file_to_open_the_code_is_that_of_the_machine(folder: Path) -> None:
    code, said = run(folder, "good.txt", code=STARVED)
    assert (code, said) == (74, "error: cannot write dist: too many open files\n")


@POSIX
def test_with_too_little_memory_to_start_the_code_is_that_of_the_machine(folder: Path) -> None:
    """Libraries that get no memory while they load would exit with 1, as if there were problems in the data."""
    import resource

    few = 400 << 20
    code, said = run(folder, "build", "good.txt", before=lambda: resource.setrlimit(resource.RLIMIT_AS, (few, few)))
    assert (code, "out of memory: 400 MB" in said) == (74, True)


def test_help_and_documentation_list_the_same_codes() -> None:
    listed = {int(code) for code in re.findall(r"(?:^|; ) *(\d+) ", EXIT_CODES, re.MULTILINE)}
    assert listed == {int(code) for code in Exit}
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    promises = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    assert all(re.search(rf"\b{code}\b", page) for code in listed for page in (reference, promises))
