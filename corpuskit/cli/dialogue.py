"""The dialogues of ``corpuskit correct``: boundaries in doubt, and a sample to judge. Plain lines, also piped."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.cli import terminal
from corpuskit.cli.correct import write

if TYPE_CHECKING:
    from corpuskit.checking.reviewing import Passage
    from corpuskit.workspace import Workspace

#: Clues of a boundary that are shown.
MOST_CLUES = 5
_DOUBT = "[a]ccept, [b]egins at another line, [m]erge with the record above, [s]et a field, s[k]ip, [q]uit: "
#: No line of a seed has a number of so many digits.
_DIGITS = 12
_AUDIT = "one article, whole and nothing of another? [y]es, [n]o, s[k]ip, [q]uit: "


class QuitError(Exception):
    """No more answers: the person quits, or the input ends."""


class Talk:
    """Questions and answers about a corpus. Each answer is written at once, so that nothing is lost by quitting."""

    def __init__(self, workspace: Workspace, dist: Path, by: str | None, encoding: str | None) -> None:
        self.workspace, self.dist, self.by, self.encoding = workspace, dist, by, encoding

    def doubts(self, below: float) -> None:
        """Goes through the records whose boundary is less sure than ``below`` and not decided yet."""
        from corpuskit.checking import reviewing

        found = [(_begins(record), record) for record in reviewing.in_doubt(self.dist, below)]
        lines: dict[str, list[int]] = {}
        for (file, line), _ in found:
            lines.setdefault(file, []).append(line)
        passages = reviewing.passages(self.workspace, lines, self.encoding)
        decided = self._decided()
        waiting = [
            (record, passages[at])
            for at, record in found
            if at in passages and passages[at].line and at[1] not in decided.get(at[0], {})
        ]
        if not waiting:
            _say(f"nothing is in doubt below {below:g}")
        try:
            for number, (record, passage) in enumerate(waiting, 1):
                self._doubt(f"{number} of {len(waiting)}", record, passage)
        except QuitError:
            return

    def _decided(self) -> Mapping[str, Mapping[int, bool]]:
        """By seed, the lines on which a person has spoken already."""
        from corpuskit.corrections import load, place, views
        from corpuskit.corrections.placing import decided

        said = load(self.workspace.corrections) if self.workspace.corrections else ()
        return decided(place(said, views(self.workspace, self.encoding, []))[0])

    def _doubt(self, number: str, record: Mapping[str, Any], passage: Passage) -> None:
        _say("")
        _say(f"{number}: {_place(record)}, confidence {record['confidence']:.3f}", bold=True)
        _show(passage)
        self._clues(record)
        while True:
            match _ask(_DOUBT):
                case "a" | "accept":
                    self._lines([(passage, True)], "Read, and right.")
                    return
                case "b" | "begins":
                    if (elsewhere := self._elsewhere(passage)) is not None:
                        self._lines([(elsewhere, True), (passage, False)], "Read: the article begins at another line.")
                        return
                case "m" | "merge":
                    self._lines([(passage, False)], "Read: it goes on with the record above.")
                    return
                case "s" | "set":
                    self._set(record)
                case "k" | "skip":
                    return
                case "q" | "quit":
                    raise QuitError
                case _:
                    _say("answer with a, b, m, s, k or q")

    def _clues(self, record: Mapping[str, Any]) -> None:
        """What speaks for the boundary and against it."""
        from corpuskit import pipeline

        place = record["provenance"]
        seed = next((seed for seed in self.workspace.seeds if seed.name == place["file"]), None)
        if seed is None:  # a member of a container
            return
        options = pipeline.Options(self.encoding or seed.settings.get("encoding"))
        lines = pipeline.why(str(seed.path), place["line_start"], options)
        for line in [line for line in lines if line.text[:1] in "+- "][:MOST_CLUES]:
            _say(f"    {line.text}", dim=True)

    def _elsewhere(self, passage: Passage) -> Passage | None:
        """The line at which a person lets the record begin; None where it is not another line with words on it."""
        from corpuskit.checking import reviewing

        answer = _ask("number of the line at which it begins: ")
        found = None
        if answer.isascii() and answer.isdecimal() and len(answer) < _DIGITS and int(answer) != passage.number:
            found = reviewing.passage(self.workspace, passage.file, int(answer), self.encoding)
        if found is None or not found.line:
            _say(f"{passage.file} has no other line {answer!r} with words on it")
            return None
        return found

    def _lines(self, said: Sequence[tuple[Passage, bool]], reason: str) -> None:
        """Writes whether a record begins at each line; says why where that cannot be written, and goes on."""
        from corpuskit.checking import correcting
        from corpuskit.model import CorpuskitError

        reason = _why(reason)
        try:
            write(
                self.workspace,
                [correcting.of_line(self.workspace, at, begins, reason, self.by, self.encoding) for at, begins in said],
            )
        except CorpuskitError as error:
            terminal.report(error.problems)

    def _set(self, record: Mapping[str, Any]) -> None:
        from corpuskit.checking import correcting
        from corpuskit.model import CorpuskitError

        field, _, value = _ask("field=value: ").partition("=")
        said = {"field": field.strip(), "value": correcting.field_value(field.strip(), value)}
        try:
            write(self.workspace, [correcting.of_record(record, said, _why("Read in the seed."), self.by)])
        except CorpuskitError as error:
            terminal.report(error.problems)

    # -- the sample --------------------------------------------------------------------------------------------------

    def audit(self, size: int, seed: int) -> None:
        """Shows a random sample and writes down what a person finds; records judged before are not shown again."""
        from corpuskit.checking import reviewing
        from corpuskit.corrections import audit

        assert self.workspace.folder is not None
        path = self.workspace.folder / audit.FILE
        judged = {said["record"] for said in audit.load(path)} if path.is_file() else set()
        waiting = reviewing.sample(self.dist, size, seed, judged)
        try:
            for number, record in enumerate(waiting, 1):
                self._judge(path, f"{number} of {len(waiting)}", record, seed)
        except QuitError:
            pass
        _say("")
        done = audit.load(path) if path.is_file() else ()
        for found in audit.precisions(done):
            share = f"{found.right} of {found.judged} right ({found.low:.1%} to {found.high:.1%})"
            _say(f"{found.about:<10}{share}")
        _say("the next build prints these in the datasheet" if done else "nothing was judged")

    def _judge(self, path: Path, number: str, record: Mapping[str, Any], seed: int) -> None:
        from corpuskit.corrections import audit
        from corpuskit.corrections.writing import append, stanza

        _say("")
        _say(f"{number}: {_place(record)}", bold=True)
        self._show_whole(record)
        stated = audit.states(record)
        answer = _one_of(_AUDIT, ("y", "n", "k", "q"))
        if answer == "q":
            raise QuitError
        if answer == "k":
            return
        said: dict[str, Any] = {"record": record["id"], "seed": seed, "boundary": answer == "y"}
        if answer == "y":
            said |= {"stated": stated, "wrong": _wrong(stated)}
        said |= {"by": self.by} if self.by else {}
        append(path, stanza(said, "judgement"), audit.parse, audit.HEAD)

    def _show_whole(self, record: Mapping[str, Any]) -> None:
        from corpuskit.checking import reviewing

        place = record["provenance"]
        first = reviewing.passage(self.workspace, place["file"], place["line_start"], self.encoding)
        for _, text in first.above[-reviewing.AROUND :] if first else ():
            _say(f"  | {text}", dim=True)
        for name in ("title", "subtitle", "authors", "outlets", "date"):
            value = record[name]
            if name == "outlets":
                value = [outlet["name"] for outlet in value]
            _say(f"  {name}: {'; '.join(value) if isinstance(value, list) else value or '(not known)'}")
        for line in (record["text"] or "").split("\n"):
            _say(f"  > {line}")
        last = reviewing.passage(self.workspace, place["file"], place["line_end"], self.encoding)
        for _, text in last.below if last else ():
            _say(f"  | {text}", dim=True)


def _wrong(stated: Sequence[str]) -> list[str]:
    """The fields that a person calls wrong."""
    while True:
        names = _ask(f"which of {', '.join(stated)} are wrong (Enter: none, q: quit): ").replace(",", " ").split()
        if names == ["q"]:
            raise QuitError
        if set(names) <= set(stated):
            return names
        _say(f"known are {', '.join(stated)}")


def _begins(record: Mapping[str, Any]) -> tuple[str, int]:
    """Seed and line (1-based) at which a record begins."""
    return record["provenance"]["file"], record["provenance"]["line_start"]


def _place(record: Mapping[str, Any]) -> str:
    place = record["provenance"]
    return f"record {record['id']}, {place['file']}:{place['line_start']}"


def _show(passage: Passage) -> None:
    from corpuskit.checking.reviewing import AROUND

    room = len(str(passage.below[-1].number if passage.below else passage.number))
    for number, text in passage.above[-AROUND:]:
        _say(f"{number:{room}} | {text}", dim=True)
    _say(f"{passage.number:{room}} > {passage.line}", bold=True)
    for number, text in passage.below:
        _say(f"{number:{room}} | {text}")


def _why(default: str) -> str:
    return _ask(f"why (Enter: {default}) ") or default


def _one_of(question: str, answers: Sequence[str]) -> str:
    while (answer := _ask(question)[:1].lower()) not in answers:
        _say(f"answer with {', '.join(answers)}")
    return answer


def _ask(question: str) -> str:
    sys.stdout.write(question)
    sys.stdout.flush()
    answer = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stdout.write("\n")
    if not answer:
        raise QuitError
    return answer.strip()


def _say(text: str, bold: bool = False, dim: bool = False) -> None:
    room = max(20, min(terminal.width(sys.stdout), 120))
    safe = terminal.shown(text)
    cut = safe if len(safe) <= room else safe[: room - 1] + "…"
    sys.stdout.write(terminal.style(cut, sys.stdout, bold=bold, dim=dim) + "\n")
