"""``corpuskit datasheet``: what the datasheet of a corpus leaves open, and the answers of a person."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpuskit.cli import reporting
from corpuskit.counting import counted
from corpuskit.model import Exit

if TYPE_CHECKING:
    from corpuskit.checking.questions import Sheet
    from corpuskit.datasheet.answers import Question

#: What a person types instead of an answer.
_STOP, _BACK = "q", "b"


@click.command(
    "datasheet",
    epilog="""\b
Examples:
  corpuskit datasheet                        which questions are answered, which are open
  corpuskit datasheet --ask                  answer the open ones; goes to seeds/corpus.toml
  corpuskit datasheet --check --at-least 40  for CI: exit 1 if fewer are answered
  corpuskit datasheet --check --at-least composition=16 --at-least uses=4
  corpuskit datasheet --open                 show the page in the browser
""",
)
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
@click.option("--check", is_flag=True, help="Exit 1 if too few questions are answered.")
@click.option(
    "--at-least",
    multiple=True,
    metavar="N or SECTION=N",
    help="Answers that --check requires (default: [answered] in corpus.toml, else all).",
)
@click.option("--ask", is_flag=True, help="Ask the open questions; answers go to corpus.toml.")
@click.option("--open", "show", is_flag=True, help="Show datasheet.html in the browser.")
@reporting.options
def command(
    folder: Path,
    check: bool,
    at_least: tuple[str, ...],
    ask: bool,
    show: bool,
    told: reporting.Reporting,
) -> int:
    """Show which questions of the datasheet are answered, in the workspace or dist folder DIR, and answer the rest."""
    from corpuskit.checking import questions
    from corpuskit.packaging.standards import ro_crate

    if at_least and not check:
        raise click.UsageError("--at-least goes with --check")
    if check + ask + show > 1:
        raise click.UsageError("--check, --ask and --open are three things to do: choose one")
    wanted = _wanted(at_least)
    with told.failures():
        dist, config = _corpus(folder)
        if show:
            return _show(dist)
        sheet = questions.sheet(dist, config)
    if check:
        stated = (config or {}).get("answered", {})
        problems = sheet.problems({**stated, **wanted} or {questions.ALL: sheet.questions})
        told.tell(problems)
        return Exit.PROBLEMS if problems else Exit.OK
    if ask:
        return _ask(folder, sheet, config)
    _print(sheet, folder)
    if not (dist / ro_crate.PATH).is_file():
        sys.stdout.write(f"\nnot written: {ro_crate.PATH} (it needs a date: set `released` in corpus.toml)\n")
    return Exit.OK


def _wanted(at_least: tuple[str, ...]) -> Mapping[str, int]:
    """Numbers of answers by section, as --at-least gives them; a usage error for what is none."""
    from corpuskit.checking import questions

    sizes, found = questions.sizes(), {}
    for given in at_least:
        name, equals, number = given.rpartition("=")
        section = name.strip() if equals else questions.ALL
        if section not in sizes:
            raise click.BadOptionUsage("--at-least", f"--at-least: there is no section {section!r}; {', '.join(sizes)}")
        if not number.strip().isdecimal() or int(number) > sizes[section]:
            told = f"--at-least: write a number of answers from 0 to {sizes[section]}, not {number!r}"
            raise click.BadOptionUsage("--at-least", told)
        found[section] = int(number)
    return found


def _corpus(folder: Path) -> tuple[Path, Mapping[str, Any] | None]:
    """The dist folder that is meant, and what corpus.toml states where the folder is a workspace."""
    from corpuskit.workspace import CONFIG, SEEDS
    from corpuskit.workspace.configuration import config

    if not (folder / SEEDS).is_dir():
        return (folder / "dist" if (folder / "dist").is_dir() else folder), None
    path = folder / SEEDS / CONFIG
    return folder / "dist", config.load(path) if path.exists() else {}


def _print(sheet: Sheet, folder: Path) -> None:
    from corpuskit.cli import terminal

    out = sys.stdout
    head = f"{sheet.answered} of {sheet.questions} questions answered"
    out.write(terminal.style(head, out, bold=True) + "\n\n")
    wide = max(len(section.title) for section in sheet.sections)
    for section in sheet.sections:
        out.write(f"  {section.title.ljust(wide)}  {section.answered:>2} of {section.questions:>2}\n")
    if sheet.open:
        out.write("\n" + terminal.style("open", out, bold=True) + "\n")
        wide = max(len(question.id) for question in sheet.open)
        terminal.show_lines((f"  {question.id.ljust(wide)}  {question.text}", "") for question in sheet.open)
        place = "" if folder == Path() else f" {terminal.shown(folder)}"
        out.write(f"\nanswer them: corpuskit datasheet{place} --ask\n")


def _show(dist: Path) -> int:
    import webbrowser

    from corpuskit.cli import terminal
    from corpuskit.model import Exit
    from corpuskit.workspace.files import no_corpus

    page = dist / "datasheet.html"
    if not page.is_file():
        raise no_corpus(dist)
    if not webbrowser.open(page.resolve().as_uri()):
        sys.stderr.write(f"no browser was found; open {terminal.shown(page)} in one\n")
    return Exit.OK


def _ask(folder: Path, sheet: Sheet, config: Mapping[str, Any] | None) -> int:
    from corpuskit.cli import terminal
    from corpuskit.workspace import CONFIG, SEEDS

    if config is None:
        raise click.UsageError(f"{terminal.shown(folder)} is not a workspace: answers belong in seeds/corpus.toml")
    path = folder / SEEDS / CONFIG
    err, written = sys.stderr, dict[str, str]()
    if not sheet.open:
        err.write("every question has an answer\n")
        return Exit.OK
    err.write("An answer is one or more lines; an empty line ends it and writes it down.\n")
    err.write("Enter alone leaves a question as it is, b goes back to the one before, q stops.\n")
    try:
        _go_through(sheet.open, path, written)
    finally:  # also when interrupted: each answer was written when it ended
        answers = counted(len(written), "answer")
        err.write(f"\n{answers} written to {terminal.shown(path)}; build again to see them in the datasheet\n")
    return Exit.OK


def _go_through(waiting: Sequence[Question], path: Path, written: dict[str, str]) -> None:
    """Asks one question after the other; answers are added to ``written`` by the id of their question."""
    from corpuskit.cli import terminal
    from corpuskit.workspace.configuration import rewriting

    at = 0
    while at < len(waiting):
        question = waiting[at]
        head = f"{at + 1} of {len(waiting)}  {question.id}" + (" (answered)" if question.id in written else "")
        sys.stderr.write(f"\n{terminal.style(head, sys.stderr, bold=True)}\n{question.text}\n")
        for line in written.get(question.id, "").splitlines():
            sys.stderr.write(terminal.style(f"  {terminal.shown(line)}", sys.stderr, dim=True) + "\n")
        answer = _answer(question)
        if answer == _STOP:
            return
        if answer == _BACK:
            at = max(at - 1, 0)
            continue
        if answer:
            rewriting.state(path, "datasheet", question.id, answer)
            written[question.id] = answer
        at += 1


def _answer(question: Question) -> str:
    """The lines that a person types, "" for none, or `_STOP` or `_BACK`."""
    if question.stated:
        sys.stderr.write(f"(or state {' and '.join(question.stated)} in corpus.toml)\n")
    lines: list[str] = []
    while True:
        sys.stderr.write("> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not lines and line.strip() in (_STOP, _BACK):
            return line.strip()
        if not line.strip():
            return "\n".join(lines) or ("" if line else _STOP)
        lines.append(line.strip())
