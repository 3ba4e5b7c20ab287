"""Confidence: a lead turned into a share of right boundaries, and what the weights promise."""

from __future__ import annotations

import json
import random
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting_dumps import make_dump
from splitting_views import view_of

from corpuskit import splitting
from corpuskit.splitting.clues.clue_names import CLUE_NAMES
from corpuskit.splitting.habits.counts import PLAIN, Chain
from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.confidence import confidence

#: The chain of a dump that carries whole pages.
OF_PAGES = PLAIN._replace(owning=True)


@given(st.lists(st.floats(-200_000, 200_000), min_size=2, max_size=8))
def test_a_greater_lead_is_never_less_sure(leads: list[float]) -> None:
    stated = [confidence(lead) for lead in sorted(leads)]
    assert all(value is not None and 0 <= value <= 1 for value in stated)
    assert stated == sorted(stated)
    assert all(round(value, 3) == value for value in stated)


def test_every_record_has_a_confidence_and_a_rule() -> None:
    view = view_of(make_dump(random.Random(1), 12).text)
    for cut in splitting.cut(view, splitting.learn(view)):
        assert len(cut.boundary_confidence) == len(cut.boundary_rule) == cut.record_count
        assert cut.record_count == 1 + max(cut.spans.record)


def test_the_calibration_was_measured_on_other_pastes_and_is_within_five_hundredths() -> None:
    table = json.loads(resources.files("corpuskit.splitting.scoring").joinpath("calibration.json").read_text("utf-8"))
    assert table["ece_of_others"] <= 0.05
    assert table["others"] > 1000


@pytest.mark.parametrize("chain", [PLAIN, OF_PAGES])
def test_scores_are_whole_numbers_so_that_they_are_the_same_on_every_machine(chain: Chain) -> None:
    weights = network.weights(chain)
    for part in (weights.first, weights.hidden_bias, weights.second, weights.bias, weights.transition, weights.initial):
        assert np.array_equal(part, np.rint(part))
    # Sums of the first layer stay below 2**24, where float32 is exact; a line has far fewer clues than there are.
    assert np.abs(weights.first).max() * len(CLUE_NAMES) * 7 < 2**24


def test_weights_made_for_other_clues_are_refused() -> None:
    data = json.loads(resources.files("corpuskit.splitting.scoring").joinpath("weights.json").read_text("utf-8"))
    data["clues"] = data["clues"][:-1]
    with pytest.raises(ValueError, match="another list of clues"):
        network.weights_from(data)


def test_a_dump_of_whole_pages_has_weights_of_its_own_whatever_else_it_does() -> None:
    pages = network.weights(OF_PAGES)
    assert not np.array_equal(pages.first, network.weights().first)
    assert network.weights(OF_PAGES._replace(decks=True)).first is pages.first
    assert network.weights(PLAIN._replace(decks=True)).first is network.weights().first


@given(st.integers(0, 2**32), st.integers(30, 90))
def test_leads_measured_together_are_those_measured_one_by_one(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.integers(-40_000, 40_000, (rows, len(roles.ROLES))).astype(np.float64)
    model = network.weights()
    path, _ = segment.best_path(scores, np.zeros(rows, bool), model)
    asked = list(range(0, rows, 3))
    alone = [segment.lead(scores, model, path, row, 5) for row in asked]
    assert segment.leads(scores, model, path, asked, 5) == alone
