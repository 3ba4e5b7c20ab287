"""``corpuskit build --watch``: a command run again whenever the files that it reads have changed.

Names, sizes and times of the files are looked at twice a second, which needs no library and works on every file system.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from corpuskit.model import CorpuskitError

#: Seconds between two looks; a change is acted upon when the next look finds no further one.
PAUSE = 0.5
#: Changed files that are named.
MOST = 3

#: Of each file: size, time of its last change in nanoseconds, and the number that the file system gives it.
Stamps = dict[str, tuple[int, int, int]]


def watch(paths: Sequence[str], run: Callable[[], object]) -> None:
    """Runs, and runs again at each change, until interrupted. What a run reports is printed and does not end it."""
    from corpuskit.cli import terminal

    watched = list(_watched(paths))
    try:
        while True:
            before = stamps(watched)
            try:
                run()
            except CorpuskitError as error:
                terminal.report(error.problems)
            except click.exceptions.Exit:
                pass  # the problems are reported already
            sys.stderr.write(f"watching {', '.join(map(terminal.shown, watched))}; Ctrl-C ends\n")
            sys.stderr.flush()
            names = [terminal.shown(name) for name in _changed(watched, before)]
            more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
            sys.stderr.write(f"\nchanged: {', '.join(names[:MOST])}{more}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nno longer watching\n")


def _watched(paths: Sequence[str]) -> Iterator[Path]:
    """What a build reads: of a workspace its seeds/ (with corpus.toml beside them) and what it has accepted."""
    for path in map(Path, paths or (".",)):
        if (path / "seeds").is_dir():
            yield path / "seeds"
            yield path / "corpuskit.baseline"
        else:
            yield path


def stamps(watched: Iterable[Path]) -> Stamps:
    """The files there are now, but for those with a dot before their name, which editors leave."""
    found: Stamps = {}
    for path in watched:
        for folder, folders, names in os.walk(path) if path.is_dir() else [(path.parent, [], [path.name])]:
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if not name.startswith("."):
                    _stamp(f"{folder}{os.sep}{name}", found)
    return found


def _stamp(file: str, found: Stamps) -> None:
    try:
        told = Path(file).stat()
    except OSError:
        return  # there is none, or no longer
    found[file] = (told.st_size, told.st_mtime_ns, told.st_ino)


def _changed(watched: Sequence[Path], before: Stamps) -> list[str]:
    """Waits for a change, and until the files stand still again; returns the names of those that changed."""
    now = before
    while True:
        time.sleep(PAUSE)
        last, now = now, stamps(watched)
        if now == last and now != before:
            return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
