"""Makes the weights of the health-claim detector and measures it: `python training/health/train.py --shared DIR`.

Writes `weights.bin`, `weights.json` and `measured.json` into corpuskit/caveats/health/. The seed's articles and the
sentences of part "held-out" are never learnt from; the threshold and the calibration come from cross-validation by
document on the rest. Needs NumPy only and takes about a minute on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from logistic import Rows, fit  # noqa: E402
from sources import CATEGORIES, Sentence, read_bench, read_labels  # noqa: E402

from corpuskit.caveats.health import LANGUAGES  # noqa: E402
from corpuskit.caveats.health import model as kept  # noqa: E402
from corpuskit.caveats.health.features import Extractor, Features, layout  # noqa: E402

VERSION = "1"
FOLDS = 10
COST = 0.3  # inverse strength of regularisation
TIER_WEIGHT = {"gold": 1.0, "read": 1.0, "hand": 1.0, "silver": 0.15}
BORDERLINE_WEIGHT = 0.0
CATEGORY_COST = 0.5
I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Claims:
    """The two-class model before and after rounding to small integers."""

    weights: npt.NDArray[np.int8]
    bias: int
    scale: float  # score units per unit of log-odds


def extract(sentences: Sequence[Sentence]) -> Features:
    """Features of all sentences, numbered as they come (one language)."""
    texts = [" ".join(s.text.split("\n")).strip() for s in sentences]
    starts = np.cumsum([0, *(len(t) + 1 for t in texts)])[:-1]
    ends = starts + np.array([len(t) for t in texts])
    return Extractor("en").extract("\n".join(texts), starts, ends)


def rows_of(features: Features, count: int) -> Rows:
    return Rows(features.index, features.sentence, count, layout().size)


def costs(sentences: Sequence[Sentence]) -> F64:
    return np.array(
        [COST * TIER_WEIGHT[s.tier] * (BORDERLINE_WEIGHT if s.borderline else 1.0) for s in sentences], dtype=np.float64
    )


def quantised(weights: F64, bias: float) -> Claims:
    scale = 127 / float(np.abs(weights).max())
    return Claims(np.rint(weights * scale).astype(np.int8), round(bias * scale), scale)


def folds(sentences: Sequence[Sentence]) -> I64:
    """The fold of each sentence by document; -1 for what is only ever learnt from."""
    documents = sorted({s.document for s in sentences if s.part == "train"})
    random.Random(7).shuffle(documents)
    number = {document: i % FOLDS for i, document in enumerate(documents)}
    return np.array([number.get(s.document, -1) if s.part != "silver" else -1 for s in sentences], dtype=np.int64)


def cross_validated(sentences: Sequence[Sentence], rows: Rows) -> F64:
    """Log-odds of each sentence of part "train" by a model that never saw its document; others are 0."""
    label = np.array([s.label for s in sentences])
    cost, fold = costs(sentences), folds(sentences)
    learn = np.array([s.part in ("train", "silver") for s in sentences])
    out = np.zeros(len(sentences))
    for k in range(FOLDS):
        use = learn & (fold != k) & (cost > 0)
        weights, bias = fit(rows.take(use), label[use], cost[use])
        test = fold == k
        claims = quantised(weights, bias)
        out[test] = (rows.take(test).dot(claims.weights.astype(np.float64)) + claims.bias) / claims.scale
    return out


def scores_of(label: I64, marked: npt.NDArray[np.bool_]) -> dict[str, float | int]:
    tp = int((marked & (label == 1)).sum())
    fp = int((marked & (label == 0)).sum())
    fn = int((~marked & (label == 1)).sum())
    return {
        "n": len(label),
        "positive": tp + fn,
        "precision": round(tp / (tp + fp), 3) if tp + fp else 0.0,
        "recall": round(tp / (tp + fn), 3) if tp + fn else 0.0,
        "f1": round(2 * tp / (2 * tp + fp + fn), 3) if tp + fp + fn else 0.0,
        "false_positive_rate": round(fp / int((label == 0).sum()), 3) if (label == 0).any() else 0.0,
    }


def interval(sentences: Sequence[Sentence], label: I64, marked: npt.NDArray[np.bool_]) -> list[float]:
    """95 % bootstrap interval of F1, resampled by document."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        groups[sentence.document].append(i)
    names, draw, found = sorted(groups), random.Random(1), []
    for _ in range(500):
        picked = np.array([i for _ in names for i in groups[names[draw.randrange(len(names))]]])
        found.append(float(scores_of(label[picked], marked[picked])["f1"]))
    found.sort()
    return [round(found[int(0.025 * len(found))], 3), round(found[int(0.975 * len(found)) - 1], 3)]


def best_threshold(log_odds: F64, label: I64) -> float:
    """The log-odds that maximise F1, smoothed: the middle of the range that stays within half a point of the best."""
    grid = np.arange(-1.5, 1.5, 0.05)
    f1 = np.array([float(scores_of(label, log_odds >= t)["f1"]) for t in grid])
    good = grid[f1 >= f1.max() - 0.005]
    return float(np.median(good))


def calibration(log_odds: F64, label: I64, knots: int = 9) -> tuple[F64, F64]:
    """A monotone curve from log-odds to the share of claims: pooled adjacent violators over equal-count bins."""
    order = np.argsort(log_odds, kind="stable")
    pools: list[list[float]] = [
        [float(log_odds[part].mean()), float(label[part].mean()), float(len(part))]
        for part in np.array_split(order, knots * 2)
    ]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            at, share, size = merged.pop()
            before = merged[-1]
            total = before[2] + size
            merged[-1] = [
                (before[0] * before[2] + at * size) / total,
                (before[1] * before[2] + share * size) / total,
                total,
            ]
    return np.array([p[0] for p in merged]), np.clip(np.array([p[1] for p in merged]), 0.01, 0.99)


def expected_calibration_error(confidence: F64, label: I64, bins: int = 10) -> float:
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(float(confidence[which == b].mean()) - float(label[which == b].mean())) * int((which == b).sum())
        for b in range(bins)
        if (which == b).any()
    ]
    return round(sum(gaps) / len(label), 3)


def category_rows(rows: Rows) -> Rows:
    return Rows(kept.category_index(rows.index, layout()), rows.row, rows.rows, kept.category_size(layout()))


def fit_categories(sentences: Sequence[Sentence], rows: Rows) -> tuple[npt.NDArray[np.int8], I64]:
    """One model a category against the rest, learnt from claims with a category, on one common scale."""
    usable = np.array([s.label == 1 and s.category is not None and s.part == "train" for s in sentences])
    part = category_rows(rows).take(usable)
    given = [s.category for s, use in zip(sentences, usable, strict=True) if use]
    fitted = [
        fit(part, np.array([int(c == name) for c in given]), np.full(len(given), CATEGORY_COST)) for name in CATEGORIES
    ]
    weights = np.stack([w for w, _ in fitted], axis=1)
    scale = 127 / float(np.abs(weights).max())
    return np.rint(weights * scale).astype(np.int8), np.rint(np.array([b for _, b in fitted]) * scale).astype(np.int64)


def categories_cross_validated(sentences: Sequence[Sentence], rows: Rows) -> float:
    """The share of claims given their own category by a model that never saw their document."""
    fold = folds(sentences)
    usable = np.array([s.label == 1 and s.category is not None and s.part == "train" for s in sentences])
    right = 0
    for k in range(FOLDS):
        test = usable & (fold == k)
        if not test.any():
            continue
        hidden = [
            s if not t else Sentence(**{**s.__dict__, "part": "test"})
            for s, t in zip(sentences, fold == k, strict=True)
        ]
        weights, bias = fit_categories(hidden, rows)
        chosen = category_rows(rows).take(test)
        votes = np.stack([chosen.dot(weights[:, c].astype(np.float64)) for c in range(len(CATEGORIES))], axis=1) + bias
        truth = [s.category for s, t in zip(sentences, test, strict=True) if t]
        right += sum(CATEGORIES[int(best)] == name for best, name in zip(votes.argmax(axis=1), truth, strict=True))
    return round(right / int(usable.sum()), 3)


def report(sentences: Sequence[Sentence], log_odds: F64, threshold: float, curve: tuple[F64, F64]) -> dict[str, Any]:
    """Scores of a set of sentences, borderline ones left out: in all, by category (recall) and by origin."""
    keep = [i for i, s in enumerate(sentences) if not s.borderline]
    chosen = [sentences[i] for i in keep]
    label, odds = np.array([s.label for s in chosen]), log_odds[keep]
    marked = odds >= threshold
    out: dict[str, Any] = scores_of(label, marked)
    out["f1_interval"] = interval(chosen, label, marked)
    out["expected_calibration_error"] = expected_calibration_error(np.interp(odds, *curve), label)
    for key in ("category", "origin"):
        names = sorted({str(getattr(s, key)) for s in chosen if getattr(s, key)})
        groups = {name: np.array([getattr(s, key) == name for s in chosen]) for name in names}
        out[f"by_{key}"] = {name: scores_of(label[g], marked[g]) for name, g in groups.items()}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, required=True, help="folder with health/ and splitting/ (texts of others)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "corpuskit" / "caveats" / "health")
    options = parser.parse_args()
    every = [s for s in [*read_bench(options.shared), *read_labels(options.shared)] if s.language == "en"]
    known: set[str] = set()
    sentences = [s for s in every if not (s.text in known or known.add(s.text))]  # type: ignore[func-returns-value]
    features = extract(sentences)
    rows = rows_of(features, len(sentences))
    label = np.array([s.label for s in sentences])

    odds = cross_validated(sentences, rows)
    tuned = np.array([s.part == "train" and not s.borderline for s in sentences])
    threshold = best_threshold(odds[tuned], label[tuned])
    curve = calibration(odds[tuned], label[tuned])

    cost = costs(sentences)
    learn = np.array([s.part in ("train", "silver") for s in sentences]) & (cost > 0)
    claims = quantised(*fit(rows.take(learn), label[learn], cost[learn]))
    final = (rows.dot(claims.weights.astype(np.float64)) + claims.bias) / claims.scale
    category, category_bias = fit_categories(sentences, rows)

    def part(test: Any) -> tuple[list[Sentence], npt.NDArray[np.bool_]]:
        mask = np.array([bool(test(s)) for s in sentences])
        return [s for s, m in zip(sentences, mask, strict=True) if m], mask

    measured: dict[str, Any] = {"version": VERSION, "languages": list(LANGUAGES)}
    for name, test, values in (
        ("gold_cross_validated", lambda s: s.part == "train" and s.tier == "gold", odds),
        ("read_cross_validated", lambda s: s.part == "train" and s.tier == "read", odds),
        ("hand_cross_validated", lambda s: s.part == "train" and s.tier == "hand", odds),
        ("seed", lambda s: s.part == "seed", final),
        ("held_out", lambda s: s.part == "held-out", final),
    ):
        chosen, mask = part(test)
        if chosen:
            measured[name] = report(chosen, values[mask], threshold, curve)
    measured["category_accuracy_cross_validated"] = categories_cross_validated(sentences, rows)

    packed = zlib.compress(claims.weights.tobytes() + category.tobytes(), 9)
    meaning = {
        "version": VERSION,
        "weights_sha256": hashlib.sha256(packed).hexdigest(),
        "vocabulary_sha256": {"en": kept.vocabulary_sha256("en")},
        "labels_sha256": hashlib.sha256((HERE / "labels.csv").read_bytes()).hexdigest(),
        "bias": claims.bias,
        "threshold": round(threshold * claims.scale),
        "curve": {
            "score": [round(x * claims.scale) for x in curve[0]],
            "confidence": [round(float(x), 3) for x in curve[1]],
        },
        "categories": list(CATEGORIES),
        "category_bias": category_bias.tolist(),
    }
    (options.out / "weights.bin").write_bytes(packed)
    for name, value in (("weights.json", meaning), ("measured.json", measured)):
        (options.out / name).write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for name, value in measured.items():
        if isinstance(value, dict):
            print(
                f"{name:22s} n {value['n']:5d} P {value['precision']:.3f} R {value['recall']:.3f} F1 {value['f1']:.3f}"
                f" {value['f1_interval']} FPR {value['false_positive_rate']:.3f}"
                f" ECE {value['expected_calibration_error']}"
            )
        else:
            print(name, value)
    print(
        "data files",
        sum(p.stat().st_size for p in options.out.rglob("*") if p.suffix in (".bin", ".json", ".txt", ".toml")),
    )


if __name__ == "__main__":
    main()
