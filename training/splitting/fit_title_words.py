"""Fits what the words around a line say for a title in dumps with credits (splitting/habits/title_words.py).

    PYTHONPATH=. python training/splitting/fit_title_words.py [--shared ../shared/splitting] [--files 280]

Needs the folder with the article pool and the generator of pastes (make_pastes.py), as benchmarks/splitting.py does.
Draws hostile and mixed pastes without the outlets and styles of tests/acceptance/holdout_splitting.toml, cuts them as
they are cut without these words, and weighs the columns of `title_words.NAMES` beside the lead of a title in each line
near the decision, so that lead and words add up to the odds of one. Writes
corpuskit/splitting/habits/title_words.json, in hundredths of a unit; the leads of pastes on which splitting was
trained are a little too sure, so that words are weighed with care.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from fit_subjects import fitted, view_of
from train import ROOT

from corpuskit import splitting
from corpuskit.splitting.habits import title_words
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pasted.stretches import MARGIN, stretches
from corpuskit.splitting.scoring import network, segment

#: Lines with a lead beyond this, in units, are not near the decision.
NEAR = 8
_TITLES = [roles.T, roles.TA]
_OTHERS = [role for role in range(len(roles.ROLES)) if role not in _TITLES]
#: Of each line: lead, whether it is a title, and its columns.
Line = tuple[float, bool, list[int]]


def _paste(shared: str, profile: str, number: int) -> tuple[bytes, set[int]]:
    """A paste in UTF-8, and where its titles begin."""
    if shared not in sys.path:
        sys.path.insert(0, shared)
    import make_pastes
    import styles

    kept = tomllib.loads((ROOT / "tests/acceptance/holdout_splitting.toml").read_text("utf-8"))
    pool = make_pastes.load_pool(f"{shared}/pool_dev.jsonl", "dev")
    pool = [one for one in pool if one["outlet_key"] not in set(kept["outlets"])]
    names = [name for name in styles.STYLES if name not in kept["styles"]]
    draw = random.Random(f"title words|{profile}|{number}")
    raw, gold = make_pastes.make_file(pool, profile, draw, draw.choice((20, 40, 75)), names, number % 8)
    codec, bom = gold["encoding"], 3 if gold["bom"] else 0
    starts = {len(raw[bom : one["title_start"]].decode(codec).encode()) for one in gold["records"]}
    return raw[bom:].decode(codec).encode(), starts


def lines_of(task: tuple[str, str, int]) -> tuple[list[Line], list[Line]]:
    """The lines of a paste that words are asked about: those right above a date, and others."""
    data, starts = _paste(*task)
    view = view_of(data)
    found: tuple[list[Line], list[Line]] = ([], [])
    habits = splitting.learn(view)
    title_words.told_apart = _silent
    for stretch in stretches(view, len(data), habits):
        sight, model = stretch.sight, network.weights(stretch.sight.chain)
        if sight.subjects is not None or sight.untitled is not None:
            continue
        rows = np.flatnonzero(~sight.forced & ~sight.lines.prose[sight.at])
        rows = rows if sight.parted is None else rows[sight.parted[rows] == 0]
        for some, lines in zip(title_words.asked(sight, rows), found, strict=True):
            columns, *_ = title_words.columns_of(sight, some)
            for row, column in zip(some.tolist(), columns.tolist(), strict=True):
                through = segment.through(stretch.scores, model, stretch.states, row, MARGIN)
                lead = float(through[_TITLES].max() - through[_OTHERS].max()) / network.UNIT
                if abs(lead) < NEAR:
                    lines.append((lead, int(sight.lines.start[sight.at[row]]) in starts, column))
    return found


def _silent(sight: object, rows: np.ndarray, *, above_a_date: bool) -> np.ndarray:
    """Words that say nothing."""
    return np.zeros(len(rows), np.int64)


def _weights(lines: list[Line], names: tuple[str, ...]) -> dict[str, int]:
    """The weights of some columns."""
    lead, right, columns = map(np.array, zip(*lines, strict=True))
    asked = columns[:, [title_words.NAMES.index(name) for name in names]]
    return dict(zip(names, fitted(lead, asked, right, wary=0).tolist(), strict=True))


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--shared", type=Path, default=ROOT.parent / "shared/splitting")
    a.add_argument("--files", type=int, default=280)
    a.add_argument("--workers", type=int, default=2)
    o = a.parse_args()
    tasks = [(str(o.shared), "hostile", number) for number in range(o.files)]
    tasks += [(str(o.shared), "mixed", number) for number in range(o.files // 3)]
    with Pool(o.workers) as workers:
        made = workers.map(lines_of, tasks, 2)
    above, elsewhere = ([line for paste in made for line in paste[which]] for which in range(2))
    data = {
        "made_by": "training/splitting/fit_title_words.py",
        "lines": len(above) + len(elsewhere),
        "elsewhere": _weights(elsewhere, title_words.NAMES),
        "above a date": _weights(above, title_words.ABOVE_A_DATE),
    }
    title_words.WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
