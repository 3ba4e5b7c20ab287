"""Finds the claims of many texts at once: a screen of printed words first, arrays only for what it lets through.

A sentence can be marked when it, or the one before it in its paragraph, names a subject of health, and when it is no
question; the trained model decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from corpuskit.caveats.health import model as trained
from corpuskit.caveats.health.features import Bools, Features, Tagged, Tagger, extract, is_question, name_health
from corpuskit.caveats.health.screening import Screen
from corpuskit.caveats.health.sentences import ends_of, line_spans
from corpuskit.caveats.health.speaker import speaker
from corpuskit.caveats.health.tokens import I64
from corpuskit.caveats.health.vocabulary import class_names, health_classes, patterns


class Claim(NamedTuple):
    """A sentence that makes a claim: offsets in code points of the text, end exclusive."""

    start: int
    end: int
    category: str
    speaker: str  #: "own" or "quoted"
    rule: str  #: the pattern of word classes that spoke for it most, else those classes
    confidence: float


class _Sentence(NamedTuple):
    """A sentence worth a closer look: in which text, where in it the line begins, the line, and its place in that."""

    which: int
    line_start: int
    line: str
    start: int
    end: int
    number: int  #: of the line


@cache
def _tagger(language: str) -> Tagger:
    return Tagger(language)


@cache
def _screen(language: str) -> Screen:
    return Screen(_tagger(language).classifier)


def _lines(texts: Sequence[str], screen: Screen) -> Iterator[tuple[int, int, str]]:
    """(which text, offset, line) of the lines that the screen lets through."""
    lines = [text.split("\n") for text in texts]
    passing = iter(screen.passing([line for own in lines for line in own]))
    for which, own in enumerate(lines):
        at = 0
        for line in own:
            if next(passing):
                yield which, at, line
            at += len(line) + 1


def _sentences(texts: Sequence[str], language: str) -> list[_Sentence]:
    """The sentences that the screen lets through, and those that follow one in its line."""
    screen, ends = _screen(language), ends_of(language)
    sentences = [
        _Sentence(which, at, line, start, end, number)
        for number, (which, at, line) in enumerate(_lines(texts, screen))
        for start, end in line_spans(line, 0, len(line), ends)
    ]
    found, behind = [], -1  # the line in which the sentence before passed
    for sentence, passes in zip(sentences, screen.passing([s.line[s.start : s.end] for s in sentences]), strict=True):
        if passes or sentence.number == behind:
            found.append(sentence)
        behind = sentence.number if passes else -1
    return found


def candidates(tagged: Tagged, starts: I64, ends: I64, lines: I64) -> Bools:
    """Which sentences can be marked at all: they or their neighbour before name a subject of health; no questions.

    ``lines``: a number for the line of each sentence.
    """
    named = name_health(tagged, len(starts))
    near = named.copy()
    near[1:] |= named[:-1] & (lines[1:] == lines[:-1])
    found: Bools = near & ~is_question(tagged.tokens, starts, ends)
    return found


def find(texts: Sequence[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim), in order."""
    sentences = _sentences(texts, language)
    if not sentences:
        return
    joined = "\n".join([s.line[s.start : s.end] for s in sentences])
    size = np.array([s.end - s.start for s in sentences], dtype=np.int64)
    ends = np.cumsum(size + 1) - 1
    starts = ends - size
    lines = np.array([s.number for s in sentences], dtype=np.int64)
    tagged = _tagger(language).read(joined, starts)
    able = candidates(tagged, starts, ends, lines)
    if not able.any():
        return
    model = trained.load()
    features = extract(tagged.only(able), starts[able], ends[able], model.useful)
    scores = model.scores(features, int(able.sum()))
    marked = np.flatnonzero(scores >= model.threshold)
    reporting = 1 << class_names().index("say")
    for at, classes, category, confidence, rule in zip(
        np.flatnonzero(able)[marked].tolist(),
        features.classes[marked].tolist(),
        model.categories_of(features, marked),
        model.confidence(scores[marked]),
        _rules(features, marked),
        strict=True,
    ):
        which, line_start, line, start, end, _ = sentences[at]
        said = speaker(line[:start], line[start:end], bool(classes & reporting))
        yield which, Claim(line_start + start, line_start + end, category, said, rule, confidence)


def _rules(features: Features, marked: I64) -> list[str]:
    """For each marked sentence the pattern that holds and weighs most, else its classes of health, else "context"."""
    weights = trained.load().claim[-len(patterns()) :].astype(np.int64)
    classes = features.classes[marked]
    weighed = np.where(features.matching[marked], weights, 0)
    names = [pattern.name for pattern in patterns()]
    return [
        names[best] if top > 0 else _classes_as_rule(held)
        for best, top, held in zip(
            weighed.argmax(axis=1).tolist(), weighed.max(axis=1).tolist(), classes.tolist(), strict=True
        )
    ]


def _classes_as_rule(classes: int) -> str:
    held = [name for name in health_classes() if classes >> class_names().index(name) & 1]
    return "+".join(held[:3]) or "context"
