"""Pastes of real pages to learn splitting from, with the state of every line.

Of a page it is known where its title stands; what its other lines are is not. They take the states of the best path
that begins a record at every title and nowhere else, by weights that are there (`held`). So a page teaches what the
weights did not see: which lines begin no article.

The pages are those of benchmarks/real_pages.py on which changes may be tried; those kept aside are never read.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import real_pages

from corpuskit.splitting.lines import roles
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.emissions import emissions
from corpuskit.splitting.scoring.sight import Sight, look_at

#: How pages are copied (see `real_pages`), each as often as it is named; and how many of them make a paste.
KINDS = ("selected", "selected", "article", "article", "page")
COUNTS = (1, 1, 2, 3, 5, 8)
#: More than any path can score.
_FAR = float(1 << 40)


def load_pages(folder: Path, half: int | None = None) -> list[real_pages.Page]:
    """The pages to train on: all that are not kept aside, or those of them whose host is in one half (0 or 1)."""
    pages = [page for page in real_pages.copied(folder) if not real_pages.is_aside(page)]
    return [page for page in pages if half is None or half_of(page) == half]


def half_of(page: real_pages.Page) -> int:
    """Into which half of the hosts a page falls: what is trained on one is measured on the other."""
    return hashlib.sha256(f"half of {page['host']}".encode()).digest()[0] % 2


def page_paste(pages: list[real_pages.Page], r: random.Random) -> tuple[str, list[int]]:
    """The text of a paste of some pages, and the lines (from 0) of their titles."""
    kind = r.choice(KINDS)
    return real_pages.joined(r.sample(pages, r.choice(COUNTS)), kind, r)


def seen(text: str, titles: list[int], model: network.Weights) -> tuple[Sight, np.ndarray] | None:
    """A paste as segmentation sees it, with a state for each row; None where a title is no row that can be one."""
    sight = look_at(index_lines(text.replace("\r", " ").encode()))
    rows = np.flatnonzero(np.isin(sight.at, titles))
    if len(rows) < len(titles) or sight.forced[rows].any():
        return None
    states = held(sight, rows, model)
    return None if states is None else (sight, states)


def held(sight: Sight, titles: np.ndarray, model: network.Weights) -> np.ndarray | None:
    """The best path whose records begin with these rows, each a title, and no others; None where none is allowed."""
    scores = emissions(sight, model).copy()
    others = np.ones(len(sight), bool)
    others[titles] = False
    scores[np.ix_(others, roles.STARTS)] -= _FAR
    scores[titles] -= _FAR
    scores[titles, roles.T] += 2 * _FAR
    path, _ = segment.best_path(scores, sight.forced, model)
    begun = np.flatnonzero(np.isin(path, roles.STARTS))
    right = np.array_equal(begun, titles) and (path[titles] == roles.T).all()
    return path if right and roles.ALLOWED[path[:-1], path[1:]].all() else None
