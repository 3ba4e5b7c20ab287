"""An article of very many long paragraphs keeps the credit above them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import corpuskit
from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.sight import REACH

SENTENCE = "the council said that quays and mills along this river would be mended before winter came back"


def paragraphs(count: int) -> str:
    """Long paragraphs, no two alike."""
    words = SENTENCE.split()
    sentence = [" ".join(words[at:] + words[:at]).capitalize() + "." for at in range(len(words))]
    return "\n".join(
        " ".join(sentence[(number * step + step) % len(sentence)] for step in range(1, 12)) for number in range(count)
    )


@pytest.mark.parametrize("count", [20, 150, 2500])
@pytest.mark.parametrize(
    "credit", ["Maria Keller, The Northern Observer, 12 March 2021", "The Harbour Post | 2 May 2021"]
)
def test_a_credit_is_read_however_many_long_paragraphs_follow(tmp_path: Path, count: int, credit: str) -> None:
    seed = tmp_path / "paste.txt"
    seed.write_text(f"A long account of the winter that would not end\n{credit}\n{paragraphs(count)}\n", "utf-8")
    (record,) = corpuskit.split(seed)
    assert (record.title, record.credit_line) == ("A long account of the winter that would not end", credit)


def test_a_run_of_long_lines_scores_the_sum_of_its_rows() -> None:
    """So that it does not matter where a block ends within it."""
    model = network.weights()
    rows = 60
    forced = np.ones(rows, bool)
    forced[[0, 5]] = False
    scores = np.empty((rows, len(roles.ROLES)))
    scores[:] = model.long
    scores[[0, 5]] = 0
    scores[20:40, roles.B1] = model.deep()
    one_by_one, _ = segment.best_path(scores, np.zeros(rows, bool), model)
    together, _ = segment.best_path(scores, forced, model)
    assert together.tolist() == one_by_one.tolist()


def test_only_rows_far_from_every_other_line_are_deep() -> None:
    forced = np.ones(40, bool)
    forced[20] = False
    reach = 2 * REACH
    deep = np.flatnonzero(network._deep(forced)).tolist()
    assert deep == [*range(reach, 20 - reach), *range(21 + reach, 40 - reach)]
