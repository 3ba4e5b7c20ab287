"""Marks sentences that make a checkable claim about health or medicine which nothing in the corpus verifies.

The detector passes no verdict: a marked sentence may well be true. It is the same for every outlet, reads English only
(other languages are named as not assessed, never passed over), works offline and gives the same marks on every machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from corpuskit.caveats.health import model as _model
from corpuskit.caveats.health.features import Extractor, Features
from corpuskit.caveats.health.sentences import spans
from corpuskit.caveats.health.speaker import speakers
from corpuskit.caveats.health.vocabulary import class_names
from corpuskit.model import Caveat

NAME = "health"
CODES = ("unverified-health-claim", "health-claims-not-assessed")
#: Languages that the detector reads, as primary subtags.
LANGUAGES = ("en",)
#: Texts are read together up to this many characters, so that array operations pay.
_BATCH = 1 << 17
#: Letters below which a text in an undetermined language is too short to matter.
_MATTERS = 40


class NotAssessedError(ValueError):
    """The detector does not read the language; no claim found would say nothing."""


@dataclass(frozen=True, slots=True)
class Detector:
    """What detects, and how well: the figures are those the training script wrote."""

    name: str
    version: str
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    measured: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that makes a claim: offsets in code points of the text, end exclusive."""

    start: int
    end: int
    category: str
    speaker: str  #: "own" or "quoted"
    rule: str  #: the word classes that spoke for it most, as "disease+cause"
    confidence: float


@cache
def wording() -> dict[str, dict[str, str]]:
    """`statement.toml`."""
    return tomllib.loads(_model.data_file("statement.toml").decode("utf-8"))


@cache
def detector() -> Detector:
    """The detector as installed, with its measured scores."""
    found, names = _model.measured(), wording()["detector"]
    held = found["held_out"]
    low, high = held["f1_interval"]
    return Detector(
        names["name"],
        _model.description()["version"],
        held["precision"],
        held["recall"],
        held["f1"],
        (low, high),
        found,
    )


def __getattr__(name: str) -> Detector:
    if name == "DETECTOR":
        return detector()
    raise AttributeError(name)


@cache
def _extractor(language: str) -> Extractor:
    return Extractor(language)


def reads(language: str | None) -> bool:
    """Whether the detector reads a BCP 47 language."""
    return (language or "").partition("-")[0].lower() in LANGUAGES


def find_claims(text: str, language: str) -> list[Claim]:
    """The claims of one text, in order. Raises `NotAssessedError` for a language that the detector does not read."""
    if not reads(language):
        raise NotAssessedError(language)
    return [claim for _, claim in _claims([text], language.partition("-")[0].lower())]


def _claims(texts: list[str], language: str) -> Iterator[tuple[int, Claim]]:
    """(which text, claim) of texts in one language, read together: a line end parts sentences, so texts too."""
    joined = "\n".join(texts)
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    found = list(spans(joined, language))
    if not found:
        return
    where = np.array(found, dtype=np.int64)
    features = _extractor(language).extract(joined, where[:, 0], where[:, 1])
    model = _model.load()
    scores = model.scores(features, len(found))
    marked = np.flatnonzero(scores >= model.threshold)
    if not len(marked):
        return
    who = list(speakers(joined, found, language))
    rules = _rules(features, marked, model)
    owners = np.searchsorted(begins, where[marked, 0], side="right") - 1
    details = zip(marked.tolist(), owners.tolist(), model.categories_of(features, marked), rules, strict=True)
    confidences = model.confidence(scores[marked])
    for (at, owner, category, rule), confidence in zip(details, confidences, strict=True):
        start, end = found[at]
        offset = int(begins[owner])
        yield owner, Claim(start - offset, end - offset, category, who[at], rule, confidence)


def _rules(features: Features, marked: np.ndarray[Any, np.dtype[np.int64]], model: _model.Model) -> Iterator[str]:
    """For each marked sentence the classes, at most three, whose presence spoke for it most; else "words"."""
    names, base = class_names(), model.layout.presence
    for sentence in marked.tolist():
        first, last = np.searchsorted(features.token_sentence, [sentence, sentence + 1])
        present = int(np.bitwise_or.reduce(features.masks[first:last])) if last > first else 0
        weighed = [
            (-int(model.claim[base + bit]), name)
            for bit, name in enumerate(names)
            if present >> bit & 1 and model.claim[base + bit] > 0
        ]
        yield "+".join(name for _, name in sorted(weighed)[:3]) or "words"


def _marked(claim: Claim) -> Caveat:
    words, by = wording(), detector()
    return Caveat(
        code=CODES[0],
        statement=words["marked"]["statement"].format(subject=words["subjects"][claim.category]),
        basis=words["marked"]["basis"].format(
            name=by.name, version=by.version, precision=f"{by.precision:.2f}", recall=f"{by.recall:.2f}"
        ),
        authority=str(by),
        reference=words["detector"]["reference"],
        as_of=words["detector"]["as_of"],
        category=claim.category,
        speaker=claim.speaker,
        rule=claim.rule,
        confidence=claim.confidence,
        start=claim.start,
        end=claim.end,
    )


def _not_assessed() -> Caveat:
    words, by = wording(), detector()
    return Caveat(
        code=CODES[1],
        statement=words["not_assessed"]["statement"],
        basis=words["not_assessed"]["basis"].format(name=by.name, version=by.version, languages=", ".join(LANGUAGES)),
        authority=str(by),
        reference=words["detector"]["reference"],
        as_of=words["detector"]["as_of"],
    )


def _matters(text: str, language: str | None) -> bool:
    """Whether silence on a text in a language that is not read would mislead."""
    if language and language != "und":
        return any(char.isalpha() for char in text)
    return sum(char.isalpha() for char in text[: 4 * _MATTERS]) >= _MATTERS


def mark(records: pa.Table | pa.RecordBatch, _context: object = None) -> Iterator[tuple[int, Caveat]]:
    """(row, caveat) in row order, by place in the text within a row; reads the columns ``text`` and ``language``.

    The context (registry, configuration) is not looked at: the detector is the same for every outlet.
    """
    found: list[tuple[int, Caveat]] = []
    batch: list[tuple[int, str]] = []
    size, batch_language = 0, ""

    def flush() -> None:
        texts = [text for _, text in batch]
        found.extend((batch[which][0], _marked(claim)) for which, claim in _claims(texts, batch_language))
        batch.clear()

    texts, languages = records.column("text").to_pylist(), records.column("language").to_pylist()
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        if not text:
            continue
        if not reads(language):
            if _matters(text, language):
                found.append((row, _not_assessed()))
            continue
        primary = language.partition("-")[0].lower()
        if batch and (primary != batch_language or size > _BATCH):
            flush()
            size = 0
        batch_language = primary
        batch.append((row, text))
        size += len(text)
    if batch:
        flush()
    found.sort(key=lambda pair: (pair[0], pair[1].start or 0))
    yield from found


def summary(sentences: int, records: int) -> str:
    """The sentence that stands wherever the marks are summed up, with the detector's limits."""
    words, by = wording()["summary"], detector()
    limits = words["limits"].format(
        name=by.name, version=by.version, precision=f"{by.precision:.2f}", recall=f"{by.recall:.2f}"
    )
    return f"{words['statement'].format(sentences=sentences, records=records)} {limits}"
