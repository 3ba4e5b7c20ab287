"""Learns the two models of the detector, claim or not and which category, and rounds them to small integers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from logistic import F64, I64, Bools, Prior, Rows, fit
from sources import CATEGORIES, Sentence
from words import DIMENSIONS, read_words

from corpuskit.caveats.health import context, detect
from corpuskit.caveats.health.features import layout

FOLDS = 10
COST = 0.4  # C: the inverse strength of regularisation
TIER_WEIGHT = {"gold": 1.0, "read": 1.0, "hand": 0.25, "silver": 0.15, "presumed": 0.3}
BORDERLINE_WEIGHT = 0.1
LEAST_SENTENCES = 3  # a feature seen in fewer sentences is known by its vector only

FAINT = 1  # weights of claims this small say next to nothing, and take room

CATEGORY_COST = 0.4
CATEGORY_SCALE = 8
CATEGORY_BORDERLINE_WEIGHT = 0.5
CATEGORY_BALANCE = 0.4  # exponent by which rare categories count more
#: Statements of molecular biology are nearly all of one category; and more was written than read.
CATEGORY_ORIGIN_WEIGHT = {"SciFact": 0.3, "written": 0.5}

#: Parts that categories are learnt from.
CATEGORIES_FROM = ("train", "extra", "category")

#: Claims collected as such, one by one: not news, so the threshold is not set on them.
COLLECTED = ("HealthVer", "COVID-Fact", "CoAID", "SciFact")

#: Log-odds of a sentence that cannot be marked, whatever its words say.
NEVER = -20.0


@dataclass(frozen=True)
class Dataset:
    """Sentences of one or more languages with their features, each read alone."""

    sentences: Sequence[Sentence]
    rows: Rows
    features: I64  #: the feature index of each column of `rows`
    prior: Prior  #: by column

    def where(self, *parts: str) -> Bools:
        """Which sentences are of these parts."""
        return np.array([s.part in parts for s in self.sentences], dtype=bool)

    @property
    def labels(self) -> I64:
        return np.array([s.label for s in self.sentences], dtype=np.int64)

    @property
    def kinds(self) -> I64:
        """The number of the kind of source that each sentence comes from."""
        names = [_kind_of_source(s) for s in self.sentences]
        return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _kind_of_source(sentence: Sentence) -> str:
    """Sources of one kind hold claims about as often, and those of each category."""
    if sentence.origin in COLLECTED or sentence.origin in ("FakeHealth", "written"):
        return sentence.origin
    return "general news"


@dataclass(frozen=True)
class Integers:
    """A model rounded to int8 weights and int biases, so many a log-odd."""

    weights: npt.NDArray[np.int8]
    bias: I64


def rows_of(texts: Sequence[str], languages: Sequence[str]) -> Rows:
    """All features of sentences, each read alone."""
    indices, owners = [], []
    for language in sorted(set(languages)):
        own = np.array([i for i, spoken in enumerate(languages) if spoken == language], dtype=np.int64)
        features = detect.features_of([" ".join(texts[i].split("\n")).strip() for i in own], language)
        indices.append(features.index)
        owners.append(own[features.sentence])
    return Rows(np.concatenate(indices), np.concatenate(owners), len(texts), layout().size)


def dataset(sentences: Sequence[Sentence], wheel: Path, package: Path) -> Dataset:
    """The features of sentences: those frequent enough among what is learnt from, and those of words with a vector."""
    rows = rows_of([s.text for s in sentences], [s.language for s in sentences])
    learnt = [s.part in ("train", "extra") for s in sentences]
    words = read_words(wheel, package, [s.text for s, used in zip(sentences, learnt, strict=True) if used])
    frequent = rows.frequent(np.array(learnt, dtype=bool), LEAST_SENTENCES)
    kept = np.union1d(frequent, words.index)
    vectors = np.zeros((len(kept), words.vectors.shape[1]))
    vectors[np.searchsorted(kept, words.index)] = words.vectors
    return Dataset(sentences, rows.only(kept), kept, Prior(vectors, np.isin(kept, frequent)))


def costs(sentences: Sequence[Sentence]) -> F64:
    """What an error on each sentence costs."""
    return np.array(
        [COST * TIER_WEIGHT[s.tier] * (BORDERLINE_WEIGHT if s.borderline else 1.0) for s in sentences], dtype=np.float64
    )


def rounded(weights: F64, bias: F64, scale: int, faint: int = 0) -> Integers:
    """The weights as int8, ``scale`` a log-odd; those up to ``faint`` are left out."""
    whole = np.rint(weights * scale).clip(-127, 127).astype(np.int8)
    return Integers(np.where(np.abs(whole) > faint, whole, np.int8(0)), np.rint(bias * scale).astype(np.int64))


def learn_claims(data: Dataset, which: Bools) -> Integers:
    """The claim model learnt from the sentences ``which``."""
    cost = costs(data.sentences)
    weights, bias = fit(data.rows.take(which), data.labels[which], cost[which], data.prior, data.kinds[which])
    return rounded(weights, np.array([bias]), context.SCALE, FAINT)


def scores(model: Integers, rows: Rows) -> I64:
    """What the words of each sentence score."""
    return rows.dot(model.weights.astype(np.float64)).astype(np.int64) + model.bias[0]


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
    prior = data.prior.first(DIMENSIONS).only(columns)  # the rest tells categories apart no better
    weights, bias = np.zeros((len(columns), len(CATEGORIES))), np.full(len(CATEGORIES), NEVER)
    for category in np.flatnonzero(counts).tolist():
        own = number == category
        weights[:, category], bias[category] = fit(
            rows, own.astype(np.int64), cost * np.where(own, balance[number], 1.0), prior, data.kinds[which]
        )
    return columns, rounded(weights, bias, CATEGORY_SCALE)


def votes(model: tuple[I64, Integers], rows: Rows) -> I64:
    """A row per sentence, a column per category: what its words say for it."""
    columns, chooser = model
    own = rows.only(columns)
    sums = [own.dot(chooser.weights[:, c].astype(np.float64)) for c in range(len(CATEGORIES))]
    return np.stack(sums, axis=1).astype(np.int64) + chooser.bias


def fold_choosers(data: Dataset) -> list[tuple[I64, Integers]]:
    """A category model for each fold, learnt without any sentence of the fold's documents."""
    fold, usable = folds(data.sentences), has_category(data, *CATEGORIES_FROM)
    models = []
    for k in range(FOLDS):
        hidden = documents_of(data, fold == k)
        seen = np.array([s.document not in hidden for s in data.sentences], dtype=bool)
        models.append(learn_categories(data, usable & seen))
    return models


def without_text_twice(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, the first of each text and language; later ones only repeat it."""
    known: dict[tuple[str, str], Sentence] = {}
    for sentence in sentences:
        known.setdefault((sentence.language, sentence.text.strip()), replace(sentence))
    return list(known.values())
