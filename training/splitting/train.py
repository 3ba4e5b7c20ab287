"""Trains the weights of corpuskit/splitting: a chain model (CRF) over the lines of random pastes, in NumPy.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=. python training/splitting/train.py --pool ../shared/splitting/pool_dev.jsonl \\
        --more ../shared/health/articles.dev.jsonl

Three rounds: without habits, with the habits that this model finds in each paste, and with those that the next model
finds (a third of the pastes keep theirs hidden, because pass 1 has none). Several networks see the same pastes in
another order and are put side by side (average.py). Outlets of tests/acceptance/holdout_splitting.toml are never read.

Deterministic: the same code, articles and options give the same bytes with one version of NumPy on one kind of
processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from average import average, write
from pastes import Line, load_pool, make_paste

from corpuskit.splitting.clues import clue_names as clues
from corpuskit.splitting.habits.counts import Habits
from corpuskit.splitting.lines import roles
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.pasted.counting import count_habits
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.emissions import emissions
from corpuskit.splitting.scoring.sight import REACH, Sight, add_habits, look_at

ROOT = Path(__file__).parents[2]
S = len(roles.ROLES)
H = 64
R = REACH
#: Articles of a paste.
COUNTS = [1, 1, 2, 2, 2, 3, 3, 4, 6, 8, 10, 12, 20, 30, 40]
#: Added to the score of a subtitle with no credit below it: the pool has fewer subtitles than articles have, and
#: to miss one is the more common mistake. Chosen on the outlets trained on.
SUBTITLE_LEAD = 1.25
#: Added to the score of a title right below a body: in a paste of two short articles little speaks for a boundary, and
#: to miss one is the more common mistake. Chosen on the outlets trained on and on pastes written by hand.
TITLE_LEAD = 0.25
#: Processes that make pastes and look for habits; the result does not depend on how many.
WORKERS = 4
FORKED = get_context("fork")
CLUES_HIDDEN, UNITS_HIDDEN = 0.08, 0.15


def gold_states(told: list[str], long: np.ndarray) -> np.ndarray | None:
    """States from what is told of lines: B becomes B0 or B1 by whether a credit was seen; a line that cannot be as
    labelled is made body.
    """
    states: list[int] = []
    credit, opening = False, True
    for role, is_long in zip(told, long.tolist(), strict=True):
        if role in ("T", "CA") and not (role == "CA" and states and states[-1] == roles.CA):
            credit = False
        if role in ("CA", "CB", "CF"):
            credit = True
        role = "P" if role == "J" and opening else role
        opening = opening and role in ("P", "U")
        state = roles.B1 if credit and role == "B" else roles.B0 if role == "B" else roles.ROLES.index(role)
        if is_long and state not in roles.LONG_STATES:
            return None
        states.append(state)
    for a, b in pairwise(states):
        if not roles.ALLOWED[a, b]:
            return None
    return np.array(states) if states and states[0] in roles.FIRST else None


#: Lines of a paste as segmentation sees them, and the state of each row.
Made = tuple[Sight, np.ndarray]


def one_paste(task: tuple[int, str, int]) -> Made | None:
    """The paste drawn from a seed: of articles of a pool, so many."""
    seed, pool_path, count = task
    return told(make_paste(pool_of(pool_path), random.Random(seed), count))


def told(lines: list[Line]) -> Made | None:
    """A paste of which the role of every line is known; None where the chain cannot have these roles."""
    data = "".join(" ".join(t.split("\n")).replace("\r", " ") + "\n" for t, _ in lines).encode()
    index = index_lines(data)
    sight = look_at(index)
    states = gold_states([lines[i][1] or "B" for i in sight.at.tolist()], sight.forced)
    return None if states is None else (sight, states)


_POOLS: dict[str, Any] = {}


def pool_of(paths: str) -> Any:
    """The articles to train on: PATH of the pool, a line feed, and PATH of those of which less is known, or nothing."""
    if paths not in _POOLS:
        pool, _, more = paths.partition("\n")
        holdout = ROOT / "tests/acceptance/holdout_splitting.toml"
        _POOLS[paths] = load_pool(Path(pool), holdout, more=Path(more) if more else None)
    return _POOLS[paths]


def full(sight: Sight) -> np.ndarray:
    """The clues of every row; rows that are not looked at have none."""
    matrix = np.zeros((len(sight), sight.matrix.shape[1]), np.uint8)
    noted = sight.slot >= 0
    matrix[noted] = sight.matrix[sight.slot[noted]]
    return matrix


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
_ok = roles.ALLOWED
_init_ok = np.isin(np.arange(S), roles.FIRST)
_long_ok = np.isin(np.arange(S), roles.LONG_STATES)


def lse(x: np.ndarray, axis: int) -> np.ndarray:
    top = x.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))).squeeze(axis)


Paste = tuple[np.ndarray, np.ndarray, np.ndarray]
CHUNK = 48
"""Rows of a piece of a paste whose path is scored with the true roles around it held fixed: short pieces are fast."""


def shifted(values: np.ndarray, by: int) -> np.ndarray:
    """Row j of the result is row j + by; pastes lie apart by enough empty rows for nothing to leak."""
    out = np.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:]
    elif by < 0:
        out[-by:] = values[:by]
    else:
        out[:] = values
    return out


def batch_gradient(
    net: Net, batch: list[Paste], dropout: np.random.Generator | None
) -> tuple[float, dict[str, np.ndarray]]:
    """Mean negative log-likelihood a row, and its gradient."""
    p, f = net.p, batch[0][0].shape[1]
    starts = np.cumsum([0, *(len(b[1]) + R for b in batch)])
    rows = np.concatenate([np.arange(len(b[1])) + starts[i] for i, b in enumerate(batch)])
    x = np.zeros((starts[-1], f), np.float32)
    x[rows] = np.concatenate([b[0] for b in batch])
    forced = np.ones(starts[-1], bool)
    forced[rows] = np.concatenate([b[1] for b in batch])
    noted = np.flatnonzero(x.any(axis=1))
    first = p["first"].reshape(2 * R + 1, f, H)
    shown = np.ones((2 * R + 1, f, 1), np.float32)
    if dropout is not None:  # a clue that is sometimes not there keeps the others in use
        shown = (dropout.random(shown.shape, np.float32) > CLUES_HIDDEN).astype(np.float32)
    wide = (first * shown).transpose(1, 0, 2).reshape(f, -1)
    seen = np.zeros((starts[-1], 2 * R + 1, H), np.float32)
    seen[noted] = (x[noted] @ wide).reshape(-1, 2 * R + 1, H)
    z = p["hb"] + sum(shifted(seen[:, o], o - R) for o in range(2 * R + 1))
    keep = np.ones_like(z)
    if dropout is not None:
        keep = (dropout.random(z.shape, np.float32) > UNITS_HIDDEN).astype(np.float32) / (1 - UNITS_HIDDEN)
    hd = np.clip(z, 0, 8) * keep
    e = hd @ p["second"] + p["bias"]
    e[forced] = np.where(_long_ok, p["long"], NEG)
    loss, ge, chain = chain_gradient(net, e, [(int(starts[i]), b[2]) for i, b in enumerate(batch)])
    glong = ge[forced].sum(0) * _long_ok
    ge[forced] = 0
    gz = (ge @ p["second"].T) * keep * ((z > 0) & (z < 8))
    back = np.stack([shifted(gz, R - o)[noted] for o in range(2 * R + 1)], axis=1)
    gfirst = (x[noted].T @ back.reshape(len(noted), -1)).reshape(f, 2 * R + 1, H).transpose(1, 0, 2) * shown
    scale = 1.0 / len(batch) / 10
    grad = {
        "first": gfirst.reshape(-1, H), "hb": gz.sum(0), "second": hd.T @ ge, "bias": ge.sum(0), "long": glong, **chain,
    }  # fmt: skip
    return loss, {k: (v * scale).astype(np.float32) for k, v in grad.items()}


def chain_gradient(
    net: Net, e: np.ndarray, golds: list[tuple[int, np.ndarray]]
) -> tuple[float, np.ndarray, dict[str, np.ndarray]]:
    """Loss, gradient of the rows' scores, and of the chain's: forward and backward sums over all pieces at once."""
    p = net.p
    tr, init = np.where(_ok, p["trans"], NEG), np.where(_init_ok, p["init"], NEG)
    pieces = [(at, gold, a, min(a + CHUNK, len(gold))) for at, gold in golds for a in range(0, len(gold), CHUNK)]
    n = len(pieces)
    es, mask = np.zeros((n, CHUNK, S), np.float32), np.zeros((n, CHUNK), bool)
    where, gold = np.zeros((n, CHUNK), np.int64), np.zeros((n, CHUNK), np.int64)
    opening, closing = np.zeros((n, S), np.float32), np.zeros((n, S), np.float32)
    for i, (at, states, a, b) in enumerate(pieces):
        mask[i, : b - a], where[i, : b - a], gold[i, : b - a] = True, np.arange(at + a, at + b), states[a:b]
        es[i, : b - a] = e[at + a : at + b]
        opening[i] = tr[states[a - 1]] if a else init
        if b < len(states):
            closing[i] = tr[:, states[b]]
    alpha, beta = np.zeros_like(es), np.zeros_like(es)
    alpha[:, 0] = opening + es[:, 0]
    for t in range(1, CHUNK):
        step = lse(alpha[:, t - 1, :, None] + tr, 1) + es[:, t]
        alpha[:, t] = np.where(mask[:, t, None], step, alpha[:, t - 1])
    beta[:, -1] = closing
    for t in range(CHUNK - 2, -1, -1):
        step = lse(tr[None] + (es[:, t + 1] + beta[:, t + 1])[:, None, :], 2)
        beta[:, t] = np.where(mask[:, t + 1, None], step, closing)
    logz = lse(alpha[:, -1] + closing, 1)
    post = np.exp(alpha + beta - logz[:, None, None]) * mask[:, :, None]
    ii, tt = np.nonzero(mask)
    right = np.zeros_like(post)
    right[ii, tt, gold[ii, tt]] = 1
    pair = np.exp(np.minimum(alpha[:, :-1, :, None] + tr + (es + beta)[:, 1:, None, :] - logz[:, None, None, None], 0))
    pair = (pair * mask[:, 1:, None, None]).sum((0, 1))
    both = mask[:, 1:]
    np.subtract.at(pair, (gold[:, :-1][both], gold[:, 1:][both]), 1)
    ginit, delta = np.zeros(S), post - right
    score = es[ii, tt, gold[ii, tt]].sum()
    for i, (_, states, a, b) in enumerate(pieces):
        inside = states[a:b]
        score += tr[inside[:-1], inside[1:]].sum() + opening[i, inside[0]] + closing[i, inside[-1]]
        if a:
            pair[states[a - 1]] += delta[i, 0]
        else:
            ginit += delta[i, 0]
        if b < len(states):
            pair[:, states[b]] += delta[i, b - a - 1]
    ge = np.zeros_like(e)
    ge[where[ii, tt]] = delta[ii, tt]
    loss = float((logz.sum() - score) / mask.sum())
    return loss, ge, {"trans": pair * _ok, "init": ginit * _init_ok}


def fit(net: Net, data: list[Paste], epochs: int, rate: float, seed: int, size: int = 12) -> None:
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


#: What networks are fitted to: workers inherit it, so that it need not be sent.
_DATA: list[Paste] = []


def fitted(net: Net, epochs: int, rate: float, seed: int) -> Net:
    """The network after some more epochs."""
    fit(net, _DATA, epochs, rate, seed)
    return net


def from_json(data: dict[str, Any], share: int, of: int) -> Net:
    """One of several networks that lie side by side in a file of weights; clues that it does not know weigh nothing."""
    net = Net(len(clues.CLUE_NAMES))
    first = np.array(data["first"], np.float32)
    width, known = first.shape[2] // of, [clues.CLUES[name] for name in data["clues"]]
    units = slice(share * width, (share + 1) * width)
    whole = np.zeros((2 * R + 1, len(clues.CLUE_NAMES), width), np.float32)
    whole[:, known] = first[:, :, units] / 64
    trans = np.array(data["transition"], np.float32) / 4096
    trans[roles.S, roles.B0] -= SUBTITLE_LEAD
    trans[roles.SA, roles.B1] -= SUBTITLE_LEAD
    trans[[roles.B0, roles.B1], roles.T] -= data.get("made_with", {}).get("title_lead", 0)
    net.p |= {
        "first": whole.reshape(-1, width),
        "hb": np.array(data["hidden_bias"], np.float32)[units] / 64,
        "second": np.array(data["second"], np.float32)[units] * of / 64,
        "trans": trans,
    }
    net.p |= {
        k: np.array(data[v], np.float32) / 4096 for k, v in (("bias", "bias"), ("init", "initial"), ("long", "long"))
    }
    return net


def to_json(net: Net) -> dict[str, Any]:
    """Whole numbers: first layer in 1/64, second in 1/64 of that (so scores are in 1/4096)."""
    p, f = net.p, len(clues.CLUE_NAMES)
    trans = p["trans"].copy()
    trans[roles.S, roles.B0] += SUBTITLE_LEAD
    trans[roles.SA, roles.B1] += SUBTITLE_LEAD
    trans = trans.astype(np.float64)
    trans[[roles.B0, roles.B1], roles.T] += TITLE_LEAD

    def q(a: Any, s: int) -> Any:
        return np.rint(np.asarray(a, np.float64) * s).astype(int).tolist()

    return {
        "made_by": "training/splitting/train.py",
        "clues": list(clues.CLUE_NAMES),
        "roles": list(roles.ROLES),
        "first": q(p["first"].reshape(2 * R + 1, f, H), 64),
        "hidden_bias": q(p["hb"], 64),
        "second": q(p["second"], 64),
        "bias": q(p["bias"], 4096),
        "transition": q(trans * _ok, 4096),
        "initial": q(p["init"] * _init_ok, 4096),
        "long": q(p["long"] * _long_ok, 4096),
    }


_MODEL: list[network.Weights] = []


def take_model(nets: list[dict[str, Any]]) -> None:
    """What a worker needs before `with_habits`."""
    _MODEL[:] = [network.weights_from(average(nets))]


def with_habits(sight: Sight) -> np.ndarray:
    """The clues of a paste with the habits that the model finds in it."""
    (model,) = _MODEL
    path, _ = segment.best_path(emissions(sight, model), sight.forced, model)
    habits = Habits()
    count_habits(habits, sight, path)
    add_habits(sight, habits)
    return full(sight)


def some_with_habits(made: list[Made], plain: list[Paste], nets: list[Net]) -> list[Paste]:
    """Two pastes in three with the habits that the networks find in them."""
    with FORKED.Pool(WORKERS, take_model, ([to_json(net) for net in nets],)) as workers:
        learned = workers.map(with_habits, [s for s, _ in made], 4)
    return [p if k % 3 == 0 else (m, *p[1:]) for k, (m, p) in enumerate(zip(learned, plain, strict=True))]


def all_fitted(nets: list[Net], data: list[Paste], epochs: int, rate: float, seed: int) -> list[Net]:
    """Every network after some more epochs, each with the pastes in another order."""
    _DATA[:] = data
    with FORKED.Pool(len(nets)) as workers:
        return workers.starmap(fitted, [(net, epochs, rate, seed + 10 * which) for which, net in enumerate(nets)])


def stop_unless_repeatable() -> None:
    """Ends the program where NumPy may add on several threads."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        sys.exit("set OPENBLAS_NUM_THREADS=1: sums on several threads differ in their last digits from run to run")


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--pool", required=True)
    a.add_argument("--more", default="", help="further articles (title, text, lang) without outlet, author or date")
    a.add_argument("--files", type=int, default=1800)
    a.add_argument("--epochs", type=int, nargs=3, default=[6, 4, 3], help="of the three rounds")
    a.add_argument(
        "--nets", type=int, default=2, help="networks whose scores are averaged: they err on different lines"
    )
    a.add_argument("--seed", type=int, default=8)
    a.add_argument("--base", type=Path, help="weights from which to go on, instead of weights drawn at random")
    a.add_argument("--out", type=Path, default=ROOT / "corpuskit/splitting/scoring/weights.json")
    o = a.parse_args()
    stop_unless_repeatable()
    counts = random.Random(o.seed)
    tasks = [(o.seed * 1_000_000 + k, f"{o.pool}\n{o.more}", counts.choice(COUNTS)) for k in range(o.files)]
    with FORKED.Pool(WORKERS) as workers:
        made = [x for x in workers.imap(one_paste, tasks, 4) if x is not None]
    print(f"{len(made)} pastes, {sum(len(s) for _, s in made)} rows", flush=True)
    nets = [Net(len(clues.CLUE_NAMES), seed=number + 1) for number in range(o.nets)]
    if o.base is not None:
        base = json.loads(o.base.read_text("utf-8"))
        nets = [from_json(base, number, o.nets) for number in range(o.nets)]
    data = plain = [(full(s), s.forced, g) for s, g in made]
    for number, (epochs, rate) in enumerate(zip(o.epochs, (3e-3, 1.5e-3, 1e-3), strict=True)):
        if not epochs:
            continue
        if number:
            data = some_with_habits(made, plain, nets)
        nets = all_fitted(nets, data, epochs, rate, o.seed + number)
    made_with = {name: getattr(o, name) for name in ("files", "epochs", "nets", "seed")}
    base_hash = hashlib.sha256(o.base.read_bytes()).hexdigest() if o.base is not None else None
    made_with |= {"base": base_hash, "numpy": np.__version__, "title_lead": TITLE_LEAD}
    write({**average([to_json(net) for net in nets]), "made_with": made_with}, o.out)


if __name__ == "__main__":
    sys.exit(main())
