"""Trains the weights of corpuskit/splitting: a chain model (CRF) over the lines of random pastes, in NumPy.

    python training/splitting/train.py --pool ../shared/splitting/pool_dev.jsonl [--files 1800] [--epochs 12]

Two rounds: first without habits, then with the habits that the first model finds in each paste (half of the pastes keep
theirs hidden, because pass 1 has none). Outlets of tests/acceptance/holdout_splitting.toml are never read.
Deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from pastes import load_pool, make_paste

from corpuskit.splitting import clue_names as clues
from corpuskit.splitting import segment
from corpuskit.splitting.habits import Habits
from corpuskit.splitting.lines import index_lines
from corpuskit.splitting.pasted_rows import count_habits
from corpuskit.splitting.sight import Sight, add_habits, look_at

ROOT = Path(__file__).parents[2]
S = len(segment.ROLES)
H = 48
R = segment.REACH
"""Rows of a paste: matrix, long, gold states."""


def gold_states(roles: list[str], long: np.ndarray) -> np.ndarray | None:
    """States from roles: B becomes B0 or B1 by whether a credit was seen; a line that cannot be as labelled is made
    body.
    """
    states: list[int] = []
    credit, opening = False, True
    for role, is_long in zip(roles, long.tolist(), strict=True):
        if role in ("T", "CA") and not (role == "CA" and states and states[-1] == segment.CA):
            credit = False
        if role in ("CA", "CB", "CF"):
            credit = True
        role = "P" if role == "J" and opening else role
        opening = opening and role in ("P", "U")
        state = segment.B1 if credit and role == "B" else segment.B0 if role == "B" else segment.ROLES.index(role)
        if is_long and state not in segment.LONG_STATES:
            return None
        states.append(state)
    for a, b in pairwise(states):
        if not segment.ALLOWED[a, b]:
            return None
    return np.array(states) if states and states[0] in segment.FIRST else None


def one_paste(task: tuple[int, str, int]) -> tuple[Sight, np.ndarray] | None:
    seed, pool_path, count = task
    pool = _pool(pool_path)
    lines = make_paste(pool, random.Random(seed), count)
    data = "".join(" ".join(t.split("\n")).replace("\r", " ") + "\n" for t, _ in lines).encode()
    index = index_lines(data)
    sight = look_at(index)
    roles = [role for (text, role), blank in zip(lines, index.blank.tolist(), strict=True) if not blank]
    roles = [r or "B" for r in roles]
    states = gold_states(roles, sight.forced)
    return None if states is None else (sight, states)


_POOLS: dict[str, Any] = {}


def _pool(path: str) -> Any:
    if path not in _POOLS:
        _POOLS[path] = load_pool(Path(path), ROOT / "tests/acceptance/holdout_splitting.toml")
    return _POOLS[path]


def full(sight: Sight) -> np.ndarray:
    """The clues of every row; rows that are not looked at have none."""
    matrix = np.zeros((len(sight), sight.matrix.shape[1]), np.uint8)
    noted = sight.slot >= 0
    matrix[noted] = sight.matrix[sight.slot[noted]]
    return matrix


def window(matrix: np.ndarray) -> np.ndarray:
    """Clues of a row and of R rows on either side, side by side."""
    n, f = matrix.shape
    out = np.zeros((n, (2 * R + 1) * f), np.uint8)
    for o in range(2 * R + 1):
        s = o - R
        if s < 0:
            out[-s:, o * f : (o + 1) * f] = matrix[:s]
        elif s > 0:
            out[:-s, o * f : (o + 1) * f] = matrix[s:]
        else:
            out[:, o * f : (o + 1) * f] = matrix
    return out


class Net:
    """Parameters and their gradient by hand; Adam."""

    def __init__(self, f: int, seed: int = 1) -> None:
        g = np.random.default_rng(seed)
        self.p = {
            "first": (g.standard_normal(((2 * R + 1) * f, H)) * 0.06).astype(np.float32),
            "hb": np.full(H, 0.3, np.float32),
            "second": (g.standard_normal((H, S)) * 0.15).astype(np.float32),
            "bias": np.zeros(S, np.float32),
            "trans": np.zeros((S, S), np.float32),
            "init": np.zeros(S, np.float32),
            "long": np.zeros(S, np.float32),
        }
        self.m = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.v = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.t = 0

    def step(self, grad: dict[str, np.ndarray], rate: float, decay: float = 3e-5) -> None:
        self.t += 1
        for k, g in grad.items():
            self.m[k] += 0.1 * (g - self.m[k])
            self.v[k] += 0.002 * (g * g - self.v[k])
            self.p[k] -= rate * (
                (self.m[k] / (1 - 0.9**self.t)) / (np.sqrt(self.v[k] / (1 - 0.998**self.t)) + 1e-8)
                + (decay / 1e-3 * self.p[k] if k in ("first", "second") else 0)
            )


NEG = np.float32(-1e4)
_ok = segment.ALLOWED
_init_ok = np.isin(np.arange(S), segment.FIRST)
_long_ok = np.isin(np.arange(S), segment.LONG_STATES)


def lse(x: np.ndarray, axis: int) -> np.ndarray:
    top = x.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def batch_gradient(
    net: Net, batch: list[tuple[np.ndarray, np.ndarray, np.ndarray]], dropout: np.random.Generator | None
) -> tuple[float, dict[str, np.ndarray]]:
    """Mean negative log-likelihood a row, and its gradient, for whole pastes."""
    p = net.p
    long = np.concatenate([b[1] for b in batch])
    x = np.concatenate([window(m)[~forced] for m, forced, _ in batch]).astype(np.float32)
    if dropout is not None:  # a clue that is sometimes not there keeps the others in use
        x *= dropout.random((1, x.shape[1]), np.float32) > 0.06
    z = x @ p["first"] + p["hb"]
    h = np.clip(z, 0, 8)
    keep = np.ones_like(h)
    if dropout is not None:
        keep = (dropout.random(h.shape, np.float32) > 0.1).astype(np.float32) / 0.9
    hd = h * keep
    e = np.empty((len(long), S), np.float32)
    e[~long] = hd @ p["second"] + p["bias"]
    e[long] = np.where(_long_ok, p["long"], NEG)
    lengths = [len(b[1]) for b in batch]
    n, top = len(batch), max(lengths)
    order = np.concatenate([[0], np.cumsum(lengths)])
    es = np.zeros((n, top, S), np.float32)
    mask = np.zeros((n, top), bool)
    for i in range(n):
        es[i, : lengths[i]] = e[order[i] : order[i + 1]]
        mask[i, : lengths[i]] = True
    tr = np.where(_ok, p["trans"], NEG)
    init = np.where(_init_ok, p["init"], NEG)
    alpha = np.zeros((n, top, S), np.float32)
    beta = np.zeros((n, top, S), np.float32)
    alpha[:, 0] = init + es[:, 0]
    for t in range(1, top):
        a = lse(alpha[:, t - 1, :, None] + tr, 1) + es[:, t]
        alpha[:, t] = np.where(mask[:, t, None], a, alpha[:, t - 1])
    for t in range(top - 2, -1, -1):
        b = lse(tr[None] + (es[:, t + 1] + beta[:, t + 1])[:, None, :], 2)
        beta[:, t] = np.where(mask[:, t + 1, None], b, 0)
    logz = lse(alpha[:, -1], 1)
    post = np.exp(alpha + beta - logz[:, None, None]) * mask[:, :, None]
    gold = np.zeros((n, top), np.int64)
    for i in range(n):
        gold[i, : lengths[i]] = batch[i][2]
    ge = post.copy()
    ii, tt = np.nonzero(mask)
    ge[ii, tt, gold[ii, tt]] -= 1
    gtrans = np.zeros((S, S), np.float64)
    for t in range(1, top):
        live = mask[:, t]
        if not live.any():
            break
        pair = np.exp(
            alpha[live, t - 1, :, None] + tr + (es[live, t] + beta[live, t])[:, None, :] - logz[live, None, None]
        )
        gtrans += pair.sum(0)
        np.subtract.at(gtrans, (gold[live, t - 1], gold[live, t]), 1)
    ginit = post[:, 0].sum(0)
    np.subtract.at(ginit, gold[:, 0], 1)
    score = es[ii, tt, gold[ii, tt]].sum() + init[gold[:, 0]].sum()
    for i in range(n):
        g = gold[i, : lengths[i]]
        score += tr[g[:-1], g[1:]].sum()
    loss = float((logz.sum() - score) / mask.sum())
    flat = np.concatenate([ge[i, : lengths[i]] for i in range(n)])
    scale = 1.0 / n / 10
    glong = flat[long].sum(0) * _long_ok
    flat = flat[~long]
    gh = (flat @ p["second"].T) * keep * ((z > 0) & (z < 8))
    return loss, {
        k: (v * scale).astype(np.float32)
        for k, v in {
            "first": x.T @ gh,
            "hb": gh.sum(0),
            "second": hd.T @ flat,
            "bias": flat.sum(0),
            "trans": gtrans * _ok,
            "init": ginit * _init_ok,
            "long": glong,
        }.items()
    }


def fit(
    net: Net, data: list[tuple[np.ndarray, np.ndarray, np.ndarray]], epochs: int, rate: float, seed: int, size: int = 12
) -> None:
    g = np.random.default_rng(seed)
    steps = epochs * ((len(data) + size - 1) // size)
    done = 0
    for epoch in range(epochs):
        order = g.permutation(len(data))
        losses = []
        for at in range(0, len(order), size):
            batch = [data[i] for i in order[at : at + size]]
            warm = min(1.0, (done + 1) / 30)
            loss, grad = batch_gradient(net, batch, g)
            net.step(grad, rate * warm * 0.5 * (1 + np.cos(np.pi * done / steps)) + 1e-5)
            losses.append(loss)
            done += 1
        print(f"  epoch {epoch + 1}: {np.mean(losses):.4f}", flush=True)


def to_json(net: Net) -> dict[str, Any]:
    """Whole numbers: first layer in 1/64, second in 1/64 of that (so scores are in 1/4096)."""
    p, f = net.p, len(clues.CLUE_NAMES)

    def q(a: Any, s: int) -> Any:
        return np.rint(np.asarray(a, np.float64) * s).astype(int).tolist()

    return {
        "made_by": "training/splitting/train.py",
        "clues": list(clues.CLUE_NAMES),
        "roles": list(segment.ROLES),
        "first": q(p["first"].reshape(2 * R + 1, f, H), 64),
        "hidden_bias": q(p["hb"], 64),
        "second": q(p["second"], 64),
        "bias": q(p["bias"], 4096),
        "transition": q(p["trans"] * _ok, 4096),
        "initial": q(p["init"] * _init_ok, 4096),
        "long": q(p["long"] * _long_ok, 4096),
    }


def write(net: Net, path: Path) -> None:
    data = to_json(net)
    rows = json.dumps(data["first"], separators=(",", ":")).replace("],[", "],\n[")
    rest = {k: v for k, v in data.items() if k != "first"}
    path.write_text(json.dumps(rest, ensure_ascii=False)[:-1] + ',\n"first": ' + rows + "}\n", "utf-8")


def with_habits(task: tuple[Sight, np.ndarray, dict[str, Any]]) -> np.ndarray:
    sight, _, data = task
    model = segment.weights_from(data)
    path, _ = segment.best_path(segment.emissions(sight, model), sight.forced, model)
    habits = Habits()
    count_habits(habits, sight, path)
    add_habits(sight, habits)
    return full(sight)


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--pool", required=True)
    a.add_argument("--files", type=int, default=1800)
    a.add_argument("--epochs", type=int, default=12)
    a.add_argument("--second", type=int, default=10)
    a.add_argument("--seed", type=int, default=8)
    a.add_argument("--out", default=str(ROOT / "corpuskit/splitting/weights.json"))
    o = a.parse_args()
    counts = random.Random(o.seed)
    tasks = [(o.seed * 1_000_000 + k, o.pool, counts.choice([6, 12, 20, 30, 40])) for k in range(o.files)]
    with Pool(2) as workers:
        made = [x for x in workers.imap(one_paste, tasks, 4) if x is not None]
    print(f"{len(made)} pastes, {sum(len(s) for _, s in made)} rows", flush=True)
    net = Net(len(clues.CLUE_NAMES))
    plain = [(full(s), s.forced, g) for s, g in made]
    fit(net, plain, o.epochs, 3e-3, o.seed)
    write(net, Path(o.out))
    if not o.second:
        return
    data = json.loads(Path(o.out).read_text("utf-8"))
    with Pool(2) as workers:
        learned = workers.map(with_habits, [(s, g, data) for s, g in made], 4)
    both = [(m if k % 3 else plain[k][0], s.forced, g) for k, (m, (s, g)) in enumerate(zip(learned, made, strict=True))]
    fit(net, both, o.second, 1.5e-3, o.seed + 1)
    write(net, Path(o.out))


if __name__ == "__main__":
    sys.exit(main())
