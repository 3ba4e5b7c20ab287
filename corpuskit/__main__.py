"""``python -m corpuskit``, and the command ``corpuskit``: quiet from its first moment when it is interrupted."""

import signal


def main() -> None:
    """Ends at once and without a traceback when interrupted while modules load; then the command line takes over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from corpuskit.cli import main as run

    run()


if __name__ == "__main__":
    main()
