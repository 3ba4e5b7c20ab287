"""Finds the claims of many texts at once: a screen of printed words first, features only of what it lets through.

A sentence can be marked when it, or the one before it in its paragraph, names a subject of health, and when it is no
question; the trained model decides, from its words and from what stands around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np

from corpuskit.caveats.health import context
from corpuskit.caveats.health import model as trained
from corpuskit.caveats.health.features import Columns, Features, Tagger, extract
from corpuskit.caveats.health.screening import Hit, Screen, enough
from corpuskit.caveats.health.sentences import ends_of, line_spans
from corpuskit.caveats.health.speaker import speaker
from corpuskit.caveats.health.tokens import I64
from corpuskit.caveats.health.vocabulary import class_names, health_classes, patterns

T = TypeVar("T")

#: Characters that are looked at together: more than a batch of usual texts, a part of one that is very long.
_AT_ONCE = 1 << 20
_CLOSING = frozenset("\"'”’“»)]")


class Claim(NamedTuple):
    """A sentence that makes a claim: offsets in code points of the text, end exclusive."""

    start: int
    end: int
    category: str
    speaker: str  #: "own" or "quoted"
    rule: str  #: the pattern of word classes that spoke for it most, else those classes
    confidence: float


class Sentence(NamedTuple):
    """A sentence that can be marked: in which text, where in it the line begins, the line, where in that, the words."""

    which: int
    line_start: int
    line: str
    start: int
    text: str

    @property
    def span(self) -> tuple[int, int, int]:
        """(which text, start, end) in code points."""
        begin = self.line_start + self.start
        return self.which, begin, begin + len(self.text)


@cache
def tagger(language: str) -> Tagger:
    """The one tagger of a language: what it has seen it need not look up again."""
    return Tagger(language)


@cache
def screen(language: str) -> Screen:
    """The one screen of a language."""
    return Screen(tagger(language).classifier)


def is_question(sentence: str) -> bool:
    """Whether it ends with a question mark, perhaps inside a closing quotation mark or bracket."""
    return sentence[-1] == "?" or (sentence[-1] in _CLOSING and sentence[-2:-1] == "?")


def able(sentences: Sequence[str], language: str) -> list[bool]:
    """Which sentences, each read alone and without a line end, can be marked."""
    passing = screen(language).passing(sentences)
    return [passes and not is_question(sentence) for sentence, passes in zip(sentences, passing, strict=True)]


def readable(texts: Sequence[str], language: str) -> list[Sentence]:
    """The sentences that can be marked: they, or the one before in their line, name a subject of health."""
    ends = ends_of(language)
    found = []
    for which, at, line, hits in _lines(texts, language):
        spans = list(line_spans(line, 0, len(line), ends))
        before = False
        for (start, end), passes in zip(spans, _passing(line, spans, hits, language), strict=True):
            if passes or before:
                sentence = Sentence(which, at, line, start, line[start:end])
                if not is_question(sentence.text):
                    found.append(sentence)
            before = passes
    return found


def _lines(texts: Sequence[str], language: str) -> Iterator[tuple[int, int, str, list[Hit]]]:
    """(which text, offset, line, its words of health) of the lines that name a subject of health."""
    for run in _runs(_placed(texts), lambda placed: len(placed[2])):
        hits = screen(language).hits("\n".join(line for _, _, line in run))
        for number, (which, at, line) in enumerate(run):
            if number in hits and enough(hits[number]):
                yield which, at, line, hits[number]


def _placed(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(which text, offset, line) of every line."""
    for which, text in enumerate(texts):
        at = 0
        for line in text.split("\n"):
            yield which, at, line
            at += len(line) + 1


def _runs(items: Iterable[T], size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """The same items in runs of about `_AT_ONCE` characters."""
    run: list[T] = []
    size = 0
    for item in items:
        run.append(item)
        size += size_of(item)
        if size >= _AT_ONCE:
            yield run
            run, size = [], 0
    if run:
        yield run


def _passing(line: str, spans: Sequence[tuple[int, int]], hits: Sequence[Hit], language: str) -> list[bool]:
    """Which sentences of a line name a subject of health, by the words of health of the line."""
    if any(start and not line[start - 1].isspace() for start, _ in spans):
        # "It ended.Then": a printed word lies in two sentences.
        return screen(language).passing([line[start:end] for start, end in spans])
    last = [end for _, end in spans]
    own: list[list[Hit]] = [[] for _ in spans]
    for hit in hits:
        own[bisect_right(last, hit.at)].append(hit)
    return [enough(some) for some in own]


def find(texts: Sequence[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim), in order."""
    sentences = readable(texts, language)
    if not sentences:
        return
    model = trained.load()
    features = features_of([sentence.text for sentence in sentences], language, model.columns)
    places = context.places([sentence.span for sentence in sentences], [len(text) for text in texts])
    scores = model.scores(features, places)
    marked = np.flatnonzero(scores >= model.threshold)
    reporting = 1 << class_names().index("say")
    for at, classes, category, confidence, rule in zip(
        marked.tolist(),
        features.classes[marked].tolist(),
        model.categories_of(features, marked, places),
        model.confidence(scores[marked]),
        _rules(features, marked),
        strict=True,
    ):
        _, _, line, start, text = sentences[at]
        said = speaker(line[:start], text, bool(classes & reporting))
        which, begin, end = sentences[at].span
        yield which, Claim(begin, end, category, said, rule, confidence)


def features_of(sentences: Sequence[str], language: str, columns: Columns | None = None) -> Features:
    """The features of sentences, by their place in the list; ``columns``: as `extract` takes them."""
    parts = [_features_of(run, language, columns) for run in _runs(sentences, len)]
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(part.classes) for part in parts)])
    return Features(
        np.concatenate([part.index for part in parts]),
        np.concatenate([part.sentence + first for part, first in zip(parts, before.tolist(), strict=False)]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.matching for part in parts]),
    )


def _features_of(sentences: Sequence[str], language: str, columns: Columns | None) -> Features:
    size = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
    ends = np.cumsum(size + 1) - 1
    return extract(tagger(language).read("\n".join(sentences), ends - size), ends - size, ends, columns)


def _rules(features: Features, marked: I64) -> list[str]:
    """For each marked sentence the pattern that holds and weighs most, else its classes of health, else "context"."""
    weights = trained.load().patterns.astype(np.int64)
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
