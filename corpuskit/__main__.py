"""``python -m corpuskit``, and the command ``corpuskit``: quiet from its first moment when it is interrupted."""

import gc
import os
import signal

#: New containers after which the cycle collector runs. What modules, tables and registries are made of at the start has
#: no cycles and stays: to look through it at every 700 new ones, as Python does by itself, is a tenth of a small build,
#: which makes 260,000. What is in cycles afterwards is little.
ALLOCATED = 400_000


def main() -> None:
    """Ends at once and without a traceback when interrupted while modules load; then the command line takes over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(ALLOCATED)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products of small matrices: more threads wait for each other
    from corpuskit.cli import main as run

    try:
        run()
    finally:
        gc.freeze()  # all that is left goes with the process: to look through it for cycles, an eighth of a small build


if __name__ == "__main__":
    main()
