"""corpuskit.baseline: problems that were accepted, one per line, so that only new ones are reported.

A line is a fingerprint, the code and the place, and sorts by itself; two branches that add lines merge line by line.
Fingerprints are of the code and of the record and field, or else of the file and the text at the place, never of a line
number. So a problem is the same in the seeds, in dist/ and in an exported file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpuskit.model import CorpuskitError, Exit, Place, Problem
from corpuskit.patterns import later
from corpuskit.problems import failure, problem, stops
from corpuskit.workspace import files
from corpuskit.workspace.configuration import rewriting

BASELINE = "corpuskit.baseline"
HEAD = """\
# Problems that were accepted and are not reported again. `corpuskit validate --update-baseline` writes this file.
"""
_LINE = later(r"([0-9a-f]{32})  (\S+)(?:  .*)?")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


class Judged(NamedTuple):
    """Problems that are new, how many were accepted, and a warning for each entry that is no longer needed."""

    new: tuple[Problem, ...]
    accepted: int
    stale: tuple[Problem, ...]


class Baseline(NamedTuple):
    """The entries of a file: line number and code by fingerprint."""

    path: Path
    entries: Mapping[str, tuple[int, str]]

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """The baseline in a file, empty where there is none.

        Raises CorpuskitError (exit 2; 74 where the machine fails) for a line that is no entry.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return cls(path, {})
        except UnicodeDecodeError as error:
            raise _invalid(path, error.object.count(b"\n", 0, error.start) + 1, "it is not UTF-8") from None
        except OSError as error:
            raise files.unreadable(path, error) from None
        entries: dict[str, tuple[int, str]] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            found = _LINE.fullmatch(line)
            if found is None:
                conflict = line.startswith(_CONFLICT)
                raise _invalid(path, number, "a conflict is not settled" if conflict else "this line is no entry")
            entries.setdefault(found[1], (number, found[2]))
        return cls(path, entries)

    def judge(self, problems: Sequence[Problem], root: Path | None, looked_for: Sequence[str] = ()) -> Judged:
        """Tells new problems from accepted ones. ``root`` is the folder that the places' files lie in.

        ``looked_for`` are the codes that were looked for, all where it is empty; entries of others are not stale.
        """
        found = fingerprints(problems, root)
        new = tuple(p for p, mark in zip(problems, found, strict=True) if mark not in self.entries)
        here = set(found)
        stale = tuple(
            problem("baseline-stale", Place(files.shown_name(self.path), number), of=code)
            for mark, (number, code) in self.entries.items()
            if mark not in here and (not looked_for or code in looked_for)
        )
        return Judged(new, len(problems) - len(new), stale)


def write(path: Path, problems: Sequence[Problem], root: Path | None) -> int:
    """Writes a baseline that accepts the problems, as far as they can be; returns how many entries it has.

    Raises CorpuskitError (exit 74), and leaves the earlier one as it was, where it cannot be written.
    """
    kept = [found for found in problems if not stops(found.code)]
    lines = {
        f"{mark}  {found.code}  {_place(found.place)}".rstrip()
        for mark, found in zip(fingerprints(kept, root), kept, strict=True)
    }
    rewriting.put(path, (HEAD + "".join(line + "\n" for line in sorted(lines))).encode())
    return len(lines)


def fingerprints(problems: Sequence[Problem], root: Path | None) -> list[str]:
    """A mark for each problem; "" for those that nobody can accept."""
    from corpuskit.reports.fingerprints import fingerprints_of

    names = [(problem.place.file or "") if problem.place.record is None else "" for problem in problems]
    found = fingerprints_of(problems, names, root)
    return ["" if stops(problem.code) else mark for problem, mark in zip(problems, found, strict=True)]


def _place(place: Place) -> str:
    """For people: what the entry is about. Without a line number, which the next edit would make wrong."""
    from corpuskit.reports.safe import show

    return " ".join(show(part) for part in (place.file, place.record, place.field) if part)


def _invalid(path: Path, line: int, reason: str) -> CorpuskitError:
    place = Place(files.shown_name(path), line)
    return failure("baseline-invalid", place, Exit.USAGE, file=files.shown_name(path), reason=reason)
