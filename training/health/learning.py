"""Learns the two models of the detector, claim or not and which category, and rounds them to small integers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from logistic import F64, I64, Bools, Rows, fit
from sources import CATEGORIES, Sentence

from corpuskit.caveats.health import detect
from corpuskit.caveats.health.features import layout

FOLDS = 10
COST = 0.4  # C: the inverse strength of regularisation
TIER_WEIGHT = {"gold": 1.0, "read": 1.0, "hand": 0.5, "silver": 0.15, "presumed": 0.3}
BORDERLINE_WEIGHT = 0.1
LEAST_SENTENCES = 3  # a feature seen in fewer sentences is not learnt

CATEGORY_COST = 0.4
CATEGORY_BORDERLINE_WEIGHT = 0.5
CATEGORY_BALANCE = 0.4  # exponent by which rare categories count more
#: Statements of molecular biology: nearly all of one category, far from news.
CATEGORY_ORIGIN_WEIGHT = {"SciFact": 0.3}

#: Log-odds of a sentence that cannot be marked, whatever its words say.
NEVER = -20.0


@dataclass(frozen=True)
class Dataset:
    """Sentences of one or more languages with their features."""

    sentences: Sequence[Sentence]
    rows: Rows
    able: Bools  #: which can be marked at all, read alone
    features: I64  #: the feature index of each column of `rows`

    def where(self, *parts: str) -> Bools:
        """Which sentences are of these parts."""
        return np.array([s.part in parts for s in self.sentences], dtype=bool)

    @property
    def labels(self) -> I64:
        return np.array([s.label for s in self.sentences], dtype=np.int64)


@dataclass(frozen=True)
class Integers:
    """A model rounded to int8 weights, int biases, and the scale that turns them back."""

    weights: npt.NDArray[np.int8]
    bias: I64
    scale: float


def dataset(sentences: Sequence[Sentence]) -> Dataset:
    """The features of sentences, each read alone; only those frequent enough among what is learnt from."""
    indices, owners, able = [], [], np.zeros(len(sentences), dtype=bool)
    for language in sorted({s.language for s in sentences}):
        own = np.array([i for i, s in enumerate(sentences) if s.language == language], dtype=np.int64)
        texts = [" ".join(sentences[i].text.split("\n")).strip() for i in own]
        features = detect.features_of(texts, language)
        indices.append(features.index)
        owners.append(own[features.sentence])
        able[own] = detect.able(texts, language)
    rows = Rows(np.concatenate(indices), np.concatenate(owners), len(sentences), layout().size)
    learnt = np.array([s.part in ("train", "extra") for s in sentences], dtype=bool)
    kept = rows.frequent(learnt, LEAST_SENTENCES)
    return Dataset(sentences, rows.only(kept), able, kept)


def costs(sentences: Sequence[Sentence]) -> F64:
    """What an error on each sentence costs."""
    return np.array(
        [COST * TIER_WEIGHT[s.tier] * (BORDERLINE_WEIGHT if s.borderline else 1.0) for s in sentences], dtype=np.float64
    )


def rounded(weights: F64, bias: F64) -> Integers:
    """The weights as int8, on the scale that uses its range."""
    scale = 127 / float(np.abs(weights).max())
    return Integers(np.rint(weights * scale).astype(np.int8), np.rint(bias * scale).astype(np.int64), scale)


def learn_claims(data: Dataset, which: Bools) -> Integers:
    """The claim model learnt from the sentences ``which``."""
    cost = costs(data.sentences)
    weights, bias = fit(data.rows.take(which), data.labels[which], cost[which])
    return rounded(weights, np.array([bias]))


def log_odds(model: Integers, rows: Rows, able: Bools) -> F64:
    """Log-odds that each sentence makes a claim; `NEVER` where it cannot be marked."""
    score = rows.dot(model.weights.astype(np.float64)) + model.bias[0]
    return np.where(able, score / model.scale, NEVER)


def folds(sentences: Sequence[Sentence], seed: int = 7) -> I64:
    """The fold of each sentence of part "train", by document; -1 for the others."""
    documents = sorted({s.document for s in sentences if s.part == "train"})
    random.Random(seed).shuffle(documents)
    number = {document: i % FOLDS for i, document in enumerate(documents)}
    return np.array([number[s.document] if s.part == "train" else -1 for s in sentences], dtype=np.int64)


def documents_of(data: Dataset, chosen: Bools) -> set[str]:
    """The documents of some sentences."""
    return {s.document for s, c in zip(data.sentences, chosen, strict=True) if c}


def fold_models(data: Dataset) -> list[Integers]:
    """A model for each fold, learnt without any sentence of the fold's documents."""
    fold, learnt = folds(data.sentences), data.where("train", "extra")
    models = []
    for k in range(FOLDS):
        hidden = documents_of(data, fold == k)
        seen = np.array([s.document not in hidden for s in data.sentences], dtype=bool)
        models.append(learn_claims(data, learnt & seen))
    return models


def cross_validated(data: Dataset, models: Sequence[Integers]) -> F64:
    """Log-odds of each sentence of part "train" by the model of its fold; 0 for the others."""
    fold, out = folds(data.sentences), np.zeros(len(data.sentences))
    for k, model in enumerate(models):
        test = fold == k
        out[test] = log_odds(model, data.rows.take(test), data.able[test])
    return out


def has_category(data: Dataset, *parts: str) -> Bools:
    """The claims of these parts whose category is known."""
    known: Bools = np.array([s.label == 1 and s.category is not None for s in data.sentences], dtype=bool)
    return known & data.where(*parts)


def category_numbers(data: Dataset) -> I64:
    """The category of each sentence as its place in `CATEGORIES`; -1 where none is known."""
    return np.array([CATEGORIES.index(s.category) if s.category else -1 for s in data.sentences], dtype=np.int64)


def learn_categories(data: Dataset, which: Bools) -> tuple[I64, Integers]:
    """The category model learnt from the claims ``which``: the columns it uses, and its weights.

    Each category is told from all others; the one that is surest is given.
    """
    number = category_numbers(data)[which]
    columns = data.rows.frequent(which, LEAST_SENTENCES)
    counts = np.bincount(number, minlength=len(CATEGORIES))
    balance = (counts.max() / np.maximum(counts, 5)) ** CATEGORY_BALANCE
    weight = [
        (CATEGORY_BORDERLINE_WEIGHT if s.borderline else 1.0) * CATEGORY_ORIGIN_WEIGHT.get(s.origin, 1.0)
        for s, used in zip(data.sentences, which, strict=True)
        if used
    ]
    cost, rows = CATEGORY_COST * np.array(weight), data.rows.take(which).only(columns)
    weights, bias = np.zeros((len(columns), len(CATEGORIES))), np.full(len(CATEGORIES), NEVER)
    for category in np.flatnonzero(counts).tolist():
        own = number == category
        weights[:, category], bias[category] = fit(
            rows, own.astype(np.int64), cost * np.where(own, balance[number], 1.0)
        )
    return columns, rounded(weights, bias)


def predict_categories(data: Dataset, columns: I64, model: Integers, which: Bools) -> I64:
    """The category that the model gives each of the sentences ``which``."""
    rows = data.rows.take(which).only(columns)
    votes = np.stack([rows.dot(model.weights[:, c].astype(np.float64)) for c in range(len(CATEGORIES))], axis=1)
    chosen: I64 = (votes + model.bias).argmax(axis=1)
    return chosen


def categories_cross_validated(data: Dataset) -> I64:
    """The category given to each claim of part "train" by a model that never saw its document; -1 for the others."""
    fold, usable = folds(data.sentences), has_category(data, "train", "extra")
    out = np.full(len(data.sentences), -1)
    for k in range(FOLDS):
        test = usable & (fold == k)
        if test.any():
            hidden = documents_of(data, fold == k)
            seen = np.array([s.document not in hidden for s in data.sentences], dtype=bool)
            out[test] = predict_categories(data, *learn_categories(data, usable & seen), test)
    return out


def without_text_twice(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, the first of each text and language; later ones only repeat it."""
    known: dict[tuple[str, str], Sentence] = {}
    for sentence in sentences:
        known.setdefault((sentence.language, sentence.text.strip()), replace(sentence))
    return list(known.values())
