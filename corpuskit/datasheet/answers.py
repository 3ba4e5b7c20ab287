"""The questions of the datasheet, each answered from measurement, from corpus.toml, from both, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpuskit.datasheet import measured
from corpuskit.datasheet.about import About
from corpuskit.datasheet.blocks import Block
from corpuskit.datasheet.stated import stated
from corpuskit.datasheet.tallies.figures import Figures
from corpuskit.ready import read_list

QUESTIONS = Path(__file__).with_name("questions.toml")

Status = Literal["measured", "stated", "measured and stated", "not stated"]


class Question(NamedTuple):
    """An entry of questions.toml: ``measure`` names a function of `corpuskit.datasheet.measured`."""

    id: str
    text: str
    measure: str | None = None
    stated: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        return self.id.rpartition("-")[0]

    @property
    def number(self) -> int:
        return int(self.id.rpartition("-")[2])


class Answer(NamedTuple):
    """A question with what the build measured and what the maintainer states; either may be empty."""

    question: Question
    measured: tuple[Block, ...]
    stated: str | None

    @property
    def status(self) -> Status:
        if self.measured:
            return "measured and stated" if self.stated else "measured"
        return "stated" if self.stated else "not stated"


class Completeness(NamedTuple):
    """How many questions of a section have an answer, and from where."""

    section: str
    title: str
    questions: int
    measured: int
    stated: int
    both: int

    @property
    def answered(self) -> int:
        return self.measured + self.stated + self.both


@cache
def sections() -> Mapping[str, str]:
    """Name and title of each section, in order."""
    return {section["name"]: section["title"] for section in _listed()["section"]}


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the file."""
    return tuple(
        Question(entry["id"], entry["text"], entry.get("measure"), tuple(entry.get("stated", ())))
        for entry in _listed()["question"]
    )


@cache
def _listed() -> Mapping[str, Any]:
    return read_list(QUESTIONS)


def answers(figures: Figures, config: Mapping[str, Any], about: About) -> list[Answer]:
    """Every question with its answer, in order."""
    return [
        Answer(
            question,
            tuple(getattr(measured, question.measure)(figures, about)) if question.measure else (),
            stated(question.id, question.stated, config, figures),
        )
        for question in questions()
    ]


def completeness(answered: Sequence[Answer]) -> list[Completeness]:
    """Section by section, how many questions are answered from what."""
    found = []
    for name, title in sections().items():
        states = [answer.status for answer in answered if answer.question.section == name]
        counts = (states.count(status) for status in ("measured", "stated", "measured and stated"))
        found.append(Completeness(name, title, len(states), *counts))
    return found
