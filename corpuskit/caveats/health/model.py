"""The trained model: integer weights from a data file, scores, calibrated confidence, category.

All sums are of small integers, exact in any order, so a score is the same on every machine. The files are made by
`training/health/train.py` and never edited: `weights.bin` (zlib: ascending feature indices as differences, their lowest
bytes first, int8 weights; first of the claim model, then of the category model), `weights.json` (what they mean) and
`measured.json` (how well they do).
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health import context
from corpuskit.caveats.health.features import Columns, Features, layout
from corpuskit.caveats.health.tokens import I64
from corpuskit.ready import read_list

F64 = npt.NDArray[np.float64]
I8 = npt.NDArray[np.int8]
I32 = npt.NDArray[np.int32]


class WeightsError(Exception):
    """The data files do not belong together, or to this vocabulary; reinstall, or train anew."""


class Model(NamedTuple):
    """Weights and what their sums mean."""

    columns: Columns  #: by feature index: the column that the weights of a feature stand in, if it has any
    claim: I8  #: by column
    patterns: I8  #: the weights of the patterns, in the order of `patterns.txt`
    bias: int
    surroundings: I64  #: what each of `context.COLUMNS` weighs, and last the bias
    threshold: int
    curve_score: F64
    curve_confidence: F64
    categories: tuple[str, ...]
    category: I32  #: a row per category, a column per column
    category_bias: I64
    topic: int  #: what the categories of the nearest other claims of a text weigh

    def scores(self, features: Features, places: context.Places) -> I64:
        """The score of each sentence where it stands; at or above `threshold` it is a claim.

        The features are numbered by column.
        """
        sums = np.bincount(features.sentence, weights=self.claim[features.index], minlength=len(places.text))
        return context.combined(context.surroundings(sums.astype(np.int64) + self.bias, places), self.surroundings)

    def confidence(self, scores: I64) -> list[float]:
        """The calibrated probability that a sentence with this score is a claim, to three decimals."""
        values = np.interp(scores.astype(np.float64), self.curve_score, self.curve_confidence)
        return [round(float(value), 3) for value in values]

    def categories_of(self, features: Features, which: I64, places: context.Places) -> list[str]:
        """The category of the main claim of the marked sentences ``which`` (ascending)."""
        first, last = (np.searchsorted(features.sentence, which, side=side) for side in ("left", "right"))
        size = last - first
        # All features of the chosen sentences, one after the other.
        place = np.repeat(first - np.cumsum(size) + size, size) + np.arange(int(size.sum()))
        row = np.repeat(np.arange(len(which)), size)
        votes = np.zeros((len(self.categories), len(which)), dtype=np.int64)
        if len(place):
            opening = np.flatnonzero(np.diff(row, prepend=-1))
            columns, voting = features.index[place], row[opening]
            for votes_for, weights in zip(votes, self.category, strict=True):
                votes_for[voting] = np.add.reduceat(weights.take(columns), opening)
        every = np.ones(len(which), dtype=bool)
        chosen = context.leaning(votes.T + self.category_bias, places.text[which], every, self.topic)
        return [self.categories[best] for best in chosen.tolist()]


def pack(claim: tuple[I64, I8], category: tuple[I64, I8]) -> bytes:
    """`weights.bin` from feature indices (ascending) and the weights of each, for both models."""
    parts = []
    for index, weights in (claim, category):
        steps = np.diff(index, prepend=0).astype("<u4").view(np.uint8).reshape(-1, 4)
        # All lowest bytes first, all highest last, most of which are zero: that packs better.
        parts += [struct.pack("<I", len(index)), steps.T.tobytes(), np.ascontiguousarray(weights).tobytes()]
    return zlib.compress(b"".join(parts), 9)


def unpack(packed: bytes, columns: int) -> tuple[tuple[I64, I8], tuple[I64, I8]]:
    """What `pack` packed; the category model has ``columns`` categories."""
    data, at, found = zlib.decompress(packed), 0, []
    for width in (1, columns):
        (count,) = struct.unpack_from("<I", data, at)
        steps = np.frombuffer(data, dtype=np.uint8, count=4 * count, offset=at + 4).reshape(4, count)
        index = np.cumsum(np.ascontiguousarray(steps.T).view("<u4").ravel().astype(np.int64))
        weights = np.frombuffer(data, dtype=np.int8, count=count * width, offset=at + 4 + 4 * count)
        at += 4 + 4 * count + count * width
        found.append((index, weights.reshape(count, width) if width > 1 else weights))
    if at != len(data):
        raise WeightsError("weights.bin is longer or shorter than it says")
    return found[0], found[1]


def data_file(name: str) -> bytes:
    """A data file of this package."""
    return (Path(__file__).parent / name).read_bytes()


@cache
def wording() -> dict[str, dict[str, str]]:
    """`statement.toml`."""
    return read_list(Path(__file__).with_name("statement.toml"))


def vocabulary_sha256(languages: tuple[str, ...]) -> str:
    """The digest of patterns and vocabularies, line ends normalised."""
    names = ["patterns.txt", *(f"vocabulary/{language}.txt" for language in languages)]
    return hashlib.sha256(b"\0".join(data_file(name).replace(b"\r\n", b"\n") for name in names)).hexdigest()


@cache
def description() -> dict[str, Any]:
    """`weights.json`: what the weights are and where they come from."""
    found: dict[str, Any] = json.loads(data_file("weights.json"))
    return found


@cache
def measured() -> dict[str, Any]:
    """`measured.json`: the scores that the training script wrote."""
    found: dict[str, Any] = json.loads(data_file("measured.json"))
    return found


@cache
def load() -> Model:
    """The kept model; raises `WeightsError` when weights, description and vocabulary do not belong together."""
    meaning, packed = description(), data_file("weights.bin")
    if hashlib.sha256(packed).hexdigest() != meaning["weights_sha256"]:
        raise WeightsError("weights.bin is not the file that weights.json describes")
    if vocabulary_sha256(tuple(meaning["languages"])) != meaning["vocabulary_sha256"]:
        raise WeightsError("the vocabulary changed since the weights were learnt; run training/health/train.py")
    categories = tuple(meaning["categories"])
    (claim_index, claim_weights), (category_index, category_weights) = unpack(packed, len(categories))
    listed = np.sort(np.concatenate((claim_index, category_index)), kind="stable")  # two ascending runs
    used = listed[np.diff(listed, prepend=-1) > 0]
    # As narrow as can be: the table is large, and looked up at random.
    narrow = np.min_scalar_type(len(used))
    columns = np.full(layout().size, np.iinfo(narrow).max, dtype=narrow)
    columns[used] = np.arange(len(used))
    claim = np.zeros(len(used), dtype=np.int8)
    claim[columns[claim_index]] = claim_weights
    category = np.zeros((len(used), len(categories)), dtype=np.int8)
    category[columns[category_index]] = category_weights
    of_patterns = columns[layout().pattern :]
    return Model(
        columns=columns,
        claim=claim,
        patterns=np.array([claim[at] if at < len(used) else 0 for at in of_patterns.tolist()], dtype=np.int8),
        bias=meaning["bias"],
        surroundings=np.array([meaning["context"][name] for name in (*context.COLUMNS, "bias")], dtype=np.int64),
        threshold=meaning["threshold"],
        curve_score=np.array(meaning["curve"]["score"], dtype=np.float64),
        curve_confidence=np.array(meaning["curve"]["confidence"], dtype=np.float64),
        categories=categories,
        category=np.ascontiguousarray(category.T, dtype=np.int32),
        category_bias=np.array(meaning["category_bias"], dtype=np.int64),
        topic=meaning["topic"],
    )
