"""The end of the process is left to the system, and what others do then is done before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = "import sys\nfrom corpuskit.__main__ import command, main\nsys.argv = ['corpuskit', *sys.argv[1:]]\n"
#: Something that says so when Python takes it apart.
LEFT = "class Left:\n    def __del__(self): print('taken apart', flush=True)\nleft = Left()\n"
AT_EXIT = "import atexit\natexit.register(lambda: print('told', flush=True))\n"


def _ran(code: str, *arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_what_is_printed_arrives_and_nothing_is_taken_apart() -> None:
    code, printed = _ran(LEFT + RUN + "command()", "--version")
    assert code == 0
    assert [line.split()[0] for line in printed] == ["corpuskit"]


@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("no-such-command", 2)])
def test_exit_codes_are_those_of_the_command(argument: str, code: int) -> None:
    assert _ran(RUN + "command()", argument)[0] == code


def test_a_tool_that_was_there_before_is_told_of_the_end() -> None:
    assert _ran(AT_EXIT + RUN + "command()", "--version")[1][-1] == "told"


def test_who_asks_while_a_command_runs_is_told_too() -> None:
    started = RUN + "import corpuskit.cli as cli\nrun = cli.main\n"
    asks = "\n    ".join(["def asking():", *AT_EXIT.splitlines(), "run()"]) + "\ncli.main = asking\n"
    assert _ran(started + asks + "command()", "--version")[1][-1] == "told"


def test_what_calls_it_goes_on_after_it_and_ends_as_it_likes() -> None:
    around = "try:\n    main()\nexcept SystemExit as end:\n    print('goes on', end.code)\n    sys.exit(5)\n"
    code, printed = _ran(RUN + around, "no-such-command")
    assert (code, printed) == (5, ["goes on 2"])


def test_a_failure_that_is_shown_with_its_traceback_has_a_code_of_its_own(tmp_path: Path) -> None:
    assert _ran(RUN + "command()", "--debug", "validate", str(tmp_path / "missing.jsonl"))[0] == 1
