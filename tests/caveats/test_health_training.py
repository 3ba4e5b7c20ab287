"""How the health-claim detector learns: levels by kind of source, thresholds, and the sentences made up for it."""

from __future__ import annotations

import csv
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "training" / "health"


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module that fits; its folder is no package, so its modules go again with the test."""
    monkeypatch.syspath_prepend(str(FOLDER))
    before = set(sys.modules)
    yield importlib.import_module("logistic")
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(FOLDER)):
            del sys.modules[name]


def weight_of_a_source_s_word(trainer: ModuleType, group: list[int]) -> float:
    """A hundred rows of each of two sources; 80 of the first are claims, 20 of the second.

    Feature 0 stands in nine of ten rows of the first source and in one of ten of the second, claim or not.
    """
    label = np.array(([1] * 80 + [0] * 20) + ([1] * 20 + [0] * 80))
    holds = np.array([(i % 10 != 0) == (i < 100) for i in range(200)])
    row = np.flatnonzero(holds)
    rows = trainer.Rows(np.zeros(len(row), dtype=np.int64), row, 200, 1)
    prior = trainer.Prior(np.zeros((1, 1)), np.ones(1, dtype=bool))
    weights, _ = trainer.fit(rows, label, np.ones(200), prior, np.array(group))
    return float(weights[0])


def test_a_word_that_a_source_full_of_claims_likes_is_no_sign_of_a_claim(trainer: ModuleType) -> None:
    together = weight_of_a_source_s_word(trainer, [0] * 200)
    apart = weight_of_a_source_s_word(trainer, [0] * 100 + [1] * 100)
    assert together > 1.5
    assert abs(apart) < 0.2


def test_sentences_made_up_for_training_are_labelled_and_stand_once(trainer: ModuleType) -> None:
    categories = set(importlib.import_module("sources").CATEGORIES)
    rows = []
    for name in ("written.csv", "written_categories.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
            rows += list(csv.DictReader(lines))
    assert {row["language"] for row in rows} == {"en"}
    wrong = [row for row in rows if (row["label"], row["category"] in categories) not in (("0", False), ("1", True))]
    assert wrong == []
    assert [row for row in rows if row["label"] == "0" and row["category"]] == []
    texts = [" ".join(row["text"].split()).lower() for row in rows]
    assert len(set(texts)) == len(texts)
    assert min(len(text) for text in texts) > 8
