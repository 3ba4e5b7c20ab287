"""``python -m corpuskit``, and the command ``corpuskit``: quiet from its first moment when it is interrupted."""

import atexit
import gc
import os
import signal
import sys


def command() -> None:
    """What the process is for: `main`, behind which nothing follows but its end.

    What Python does then, to take modules, tables and registries apart one by one, is a twentieth of a small build. It
    is left to the system, as soon as all that asked to be told of the end have been; unless something was there before
    us that asked so, and is told after us.
    """
    codes: list[object] = []
    if getattr(atexit, "_ncallbacks", lambda: None)() == 0:
        atexit.register(_end, codes)
    try:
        main()
    except SystemExit as told:
        codes.append(told.code)
        raise


def main() -> None:
    """Ends at once and without a traceback when interrupted while modules load; then the command line takes over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from corpuskit.threads import settle

    settle()
    from corpuskit.cli import main as run
    from corpuskit.patterns import keep

    try:
        run()
    finally:
        keep()
        gc.freeze()  # all that is left goes with the process: to look through it for cycles, an eighth of a small build


def _end(codes: list[object]) -> None:
    """Ends the process with the code that it has been told; not where it ends with a traceback, or a thread goes on."""
    import threading

    if threading.active_count() > 1:
        return
    for code in codes:
        if isinstance(code, int):
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            except (OSError, ValueError):
                return
            os._exit(code)


if __name__ == "__main__":
    command()
