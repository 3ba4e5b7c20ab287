"""Finds the claims of many texts at once: a screen of printed words first, features only of what it lets through.

A sentence can be marked when it, or the one before it in its paragraph, names a subject of health, and when it is no
question; the trained model decides, from its words and from what stands around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np

from corpuskit.caveats.health import context
from corpuskit.caveats.health import model as trained
from corpuskit.caveats.health.features import Bools, Columns, Features, Tagger, extract
from corpuskit.caveats.health.flowing import flowing
from corpuskit.caveats.health.screening import Hits, Screen, enough
from corpuskit.caveats.health.sentences import ends_of, line_spans
from corpuskit.caveats.health.speaker import speaker
from corpuskit.caveats.health.tokens import I64
from corpuskit.caveats.health.vocabulary import class_names, health_classes, patterns

T = TypeVar("T")

#: Characters that are looked at together, a part of a text that is very long: enough for array operations to pay, and
#: few enough for their arrays to stay in the cache, and in the heap (`corpuskit.arrow.LARGE`).
_AT_ONCE = 1 << 18
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
    """A sentence that can be marked: in which text, its code points in it, where in it its line begins, the words."""

    which: int
    start: int
    end: int
    line: int
    text: str

    @property
    def span(self) -> tuple[int, int, int]:
        """(which text, start, end) in code points."""
        return self[:3]


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
    runs = _runs(_pieces(texts), lambda piece: len(piece[2]))
    return [sentence for run in runs for sentence in _of_run(run, language)]


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(which text, offset, part of it): whole texts, very long ones in pieces of whole lines."""
    for which, text in enumerate(texts):
        at = 0
        while len(text) - at > _AT_ONCE and (stop := text.find("\n", at + _AT_ONCE)) >= 0:
            yield which, at, text[at:stop]
            at = stop + 1
        yield which, at, text[at:]


def _of_run(run: Sequence[tuple[int, int, str]], language: str) -> Iterator[Sentence]:
    """The sentences of some pieces that can be marked."""
    text, ends = "\n".join(piece for _, _, piece in run), ends_of(language)
    hits = screen(language).hits(text)
    stops, first = np.unique(hits.stop, return_index=True)
    told = np.isin(stops, enough(hits.stop, hits.mark))
    spans, lines = [], []
    for begin, stop in zip(hits.line[first][told].tolist(), stops[told].tolist(), strict=True):
        own = list(line_spans(text, begin, stop, ends))
        spans += own
        lines += [begin] * len(own)
    if not spans:
        return
    start, end = np.array(spans, dtype=np.int64).T
    line = np.array(lines, dtype=np.int64)
    passing = _passing(text, start, end, line, hits, language)
    passing[1:] |= passing[:-1] & (line[1:] == line[:-1])
    chosen = np.flatnonzero(passing)
    begins = np.cumsum([0, *(len(piece) + 1 for _, _, piece in run)])
    piece = np.searchsorted(begins, start[chosen], side="right") - 1
    moved = (np.array([at for _, at, _ in run]) - begins[:-1])[piece].tolist()
    places = zip(
        piece.tolist(), start[chosen].tolist(), end[chosen].tolist(), line[chosen].tolist(), moved, strict=True
    )
    for number, a, b, own_line, by in places:
        sentence = Sentence(run[number][0], a + by, b + by, own_line + by, text[a:b])
        if not is_question(sentence.text):
            yield sentence


def _passing(text: str, start: I64, end: I64, line: I64, hits: Hits, language: str) -> Bools:
    """Which of the sentences ``text[start:end]`` name a subject of health themselves, by the hits of the text."""
    place = np.searchsorted(end, hits.at, side="right")
    inside = np.flatnonzero(place < len(end))
    inside = inside[hits.at[inside] >= start[place[inside]]]
    passing = np.zeros(len(start), dtype=bool)
    passing[enough(place[inside], hits.mark[inside])] = True
    glued = np.flatnonzero(start[1:] == end[:-1])
    if len(glued):
        # "It ended.Then": a printed word lies in two sentences.
        anew = np.flatnonzero(np.isin(line, line[glued]))
        spans = zip(start[anew].tolist(), end[anew].tolist(), strict=True)
        passing[anew] = screen(language).passing([text[a:b] for a, b in spans])
    return passing


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


def find(texts: Sequence[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim), in order."""
    read = [flowing(text) for text in texts]
    sentences = readable([one.text for one in read], language)
    if not sentences:
        return
    model = trained.load()
    features = features_of([sentence.text for sentence in sentences], language, model.columns)
    places = context.places([sentence.span for sentence in sentences], [len(one.text) for one in read])
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
        which, start, end, line, text = sentences[at]
        said = speaker(read[which].text[line:start], text, bool(classes & reporting))
        yield which, Claim(*read[which].place(start, end), category, said, rule, confidence)


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
