"""Every way in which a command can fail: a clear message on standard error and an exit code that means one thing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from corpuskit.cli import stopping
from corpuskit.exits import Exit

if TYPE_CHECKING:
    from corpuskit.model import CorpuskitError

#: Addresses (bytes) that a build of a small corpus needs. Libraries written in C abort where they get none, or exit
#: with a code of their own.
LEAST = 768 << 20
#: What holds of every command, whenever it is stopped: there may have been no dist/ before, and one was not begun.
LEFT = "nothing is left half written"


def run(group: click.Group, arguments: Sequence[str]) -> int:
    """Runs a command and returns its exit code; prints what went wrong, without a traceback unless --debug is given."""
    _mend_streams()
    if (allowed := _too_little_memory()) is not None:
        _say(f"error: out of memory: {allowed >> 20} MB of addresses are allowed (ulimit -v), {LEAST >> 20} are needed")
        return int(Exit.MACHINE)
    try:
        stopping.begin()
        code = _call(group, arguments)
        sys.stdout.flush()
        stopping.end()
    except Exception as error:
        stopping.end()
        if "--debug" in arguments:
            raise
        if (signalled := stopping.came()) is not None:
            code = _stopped(signalled)
        else:
            code = _code(error)
            _report(error)
    except KeyboardInterrupt:
        stopping.end()
        code = _stopped(signal.SIGINT)
    except stopping.Terminated:
        stopping.end()
        code = _stopped(signal.SIGTERM)
    _close_quietly()
    return int(code)


def _too_little_memory() -> int | None:
    """The limit on addresses if it is set and lower than what every build needs."""
    if sys.platform == "win32":
        return None
    import resource

    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    return allowed if allowed != resource.RLIM_INFINITY and allowed < LEAST else None


def _call(group: click.Group, arguments: Sequence[str]) -> int:
    try:
        result = group.main(list(arguments), prog_name="corpuskit", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except SystemExit:
        return Exit.OK  # click leaves so in one case: the reader of the output (such as head) has seen enough
    except UnicodeEncodeError:
        for given in arguments:  # names of files may have any bytes, words that go into or are looked for in texts not
            if not given.isascii() and any("\ud800" <= character <= "\udfff" for character in given):
                raise click.UsageError(f"{given!r} is not UTF-8 text") from None
        raise
    return int(result) if isinstance(result, int) else Exit.OK


def _stopped(number: int) -> Exit:
    """Says that a signal ended the command, and gives the exit code for that."""
    interrupted = number == signal.SIGINT
    _say(f"{'interrupted' if interrupted else 'terminated'}; {LEFT}")
    return Exit.INTERRUPTED if interrupted else Exit.TERMINATED


def _code(error: Exception) -> int:
    """What an error means, whether or not it can be told."""
    if (ours := _ours(error)) is not None:
        return ours.exit_code
    if isinstance(error, click.Abort):
        return Exit.INTERRUPTED
    if isinstance(error, click.ClickException):
        return Exit.USAGE
    if isinstance(error, BrokenPipeError):
        return Exit.OK  # the reader (such as head) has seen enough
    return Exit.MACHINE if isinstance(error, MemoryError | OSError) else Exit.INTERNAL


def _ours(error: Exception) -> CorpuskitError | None:
    """The error, where it carries problems; what raised it has loaded the module that says what those are."""
    model = sys.modules.get("corpuskit.model")
    return error if model is not None and isinstance(error, model.CorpuskitError) else None


def _report(error: Exception) -> None:
    """Prints an error; says less where the words cannot be loaded, and nothing where they cannot be written."""
    if isinstance(error, BrokenPipeError):
        return
    try:
        _tell(error)
    except (OSError, ImportError, MemoryError):  # a full disk, no open file or memory left: perhaps the error itself
        with contextlib.suppress(OSError):
            sys.stderr.write(f"error: {ascii(str(error) or type(error).__name__)[1:-1]}\n")


def _tell(error: Exception) -> None:
    if (ours := _ours(error)) is not None:
        from corpuskit.cli import terminal

        terminal.report(ours.problems)
    elif isinstance(error, click.Abort):
        _say(f"interrupted; {LEFT}")
    elif isinstance(error, click.ClickException):
        _usage(error)
    elif isinstance(error, MemoryError):
        _say(f"error: out of memory; {LEFT}")
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        _say(f"error: {where}{error.strerror or error}")
    else:
        from corpuskit.extensions import at_fault

        where = f"the extension {whose}" if (whose := at_fault(error)) else "corpuskit"
        _say(f"error: a bug in {where}: {type(error).__name__}: {error}; run again with --debug for the traceback")


def _usage(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # its message is the help, which says what to do next
        _say(error.format_message())
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        _say(context.get_usage())
        _say(f"Try '{context.command_path} --help'.")
    _say(f"error: {error.format_message()}")


def _say(line: str) -> None:
    from corpuskit.reports.safe import show

    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write("\n".join(show(part) for part in line.split("\n")) + "\n")


def _mend_streams() -> None:
    """Text is printed as UTF-8 whatever the locale, and a closed standard stream is no reason to crash."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  lives as long as we do
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly() -> None:
    """Flushes what is left; a broken pipe at this point must not print a traceback at shutdown."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
