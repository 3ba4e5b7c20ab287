"""How a command reports problems: ``--format``, ``--output`` and ``--report``, alike in validate, build and verify."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from corpuskit.model import CorpuskitError

if TYPE_CHECKING:
    from corpuskit.model import Problem

Function = Callable[..., Any]

#: The option of commands that say what they did.
quiet = click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")


def options(command: Function) -> Function:
    """Adds the options; the command gets what they ask for as ``told``, its own ``--strict`` and ``-q`` included."""

    @wraps(command)
    def reporting(*, form: str, output: Path | None, extra: tuple[str, ...], **others: Any) -> Any:
        strict, quiet = others.pop("strict", False), others.pop("quiet", False)
        return command(told=Reporting.of(form, output, extra, strict, quiet), **others)

    told = "Write another report, such as sarif=report.sarif (may be repeated)."
    found = click.option("--report", "extra", multiple=True, metavar="FORMAT=FILE", help=told)(reporting)
    told = "Write the report to a file."
    found = click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help=told)(found)
    told = "Format of the report: text, json, sarif, junit, github, gitlab, markdown."
    return click.option("--format", "form", default="text", show_default=True, metavar="FORMAT", help=told)(found)


class Reporting(NamedTuple):
    """Where problems go. Text is for the person at the terminal (standard error), any other format standard output."""

    form: str
    output: Path | None
    extra: tuple[tuple[str, Path], ...]
    strict: bool = False
    quiet: bool = False

    @classmethod
    def of(cls, form: str, output: Path | None, extra: Sequence[str], strict: bool, quiet: bool) -> Reporting:
        """Checks what the options were given. Raises a usage error."""
        from corpuskit import reports
        from corpuskit.cli import choices

        choices.check("--format", [form], reports.FORMATS)
        pairs = [(name, Path(file)) for name, equals, file in (one.partition("=") for one in extra) if equals and file]
        if len(pairs) != len(extra):
            raise click.BadOptionUsage("--report", "--report: write FORMAT=FILE, such as sarif=report.sarif")
        choices.check("--report", [name for name, _ in pairs], reports.FORMATS)
        return cls(form, output, tuple(pairs), strict, quiet)

    def fails(self, problems: Sequence[Problem]) -> bool:
        """Whether the problems make a command fail."""
        return any(problem.fails(self.strict) for problem in problems)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Writes every report that was asked for."""
        from corpuskit.cli import terminal

        for form, file in self.extra:
            self._write(problems, form, file)
        if self.output is not None:
            self._write(problems, self.form, self.output)
            if not self.quiet:
                from corpuskit.reports.counting import in_words

                sys.stderr.write(f"{in_words(problems)}; report in {terminal.shown(self.output)}\n")
        elif self.form == "text":
            terminal.report(problems)
        else:
            sys.stdout.write(self._rendered(problems, self.form))

    @contextmanager
    def failures(self) -> Iterator[None]:
        """What stops a command is reported like any other problem, and then no second time."""
        try:
            yield
        except CorpuskitError as error:
            if self.form == "text" and self.output is None and not self.extra:
                raise
            self.tell(error.problems)
            raise click.exceptions.Exit(int(error.exit_code)) from None

    def _write(self, problems: Sequence[Problem], form: str, file: Path) -> None:
        write(file, self._rendered(problems, form))

    def _rendered(self, problems: Sequence[Problem], form: str) -> str:
        from corpuskit import reports

        return reports.render(problems, form, strict=self.strict)


def write(file: Path, report: str) -> None:
    """Writes a report to the file, pipe or device that somebody named; raises CorpuskitError where that fails."""
    from corpuskit.workspace.files import unwritable

    try:
        file.write_text(report, encoding="utf-8", newline="")
    except OSError as error:
        raise unwritable(file, error) from None
