"""Fits what the words around a line say for a title where articles have no credits (splitting/habits/subjects.py).

    PYTHONPATH=. python training/splitting/fit_subjects.py --pool ../shared/splitting/pool_dev.jsonl [--files 2000]

Draws pastes of title and text alone, cuts them as they are cut with the weights that are there, and weighs the columns
of `subjects.NAMES` beside the lead that a line has without them (logistic regression), so that lead and words add up to
the odds of a title. The pastes have whole articles, short ones and brief ones, of one subject and of many, of one
language each: a third English, a third German, a third in another one, whichever has few articles as often as one that
has many. Writes corpuskit/splitting/habits/subjects.json, in hundredths of a unit; prints precision and recall on the
outlets of calibration.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from pastes import load_pool
from train import ROOT

from corpuskit import splitting
from corpuskit.model import Block, Seed, View
from corpuskit.splitting.habits import subjects
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pasted.stretches import MARGIN, stretches
from corpuskit.splitting.scoring import network, segment

#: Blank lines between articles, below a title and between paragraphs.
GAPS = [(1, 1, 1), (1, 1, 1), (0, 0, 0), (1, 1, 0), (1, 0, 1)]
COUNTS = [1, 1, 1, 2, 2, 3, 4, 6, 10]
#: A lead beyond this, in units, says no more; one below `LEAST` makes no title whatever words say.
CLIPPED, LEAST = 8, -14
#: So many hundredths speak against each title besides: of a false one and a missed one the first is worse.
WARY = 50
#: How much a weight is held back, in units of one line.
HELD = 10.0
_SENTENCE = re.compile(r"[^.!?。]+[.!?。]+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_POOLS: dict[str, list[dict[str, Any]]] = {}


def _pool(path: str, part: str) -> list[dict[str, Any]]:
    """The articles that have a title and two paragraphs, each with the words that its beginning has."""
    if part not in _POOLS:
        articles = load_pool(Path(path), ROOT / "tests/acceptance/holdout_splitting.toml", part)
        for one in articles:
            lines = [" ".join((line or "").split()) for line in (one["title"], *one["paragraphs"])]
            one["title"], *one["paragraphs"] = (line for number, line in enumerate(lines) if not number or line)
            one["words"] = {word.casefold()[:6] for word in _WORD.findall(" ".join(lines[:9]))}
        _POOLS[part] = [one for one in articles if one["title"] and len(one["paragraphs"]) > 1]
    return _POOLS[part]


def _alike(article: dict[str, Any], others: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The others that share most words with an article."""
    often = Counter(word for one in others for word in one["words"])

    def shared(one: dict[str, Any]) -> float:
        found = sum(math.log(len(others) / often[word]) for word in sorted(one["words"] & article["words"]))
        return found / math.sqrt(30 + len(one["words"]))

    return sorted(others, key=shared, reverse=True)[:count]


def make_paste(pool: list[dict[str, Any]], r: random.Random) -> tuple[bytes, set[int]]:
    """A paste, and where its articles begin."""
    languages = sorted({one["lang"] for one in pool} - {"en", "de"})
    language = r.choice(["en", "de", r.choice(languages)])
    articles = [one for one in pool if one["lang"] == language]
    count = min(r.choice(COUNTS), len(articles))
    if r.random() < 0.3:
        articles = _alike(r.choice(articles), articles, 2 * count + 2)
    length = r.choice([(99, 99), (99, 99), (2, 5), (5, 12), (2, 99)])
    brief = r.random() < 0.3
    between, below, inside = ("\n" * (blanks + 1) for blanks in r.choice(GAPS))
    text, starts = "", set()
    for article in r.sample(articles, count):
        text += between if text else ""
        starts.add(len(text.encode()))
        paragraphs = article["paragraphs"][: r.randint(*length)]
        if brief:
            paragraphs = [" ".join(_SENTENCE.findall(one)[: r.randint(1, 2)]).strip() or one for one in paragraphs]
        text += article["title"] + below + inside.join(paragraphs)
    return text.encode() + b"\n", starts


def view_of(data: bytes) -> View:
    """A paste as it is cut."""

    def blocks(_: int) -> Iterator[Block]:
        yield Block(data, 0, 1, "utf-8")

    seed = Seed("paste.txt", None)
    return View("paste.txt", "", len(data), None, "", "utf-8", "", 1.0, 0, seed, blocks, lambda: iter((data,)))


def lines_of(task: tuple[int, str, str]) -> list[tuple[float, bool, list[int]]]:
    """Of each line of a paste that may be a title: its lead without words, whether it is one, and what they say."""
    number, path, part = task
    data, starts = make_paste(_pool(path, part), random.Random(number))
    view = view_of(data)
    found = []
    for stretch in stretches(view, len(data), splitting.learn(view)):
        sight = stretch.sight
        if sight.subjects is None:
            continue
        scores = stretch.scores.copy()
        scores[:, roles.T] -= network.UNIT * sight.subjects[:, subjects.TITLE] // 100
        model = network.weights(sight.chain)
        path_without, _ = segment.best_path(scores, sight.forced, model)
        rows = np.flatnonzero(~sight.forced & ~sight.lines.prose[sight.at])[1:].tolist()
        leads = segment.leads(scores, model, path_without, rows, MARGIN)
        said = subjects.told_by_words(sight, *subjects.words_around(sight))
        for row, lead in zip(rows, leads, strict=True):
            right = int(sight.lines.start[sight.at[row]]) in starts
            if right or lead > LEAST * network.UNIT:
                found.append((lead / network.UNIT, right, said[row].tolist()))
    return found


def fitted(lead: np.ndarray, said: np.ndarray, right: np.ndarray, wary: int = WARY) -> np.ndarray:
    """The weights of columns, in hundredths of a unit a thousand, beside which the lead has that of one."""
    seen = np.c_[np.clip(lead, -CLIPPED, CLIPPED), said / 1000]
    scale = seen.std(axis=0)
    scale[scale == 0] = 1.0
    seen = seen / scale
    held = np.full(seen.shape[1], HELD)
    held[-1] = 0.0  # the last column is one everywhere
    weights = np.zeros(seen.shape[1])
    for _ in range(40):
        odds = 1 / (1 + np.exp(-(seen @ weights)))
        slope = (seen * (odds * (1 - odds))[:, None]).T @ seen + np.diag(held + 1e-6)
        weights -= np.linalg.solve(slope, seen.T @ (odds - right) + held * weights)
    weights /= scale
    found = 100 * weights[1:] / weights[0]
    found[-1] -= wary
    return np.rint(found).astype(np.int64)


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--pool", required=True)
    a.add_argument("--files", type=int, default=2000)
    a.add_argument("--workers", type=int, default=2)
    o = a.parse_args()
    tasks = [(3_000_000 + k, o.pool, "train" if k < o.files else "calibrate") for k in range(o.files + o.files // 4)]
    with Pool(o.workers) as workers:
        made = workers.map(lines_of, tasks, 4)
    drawn = [[line for part in parts for line in part] for parts in (made[: o.files], made[o.files :])]
    (lead, right, said), others = (map(np.array, zip(*lines, strict=True)) for lines in drawn)
    weights = fitted(lead, said, right)
    lead, right, said = others
    found = lead + np.minimum(said @ weights / 1000, subjects.MOST) / 100 > 0
    hit = int((found & right).sum())
    report = {
        "made_by": "training/splitting/fit_subjects.py",
        "files": o.files,
        "precision_of_others": round(hit / int(found.sum()), 3),
        "recall_of_others": round(hit / int(right.sum()), 3),
    }
    print(report)
    data = {**report, "weights": dict(zip(subjects.NAMES, weights.tolist(), strict=True))}
    subjects.WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
