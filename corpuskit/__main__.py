"""``python -m corpuskit``, and the command ``corpuskit``: quiet from its first moment when it is interrupted."""

import gc
import os
import signal


def main() -> None:
    """Ends at once and without a traceback when interrupted while modules load; then the command line takes over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(100_000)  # what is loaded stays: looking through it again and again takes a tenth of a start
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products of small matrices: more threads wait for each other
    from corpuskit.cli import main as run

    run()


if __name__ == "__main__":
    main()
