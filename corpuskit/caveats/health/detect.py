"""Finds the claims of many texts at once: tokens first, then sentences only where a line names a subject of health.

A sentence can be marked when it, or the one before it in its paragraph, names such a subject, and when it is no
question; the trained model decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from corpuskit.caveats.health import model as trained
from corpuskit.caveats.health.features import (
    Bools,
    Features,
    Tagged,
    Tagger,
    extract,
    is_question,
    name_health,
)
from corpuskit.caveats.health.sentences import ends_of, line_spans
from corpuskit.caveats.health.speaker import speaker
from corpuskit.caveats.health.tokens import I64
from corpuskit.caveats.health.vocabulary import class_names, health_classes, patterns


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that makes a claim: offsets in code points of the text, end exclusive."""

    start: int
    end: int
    category: str
    speaker: str  #: "own" or "quoted"
    rule: str  #: the pattern of word classes that spoke for it most, else those classes
    confidence: float


@dataclass(frozen=True, slots=True)
class _Sentences:
    start: I64
    end: I64
    line_start: I64


@cache
def _tagger(language: str) -> Tagger:
    return Tagger(language)


def _sentences(text: str, tagged: Tagged, language: str) -> tuple[_Sentences, Bools] | None:
    """The sentences of the lines that name a subject of health, and which tokens lie in those lines; None: no line.

    ``tagged``: all tokens of the text, as if it were one sentence.
    """
    tokens = tagged.tokens
    breaks = np.flatnonzero(tokens.codes == ord("\n"))
    line_of = np.searchsorted(breaks, tokens.start)
    chosen = name_health(tagged.masks, line_of, len(breaks) + 1)
    lines = np.flatnonzero(chosen)
    if not len(lines):
        return None
    begins, stops = np.append(0, breaks + 1)[lines].tolist(), np.append(breaks, len(text))[lines].tolist()
    ends = ends_of(language)
    found = [
        (start, end, begin)
        for begin, stop in zip(begins, stops, strict=True)
        for start, end in line_spans(text, begin, stop, ends)
    ]
    columns = np.array(found, dtype=np.int64)
    return _Sentences(columns[:, 0], columns[:, 1], columns[:, 2]), chosen[line_of]


def candidates(tagged: Tagged, starts: I64, ends: I64, line_starts: I64) -> Bools:
    """Which sentences can be marked at all: they or their neighbour before name a subject of health; no questions."""
    named = name_health(tagged.masks, tagged.sentence, len(starts))
    near = named.copy()
    near[1:] |= named[:-1] & (line_starts[1:] == line_starts[:-1])
    found: Bools = near & ~is_question(tagged.tokens, starts, ends)
    return found


def find(texts: Sequence[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim), in order; a line end parts sentences, so texts are simply read one after the other."""
    joined = "\n".join(texts)
    tagger = _tagger(language)
    tokens, masks = tagger.tokens(joined)
    found = _sentences(joined, tagger.tag(tokens, masks, np.zeros(len(tokens), dtype=np.int64)), language)
    if found is None:
        return
    sentences, within = found
    inner = np.flatnonzero(within)
    owner = np.searchsorted(sentences.start, tokens.start[inner], side="right") - 1
    tagged = tagger.tag(tokens.take(inner), masks[inner], owner)
    able = candidates(tagged, sentences.start, sentences.end, sentences.line_start)
    if not able.any():
        return
    start, end, line_start = (values[able] for values in (sentences.start, sentences.end, sentences.line_start))
    model = trained.load()
    features = extract(tagged.only(able), start, end, model.useful)
    scores = model.scores(features, len(start))
    marked = np.flatnonzero(scores >= model.threshold)
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    reporting = 1 << class_names().index("say")
    owners = np.searchsorted(begins, start[marked], side="right") - 1
    categories, confidences = model.categories_of(features, marked), model.confidence(scores[marked])
    for at, which, category, confidence, rule in zip(
        marked.tolist(), owners.tolist(), categories, confidences, _rules(features, marked), strict=True
    ):
        first, last, offset = int(start[at]), int(end[at]), int(begins[which])
        reported = bool(int(features.classes[at]) & reporting)
        said = speaker(joined[int(line_start[at]) : first], joined[first:last], reported)
        yield which, Claim(first - offset, last - offset, category, said, rule, confidence)


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
