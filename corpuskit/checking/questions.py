"""The questions of a finished corpus's datasheet: which have an answer, and which wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpuskit.checking import loading
from corpuskit.datasheet.answers import Question, questions, sections
from corpuskit.datasheet.stated import stated
from corpuskit.model import PathLike, Place, Problem
from corpuskit.problems import problem
from corpuskit.workspace.files import place


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the datasheet: its title, how many questions it has, and those that have no answer yet."""

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

    def problems(self, at_least: int) -> list[Problem]:
        """An error where fewer than ``at_least`` questions are answered."""
        if self.answered >= at_least:
            return []
        named = ", ".join(question.id for question in self.open)
        counts = {"answered": self.answered, "questions": self.questions, "wanted": at_least}
        return [problem("datasheet-incomplete", self.place, open=named, **counts)]


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
        found.append(Section(title, len(own), tuple(filter(is_open, own))))
    return Sheet(place(Path(dist) / loading.DATASHEET), tuple(found))
