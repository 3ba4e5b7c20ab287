"""What a person sees: problems and progress on standard error, colour only on a terminal and never with NO_COLOR."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

import click

from corpuskit.counting import counted

if TYPE_CHECKING:
    from corpuskit.model import Problem
    from corpuskit.pipeline import Progressed


def colour(stream: TextIO) -> bool:
    """Whether escape sequences of our own may be written (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Columns of a terminal: those of COLUMNS, else its own, else 80; 100 where the stream is none."""
    if not stream.isatty():
        return 100
    if (said := os.environ.get("COLUMNS", "")).isdecimal() and int(said):
        return max(20, int(said))
    try:
        told = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        told = 0
    return max(20, told or 80)


def fitted(text: str, stream: TextIO) -> list[str]:
    """Safe text in lines no wider than a terminal; one line elsewhere, where it is searched and not looked at."""
    return list(folded(text, width(stream))) if stream.isatty() else [text]


def folded(text: str, room: int) -> Iterator[str]:
    """Safe text in lines of at most ``room`` cells, broken behind commas, and at spaces where that is not enough."""
    from corpuskit.reports.safe import cells, cut

    line = ""
    listed = text.replace(", ", ",\n").split("\n")
    for word in (word for part in listed for word in ([part] if cells(part) <= room else part.split(" "))):
        if line and cells(line) + 1 + cells(word) > room:
            yield line
            line = ""
        line = f"{line} {word}" if line else cut(word, room)
    yield line


def report(problems: Sequence[Problem]) -> None:
    """Prints problems on standard error, each with its place and hint, and a line of counts."""
    from corpuskit import reports

    if problems:
        text = reports.render(problems, "text", colour=colour(sys.stderr), width=width(sys.stderr))
        sys.stderr.write(text)


def style(text: str, stream: TextIO, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> str:
    """Text in a style, on a terminal; as it is elsewhere. The text must already be safe to show."""
    return click.style(text, bold=bold or None, dim=dim or None, fg=fg) if colour(stream) else text


def show_lines(lines: Iterable[tuple[str, str]], pager: bool = False) -> None:
    """Prints lines of (text, style), as `corpuskit.checking.explain` makes them: safe to show, wrapped, coloured.

    With ``pager`` a terminal shows them in the program that PAGER names, or `less`.
    """
    if pager and sys.stdout.isatty():
        os.environ.setdefault("LESS", "-FRX")  # as git has it: no pager for what fits the screen, and colour
        click.echo_via_pager(_drawn(lines))
    else:
        sys.stdout.writelines(_drawn(lines))


def _drawn(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines as standard output shows them. Addresses are left whole, so that they can be copied."""
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
            yield style(line, out, bold=bold, dim=dim, fg="cyan" if kind in ("quote", "side") else None) + "\n"


class Progress:
    """A bar that is redrawn on a terminal; elsewhere one line per seed. Says how much is done and how fast."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.live = self.stream.isatty()
        self.drawn = 0.0
        self.last: str | None = None
        self.began = time.monotonic()

    def __call__(self, at: Progressed) -> None:
        if self.quiet:
            return
        if not self.live:
            if at.done >= at.size and at.seed != self.last:
                self.last = at.seed
                self._line(f"read {self._name(at.seed)} ({size(at.size)})\n")
            return
        now = time.monotonic()
        if now - self.drawn >= 0.1 or at.all_done >= at.all_size:
            self.drawn = now
            self._draw(at, now - self.began)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Takes the bar off the terminal again."""
        if self.live and self.drawn:
            self._line("\r" + " " * (width(self.stream) - 1) + "\r")

    def _draw(self, at: Progressed, seconds: float) -> None:
        columns = width(self.stream) - 1
        cells = max(5, min(30, columns - 60))
        filled = cells * at.all_done // max(at.all_size, 1)
        rate = at.all_done / max(seconds, 0.001)
        parts = [f"[{'#' * filled}{'.' * (cells - filled)}] {size(at.all_done)} of {size(at.all_size)}"]
        if seconds > 1 and at.all_done:
            parts.append(f"{time_left((at.all_size - at.all_done) / rate)} left")
            parts.append(f"{size(int(rate))}/s")
        parts.append(counted(at.records, "record"))
        line = parts[0]
        for part in parts[1:]:
            line += f", {part}" if len(line) + len(part) + 2 <= columns else ""
        if columns - len(line) > 12:
            line += "  " + self._name(at.seed, columns - len(line) - 2)
        self._line("\r" + line.ljust(columns)[:columns])

    def _line(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

    @staticmethod
    def _name(seed: str, room: int = 60) -> str:
        from corpuskit.reports.safe import show

        return show(seed, room)


def time_left(seconds: float) -> str:
    """A time for a person: "9 s", "4 min", "2 h 10 min"."""
    if seconds < 99:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 99 else f"{minutes // 60} h {minutes % 60} min"


def size(count: int) -> str:
    """A number of bytes for a person: "33.3 kB"."""
    value, units = float(count), ("B", "kB", "MB", "GB", "TB")
    for unit in units:
        if value < 1000 or unit == units[-1]:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


def typed(path: object) -> str:
    """A path as a word of a command that can be copied: in quotation marks where the shell would part it."""
    word = shown(path)
    if sys.platform == "win32":
        import subprocess

        return subprocess.list2cmdline([word])
    import shlex

    return word if re.fullmatch(r"[\w@%+=:,./-]*+", word) else shlex.quote(word)


def shown(value: object) -> str:
    """A path or other string as it may be printed: control characters visible."""
    from corpuskit.reports.safe import show

    return show(str(value))
