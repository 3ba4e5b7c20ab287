"""Puts several networks side by side, so that their scores are averaged: they err on different lines.

All must be made for the same clues and roles (train.py with other seeds). Weights stay whole numbers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np


def average(models: list[dict[str, Any]]) -> dict[str, Any]:
    """The hidden layers side by side, each with its share of the score; everything else is the mean."""
    count, arrays = len(models), [{k: np.array(v) for k, v in m.items() if k not in NAMES} for m in models]
    if any(m[name] != models[0][name] for m in models for name in ("clues", "roles")):
        raise SystemExit("the networks were made for different clues or roles")
    joined = {
        "first": np.concatenate([a["first"] for a in arrays], axis=2),
        "hidden_bias": np.concatenate([a["hidden_bias"] for a in arrays]),
        "second": np.rint(np.concatenate([a["second"] for a in arrays]) / count).astype(int),
    }
    for name in ("bias", "transition", "initial", "long"):
        joined[name] = np.rint(sum(a[name] for a in arrays) / count).astype(int)
    return {**{name: models[0][name] for name in NAMES}, **{k: v.tolist() for k, v in joined.items()}}


NAMES = ("made_by", "clues", "roles")


def write(data: dict[str, Any], path: Path) -> None:
    """Writes weights; those of the first layer a row a line."""
    rows = json.dumps(data.pop("first"), separators=(",", ":")).replace("],[", "],\n[")
    path.write_text(json.dumps(data, ensure_ascii=False)[:-1] + ',\n"first": ' + rows + "}\n", "utf-8")
