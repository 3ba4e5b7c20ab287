"""Numbers as sets are what NumPy says they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.sorted_numbers import among, distinct

NUMBERS = st.lists(st.integers(0, 12) | st.integers(0, (1 << 62) - 1))


@given(NUMBERS)
def test_each_number_comes_once_and_in_order(numbers: list[int]) -> None:
    array = np.array(numbers, np.int64)
    assert distinct(array).tolist() == np.unique(array).tolist()


@pytest.mark.parametrize("kind", [np.uint8, np.uint64])
def test_the_numbers_keep_their_type(kind: type[np.integer]) -> None:
    found = distinct(np.array([2, 1, 2], kind))
    assert (found.dtype, found.tolist()) == (np.dtype(kind), [1, 2])


@given(NUMBERS, NUMBERS)
def test_numbers_are_told_by_those_that_are_known(numbers: list[int], known: list[int]) -> None:
    array, ascending = np.array(numbers, np.int64), np.array(sorted(known), np.int64)
    assert among(array, ascending).tolist() == np.isin(array, ascending).tolist()
