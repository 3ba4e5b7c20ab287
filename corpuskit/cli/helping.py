"""Help that fits the terminal: blocks of two columns (a command and what it does) are folded where it is narrow."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

import click

from corpuskit.patterns import later

#: How click marks a paragraph whose lines stay as they are.
RAW = "\b"
#: Words of a command that a line may end behind; what is in quotation marks is one.
WORDS = later(r"""(?:'[^']*'|"[^"]*"|\S)++""")
#: Columns that help takes at the least.
LEAST = 20
#: A second column narrower than this goes below the first.
NARROW = 24


class Formatter(click.HelpFormatter):
    """Writes help no wider than the terminal, which click takes to have 50 columns at least."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = min(shutil.get_terminal_size().columns, max_width or 80)
        super().__init__(indent_increment, width or max(columns - 2, LEAST), max_width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl(list(rows), min(col_max, self.width // 2 - col_spacing), col_spacing)

    def write_text(self, text: str) -> None:
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write_paragraph()
            if paragraph.lstrip("\n").startswith(RAW):
                lines = paragraph.lstrip("\n").split("\n")[1:]
                indent = " " * self.current_indent
                self.write("".join(f"{indent}{line}\n" for line in folded(lines, self.width - self.current_indent)))
            else:
                super().write_text(paragraph)


class Context(click.Context):
    """A command's context, whose help is written by `Formatter`."""

    formatter_class = Formatter


def folded(lines: list[str], width: int) -> Iterator[str]:
    """Lines of a block within a width: as they are where all fit.

    Else a command goes on behind a backslash, so that it can still be copied, and what it does stands below it.
    """
    if all(len(line) <= width for line in lines):
        yield from lines
        return
    for line in lines:
        indent, first, gap, second = _columns(line.rstrip())
        column = len(indent) + len(first) + len(gap)
        if len(line) <= width or not second:
            yield from [line] if len(line) <= width else _command(indent, first, width)
        elif width - column >= NARROW:
            yield from _wrapped(second, f"{indent}{first}{gap}", " " * column, width)
        else:
            yield from _command(indent, first, width)
            yield from _wrapped(second, indent + "    ", indent + "    ", width)


def _columns(line: str) -> tuple[str, str, str, str]:
    """How far a line is set in, its first column, the gap, and the second column; the last two may be empty."""
    whole = line.lstrip(" ")
    first, gap, rest = whole.partition("  ")
    second = rest.lstrip(" ")
    return line[: len(line) - len(whole)], first, gap + rest[: len(rest) - len(second)], second


def _wrapped(text: str, first: str, rest: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _command(indent: str, command: str, width: int) -> Iterator[str]:
    """A command on as many lines as it takes; a word that is longer than a line stays whole."""
    line = indent
    for word in WORDS.findall(command):
        if line.strip() and len(line) + len(word) + 3 > width:  # a space, and a space and the backslash
            yield line + " \\"
            line = indent + "  "
        line += ("" if line.endswith(" ") or not line else " ") + word
    yield line
