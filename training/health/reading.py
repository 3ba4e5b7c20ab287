"""Labelled sentences where they stand: their English documents read around them, as the detector reads records.

A sentence whose document is not at hand is a text of its own. What the detector cannot mark, because neither it nor the
sentence before it names a subject of health, gets `NEVER`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from learning import CATEGORY_SCALE, FOLDS, NEVER, Dataset, Integers, costs, folds, rows_of, scores, votes
from logistic import F64, I64, Bools, Rows, fit_dense

from corpuskit.caveats.health import context
from corpuskit.caveats.health.detect import readable

#: Models learnt without one fold each; last, the one learnt from all.
Models = Sequence[Integers]
Choosers = Sequence[tuple[I64, Integers]]
#: What the categories of the nearest other claims weigh, in votes.
TOPIC = 15 * CATEGORY_SCALE // 2


@dataclass(frozen=True)
class Reading:
    """Every sentence that can be marked, of all texts."""

    rows: Rows
    places: context.Places
    where: I64  #: the place of each labelled sentence among them; -1 for one that cannot be marked
    reader: I64  #: which of the models reads each: the one that never saw its document


def read(data: Dataset, documents: Mapping[str, str]) -> Reading:
    """Reads the documents of the labelled sentences, and alone the sentences that are not found in one."""
    fold = np.where(folds(data.sentences) < 0, FOLDS, folds(data.sentences)).tolist()
    own: dict[str, int] = {}
    for sentence, f in zip(data.sentences, fold, strict=True):
        if sentence.document in documents:
            # Other sentences of it may be in no fold: they are learnt from as well, but not by the model of this one.
            own[sentence.document] = min(f, own.get(sentence.document, f))
    texts, reader = [documents[name] for name in own], list(own.values())
    number = {name: at for at, name in enumerate(own)}
    inside = {(sentence.which, sentence.text) for sentence in readable(texts, "en")}
    keys = []
    for sentence, f in zip(data.sentences, fold, strict=True):
        key = (number.get(sentence.document, -1), sentence.text.strip())
        if key not in inside:
            key = (len(texts), " ".join(sentence.text.split("\n")).strip())
            texts.append(key[1])
            reader.append(f)
        keys.append(key)
    found = readable(texts, "en")
    where: dict[tuple[int, str], int] = {}
    for at, one in enumerate(found):
        where.setdefault((one.which, one.text), at)
    return Reading(
        rows_of([one.text for one in found], ["en"] * len(found)).only(data.features),
        context.places([one.span for one in found], [len(text) for text in texts]),
        np.array([where.get(key, -1) for key in keys]),
        np.array(reader)[[one.which for one in found]],
    )


def surroundings(reading: Reading, models: Models) -> I64:
    """What stands around each sentence read, by the scores of the models that never saw its document."""
    by_words = np.zeros(reading.rows.rows, dtype=np.int64)
    for k, model in enumerate(models):
        own = reading.reader == k
        by_words[own] = scores(model, reading.rows.take(own))
    return context.surroundings(by_words, reading.places)


def learn_context(data: Dataset, reading: Reading, around: I64, which: Bools) -> I64:
    """The weights of the columns of `context.COLUMNS`, and last the bias, learnt from the sentences ``which``."""
    which = which & (reading.where >= 0)
    columns = around[reading.where[which]].astype(np.float64)
    spread = columns.std(axis=0)
    weights, bias = fit_dense(columns / spread, data.labels[which], costs(data.sentences)[which])
    return np.rint(np.append(weights / spread, bias) * context.FINE).astype(np.int64)


def log_odds(reading: Reading, around: I64, weights: Sequence[I64]) -> tuple[F64, F64]:
    """(of every sentence read, of every labelled sentence) by the weights of its reader."""
    every = np.zeros(len(around))
    for k, own in enumerate(weights):
        every[reading.reader == k] = context.combined(around[reading.reader == k], own) / context.FINE
    return every, np.where(reading.where >= 0, every[reading.where], NEVER)


def categories(data: Dataset, reading: Reading, choosers: Choosers, marked: Bools) -> I64:
    """The category of each labelled sentence, one that is not read judged alone."""
    by_words = np.zeros((reading.rows.rows, len(choosers[0][1].bias)), dtype=np.int64)
    for k, chooser in enumerate(choosers):
        own = reading.reader == k
        by_words[own] = votes(chooser, reading.rows.take(own))
    alone = np.full(len(data.sentences), -1)
    fold = np.where(folds(data.sentences) < 0, FOLDS, folds(data.sentences))
    for k, chooser in enumerate(choosers):
        own = fold == k
        alone[own] = votes(chooser, data.rows.take(own)).argmax(axis=1)
    chosen = context.leaning(by_words, reading.places.text, marked, TOPIC)
    found: I64 = np.where(reading.where >= 0, chosen[reading.where], alone)
    return found
