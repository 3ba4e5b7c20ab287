"""SIGINT and SIGTERM stop a command by an exception, wherever they reach it, and none of them is lost."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
import time
from types import FrameType

#: Seconds until a signal whose exception went nowhere is sent again: what swallowed it has returned by then.
_AGAIN = 0.005

#: Signals that came. Some libraries (numpy, while it is imported) raise an error of their own for one.
_came: list[int] = []

#: Whether the command has ended: what comes then stops nothing.
_over = False

#: What Python, or the program that runs us, does with an exception that nothing can raise.
_others = sys.unraisablehook


class Terminated(BaseException):
    """SIGTERM arrived. Not an Exception, so that nothing but clean-up code sees it pass."""


def begin() -> None:
    """Takes over both signals, unless another program that runs us owns them. From here on they may raise."""
    global _over, _others
    _came.clear()
    _over = False
    with contextlib.suppress(ValueError):  # not in the main thread: the embedding program owns the signals
        signal.signal(signal.SIGTERM, _terminate)
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # see corpuskit/__main__.py
            signal.signal(signal.SIGINT, _interrupt)
        if sys.unraisablehook is not _unraisable:
            _others, sys.unraisablehook = sys.unraisablehook, _unraisable


def end() -> None:
    """Lets signals raise no more: the command has done what it will do."""
    global _over
    _over = True


def came() -> int | None:
    """The signal that came first since the command began."""
    return _came[0] if _came else None


def _interrupt(number: int, frame: FrameType | None) -> None:
    if not _over:
        _came.append(number)
        raise KeyboardInterrupt


def _terminate(number: int, frame: FrameType | None) -> None:
    if not _over:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not break the clean-up
        _came.append(number)
        raise Terminated


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Sends a signal again that arrived in ``__del__`` or a callback from C, out of which no exception gets."""
    if isinstance(unraisable.exc_value, Terminated):
        signal.signal(signal.SIGTERM, _terminate)
        _thread.start_new_thread(_send, (signal.SIGTERM,))
    elif isinstance(unraisable.exc_value, KeyboardInterrupt):
        _thread.start_new_thread(_send, (signal.SIGINT,))
    else:
        _others(unraisable)


def _send(number: signal.Signals) -> None:
    # A thread of the lowest kind: one of ``threading`` takes a lock that what swallowed the signal may hold.
    time.sleep(_AGAIN)
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, number)  # wakes it, too, where it waits
    else:
        _thread.interrupt_main(number)
