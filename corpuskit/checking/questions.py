"""The questions of a finished corpus's datasheet: which have an answer, and which wait for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpuskit.checking import loading
from corpuskit.datasheet.answers import Question, questions, sections
from corpuskit.datasheet.stated import stated
from corpuskit.model import PathLike, Place, Problem
from corpuskit.problems import problem
from corpuskit.workspace.files import place

#: What stands for all questions where numbers of answers are wanted.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the datasheet: its name and title, how many questions it has, and those that have no answer yet."""

    name: str
    title: str
    questions: int
    open: tuple[Question, ...]

    @property
    def answered(self) -> int:
        return self.questions - len(self.open)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The datasheet of a corpus, as far as it is answered."""

    place: Place
    sections: tuple[Section, ...]

    @property
    def questions(self) -> int:
        return sum(section.questions for section in self.sections)

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def open(self) -> list[Question]:
        return [question for section in self.sections for question in section.open]

    def problems(self, wanted: Mapping[str, int]) -> list[Problem]:
        """An error for each number of answers that is not reached: by section, or `ALL` of all questions."""
        found = []
        if self.answered < wanted.get(ALL, 0):
            found.append(self._incomplete("", self.answered, self.questions, wanted[ALL], self.open))
        for part in self.sections:
            if part.answered < wanted.get(part.name, 0):
                on = f" on {part.name}"
                found.append(self._incomplete(on, part.answered, part.questions, wanted[part.name], part.open))
        return found

    def _incomplete(
        self, on: str, answered: int, questions: int, wanted: int, still_open: Sequence[Question]
    ) -> Problem:
        counts = {"answered": answered, "questions": questions, "wanted": wanted, "on": on}
        named = ", ".join(question.id for question in still_open)
        return problem("datasheet-incomplete", self.place, open=named, **counts)


def sizes() -> Mapping[str, int]:
    """How many questions there are: `ALL`, and by section."""
    counts = Counter(question.section for question in questions())
    return {ALL: counts.total(), **{name: counts[name] for name in sections()}}


def sheet(dist: PathLike, config: Mapping[str, Any] | None = None) -> Sheet:
    """The datasheet of a dist folder. With ``config`` (corpus.toml) an answer counts as soon as it is stated there.

    Raises CorpuskitError as `loading.datasheet` does.
    """
    made = loading.datasheet(dist)
    measured = {answer["id"] for answer in made["answers"] if answer["measured"]}
    told = {answer["id"] for answer in made["answers"] if answer["stated"]}

    def is_open(question: Question) -> bool:
        if question.id in measured:
            return False
        if config is None:
            return question.id not in told
        return stated(question.id, question.stated, config, made["figures"]) is None

    found = []
    for name, title in sections().items():
        own = [question for question in questions() if question.section == name]
        found.append(Section(name, title, len(own), tuple(filter(is_open, own))))
    return Sheet(place(Path(dist) / loading.DATASHEET), tuple(found))
