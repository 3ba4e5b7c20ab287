"""What a person sees: problems and progress on standard error, colour only on a terminal and never with NO_COLOR."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from corpuskit.model import Problem


def colour(stream: TextIO) -> bool:
    """Whether escape sequences of our own may be written (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Columns of the terminal; 100 where the stream is none."""
    if not stream.isatty():
        return 100
    try:
        return max(20, os.get_terminal_size(stream.fileno()).columns)
    except OSError:
        return 80


def report(problems: Sequence[Problem]) -> None:
    """Prints problems on standard error, each with its place and hint, and a line of counts."""
    from corpuskit import reports

    if problems:
        text = reports.render(problems, "text", colour=colour(sys.stderr), width=width(sys.stderr))
        sys.stderr.write(text)


def style(text: str, stream: TextIO, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> str:
    """Text in a style, on a terminal; as it is elsewhere. The text must already be safe to show."""
    return click.style(text, bold=bold or None, dim=dim or None, fg=fg) if colour(stream) else text


def show_lines(lines: Iterable[tuple[str, str]]) -> None:
    """Prints lines of (text, style), as `corpuskit.checking.explain` makes them: safe to show, wrapped, coloured.

    Addresses are left whole, so that they can be copied.
    """
    import textwrap

    from corpuskit.reports.safe import show

    out = sys.stdout
    columns = min(width(out), 120)
    for text, kind in lines:
        indent = len(text) - len(text.lstrip(" "))
        room = max(20, columns - indent - 2)
        whole = show(text) if kind in ("paste", "side") else ""  # what is to be pasted keeps its lines
        wrapped = textwrap.wrap(show(text.strip()), room, break_long_words=False, break_on_hyphens=False) or [""]
        parts = [whole] if whole else wrapped
        for number, part in enumerate(parts):
            line = " " * (indent + (2 if number else 0)) + part
            bold, dim = kind in ("title", "heading"), kind == "dim"
            out.write(style(line, out, bold=bold, dim=dim, fg="cyan" if kind in ("quote", "side") else None) + "\n")


class Progress:
    """A bar that is redrawn on a terminal; elsewhere a line a seed. Called with seed, bytes done and bytes in all."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.live = self.stream.isatty()
        self.drawn = 0.0
        self.last: str | None = None

    def __call__(self, seed: str, done: int, total: int) -> None:
        if self.quiet:
            return
        if not self.live:
            if done >= total and seed != self.last:
                self.last = seed
                self._line(f"read {self._name(seed)} ({size(total)})\n")
            return
        now = time.monotonic()
        if now - self.drawn >= 0.1 or done >= total:
            self.drawn = now
            self._draw(seed, done, total)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Takes the bar off the terminal again."""
        if self.live and self.drawn:
            self._line("\r" + " " * (width(self.stream) - 1) + "\r")

    def _draw(self, seed: str, done: int, total: int) -> None:
        columns = width(self.stream) - 1
        cells = max(5, min(30, columns - 40))
        filled = cells * done // max(total, 1)
        head = f"[{'#' * filled}{'.' * (cells - filled)}] {size(done)} of {size(total)} "
        self._line("\r" + (head + self._name(seed, max(8, columns - len(head)))).ljust(columns)[:columns])

    def _line(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

    @staticmethod
    def _name(seed: str, room: int = 60) -> str:
        from corpuskit.reports.safe import show

        return show(seed, room)


def size(count: int) -> str:
    """A number of bytes for a person: "33.3 kB"."""
    value, units = float(count), ("B", "kB", "MB", "GB", "TB")
    for unit in units:
        if value < 1000 or unit == units[-1]:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


def shown(value: object) -> str:
    """A path or other string as it may be printed: control characters visible."""
    from corpuskit.reports.safe import show

    return show(str(value))
