"""``python -m corpuskit``, and the command ``corpuskit``: quiet from its first moment when it is interrupted."""

import gc
import signal


def main() -> None:
    """Ends at once and without a traceback when interrupted while modules load; then the command line takes over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from corpuskit.threads import settle

    settle()
    from corpuskit.cli import main as run

    try:
        run()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):  # what was done has been told: the exit code stays true
            signal.signal(number, signal.SIG_IGN)
        gc.freeze()  # all that is left goes with the process: to look through it for cycles, an eighth of a small build


if __name__ == "__main__":
    main()
