"""Problems printed: one file a format, and the one list of them.

A format is a module of this room with ``render(problems, options) -> str``. Whatever it writes may come from a hostile
file: text goes through `safe.show`, and every other format escapes by its own rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from corpuskit.model import PathLike, Problem

#: The formats (``--format``), each the name of the module of this room that writes it.
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


class Options(NamedTuple):
    """How a report is written.

    ``colour`` and ``width`` (cells of the terminal) concern text alone. With ``strict`` warnings count as failures, as
    they do for the exit code. ``root`` is the folder that the files of places lie in, for the lines that text quotes.
    """

    colour: bool = False
    width: int = 100
    strict: bool = False
    root: Path | None = None


def render(
    problems: Iterable[Problem],
    form: str,
    *,
    colour: bool = False,
    width: int = 100,
    strict: bool = False,
    root: PathLike | None = None,
) -> str:
    """The problems in a format of `FORMATS`; ends in a newline unless it is empty. Raises KeyError for another name."""
    if form not in FORMATS:
        raise KeyError(form)
    module = import_module(f"corpuskit.reports.{form}")
    options = Options(colour, width, strict, None if root is None else Path(root))
    written: str = module.render(list(problems), options)
    return written
