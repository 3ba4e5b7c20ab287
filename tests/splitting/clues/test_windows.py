"""Words on either side of each line, in windows of several sizes."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.splitting.clues import windows
from corpuskit.splitting.habits import subjects

#: Rows on one side of a row that a window has at most.
ROWS = 12


def told(rows: list[set[int]]) -> np.ndarray:
    pairs = sorted((word, number) for number, words in enumerate(rows) for word in words)
    word, row = np.array(pairs, np.int64).reshape(-1, 2).T
    return windows.around(word, row, len(rows))


def above(rows: list[set[int]], j: int, words: int) -> list[set[int]]:
    """The rows right above row j that have so many words together, or as many as there can be."""
    first = j
    while first and j - first < ROWS and sum(map(len, rows[first:j])) < words:
        first -= 1
    return rows[first:j]


def below(rows: list[set[int]], j: int, words: int) -> list[set[int]]:
    stop = j
    while stop < len(rows) and stop - j < ROWS and sum(map(len, rows[j:stop])) < words:
        stop += 1
    return rows[j:stop]


def shared(one: list[set[int]], other: list[set[int]]) -> int:
    both = set().union(*one) & set().union(*other)
    return 1000 * (len(both) + 1) // (min(sum(map(len, one)), sum(map(len, other))) + 20)


def counted(rows: list[set[int]], j: int) -> list[int]:
    """What `around` says of row j, counted plainly."""
    found = []
    for words in windows.SIZES:
        before, behind = above(rows, j, words), below(rows, j + 1, words)
        found += [1000 * len(rows[j] & set().union(*side)) // max(1, len(rows[j])) for side in (behind, before)]
        found.append(shared(before, behind))
    return found


@given(st.lists(st.sets(st.integers(0, 40), max_size=25), max_size=45))
def test_windows_count_what_stands_in_them(rows: list[set[int]]) -> None:
    assert told(rows).tolist() == [counted(rows, j) for j in range(len(rows))]


@given(st.lists(st.sets(st.integers(0, 40), max_size=25), min_size=1, max_size=80), st.integers(0, 79))
def test_nothing_beyond_reach_matters(rows: list[set[int]], j: int) -> None:
    """So that it does not depend on how much of a file was read."""
    j %= len(rows)
    first = max(0, j - windows.REACH)
    near = rows[first : j + windows.REACH + 1]
    assert told(near)[j - first].tolist() == told(rows)[j].tolist()


def test_each_column_has_its_weight() -> None:
    weights = json.loads(subjects.WEIGHTS.read_text("utf-8"))["weights"]
    assert tuple(weights) == subjects.NAMES
    assert all(isinstance(weight, int) for weight in weights.values())
