"""Scores: precision, recall, F1 with an interval by document, calibration, needles in whole articles."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from learning import NEVER, Dataset, Integers, folds, rows_of, scores
from logistic import F64, I64, Bools
from sources import Sentence

from corpuskit.caveats.health import context
from corpuskit.caveats.health.detect import readable


def scores_of(label: I64, marked: Bools) -> dict[str, float | int]:
    """Precision, recall, F1 and the share of claimless sentences that were marked."""
    tp = int((marked & (label == 1)).sum())
    fp = int((marked & (label == 0)).sum())
    fn = int((~marked & (label == 1)).sum())
    return {
        "sentences": len(label),
        "claims": tp + fn,
        "precision": round(tp / (tp + fp), 3) if tp + fp else 0.0,
        "recall": round(tp / (tp + fn), 3) if tp + fn else 0.0,
        "f1": round(2 * tp / (2 * tp + fp + fn), 3) if tp + fp + fn else 0.0,
        "false_positive_rate": round(fp / int((label == 0).sum()), 3) if (label == 0).any() else 0.0,
    }


def interval(sentences: Sequence[Sentence], label: I64, marked: Bools) -> list[float]:
    """95 % bootstrap interval of F1, resampled by document."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        groups[sentence.document].append(i)
    names, draw, found = sorted(groups), random.Random(1), []
    for _ in range(500):
        picked = np.array([i for _ in names for i in groups[names[draw.randrange(len(names))]]])
        found.append(float(scores_of(label[picked], marked[picked])["f1"]))
    found.sort()
    return [round(found[12], 3), round(found[487], 3)]


def best_threshold(odds: F64, label: I64) -> float:
    """The log-odds from which on sentences are marked: of those within half a point of the best F1 the lowest.

    A claim that stands alone in its text has lower odds than those of the dense texts that F1 rests on.
    """
    grid = np.round(np.arange(-1.5, 1.5, 0.05), 2)
    f1 = np.array([float(scores_of(label, odds >= t)["f1"]) for t in grid])
    return float(grid[f1 >= f1.max() - 0.005].min())


def calibration(odds: F64, label: I64, pools: int = 16) -> tuple[F64, F64]:
    """A rising curve from log-odds to the share of claims: pooled adjacent violators over equally full bins."""
    real = odds > NEVER
    odds, label = odds[real], label[real]
    order = np.argsort(odds, kind="stable")
    merged: list[tuple[float, float, float]] = []
    for part in np.array_split(order, pools):
        merged.append((float(odds[part].mean()), float(label[part].mean()), float(len(part))))
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (at, share, size), (before, below, count) = merged.pop(), merged.pop()
            total = size + count
            merged.append(((before * count + at * size) / total, (below * count + share * size) / total, total))
    return np.array([at for at, _, _ in merged]), np.clip(np.array([share for _, share, _ in merged]), 0.01, 0.99)


def expected_calibration_error(confidence: F64, label: I64, bins: int = 10) -> float:
    """How far confidence and the share of claims lie apart, over ten equally wide bins."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(float(confidence[which == b].mean()) - float(label[which == b].mean())) * int((which == b).sum())
        for b in range(bins)
        if (which == b).any()
    ]
    return round(sum(gaps) / len(label), 3)


def report(sentences: Sequence[Sentence], odds: F64, threshold: float, curve: tuple[F64, F64]) -> dict[str, Any]:
    """Scores of a set of sentences, borderline ones left out: in all, by category (recall) and by origin."""
    keep = [i for i, s in enumerate(sentences) if not s.borderline]
    chosen = [sentences[i] for i in keep]
    label, odds = np.array([s.label for s in chosen]), odds[keep]
    marked = odds >= threshold
    out: dict[str, Any] = scores_of(label, marked)
    out["f1_interval"] = interval(chosen, label, marked)
    confidence = np.where(odds > NEVER, np.interp(odds, *curve), 0.0)
    out["expected_calibration_error"] = expected_calibration_error(confidence, label)
    for key in ("category", "origin"):
        names = sorted({str(getattr(s, key)) for s in chosen if getattr(s, key)})
        groups = {name: np.array([getattr(s, key) == name for s in chosen]) for name in names}
        out[f"by_{key}"] = {name: scores_of(label[g], marked[g]) for name, g in groups.items()}
    return out


def _article_odds(text: str, model: Integers, weights: I64, columns: I64) -> F64:
    """The log-odds of each sentence of an English article that can be marked."""
    found = readable([text], "en")
    if not found:
        return np.zeros(0)
    rows = rows_of([one.text for one in found], ["en"] * len(found)).only(columns)
    places = context.places([one.span for one in found], [len(text)])
    around: F64 = context.combined(context.surroundings(scores(model, rows), places), weights) / context.FINE
    return around


def needles(
    shared: Path, data: Dataset, models: Sequence[Integers], weights: Sequence[I64], threshold: float
) -> dict[str, Any]:
    """Articles with one inserted sentence, a claim or a look-alike: is anything marked?

    The models of the fold that holds the inserted sentence's document are used, which never saw it.
    """
    fold = {s.id: int(f) for s, f in zip(data.sentences, folds(data.sentences), strict=True)}
    with (shared / "health" / "articles_needle.dev.jsonl").open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    label, marked = [], []
    for article in articles:
        own = max(fold.get(article.get("sentence_id") or "", 0), 0)
        label.append(int(article["label"]))
        odds = _article_odds(article["text"], models[own], weights[own], data.features)
        marked.append(bool((odds >= threshold).any()))
    return scores_of(np.array(label), np.array(marked))
