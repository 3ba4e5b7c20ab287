"""Measures how often boundaries of a given lead are right, on pastes of outlets that nothing was trained on.

    python training/splitting/calibrate.py --pool ../shared/splitting/pool_dev.jsonl [--files 240]

Writes corpuskit/splitting/scoring/calibration.json: leads (log odds) and the share of right ones, never falling
(isotonic regression). Prints the expected calibration error of a second draw of pastes that the table was not made
from.
"""

from __future__ import annotations

import argparse
import json
import random
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from pastes import load_pool, make_paste
from train import COUNTS, ROOT

from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.pasted.counting import count_habits
from corpuskit.splitting.pasted.stretches import MARGIN, starts_record
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.emissions import emissions
from corpuskit.splitting.scoring.sight import add_habits, look_at

_POOLS: dict[str, list[dict[str, object]]] = {}


def boundaries(task: tuple[int, str, int]) -> list[tuple[float, bool]]:
    """(lead, right?) of every boundary found in one paste."""
    seed, pool_path, count = task
    if pool_path not in _POOLS:
        _POOLS[pool_path] = load_pool(Path(pool_path), ROOT / "tests/acceptance/holdout_splitting.toml", "calibrate")
    lines = make_paste(_POOLS[pool_path], random.Random(seed), count)
    index = index_lines("".join(t.replace("\r", " ") + "\n" for t, _ in lines).encode())
    sight = look_at(index)
    roles = [lines[i][1] or "B" for i in sight.at.tolist()]
    model = network.weights()
    path, _ = segment.best_path(emissions(sight, model), sight.forced, model)
    habits = Habits()
    count_habits(habits, sight, path)
    add_habits(sight, habits)
    model = network.weights(sight.chain)
    scores = emissions(sight, model)
    path, _ = segment.best_path(scores, sight.forced, model)
    states = path.tolist()
    rows = [j for j, s in enumerate(states) if starts_record(s, states[j - 1] if j else None)]
    gold = {j for j, r in enumerate(roles) if r == "T" or (r == "CA" and (j == 0 or roles[j - 1] != "CA"))}
    gold |= {j for j, r in enumerate(roles) if r == "TA"}
    leads = segment.leads(scores, model, path, rows, MARGIN)
    return [(lead / network.UNIT, row in gold) for lead, row in zip(leads, rows, strict=True)]


def isotonic(values: np.ndarray) -> np.ndarray:
    """Pool adjacent violators: the closest sequence that never falls."""
    blocks: list[list[float]] = []
    for value in values.tolist():
        blocks.append([value, 1.0])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, weight = blocks.pop()
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][1] + mean * weight) / (blocks[-1][1] + weight),
                blocks[-1][1] + weight,
            ]
    return np.concatenate([np.full(int(w), m) for m, w in blocks])


def error(table: dict[str, list[float]], pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error in ten bins of equal width."""
    stated = np.interp([p for p, _ in pairs], table["lead"], table["right"])
    right = np.array([r for _, r in pairs], float)
    bins = np.minimum((stated * 10).astype(int), 9)
    return float(
        sum(
            abs(stated[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in range(10)
            if (bins == b).any()
        )
    )


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--pool", required=True)
    a.add_argument("--files", type=int, default=240)
    o = a.parse_args()
    draw = random.Random(99)
    tasks = [(7_000_000 + k, o.pool, draw.choice(COUNTS)) for k in range(o.files)]
    with Pool(2) as workers:
        made = workers.map(boundaries, tasks, 4)
    half = len(made) // 3 * 2
    pairs = sorted(p for part in made[:half] for p in part)
    right = isotonic(np.array([r for _, r in pairs], float))
    cuts = np.unique(
        np.concatenate([np.linspace(0, len(pairs) - 1, 60).astype(int), np.arange(0, min(len(pairs), 400), 20)])
    )
    # A share of one is never measured, only "no error in n": half an error is added.
    table = {
        "lead": [round(pairs[i][0], 2) for i in cuts],
        "right": [round(float(min(max(right[i], 0.05), 1 - 0.5 / len(pairs) ** 0.75)), 3) for i in cuts],
    }
    kept = [i for i in range(len(cuts)) if i == 0 or table["lead"][i] > table["lead"][i - 1]]
    table = {name: [values[i] for i in kept] for name, values in table.items()}
    rest = [p for part in made[half:] for p in part]
    report = {
        "made_by": "training/splitting/calibrate.py",
        "boundaries": len(pairs),
        "ece_of_others": round(error(table, rest), 4),
        "others": len(rest),
    }
    print(report)
    (ROOT / "corpuskit/splitting/scoring/calibration.json").write_text(json.dumps({**report, **table}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
