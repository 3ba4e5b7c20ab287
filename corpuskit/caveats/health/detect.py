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
    class_sets,
    extract,
    is_question,
    matching_patterns,
    names_health,
)
from corpuskit.caveats.health.sentences import ends_of, line_spans
from corpuskit.caveats.health.speaker import speaker
from corpuskit.caveats.health.tokens import I64, Tokens
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


def _sentences(text: str, tokens: Tokens, promising: Bools, language: str) -> tuple[_Sentences, Bools]:
    """The sentences of the lines with a promising token; and which tokens lie in those lines."""
    breaks = np.flatnonzero(tokens.codes == ord("\n"))
    line_of = np.searchsorted(breaks, tokens.start)
    lines = np.unique(line_of[promising])
    begins, stops = np.append(0, breaks + 1), np.append(breaks, len(text))
    ends = ends_of(language)
    found = [
        (start, end, begin)
        for begin, stop in zip(begins[lines].tolist(), stops[lines].tolist(), strict=True)
        for start, end in line_spans(text, begin, stop, ends)
    ]
    columns = np.array(found, dtype=np.int64).reshape(-1, 3)
    chosen = np.zeros(len(begins), dtype=bool)
    chosen[lines] = True
    return _Sentences(columns[:, 0], columns[:, 1], columns[:, 2]), chosen[line_of]


def candidates(tagged: Tagged, starts: I64, ends: I64, line_starts: I64) -> Bools:
    """Which sentences can be marked at all: they or their neighbour before name a subject of health; no questions."""
    named = names_health(class_sets(tagged, len(starts)))
    near = named.copy()
    near[1:] |= named[:-1] & (line_starts[1:] == line_starts[:-1])
    found: Bools = near & ~is_question(tagged.tokens, starts, ends)
    return found


def find(texts: Sequence[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim), in order; a line end parts sentences, so texts are simply read one after the other."""
    joined = "\n".join(texts)
    tagger = _tagger(language)
    tokens, masks = tagger.tokens(joined)
    promising = names_health(tagger.tag(tokens, masks, np.zeros(len(tokens), dtype=np.int64)).masks)
    if not promising.any():
        return
    sentences, within = _sentences(joined, tokens, promising, language)
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


def _rules(features: Features, marked: I64) -> Iterator[str]:
    """For each marked sentence the pattern that holds and weighs most, else its classes of health, else "context"."""
    model, names = trained.load(), class_names()
    base = model.claim[-len(patterns()) :].astype(np.int64)
    holding = matching_patterns(features.classes[marked])
    for row, classes in zip(holding, features.classes[marked].tolist(), strict=True):
        weighed = [(-int(base[i]), patterns()[i].name) for i in np.flatnonzero(row).tolist() if base[i] > 0]
        if weighed:
            yield min(weighed)[1]
        else:
            held = [name for name in health_classes() if classes >> names.index(name) & 1]
            yield "+".join(held[:3]) or "context"
