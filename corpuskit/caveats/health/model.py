"""The trained model: integer weights from a data file, scores, calibrated confidence, category.

All sums are of small integers, exact in float64 and in any order, so a score is the same on every machine. The files
are made by `training/health/train.py` and never edited: `weights.bin` (zlib, int8), `weights.json` (what it means) and
`measured.json` (how well it does).
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.features import HASH_BITS, Features, Layout, layout
from corpuskit.caveats.health.tokens import I64

F64 = npt.NDArray[np.float64]
#: The category model folds the hashed block to 2**12 buckets.
CATEGORY_HASH_BITS = 12


class WeightsError(Exception):
    """The data files do not belong together, or to this vocabulary; reinstall, or train anew."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and what their sums mean."""

    version: str
    claim: npt.NDArray[np.int8]
    bias: int
    threshold: int
    curve_score: F64
    curve_confidence: F64
    categories: tuple[str, ...]
    category: npt.NDArray[np.int8]
    category_bias: I64
    layout: Layout

    def scores(self, features: Features, sentences: int) -> I64:
        """The score of each sentence; at or above `threshold` it is a claim."""
        weights = self.claim[features.index].astype(np.float64)
        sums = np.bincount(features.sentence, weights=weights, minlength=sentences)
        return sums.astype(np.int64) + self.bias

    def confidence(self, scores: I64) -> list[float]:
        """The calibrated probability that a sentence with this score is a claim, to three decimals."""
        values = np.interp(scores.astype(np.float64), self.curve_score, self.curve_confidence)
        return [round(float(v), 3) for v in values]

    def categories_of(self, features: Features, which: I64) -> list[str]:
        """The category of the main claim of the sentences ``which``."""
        chosen = np.isin(features.sentence, which)
        index = category_index(features.index[chosen], self.layout)
        row = np.searchsorted(which, features.sentence[chosen])
        votes = np.zeros((len(which), len(self.categories)), dtype=np.int64)
        np.add.at(votes, row, self.category[index].astype(np.int64))
        return [self.categories[int(best)] for best in np.argmax(votes + self.category_bias, axis=1)]


def category_index(index: I64, where: Layout) -> I64:
    """Feature indices as the category model has them."""
    hashed = index < where.neighbours
    folded = index >> (HASH_BITS - CATEGORY_HASH_BITS)
    return np.where(hashed, folded, index - where.neighbours + (1 << CATEGORY_HASH_BITS))


def category_size(where: Layout) -> int:
    """Rows of the category weights."""
    return where.size - where.neighbours + (1 << CATEGORY_HASH_BITS)


def data_file(name: str) -> bytes:
    """A data file of this package."""
    return (resources.files(__package__) / name).read_bytes()


def vocabulary_sha256(language: str) -> str:
    """The digest of a vocabulary file, line ends normalised."""
    return hashlib.sha256(data_file(f"vocabulary/{language}.txt").replace(b"\r\n", b"\n")).hexdigest()


@cache
def description() -> dict[str, Any]:
    """`weights.json`: what the weights are and where they come from."""
    found: dict[str, Any] = json.loads(data_file("weights.json"))
    return found


@cache
def measured() -> dict[str, Any]:
    """`measured.json`: the scores the training script wrote."""
    found: dict[str, Any] = json.loads(data_file("measured.json"))
    return found


@cache
def load() -> Model:
    """The kept model; raises `WeightsError` when weights, description and vocabulary do not belong together."""
    meaning, packed = description(), data_file("weights.bin")
    if hashlib.sha256(packed).hexdigest() != meaning["weights_sha256"]:
        raise WeightsError("weights.bin is not the file that weights.json describes")
    if vocabulary_sha256("en") != meaning["vocabulary_sha256"]["en"]:
        raise WeightsError("the English vocabulary changed since the weights were learnt; run training/health/train.py")
    where, categories = layout(), tuple(meaning["categories"])
    values = np.frombuffer(zlib.decompress(packed), dtype=np.int8)
    if len(values) != where.size + category_size(where) * len(categories):
        raise WeightsError("weights.bin has not the size that the feature layout asks for")
    return Model(
        version=meaning["version"],
        claim=values[: where.size],
        bias=meaning["bias"],
        threshold=meaning["threshold"],
        curve_score=np.array(meaning["curve"]["score"], dtype=np.float64),
        curve_confidence=np.array(meaning["curve"]["confidence"], dtype=np.float64),
        categories=categories,
        category=values[where.size :].reshape(-1, len(categories)),
        category_bias=np.array(meaning["category_bias"], dtype=np.int64),
        layout=where,
    )
